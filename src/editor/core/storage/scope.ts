/** Where progress is kept: with the workspace, or everywhere (with the user profile). */
import * as vscode from 'vscode';
import type { Interview } from '../../../study/mockInterview/interview';
import { onDidChangeSettings, readSetting } from '../../base/configuration';
import { stateKeys } from '../../base/ids';
import { settings, type ProgressScope } from '../../base/settings';
import { log, report } from '../../base/log';
import { isMissing } from './folder';
import { lenientMemento } from './lenientMemento';
import type { InterviewStore } from './interviewStore';
import { hash, nameHash } from './journal';
import type { ProgressPlaces } from './place';
import {
  keepProfilePlace,
  profilePlace,
  type ProfileContext,
  type ProfilePlace,
} from './profilePlace';
import { ProgressStore } from './progressStore';

/** The parts of the extension's context needed to find the places. */
export type PlaceContext = Pick<
  vscode.ExtensionContext,
  'globalState' | 'globalStorageUri' | 'workspaceState'
>;

/** The scope chosen in the settings. */
export function progressScope(): ProgressScope {
  return readSetting(settings.progressScope);
}

/** The person's stored data. */
export interface Stores {
  readonly progress: ProgressStore;
  /** The mock interviews that belong to the progress. Its code is loaded on first use. */
  readonly interviews: () => Promise<InterviewStore>;
  /** The place of the profile's progress, if that had to be found. */
  readonly profile?: ProfilePlace;
}

/** The stores, in the place chosen by the settings. Reads no progress yet. */
export async function createStores(
  context: PlaceContext,
  studyDay: (time: number) => number,
): Promise<Stores> {
  const scope = progressScope();
  const own = workspaceName();
  const workspace = { state: context.workspaceState, folder: folderOf(context, own) };
  const wasEverywhere = context.workspaceState.get(stateKeys.scope) === 'everywhere';
  const profile =
    scope === 'everywhere' || wasEverywhere ? await profilePlace(profileOf(context)) : undefined;
  const also: ProgressPlaces[] = [];
  // Earlier data of this workspace is merged in: the scope may have changed with no window open.
  if (scope === 'everywhere') also.push(workspace);
  else if (profile) also.push(everywhereIn(context, profile));
  if (profile?.also !== undefined) {
    also.push({ state: context.globalState, folder: folderOf(context, profile.also) });
  }
  // Folders of the workspace may have changed, and with them the name of its place.
  const remembered = context.workspaceState.get<unknown>(stateKeys.place);
  const names = new Set<string>();
  if (typeof remembered === 'string' && /^[\w-]+$/.test(remembered)) names.add(remembered);
  if (remembered !== own) names.add(formerWorkspaceName());
  names.delete(own);
  for (const name of names) {
    also.push({ state: context.workspaceState, folder: folderOf(context, name) });
  }
  let made: Promise<InterviewStore> | undefined;
  const progress: ProgressStore = new ProgressStore(
    scope === 'everywhere' && profile ? everywhereIn(context, profile) : workspace,
    { also, studyDay, interviews: () => interviews(), interviewsOf },
  );
  const interviews = (): Promise<InterviewStore> => {
    made ??= import('./interviewStore').then(
      ({ interviewFolder, InterviewStore: Made }) =>
        new Made(
          () => interviewFolder(progress.folder),
          () => progress.otherFolders.map(interviewFolder),
        ),
    );
    return made;
  };
  return { progress, interviews, ...(profile && { profile }) };
}

async function interviewsOf(progressFolder: vscode.Uri): Promise<readonly Interview[]> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(progressFolder, '..', '..', 'interviews'));
  } catch (error) {
    if (isMissing(error)) return []; // no interview was ever held: nothing needs to be loaded
  }
  const { interviewFolder, InterviewStore: Made } = await import('./interviewStore');
  const shelf = new Made(() => interviewFolder(progressFolder));
  try {
    return await shelf.list();
  } finally {
    shelf.dispose();
  }
}

/** Moves the stores when the setting changes, and remembers where this workspace's progress is. */
export function registerProgressScope(
  context: PlaceContext,
  { progress: store, interviews, profile: known }: Stores,
): vscode.Disposable {
  const workspaceState = lenientMemento(context.workspaceState);
  // For the life of the window: if folders change without a restart, progress stays there.
  const own = workspaceName();
  let scope = progressScope();
  let moving: Promise<void> = Promise.resolve();
  let profile = known;
  let isNoted = false;
  let isOffered = false;

  const remember = async () => {
    const remembered = { [stateKeys.scope]: scope, [stateKeys.place]: own };
    for (const [key, value] of Object.entries(remembered)) {
      if (workspaceState.get(key) !== value) await workspaceState.update(key, value);
    }
    if (isNoted || scope !== 'workspace') return;
    isNoted = true;
    // Only helps to find the place again if the folder moves: nothing is lost without it.
    const { noteFolders } = await import('./moved');
    await noteFolders(store.folder).catch((error: unknown) => {
      log().warn(`Whose progress this is could not be noted: ${String(error)}`);
    });
  };
  const offer = async () => {
    isOffered = true;
    const here = scope === 'workspace' ? own : profile?.name;
    if (!(await hasOtherPlaces(context, here))) return;
    const { offerOtherPlace, offerOtherProfile } = await import('./moved');
    if (scope === 'workspace') await offerOtherPlace(workspaceState, store);
    else if (profile) {
      await offerOtherProfile(
        lenientMemento(context.globalState),
        profileOf(context),
        profile,
        store,
      );
    }
  };
  /** Once all is read: anything a kill left undone is done at the next start. */
  const keepProfile = async () => {
    await store.open();
    if (profile && scope === 'everywhere') await keepProfilePlace(profileOf(context), profile);
  };
  const sync = () =>
    context.globalState.setKeysForSync(scope === 'everywhere' ? [stateKeys.progress] : []);

  const move = async () => {
    const wanted = progressScope();
    if (wanted === scope) return;
    if (wanted === 'everywhere') {
      profile ??= await profilePlace(profileOf(context));
      await store.moveTo(everywhereIn(context, profile));
    } else {
      await store.moveTo({ state: context.workspaceState, folder: folderOf(context, own) });
    }
    scope = wanted;
    sync();
    keepProfile().catch(report);
    await remember();
    await (await interviews()).list(); // they go where progress is
    vscode.window.setStatusBarMessage(
      scope === 'everywhere'
        ? vscode.l10n.t('Your progress is now kept everywhere, with that of this workspace in it.')
        : vscode.l10n.t('Your progress is now kept in this workspace, with all of it so far.'),
      6000,
    );
  };

  if (scope === 'everywhere' || workspaceState.get(stateKeys.scope) === 'everywhere') sync();
  if (scope === 'everywhere') keepProfile().catch(report);
  return vscode.Disposable.from(
    onDidChangeSettings([settings.progressScope], () => {
      moving = moving.then(move).catch(report);
    }),
    store.onDidChange(() => {
      if (store.progress.size > 0) remember().catch(report);
      else if (!isOffered) offer().catch(report);
    }),
  );
}

/** Whether any other place than this one has progress. Rejects with the platform's error. */
async function hasOtherPlaces(context: PlaceContext, here: string | undefined): Promise<boolean> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(placesFolder(context));
    return entries.some(([name]) => name !== here);
  } catch (error) {
    if (isMissing(error)) return false; // nobody has studied here yet
    throw error;
  }
}

/** The place of progress that is kept everywhere, which is with the profile. */
function everywhereIn(context: PlaceContext, { name }: ProfilePlace): ProgressPlaces {
  return { state: context.globalState, folder: folderOf(context, name) };
}

function profileOf(context: PlaceContext): ProfileContext {
  return { globalState: context.globalState, places: placesFolder(context) };
}

function folderOf(context: PlaceContext, name: string): vscode.Uri {
  return vscode.Uri.joinPath(placesFolder(context), name);
}

function placesFolder({ globalStorageUri }: PlaceContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, 'progress');
}

/** The name of this workspace's place: a hash of the URI of its file or folders. */
export function workspaceName(): string {
  const key = workspaceKey();
  return key === '' ? 'no-folder' : nameHash(key);
}

/** Its earlier name: the last 32 of its 64 bits depended on the first 32. */
function formerWorkspaceName(): string {
  const key = workspaceKey();
  return key === '' ? 'no-folder' : hash(key) + hash(`${key} `);
}

function workspaceKey(): string {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  return workspaceFile && workspaceFile.scheme !== 'untitled'
    ? workspaceFile.toString()
    : workspaceFolders.map(folder => folder.uri.toString()).join('\n');
}
