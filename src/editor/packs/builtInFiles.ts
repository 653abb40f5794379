import * as vscode from 'vscode';
import { builtInScheme } from '../base/ids';

/**
 * Serves the built-in questions' Markdown read-only: edits in the extension's folder would be lost
 * with its next version.
 */
export function registerBuiltInFiles(extension: vscode.Uri): vscode.Disposable {
  const fs = vscode.workspace.fs;
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: () => new vscode.Disposable(() => undefined),
    watch: () => new vscode.Disposable(() => undefined),
    stat: async uri => {
      const stat = await fs.stat(fileOf(extension, uri));
      return { ...stat, permissions: vscode.FilePermission.Readonly };
    },
    readFile: uri => fs.readFile(fileOf(extension, uri)),
    readDirectory: uri => fs.readDirectory(fileOf(extension, uri)),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  const options = { isReadonly: true, isCaseSensitive: true };
  return vscode.workspace.registerFileSystemProvider(builtInScheme, provider, options);
}

/** The file in the extension's folder of questions; no path can lead out of it. */
function fileOf(extension: vscode.Uri, { path }: vscode.Uri): vscode.Uri {
  const parts = path.split(/[\\/]/);
  if (parts.includes('..')) throw vscode.FileSystemError.FileNotFound(path);
  return vscode.Uri.joinPath(extension, 'questions', ...parts);
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(
    vscode.l10n.t('{0} belongs to the extension and cannot be changed.', uri.path),
  );
}
