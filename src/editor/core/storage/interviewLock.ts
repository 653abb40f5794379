/** Lets windows take turns at an interview: each reads it, merges its own in and writes it again. */
import type * as vscode from 'vscode';
import { hasNode } from '../../base/pieces';

/** A window that has taken this long, in ms, was killed, or its disk is too slow to wait for. */
const longestTurn = 1000;
/** How long to wait in all, in ms, and how long where nobody's lock can be read. */
const longestWait = 5 * longestTurn;
const longestRefusal = 50;
const pauseMs = 5;
/** What counts of the time between two looks, in ms: the machine may have slept or been busy. */
const longestLook = 300;

/**
 * Does `work` while no other window is doing any by the same name in this folder. Without Node, or
 * where a lock cannot be made, it is done without one: saving is more than taking turns.
 */
export async function inTurn<T>(
  { scheme, fsPath }: vscode.Uri,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (scheme !== 'file' || !hasNode()) return work();
  const fs = await import('node:fs/promises');
  const file = `${fsPath}/${name}.lock`;
  const own = globalThis.crypto.randomUUID();
  /** What is in the lock; `null` if there is none, `undefined` if it cannot be read. */
  const owner = () =>
    fs
      .readFile(file, 'utf8')
      .catch((error: unknown) => (String(error).includes('ENOENT') ? null : undefined));
  const remove = () => fs.rm(file, { force: true });
  /** `free` if there is nothing to wait for: `work` itself says why nothing can be written. */
  const take = () =>
    fs.writeFile(file, own, { flag: 'wx' }).then(
      () => 'free' as const,
      async (error: unknown) => {
        if (String(error).includes('EEXIST')) return 'taken';
        if (/EPERM|EBUSY/.test(String(error))) return 'refused';
        // A full disk leaves a part of it, or an empty file.
        if (own.startsWith((await owner()) ?? '-')) await remove().catch(() => undefined);
        return 'free';
      },
    );
  /**
   * Removes the lock of a killed window: renamed first, since of several that waited another may
   * have taken it over, and then its lock is there, which is given back.
   * @param gone what is in the lock
   */
  const takeFrom = async (gone: string) => {
    const aside = `${file}.${own}`;
    await fs.rename(file, aside);
    const found = await fs.readFile(aside, 'utf8').catch(() => gone);
    if (found !== gone) await fs.writeFile(file, found, { flag: 'wx' }).catch(() => undefined);
    await fs.rm(aside, { force: true });
  };
  await fs.mkdir(fsPath, { recursive: true }).catch(() => undefined);
  let last = performance.now();
  let other: string | null | undefined;
  /** How long this window has waited, and had when the lock was another's, in ms. */
  let [waited, since] = [0, 0];
  for (let state = await take(); state !== 'free'; state = await take()) {
    const now = await owner();
    const time = performance.now();
    waited += Math.min(time - last, longestLook);
    last = time;
    // One that was taken was given back since: it is the next one's turn, which may be another's.
    if (now !== other || (state === 'taken' && now === null)) since = waited;
    other = now;
    if (waited > longestWait) break;
    if (typeof now !== 'string') {
      if (waited - since > longestRefusal) break;
    } else if (waited - since > longestTurn && (await owner()) === now) {
      const isStuck = await takeFrom(now).then(
        () => false,
        (error: unknown) => !String(error).includes('ENOENT'), // another was faster
      );
      if (isStuck) break;
      continue;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
  try {
    return await work();
  } finally {
    if ((await owner()) === own) await remove().catch(() => undefined);
  }
}
