// Runs programs for test/run.mjs: in the foreground, where their output is printed at once, or in
// the background, where it is kept until they have ended.
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/**
 * The environment for programs that make many short-lived objects, such as ESLint: with more room
 * for them (MB), V8 collects garbage less often. It saves ESLint a sixth of its processor time.
 */
export const moreYoung = {
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim(),
};

const running = new Set();

/** Ends this child if the run is interrupted; call the result once the child has ended. */
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

/** A step's output: to the terminal, or into a text that is printed when the step has ended. */
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

  /** Prints the kept output; later output is printed at once. */
  show() {
    process.stdout.write(this.text);
    this.text = '';
    this.inFront = true;
  }
}

/**
 * Runs a program; resolves with its exit code (127 if the program does not exist) and its output.
 * `quiet` prints nothing; `limitMs` ends a program that hangs.
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
