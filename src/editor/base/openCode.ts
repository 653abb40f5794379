import * as vscode from 'vscode';
import { editorLanguage } from './editorLanguage';

/** Opens a code block beside the panel, in its own language if VS Code knows it. */
export async function openCode(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    content,
    language: editorLanguage(language, await vscode.languages.getLanguages()),
  });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}
