import * as vscode from 'vscode';
import { interviewScheme, reportFolder, whiteboardFolder } from '../base/ids';
import type { Interviews } from './interviews';

/**
 * Answers that are typed in an editor, and reports, as files of a scheme of their own: so they are
 * there again after a reload. What stands behind them is loaded when the first is asked for.
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
        // The same always: the interview takes what is typed before the file is saved, and that
        // must not look as if somebody else had changed the file.
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
  // A file with a NUL would be taken for binary and not be opened.
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
