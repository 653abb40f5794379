// Builds, runs the layers of tests that are named (all but smoke and pictures by default) and adds them up.
//   node test/run.mjs [unit] [extension] [web] [ui] [faults] [answers] [smoke] [pictures] [--grep REGEXP] [--long] [--write]
// VSCODE_HOST=desktop|host chooses where the extension's tests run; CHROME_PATH names a browser.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { desktopExecutable, hostReason } from './host/desktop.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** How long a layer may take; `faults --long` takes about an hour. */
const limitMs = (process.argv.includes('--long') ? 180 : 30) * 60_000;
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-run-'));
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }));

/** A row of the table: what ran where, and how it ended. `note` says why nothing could run. */
const rows = [];
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/**
 * Runs a program; resolves with its exit code (127 when there is no such program). Its output is
 * printed, or printed and given back (`both`), or given back only (`kept`).
 */
function run(program, args, { env = {}, output: destination = 'printed' } = {}) {
  return new Promise(resolve => {
    const stream = destination === 'printed' ? 'inherit' : 'pipe';
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', stream, destination === 'kept' ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && !program.includes(path.sep),
    });
    running.add(child);
    const timer = setTimeout(() => {
      console.error(
        `${program} ${args.join(' ')} did not end in ${limitMs / 60_000} min: stopped.`,
      );
      child.kill('SIGTERM');
    }, limitMs);
    let output = '';
    const read = data => {
      if (destination === 'both') process.stdout.write(data);
      output += data;
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    const end = code => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: code ?? 1, output });
    };
    child.on('error', error => {
      console.error(error.message);
      end(127);
    });
    child.on('close', end);
  });
}

async function build(...args) {
  const { code } = await run(process.execPath, ['esbuild.js', '--tests', ...args]);
  if (code !== 0) throw new Error('The build failed.');
}

let packaged = false;

/** The UI layer and the smoke test use the extension as a person does: installed from its .vsix. */
async function packageVsix() {
  if (packaged) return;
  const { code, output } = await run('npm', ['run', '--silent', 'package'], { output: 'kept' });
  if (code !== 0) throw new Error(`Packaging failed:\n${output}`);
  packaged = true;
}

let resultFiles = 0;

/** Runs `start` with the environment of a mocha layer and adds a row of what it wrote. */
async function mochaLayer(layer, start) {
  const file = path.join(temporary, `${++resultFiles}.json`);
  const env = {
    TEST_RESULTS: file,
    ...(process.stdout.isTTY && !process.env.NO_COLOR ? { TEST_COLOR: '1' } : {}),
    ...(grep === undefined ? {} : { TEST_GREP: grep }),
  };
  const ended = await start(env);
  const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  if (results === undefined) {
    rows.push({ layer, passed: 0, failed: 1, note: 'ended without results' });
  } else if (!ended && results.failed === 0) {
    rows.push({ layer, ...results, failed: 1, note: 'ended badly after its tests' });
  } else {
    rows.push({ layer, ...results });
  }
}

function mochaFolder(layer, folder, timeoutMs) {
  return mochaLayer(layer, async env => {
    const script = path.join(root, 'out/test/host/runMocha.js');
    const { code } = await run(process.execPath, [script, folder, String(timeoutMs)], { env });
    return code === 0;
  });
}

const layers = {
  unit: () => mochaFolder('unit', 'out/test/unit', 5_000),

  async extension() {
    const reason = await hostReason();
    if (reason) console.log(`Using the host for VS Code: ${reason}`);
    for (const version of ['newest', 'oldest']) {
      const executable = reason
        ? path.join(root, 'test/host/code')
        : await desktopExecutable(version);
      const sample = fs.mkdtempSync(path.join(temporary, 'folder-'));
      console.log(`\nextension tests in the ${version} VS Code`);
      await mochaLayer(`extension (${version})`, async env => {
        try {
          await runTests({
            vscodeExecutablePath: executable,
            extensionDevelopmentPath: root,
            extensionTestsPath: path.join(root, 'out/test/extension/index.js'),
            launchArgs: [sample, '--disable-extensions', `--user-data-dir=${sample}-data`],
            extensionTestsEnv: { ...env, HOST_VSCODE: version },
          });
          return true;
        } catch (error) {
          console.error(error.message);
          return false;
        }
      });
    }
  },

  async web() {
    const reason = await hostReason();
    const executable = reason
      ? path.join(root, 'test/host/code')
      : await desktopExecutable('newest');
    const folder = fs.mkdtempSync(path.join(temporary, 'folder-'));
    fs.writeFileSync(path.join(folder, 'options.json'), JSON.stringify({ grep }));
    const tests = path.join(root, 'out/test/extension/web');
    await mochaLayer('extension (web)', async env => {
      try {
        await runTests({
          vscodeExecutablePath: executable,
          extensionDevelopmentPath: root,
          extensionTestsPath: path.join(tests, 'index.js'),
          launchArgs: [
            folder,
            '--disable-extensions',
            '--extensionDevelopmentKind=web',
            `--user-data-dir=${folder}-data`,
          ],
        });
        return true;
      } catch (error) {
        console.error(error.message);
        return false;
      } finally {
        const results = path.join(folder, 'results.json');
        if (fs.existsSync(results)) fs.copyFileSync(results, env.TEST_RESULTS);
      }
    });
    const left = JSON.parse(fs.readFileSync(path.join(tests, 'need-node.json'), 'utf8'));
    if (left.length > 0) console.log(`Not run here, since they need Node: ${left.join(', ')}`);
  },

  async ui() {
    await packageVsix();
    await mochaFolder('ui', 'out/test/ui', 120_000);
  },

  async smoke() {
    await packageVsix();
    await mochaFolder('smoke', 'out/test/smoke', 120_000);
  },

  /** With `--long` all faults are tried, some often; with `--write` README gets what came of it. */
  async faults() {
    await packageVsix();
    await mochaFolder('faults', 'out/test/faults', 120_000);
  },

  /** The pictures of the walkthrough and the moving one of README: written, not compared. */
  async pictures() {
    await packageVsix();
    await mochaFolder('pictures', 'out/test/pictures', 300_000);
  },

  async answers() {
    const python = process.platform === 'win32' ? 'python' : 'python3';
    const { code, output } = await run(python, ['test/answers/run.py'], { output: 'both' });
    if (code === 127) {
      const note = `SKIPPED: ${python} is not on PATH, so no code of an answer was run`;
      rows.push({
        layer: 'answers',
        passed: 0,
        failed: process.env.CI ? 1 : 0,
        skipped: true,
        note,
      });
      return;
    }
    const total = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split('\n').at(-1) ?? '');
    const [passed, failed] = total ? total.slice(1).map(Number) : [0, 1];
    const note = total ? undefined : 'printed no "N passed, N failed"';
    rows.push({ layer: 'answers', passed, failed: failed || (code === 0 ? 0 : 1), note });
  },
};

const args = process.argv.slice(2);
const grepAt = args.indexOf('--grep');
const grep = grepAt < 0 ? undefined : args.splice(grepAt, 2)[1];
const longAt = args.indexOf('--long');
if (longAt >= 0) {
  args.splice(longAt, 1);
  process.env.FAULTS = 'long';
}
const writeAt = args.indexOf('--write');
if (writeAt >= 0) {
  args.splice(writeAt, 1);
  process.env.FAULTS_WRITE = '1';
}
const chosen = args.length > 0 ? args : ['unit', 'extension', 'web', 'ui', 'faults', 'answers'];
const unknown = chosen.filter(layer => !(layer in layers));
if (unknown.length > 0) {
  console.error(`No layer ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}

await build();
for (const layer of chosen) {
  console.log(`\n── ${layer} ${'─'.repeat(60 - layer.length)}`);
  try {
    await layers[layer]();
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
const width = Math.max(...rows.map(row => row.layer.length));
console.log(`\n${'layer'.padEnd(width)}  passed  failed`);
for (const { layer, passed, failed, pending, where, note } of rows) {
  const numbers = [passed, failed].map(number => String(number).padStart(6)).join('  ');
  const remarks = [where, pending ? `${pending} pending` : undefined, note].filter(Boolean);
  console.log(`${layer.padEnd(width)}  ${numbers}  ${remarks.join(', ')}`.trimEnd());
}
const sum = field => rows.reduce((total, row) => total + row[field], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
