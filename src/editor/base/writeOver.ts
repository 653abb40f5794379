/** Writes a file that the person chose without losing the existing one. */
import * as vscode from 'vscode';

/**
 * Writes a file. If it exists, the new text is first written beside it and replaces it once
 * complete, so a full disk does not cost the old file.
 *
 * @throws the file system's error; the existing file is then unchanged, or gone with the new text
 *   beside it as a `.tmp` file: VS Code removes the old one before it renames
 */
export async function writeOver(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  if (!(await exists(uri))) {
    await fs.writeFile(uri, bytes);
    return;
  }
  const beside = uri.with({ path: `${uri.path}.${globalThis.crypto.randomUUID()}.tmp` });
  try {
    await fs.writeFile(beside, bytes);
  } catch (error) {
    await remove(beside);
    throw error;
  }
  try {
    await fs.rename(beside, uri, { overwrite: true });
  } catch (error) {
    if (!(await exists(uri))) {
      // Nothing is left to lose; where this fails too, the only copy is the one beside.
      await fs.writeFile(uri, bytes);
      await remove(beside);
      return;
    }
    await remove(beside);
    throw error;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function remove(uri: vscode.Uri): Promise<void> {
  await Promise.resolve(vscode.workspace.fs.delete(uri)).catch(() => undefined);
}
