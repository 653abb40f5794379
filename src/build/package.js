// Packages the extension as a .vsix, out of a copy of only what the manifest's `files` can name.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createVSIX } = require('@vscode/vsce');

const root = path.join(__dirname, '..', '..');

/**
 * Copies what `files` in package.json can name to a folder of its own and packages that: vsce
 * matches each file below the folder against each pattern, and the checkout holds whole VS Codes
 * and Python environments (.vscode-test/), which took it a minute.
 */
async function packageExtension() {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'django-interview-study-'));
  try {
    for (const name of topLevelNames()) {
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    const packagePath = path.join(root, 'django-interview-study.vsix');
    await createVSIX({ cwd: copy, packagePath, dependencies: false });
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

/** What lies at the top level and is named there by `files`, or is a file there, such as the manifest. */
function topLevelNames() {
  const { files } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folders = new Set(files.map(pattern => pattern.split('/')[0]));
  return fs
    .readdirSync(root, { withFileTypes: true })
    .filter(entry => (entry.isDirectory() ? folders.has(entry.name) : isPackaged(entry.name)))
    .map(entry => entry.name);
}

function isPackaged(name) {
  return /^(package.*\.json|[A-Z]+(\.md)?)$/.test(name);
}

packageExtension().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
