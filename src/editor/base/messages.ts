/**
 * Shows notifications safely, for foreign text such as a pack's title or a file's name. VS Code
 * turns any `[text](command:…)` in a notification into a link that runs the command, and text
 * cannot be marked as plain. So every link is removed.
 */
import * as vscode from 'vscode';
import { withoutLinks } from './withoutLinks';

type Show = (message: string, ...rest: never[]) => unknown;

/** The same for a message without links. `show` is looked up at each call. */
function guarded<F extends Show>(show: () => F): F {
  const guardedShow: Show = (message, ...rest) => show()(withoutLinks(message), ...rest);
  return guardedShow as F;
}

export const showInformationMessage = guarded(() => vscode.window.showInformationMessage);
export const showWarningMessage = guarded(() => vscode.window.showWarningMessage);
export const showErrorMessage = guarded(() => vscode.window.showErrorMessage);
