/** The commands of the tree: its filter, and its rows. */
import * as vscode from 'vscode';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { report } from '../base/log';
import { showQuickPick } from '../base/picks';
import { filters, type Study } from '../core/study';
import { filterNames, type QuestionTree } from './questionTree';
import type { TreeNode } from './treeNode';

/** The services these commands use. */
interface TreeCommandParts {
  readonly study: Study;
  readonly tree: QuestionTree;
}

/** The handlers of these commands. */
export function treeCommands({ study, tree }: TreeCommandParts) {
  /**
   * Each press of the key looks for its row at once, before the focus moves on, and ticks it after
   * the presses before it.
   */
  let finding: Promise<TreeNode | undefined> = Promise.resolve(undefined);
  let ticking = Promise.resolve();
  return {
    [commands.expandCategory]: category =>
      typeof category === 'string' ? tree.expand(category) : undefined,
    [commands.tickRow]: () => {
      const previous = ticking;
      finding = finding.then(() => focusedRow(tree)).catch(() => undefined);
      ticking = Promise.all([finding, previous])
        .then(([row]) => tickRow(study, tree, row))
        .catch(report);
      return ticking;
    },
    [commands.filter]: () => chooseFilter(study),
    [commands.clearFilter]: () => study.setFilter('all'),
  } satisfies Partial<Handlers>;
}

/** Toggles the checkbox of a row, or of all selected rows if it is one of them. */
async function tickRow(
  study: Study,
  tree: QuestionTree,
  node: TreeNode | undefined,
): Promise<void> {
  if (node?.kind === 'question') {
    const command = study.has(node.question.id, 'mastered')
      ? commands.unmarkMastered
      : commands.markMastered;
    await vscode.commands.executeCommand(command, node, tree.selection);
  } else if (node?.kind === 'category') {
    const { questions } = node.category;
    await tree.check(node, study.countMastered(questions) < questions.length);
  } else if (node) {
    await vscode.commands.executeCommand('list.toggleExpand');
  }
}

/** The pause before each attempt to find the row with the focus, in ms. */
const focusPauses = [0, 20, 40, 80, 160, 300, 500];

/**
 * Returns the row with the focus. An extension can read only the selection, so this toggles the
 * row's selection and back; that opens nothing. While VS Code refreshes rows, as after the previous
 * tick, its selection leaves them out: then it tries again.
 */
async function focusedRow(tree: QuestionTree): Promise<TreeNode | undefined> {
  for (const pause of focusPauses) {
    await new Promise(resolve => setTimeout(resolve, pause));
    const before = tree.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const after = tree.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const [row, ...others] = [...before, ...after].filter(
      each => before.includes(each) !== after.includes(each),
    );
    const isBack = tree.selection.length === before.length;
    if (isBack && others.length === 0 && row) return row;
  }
  return undefined;
}

async function chooseFilter(study: Study): Promise<void> {
  await Promise.all([study.store.open(), study.schedule()]);
  const names = filterNames();
  const { questions } = study.questions.library;
  const counts = {
    all: questions.length,
    due: questions.filter(({ id }) => !study.has(id, 'mastered') && study.isDue(id)).length,
    notSeen: questions.filter(({ id }) => !study.isSeen(id)).length,
    mastered: study.countMastered(questions),
    notMastered: questions.length - study.countMastered(questions),
    bookmarked: questions.filter(question => study.has(question.id, 'bookmarked')).length,
    noted: questions.filter(question => study.note(question.id) !== '').length,
    withExercise: questions.filter(({ exercise }) => exercise !== undefined).length,
  };
  const chosen = await showQuickPick(
    filters.map(filter => ({
      icon: filter === study.filter ? 'check' : 'blank',
      label: names[filter],
      description: String(counts[filter]),
      filter,
    })),
    { placeHolder: vscode.l10n.t('Which questions should the tree show?') },
  );
  if (chosen) await study.setFilter(chosen.filter);
}
