/**
 * Derives a review from a solved exercise, for readiness and the plan.
 *
 * If the person also rated the question, that rating counts instead. Otherwise the exercise counts
 * as one review at that time, with the suggested rating: Good, or Hard if hints or the solution
 * helped. The next review replaces it, and so does starting over and solving it again. The schedule
 * itself, and all review counts, use only the person's ratings.
 */
import { exerciseProgress, suggestForExercise } from '../exercise/progress';
import { reviewsOf, valueOf, type QuestionRecord, type Review } from '../progress';

const counted = new WeakMap<QuestionRecord, QuestionRecord>();

/** The record for planning, including the review derived from a solved exercise, if any. */
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

/** The review derived from the solved exercise; `undefined` if the question was rated since. */
function practised(record: QuestionRecord): Review | undefined {
  const done = exerciseProgress(new Map([['', record]]), '');
  const { solvedAt } = done;
  if (solvedAt === undefined) return undefined;
  const reviews = record.reviews ?? [];
  if (reviewsOf(record).some(({ time }) => time >= solvedAt)) return undefined;
  const taken = new Set(reviews.map(review => review.time));
  let time = solvedAt;
  while (taken.has(time)) time++;
  // The amount of help is unknown once the person has started over.
  return { time, rating: suggestForExercise(done) ?? 2, duration: 0 };
}
