/** Typed text that its interview did not take: the person gets it in an editor. */
import * as vscode from 'vscode';
import { showWarningMessage } from '../base/messages';

/** Opens the text of an answer as a new document, without taking the focus, and says why. */
export async function openUntaken(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content });
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
  void showWarningMessage(
    vscode.l10n.t(
      'An answer that you typed could not be added to its mock interview, so it is in a new editor.',
    ),
  );
}
