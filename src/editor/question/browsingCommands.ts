/** Going from question to question, marking them, and what belongs to that. */
import * as vscode from 'vscode';
import { drawRandom } from '../../study/nextQuestion';
import type { Mark } from '../../study/progress';
import type { Category, Question, QuestionId } from '../../study/question';
import type { App } from '../main/app';
import type { Handlers } from '../main/commandTable';
import { commands, stateKeys, type CommandId } from '../base/ids';
import { log } from '../base/log';
import { plainText } from '../base/plainText';
import type { QuestionPanel } from './questionPanel';
import { filterNames } from '../tree/questionTree';
import { filters, type Study } from '../core/study';
import type { TreeNode } from '../tree/treeNode';

/** What a command may be given: a row of the tree, a question's id, or nothing for the open question. */
type Target = TreeNode | QuestionId | undefined;

/** The handlers of these commands. */
export function browsingCommands({ study, tree, panel, notes, statistics }: App) {
  /** Runs `use` with the question meant; without one, the person is told how to choose one. */
  const withQuestion = async (given: unknown, use: (question: Question) => unknown) => {
    const question = questionOf(study, readTarget(given));
    if (question) await use(question);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Open a question first.'));
  };

  const step = async (to: (question: Question) => Question | undefined) => {
    const { current } = study;
    const next = current ? to(current) : study.questions.library.questions[0];
    if (next) await panel.show(next.id);
    else panel.post({ type: 'announce', message: vscode.l10n.t('There is no further question.') });
  };

  return {
    [commands.open]: target => withQuestion(target, ({ id }) => panel.show(id)),
    [commands.openToSide]: target =>
      withQuestion(target, ({ id }) => panel.show(id, { toSide: true })),
    [commands.expandCategory]: category =>
      typeof category === 'string' ? tree.expand(category) : undefined,
    [commands.next]: () => step(question => study.questions.library.next(question.id)),
    [commands.previous]: () => step(question => study.questions.library.previous(question.id)),
    [commands.first]: () => step(() => study.questions.library.questions[0]),
    [commands.last]: () => step(() => study.questions.library.questions.at(-1)),
    [commands.nextUnmastered]: () => openNextUnmastered(study, panel, study.current),
    [commands.random]: () => random(study, panel, study.questions.library.questions),
    [commands.randomFromCategory]: () => randomFromCategory(study, panel),
    [commands.randomFromHere]: target =>
      random(study, panel, questionsBelow(study, readTarget(target))),
    [commands.toggleAnswer]: () => panel.post({ type: 'toggleAnswer' }),
    [commands.toggleHint]: () => panel.post({ type: 'toggleHint' }),
    [commands.toggleKeys]: () => panel.post({ type: 'toggleKeys' }),
    [commands.toggleMastered]: target =>
      withQuestion(target, one => mark(study, one, 'mastered', !study.has(one.id, 'mastered'))),
    [commands.markMastered]: target =>
      withQuestion(target, one => mark(study, one, 'mastered', true)),
    [commands.unmarkMastered]: target =>
      withQuestion(target, one => mark(study, one, 'mastered', false)),
    [commands.toggleBookmark]: target =>
      withQuestion(target, one => mark(study, one, 'bookmarked', !study.has(one.id, 'bookmarked'))),
    [commands.addBookmark]: target =>
      withQuestion(target, one => mark(study, one, 'bookmarked', true)),
    [commands.removeBookmark]: target =>
      withQuestion(target, one => mark(study, one, 'bookmarked', false)),
    [commands.copyQuestion]: target => withQuestion(target, one => copyQuestion(study, one)),
    [commands.editNote]: target => withQuestion(target, one => notes.edit(one)),
    [commands.filter]: () => chooseFilter(study),
    [commands.clearFilter]: () => study.setFilter('all'),
    [commands.showProgress]: () => showProgress(study, panel),
    [commands.showStatistics]: () => statistics.show(),
    [commands.openKeybindings]: () =>
      vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', 'djangoInterview'),
    [commands.showLog]: () => log().show(),
  } satisfies Partial<Handlers>;
}

/** A command's argument is input: a key binding or another extension may pass anything. */
function readTarget(target: unknown): Target {
  if (typeof target === 'string') return target;
  if (typeof target === 'object' && target !== null && 'kind' in target) return target as TreeNode;
  return undefined;
}

function questionOf(study: Study, target: Target): Question | undefined {
  if (target === undefined) return study.current;
  if (typeof target === 'string') return study.questions.question(target);
  return target.kind === 'question' ? study.questions.question(target.question.id) : undefined;
}

function questionsBelow(study: Study, target: Target): readonly Question[] {
  if (typeof target === 'object') {
    switch (target.kind) {
      case 'collection':
        return target.collection.categories.flatMap(category => category.questions);
      case 'category':
        return target.category.questions;
      case 'question':
        return questionsBelow(study, target.parent);
      case 'tips':
      case 'tip':
      case 'notice':
        break;
    }
  }
  const current = questionOf(study, target);
  const place = current && study.questions.library.place(current.id);
  return place ? place.category.questions : study.questions.library.questions;
}

async function mark(study: Study, question: Question, what: Mark, value: boolean): Promise<void> {
  const title = plainText(question.title);
  await study.mark([question.id], what, value, markLabel(what, value, title));
}

function markLabel(what: Mark, value: boolean, title: string): string {
  if (what === 'mastered') {
    return value
      ? vscode.l10n.t('Mastered “{0}”', title)
      : vscode.l10n.t('Not mastered “{0}”', title);
  }
  return value
    ? vscode.l10n.t('Bookmarked “{0}”', title)
    : vscode.l10n.t('Bookmark removed from “{0}”', title);
}

async function random(
  study: Study,
  panel: QuestionPanel,
  questions: readonly Question[],
): Promise<void> {
  await study.store.open();
  const withMastered = study.setting<boolean>('randomIncludesMastered', false);
  const candidates = questions
    .map(question => question.id)
    .filter(id => withMastered || !study.has(id, 'mastered'));
  const stored = study.state.get<unknown>(stateKeys.drawn);
  const drawn = Array.isArray(stored) ? stored.filter(id => typeof id === 'string') : [];
  const draw = drawRandom(candidates, drawn, Math.random, study.current?.id);
  if (draw === undefined) {
    await sayAllMastered(study, panel, questions);
    return;
  }
  // Shown and written at the same time: the question is not kept waiting for the memento.
  await Promise.all([panel.show(draw.id), study.state.update(stateKeys.drawn, draw.shown)]);
}

async function sayAllMastered(
  study: Study,
  panel: QuestionPanel,
  questions: readonly Question[],
): Promise<void> {
  if (questions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no questions here.'));
    return;
  }
  const again = vscode.l10n.t('Show One Anyway');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Well done: you have mastered all {0} questions here.', questions.length),
    again,
  );
  if (choice !== again) return;
  const draw = drawRandom(
    questions.map(question => question.id),
    [],
    Math.random,
    study.current?.id,
  );
  if (draw) await panel.show(draw.id);
}

interface CategoryItem extends vscode.QuickPickItem {
  readonly category?: Category;
}

/** The categories under their collections, each with its progress. */
function categoryItems(study: Study): CategoryItem[] {
  return study.questions.library.collections.flatMap(collection => [
    { label: collection.title, kind: vscode.QuickPickItemKind.Separator },
    ...collection.categories.map(category => {
      const mastered = study.countMastered(category.questions);
      const done = mastered === category.questions.length;
      return {
        label: `${done ? '$(pass-filled)' : '$(circle-large-outline)'} ${category.title}`,
        description: `${mastered}/${category.questions.length}`,
        category,
      };
    }),
  ]);
}

async function randomFromCategory(study: Study, panel: QuestionPanel): Promise<void> {
  await study.store.open();
  const chosen = await vscode.window.showQuickPick(categoryItems(study), {
    placeHolder: vscode.l10n.t('A random question from which category?'),
    matchOnDescription: true,
  });
  if (chosen?.category) await random(study, panel, chosen.category.questions);
}

/** A category, or a command to go to. */
interface ProgressItem extends CategoryItem {
  readonly run?: CommandId;
}

async function showProgress(study: Study, panel: QuestionPanel): Promise<void> {
  await study.store.open();
  const { questions } = study.questions.library;
  const pictures: ProgressItem = {
    label: `$(graph) ${vscode.l10n.t('Show Statistics')}`,
    description: vscode.l10n.t('your year, streak, forecast and retention'),
    run: commands.showStatistics,
  };
  const chosen = await vscode.window.showQuickPick<ProgressItem>(
    [pictures, ...categoryItems(study)],
    {
      title: vscode.l10n.t(
        '{0} of {1} questions mastered',
        study.countMastered(questions),
        questions.length,
      ),
      placeHolder: vscode.l10n.t('Choose a category to go on with its next question'),
      matchOnDescription: true,
    },
  );
  if (chosen?.run) await vscode.commands.executeCommand(chosen.run);
  if (!chosen?.category) return;
  const open = chosen.category.questions.find(question => !study.has(question.id, 'mastered'));
  const question = open ?? chosen.category.questions[0];
  if (question) await panel.show(question.id);
}

/** Opens the next question that is not mastered, from the open one on and round the end. */
async function openNextUnmastered(
  study: Study,
  panel: QuestionPanel,
  from: Question | undefined,
): Promise<void> {
  await study.store.open();
  const { questions } = study.questions.library;
  const start = from ? questions.findIndex(question => question.id === from.id) + 1 : 0;
  const next = [...questions.slice(start), ...questions.slice(0, start)].find(
    question => !study.has(question.id, 'mastered'),
  );
  if (next) await panel.show(next.id);
  else await sayAllMastered(study, panel, questions);
}

async function copyQuestion(study: Study, question: Question): Promise<void> {
  const body = (await study.questions.body(question)).trim();
  const hint = question.hint?.replaceAll('\n', '\n> ');
  const parts = [`## ${question.title}`, ...(hint ? [`> ${hint}`] : []), ...(body ? [body] : [])];
  await vscode.env.clipboard.writeText(`${parts.join('\n\n')}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Question copied as Markdown'), 3000);
}

async function chooseFilter(study: Study): Promise<void> {
  await study.store.open();
  const names = filterNames();
  const { questions } = study.questions.library;
  const counts = {
    all: questions.length,
    mastered: study.countMastered(questions),
    notMastered: questions.length - study.countMastered(questions),
    bookmarked: questions.filter(question => study.has(question.id, 'bookmarked')).length,
    noted: questions.filter(question => study.note(question.id) !== '').length,
  };
  const chosen = await vscode.window.showQuickPick(
    filters.map(filter => ({
      label: `${filter === study.filter ? '$(check)' : '$(blank)'} ${names[filter]}`,
      description: String(counts[filter]),
      filter,
    })),
    { placeHolder: vscode.l10n.t('Which questions should the tree show?') },
  );
  if (chosen) await study.setFilter(chosen.filter);
}
