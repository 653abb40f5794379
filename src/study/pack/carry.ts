/** Moves the progress of a question to its new id. */
import {
  isUndone,
  marks,
  mergeRecords,
  put,
  registers,
  reviewsOf,
  stamp,
  unset,
  type Mutable,
  type Progress,
  type QuestionRecord,
  type Review,
} from '../progress';
import type { QuestionId } from '../question';

/**
 * The change that moves the progress of each question from its former id to the present one: marks,
 * reviews, the note, the draft, the exercise. Existing data of the present one is kept. Nothing
 * counts twice afterwards; undoing the step restores everything. `now` is in ms since 1970.
 */
export function carryProgress(
  progress: Progress,
  pairs: Iterable<readonly [former: QuestionId, present: QuestionId]>,
  now: number,
): Progress {
  const change = new Map<QuestionId, QuestionRecord>();
  for (const [former, present] of pairs) {
    const from = progress.get(former);
    if (from === undefined || former === present || change.has(former)) continue;
    const given: Mutable<QuestionRecord> = { ...change.get(present) };
    const to = mergeRecords(progress.get(present) ?? {}, given);
    const left: Mutable<QuestionRecord> = {};
    for (const key of registers) {
      const value = from[key]?.[0];
      if (value === undefined || value === unset[key]) continue;
      // Never overwrites the person's own note.
      if ((to[key]?.[0] ?? unset[key]) !== unset[key]) continue;
      put(given, key, stamp(value, to[key], now));
      put(left, key, stamp(unset[key], from[key], now));
    }
    const reviews = reviewsOf(from);
    if (reviews.length > 0) {
      const known = new Map(to.reviews?.map(review => [review.time, review]));
      const moved = reviews.map(({ time, rating, duration }): Review => {
        const own = known.get(time);
        const undone = own && isUndone(own) ? { undone: stamp(false, own.undone, now) } : {};
        return { time, rating, duration, ...undone };
      });
      given.reviews = [...(given.reviews ?? []), ...moved].sort((a, b) => a.time - b.time);
      left.reviews = reviews.map(review => ({
        ...review,
        undone: stamp(true, review.undone, now),
      }));
    }
    if (Object.keys(left).length === 0) continue;
    change.set(present, given);
    change.set(former, left);
  }
  return change;
}

/** What the person would miss under the new id: a postponed review alone is not worth a question. */
const worthCarrying: readonly (keyof QuestionRecord)[] = [
  ...marks,
  'reviews',
  'note',
  'draft',
  'exerciseStarted',
];

/** Whether `carryProgress` has a mark, a review, a text or an exercise to move between the two. */
export function hasToCarry(progress: Progress, former: QuestionId, present: QuestionId): boolean {
  const given = carryProgress(progress, [[former, present]], 0).get(present);
  return given !== undefined && worthCarrying.some(key => given[key] !== undefined);
}
