/**
 * VS Code's notifications, for texts that hold what others wrote: a title of a pack, a file's name.
 * VS Code makes links of `[text](command:…)` in a notification, whoever wrote it, and a click on one
 * runs the command, and a text cannot be marked as plain. So every link is taken out of it.
 */
import * as vscode from 'vscode';
import { withoutLinks } from './withoutLinks';

type Show = (message: string, ...rest: never[]) => unknown;

/** The same with a message that has no link. `show` is asked for at each call. */
function guarded<F extends Show>(show: () => F): F {
  const guardedShow: Show = (message, ...rest) => show()(withoutLinks(message), ...rest);
  return guardedShow as F;
}

export const showInformationMessage = guarded(() => vscode.window.showInformationMessage);
export const showWarningMessage = guarded(() => vscode.window.showWarningMessage);
export const showErrorMessage = guarded(() => vscode.window.showErrorMessage);
