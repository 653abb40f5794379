import * as vscode from 'vscode';
import { showErrorMessage, showWarningMessage } from './messages';

let channel: vscode.LogOutputChannel | undefined;

/** The log channel "Django Interview Study", created with the first line. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel('Django Interview Study', { log: true });
  return channel;
}

/** Gives the channel to dispose of when the extension ends. */
export function registerLog(): vscode.Disposable {
  return new vscode.Disposable(() => {
    channel?.dispose();
    channel = undefined;
  });
}

/** An error for the person: its message says what happened, what was kept, what to do next. */
export class HumanError extends Error {}

/** Shows a `HumanError` to the person; other errors are bugs and are logged with their stack. */
export function report(error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof HumanError) {
    log().warn(error.message);
    void showWarningMessage(error.message);
    return;
  }
  log().error(error instanceof Error ? error : String(error));
  const showLog = vscode.l10n.t('Show Log');
  void showErrorMessage(
    vscode.l10n.t('Something went wrong in Django Interview Study. Your progress is safe.'),
    showLog,
  ).then(choice => {
    if (choice === showLog) log().show();
  });
}
