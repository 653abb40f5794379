import * as vscode from 'vscode';

/** The languages of code blocks that VS Code calls otherwise. */
const editorLanguages: Partial<Record<string, readonly string[]>> = {
  bash: ['shellscript'],
  sh: ['shellscript'],
  // With an extension for Django its own language, otherwise the nearest that VS Code has.
  django: ['django-html', 'html'],
  toml: ['toml', 'ini'],
};

/** Opens a code block in an editor beside the panel, in its own language where VS Code knows it. */
export async function openCode(language: string, content: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const wanted = [...(editorLanguages[language] ?? []), language, 'plaintext'];
  const document = await vscode.workspace.openTextDocument({
    content,
    language: wanted.find(id => known.includes(id)) ?? 'plaintext',
  });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}
