/** VS Code's `extensionTestsPath`: runs every test in this folder, inside VS Code. */
import * as util from 'node:util';
import * as vscode from 'vscode';
import { runMocha } from '../host/mocha';
import { markConsole } from './console';
import { noteLoading } from './kit/loading';

export async function run(): Promise<void> {
  markConsole(util.format);
  await noteLoading();
  const { failed } = await runMocha({
    folder: __dirname,
    files: process.env.TEST_FILES?.split(',') ?? [],
    timeoutMs: 20_000,
    where: `VS Code ${vscode.version}`,
  });
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}
