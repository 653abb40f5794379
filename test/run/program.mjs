// Runs programs for test/run.mjs: in the foreground, where their output is printed at once, or in
// the background, where it is kept until they have ended.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

const running = new Set();

/** Ends this child if the run is interrupted; call the result once the child has ended. */
export function keepRunning(child) {
  running.add(child);
  return () => running.delete(child);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) end(child, signal);
    process.exit(1);
  });
}

/** With a session of its own, also the programs that it has started. */
function end(child, signal) {
  if (sessions.has(child) && child.pid !== undefined) process.kill(-child.pid, signal);
  else child.kill(signal);
}

/** The children that have one. */
const sessions = new WeakSet();

/** Lets a child, and what it starts later, have only processor time that nothing else wants. */
function giveSpareTime(child) {
  try {
    os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
    // Linux divides time between sessions first, and a browser has one of its own.
    if (sessions.has(child)) fs.writeFileSync(`/proc/${child.pid}/autogroup`, '19');
  } catch {
    // It has ended already, or this system does not divide time by sessions.
  }
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
 * `quiet` prints nothing; `limitMs` ends a program that hangs; `spare` gives it only the processor
 * time that nothing else wants.
 */
export function run(program, args, { env = {}, output, quiet = false, limitMs, spare = false }) {
  return new Promise(resolve => {
    const ownSession = spare && process.platform === 'linux';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && !program.includes(path.sep),
      detached: ownSession,
    });
    if (ownSession) sessions.add(child);
    if (spare && child.pid !== undefined) giveSpareTime(child);
    const release = keepRunning(child);
    const timer =
      limitMs &&
      setTimeout(() => {
        const minutes = limitMs / 60_000;
        output.line(`${program} ${args.join(' ')} did not end in ${minutes} min: stopped.`);
        end(child, 'SIGTERM');
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
    const ended = code => {
      clearTimeout(timer);
      release();
      resolve({ code: code ?? 1, printed });
    };
    child.on('error', error => {
      output.line(error.message);
      ended(127);
    });
    child.on('close', ended);
  });
}
