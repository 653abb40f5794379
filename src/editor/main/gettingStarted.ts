/** The walkthrough: opened when it is asked for, and never by itself. */
import * as vscode from 'vscode';
import type { App } from './app';
import type { Handlers } from './commandTable';
import { commands, contextKeys, walkthroughId } from '../base/ids';
import { HumanError, log } from '../base/log';

/** The handlers of these commands. */
export function gettingStartedCommands({ context }: App) {
  return {
    async [commands.getStarted]() {
      // VS Code opens the walkthrough of an extension at its installation if its condition holds.
      await vscode.commands.executeCommand('setContext', contextKeys.gettingStarted, true);
      const walkthrough = `${context.extension.id}#${walkthroughId}`;
      try {
        await vscode.commands.executeCommand(
          'workbench.action.openWalkthrough',
          walkthrough,
          false,
        );
      } catch (error) {
        log().warn(String(error)); // some editors have none
        throw new HumanError(
          vscode.l10n.t(
            'This editor has no walkthroughs. To begin, run “Random Django question” from the command palette.',
          ),
        );
      }
    },
  } satisfies Partial<Handlers>;
}
