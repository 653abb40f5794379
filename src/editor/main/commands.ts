import * as vscode from 'vscode';
import type { App } from './app';
import { commands, commandsEnabledLater, type CommandId } from '../base/ids';

/**
 * Registers every command. Its code is loaded when it is first run. Commands that are not enabled
 * yet are registered in a separate task, so VS Code need not wait for them.
 */
export function registerCommands(app: () => Promise<App>): vscode.Disposable {
  const register = (ids: readonly CommandId[]) =>
    vscode.Disposable.from(
      ...ids.map(id =>
        vscode.commands.registerCommand(id, async (...args: unknown[]) => {
          const [{ runCommand }, parts] = await Promise.all([import('./commandTable'), app()]);
          await runCommand(parts, id, args);
        }),
      ),
    );
  const later = new Set(commandsEnabledLater);
  const registered = [register(Object.values(commands).filter(id => !later.has(id)))];
  const timer = setTimeout(() => registered.push(register(commandsEnabledLater)), 0);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    vscode.Disposable.from(...registered).dispose();
  });
}
