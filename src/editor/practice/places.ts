/** The folder for exercises: asked once, then remembered. */
import * as vscode from 'vscode';
import { readSetting } from '../base/configuration';
import { stateKeys } from '../base/ids';
import { homeFolder } from '../base/nodeFiles';
import { showQuickPick, type PickItem } from '../base/picks';
import { settings } from '../base/settings';
import { placeOfPath } from '../packs/packFiles';
import { pathIn } from '../packs/packRoots';

/** The suggested folder, in the workspace or the person's home. */
const folderName = 'django-practice';

type States = Pick<vscode.ExtensionContext, 'workspaceState' | 'globalState'>;

/** The folder of the exercises, if known without asking. */
export function knownPlace({ workspaceState, globalState }: States): vscode.Uri | undefined {
  const set = fromSetting();
  if (set) return set;
  const here = workspaceState.get<unknown>(stateKeys.practice);
  if (typeof here === 'string') return vscode.Uri.file(here);
  // The folder itself, or one around it, may be open.
  const open = workspaceFolders().map(({ path }) => `${path}/`);
  return usedPlaces(globalState).find(({ path }) =>
    open.some(folder => `${path}/`.startsWith(folder) || folder.startsWith(`${path}/`)),
  );
}

/** The folders used for exercises on this machine, latest first. */
export function usedPlaces(globalState: vscode.Memento): readonly vscode.Uri[] {
  const used = globalState.get<unknown>(stateKeys.practice);
  return Array.isArray(used)
    ? used.filter(each => typeof each === 'string').map(each => vscode.Uri.file(each))
    : [];
}

/** Remembers that this folder has exercises. */
export async function keepPlace({ workspaceState, globalState }: States, place: vscode.Uri) {
  const used = usedPlaces(globalState)
    .map(({ fsPath }) => fsPath)
    .filter(each => each !== place.fsPath);
  await globalState.update(stateKeys.practice, [place.fsPath, ...used].slice(0, 10));
  if (fromSetting() === undefined) await workspaceState.update(stateKeys.practice, place.fsPath);
}

interface PlaceItem extends PickItem {
  readonly place: vscode.Uri | undefined;
}

/** Asks where to write exercises; each choice shows its path. `undefined` if cancelled. */
export async function askForPlace({ globalState }: States): Promise<vscode.Uri | undefined> {
  const items: PlaceItem[] = [];
  const add = (label: string, place: vscode.Uri, icon: string) => {
    if (items.some(item => item.place?.fsPath === place.fsPath)) return;
    items.push({ label, detail: place.fsPath, icon, place });
  };
  for (const folder of workspaceFolders()) {
    const label = vscode.l10n.t('In This Workspace');
    add(label, vscode.Uri.joinPath(folder, folderName), 'root-folder');
  }
  const home = homeFolder();
  if (home !== undefined) {
    const place = vscode.Uri.joinPath(vscode.Uri.file(home), folderName);
    add(vscode.l10n.t('In Your Home Folder'), place, 'home');
  }
  for (const place of usedPlaces(globalState).slice(0, 3)) {
    add(vscode.l10n.t('Used Before'), place, 'history');
  }
  const other: PlaceItem = {
    label: vscode.l10n.t('Another Folder…'),
    icon: 'folder-opened',
    place: undefined,
  };
  const chosen = await showQuickPick([...items, other], {
    title: vscode.l10n.t('Where should exercises be written?'),
    placeHolder: vscode.l10n.t('Each exercise gets its own folder there. Nothing is overwritten.'),
    ignoreFocusOut: true,
  });
  if (chosen !== other) return chosen?.place;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Write Exercises Here'),
      title: vscode.l10n.t('Where should exercises be written?'),
    })) ?? [];
  return folder?.scheme === 'file' ? folder : undefined;
}

/**
 * Whether a folder in the workspace is a link to one outside: a project may bring it along, and what
 * is written there may act, such as a package of Python. A folder named in the setting is one's own.
 */
export async function leadsOut(place: vscode.Uri): Promise<boolean> {
  const owner = vscode.workspace.getWorkspaceFolder(place)?.uri;
  const path = owner && pathIn(owner, place);
  if (!owner || path === undefined || fromSetting()?.fsPath === place.fsPath) return false;
  return (await placeOfPath(owner, path)) === 'outside';
}

function fromSetting(): vscode.Uri | undefined {
  const set = readSetting(settings.practiceFolder).trim();
  const home = homeFolder();
  const path = home !== undefined && /^~(?=[/\\]|$)/.test(set) ? set.replace('~', () => home) : set;
  // A relative path would depend on where VS Code was started.
  return /^(?:\/|[A-Za-z]:[/\\]|\\\\)/.test(path) ? vscode.Uri.file(path) : undefined;
}

function workspaceFolders(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri)
    .filter(({ scheme }) => scheme === 'file');
}
