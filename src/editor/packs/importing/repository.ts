/** A public repository of Git, cloned by VS Code's own Git extension into a folder the person picks. */
import * as vscode from 'vscode';
import { repositoryAddress } from '../../../study/importing/repository';
import { HumanError, log } from '../../base/log';

/** What is used of the interface of VS Code's Git extension, version 1; `clone` is younger than it. */
interface GitApi {
  clone?(
    address: vscode.Uri,
    options: { readonly parentPath: vscode.Uri; readonly postCloneAction: 'none' },
  ): Promise<vscode.Uri | null>;
}
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

const exampleAddress = 'https://github.com/owner/name';

/**
 * Asks for an address and a folder, and clones the repository into it.
 *
 * @returns the clone; `undefined` where the person gave up
 * @throws HumanError when there is no Git, or it could not be cloned
 */
export async function cloneRepository(): Promise<vscode.Uri | undefined> {
  const git = await gitApi();
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('The address of the repository'),
    placeHolder: exampleAddress,
    prompt: vscode.l10n.t('A public repository. It is cloned into the folder you choose next.'),
    ignoreFocusOut: true,
    validateInput: text =>
      repositoryAddress(text) === undefined
        ? vscode.l10n.t('Enter an address that starts with https:// and contains no password.')
        : undefined,
  });
  const address = repositoryAddress(typed ?? '');
  if (address === undefined) return undefined;
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Clone into Which Folder?'),
      openLabel: vscode.l10n.t('Clone Here'),
    })) ?? [];
  if (!parent) return undefined;
  try {
    return git.clone
      ? ((await git.clone(vscode.Uri.parse(address, true), {
          parentPath: parent,
          postCloneAction: 'none',
        })) ?? undefined)
      : await cloneByCommand(address, parent);
  } catch (error) {
    log().warn(`${address}: ${String(error)}`);
    throw new HumanError(
      vscode.l10n.t(
        '{0} could not be cloned. Nothing was imported. Check that the address is right and the repository is public; the output “Git” says more.',
        address,
      ),
    );
  }
}

async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const exports = await Promise.resolve(extension?.activate()).catch(() => undefined);
  if (exports?.enabled === true) {
    try {
      return exports.getAPI(1);
    } catch (error) {
      // The extension is there and Git is not installed.
      log().warn(`Git: ${String(error)}`);
    }
  }
  throw new HumanError(
    vscode.l10n.t(
      'This editor has no Git. Download the repository as a .zip file in a browser and import that.',
    ),
  );
}

/** An older Git extension tells nobody where the clone is: it is the folder that is new. */
async function cloneByCommand(
  address: string,
  parent: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const list = async () => (await vscode.workspace.fs.readDirectory(parent)).map(([name]) => name);
  const before = new Set(await list());
  await vscode.commands.executeCommand('git.clone', address, parent.fsPath);
  const name = (await list()).find(one => !before.has(one));
  return name === undefined ? undefined : vscode.Uri.joinPath(parent, name);
}
