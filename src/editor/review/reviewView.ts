/** The bar under a question during a review: progress, and what each rating means. */
import * as vscode from 'vscode';
import type { RatesView, ReviewView } from '../../protocol/review';
import { reviewsOf, type QuestionRecord } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { ratings, suggestRating } from '../../study/rating';
import type { QueueInput, ReviewQueue } from '../../study/review/queue';
import type { Schedule } from '../../study/review/schedule';
import { countsOf, type ReviewCounts, type ReviewSession } from '../../study/review/session';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';
import { whyOf, type PlanNow } from '../core/planning';
import { ratingNames } from '../core/ratings';
import { dateText, intervalText } from '../core/intervals';

/** A review's current state. */
export interface ReviewPlace {
  readonly queue: ReviewQueue;
  /** The input of the queue. */
  readonly input: QueueInput;
  /** The plan it follows, if any. */
  readonly planned: PlanNow | undefined;
}

/**
 * The bar under question `id`: to rate it if it is being asked, or to go on if another one is.
 *
 * @param keyPoints the number of key points in the question's answer
 */
export function reviewView(
  session: ReviewSession,
  { queue, input, planned }: ReviewPlace,
  id: QuestionId,
  keyPoints: number,
): ReviewView {
  const { schedule, progress: known, now } = input;
  const counts = countsOf(session, queue);
  const progress = countsText(counts);
  if (session.status === 'paused' || session.current !== id) {
    return { kind: 'paused', message: vscode.l10n.t('Your review is waiting: {0}', progress) };
  }
  const total = counts.learned + counts.againSoon + counts.toGo;
  return {
    kind: 'asking',
    done: total === 0 ? 0 : (counts.learned + counts.againSoon / 2) / total,
    progress,
    ...(planned && { why: whyOf(planned, id) }),
    spaceRates: readSetting(settings.spaceRates),
    ...rates(schedule, known.get(id), id, { keyPoints, now }),
  };
}

/**
 * How a question can be rated outside a review, or the result of that.
 *
 * @param rated when it was, in ms since 1970
 */
export function freeRates(
  schedule: Schedule,
  record: QuestionRecord | undefined,
  id: QuestionId,
  { keyPoints, rated }: { readonly keyPoints: number; readonly rated: number | undefined },
): RatesView {
  const review = reviewsOf(record).find(({ time }) => time === rated);
  const view = rates(schedule, record, id, { keyPoints, now: Date.now() });
  if (review === undefined) return view;
  const card = schedule.cardOf(id, record, review.time);
  return {
    ...view,
    rated: vscode.l10n.t(
      '{0}: again in {1}',
      ratingNames()[review.rating],
      intervalText(card, review.time, 'long'),
    ),
  };
}

function rates(
  schedule: Schedule,
  record: QuestionRecord | undefined,
  id: QuestionId,
  { keyPoints, now }: { readonly keyPoints: number; readonly now: number },
): RatesView {
  const names = ratingNames();
  const preview = schedule.preview(id, record, now);
  return {
    ratings: ratings.map(rating => {
      const card = preview[rating];
      const span = intervalText(card, now, 'long');
      return {
        rating,
        name: names[rating],
        interval: intervalText(card, now, 'short'),
        description:
          card.interval > 0
            ? vscode.l10n.t('{0}: again in {1}, on {2}', names[rating], span, dateText(card.due))
            : vscode.l10n.t('{0}: again in {1}', names[rating], span),
      };
    }),
    suggestions: Array.from(
      { length: keyPoints + 1 },
      (_, covered) => suggestRating(covered, keyPoints) ?? 0,
    ),
  };
}

/** The review's progress, such as "3 seen · 2 learned · 1 again soon · 9 to go". */
function countsText({ learned, againSoon, toGo }: ReviewCounts): string {
  const { t } = vscode.l10n;
  const seen = learned + againSoon;
  return [
    ...(seen > 0 ? [t('{0} seen', seen)] : []),
    ...(learned > 0 ? [t('{0} learned', learned)] : []),
    ...(againSoon > 0 ? [t('{0} again soon', againSoon)] : []),
    ...(toGo > 0 || seen === 0 ? [t('{0} to go', toGo)] : []),
  ].join(' · ');
}
