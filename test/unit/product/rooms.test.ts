import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The table by which the quick run chooses UI suites. */
interface Table {
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  readonly others: Readonly<Record<string, readonly string[]>>;
  suitesFor(file: string): readonly string[];
}

describe('the table from source folders to UI suites', () => {
  let table: Table;
  before(async () => {
    table = (await import(pathToFileURL(path.resolve('test/run/rooms.mjs')).href)) as Table;
  });

  const below = (folder: string) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(name => name.split(path.sep).join('/'));
  const suites = () =>
    below('test/ui')
      .filter(name => name.endsWith('.test.ts'))
      .map(name => name.slice(0, -'.test.ts'.length));

  it('has a line for every folder of the source with files in it, and no line too many', () => {
    const folders = new Set(
      below('src')
        .filter(name => fs.statSync(path.join('src', name)).isFile() && name.includes('/'))
        .filter(name => !name.endsWith('README.md'))
        .map(name => path.posix.dirname(name)),
    );
    const named = Object.keys(table.rooms);
    const isCovered = (folder: string) =>
      named.some(name => folder === name || folder.startsWith(`${name}/`));
    assert.deepEqual(
      [...folders].filter(folder => !isCovered(folder)),
      [],
    );
    assert.deepEqual(
      named.filter(name => !fs.existsSync(path.join('src', name))),
      [],
    );
  });

  it('names suites that there are, and each of them', () => {
    const named = new Set([...Object.values(table.rooms), ...Object.values(table.others)].flat());
    assert.deepEqual([...named].sort(), suites().sort());
  });

  it('stands beside a list of what the oldest VS Code is for, of files that there are', async () => {
    const file = pathToFileURL(path.resolve('test/run/oldest.mjs')).href;
    const { inOldest } = (await import(file)) as { inOldest: Readonly<Record<string, string>> };
    const missing = Object.keys(inOldest).filter(
      name => !fs.existsSync(path.join('test/extension', `${name}.test.ts`)),
    );
    assert.deepEqual(missing, []);
  });

  it('goes by the folder that a file is in', () => {
    assert.deepEqual(table.suitesFor('src/editor/notes/notes.ts'), ['notes', 'floating']);
    assert.deepEqual(table.suitesFor('src/webview/statistics/charts/bars.ts'), ['statistics']);
    assert.deepEqual(table.suitesFor('test/ui/language.test.ts'), ['language']);
    assert.deepEqual(table.suitesFor('README.md'), []);
  });
});
