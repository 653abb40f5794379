import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { data, moments } from '../host/loadedParts';
import { manifest, projectFolder } from '../host/project';
import { installVsix } from '../host/server';

const root = projectFolder();
const vsix = path.join(root, `${manifest().name}.vsix`);

/**
 * The files that people install, and nothing else: one name a line. An added or removed file shows
 * in the list's diff; `UPDATE_FILES=1 npm run smoke` rewrites it.
 */
const list = path.join(root, 'test', 'fixtures', 'vsix-files.txt');

/** The files of a folder and its subfolders, with `/` between the names. */
function files(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(name => name.split(path.sep).join('/'));
}

describe('the .vsix', () => {
  const temporary = temporaryFolder();
  let folder: string;

  before(async () => {
    await installVsix(vsix, { version: 'newest', dataFolder: temporary.path });
    const extensions = path.join(temporary.path, 'extensions');
    const isOurs = (name: string) => name.startsWith(manifest().publisher);
    folder = path.join(extensions, fs.readdirSync(extensions).find(isOurs)!);
  });
  after(() => temporary.remove());

  it('holds what a person needs and nothing else', () => {
    const installed = files(folder);
    if (process.env.UPDATE_FILES) fs.writeFileSync(list, `${installed.sort().join('\n')}\n`);
    assert.deepEqual(installed.sort(), fs.readFileSync(list, 'utf8').trimEnd().split('\n'));
  });

  it('is smaller than 905 KB', () => {
    assert.ok(fs.statSync(vsix).size < 905_000, `${fs.statSync(vsix).size} bytes`);
  });

  for (const [moment, { files: loaded, mostBytes }] of Object.entries(moments)) {
    it(`has at most ${mostBytes / 1000} KB of code loaded at the moment “${moment}”`, () => {
      const code = loaded.filter(name => !data.includes(name));
      const sizes = code.map(name => fs.statSync(path.join(folder, 'dist', `${name}.js`)).size);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(bytes <= mostBytes, `${bytes} bytes`);
    });
  }

  it('is the same, byte for byte, when it is made again from the same commit', () => {
    const again = path.join(temporary.path, 'again.vsix');
    execFileSync('npm', ['run', '--silent', 'package', '--', '--out', again], {
      cwd: root,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
    assert.ok(fs.readFileSync(again).equals(fs.readFileSync(vsix)));
  });
});
