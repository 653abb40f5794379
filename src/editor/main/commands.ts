import * as vscode from 'vscode';
import type { App } from './app';
import {
  bothPagesCommands,
  commands,
  commandsEnabledLater,
  interviewViewType,
  type CommandId,
} from '../base/ids';

/**
 * Registers every command, and the former ids of merged ones, which a person's keys may have. Its
 * code is loaded when it is first run. Commands that are not enabled yet are registered in a separate
 * task, so VS Code need not wait for them.
 */
export function registerCommands(app: () => Promise<App>): vscode.Disposable {
  const registerAs = (name: string, id: CommandId, ...fixed: unknown[]) =>
    vscode.commands.registerCommand(name, async (...args: unknown[]) => {
      const [{ runCommand }, parts] = await Promise.all([import('./commandTable'), app()]);
      await runCommand(parts, id, [...fixed, ...args]);
    });
  const register = (ids: readonly CommandId[]) =>
    vscode.Disposable.from(...ids.map(id => registerAs(id, id)));
  const later = new Set(commandsEnabledLater);
  const registered = [register(Object.values(commands).filter(id => !later.has(id)))];
  const timer = setTimeout(() => {
    const former = Object.entries(bothPagesCommands).map(([name, interviews]) =>
      registerAs(
        `djangoInterview.${interviews}`,
        commands[name as keyof typeof bothPagesCommands],
        interviewViewType,
      ),
    );
    registered.push(
      register(commandsEnabledLater),
      ...former,
      registerAs('djangoInterview.reviewBookmarked', commands.review, { kind: 'bookmarked' }),
    );
  }, 0);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    vscode.Disposable.from(...registered).dispose();
  });
}
