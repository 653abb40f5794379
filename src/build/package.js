// Makes the .vsix of what is in dist/, and compresses it harder than vsce does.
//   node src/build/package.js [--out FILE]
const { createVSIX } = require('@vscode/vsce');
const fs = require('node:fs');
const path = require('node:path');
const { compressHarder } = require('./zip');

async function main() {
  const root = path.resolve(__dirname, '../..');
  const { name } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const out = process.argv.indexOf('--out');
  const file = path.resolve(out < 0 ? path.join(root, `${name}.vsix`) : process.argv[out + 1]);
  await createVSIX({ cwd: root, packagePath: file, dependencies: false });
  const made = fs.readFileSync(file);
  const smaller = await compressHarder(made);
  fs.writeFileSync(file, smaller);
  console.log(`Compressed harder: ${made.length} → ${smaller.length} bytes.`);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
