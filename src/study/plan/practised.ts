/**
 * What a solved exercise says about knowing the answer of its question.
 *
 * Who solved it and rated the question has said so already. Otherwise readiness and the plan take it for
 * one review at that time, with the rating that was offered: Good, or Hard where hints or the solution
 * helped. The next review takes its place, and so does starting over and solving it again. The schedule
 * itself, and all that counts reviews, go by what the person rated.
 */
import { exerciseProgress, suggestForExercise } from '../exercise/progress';
import { reviewsOf, valueOf, type QuestionRecord, type Review } from '../progress';

const counted = new WeakMap<QuestionRecord, QuestionRecord>();

/** The record as planning sees it: with the review that a solved exercise counts as, if it does. */
export function withPractice(record: QuestionRecord | undefined): QuestionRecord | undefined {
  if (record === undefined || valueOf(record, 'exerciseSolved') === 0) return record;
  let known = counted.get(record);
  if (known === undefined) {
    const review = practised(record);
    known =
      review === undefined
        ? record
        : {
            ...record,
            reviews: [...(record.reviews ?? []), review].sort((a, b) => a.time - b.time),
          };
    counted.set(record, known);
  }
  return known;
}

/** The review that the solved exercise counts as; `undefined` where the person rated the question since. */
function practised(record: QuestionRecord): Review | undefined {
  const done = exerciseProgress(new Map([['', record]]), '');
  const { solvedAt } = done;
  if (solvedAt === undefined) return undefined;
  const reviews = record.reviews ?? [];
  if (reviewsOf(record).some(({ time }) => time >= solvedAt)) return undefined;
  const taken = new Set(reviews.map(review => review.time));
  let time = solvedAt;
  while (taken.has(time)) time++;
  // How much help there was is no longer known once the person has started over.
  return { time, rating: suggestForExercise(done) ?? 2, duration: 0 };
}
