/** The summary after a review: how many, how well, and what is next. */
import * as vscode from 'vscode';
import type { SummaryView } from '../../protocol/review';
import {
  queueLength,
  tomorrowOf,
  type QueueInput,
  type ReviewQueue,
} from '../../study/review/queue';
import { forgottenIn, summaryOf, type ReviewSession } from '../../study/review/session';
import { renderInline } from '../../study/markdown/render';
import { allOf, type PlannedFor, type PlanNow } from '../core/planning';
import { nameAmong } from '../core/planTexts';
import type { Study } from '../core/study';
import { durationText, shareText } from '../core/intervals';
import { ratings } from '../../study/rating';
import { ratingNames } from '../core/ratings';

/** The state of the review. */
interface SummaryInput {
  readonly input: QueueInput;
  readonly queue: ReviewQueue;
  /** The plan that the review follows, if any. */
  readonly planned: PlanNow | undefined;
  /** How many new questions can be added beyond the day's limit at a time. */
  readonly more: number;
}

export function summaryView(
  study: Study,
  session: ReviewSession,
  { input, queue, planned, more }: SummaryInput,
): SummaryView {
  const { progress } = study.store;
  const left = queueLength(queue);
  const { questions, known, ratings: counts, duration } = summaryOf(session, progress);
  const names = ratingNames();
  const extra = Math.min(more, queue.held.fresh);
  return {
    now: nowLine(session, { input, queue, extra }),
    title: questions > 0 ? vscode.l10n.t('Review finished') : vscode.l10n.t('Review'),
    lines: questions > 0 ? resultLines(questions, known, duration) : [emptyLine(input, left)],
    ratings:
      questions > 0
        ? ratings.map(rating => ({ rating, name: names[rating], count: counts[rating] }))
        : [],
    forgotten: forgottenIn(session, progress).flatMap(id => {
      const question = study.questions.question(id);
      return question ? [{ id, titleHtml: renderInline(question.title) }] : [];
    }),
    next: planned ? planLines(planned) : nextLines(input),
    interview: left === 0,
    ...(left > 0
      ? { goOn: vscode.l10n.t('Continue Review') }
      : session.scope.kind !== 'all' && { goOn: vscode.l10n.t('Review All Questions') }),
    ...(left === 0 &&
      extra > 0 && {
        more:
          extra === 1
            ? vscode.l10n.t('Learn 1 More New Question')
            : vscode.l10n.t('Learn {0} More New Questions', extra),
      }),
  };
}

/** What to do now. */
function nowLine(
  { scope }: ReviewSession,
  { input, queue, extra }: Pick<SummaryInput, 'input' | 'queue'> & { readonly extra: number },
): string {
  const { t } = vscode.l10n;
  const left = queueLength(queue);
  const [soonest] = queue.learning;
  if (left > 0 && left === queue.learning.length && soonest && soonest.due > input.now) {
    const span = durationText(soonest.due - input.now, 'long');
    return left === 1
      ? t('Take a break: 1 question comes again in {0}. Or go on now.', span)
      : t('Take a break: {0} questions come again, the first in {1}. Or go on now.', left, span);
  }
  if (left > 0) {
    return left === 1
      ? t('Go on: 1 question is left for today.')
      : t('Go on: {0} questions are left for today.', left);
  }
  if (scope.kind !== 'all') {
    return t('Nothing is left here today. Review all questions, or take a mock interview.');
  }
  return extra > 0
    ? t('Done for today. Take a mock interview, or learn more new questions.')
    : t('Done for today. Take a mock interview, or come back tomorrow.');
}

function resultLines(questions: number, known: number, duration: number): string[] {
  const time = durationText(duration, 'long');
  const count =
    questions === 1
      ? vscode.l10n.t('You reviewed 1 question in {0}.', time)
      : vscode.l10n.t('You reviewed {0} questions in {1}.', questions, time);
  if (known === questions) {
    return [
      count,
      questions === 1
        ? vscode.l10n.t('You knew it.')
        : vscode.l10n.t('You knew all of them. Well done.'),
    ];
  }
  const share = shareText(known / questions);
  return [count, vscode.l10n.t('You knew {0} of them when they were asked: {1}.', known, share)];
}

function emptyLine(input: QueueInput, left: number): string {
  if (left > 0) return vscode.l10n.t('You have not rated a question yet.');
  return input.ids.length === 0
    ? vscode.l10n.t('There are no questions here. Bookmark some, or review all questions instead.')
    : vscode.l10n.t('Nothing is due now.');
}

/** The person's readiness today, and as expected for tomorrow; a line for each interview. */
function planLines(planned: PlanNow): string[] {
  if (planned.others.length === 0) return [planLine(planned)];
  const all = allOf(planned);
  return all.map(each => vscode.l10n.t('{0}: {1}', nameAmong(each.interview, all), planLine(each)));
}

function planLine({ plan, daysLeft }: PlannedFor): string {
  const now = shareText(plan.ready.now);
  const tomorrow = plan.ahead[1];
  if (daysLeft === 0) {
    return vscode.l10n.t('Your interview is today. You would know {0} of it.', now);
  }
  return tomorrow === undefined
    ? vscode.l10n.t('You would know {0} at the interview.', now)
    : vscode.l10n.t(
        'You would know {0} at the interview; {1} if you go on tomorrow.',
        now,
        shareText(Math.max(tomorrow.ready, plan.ready.now)),
      );
}

function nextLines(input: QueueInput): string[] {
  const { due, fresh } = tomorrowOf(input);
  if (input.ids.length === 0) return [];
  return [
    due + fresh === 0
      ? vscode.l10n.t('Tomorrow: nothing is due.')
      : vscode.l10n.t('Tomorrow: {0} due, {1} new.', due, fresh),
  ];
}
