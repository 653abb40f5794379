/** Pictures in packs: only files of the pack itself are shown, all others as their text. */
import { folderOf } from './arrange';
import { isRelative, resolvePath } from './readme';

const types = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  // A browser runs no script of an SVG that is shown as a picture, and loads nothing for it.
  ['svg', 'image/svg+xml'],
]);

/** The largest picture that is shown, in bytes. */
export const maximumImageBytes = 2 * 1024 * 1024;

/** The type of a picture by the ending of its name; `undefined` where it is none that is shown. */
export function imageType(path: string): string | undefined {
  return types.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '');
}

/**
 * Gives the path in the pack of a picture that a file of the pack shows; `undefined` where it leads
 * out of the pack, or to what is no picture. Whether there is a file is for the caller to see.
 */
export function imagePath(file: string, destination: string): string | undefined {
  if (!isRelative(destination) || destination.startsWith('/')) return undefined;
  const path = resolvePath(folderOf(file), destination);
  // What is a part of a name here may separate folders, or name a drive, on another system.
  if (path === undefined || /[\\:\0]/.test(path)) return undefined;
  return imageType(path) === undefined ? undefined : path;
}
