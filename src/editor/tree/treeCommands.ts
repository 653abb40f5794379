/** The commands of the tree: its filter, and its rows. */
import * as vscode from 'vscode';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { showQuickPick } from '../base/picks';
import { filters, type Study } from '../core/study';
import { filterNames, type QuestionTree } from './questionTree';

/** The services these commands use. */
interface TreeCommandParts {
  readonly study: Study;
  readonly tree: QuestionTree;
}

/** The handlers of these commands. */
export function treeCommands({ study, tree }: TreeCommandParts) {
  return {
    [commands.expandCategory]: category =>
      typeof category === 'string' ? tree.expand(category) : undefined,
    [commands.filter]: () => chooseFilter(study),
    [commands.clearFilter]: () => study.setFilter('all'),
  } satisfies Partial<Handlers>;
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
