import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readText, root } from '../repository';

/** Folders with Markdown for other readers: packages, builds, and texts that tests consist of. */
const others = new Set([
  'node_modules',
  '.git',
  '.vscode-test',
  '.cache',
  'out',
  'dist',
  'fixtures',
]);

/** The project's Markdown files, by their relative paths. */
function markdownFiles(folder = ''): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return others.has(entry.name) ? [] : markdownFiles(name);
    return name.endsWith('.md') ? [name] : [];
  });
}

const withoutCode = (text: string) =>
  text.replace(/^(`{3,})[^]*?^\1/gm, '').replace(/`[^`\n]*`/g, '`');

/** The fragments by which GitHub addresses a text's headings. */
function fragments(text: string): Set<string> {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
  const headings = text.replace(/^(`{3,})[^]*?^\1/gm, '').matchAll(/^#{1,6} (.+)$/gm);
  return new Set(Array.from(headings, ([, heading = '']) => slug(heading)));
}

describe('the Markdown of the project', () => {
  const files = markdownFiles();

  it('is found', () => {
    for (const name of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'test/faults/README.md']) {
      assert.ok(files.includes(name), name);
    }
  });

  it('links only to files and headings that are there', () => {
    const broken: string[] = [];
    for (const file of files) {
      // In a pack `#id` links to a question; the pack parser checks that.
      const isPack = file.startsWith('questions/');
      for (const [, target = ''] of withoutCode(readText(file)).matchAll(/\]\(([^()\s]+)\)/g)) {
        const [name = '', fragment] = target.split('#');
        if (/^[a-z]+:/.test(target) || (isPack && name === '')) continue;
        const to = name === '' ? file : path.posix.join(path.posix.dirname(file), name);
        const isThere = fs.existsSync(path.join(root, to));
        const isReached =
          fragment === undefined || (isThere && fragments(readText(to)).has(fragment));
        if (!isThere || !isReached) broken.push(`${file}: ${target}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('has a README that is read in a few minutes', () => {
    const lines = readText('README.md').split('\n').length;
    assert.ok(lines <= 200, `${lines} lines`);
  });

  it('names only files and folders in CONTRIBUTING that are there', () => {
    const named = [
      ...readText('CONTRIBUTING.md').matchAll(/`((?:src|test|media|questions|l10n)\/[^`*{}\s]*)`/g),
    ];
    assert.ok(named.length > 30, `${named.length} paths`);
    const missing = named.map(([, name = '']) => name).filter(name => !isThere(name));
    assert.deepEqual(missing, []);
  });
});

/** Whether a path exists. ID is any language. */
function isThere(name: string): boolean {
  return name.includes('.ID.') || fs.existsSync(path.join(root, name));
}
