/** Where progress is kept: with the workspace, or everywhere (with the person's profile). */
import * as vscode from 'vscode';
import { onDidChangeSettings, readSetting } from '../../base/configuration';
import { stateKeys } from '../../base/ids';
import { settings, type ProgressScope } from '../../base/settings';
import { log, report } from '../../base/log';
import type { InterviewsOf } from './backups';
import { lenientMemento } from './lenientMemento';
import { hash } from './journal';
import type { ProgressPlaces } from './place';
import { ProgressStore } from './progressStore';

/** What of the extension's context is needed to find the places. */
export type PlaceContext = Pick<
  vscode.ExtensionContext,
  'globalState' | 'globalStorageUri' | 'workspaceState'
>;

/** The scope that the settings ask for. */
export function progressScope(): ProgressScope {
  return readSetting(settings.progressScope);
}

/** The store of progress, in the place that the settings name. Reads nothing yet. */
export function createProgressStore(
  context: PlaceContext,
  studyDay: (time: number) => number,
): ProgressStore {
  const scope = progressScope();
  const workspace = placesOf(context, 'workspace');
  const everywhere = placesOf(context, 'everywhere');
  const also: ProgressPlaces[] = [];
  // Whatever was done here before joins: the scope may have been changed while no window was open.
  if (scope === 'everywhere') also.push(workspace);
  else if (context.workspaceState.get(stateKeys.scope) === 'everywhere') also.push(everywhere);
  // The folders of a workspace may have changed, and with them the name of its place.
  const name = context.workspaceState.get<unknown>(stateKeys.place);
  if (typeof name === 'string' && /^[\w-]+$/.test(name) && name !== workspaceName()) {
    also.push({ state: context.workspaceState, folder: folderOf(context, name) });
  }
  const interviews: InterviewsOf = async () => {
    const { interviewFolder, InterviewStore } = await import('./interviewStore');
    const shelf = new InterviewStore(() => interviewFolder(store.folder));
    try {
      return await shelf.list();
    } finally {
      shelf.dispose();
    }
  };
  const store: ProgressStore = new ProgressStore(scope === 'everywhere' ? everywhere : workspace, {
    also,
    studyDay,
    interviews,
  });
  return store;
}

/** Moves the store when the setting changes, and remembers where progress of this workspace is. */
export function registerProgressScope(
  context: PlaceContext,
  store: ProgressStore,
): vscode.Disposable {
  const workspaceState = lenientMemento(context.workspaceState);
  let scope = progressScope();
  let moving: Promise<void> = Promise.resolve();
  let isNoted = false;
  let isOffered = false;

  const remember = async () => {
    const remembered = { [stateKeys.scope]: scope, [stateKeys.place]: workspaceName() };
    for (const [key, value] of Object.entries(remembered)) {
      if (workspaceState.get(key) !== value) await workspaceState.update(key, value);
    }
    if (isNoted || scope !== 'workspace') return;
    isNoted = true;
    // Only so that the place is found again should the folder move: nothing is lost without it.
    const { noteFolders } = await import('./moved');
    await noteFolders(store.folder).catch((error: unknown) => {
      log().warn(`Whose progress this is could not be noted: ${String(error)}`);
    });
  };
  const offer = async () => {
    isOffered = true;
    await (await import('./moved')).offerPlaceLeftBehind(workspaceState, store);
  };
  const sync = () =>
    context.globalState.setKeysForSync(scope === 'everywhere' ? [stateKeys.progress] : []);

  const move = async () => {
    const wanted = progressScope();
    if (wanted === scope) return;
    await store.moveTo(placesOf(context, wanted));
    scope = wanted;
    sync();
    await remember();
    vscode.window.setStatusBarMessage(
      scope === 'everywhere'
        ? vscode.l10n.t('Your progress is now kept everywhere, with that of this workspace in it.')
        : vscode.l10n.t('Your progress is now kept in this workspace, with all of it so far.'),
      6000,
    );
  };

  if (scope === 'everywhere' || workspaceState.get(stateKeys.scope) === 'everywhere') sync();
  return vscode.Disposable.from(
    onDidChangeSettings([settings.progressScope], () => {
      moving = moving.then(move).catch(report);
    }),
    store.onDidChange(() => {
      if (store.progress.size > 0) remember().catch(report);
      else if (!isOffered && scope === 'workspace') offer().catch(report);
    }),
  );
}

/** Where progress of `scope` is kept in this window. */
function placesOf(context: PlaceContext, scope: ProgressScope): ProgressPlaces {
  return scope === 'everywhere'
    ? { state: context.globalState, folder: folderOf(context, 'everywhere') }
    : { state: context.workspaceState, folder: folderOf(context, workspaceName()) };
}

function folderOf(context: PlaceContext, name: string): vscode.Uri {
  return vscode.Uri.joinPath(context.globalStorageUri, 'progress', name);
}

/** The name of this workspace's place: a hash of the address of its file or of its folders. */
export function workspaceName(): string {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const key =
    workspaceFile && workspaceFile.scheme !== 'untitled'
      ? workspaceFile.toString()
      : workspaceFolders.map(folder => folder.uri.toString()).join('\n');
  return key === '' ? 'no-folder' : hash(key) + hash(`${key} `);
}
