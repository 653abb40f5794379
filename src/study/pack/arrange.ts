import { naturalCompare } from '../slug';
import { resolvePath, type Readme } from './readme';

/** The source of a collection: a folder with its README, or a single file. */
export type Unit =
  | {
      readonly kind: 'folder';
      /** The folder's path, empty for the pack's root. */
      readonly folder: string;
      readonly readme: Readme;
      /** Its files with questions, in the order of study. */
      readonly files: readonly string[];
    }
  | { readonly kind: 'file'; readonly path: string };

/** Whether a path is a folder's README. */
export function isReadmePath(path: string): boolean {
  return /(^|\/)readme\.(md|markdown)$/i.test(path);
}

/**
 * Sorts the files of a pack in the order of study: files linked from a README in its order, then
 * the rest in natural order, each file once.
 *
 * @param readmes by path
 */
export function arrange(paths: readonly string[], readmes: ReadonlyMap<string, Readme>): Unit[] {
  const folders = new Map([...readmes].map(([path, readme]) => [folderOf(path), { path, readme }]));
  const beside = new Map<string, string[]>();
  const files = paths.filter(path => !readmes.has(path)).sort(naturalCompare);
  for (const path of files) {
    const folder = folderOf(path);
    const others = beside.get(folder);
    if (others) others.push(path);
    else beside.set(folder, [path]);
  }
  const known = new Set(files);
  const placed = new Set<string>();
  const units: Unit[] = [];

  const visitFile = (path: string): void => {
    if (placed.has(path) || folders.has(folderOf(path))) return;
    placed.add(path);
    units.push({ kind: 'file', path });
  };
  // A stack, not recursion: folders may link to each other in a chain of any length.
  const visitFolder = (start: string): void => {
    const waiting: { link: string; isFolder: boolean }[] = [{ link: start, isFolder: true }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (!next.isFolder) visitFile(next.link);
      const entry = next.isFolder ? folders.get(next.link) : undefined;
      if (!entry || placed.has(`${next.link}/`)) continue;
      const folder = next.link;
      const { path: readmePath, readme } = entry;
      placed.add(`${folder}/`);
      const targets = readme.links.flatMap(link => resolvePath(folder, link) ?? []);
      const own = targets.filter(path => known.has(path) && folderOf(path) === folder);
      const members = [...new Set([...own, ...(beside.get(folder) ?? [])])];
      const elsewhere = targets.flatMap(path => {
        const target = isReadmePath(path) ? folderOf(path) : path;
        if (target !== folder && folders.has(target)) return [{ link: target, isFolder: true }];
        return known.has(path) && folderOf(path) !== folder
          ? [{ link: path, isFolder: false }]
          : [];
      });
      if (members.length > 0) units.push({ kind: 'folder', folder, readme, files: members });
      else if (elsewhere.length === 0) units.push({ kind: 'file', path: readmePath });
      for (const next of elsewhere.reverse()) waiting.push(next);
    }
  };
  if (folders.has('')) visitFolder('');
  const rest = [...folders.keys(), ...files].sort(naturalCompare);
  for (const path of rest) {
    if (folders.has(path)) visitFolder(path);
    else visitFile(path);
  }
  return units;
}

/** The folder a path is in, empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
