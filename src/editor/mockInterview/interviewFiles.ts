import * as vscode from 'vscode';
import { interviewScheme, reportFolder, whiteboardFolder } from '../base/ids';
import type { Interviews } from './interviews';

/**
 * A file system for answers typed in an editor, and for reports, so that their tabs survive a
 * reload. Its code is loaded when the first file is requested.
 */
export function registerInterviewFiles(
  parts: () => Promise<{ interviews(): Promise<Interviews> }>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const interviews = async () => (await parts()).interviews();
  const read = async (uri: vscode.Uri): Promise<Uint8Array> => {
    const { whiteboard, reports } = await interviews();
    switch (kindOf(uri)) {
      case 'answer':
        return encode(await whiteboard.read(uri));
      case 'report':
        return encode(await reports.read(uri));
      case 'folder':
        throw vscode.FileSystemError.FileIsADirectory(uri);
    }
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async uri => {
      const kind = kindOf(uri);
      if (kind === 'folder') {
        return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      }
      const { length } = await read(uri);
      return {
        type: vscode.FileType.File,
        ctime: 0,
        // Always the same: the interview takes in the text before the file is saved, which must not
        // look like a change made elsewhere.
        mtime: 0,
        size: length,
        ...(kind === 'report' && { permissions: vscode.FilePermission.Readonly }),
      };
    },
    readFile: read,
    writeFile: async (uri, content) => {
      if (kindOf(uri) !== 'answer') return refuse(uri);
      await (await interviews()).whiteboard.write(uri, decode(content));
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(interviewScheme, provider, {
      isCaseSensitive: true,
    }),
  );
}

function kindOf(uri: vscode.Uri): 'answer' | 'report' | 'folder' {
  const [folder, ...rest] = uri.path.split('/').filter(part => part !== '');
  if (folder === whiteboardFolder && rest.length === 3) return 'answer';
  return folder === reportFolder && rest.length === 2 ? 'report' : 'folder';
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(
    vscode.l10n.t('{0} belongs to a mock interview and cannot be changed like a file.', uri.path),
  );
}

function encode(text: string): Uint8Array {
  // VS Code would treat a file with a NUL as binary and not open it.
  return new TextEncoder().encode(text.replaceAll('\0', '\uFFFD'));
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Error(
      vscode.l10n.t('An answer is saved as UTF-8. Choose “Save with Encoding”, UTF-8.'),
    );
  }
}
