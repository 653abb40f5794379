/** Commands to go from question to question, mark them, and the like. */
import * as vscode from 'vscode';
import { drawRandom } from '../../study/nextQuestion';
import type { Mark } from '../../study/progress';
import type { Category, Question } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { commands, stateKeys, type CommandId } from '../base/ids';
import { plainText } from '../base/plainText';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';
import type { QuestionOpener } from '../core/questionOpener';
import type { Study } from '../core/study';
import { meantQuestions, readTarget, targetId, withQuestion, type Target } from '../core/target';
import type { ToWebview } from '../../protocol/question';
import { showInformationMessage } from '../base/messages';
import { showQuickPick, type PickItem } from '../base/picks';

/** The services these commands use. */
interface BrowsingParts {
  readonly study: Study;
  readonly tree: { showCurrent(): Promise<void> };
  readonly panel: QuestionOpener & { post(message: ToWebview): void };
}

/** The handlers of these commands. */
export function browsingCommands({ study, tree, panel }: BrowsingParts) {
  const withOne = (given: unknown, use: (question: Question) => unknown) =>
    withQuestion(study, given, use);

  /** Marks the row's question, or those of all selected rows in one change. */
  const markAll = async (target: unknown, selected: unknown, what: Mark, value: boolean) => {
    const questions = meantQuestions(study, target, selected);
    if (questions.length < 2) return withOne(target, one => mark(study, one, what, value));
    const ids = questions.map(({ id }) => id);
    await study.mark(ids, what, value, manyLabel(what, value, ids.length));
  };

  const step = async (to: (question: Question) => Question | undefined) => {
    const { current } = study;
    const next = current ? to(current) : study.questions.library.questions[0];
    if (next) await panel.show(next.id);
    else panel.post({ type: 'announce', message: vscode.l10n.t('There are no more questions.') });
  };

  return {
    [commands.open]: target => withOne(target, ({ id }) => panel.show(id)),
    [commands.openToSide]: target => withOne(target, ({ id }) => panel.show(id, { toSide: true })),
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
      withOne(target, one => mark(study, one, 'mastered', !study.has(one.id, 'mastered'))),
    [commands.markMastered]: (target, selected) => markAll(target, selected, 'mastered', true),
    [commands.unmarkMastered]: (target, selected) => markAll(target, selected, 'mastered', false),
    [commands.toggleBookmark]: target =>
      withOne(target, one => mark(study, one, 'bookmarked', !study.has(one.id, 'bookmarked'))),
    [commands.addBookmark]: (target, selected) => markAll(target, selected, 'bookmarked', true),
    [commands.removeBookmark]: (target, selected) => markAll(target, selected, 'bookmarked', false),
    [commands.copyQuestion]: target => withOne(target, one => copyQuestion(study, one)),
    [commands.showInList]: () => tree.showCurrent(),
    [commands.showProgress]: () => showProgress(study, panel),
  } satisfies Partial<Handlers>;
}

function questionsBelow(study: Study, target: Target): readonly Question[] {
  if (typeof target === 'object') {
    switch (target.kind) {
      case 'collection':
        return target.collection.categories.flatMap(category => category.questions);
      case 'category':
        return target.category.questions;
      case 'question':
      case 'other':
        break;
    }
  }
  const id = targetId(study, target);
  const place = id === undefined ? undefined : study.questions.library.place(id);
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

function manyLabel(what: Mark, value: boolean, count: number): string {
  if (what === 'mastered') {
    return value
      ? vscode.l10n.t('Marked as mastered: {0}', count)
      : vscode.l10n.t('No longer mastered: {0}', count);
  }
  return value
    ? vscode.l10n.t('Bookmarks set: {0}', count)
    : vscode.l10n.t('Bookmarks removed: {0}', count);
}

async function random(
  study: Study,
  panel: QuestionOpener,
  questions: readonly Question[],
): Promise<void> {
  await study.store.open();
  const withMastered = readSetting(settings.randomIncludesMastered);
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
  // Displayed and written in parallel: the question does not wait for the memento.
  await Promise.all([panel.show(draw.id), study.state.update(stateKeys.drawn, draw.shown)]);
}

async function sayAllMastered(
  study: Study,
  panel: QuestionOpener,
  questions: readonly Question[],
): Promise<void> {
  if (questions.length === 0) {
    void showInformationMessage(vscode.l10n.t('There are no questions here.'));
    return;
  }
  const again = vscode.l10n.t('Show One Anyway');
  const choice = await showInformationMessage(
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

interface CategoryItem extends PickItem {
  readonly category?: Category;
}

/** The categories by collection, each with its progress. */
function categoryItems(study: Study): CategoryItem[] {
  return study.questions.library.collections.flatMap(collection => [
    { label: collection.title, kind: vscode.QuickPickItemKind.Separator },
    ...collection.categories.map(category => {
      const mastered = study.countMastered(category.questions);
      const done = mastered === category.questions.length;
      return {
        icon: done ? 'pass-filled' : 'circle-large-outline',
        label: category.title,
        description: `${mastered}/${category.questions.length}`,
        category,
      };
    }),
  ]);
}

async function randomFromCategory(study: Study, panel: QuestionOpener): Promise<void> {
  await study.store.open();
  const chosen = await showQuickPick(categoryItems(study), {
    placeHolder: vscode.l10n.t('A random question from which category?'),
    matchOnDescription: true,
  });
  if (chosen?.category) await random(study, panel, chosen.category.questions);
}

/** A category, or a command to run. */
interface ProgressItem extends CategoryItem {
  readonly run?: CommandId;
}

async function showProgress(study: Study, panel: QuestionOpener): Promise<void> {
  await study.store.open();
  const { questions } = study.questions.library;
  const pictures: ProgressItem = {
    icon: 'graph',
    label: vscode.l10n.t('Show Statistics'),
    description: vscode.l10n.t('your year, streak, forecast and retention'),
    run: commands.showStatistics,
  };
  const chosen = await showQuickPick<ProgressItem>([pictures, ...categoryItems(study)], {
    title: vscode.l10n.t(
      '{0} of {1} questions mastered',
      study.countMastered(questions),
      questions.length,
    ),
    placeHolder: vscode.l10n.t('Choose a category to continue with its next question'),
    matchOnDescription: true,
  });
  if (chosen?.run) await vscode.commands.executeCommand(chosen.run);
  if (!chosen?.category) return;
  const open = chosen.category.questions.find(question => !study.has(question.id, 'mastered'));
  const question = open ?? chosen.category.questions[0];
  if (question) await panel.show(question.id);
}

/** Opens the next question not mastered, starting at the open one and wrapping around. */
async function openNextUnmastered(
  study: Study,
  panel: QuestionOpener,
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
  const { withoutExercise } = await import('../../study/pack/answer');
  const body = withoutExercise(await study.questions.body(question)).trim();
  const hint = question.hint?.replaceAll('\n', '\n> ');
  const parts = [`## ${question.title}`, ...(hint ? [`> ${hint}`] : []), ...(body ? [body] : [])];
  await vscode.env.clipboard.writeText(`${parts.join('\n\n')}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Question copied as Markdown'), 3000);
}
