// Measures and prints tables: node test/bench/run.mjs [--write] [part of a file's name]...
// --write also puts the results into test/bench/README.md.
// Compare the ratios: absolute figures apply to this machine at this moment.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const write = process.argv.includes('--write');
const wanted = process.argv.slice(2).filter(each => each !== '--write');

function run(program, ...args) {
  const shell = process.platform === 'win32' && program === 'npm';
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell,
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    process.exit(1);
  }
}

run(process.execPath, 'esbuild.js', '--production', '--tests');
run('npm', 'run', 'package'); // measures what people install

const require = createRequire(import.meta.url);
const built = path.join(root, 'out/test/bench');
const files = fs
  .readdirSync(built)
  .filter(name => name.endsWith('.bench.js'))
  .filter(name => wanted.length === 0 || wanted.some(part => name.includes(part)));
if (files.length === 0) {
  console.error(`No benchmark is called ${wanted.join(' or ')}.`);
  process.exit(1);
}

const processor = os.cpus()[0]?.model ?? 'unknown processor';
const machine = `Node ${process.versions.node}, ${os.cpus().length} × ${processor}, ${os.platform()}`;
console.log(machine);
const { formatTable, formatMarkdown } = require(path.join(built, 'table.js'));
const sections = [];
for (const file of files.sort()) {
  const { bench } = require(path.join(built, file));
  console.log(`\n${bench.title}\n${bench.about}\n`);
  const table = await bench.run();
  console.log(formatTable(table));
  sections.push({ title: bench.title, text: formatMarkdown(bench, table) });
}

if (write) {
  const readme = path.join(root, 'test/bench/README.md');
  const { updateSection } = require(path.join(built, 'readme.js'));
  const text = fs.readFileSync(readme, 'utf8');
  fs.writeFileSync(readme, updateSection(text, sections, machine));
}
process.exit(0);
