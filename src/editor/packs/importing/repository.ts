/** Clones a public Git repository with VS Code's Git extension to a chosen folder. */
import * as vscode from 'vscode';
import { repositoryAddress } from '../../../study/importing/repository';
import { HumanError, log } from '../../base/log';

/** The parts of the VS Code Git extension's API, version 1, used here; `clone` was added later. */
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
 * Asks for a URL and a folder, and clones the repository into it.
 *
 * @returns the clone; `undefined` if the person cancelled
 * @throws HumanError when Git is missing, or it could not be cloned
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
      // The extension is there but Git is not installed.
      log().warn(`Git: ${String(error)}`);
    }
  }
  throw new HumanError(
    vscode.l10n.t(
      'This editor has no Git. Download the repository as a .zip file in a browser and import that.',
    ),
  );
}

/** An older Git extension does not report the clone's location: it is the new folder. */
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
