/** Tells which code in built-in answers builds on their shared bookshop project. */

/** What in a code block says where it belongs. */
interface PlacedCode {
  /** In lower case. */
  readonly language: string;
  /** The file it belongs to, such as `shop/models.py`; none for a snippet. */
  readonly title?: string | undefined;
  readonly text: string;
}

/**
 * Tells whether a block belongs in one of the project's folders, whether or not the file exists, or
 * imports from one.
 *
 * @param files the paths of the project's files, with `/` between folders
 */
export function buildsOnProject(block: PlacedCode, files: readonly string[]): boolean {
  const { language, title, text } = block;
  const folders = new Set(files.filter(file => file.includes('/')).map(topOf));
  if (title !== undefined) {
    if (files.includes(title) || (title.includes('/') && folders.has(topOf(title)))) return true;
  }
  if (language !== 'python') return false;
  const packages = new Set(
    files.filter(file => file.includes('/') && file.endsWith('.py')).map(topOf),
  );
  const imports = text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)/gm);
  return [...imports].some(([, module = '']) => packages.has(module));
}

function topOf(path: string): string {
  return path.split('/', 1)[0] ?? '';
}
