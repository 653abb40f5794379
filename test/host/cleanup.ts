import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ChildProcess } from 'node:child_process';

/** One for all test files of a process: each is a bundle with its own modules. */
const known = globalThis as { exitActions?: Set<() => void> };
const isFirst = known.exitActions === undefined;
const actions = (known.exitActions ??= new Set());
if (isFirst) listen();

/**
 * Runs `action` once: when this process ends, also by Ctrl+C, or when the returned function is
 * called. It must be synchronous: an ending process waits for nothing.
 */
export function atExit(action: () => void): () => void {
  const once = () => {
    if (actions.delete(once)) action();
  };
  actions.add(once);
  return once;
}

function listen(): void {
  process.on('exit', () => {
    for (const action of [...actions].reverse()) action();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
}

/** Ends a process started with `detached: true`, and its descendants. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // no process groups here, or already gone
  }
}

/** Makes an empty folder in the system's temporary folder, removed when this process ends. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  // Short, because VS Code makes sockets below it and a socket's path is limited to 107 characters.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dj-')));
  return { path: folder, remove: atExit(() => removeFolder(folder)) };
}

/** How long, in ms, a process that was just killed may still be writing. */
const lastWrites = 5_000;

/**
 * Removes a folder that a browser or an editor has just used. If they write a file while the folder
 * is being emptied, that fails, so it is retried; leftovers do not fail a test.
 */
function removeFolder(folder: string): void {
  const deadline = Date.now() + lastWrites;
  for (;;) {
    try {
      fs.rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        console.error(`${folder} could not be removed: ${String(error)}`);
        return;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}
