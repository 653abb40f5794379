/** Opens the bookshop, the project the answers build on. */
import * as vscode from 'vscode';
import { builtInScheme } from '../base/ids';
import { showQuickPick } from '../base/picks';
import { bookshopFiles, bookshopPage } from '../core/bookshop';

/**
 * Opens a file of the bookshop, or the page about it, read-only.
 *
 * @param given a path, from a link or a keybinding; for anything not in the bookshop the person
 * picks a file
 */
export async function showBookshop(given: unknown): Promise<void> {
  const known = bookshopFiles.find(path => path === given);
  if (known !== undefined) {
    await open(known, vscode.ViewColumn.Beside);
    return;
  }
  const about = { label: vscode.l10n.t('About the bookshop'), path: bookshopPage };
  const files = bookshopFiles
    .filter(path => path !== about.path && !path.endsWith('/__init__.py'))
    .map(path => ({ label: path, path }));
  const chosen = await showQuickPick([about, ...files], {
    title: vscode.l10n.t('The bookshop: the project that the answers build on'),
    placeHolder: vscode.l10n.t('Which file do you want to read?'),
  });
  if (chosen) await open(chosen.path, vscode.ViewColumn.Active);
}

async function open(path: string, column: vscode.ViewColumn): Promise<void> {
  const uri = vscode.Uri.from({ scheme: builtInScheme, path: `/bookshop/${path}` });
  if (path === bookshopPage) {
    const beside = column === vscode.ViewColumn.Beside;
    const command = beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview';
    try {
      await vscode.commands.executeCommand(command, uri);
      return;
    } catch {
      // VS Code's own Markdown extension can be disabled: the page then opens as text.
    }
  }
  await vscode.window.showTextDocument(uri, { preview: true, viewColumn: column });
}
