// The layers of tests, each as a step of a run.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { desktopExecutable, hostReason } from '../host/desktop.mjs';
import { root, run } from './program.mjs';
import { inOldest } from './oldest.mjs';
import { runInWorkers } from './workers.mjs';

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-run-'));
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }));

/**
 * The options shared by all layers of a run.
 *
 * @typedef {object} Options
 * @property {string} [grep] runs only tests whose titles match it
 * @property {boolean} list runs no test, only lists them
 * @property {boolean} long whether all faults are tried
 * @property {boolean} resume whether a long run of the faults continues the previous one
 * @property {number} workers how many processes share the tests of a browser layer
 * @property {number} unitWorkers how many processes share the unit tests
 * @property {readonly string[]} [uiFiles] the names of the UI test files to run
 */

let packaging;

/** The UI layer and the smoke test use the extension as people do: installed from its .vsix. */
function packageVsix(output) {
  packaging ??= run('npm', ['run', '--silent', 'package'], { output, quiet: true }).then(
    ({ code, printed }) => {
      if (code !== 0) throw new Error(`Packaging failed:\n${printed}`);
    },
  );
  return packaging;
}

let resultFiles = 0;

/** Tells mocha which tests to run, and how to print. */
function testEnvironment({ grep, list, files = [] }) {
  return {
    ...(process.stdout.isTTY && !process.env.NO_COLOR ? { TEST_COLOR: '1' } : {}),
    ...(grep === undefined ? {} : { TEST_GREP: grep }),
    ...(list ? { TEST_LIST: '1' } : {}),
    ...(files.length > 0 ? { TEST_FILES: files.join(',') } : {}),
  };
}

/** Runs `start` with the environment of a mocha layer; returns a row of its results. */
async function mochaLayer(layer, options, start) {
  const file = path.join(temporary, `${++resultFiles}.json`);
  const began = performance.now();
  const env = { TEST_RESULTS: file, ...testEnvironment(options) };
  const ended = await start(env);
  const seconds = (performance.now() - began) / 1000;
  const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  if (results === undefined) {
    return { layer, passed: 0, failed: 1, seconds, note: 'ended without results' };
  }
  if (!ended && results.failed === 0) {
    return { layer, ...results, failed: 1, seconds, note: 'ended badly after its tests' };
  }
  return { layer, ...results, seconds };
}

/** Runs the tests of layers in several processes; returns a row for each layer. */
async function inWorkers(names, options, output, how) {
  const began = performance.now();
  const ended = await runInWorkers(names, { ...how, env: testEnvironment(options), output });
  // Beside others a layer has no span of its own, so its row has the sum over its processes.
  const alone = names.length === 1 ? { seconds: (performance.now() - began) / 1000 } : {};
  return ended.map(({ isWhole, ...row }) => ({
    ...row,
    ...alone,
    ...(isWhole || row.failed > 0
      ? {}
      : { failed: 1, note: 'a process ended badly, or before its tests' }),
  }));
}

function mochaFolder(layer, folder, timeoutMs, options, output) {
  return mochaLayer(layer, options, async env => {
    const script = path.join(root, 'out/test/host/runMocha.js');
    const args = [script, folder, String(timeoutMs), ...(options[`${layer}Files`] ?? [])];
    // `faults --long` takes about an hour.
    const limitMs = (options.long ? 180 : 30) * 60_000;
    const { code } = await run(process.execPath, args, { env, output, limitMs });
    return code === 0;
  });
}

/** The folder for the rows of a long run of the faults, for the current build of the extension. */
function longRows() {
  const hash = crypto.createHash('sha256');
  for (const name of fs.readdirSync(path.join(root, 'dist'), { recursive: true }).sort()) {
    const file = path.join(root, 'dist', name);
    if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
  }
  return path.join(root, '.vscode-test', `faults-${hash.digest('hex').slice(0, 12)}`);
}

/** Runs tests inside a VS Code: the desktop's if there is one, else the host's. */
async function insideVSCode(layer, version, tests, args, options, output, after = () => undefined) {
  const reason = await hostReason();
  if (reason) output.line(`Using the host for VS Code: ${reason}`);
  const executable = reason ? path.join(root, 'test/host/code') : await desktopExecutable(version);
  const row = await mochaLayer(layer, options, async env => {
    try {
      await runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: root,
        extensionTestsPath: path.join(root, tests),
        launchArgs: ['--disable-extensions', ...args],
        extensionTestsEnv: { ...env, HOST_VSCODE: version },
      });
      return true;
    } catch (error) {
      output.line(error.message);
      return false;
    } finally {
      after(env.TEST_RESULTS);
    }
  });
  return { ...row, starts: 1, windows: 1 };
}

/** A layer run by Python, on real Djangos, with all processors that nothing else wants. */
async function djangoLayer(layer, unless, { list, only }, output) {
  const began = performance.now();
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const args = [`test/${layer}/run.py`];
  for (const id of only) args.push('--only', id);
  if (list) args.push('--list');
  const { code, printed } = await run(python, args, { output, spare: true });
  const seconds = (performance.now() - began) / 1000;
  if (list) return [{ layer, passed: 0, failed: 0, skipped: true, seconds }];
  if (code === 127) {
    const note = `SKIPPED: ${python} is not on PATH, so ${unless}`;
    return [{ layer, passed: 0, failed: process.env.CI ? 1 : 0, skipped: true, note }];
  }
  const total = /^(\d+) passed, (\d+) failed$/.exec(printed.trimEnd().split('\n').at(-1) ?? '');
  const [passed, failed] = total ? total.slice(1).map(Number) : [0, 1];
  const note = total ? undefined : 'printed no "N passed, N failed"';
  return [{ layer, passed, failed: failed || (code === 0 ? 0 : 1), seconds, note }];
}

const newFolder = () => fs.mkdtempSync(path.join(temporary, 'folder-'));

/** Each runs with the options and an output; resolves with its rows. */
export const layers = {
  unit: (options, output) =>
    inWorkers(['unit'], options, output, {
      count: options.unitWorkers,
      timeoutMs: 5_000,
      limitMs: 10 * 60_000,
    }),

  async extension(options, output) {
    const rows = [];
    for (const version of ['newest', 'oldest']) {
      output.line(`\nextension tests in the ${version} VS Code`);
      const folder = newFolder();
      const args = [folder, `--user-data-dir=${folder}-data`];
      const tests = 'out/test/extension/index.js';
      const layer = `extension (${version})`;
      const files = version === 'oldest' ? Object.keys(inOldest) : [];
      for (const file of files) output.line(`  ${file}: ${inOldest[file]}`);
      const run = { ...options, files };
      rows.push(await insideVSCode(layer, version, tests, args, run, output));
    }
    return rows;
  },

  async web(options, output) {
    const folder = newFolder();
    const { grep, list } = options;
    fs.writeFileSync(path.join(folder, 'options.json'), JSON.stringify({ grep, list }));
    const args = [folder, `--user-data-dir=${folder}-data`, '--extensionDevelopmentKind=web'];
    const tests = 'out/test/extension/web';
    const row = await insideVSCode(
      'extension (web)',
      'newest',
      path.join(tests, 'index.js'),
      args,
      options,
      output,
      file => {
        const results = path.join(folder, 'results.json');
        if (fs.existsSync(results)) fs.copyFileSync(results, file);
      },
    );
    const left = JSON.parse(fs.readFileSync(path.join(root, tests, 'need-node.json'), 'utf8'));
    if (left.length > 0) output.line(`Not run here, since they need Node: ${left.join(', ')}`);
    return [row];
  },

  /** The walkthrough's pictures and README's animation: written, not compared. */
  async pictures(options, output) {
    await packageVsix(output);
    return [await mochaFolder('pictures', 'out/test/pictures', 300_000, options, output)];
  },

  answers: (options, output) =>
    djangoLayer('answers', 'no code of an answer was run', options, output),

  exercises: (options, output) =>
    djangoLayer('exercises', 'no exercise was proven', options, output),
};

/**
 * The browser layers, with the extension as people have it: installed from its .vsix. The longest
 * tests come first. Each layer has steps before and after its tests.
 *
 * `--long` tries all faults, some often; `--resume` tries those that have not passed in the
 * previous long run of the same .vsix; `--write` puts the results into the README of the faults.
 */
export const browserLayers = {
  faults: {
    before(options) {
      const folder = options.long ? longRows() : path.join(temporary, 'faults');
      if (!options.resume) fs.rmSync(folder, { recursive: true, force: true });
      process.env.FAULTS_ROWS = folder;
    },
    async after(options, output) {
      if (options.list) return;
      const script = path.join(root, 'out/test/faults/summary.js');
      const env = options.grep === undefined ? {} : { TEST_GREP: options.grep };
      await run(process.execPath, [script], { output, env });
    },
  },
  ui: {},
  smoke: {},
};

/**
 * Runs the tests of all these layers in several processes at a time.
 *
 * @param starts when each process may start: the first with the first of these promises, and so on;
 *   one without a promise starts at once
 * @returns a row for each layer
 */
export async function runBrowserLayers(names, starts, options, output) {
  await packageVsix(output);
  for (const name of names) browserLayers[name].before?.(options);
  const rows = await inWorkers(names, options, output, {
    count: options.workers,
    starts,
    timeoutMs: 120_000,
    limitMs: (options.long ? 180 : 30) * 60_000,
    wanted: { ui: options.uiFiles },
  });
  for (const name of names) await browserLayers[name].after?.(options, output);
  return rows;
}
