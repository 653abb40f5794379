// Builds, runs the layers of tests that are named (all but smoke and pictures by default) and adds
// them up.
//   node test/run.mjs [unit] [extension] [web] [ui] [faults] [answers] [exercises] [smoke]
//     [pictures] [types] [lint] [--grep REGEXP] [--list] [--long [--resume]] [--write] [--workers N]
//     [--only ID]     of the answers and exercises this one alone; can be given more than once
//   node test/run.mjs quick [--since COMMIT]     what fits the files that changed
//   node test/run.mjs ci                         all that CI holds the project to
// --list runs no test: the titles of all are in out/tests.json, as they are after a run, with their
// times. VSCODE_HOST=desktop|host chooses where the extension's tests run; CHROME_PATH names a browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hostReason } from './host/desktop.mjs';
import { checks } from './run/checks.mjs';
import { layers } from './run/layers.mjs';
import { Output, root, run } from './run/program.mjs';
import { planQuick } from './run/quick.mjs';
import { report } from './run/report.mjs';

const began = performance.now();
const args = process.argv.slice(2);
function flag(name) {
  const at = args.indexOf(name);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
}
function value(name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

const only = [];
while (args.includes('--only')) only.push(value('--only'));
const options = {
  only,
  grep: value('--grep'),
  list: flag('--list'),
  long: flag('--long'),
  resume: flag('--resume'),
  workers: Number(value('--workers') ?? os.availableParallelism()),
};
const since = value('--since');
if (options.long) process.env.FAULTS = 'long';
if (flag('--write')) process.env.FAULTS_WRITE = '1';

const all = { ...checks, ...layers };
const tests = ['unit', 'extension', 'web', 'ui', 'faults'];
const django = ['answers', 'exercises'];
let front = args.length > 0 ? args : [...tests, ...django];
if (args[0] === 'ci') {
  process.env.CI = 'true';
  front = ['types', 'lint', ...tests, 'smoke', ...django];
} else if (args[0] === 'quick') {
  const { uiFiles, changed, why } = await planQuick(since);
  console.log(why);
  Object.assign(options, { uiFiles, changed });
  front = ['unit', ...(uiFiles.length > 0 ? ['ui'] : [])];
}
const unknown = front.filter(layer => !(layer in all));
if (unknown.length > 0) {
  console.error(`No layer ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}

/** What runs beside the others, one after another: it works while they wait for a window, or for the network. */
const behind = front.some(layer => !django.includes(layer))
  ? front.filter(layer => django.includes(layer))
  : [];
const beside = args[0] === 'quick' ? ['types', 'lint'] : [];
front = front.filter(layer => ![...behind, ...beside].includes(layer));

/** The rows of the table, and what else took time. */
const rows = [];
const steps = [];

async function step(title, action) {
  const stepBegan = performance.now();
  await action();
  steps.push({ title, seconds: (performance.now() - stepBegan) / 1000 });
}

async function runLayer(layer, inFront) {
  const output = new Output(inFront);
  output.line(`\n── ${layer} ${'─'.repeat(60 - layer.length)}`);
  try {
    rows.push(
      ...(await all[layer]({ ...options, isAlone: behind.length + beside.length === 0 }, output)),
    );
  } catch (error) {
    rows.push({ layer, passed: 0, failed: 1, note: error.message });
  }
  process.stdout.write(output.text);
}

/** Fetches VS Code and a browser where they are not there, while something else runs. */
async function fetchHosts() {
  const needed = front.filter(layer => !['unit', 'types', 'lint'].includes(layer));
  if (needed.length === 0) return;
  const oldest = needed.includes('extension') && (await hostReason()) !== undefined;
  const script = path.join(root, 'out/test/host/fetch.js');
  const output = new Output(false);
  await step('fetching VS Code and a browser, beside the first layers', async () => {
    const { code } = await run(process.execPath, [script, ...(oldest ? ['oldest'] : [])], {
      output,
    });
    if (code !== 0) throw new Error(`Fetching failed:\n${output.text}`);
  });
}

await step('build', async () => {
  const output = new Output(true);
  const { code } = await run(process.execPath, ['esbuild.js', '--tests'], { output });
  if (code !== 0) throw new Error('The build failed.');
});
async function runBehind() {
  for (const layer of behind) await runLayer(layer, false);
}
const besides = [runBehind(), ...beside.map(layer => runLayer(layer, false))];
const fetched = fetchHosts();
fetched.catch(() => undefined); // whoever needs it hears of it
for (const layer of front) {
  if (!['unit', 'types', 'lint'].includes(layer)) await fetched;
  await runLayer(layer, true);
}
await Promise.all(besides);

for (const row of rows) {
  if (row.passed + row.failed === 0 && !row.skipped && options.grep === undefined) {
    row.failed = 1;
    row.note = 'no test was found';
  }
}
const listed = Object.fromEntries(rows.map(({ layer, tests: found = [] }) => [layer, found]));
fs.writeFileSync(path.join(root, 'out/tests.json'), JSON.stringify(listed, undefined, 1));
console.log();
const { passed, failed } = report(rows, steps, (performance.now() - began) / 1000);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
