// Runs programs for test/run.mjs: in front, where a person sees what they print at once, or beside
// that, where what they print is kept until they have ended.
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

const running = new Set();

/** Ends this child when the run is interrupted; what it returns is called when the child has ended. */
export function keepRunning(child) {
  running.add(child);
  return () => running.delete(child);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/** Where a step prints: to the terminal, or into a text that is printed when the step has ended. */
export class Output {
  text = '';

  /** @param inFront whether it is printed at once */
  constructor(inFront) {
    this.inFront = inFront;
  }

  print(text) {
    if (this.inFront) process.stdout.write(text);
    else this.text += text;
  }

  line(text) {
    this.print(`${text}\n`);
  }

  /** Prints what was kept; what comes from now on is printed at once. */
  show() {
    process.stdout.write(this.text);
    this.text = '';
    this.inFront = true;
  }
}

/**
 * Runs a program; resolves with its exit code (127 when there is no such program) and what it
 * printed. With `quiet` nothing is printed; `limitMs` ends a program that hangs.
 */
export function run(program, args, { env = {}, output, quiet = false, limitMs }) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && !program.includes(path.sep),
    });
    const release = keepRunning(child);
    const timer =
      limitMs &&
      setTimeout(() => {
        const minutes = limitMs / 60_000;
        output.line(`${program} ${args.join(' ')} did not end in ${minutes} min: stopped.`);
        child.kill('SIGTERM');
      }, limitMs);
    let printed = '';
    const read = data => {
      printed += data;
      if (!quiet) output.print(data);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', read);
    }
    const end = code => {
      clearTimeout(timer);
      release();
      resolve({ code: code ?? 1, printed });
    };
    child.on('error', error => {
      output.line(error.message);
      end(127);
    });
    child.on('close', end);
  });
}
