/** Shared parts of the projects written to disk for a person. */
import type { FileTree } from '../fileNames';

/** A text file of the project, by its path with `/` between folders. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** File names the project itself uses: no block of code may have them. */
export const reservedPaths: readonly string[] = ['README.md', 'requirements.txt'];

/**
 * A file that keeps pytest out of the folder that it is in. Pytest runs what it collects, and editors
 * collect automatically; the code of a pack is its author's and runs only when the person wants it.
 * For this file pytest puts the folder first on Python's path, so the file takes it off again: else a
 * `pdb.py` would be imported there, or a `shop` in place of the person's own.
 *
 * @param comment its first line, without `#`
 */
export function pytestGuard(comment: string): ProjectFile {
  const text = `# ${comment}
import os
import sys

here = os.path.realpath(os.path.dirname(__file__))
sys.path[:] = [each for each in sys.path if os.path.realpath(each) != here]
collect_ignore_glob = ["*"]
`;
  return { path: 'conftest.py', text };
}

/** Adds empty `__init__.py` files to folders of Python files that lack them. */
export function addPackages(files: Map<string, string>, tree: FileTree): void {
  for (const path of [...files.keys()]) {
    if (!path.endsWith('.py') || path.startsWith('snippets/')) continue;
    const folders = path.split('/').slice(0, -1);
    folders.forEach((_, index) => {
      const init = `${folders.slice(0, index + 1).join('/')}/__init__.py`;
      if (!files.has(init) && tree.place(init)) files.set(init, '');
    });
  }
}

/** The files sorted by path. */
export function inOrder(files: ReadonlyMap<string, string>): readonly ProjectFile[] {
  return [...files]
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
