/** Reads files from an untrusted .zip archive, without unpacking to the disk. */
import * as vscode from 'vscode';
import { readZip, type ZipEntry, type ZipRefusal } from '../../../study/importing/zip';
import { HumanError } from '../../base/log';

export type { ZipEntry } from '../../../study/importing/zip';

/** Maximum size of an archive, in bytes. */
export const largestArchive = 256 * 1024 * 1024;

/** Maximum size of all files taken from an archive, unpacked, or from a folder, in bytes. */
export const mostUnpacked = 128 * 1024 * 1024;

/** The wanted files of an archive. @throws HumanError when the archive is refused */
export function openArchive(
  name: string,
  archive: Uint8Array,
  isWanted: (path: string) => boolean,
): readonly ZipEntry[] {
  const entries = readZip(archive);
  if (typeof entries === 'string') throw new HumanError(refusalText(entries, name));
  const wanted = entries.filter(({ path }) => isWanted(path));
  const size = wanted.reduce((sum, entry) => sum + entry.size, 0);
  if (size > mostUnpacked) {
    throw new HumanError(
      vscode.l10n.t(
        '{0} would unpack to more than {1} MB, so nothing was imported. Split it into smaller archives.',
        name,
        mostUnpacked / 1024 / 1024,
      ),
    );
  }
  return wanted;
}

/**
 * Unpacks a file. The platform decompresses in chunks without blocking the editor, and stops once
 * there is more than the archive declared.
 *
 * @throws HumanError when the archive is damaged, or declares something else than it holds
 */
export async function unpack(
  name: string,
  { bytes, size, deflated }: ZipEntry,
): Promise<Uint8Array> {
  const damaged = new HumanError(refusalText('damaged', name));
  if (!deflated) {
    if (bytes.length !== size) throw damaged;
    return bytes;
  }
  // Deflate packs at most 1,032 bytes into one: a larger declared size would only cost memory.
  if (size > mostUnpacked || size > bytes.length * 1032 + 1032) throw damaged;
  const result = new Uint8Array(size);
  let length = 0;
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > size) throw damaged;
      result.set(value, length);
      length += value.length;
    }
  } catch {
    throw damaged;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (length !== size) throw damaged;
  return result;
}

function refusalText(refusal: ZipRefusal, name: string): string {
  switch (refusal) {
    case 'damaged':
      return vscode.l10n.t(
        '{0} is damaged or is not a .zip archive. Nothing was imported. Download it again, or unpack it and import the folder.',
        name,
      );
    case 'too-many':
      return vscode.l10n.t(
        '{0} has too many files to import. Nothing was imported. Unpack it and import the folder that has the questions.',
        name,
      );
    case 'outside':
      return vscode.l10n.t(
        '{0} has file names that lead out of its folder, which no harmless archive has. Nothing was imported.',
        name,
      );
    case 'encrypted':
      return vscode.l10n.t(
        '{0} is protected by a password. Nothing was imported. Unpack it and import the folder.',
        name,
      );
  }
}
