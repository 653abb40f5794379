import * as vscode from 'vscode';
import type { App } from './app';
import { commands } from './ids';

/** Registers every command. What a command does is loaded when it is first run. */
export function registerCommands(app: () => Promise<App>): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.values(commands).map(id =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        const [{ runCommand }, parts] = await Promise.all([import('./commandTable'), app()]);
        await runCommand(parts, id, args);
      }),
    ),
  );
}
