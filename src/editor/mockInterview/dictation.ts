/** Dictation into an editor, which VS Code Speech adds to VS Code. */
import * as vscode from 'vscode';
import { offerExtension } from '../base/offerExtension';

/** VS Code Speech: VS Code takes dictation only with it. */
const speechId = 'ms-vscode.vscode-speech';

/** Whether an answer can be dictated now. */
export function canDictate(): boolean {
  return vscode.extensions.getExtension(speechId) !== undefined;
}

/** Returns whether an answer can be dictated; if not, says what is missing and offers to show it. */
export async function hasDictation(): Promise<boolean> {
  if (canDictate()) return true;
  await offerExtension(
    speechId,
    vscode.l10n.t('To dictate answers, install the extension “VS Code Speech”.'),
  );
  return false;
}

/** Starts dictation in the active editor. Escape ends it. */
export async function startDictation(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.editorDictation.start');
}
