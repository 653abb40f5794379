import * as vscode from 'vscode';
import type { App } from './app';
import { commands, commandsEnabledLater, type CommandId } from '../base/ids';

/**
 * Registers every command. What a command does is loaded when it is first run. Those that cannot be
 * run yet are registered in a task of their own: VS Code does not have to wait for them.
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
