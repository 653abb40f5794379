/** Paths as texts: nothing is looked up. */

/** Whether a real path is that of `folder` or of something in it. */
export function isInside(path: string, folder: string): boolean {
  const separator = folder.includes('\\') ? '\\' : '/';
  return (
    path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator)
  );
}

/** The path of a real path in `folder`, which it is inside, with `/` between its parts. */
export function pathBelow(path: string, folder: string): string {
  return path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '');
}
