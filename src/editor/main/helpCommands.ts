/** Opens help: the walkthrough (never by itself), the keys, and the log. */
import * as vscode from 'vscode';
import type { Handlers } from '../base/handlers';
import { commands, contextKeys, walkthroughId } from '../base/ids';
import { HumanError, log } from '../base/log';

/** The handlers of these commands. */
export function helpCommands({ context }: { readonly context: vscode.ExtensionContext }) {
  return {
    [commands.openKeybindings]: () =>
      vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', 'djangoInterview'),
    [commands.showLog]: () => log().show(),
    async [commands.getStarted]() {
      // VS Code opens an extension's walkthrough on installation if its condition holds.
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
