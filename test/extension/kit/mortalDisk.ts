/** Simulated processes that share a disk and end in the middle of writing to it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** The work of one process, and the disk-changing step at which it ends. */
interface Life {
  left: number;
  isOver: boolean;
  readonly handles: FileHandle[];
  /** An operation the system has started for it, which completes. */
  readonly running: Set<Promise<unknown>>;
  readonly over: () => void;
}

const lives = new AsyncLocalStorage<Life>();

/** Never resolves: a dead process does nothing more. */
const nothing = () => new Promise<never>(() => undefined);

/**
 * Runs `work` as a process of its own that ends at its disk-changing step `steps` (from 1); a text
 * being written then is half there. Nothing it started continues, timers included.
 *
 * @returns whether it finished before
 */
export function liveFor(steps: number, work: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const life: Life = {
      left: steps,
      isOver: false,
      handles: [],
      running: new Set(),
      over: () => resolve(false),
    };
    lives
      .run(life, work)
      .then(() => resolve(!life.isOver))
      .catch(reject);
  });
}

/** Whether this step is the last one. A dead process takes none. */
async function lasts(): Promise<boolean> {
  const life = lives.getStore();
  if (life === undefined) return false;
  if (life.isOver) await nothing();
  return --life.left === 0;
}

/** Has the system do a step; a process that is dead by its end never knows. */
async function done<T>(step: () => Promise<T>): Promise<T> {
  const life = lives.getStore();
  const result = step();
  life?.running.add(result);
  try {
    return await result;
  } finally {
    life?.running.delete(result);
    if (life?.isOver) await nothing();
  }
}

async function end(): Promise<never> {
  const life = lives.getStore();
  if (life) {
    life.isOver = true;
    await Promise.allSettled(life.running);
    // Open files are closed, as a system does for a process that is gone.
    await Promise.all(life.handles.map(handle => handle.close().catch(() => undefined)));
    life.over();
  }
  return nothing();
}

/** Makes processes mortal from now on; call the returned function to end that. */
export function mortalDisk(): () => void {
  const { promises } = fs;
  const { open, rename, rm, copyFile } = promises;
  const before = { open, rename, rm, copyFile };
  const changes = async <T>(change: () => Promise<T>): Promise<T> => {
    if (await lasts()) await end();
    return done(change);
  };
  const wrapped = (handle: FileHandle): FileHandle => {
    lives.getStore()?.handles.push(handle);
    const writeFile = handle.writeFile.bind(handle);
    const truncate = handle.truncate.bind(handle);
    const sync = handle.sync.bind(handle);
    const datasync = handle.datasync.bind(handle);
    return Object.assign(handle, {
      async writeFile(content: string | Uint8Array) {
        if (await lasts()) {
          await writeFile(content.slice(0, Math.floor(content.length / 2)));
          await end();
        }
        await done(() => writeFile(content));
      },
      truncate: (length?: number) => changes(() => truncate(length)),
      sync: () => changes(sync),
      datasync: () => changes(datasync),
    });
  };
  const mortal: Partial<typeof promises> = {
    async open(where, flags, mode) {
      if (flags === undefined || flags === 'r') return open(where, flags, mode);
      return changes(async () => wrapped(await open(where, flags, mode)));
    },
    rename: (from, to) => changes(() => rename(from, to)),
    rm: (where, options) => changes(() => rm(where, options)),
    copyFile: (from, to, mode) => changes(() => copyFile(from, to, mode)),
  };
  const set = (functions: Partial<typeof promises>) => {
    Object.assign(promises, functions);
    syncBuiltinESMExports(); // the extension imports them on first use
  };
  set(mortal);
  return () => set(before);
}
