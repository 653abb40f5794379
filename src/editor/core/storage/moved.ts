/**
 * A folder that was moved or renamed: progress is kept by its address, so at the new one there is none.
 * Each place notes whose it is; where a workspace has no progress, that of a folder which is no longer
 * there is offered.
 */
import * as vscode from 'vscode';
import { missingFrom } from '../../../study/progress';
import { stateKeys } from '../../base/ids';
import { log } from '../../base/log';
import { isMissing, openDataFolder } from './folder';
import { parseChecked, withChecksum } from './journal';
import { ProgressPlace } from './place';
import type { ProgressStore } from './progressStore';

const foldersName = 'folders.json';

/** A place whose folders are gone. */
export interface PlaceLeftBehind {
  /** The folder that holds its progress. */
  readonly place: vscode.Uri;
  /** The first of the workspace's folders, or its file. */
  readonly folder: vscode.Uri;
}

/** The addresses of this workspace: its file or its folders; none where nothing is open. */
function ownAddresses(): readonly vscode.Uri[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  if (workspaceFile) return workspaceFile.scheme === 'untitled' ? [] : [workspaceFile];
  return workspaceFolders.map(({ uri }) => uri);
}

/** Notes in the folder of a place that it is this workspace's. Rejects with the platform's error. */
export async function noteFolders(
  place: vscode.Uri,
  addresses: readonly vscode.Uri[] = ownAddresses(),
): Promise<void> {
  if (addresses.length === 0) return;
  const folder = openDataFolder(place);
  const text = withChecksum(JSON.stringify({ folders: addresses.map(uri => uri.toString()) }));
  if ((await folder.read(foldersName)) !== text) await folder.replace(foldersName, text);
}

/**
 * The places beside `place` whose folders are no longer there: first those of a folder of the same
 * name as `address`, and of these the one that was noted last.
 */
export async function placesLeftBehind(
  place: vscode.Uri,
  address: vscode.Uri | undefined = ownAddresses()[0],
): Promise<readonly PlaceLeftBehind[]> {
  const all = vscode.Uri.joinPath(place, '..');
  const found: (PlaceLeftBehind & { readonly noted: number })[] = [];
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(all)).catch(
    (error: unknown) => {
      if (isMissing(error)) return []; // nobody has ever studied here
      throw error;
    },
  );
  for (const [name, type] of entries) {
    const other = vscode.Uri.joinPath(all, name);
    if (type !== vscode.FileType.Directory || other.path === place.path) continue;
    const data = openDataFolder(other);
    const folders = readFolders((await data.read(foldersName)) ?? '');
    const [first] = folders;
    if (first === undefined || !(await areGone(folders))) continue;
    const noted = (await data.list()).find(file => file.name === foldersName)?.modified ?? 0;
    found.push({ place: other, folder: first, noted });
  }
  const isNamesake = ({ folder }: PlaceLeftBehind) => Number(nameOf(folder) === nameOf(address));
  return found.sort((a, b) => isNamesake(b) - isNamesake(a) || b.noted - a.noted);
}

/** Asks whether the progress of a folder that is gone belongs here, where there is such a one. */
export async function offerPlaceLeftBehind(
  state: vscode.Memento,
  store: ProgressStore,
): Promise<void> {
  if (state.get(stateKeys.neverMoved) === true || ownAddresses().length === 0) return;
  const [left] = await placesLeftBehind(store.folder);
  if (left === undefined) return;
  const path = left.folder.scheme === 'file' ? left.folder.fsPath : left.folder.toString(true);
  const bring = vscode.l10n.t('Bring It Here');
  const never = vscode.l10n.t('Don’t Ask Again');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'There is no progress here yet, but that of {0} is kept, and this folder is no longer there. Was it moved to here?',
      path,
    ),
    bring,
    never,
  );
  if (choice === never) await state.update(stateKeys.neverMoved, true);
  if (choice === bring) await bringHere(left, path, store);
}

async function bringHere(
  { place }: PlaceLeftBehind,
  path: string,
  store: ProgressStore,
): Promise<void> {
  const nothing = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
  const { progress } = await new ProgressPlace({ state: nothing, folder: place }).read();
  const { interviewFolder, InterviewStore } = await import('./interviewStore');
  const former = new InterviewStore(() => interviewFolder(place));
  try {
    const interviews = await former.list();
    // All of it or nothing: where there is progress, this is not offered again.
    await store.applyMuch(
      vscode.l10n.t('Progress of {0}', path),
      now => ({ progress: missingFrom(now.progress, progress), kept: interviews }),
      'import',
    );
  } finally {
    former.dispose();
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The progress of {0} is here now.', path),
  );
}

function readFolders(text: string): readonly vscode.Uri[] {
  const parsed = parseChecked(text) as { readonly folders?: unknown } | undefined;
  if (!Array.isArray(parsed?.folders)) return [];
  return parsed.folders
    .filter((folder: unknown) => typeof folder === 'string')
    .map(folder => vscode.Uri.parse(folder));
}

/** Whether none of them is there; what cannot be asked for now, as on another machine, may be. */
async function areGone(folders: readonly vscode.Uri[]): Promise<boolean> {
  for (const folder of folders) {
    try {
      await vscode.workspace.fs.stat(folder);
      return false;
    } catch (error) {
      if (isMissing(error)) continue;
      log().info(`${folder.toString()} cannot be looked for: ${String(error)}`);
      return false;
    }
  }
  return true;
}

function nameOf(uri: vscode.Uri | undefined): string | undefined {
  return uri?.path.replace(/\/+$/, '').split('/').at(-1);
}
