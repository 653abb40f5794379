/** Reads a pack's pictures for a page, which cannot load any itself. */
import * as vscode from 'vscode';
import { imagePath, imageType, maximumImageBytes } from '../../study/pack/images';
import type { Question } from '../../study/question';
import { log } from '../base/log';
import { placeOfPath } from './packFiles';
import { packFolder } from './packRoots';

/** Maximum number of pictures, and bytes in all, shown in one answer. */
const mostImages = 20;
const mostBytes = 8 * 1024 * 1024;

/**
 * Reads an answer's pictures. Gives their `data:` URLs by destination; those missing, too large or
 * outside the pack have none. Never rejects.
 *
 * @param bytes maximum total size
 */
export async function readImages(
  { source }: Question,
  destinations: readonly string[],
  bytes = mostBytes,
): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  const { pack, file } = source;
  if (pack === undefined) return images;
  let left = Math.min(bytes, mostBytes);
  for (const destination of [...new Set(destinations)].slice(0, mostImages)) {
    const path = imagePath(file, destination);
    if (path === undefined) continue;
    const content = await readImage(pack, file, path).catch((error: unknown) => {
      log().warn(`${pack}/${path}: ${String(error)}`);
      return undefined;
    });
    if (content === undefined || content.length > left) continue;
    left -= content.length;
    images.set(destination, `data:${imageType(path) ?? ''};base64,${base64(content)}`);
  }
  return images;
}

async function readImage(
  pack: string,
  file: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const found = await findImage(pack, file, path);
  if (typeof found === 'string' || found.size > maximumImageBytes) return undefined;
  return vscode.workspace.fs.readFile(found.uri);
}

/** A picture's size in bytes. */
export interface FoundImage {
  readonly uri: vscode.Uri;
  readonly size: number;
}

/**
 * Looks for a picture in a pack's folder.
 *
 * @param pack the name of the pack, as in a question's source
 * @param file the pack's file that shows the picture
 * @param path the picture's path, relative to what `file` is relative to
 * @returns `outside` if it is in another folder, or a link leads to one; `missing` if it does not
 * exist, or is not a file
 */
export async function findImage(
  pack: string,
  file: string,
  path: string,
): Promise<FoundImage | 'outside' | 'missing'> {
  const folder = packFolder(pack, file);
  const start = folder === '' ? '' : `${folder}/`;
  if (!path.startsWith(start)) return 'outside';
  const root = vscode.Uri.joinPath(vscode.Uri.parse(pack), folder);
  const inFolder = path.slice(start.length);
  const place = await placeOfPath(root, inFolder);
  if (place !== 'inside') return place === 'outside' ? place : 'missing';
  const uri = vscode.Uri.joinPath(root, inFolder);
  const { type, size } = await vscode.workspace.fs.stat(uri);
  return (type & vscode.FileType.File) === 0 ? 'missing' : { uri, size };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
