/** The commands of reviews. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import { buildQueue, questionsOf, reviewedOn, type ReviewScope } from '../../study/review/queue';
import { readScope } from '../../study/review/session';
import { studyDayOf } from '../../study/studyDay';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { showQuickPick, type PickItem } from '../base/picks';
import type { Study } from '../core/study';
import { meantQuestions, readTarget, targetId } from '../core/target';
import { reviewLimits } from '../core/reviewLimits';
import type { Reviews } from './reviews';

/** The services these commands use. */
interface ReviewParts {
  readonly study: Study;
  readonly reviews: Reviews;
}

/** The handlers of these commands. */
export function reviewCommands({ study, reviews }: ReviewParts) {
  /** The given question, else the open one, but none while it is about to change. */
  const meant = async (given: unknown): Promise<QuestionId | undefined> => {
    const isNamed = readTarget(given) !== undefined;
    const { isBusy } = await reviews.reviewer();
    return isBusy && !isNamed ? undefined : questionId(study, given);
  };
  return {
    [commands.review]: async given => (await reviews.reviewer()).start(readScope(given)),
    [commands.reviewFrom]: async () => {
      const scope = await chooseScope(study);
      if (scope) await (await reviews.reviewer()).start(scope);
    },
    [commands.reviewFromHere]: async given =>
      (await reviews.reviewer()).start(scopeOf(study, given)),
    [commands.reviewMore]: async () => (await reviews.reviewer()).learnMore(),
    [commands.rateAgain]: async () => (await reviews.reviewer()).rate(1),
    [commands.rateHard]: async () => (await reviews.reviewer()).rate(2),
    [commands.rateGood]: async () => (await reviews.reviewer()).rate(3),
    [commands.rateEasy]: async () => (await reviews.reviewer()).rate(4),
    [commands.skipQuestion]: async () => (await reviews.reviewer()).skip(),
    [commands.buryQuestion]: async (given, selected) => {
      const many = meantQuestions(study, given, selected).map(({ id }) => id);
      const one = await meant(given);
      const meantIds = many.length > 1 ? many : one === undefined ? [] : [one];
      await (await reviews.reviewer()).bury(meantIds);
    },
    [commands.suspendQuestion]: async given =>
      (await reviews.reviewer()).suspend(await meant(given)),
    [commands.unsuspendQuestion]: async given =>
      (await reviews.reviewer()).suspend(await meant(given), false),
    [commands.pauseReview]: async () => (await reviews.reviewer()).pause(),
    [commands.endReview]: async () => (await reviews.reviewer()).end(),
  } satisfies Partial<Handlers>;
}

/** The question of a tree row or an id; otherwise the open one. */
function questionId(study: Study, given: unknown): QuestionId | undefined {
  const id = targetId(study, readTarget(given));
  return id === undefined ? study.current?.id : study.questions.question(id)?.id;
}

/** The scope of a tree row: its collection or category. */
function scopeOf(study: Study, given: unknown): ReviewScope {
  const target = readTarget(given);
  if (typeof target === 'object') {
    if (target.kind === 'collection') return { kind: 'collection', id: target.collection.id };
    if (target.kind === 'category') return { kind: 'category', id: target.category.id };
  }
  const id = questionId(study, given);
  const place = id === undefined ? undefined : study.questions.library.place(id);
  return place ? { kind: 'category', id: place.category.id } : { kind: 'all' };
}

interface ScopeItem extends PickItem {
  readonly scope?: ReviewScope;
}

/** Lets the person choose what to review; each choice shows what it has for today. */
async function chooseScope(study: Study): Promise<ReviewScope | undefined> {
  await study.store.open();
  const schedule = await study.schedule();
  const { library } = study.questions;
  const { progress } = study.store;
  const limits = reviewLimits();
  const now = Date.now();
  // Once for all categories: a pack may have thousands.
  const done = reviewedOn(studyDayOf(now, study.days), progress, study.days);
  const item = (icon: string, label: string, scope: ReviewScope): ScopeItem => {
    const ids = questionsOf(scope, library, progress);
    const queue = buildQueue({ ids, progress, schedule, limits, now, done });
    const due = queue.learning.length + queue.due.length;
    return {
      icon,
      label,
      description: vscode.l10n.t('{0} due, {1} new', due, queue.fresh.length),
      scope,
    };
  };
  const items: ScopeItem[] = [
    item('library', vscode.l10n.t('All questions'), { kind: 'all' }),
    item('bookmark', vscode.l10n.t('Bookmarked'), { kind: 'bookmarked' }),
    ...library.collections.flatMap(({ id, title, categories }) => [
      // A label here would displace the counts in the row below, which has the name.
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      item('folder-library', vscode.l10n.t('All of “{0}”', title), { kind: 'collection', id }),
      ...categories.map(category =>
        item('folder', category.title, { kind: 'category', id: category.id }),
      ),
    ]),
  ];
  const chosen = await showQuickPick(items, {
    placeHolder: vscode.l10n.t('What do you want to review?'),
    matchOnDescription: true,
  });
  return chosen?.scope;
}
