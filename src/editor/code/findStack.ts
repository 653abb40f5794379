/** Detects the libraries that the workspace's project uses, and reports them. */
import * as vscode from 'vscode';
import { readStack, type Stack } from '../../study/code/stack';
import { stackFiles } from '../../study/code/stackFiles';
import { decodeText } from '../base/decodeText';
import { log } from '../base/log';
import { showInformationMessage } from '../base/messages';

const otherFolders = ['node_modules', '.venv', 'venv', 'env', 'site-packages', '.git', '.tox'];
const others = `**/{${otherFolders.join()}}/**`;
const mostFiles = 40;
/** No more than this is read of all files together, in bytes: it is parsed in one go. */
const mostBytes = 4 * 1024 * 1024;

/** Delay to report changed files together, in ms. */
const settleMs = 500;

/** Calls back when a file of the project that declares dependencies has changed, come or gone. */
export function watchStack(changed: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  };
  // Not of what is installed for it.
  const look = (uri: vscode.Uri) => {
    const parts = vscode.workspace.asRelativePath(uri, false).split('/');
    if (!parts.some(part => otherFolders.includes(part))) soon();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(stackFiles);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(look),
    watcher.onDidCreate(look),
    watcher.onDidDelete(look),
    vscode.workspace.onDidChangeWorkspaceFolders(soon),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

/** Reads the workspace files that declare dependencies; never rejects. */
export async function findStack(): Promise<Stack> {
  try {
    const uris = await vscode.workspace.findFiles(stackFiles, others, mostFiles);
    // The project's own first, before those of what is in its folders.
    uris.sort((a, b) => depthOf(a) - depthOf(b) || (a.path < b.path ? -1 : 1));
    const sizes = await Promise.all(uris.map(sizeOf));
    let left = mostBytes;
    const read = uris.filter((_, at) => {
      const size = sizes[at] ?? 0;
      if (size > left) return false;
      left -= size;
      return true;
    });
    const files = await Promise.all(
      read.map(async uri => ({
        path: uri.path,
        text: await textOf(uri),
      })),
    );
    return readStack(files);
  } catch (error) {
    log().warn(`The project's stack could not be read: ${String(error)}`);
    return { django: undefined, libraries: [] };
  }
}

/** A file's size in bytes; infinite for one that is gone or may not be read: the others count. */
function sizeOf(uri: vscode.Uri): Promise<number> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    ({ size }) => size,
    () => Infinity,
  );
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return decodeText(await vscode.workspace.fs.readFile(uri)).text;
  } catch (error) {
    log().warn(`${uri.toString()} could not be read: ${String(error)}`);
    return '';
  }
}

/** How many folders a file is in. */
function depthOf({ path }: vscode.Uri): number {
  return path.split('/').length;
}

/** Says which libraries the leading categories are about, or that none were found. */
export function sayStack({ django, libraries }: Stack): void {
  if (django === undefined && libraries.length === 0) {
    void showInformationMessage(
      vscode.l10n.t(
        'No requirements, pyproject, lock or settings file in this workspace shows what your project uses.',
      ),
    );
    return;
  }
  const names = [...(django === undefined ? [] : [`Django ${django}`]), ...libraries];
  const more = names.length - 6;
  const list = names.slice(0, 6).join(', ');
  void showInformationMessage(
    more > 0
      ? vscode.l10n.t('Categories about your stack come first: {0} and {1} more.', list, more)
      : vscode.l10n.t('Categories about your stack come first: {0}.', list),
  );
}
