import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ChildProcess } from 'node:child_process';

const actions = new Set<() => void>();

/**
 * Runs `action` when this process ends, also by Ctrl+C, or when the returned function is called;
 * once in all. It must be synchronous: an ending process waits for nothing.
 */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) listen();
  const once = () => {
    if (actions.delete(once)) action();
  };
  actions.add(once);
  return once;
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    for (const action of [...actions].reverse()) action();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
}

/** Ends a process that was started with `detached: true`, and everything it started. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // no process groups here, or gone already
  }
}

/** A new empty folder in the system's temporary folder that is gone when this process ends. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  // Short, because VS Code makes sockets below it and a socket's path may have 107 characters.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dj-')));
  const remove = atExit(() => {
    // A process that was just killed may still be writing.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return { path: folder, remove };
}
