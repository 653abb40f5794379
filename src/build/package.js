// Builds and packages the extension: `node src/build/package.js [--out FILE]`.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Transform } = require('node:stream');
const zlib = require('node:zlib');
const { deflateAsync } = require('@gfx/zopfli');
const { createVSIX } = require('@vscode/vsce');

const root = path.join(__dirname, '..', '..');

/** vsce compresses with zlib's defaults and has no option for it. Zopfli makes 4 % less of a package. */
zlib.DeflateRaw = class extends Transform {
  #pieces = [];

  _transform(piece, _, done) {
    this.#pieces.push(piece);
    done();
  }

  _flush(done) {
    deflated(Buffer.concat(this.#pieces)).then(made => done(null, made), done);
  }
};

/** Compressed files by their content: Zopfli takes 10 s for all of them, and few change. */
const cache = path.join(root, 'node_modules', '.cache', 'zopfli');

async function deflated(content) {
  const options = { numiterations: 2 };
  const key = createHash('sha256').update(JSON.stringify(options)).update(content).digest('hex');
  const file = path.join(cache, key);
  if (fs.existsSync(file)) return fs.readFileSync(file);
  const made = Buffer.from(await deflateAsync(content, options));
  fs.mkdirSync(cache, { recursive: true });
  const partial = `${file}.${process.pid}`;
  fs.writeFileSync(partial, made);
  fs.renameSync(partial, file); // never half of it
  return made;
}

/** vsce's name for the time, in s since 1970, that files in a package have. */
const epoch = 'SOURCE_DATE_EPOCH';

/**
 * Makes a .vsix, by default at the top level.
 *
 * It packages a copy of what the manifest's `files` can name: vsce matches every file in its folder
 * against every pattern, which takes a minute in a checkout with VS Codes and Python environments
 * for tests (.vscode-test/). The shipped build is also made there, so `dist/` does not change while
 * tests read it.
 *
 * Made again from the same commit, it is the same, byte for byte.
 *
 * @param {string} packagePath
 */
async function packageExtension(packagePath) {
  process.env[epoch] ??= timeOfCommit();
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'vsix-'));
  try {
    for (const name of topLevelNames()) {
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    for (const name of translations(copy)) compact(path.join(copy, name), true);
    compact(path.join(copy, 'package.json'), false, ['scripts', 'devDependencies']);
    const build = ['esbuild.js', '--production', '--out', path.join(copy, 'dist')];
    execFileSync(process.execPath, build, { cwd: root, stdio: 'inherit' });
    await createVSIX({ cwd: copy, packagePath, dependencies: false });
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

/** In s since 1970; now where there is no Git, or no repository. */
function timeOfCommit() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, stdio: 'pipe' })
      .toString()
      .trim();
  } catch {
    return String(Math.floor(Date.now() / 1000));
  }
}

/** The files with translated texts in a copy. */
function translations(copy) {
  const bundles = fs.readdirSync(path.join(copy, 'l10n')).map(name => path.join('l10n', name));
  return [...bundles, ...fs.readdirSync(copy).filter(name => /^package\.nls.*\.json$/.test(name))];
}

/**
 * Writes a JSON file without white space, and without the entries that only development needs;
 * sorted, keys that begin alike compress better. Together that saves 3 KB of the package.
 */
function compact(file, sorted, without = []) {
  const content = JSON.parse(fs.readFileSync(file, 'utf8'));
  const entries = Object.entries(content).filter(([name]) => !without.includes(name));
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
}

/** The folders in `files` except the built one, and the kinds of files that vsce looks for. */
function topLevelNames() {
  const { files } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folders = new Set(files.map(pattern => pattern.split('/')[0]));
  folders.delete('dist');
  return fs
    .readdirSync(root)
    .filter(name =>
      fs.statSync(path.join(root, name)).isDirectory()
        ? folders.has(name)
        : /^(package.*\.json|[A-Z]+(\.md)?)$/.test(name),
    );
}

const given = process.argv.indexOf('--out');
const file =
  given < 0
    ? path.join(root, 'django-interview-study.vsix')
    : path.resolve(process.argv[given + 1]);
packageExtension(file).catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
