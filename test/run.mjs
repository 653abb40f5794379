// Builds, runs the layers of tests that are named (all but smoke and pictures by default) and adds
// them up.
//   node test/run.mjs [unit] [extension] [web] [ui] [faults] [answers] [smoke] [pictures]
//     [--grep REGEXP] [--list] [--long] [--write]
// --list runs no test: the titles of all are in out/tests.json, as they are after a run, with their
// times. VSCODE_HOST=desktop|host chooses where the extension's tests run; CHROME_PATH names a browser.
import fs from 'node:fs';
import path from 'node:path';
import { layers } from './run/layers.mjs';
import { Output, root, run } from './run/program.mjs';
import { report } from './run/report.mjs';

const began = performance.now();
const args = process.argv.slice(2);
const grepAt = args.indexOf('--grep');
const grep = grepAt < 0 ? undefined : args.splice(grepAt, 2)[1];
function flag(name) {
  const at = args.indexOf(name);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}
const options = { grep, list: flag('--list'), long: flag('--long') };
if (options.long) process.env.FAULTS = 'long';
if (flag('--write')) process.env.FAULTS_WRITE = '1';
const chosen = args.length > 0 ? args : ['unit', 'extension', 'web', 'ui', 'faults', 'answers'];
const unknown = chosen.filter(layer => !(layer in layers));
if (unknown.length > 0) {
  console.error(`No layer ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}

/** The rows of the table, and what else took time. */
const rows = [];
const steps = [];

async function step(title, action) {
  const stepBegan = performance.now();
  await action();
  steps.push({ title, seconds: (performance.now() - stepBegan) / 1000 });
}

await step('build', async () => {
  const output = new Output(true);
  const { code } = await run(process.execPath, ['esbuild.js', '--tests'], { output });
  if (code !== 0) throw new Error('The build failed.');
});
for (const layer of chosen) {
  const output = new Output(true);
  output.line(`\n── ${layer} ${'─'.repeat(60 - layer.length)}`);
  try {
    rows.push(...(await layers[layer](options, output)));
  } catch (error) {
    rows.push({ layer, passed: 0, failed: 1, note: error.message });
  }
}
for (const row of rows) {
  if (row.passed + row.failed === 0 && !row.skipped && grep === undefined) {
    row.failed = 1;
    row.note = 'no test was found';
  }
}
const tests = Object.fromEntries(rows.map(({ layer, tests: all = [] }) => [layer, all]));
fs.writeFileSync(path.join(root, 'out/tests.json'), JSON.stringify(tests, undefined, 1));
console.log();
const { passed, failed } = report(rows, steps, (performance.now() - began) / 1000);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
