import * as vscode from 'vscode';

/** Code block languages with another name in VS Code. */
const editorLanguages = new Map<string, readonly string[]>(
  Object.entries({
    bash: ['shellscript'],
    sh: ['shellscript'],
    // The Django language if an extension adds it, otherwise the nearest one built in.
    django: ['django-html', 'html'],
    toml: ['toml', 'ini'],
  }),
);

/** Opens a code block beside the panel, in its own language if VS Code knows it. */
export async function openCode(language: string, content: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const wanted = [...(editorLanguages.get(language) ?? []), language, 'plaintext'];
  const document = await vscode.workspace.openTextDocument({
    content,
    language: wanted.find(id => known.includes(id)) ?? 'plaintext',
  });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}
