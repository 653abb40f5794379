import * as vscode from 'vscode';
import { noteScheme } from '../base/ids';
import type { Notes } from './notes';

/**
 * A file system for notes, so that each is edited in an editor like any other file: saved by
 * Ctrl+S, restored after a crash, found by VS Code's search. `Notes`, which implements it, is
 * loaded when the first file is requested.
 */
export function registerNoteFiles(
  parts: () => Promise<{ notes(): Promise<Notes> }>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let notes: Notes | undefined;
  const load = async () => {
    if (notes === undefined) {
      notes = await (await parts()).notes();
      notes.attach(changed);
    }
    return notes;
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    // All are watched: a single event source says which note changed.
    watch: () => new vscode.Disposable(() => undefined),
    stat: async uri => (await load()).stat(uri),
    readFile: async uri => (await load()).read(uri),
    writeFile: async (uri, content) => (await load()).write(uri, content),
    delete: async uri => (await load()).remove(uri),
    readDirectory: () => [],
    createDirectory: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(noteScheme, provider, { isCaseSensitive: true }),
  );
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(
    vscode.l10n.t('{0} cannot be changed: each question has exactly one note.', uri.path),
  );
}
