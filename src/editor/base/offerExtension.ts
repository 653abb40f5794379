import * as vscode from 'vscode';
import { showInformationMessage } from './messages';

/** Says that an extension is missing, and opens it in the Extensions view on request. */
export async function offerExtension(id: string, message: string): Promise<void> {
  const show = vscode.l10n.t('Show the Extension');
  if ((await showInformationMessage(message, show)) !== show) return;
  await vscode.commands.executeCommand('workbench.extensions.search', `@id:${id}`);
}
