import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import Mocha from 'mocha';
import { follow, type Results } from './results';

export interface MochaOptions {
  /** Every `*.test.js` below it is run, sorted by name. */
  readonly folder: string;
  /** The names, without `.test.js`, of the files to run; all if there are none. */
  readonly files?: readonly string[];
  /** For one test or hook. */
  readonly timeoutMs: number;
  readonly where?: string;
}

/**
 * Runs the tests below a folder in this process and writes the results to the file that
 * TEST_RESULTS names. TEST_GREP runs only the tests whose full title matches it; TEST_LIST runs
 * none, and counts each as passed.
 *
 * @returns the results; a failing hook counts as a failed test
 */
export async function runMocha(options: MochaOptions): Promise<Results> {
  seedProperties();
  const grep = process.env.TEST_GREP;
  // Reporters keep the console from when mocha was loaded; tests may have changed it since.
  Object.assign(Mocha.reporters.Base, { consoleLog: console.log });
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: process.env.TEST_COLOR === '1',
    timeout: options.timeoutMs,
    slow: options.timeoutMs / 4,
    forbidOnly: process.env.CI !== undefined,
    ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
    dryRun: process.env.TEST_LIST !== undefined,
  });
  const names = fs.readdirSync(options.folder, { recursive: true, encoding: 'utf8' });
  const { files = [] } = options;
  const isMeant = (name: string) =>
    name.endsWith('.test.js') && (files.length === 0 || files.includes(name.slice(0, -8)));
  for (const name of names
    .map(each => each.split(path.sep).join('/'))
    .filter(isMeant)
    .sort()) {
    mocha.addFile(path.join(options.folder, name));
  }
  const results = await new Promise<Results>(resolve => {
    const runner = mocha.run(() => resolve(read()));
    const read = follow(runner, options.where);
  });
  mocha.dispose(); // or it keeps listening for errors of the process
  const file = process.env.TEST_RESULTS;
  if (file !== undefined) fs.writeFileSync(file, JSON.stringify(results));
  return results;
}

/** Whether the property tests of this process have their seed; a worker runs file after file. */
let isSeeded = false;

/**
 * Seeds the property tests: always the same in CI, where a run must not depend on luck, and
 * different on each run elsewhere, to find unexpected cases. FUZZ_SEED sets the seed.
 */
function seedProperties(): void {
  if (isSeeded) return;
  isSeeded = true;
  const given = process.env.FUZZ_SEED ?? (process.env.CI ? '20251125' : undefined);
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  fc.configureGlobal({ seed });
  console.log(`Property tests use FUZZ_SEED=${seed}.`);
}
