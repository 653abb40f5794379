/** Processes that share a disk and end in the middle of writing to it, without a process for each. */
import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** What runs in one process, and with which of its steps that changes the disk it ends. */
interface Life {
  left: number;
  isOver: boolean;
  readonly handles: FileHandle[];
  /** What the system is doing for it: that comes to its end. */
  readonly running: Set<Promise<unknown>>;
  readonly over: () => void;
}

const lives = new AsyncLocalStorage<Life>();

/** Never resolves: whoever is dead does nothing more. */
const nothing = () => new Promise<never>(() => undefined);

/**
 * Runs `work` as a process of its own that ends at its step `steps` (from 1) that changes the disk; a
 * text that is written then is there by half. All that it began goes no further, timers included.
 *
 * @returns whether it came to its end before
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

/** Whether this step is the last one. What is dead takes none. */
async function lasts(): Promise<boolean> {
  const life = lives.getStore();
  if (life === undefined) return false;
  if (life.isOver) await nothing();
  return --life.left === 0;
}

/** Has the system do a step; whoever is dead by its end hears nothing of it. */
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
    // What is open is closed, as a system does for a process that is gone.
    await Promise.all(life.handles.map(handle => handle.close().catch(() => undefined)));
    life.over();
  }
  return nothing();
}

/** Lets processes be mortal from now on; call what it returns when they are not to be any more. */
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
    syncBuiltinESMExports(); // the extension imports them when it first needs them
  };
  set(mortal);
  return () => set(before);
}
