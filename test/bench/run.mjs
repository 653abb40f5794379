// Measures and prints tables: node test/bench/run.mjs [part of a file's name]...
// Compare the ratios: absolute figures are of this machine at this moment.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);

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
run('npm', 'run', 'package'); // what people install is what is measured

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
console.log(`Node ${process.versions.node}, ${os.cpus().length} × ${processor}, ${os.platform()}`);
const { formatTable } = require(path.join(built, 'table.js'));
for (const file of files.sort()) {
  const { bench } = require(path.join(built, file));
  console.log(`\n${bench.title}\n${bench.about}\n`);
  console.log(formatTable(await bench.run()));
}
