/** What VS Code calls as `extensionTestsPath`: runs every test beside this file, inside VS Code. */
import * as util from 'node:util';
import * as vscode from 'vscode';
import { runMocha, testConsoleMark } from '../host/mocha';

export async function run(): Promise<void> {
  markConsole();
  const failed = await runMocha({
    folder: __dirname,
    timeoutMs: 20_000,
    where: `VS Code ${vscode.version}`,
  });
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}

/** Mocha's reporter and the tests print through `console`, which the whole extension host shares. */
function markConsole(): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[method].bind(console);
    const value = (...args: unknown[]) => {
      for (const line of util.format(...args).split('\n')) print(testConsoleMark + line);
    };
    // VS Code's own properties ignore an assignment.
    Object.defineProperty(console, method, { value, configurable: true });
  }
}
