/** Finds pictures in packs: only the pack's own files, others stay text. */
import { folderOf } from './arrange';
import { isRelative, resolvePath } from './readme';

const types = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  // A browser runs no script of an SVG shown as a picture, and loads nothing for it.
  ['svg', 'image/svg+xml'],
]);

/** The largest picture that is shown, in bytes. */
export const maximumImageBytes = 2 * 1024 * 1024;

/** The type of a picture by its file ending; `undefined` if it is not supported. */
export function imageType(path: string): string | undefined {
  return types.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '');
}

/**
 * Returns the path in the pack of a picture shown by a file of the pack; `undefined` if it leads
 * out of the pack or is not a picture. The caller checks whether the file exists.
 */
export function imagePath(file: string, destination: string): string | undefined {
  if (!isRelative(destination) || destination.startsWith('/')) return undefined;
  const path = resolvePath(folderOf(file), destination);
  // Characters of a name here may separate folders, or name a drive, on another system.
  if (path === undefined || /[\\:\0]/.test(path)) return undefined;
  return imageType(path) === undefined ? undefined : path;
}
