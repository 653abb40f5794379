/** The bar under a question while there is a review: where one is, and what each rating means. */
import * as vscode from 'vscode';
import type { ReviewView } from '../../protocol/review';
import type { QuestionId } from '../../study/question';
import { ratings, suggestRating } from '../../study/rating';
import type { QueueInput, ReviewQueue } from '../../study/review/queue';
import { positionIn, type ReviewSession } from '../../study/review/session';
import { whyOf, type PlanNow } from '../core/planning';
import { ratingNames } from '../core/ratings';
import { dateText, intervalText } from '../core/intervals';

/** What a review asks, as it is now. */
export interface ReviewPlace {
  readonly queue: ReviewQueue;
  /** What the queue is built of. */
  readonly input: QueueInput;
  /** The plan that it follows; `undefined` where it follows none. */
  readonly planned: PlanNow | undefined;
}

/**
 * The bar under the question `id`: to rate it where it is asked, to go on where another one is.
 *
 * @param keyPoints how many key points the question's answer lists
 */
export function reviewView(
  session: ReviewSession,
  { queue, input, planned }: ReviewPlace,
  id: QuestionId,
  keyPoints: number,
): ReviewView {
  const { schedule, progress: known, now } = input;
  const { position, total } = positionIn(session, queue);
  const progress = vscode.l10n.t('{0} of {1}', position, total);
  if (session.status === 'paused' || session.current !== id) {
    return { kind: 'paused', message: vscode.l10n.t('Your review waits at {0}.', progress) };
  }
  const names = ratingNames();
  const preview = schedule.preview(id, known.get(id), now);
  return {
    kind: 'asking',
    position,
    total,
    progress,
    ...(planned && { why: whyOf(planned, id) }),
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
