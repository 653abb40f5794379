import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { manifest, projectFolder } from '../host/project';
import { installVsix } from '../host/server';

const root = projectFolder();
const vsix = path.join(root, `${manifest().name}.vsix`);

/** What people install, and nothing else; questions, pages and translations come and go. */
const shipped: readonly RegExp[] = [
  /^package\.json$/,
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^\.vsixmanifest$/,
  /^(readme|changelog)\.md$/i,
  /^license\.txt$/i,
  /^dist\/[a-zA-Z]+\.js$/,
  /^dist\/bookshop\/([a-z]+\/)*[a-z0-9_]+\.(py|html)$/,
  /^dist\/web\/extension\.js$/,
  /^dist\/page\/[a-zA-Z]+\.(js|css)$/,
  /^dist\/ThirdPartyNotices\.txt$/,
  /^media\/(icon\.png|[a-z-]+\.svg)$/,
  /^media\/walkthrough\/[a-z]+\.svg$/,
  /^questions\/README\.md$/,
  /^questions\/[a-z-]+\/[a-zA-Z0-9-]+\.md$/,
];

/** The files of a folder and of those in it, with `/` between the names. */
function files(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(name => name.split(path.sep).join('/'));
}

function packageInto(folder: string, epoch: string): Buffer {
  const file = path.join(folder, `${epoch}.vsix`);
  execFileSync('npm', ['run', '--silent', 'package', '--', '--out', file], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, SOURCE_DATE_EPOCH: epoch },
    shell: process.platform === 'win32',
  });
  return fs.readFileSync(file);
}

describe('the .vsix', () => {
  const temporary = temporaryFolder();
  after(() => temporary.remove());

  it('holds what a person needs and nothing else', async () => {
    await installVsix(vsix, { version: 'newest', dataFolder: temporary.path });
    const extensions = path.join(temporary.path, 'extensions');
    const folder = fs.readdirSync(extensions).find(name => name.startsWith(manifest().publisher));
    const installed = files(path.join(extensions, folder!));
    const unexpected = installed.filter(name => !shipped.some(pattern => pattern.test(name)));
    assert.deepEqual(unexpected, []);
    const missing = shipped.filter(pattern => !installed.some(name => pattern.test(name)));
    assert.deepEqual(missing, []);
  });

  it('is smaller than 570 KB', () => {
    assert.ok(fs.statSync(vsix).size < 570_000, `${fs.statSync(vsix).size} bytes`);
  });

  it('is the same, byte for byte, when it is made again for the same time', () => {
    const [first, second] = [1, 2].map(() => packageInto(temporary.path, '1700000000'));
    assert.ok(first!.equals(second!));
  });
});
