/** How VS Code displays each row of the tree. */
import * as vscode from 'vscode';
import type { Category, Collection, Question } from '../../study/question';
import { commands } from '../base/ids';
import type { Notice } from '../core/packSource';
import { plainText } from '../base/plainText';
import { shareText } from '../core/intervals';
import type { Standing, Study } from '../core/study';
import type { TreeNode } from './treeNode';

/** A row's display in VS Code. */
export function treeItem(study: Study, node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'collection':
      return collectionItem(study, node.collection);
    case 'category':
      return categoryItem(study, node.category);
    case 'question':
      return questionItem(study, node.question);
    case 'tips':
      return tipsItem(node.collection);
    case 'tip':
      return tipItem(node.tip);
    case 'notice':
      return noticeItem(node.notice);
  }
}

/** A question's state, in a word or two. */
export function standingText(standing: Standing): string {
  switch (standing) {
    case 'new':
      return vscode.l10n.t('new');
    case 'learning':
      return vscode.l10n.t('learning');
    case 'due':
      return vscode.l10n.t('due');
    case 'buried':
      return vscode.l10n.t('buried');
    case 'suspended':
      return vscode.l10n.t('suspended');
    case 1:
      return vscode.l10n.t('due tomorrow');
    default:
      return vscode.l10n.t('due in {0} days', standing);
  }
}

/** Counts for these questions besides mastered ones, such as "5 seen", "2 due". */
function progressOf(study: Study, questions: readonly Question[], mastered: number): string[] {
  const seen = questions.filter(({ id }) => study.isSeen(id)).length;
  const due = questions.filter(({ id }) => !study.has(id, 'mastered') && study.isDue(id)).length;
  return [
    ...(seen > mastered ? [vscode.l10n.t('{0} seen', seen)] : []),
    ...(due > 0 ? [vscode.l10n.t('{0} due', due)] : []),
  ];
}

function collectionItem(study: Study, collection: Collection): vscode.TreeItem {
  const questions = collection.categories.flatMap(category => category.questions);
  const mastered = study.countMastered(questions);
  const item = new vscode.TreeItem(
    collection.short ?? shortTitle(collection.title),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `collection ${collection.id}`;
  const more = progressOf(study, questions, mastered);
  item.description = [`${mastered}/${questions.length}`, ...more].join(' · ');
  item.contextValue = 'collection';
  item.accessibilityInformation = {
    label: [masteredOf(collection.title, mastered, questions.length), ...more].join(', '),
  };
  item.tooltip = item.accessibilityInformation.label;
  return item;
}

/** Editors based on VS Code may lack checkboxes in trees: the rows' menus can mark too. */
const hasCheckboxes = (vscode as Partial<typeof vscode>).TreeItemCheckboxState !== undefined;

function categoryItem(study: Study, { id, title, short, questions }: Category): vscode.TreeItem {
  const mastered = study.countMastered(questions);
  const all = mastered === questions.length && mastered > 0;
  const filtered = study.filter !== 'all';
  const item = new vscode.TreeItem(
    short ?? title,
    filtered ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  // Another id while filtered, so that VS Code does not keep the row collapsed.
  item.id = `category ${id}${filtered ? ' filtered' : ''}`;
  const readiness = study.readiness(id);
  const more = [
    ...progressOf(study, questions, mastered),
    ...(readiness?.needsAttention === true ? [vscode.l10n.t('needs attention')] : []),
  ];
  item.description = [`${mastered}/${questions.length}`, ...more].join(' · ');
  item.contextValue = 'category';
  // VS Code does not expand a row with a checkbox on click.
  item.command = {
    command: commands.expandCategory,
    title: vscode.l10n.t('Show the questions'),
    arguments: [id],
  };
  item.accessibilityInformation = {
    label: [
      masteredOf(title, mastered, questions.length),
      ...more,
      ...(readiness === undefined
        ? []
        : [vscode.l10n.t('{0} ready for the interview', shareText(readiness.percent / 100))]),
    ].join(', '),
  };
  item.tooltip = item.accessibilityInformation.label;
  if (hasCheckboxes)
    item.checkboxState = {
      state: all ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: all
        ? vscode.l10n.t('Mark all its questions as not mastered')
        : vscode.l10n.t('Mark all its questions as mastered'),
      accessibilityInformation: { label: vscode.l10n.t('All of {0} mastered', title) },
    };
  return item;
}

function questionItem(study: Study, question: Question): vscode.TreeItem {
  const mastered = study.has(question.id, 'mastered');
  const bookmarked = study.has(question.id, 'bookmarked');
  const suspended = study.has(question.id, 'suspended');
  const noted = study.note(question.id) !== '';
  const title = plainText(question.title);
  const standing = mastered ? undefined : study.standing(question.id);
  const state = standing === undefined ? [] : [standingText(standing)];
  const item = new vscode.TreeItem(question.short ?? title);
  // After a short label, the whole question follows as far as there is room.
  item.description = [...state, ...(question.short === undefined ? [] : [title])].join(' · ');
  item.id = `question ${question.id}`;
  item.contextValue = [
    'question',
    mastered ? 'mastered' : 'notMastered',
    bookmarked ? 'bookmarked' : 'notBookmarked',
    suspended ? 'suspended' : 'notSuspended',
    question.source.pack === undefined ? 'builtIn' : 'own',
    ...(question.exercise === undefined ? [] : ['exercise']),
  ].join(' ');
  if (bookmarked) item.iconPath = new vscode.ThemeIcon('bookmark');
  else if (noted) item.iconPath = new vscode.ThemeIcon('note');
  if (!hasCheckboxes && mastered) item.iconPath = new vscode.ThemeIcon('check');
  if (hasCheckboxes)
    item.checkboxState = {
      state: mastered
        ? vscode.TreeItemCheckboxState.Checked
        : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: mastered
        ? vscode.l10n.t('Mastered: click to unmark')
        : vscode.l10n.t('Mark as mastered'),
      accessibilityInformation: { label: vscode.l10n.t('Mastered') },
    };
  item.accessibilityInformation = {
    label: [
      title,
      ...(mastered ? [vscode.l10n.t('mastered')] : state),
      ...(bookmarked ? [vscode.l10n.t('bookmarked')] : []),
      ...(noted ? [vscode.l10n.t('has a note')] : []),
    ].join(', '),
  };
  item.command = {
    command: commands.open,
    title: vscode.l10n.t('Open Question'),
    arguments: [question.id],
  };
  return item;
}

function tipsItem(collection: Collection): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Remember'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = `tips ${collection.id}`;
  item.iconPath = new vscode.ThemeIcon('lightbulb');
  item.contextValue = 'tips';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Remember: {0} tips', collection.tips.length),
  };
  return item;
}

function tipItem(tip: string): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(tip));
  item.contextValue = 'tip';
  item.accessibilityInformation = { label: vscode.l10n.t('Tip: {0}', plainText(tip)) };
  return item;
}

/**
 * The specific part of a title such as "Beyond the Basics: Exploring Niche Areas": rows are narrow
 * and show progress after the label. The tooltip and accessibility label have the whole title.
 */
function shortTitle(title: string): string {
  const parts = title.split(': ');
  return parts.length === 2 ? parts.reduce((a, b) => (b.length < a.length ? b : a)) : title;
}

function masteredOf(title: string, mastered: number, count: number): string {
  return vscode.l10n.t('{0}, {1} of {2} mastered', title, mastered, count);
}

function noticeItem({ id, label, detail, icon, command }: Notice): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = `notice ${id}`;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    new vscode.ThemeColor(icon === 'error' ? 'list.errorForeground' : 'list.warningForeground'),
  );
  item.tooltip = detail;
  item.contextValue = 'notice';
  item.command = command;
  item.accessibilityInformation = { label: `${label}. ${detail}` };
  return item;
}
