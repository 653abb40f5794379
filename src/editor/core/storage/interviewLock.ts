/** Lets windows take turns at an interview: each reads it, merges its own in and writes it again. */
import type * as vscode from 'vscode';
import { hasNode } from '../../base/pieces';

/** A window that has taken this long, in ms, was killed, or its disk is too slow to wait for. */
const longestTurn = 1000;
const pauseMs = 5;

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
  /** Whether there is nothing to wait for: `work` itself says why nothing can be written. */
  const take = () =>
    fs.writeFile(file, own, { flag: 'wx' }).then(
      () => true,
      (error: unknown) => !/EEXIST|EPERM|EBUSY/.test(String(error)),
    );
  const owner = () => fs.readFile(file, 'utf8').catch(() => undefined);
  await fs.mkdir(fsPath, { recursive: true }).catch(() => undefined);
  let other: string | undefined;
  let since = performance.now();
  while (!(await take())) {
    const now = await owner();
    if (now !== other) since = performance.now();
    other = now;
    if (performance.now() - since > longestTurn) {
      await fs.rm(file, { force: true }).catch(() => undefined);
      await take();
      break;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
  try {
    return await work();
  } finally {
    if ((await owner()) === own) await fs.rm(file, { force: true }).catch(() => undefined);
  }
}
