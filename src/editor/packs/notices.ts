/** Notices in the tree about packs that are not read, or only in part. */
import * as vscode from 'vscode';
import type { Notice } from '../core/packSource';
import { commands } from '../base/ids';
import type { ListFile } from './lists';
import type { PackCache } from './packCache';
import { maximumFiles } from './packFiles';

export interface NoticeFacts {
  readonly caches: readonly PackCache[];
  /** Entries of the setting that are not folders. */
  readonly unreadable: readonly string[];
  /** How many question files are off until the workspace is trusted. */
  readonly restricted: number;
}

export function noticesOf({ caches, unreadable, restricted }: NoticeFacts): Notice[] {
  const notices: Notice[] = [];
  if (restricted > 0) {
    notices.push({
      id: 'restricted',
      label: vscode.l10n.t('Packs off in Restricted Mode'),
      detail: vscode.l10n.t(
        'Files of questions in this workspace: {0}. They are read when you trust it; the built-in questions work.',
        restricted,
      ),
      icon: 'shield',
      command: {
        command: 'workbench.trust.manage',
        title: vscode.l10n.t('Manage Workspace Trust'),
      },
    });
  }
  for (const entry of unreadable) {
    notices.push({
      id: `unreadable ${entry}`,
      label: vscode.l10n.t('No folder of questions: {0}', entry),
      detail: vscode.l10n.t(
        'This entry of the setting “{0}” is neither a path nor the address of a folder. Correct or remove it.',
        'djangoInterview.packFolders',
      ),
      icon: 'warning',
      command: openSetting('djangoInterview.packFolders'),
    });
  }
  for (const cache of caches) notices.push(...noticesOfPack(cache));
  return notices;
}

/** The notices about lists that are not packs: a click imports one. */
export function listNotices(lists: readonly ListFile[]): Notice[] {
  return lists.map(({ file: { entry }, count }) => ({
    id: `list ${entry.uri.toString()} ${count}`,
    label: vscode.l10n.t('A list, not a pack: {0}', entry.path),
    detail: vscode.l10n.t(
      'This file has {0} questions in a form that packs do not have. Click to import them; nothing is written before you have seen them, and the file stays as it is.',
      count,
    ),
    icon: 'warning',
    command: {
      command: commands.importQuestions,
      title: vscode.l10n.t('Import Questions'),
      arguments: [entry.uri],
    },
  }));
}

function noticesOfPack(cache: PackCache): Notice[] {
  const { root, listing, files, unreadable } = cache;
  const notices: Notice[] = [];
  const name = root.uri.path.split('/').at(-1) ?? root.id;
  // One never seen here may be on another machine, or on an unplugged disk.
  if (cache.isLost) {
    notices.push({
      id: `missing ${root.id}`,
      label: vscode.l10n.t('Pack not found: {0}', name),
      detail: vscode.l10n.t(
        'The folder {0} is not there. Your progress on its questions is kept. Bring it back, or remove it from the setting “{1}”.',
        root.uri.fsPath,
        'djangoInterview.packFolders',
      ),
      icon: 'warning',
      command: openSetting('djangoInterview.packFolders'),
    });
  }
  if (listing?.truncated) {
    notices.push({
      id: `truncated ${root.id}`,
      label: vscode.l10n.t('Not all of the pack is read: {0}', name),
      detail: vscode.l10n.t(
        'It has more than {0} files, or its folders are nested too deeply. The files found first were read.',
        maximumFiles,
      ),
      icon: 'warning',
      command: openSetting('djangoInterview.packFiles'),
    });
  }
  if (listing && listing.outside.length > 0) {
    notices.push({
      id: `outside ${root.id} ${listing.outside.join(' ')}`,
      label: vscode.l10n.t('Links that lead out of the pack: {0}', name),
      detail: vscode.l10n.t(
        'Files outside the folder of a pack are not read. Copy them into it: {0}',
        someOf(listing.outside),
      ),
      icon: 'warning',
      command: showLog(),
    });
  }
  if (unreadable.size > 0) {
    notices.push({
      id: `unread ${root.id} ${[...unreadable].join(' ')}`,
      label: vscode.l10n.t('Files that cannot be read: {0}', name),
      detail: vscode.l10n.t(
        'The log says why. What was read of them earlier is kept: {0}',
        someOf([...unreadable]),
      ),
      icon: 'error',
      command: showLog(),
    });
  }
  const broken = [...files.values()].filter(
    ({ draft }) => draft.problems.some(isError) || draft.questions.problems.some(isError),
  );
  const [first] = broken;
  if (first) {
    notices.push({
      id: `broken ${root.id} ${broken.map(({ entry }) => entry.path).join(' ')}`,
      label: vscode.l10n.t('Files with errors: {0}', someOf(broken.map(({ entry }) => entry.path))),
      detail: vscode.l10n.t(
        'The rest of them can be studied. The Problems panel says what to fix.',
      ),
      icon: 'error',
      command: {
        command: 'vscode.open',
        title: vscode.l10n.t('Open File'),
        arguments: [first.entry.uri],
      },
    });
  }
  return notices;
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

function someOf(paths: readonly string[]): string {
  return paths.length > 5 ? `${paths.slice(0, 5).join(', ')} …` : paths.join(', ');
}

function openSetting(name: string): vscode.Command {
  return {
    command: 'workbench.action.openSettings',
    title: vscode.l10n.t('Open Settings'),
    arguments: [name],
  };
}

function showLog(): vscode.Command {
  return { command: 'djangoInterview.showLog', title: vscode.l10n.t('Show Log') };
}
