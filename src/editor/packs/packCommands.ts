/** Commands for whole packs and for a question's place in them. */
import * as vscode from 'vscode';
import type { Question } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { changeSetting, readSetting } from '../base/configuration';
import { commands } from '../base/ids';
import { settings, type Setting } from '../base/settings';
import { HumanError } from '../base/log';
import { plainText } from '../base/plainText';
import { linkToCopy } from '../core/questionLink';
import type { Study } from '../core/study';
import { readTarget, targetId } from '../core/target';
import { folderEntry, packOf } from './packRoots';
import { showInformationMessage } from '../base/messages';
import { showQuickPick, type PickItem } from '../base/picks';

type PackCommand =
  | typeof commands.editQuestion
  | typeof commands.copyLink
  | typeof commands.addPackFolder
  | typeof commands.removePackFolder
  | typeof commands.hideCategory
  | typeof commands.showHidden;

/** The handlers of these commands. */
export function packCommands({ study }: { readonly study: Study }): Handlers<PackCommand> {
  return {
    [commands.editQuestion]: async target => editQuestion(study, await questionOf(study, target)),
    [commands.copyLink]: async target => {
      const { id } = await questionOf(study, target);
      const { link, isOfWindow } = await linkToCopy(id);
      await vscode.env.clipboard.writeText(link);
      vscode.window.setStatusBarMessage(
        isOfWindow
          ? vscode.l10n.t(
              'Link copied. It opens the question in this browser while this window is open.',
            )
          : vscode.l10n.t('Link copied'),
        isOfWindow ? 6000 : 3000,
      );
    },
    [commands.addPackFolder]: addPackFolder,
    [commands.removePackFolder]: removePackFolder,
    [commands.hideCategory]: target => hide(target),
    [commands.showHidden]: () => showHidden(study),
  };
}

/** The question of a row, an id or nothing (the open question). */
async function questionOf(study: Study, target: unknown): Promise<Question> {
  const id = targetId(study, readTarget(target));
  const question = id === undefined ? study.current : await study.questions.find(id);
  if (question) return question;
  throw new HumanError(
    id === undefined
      ? vscode.l10n.t('Open a question first.')
      : vscode.l10n.t('The question “{0}” is not in any pack.', id),
  );
}

/** Opens the question's file at its heading; built-in files are read-only. */
async function editQuestion(study: Study, { source }: Question): Promise<void> {
  const document = await vscode.workspace.openTextDocument(study.questions.uriOf(source));
  const start = new vscode.Position(source.startLine, 0);
  // Beside a question, so that both are visible; else in place.
  const { activeTextEditor, tabGroups } = vscode.window;
  const isBesideQuestion =
    activeTextEditor === undefined && tabGroups.activeTabGroup.activeTab !== undefined;
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
    viewColumn: isBesideQuestion ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
  });
}

async function addPackFolder(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: true,
    title: vscode.l10n.t('Add Question Pack'),
    openLabel: vscode.l10n.t('Add as Question Pack'),
  });
  if (!chosen) return;
  const before = readSetting(settings.packFolders);
  const added = chosen.map(folderEntry).filter(entry => !before.includes(entry));
  await changeList(settings.packFolders, [...before, ...added]);
}

async function removePackFolder(): Promise<void> {
  const entries = readSetting(settings.packFolders);
  if (entries.length === 0) {
    void showInformationMessage(
      vscode.l10n.t(
        'No pack folders have been added. Packs in the workspace are found by file name.',
      ),
    );
    return;
  }
  const rows = entries.map(label => ({ label }));
  const chosen = await showQuickPick(rows, {
    canPickMany: true,
    placeHolder: vscode.l10n.t(
      'Which folders should no longer be packs? Files and progress are kept.',
    ),
  });
  if (!chosen || chosen.length === 0) return;
  await changeList(
    settings.packFolders,
    entries.filter(entry => !chosen.some(({ label }) => label === entry)),
  );
}

async function hide(given: unknown): Promise<void> {
  const target = readTarget(given);
  if (typeof target !== 'object') return;
  if (target.kind !== 'category' && target.kind !== 'collection') return;
  const { id, title } = target.kind === 'category' ? target.category : target.collection;
  const before = readSetting(settings.hiddenCategories);
  if (before.includes(id)) return;
  await changeList(settings.hiddenCategories, [...before, id]);
  const undo = vscode.l10n.t('Undo');
  const choice = await showInformationMessage(
    vscode.l10n.t('“{0}” is hidden. Its progress is kept.', title),
    undo,
  );
  if (choice !== undo) return;
  const now = readSetting(settings.hiddenCategories);
  await changeList(
    settings.hiddenCategories,
    now.filter(hidden => hidden !== id),
  );
}

interface HiddenItem extends PickItem {
  /** Absent for the built-in questions as a whole. */
  readonly id?: string;
}

async function showHidden(study: Study): Promise<void> {
  const hidden = readSetting(settings.hiddenCategories);
  const titles = new Map(
    study.questions.collections.flatMap(({ id, title, categories }) => [
      [id, title],
      ...categories.map(category => [category.id, category.title] as [string, string]),
    ]),
  );
  const items: HiddenItem[] = hidden.map(id => {
    return { id, label: plainText(titles.get(id) ?? id), description: id };
  });
  if (!readSetting(settings.showBuiltInQuestions)) {
    items.unshift({ label: vscode.l10n.t('All built-in questions') });
  }
  if (items.length === 0) {
    void showInformationMessage(vscode.l10n.t('No questions are hidden.'));
    return;
  }
  const chosen = await showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('What do you want to show again?'),
  });
  if (!chosen || chosen.length === 0) return;
  if (chosen.some(({ id }) => id === undefined)) {
    await changeSetting(settings.showBuiltInQuestions, undefined);
  }
  const shown = new Set(chosen.map(({ id }) => id));
  await changeList(
    settings.hiddenCategories,
    hidden.filter(id => !shown.has(id)),
  );
}

/** Changes a list; an empty one is unset. */
async function changeList(
  setting: Setting<readonly string[]>,
  value: readonly string[],
): Promise<void> {
  await changeSetting(setting, value.length === 0 ? undefined : value);
}

/** Whether a file would be read as a pack. */
export function isPack(uri: vscode.Uri): boolean {
  return packOf(uri) !== undefined;
}
