/** The project that the answers build on, to read. */
import * as vscode from 'vscode';
import { builtInScheme } from '../base/ids';

/** Lets the person pick a file of the bookshop, or the page about it, and opens it. It is read-only. */
export async function showBookshop(extension: vscode.Uri): Promise<void> {
  const paths = await filesBelow(vscode.Uri.joinPath(extension, 'questions', 'bookshop'));
  const about = { label: vscode.l10n.t('About the bookshop'), path: 'README.md' };
  const files = paths
    .filter(path => path !== about.path && !path.endsWith('/__init__.py'))
    .map(path => ({ label: path, path }));
  const chosen = await vscode.window.showQuickPick([about, ...files], {
    title: vscode.l10n.t('The bookshop: the project that the answers build on'),
    placeHolder: vscode.l10n.t('Which file do you want to read?'),
  });
  if (!chosen) return;
  const uri = vscode.Uri.from({ scheme: builtInScheme, path: `/bookshop/${chosen.path}` });
  if (chosen.path === about.path) {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } else {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

/** The paths of the files in a folder and those below it, in order. */
async function filesBelow(folder: vscode.Uri, below = ''): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, below));
  const paths = await Promise.all(
    entries.map(async ([name, type]) => {
      const path = below === '' ? name : `${below}/${name}`;
      return type === vscode.FileType.Directory ? filesBelow(folder, path) : [path];
    }),
  );
  return paths.flat().sort();
}
