/** Writes a file that a person chose, without losing the one that is there. */
import * as vscode from 'vscode';

/**
 * Writes a file. Where there is one already, the new text is written beside it first and takes its
 * place when it is whole, so that a full disk costs the new one and not the old one.
 *
 * @throws what the file system says; the file that was there is as it was
 */
export async function writeOver(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const isThere = await Promise.resolve(fs.stat(uri)).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await fs.writeFile(uri, bytes);
    return;
  }
  const beside = uri.with({ path: `${uri.path}.${globalThis.crypto.randomUUID()}.tmp` });
  try {
    await fs.writeFile(beside, bytes);
    await fs.rename(beside, uri, { overwrite: true });
  } catch (error) {
    await Promise.resolve(fs.delete(beside)).catch(() => undefined);
    throw error;
  }
}
