/** Writes a file that the person chose without losing the existing one. */
import * as vscode from 'vscode';

/**
 * Writes a file. If it exists, the new text is first written beside it and replaces it once
 * complete, so a full disk does not cost the old file.
 *
 * @throws the file system's error; the existing file is then unchanged
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
