/** Path functions that only handle strings. */

/** Whether a real path is `folder` or inside it. */
export function isInside(path: string, folder: string): boolean {
  const separator = folder.includes('\\') ? '\\' : '/';
  return (
    path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator)
  );
}

/** The path relative to `folder`, which contains it, with `/` between its parts. */
export function pathBelow(path: string, folder: string): string {
  return path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '');
}
