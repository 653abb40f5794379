// Builds, runs the named layers of tests and adds them up. By default, all but smoke and pictures.
//   node test/run.mjs [unit] [extension] [web] [ui] [faults] [answers] [exercises] [smoke]
//     [pictures] [types] [lint] [--grep REGEXP] [--list] [--long [--resume]] [--write] [--workers
//     N]
//     [--only ID]     only this answer or exercise; can be repeated
//   node test/run.mjs quick [--since COMMIT]     what fits the files that changed
//   node test/run.mjs ci                         everything that CI requires
// --list runs no test: all titles are in out/tests.json, as they are after a run, with their times.
// VSCODE_HOST=desktop|host chooses where the extension's tests run; CHROME_PATH names a browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hostReason } from './host/desktop.mjs';
import { checks } from './run/checks.mjs';
import { browserLayers, layers, runBrowserLayers } from './run/layers.mjs';
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

const all = { ...checks, ...layers, ...browserLayers };
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
  front = ['unit', 'types', 'lint', ...(uiFiles.length > 0 ? ['ui'] : [])];
}
const unknown = front.filter(layer => !(layer in all));
if (unknown.length > 0) {
  console.error(`No layer ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}

/**
 * Lanes that run side by side, each one layer after the other. The last browser layers replace
 * lanes that have ended: see `browserLayers`.
 */
const chosen = layersOf => layersOf.filter(layer => front.includes(layer));
const quick = args[0] === 'quick';
const lanes = [chosen(['unit']), quick ? ['types', 'lint'] : chosen(['extension', 'web'])].filter(
  lane => lane.length > 0,
);
// In a full run the other lanes keep the other processors busy.
options.unitWorkers = quick || front.length === 1 ? options.workers : 1;
const browsers = chosen(Object.keys(browserLayers));
const pictures = chosen(['pictures']);
/**
 * Layers that wait for nothing but a processor run beside all of that, in the time that it leaves:
 * tests in a window would lag if they had to share it.
 */
const spare = quick ? [] : chosen(['types', 'lint', ...django]);

/** The table's rows, and other steps that took time. */
const rows = [];
const steps = [];

async function step(title, action) {
  const stepBegan = performance.now();
  await action();
  steps.push({ title, seconds: (performance.now() - stepBegan) / 1000 });
}

async function runLayers(names, output, start) {
  output.line(`\n── ${names.join(', ')} ${'─'.repeat(Math.max(0, 60 - names.join(', ').length))}`);
  try {
    rows.push(...(await start(output)));
  } catch (error) {
    rows.push(...names.map(layer => ({ layer, passed: 0, failed: 1, note: error.message })));
  }
  output.show();
}

/** Runs one layer after the other; background output is printed when its layer has ended. */
async function runLane(lane, inFront) {
  for (const layer of lane) {
    if (django.includes(layer)) await djangos;
    else if (!['types', 'lint', 'unit'].includes(layer)) await fetched;
    await runLayers([layer], new Output(inFront), output => all[layer](options, output));
  }
}

/** Fetches VS Code and a browser if they are missing, while something else runs. */
async function fetchHosts() {
  const needed = front.filter(layer => !['unit', 'types', 'lint', ...django].includes(layer));
  if (needed.length === 0) return;
  const oldest = needed.includes('extension') && (await hostReason()) !== undefined;
  const script = path.join(root, 'out/test/host/fetch.js');
  const quiet = new Output(false);
  await step('fetching VS Code and a browser, beside the first layers', async () => {
    const { code } = await run(process.execPath, [script, ...(oldest ? ['oldest'] : [])], {
      output: quiet,
    });
    if (code !== 0) throw new Error(`Fetching failed:\n${quiet.text}`);
  });
}

/** Makes the Pythons with Django while something else runs. The layer reports errors. */
async function makeDjangos() {
  if (chosen(django).length === 0 || options.list) return;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  await step('setting up Django, beside the first layers', () =>
    run(python, ['test/answers/environment.py'], { output: new Output(false), spare: true }),
  );
}

await step('build', async () => {
  const building = new Output(true);
  const args = ['esbuild.js', '--tests'];
  const { code } = await run(process.execPath, args, { output: building });
  if (code !== 0) throw new Error('The build failed.');
});
const fetched = fetchHosts();
fetched.catch(() => undefined); // its layer reports it
const djangos = makeDjangos();
// A single processor gets a single lane.
const atOnce = options.workers > 1 ? lanes : [lanes.flat()];
const laneEnds = atOnce.map((lane, at) => runLane(lane, at === 0));
const spareEnds = runLane(spare, lanes.length + browsers.length === 0);
const output = new Output(false);
const allLanes = Promise.all(laneEnds).then(() => output.show());
if (browsers.length > 0) {
  await fetched;
  await runLayers(browsers, output, () => runBrowserLayers(browsers, laneEnds, options, output));
}
await allLanes;
await spareEnds;
await runLane(pictures, true);

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
