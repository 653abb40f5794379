/** Files of this repository, for tests that read them. */
import fs from 'node:fs';
import path from 'node:path';
import type { PackFile } from '../../src/study/pack';

/** The repository's folder: the nearest ancestor with a package.json. */
export const root = rootAbove(__dirname);

/** A file's text, by its path from the repository's folder. */
export function readText(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** Every Markdown file below a folder of the repository, by its path from that folder. */
export function readPackFolder(folder: string): PackFile[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md') && name.split(path.sep)[0] !== 'bookshop')
    .sort()
    .map(name => ({
      path: name.split(path.sep).join('/'),
      text: readText(path.join(folder, name)),
    }));
}

function rootAbove(folder: string): string {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  return rootAbove(path.dirname(folder));
}
