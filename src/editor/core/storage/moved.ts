/**
 * Finds progress of a folder that was moved or renamed, or has another address: in its container,
 * through WSL, over SSH, as another clone. Progress is keyed by address, so the new one has none.
 * Each place notes its owner; a workspace without progress is offered that of the same project, or
 * of a folder that no longer exists.
 */
import * as vscode from 'vscode';
import { missingFrom } from '../../../study/progress';
import { likenesses, likenessOf, nameOf } from '../../../study/sameFolder';
import { stateKeys } from '../../base/ids';
import { HumanError, log } from '../../base/log';
import { showInformationMessage } from '../../base/messages';
import { fileNamed, isMissing, openDataFolder } from './folder';
import { parseChecked, withChecksum } from './journal';
import { ProgressPlace } from './place';
import { placesOfOtherProfiles, type ProfileContext, type ProfilePlace } from './profilePlace';
import type { ProgressStore } from './progressStore';
import { marksOf } from './repository';

const foldersName = 'folders.json';

/** A place whose progress may be this workspace's. */
export interface OtherPlace {
  /** The folder with its progress. */
  readonly place: vscode.Uri;
  /** The first workspace folder, or the workspace file. */
  readonly folder: vscode.Uri;
  /** Whether it is this project at another address, or a folder that no longer exists. */
  readonly why: 'same' | 'gone';
}

/** The addresses of this workspace: its file or its folders; empty if nothing is open. */
function ownAddresses(): readonly vscode.Uri[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  if (workspaceFile) return workspaceFile.scheme === 'untitled' ? [] : [workspaceFile];
  return workspaceFolders.map(({ uri }) => uri);
}

/** Notes in a place's folder that this workspace owns it. Rejects with the platform's error. */
export async function noteFolders(
  place: vscode.Uri,
  addresses: readonly vscode.Uri[] = ownAddresses(),
): Promise<void> {
  const [first] = addresses;
  if (first === undefined) return;
  const folder = openDataFolder(place);
  const { remote, commit } = await marksOf(first);
  const noted: Noted = {
    folders: addresses.map(uri => uri.toString()),
    ...(remote !== undefined && { remote }),
    ...(commit !== undefined && { commit }),
  };
  const text = withChecksum(JSON.stringify(noted));
  if ((await folder.read(foldersName)) !== text) await folder.replace(foldersName, text);
}

/** The note in a place. */
interface Noted {
  /** The URIs of the folders, or of the workspace file. */
  readonly folders: readonly string[];
  /** The repository marks of the first folder: see `FolderMarks`. */
  readonly remote?: string;
  readonly commit?: string;
}

/**
 * The places other than `place` whose progress may belong to `address`: first the same project at
 * another address, then those whose folders no longer exist, folders of the same name first, then
 * the most recently noted; last, unidentified folders of the same name elsewhere.
 */
export async function otherPlaces(
  place: vscode.Uri,
  address: vscode.Uri | undefined = ownAddresses()[0],
): Promise<readonly OtherPlace[]> {
  const all = vscode.Uri.joinPath(place, '..');
  const found: (OtherPlace & { readonly rank: number; readonly noted: number })[] = [];
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(all)).catch(
    (error: unknown) => {
      if (isMissing(error)) return []; // nobody has studied here yet
      throw error;
    },
  );
  const own = address && entries.length > 0 ? await marksOf(address) : undefined;
  for (const [name, type] of entries) {
    const other = vscode.Uri.joinPath(all, name);
    if (type !== vscode.FileType.Directory || other.path === place.path) continue;
    const data = openDataFolder(other);
    const { folders, ...marks } = readNoted((await data.read(foldersName)) ?? '');
    const [first] = folders;
    if (first === undefined) continue;
    const likeness = own ? likenessOf(own, { address: first, ...marks }) : likenesses.none;
    const isSame = likeness >= likenesses.repository;
    const isGone = !isSame && (await areGone(folders));
    if (!isSame && !isGone && likeness === likenesses.none) continue;
    const noted = (await fileNamed(data, foldersName))?.modified ?? 0;
    const isNamesake = address !== undefined && nameOf(first) === nameOf(address);
    const rank = isSame ? 10 + likeness : isGone ? 2 + Number(isNamesake) : 1;
    found.push({ place: other, folder: first, why: isGone ? 'gone' : 'same', rank, noted });
  }
  return found.sort((a, b) => b.rank - a.rank || b.noted - a.noted);
}

/** Asks whether progress from elsewhere belongs here, if there is any. */
export async function offerOtherPlace(state: vscode.Memento, store: ProgressStore): Promise<void> {
  if (state.get(stateKeys.neverMoved) === true || ownAddresses().length === 0) return;
  const [other] = await otherPlaces(store.folder);
  if (other === undefined || store.progress.size > 0) return;
  const path = forPerson(other.folder);
  const bring = vscode.l10n.t('Bring It Here');
  const never = vscode.l10n.t('Don’t Ask Again');
  const choice = await showInformationMessage(
    other.why === 'gone'
      ? vscode.l10n.t(
          'There is no progress here yet, but that of {0} is kept, and this folder is no longer there. Was it moved to here?',
          path,
        )
      : vscode.l10n.t(
          'There is no progress here yet, but that of {0} is kept, which seems to be the same project at another address. Bring a copy of it here?',
          path,
        ),
    bring,
    never,
  );
  if (choice === never) await state.update(stateKeys.neverMoved, true);
  if (choice === bring) await bringHere(other, path, store);
}

/** Asks whether to use another profile's progress here too: this profile has none. */
export async function offerOtherProfile(
  state: vscode.Memento,
  context: ProfileContext,
  own: ProfilePlace,
  store: ProgressStore,
): Promise<void> {
  if (state.get(stateKeys.neverMoved) === true) return;
  const [other] = await placesOfOtherProfiles(context, own);
  if (other === undefined || store.progress.size > 0) return;
  const bring = vscode.l10n.t('Bring It Here');
  const never = vscode.l10n.t('Don’t Ask Again');
  const choice = await showInformationMessage(
    vscode.l10n.t(
      'There is no progress in this profile yet, but that of another profile is kept. Bring a copy of it here?',
    ),
    bring,
    never,
  );
  if (choice === never) await state.update(stateKeys.neverMoved, true);
  if (choice !== bring) return;
  await bringHere(
    { place: vscode.Uri.joinPath(context.places, other) },
    vscode.l10n.t('another profile'),
    store,
  );
}

async function bringHere(
  { place }: Pick<OtherPlace, 'place'>,
  path: string,
  store: ProgressStore,
): Promise<void> {
  const nothing = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
  const other = new ProgressPlace({ state: nothing, folder: place });
  const { progress } = await other.read();
  if (other.newer !== undefined) {
    throw new HumanError(
      vscode.l10n.t(
        'The progress of {0} was stored by a newer version of Django Interview Study. It is left as it is: update the extension, then bring it here.',
        path,
      ),
    );
  }
  if (other.unreadable !== undefined) {
    throw new HumanError(
      vscode.l10n.t(
        'Part of the progress of {0} cannot be read now: {1}. Nothing was brought here. Check the permissions of {2}, then reload the window before you study here, to be asked again.',
        path,
        other.unreadable,
        place.fsPath,
      ),
    );
  }
  const { interviewFolder, InterviewStore } = await import('./interviewStore');
  const former = new InterviewStore(() => interviewFolder(place));
  try {
    const interviews = await former.list();
    // What cannot be read now was named.
    if (progress.size + interviews.length === 0) return;
    // All or nothing: once there is progress, this is not offered again.
    await store.applyMuch(
      vscode.l10n.t('Progress of {0}', path),
      now => ({ progress: missingFrom(now.progress, progress), kept: interviews }),
      'import',
    );
  } finally {
    former.dispose();
  }
  void showInformationMessage(vscode.l10n.t('The progress of {0} is here now.', path));
}

function readNoted(text: string): {
  readonly folders: readonly vscode.Uri[];
  readonly remote?: string;
  readonly commit?: string;
} {
  const parsed = (parseChecked(text) ?? {}) as Partial<Record<keyof Noted, unknown>>;
  const { folders, remote, commit } = parsed;
  if (!Array.isArray(folders)) return { folders: [] };
  return {
    folders: folders
      .filter((folder: unknown) => typeof folder === 'string')
      .map(folder => vscode.Uri.parse(folder)),
    ...(typeof remote === 'string' && { remote }),
    ...(typeof commit === 'string' && { commit }),
  };
}

/** An address for display: that of a container holds a long number. */
function forPerson(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  if (uri.scheme !== 'vscode-remote') return uri.toString(true);
  return `${uri.path} (${uri.authority.length > 40 ? (uri.authority.split('+')[0] ?? '') : uri.authority})`;
}

/** Whether all are gone; one that cannot be checked now, as on another machine, may exist. */
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
