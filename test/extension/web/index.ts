/**
 * VS Code's `extensionTestsPath` in a web extension host: runs every test of the parent folder that
 * needs no Node. There are no files, arguments or environment here, so options and results are
 * files in the opened folder.
 */
import 'mocha/mocha.js';
import * as vscode from 'vscode';
import { follow, type Results } from '../../host/results';
import { format, markConsole } from '../console';

/** In the opened folder: the options from `test/run.mjs`, and the results that it reads. */
const optionsFile = 'options.json';
const resultsFile = 'results.json';

interface Options {
  readonly grep?: string;
  /** Runs nothing; each test counts as passed. */
  readonly list?: boolean;
}

export async function run(): Promise<void> {
  markConsole(format);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('The tests need a folder, for their results.');
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  const read = await vscode.workspace.fs.readFile(file(optionsFile));
  const { grep, list = false } = JSON.parse(new TextDecoder().decode(read)) as Options;

  Object.assign(Mocha.reporters.Base, { consoleLog: console.log });
  Mocha.reporters.Base.symbols.ok = '✔'; // as in the other hosts
  mocha.setup({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 20_000,
    slow: 5_000,
    dryRun: list,
    ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
  });
  await import('./host.test');
  await import('tests:web'); // they call `describe`, which exists from now on
  const results = await new Promise<Results>(resolve => {
    // Not `mocha.run`, which needs a page's address.
    const runner = Mocha.prototype.run.call(mocha, () => resolve(read()));
    const read = follow(runner, `VS Code ${vscode.version}`);
  });
  const written = new TextEncoder().encode(JSON.stringify(results));
  await vscode.workspace.fs.writeFile(file(resultsFile), written);
  if (results.failed > 0) throw new Error(`${results.failed} tests failed.`);
}
