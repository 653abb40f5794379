/** Restores an earlier state, as a change that merges. */
import {
  isUndone,
  put,
  registers,
  reviewsOf,
  stamp,
  valueOf,
  type Mutable,
  type Progress,
  type QuestionRecord,
} from './progress';
import { writeInterview } from './mockInterview/format';
import type { Interview } from './mockInterview/interview';
import { returnedTo } from './mockInterview/merge';
import type { QuestionId } from './question';

/**
 * The change that turns `current` back into `backup`: every differing field gets the backup's value
 * with a new stamp, and the reviews that counted then count again. Nothing is removed, so it can be
 * undone and merges with other windows' changes; fields of later versions are restored if missing,
 * and otherwise unchanged. `now` is in ms since 1970.
 */
export function restoreProgress(current: Progress, backup: Progress, now: number): Progress {
  const change = new Map<QuestionId, QuestionRecord>();
  for (const id of new Set([...current.keys(), ...backup.keys()])) {
    const record = restoreRecord(current.get(id) ?? {}, backup.get(id) ?? {}, now);
    if (Object.keys(record).length > 0) change.set(id, record);
  }
  return change;
}

/** The changes that restore mock interviews. */
export interface RestoredInterviews {
  /** The interviews to store: copies that win over the existing ones. */
  readonly kept: readonly Interview[];
  /** How many of `kept` are missing now. */
  readonly brought: number;
  /** The ids of those that did not exist then. */
  readonly removed: readonly string[];
}

/** Restores the interviews in `current` to their state in `backup`. `now` is in ms since 1970. */
export function restoreInterviews(
  current: readonly Interview[],
  backup: readonly Interview[],
  now: number,
): RestoredInterviews {
  const present = new Map(current.map(interview => [interview.id, interview]));
  const then = new Set(backup.map(({ id }) => id));
  const kept = backup.flatMap(was => {
    const is = present.get(was.id);
    if (is === undefined) return [was];
    return textOf(is) === textOf(was) ? [] : [returnedTo(was, is, now)];
  });
  return {
    kept,
    brought: kept.filter(({ id }) => !present.has(id)).length,
    removed: [...present.keys()].filter(id => !then.has(id)),
  };
}

const textOf = (interview: Interview) => JSON.stringify(writeInterview(interview));

function restoreRecord(is: QuestionRecord, was: QuestionRecord, now: number): QuestionRecord {
  const record: Mutable<QuestionRecord> = {};
  for (const key of registers) {
    const value = valueOf(was, key);
    if (valueOf(is, key) !== value) put(record, key, stamp(value, is[key], now));
  }
  const later = [...(was.later ?? [])].filter(([name]) => !is.later?.has(name));
  if (later.length > 0) record.later = new Map(later);

  const counted = new Set(reviewsOf(was).map(review => review.time));
  const present = new Map(is.reviews?.map(review => [review.time, review]));
  const taken = [...present.values()].filter(
    review => !isUndone(review) && !counted.has(review.time),
  );
  const brought = reviewsOf(was).filter(({ time }) => {
    const review = present.get(time);
    return review === undefined || isUndone(review);
  });
  if (taken.length + brought.length > 0) {
    record.reviews = [
      ...taken.map(review => ({ ...review, undone: stamp(true, review.undone, now) })),
      ...brought.map(review => {
        const last = present.get(review.time);
        return last === undefined && review.undone === undefined
          ? review
          : { ...review, undone: stamp(false, last?.undone ?? review.undone, now) };
      }),
    ].sort((a, b) => a.time - b.time);
  }
  return record;
}
