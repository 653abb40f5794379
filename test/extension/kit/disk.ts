/** A disk that is slow, full or broken for some files, when written through `node:fs/promises`. */
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export interface DiskRule {
  /** Matches the affected paths. */
  readonly paths: RegExp;
  /** How long a flush takes, in ms. */
  readonly flushMs?: number;
  /** The code of the error that changing these files fails with, such as `ENOSPC`. */
  readonly refuses?: string;
}

/** Applies the rule from now on; call the returned function to end it. */
export function ruleDisk({ paths, flushMs = 0, refuses }: DiskRule): () => void {
  const { promises } = fs;
  const before = { open: promises.open, rename: promises.rename };
  const isMeant = (where: unknown) => typeof where === 'string' && paths.test(where);
  const refuse = (where: unknown) => {
    if (refuses === undefined || !isMeant(where)) return;
    throw Object.assign(new Error(`${refuses}: ordered by the test`), { code: refuses });
  };
  const changed: Partial<typeof promises> = {
    async open(where, flags, mode) {
      if (flags !== undefined && flags !== 'r') refuse(where);
      const handle = await before.open(where, flags, mode);
      return isMeant(where) ? slow(handle, flushMs) : handle;
    },
    async rename(from, to) {
      refuse(to);
      await before.rename(from, to);
    },
  };
  const set = (functions: typeof changed) => {
    Object.assign(promises, functions);
    syncBuiltinESMExports(); // the extension imports them on first use
  };
  set(changed);
  return () => set(before);
}

function slow(handle: FileHandle, ms: number): FileHandle {
  if (ms === 0) return handle;
  const pause = () => new Promise(resolve => setTimeout(resolve, ms));
  const sync = handle.sync.bind(handle);
  const datasync = handle.datasync.bind(handle);
  return Object.assign(handle, {
    sync: () => pause().then(sync),
    datasync: () => pause().then(datasync),
  });
}
