// `npm run bench`: prints what the product costs, as medians and as ratios within this one run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { runTests } from '@vscode/test-electron';
import { desktopExecutable, hostReason } from '../host/desktop.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }));

function run(program, ...args) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
  return stdout;
}
const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = number => number.toFixed(2).padStart(9);
const kb = bytes => (bytes / 1024).toFixed(1).padStart(9);

run(process.execPath, 'esbuild.js', '--tests', '--production');
const reason = await hostReason();
const results = path.join(temporary, 'results.json');
await runTests({
  vscodeExecutablePath: reason
    ? path.join(root, 'test/host/code')
    : await desktopExecutable('newest'),
  extensionDevelopmentPath: root,
  extensionTestsPath: path.join(root, 'out/test/bench/inHost.js'),
  launchArgs: [temporary, '--disable-extensions', `--user-data-dir=${temporary}/data`],
  extensionTestsEnv: { BENCH_RESULTS: results },
});
const activation = JSON.parse(fs.readFileSync(results, 'utf8'));
const total = name => median(activation[name].load) + median(activation[name].activate);
console.log('\nActivation in VS Code, ms (medians; ratio to the empty extension in this run)\n');
console.log(`${''.padEnd(16)}     load  activate     total    ratio`);
for (const [name, { load, activate }] of Object.entries(activation)) {
  const ratio = (total(name) / total('empty')).toFixed(1).padStart(8);
  console.log(
    `${name.padEnd(16)}${ms(median(load))} ${ms(median(activate))} ${ms(total(name))} ${ratio}`,
  );
}

console.log('\nSizes, KB\n\n' + ''.padEnd(32) + ' minified   gzipped');
for (const name of fs.readdirSync(path.join(root, 'dist'), { recursive: true }).sort()) {
  const file = path.join(root, 'dist', name);
  if (!fs.statSync(file).isFile()) continue;
  const bytes = fs.readFileSync(file);
  console.log(`${name.padEnd(32)}${kb(bytes.length)} ${kb(gzipSync(bytes).length)}`);
}
run('npm', 'run', '--silent', 'package');
const vsix = fs.statSync(path.join(root, 'django-interview-study.vsix')).size;
console.log(`${'django-interview-study.vsix'.padEnd(32)}${kb(vsix)}    (goal: under 500)`);

console.log('\nStudy, ms (medians)\n');
const study = JSON.parse(run(process.execPath, 'out/test/bench/study.js'));
for (const [name, time] of Object.entries(study)) console.log(`${name.padEnd(34)}${ms(time)}`);
for (const count of [57, 1000, 10_000]) {
  const ratio = study[`search, ${count} questions`] / study[`plain scan, ${count} questions`];
  console.log(`${`search to plain scan at ${count}`.padEnd(34)}${ratio.toFixed(1).padStart(9)} ×`);
}
