import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { root } from '../repository';

const { bundledPackages, notices } = createRequire(__filename)(
  path.join(root, 'src', 'build', 'notices.js'),
) as {
  readonly bundledPackages: (metafiles: readonly unknown[]) => string[];
  readonly notices: (root: string, folders: readonly string[]) => string;
};

describe('the notices of what is bundled', () => {
  let folder: string;

  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'notices-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** Makes a package as npm installs it, and returns its folder. */
  function install(manifest: object, files: Readonly<Record<string, string>>): string {
    const place = path.join('node_modules', 'some');
    fs.mkdirSync(path.join(folder, place), { recursive: true });
    const all = { 'package.json': JSON.stringify(manifest), ...files };
    for (const [name, text] of Object.entries(all)) {
      fs.writeFileSync(path.join(folder, place, name), text);
    }
    return place;
  }
  const some = { name: 'some', version: '1.2.3', license: 'MIT' };

  it('has each package with its version, its licence and the text of that', () => {
    const text = notices(folder, [install(some, { 'LICENSE.md': 'Do as you like.\r\n' })]);
    assert.match(text, /some 1\.2\.3 \(MIT\)\n\nDo as you like\.\n/);
  });

  it('has the address of CC-BY-4.0 for its text, and all else that is said beside it', () => {
    const license = fs.readFileSync(
      path.join(root, 'node_modules/@vscode/codicons/LICENSE'),
      'utf8',
    );
    const files = { LICENSE: license, 'LICENSE-CODE': 'Copyright (c) Somebody.' };
    const text = notices(folder, [install({ ...some, license: 'CC-BY-4.0' }, files)]);
    assert.match(text, /https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/legalcode/);
    assert.match(text, /Git Logo by[^]*Copyright \(c\) Somebody/);
    assert.ok(text.length < 1000, text);
    const other = 'Attribution 4.0 International, with words of our own.';
    assert.ok(
      notices(folder, [install({ ...some, license: 'CC-BY-4.0' }, { LICENSE: other })]).includes(
        other,
      ),
    );
  });

  for (const [what, manifest, files, message] of [
    ['a licence that is not allowed', { ...some, license: 'GPL-3.0' }, { LICENSE: '' }, /GPL-3.0/],
    ['no licence', { ...some, license: undefined }, { LICENSE: '' }, /under undefined/],
    ['no text of its licence', some, {}, /without the text/],
    [
      'code that runs at its installation',
      { ...some, scripts: { postinstall: 'node evil.js' } },
      { LICENSE: '' },
      /"postinstall"/,
    ],
  ] as const) {
    it(`refuses a package with ${what}`, () => {
      assert.throws(() => notices(folder, [install(manifest, files)]), message);
    });
  }

  it('takes the packages that are in an output, also inside others, and no others', () => {
    const inputs = {
      'src/extension.ts': { bytesInOutput: 10 },
      'node_modules/one/index.js': { bytesInOutput: 10 },
      'node_modules/one/node_modules/@two/three/lib/a.js': { bytesInOutput: 10 },
      'some:node_modules/four/icon.svg': { bytesInOutput: 10 },
      'node_modules/five/unused.js': { bytesInOutput: 0 },
    };
    assert.deepEqual(bundledPackages([{ outputs: { 'dist/a.js': { inputs } } }]), [
      'node_modules/four',
      'node_modules/one',
      'node_modules/one/node_modules/@two/three',
    ]);
  });
});

describe('the lockfiles', () => {
  interface Locked {
    readonly resolved?: string;
    readonly integrity?: string;
    readonly link?: boolean;
    readonly inBundle?: boolean;
  }
  for (const name of [
    '.',
    'test/host/newest',
    'test/host/oldest',
    'test/host/ripgrep',
    'test/host/chromium',
  ]) {
    it(`of ${name} name every package with its hash, from the npm registry`, () => {
      const file = path.join(root, name, 'package-lock.json');
      const { packages } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
        packages: Readonly<Record<string, Locked>>;
      };
      const registry = 'https://registry.npmjs.org/';
      const bad = Object.entries(packages)
        .filter(([place, { inBundle }]) => place !== '' && !inBundle)
        .filter(
          ([, { resolved = registry, integrity, link }]) =>
            link === true || !resolved.startsWith(registry) || !integrity?.startsWith('sha512-'),
        )
        .map(([place]) => place);
      assert.deepEqual(bad, []);
    });
  }
});
