/** Reads and writes files that a person chooses, anywhere. */
import * as vscode from 'vscode';
import { HumanError, log } from '../base/log';
import { showInformationMessage, showWarningMessage } from '../base/messages';
import { concatenated, encoded, readBytes, type Pieces } from '../base/pieces';
import { writeOver } from '../base/writeOver';

/**
 * Asks where to save a text and writes it there. `makeText` is called once a file is chosen.
 * @returns where it was saved; `undefined` if the person cancelled.
 * @throws HumanError when it cannot be written.
 */
export async function saveText(
  name: string,
  kind: { readonly title: string; readonly extension: string; readonly description: string },
  makeText: () => Promise<Pieces> | Pieces,
): Promise<vscode.Uri | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: kind.title,
    defaultUri: defaultUri(`${name}.${kind.extension}`),
    filters: { [kind.description]: [kind.extension] },
  });
  if (uri === undefined) return undefined;
  const text = await makeText();
  try {
    await writeOver(uri, concatenated([...encoded(text)]));
  } catch (error) {
    log().error(`${uri.toString()}: ${String(error)}`);
    throw new HumanError(
      vscode.l10n.t(
        '{0} could not be written: {1}. Your progress is as it was. Choose another place.',
        nameOf(uri),
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
  return uri;
}

/**
 * Asks for a file and reads it in pieces.
 *
 * @param largest in bytes; a larger file is refused before it is read.
 * @param take is given the next piece of its text, and returns whether to continue
 * @returns `undefined` if the person cancelled.
 * @throws HumanError when it is too large, cannot be read or is not text.
 */
export async function chooseText(
  options: vscode.OpenDialogOptions,
  largest: number,
  take: (text: string) => boolean,
): Promise<vscode.Uri | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ ...options, canSelectMany: false })) ?? [];
  if (uri === undefined) return undefined;
  const refuse = (why: string) =>
    new HumanError(
      vscode.l10n.t('Nothing was changed: {0} cannot be imported, {1}.', nameOf(uri), why),
    );
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw refuse(vscode.l10n.t('it is not UTF-8 text'));
    }
  };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largest) {
      throw refuse(
        vscode.l10n.t(
          'it has {0} MB and may have {1}',
          Math.ceil(size / 1e6),
          Math.floor(largest / 1e6),
        ),
      );
    }
    let isWanted = true as boolean; // changed by a callback
    await readBytes(uri, bytes => {
      isWanted = take(decode(bytes));
      return isWanted;
    });
    if (isWanted) take(decode());
  } catch (error) {
    if (error instanceof HumanError) throw error;
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  return uri;
}

/** Reports where a file was saved, with a button to open it, and how many pictures are missing. */
export async function sayExported(uri: vscode.Uri, leftOut = 0): Promise<void> {
  const open = vscode.l10n.t('Open File');
  const exported = vscode.l10n.t('Exported to {0}.', nameOf(uri));
  const choice = await (leftOut === 0
    ? showInformationMessage(exported, open)
    : showWarningMessage(
        `${exported} ${
          leftOut === 1
            ? vscode.l10n.t('One picture is missing or too large; its text stands in its place.')
            : vscode.l10n.t(
                '{0} pictures are missing or too large; their text stands in their place.',
                leftOut,
              )
        }`,
        open,
      ));
  if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
}

/** The last part of the path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}

/** A file in the workspace, or else in the home folder, if there is one. */
function defaultUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder && vscode.workspace.fs.isWritableFileSystem(folder.uri.scheme) !== false) {
    return vscode.Uri.joinPath(folder.uri, name);
  }
  const home =
    typeof process === 'object' ? (process.env.HOME ?? process.env.USERPROFILE) : undefined;
  return vscode.Uri.joinPath(vscode.Uri.file(home ?? '/'), name);
}
