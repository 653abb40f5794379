import * as vscode from 'vscode';
import { report } from '../base/log';
import type { Study } from '../core/study';

/**
 * Help for writing packs. Loaded with the first Markdown file of a pack that is opened; of other
 * Markdown files only the name is examined.
 */
export function registerPackLanguage(
  parts: () => Promise<{ readonly study: Study }>,
): vscode.Disposable {
  const started: vscode.Disposable[] = [];
  const state = { isStarting: false, isDisposed: false };
  const look = async (document: vscode.TextDocument) => {
    if (document.languageId !== 'markdown') return;
    const { isPackFile, startPackLanguage } = await import('./packLanguage');
    if (state.isStarting || !isPackFile(document.uri)) return;
    state.isStarting = true;
    opened.dispose();
    const language = await startPackLanguage((await parts()).study);
    if (state.isDisposed) language.dispose();
    else started.push(language);
  };
  const lookSafely = (document: vscode.TextDocument) => void look(document).catch(report);
  const opened = vscode.workspace.onDidOpenTextDocument(lookSafely);
  vscode.workspace.textDocuments.forEach(lookSafely);
  return new vscode.Disposable(() => {
    state.isDisposed = true;
    vscode.Disposable.from(opened, ...started).dispose();
  });
}
