/**
 * What the person did to each question, as data that merges.
 *
 * Two copies of the same progress (a workspace's state, a journal, another window, a file that was
 * exported) become one by `mergeProgress`, in any order and any number of times: the merge is
 * commutative, associative and idempotent. Each mark is a last-writer-wins register; the reviews of
 * a question are a set keyed by time, from which an undone review is taken by a register of its own.
 */
import type { QuestionId } from './question';
import type { Rating } from './rating';

/** A value and when it was set, in ms since 1970. The later one wins. */
export type Stamped<T> = readonly [value: T, time: number];

/** One review of a question. Its time is its identity within the question. */
export interface Review {
  /** When it was rated, in ms since 1970. */
  readonly time: number;
  readonly rating: Rating;
  /** How long the person took, in ms, at most an hour; 0 where it was not measured. */
  readonly duration: number;
  /** Set when the review was undone, or brought back by undoing that. */
  readonly undone?: Stamped<boolean>;
}

/** The marks a person can set on a question. */
export const marks = ['mastered', 'bookmarked', 'suspended'] as const;
export type Mark = (typeof marks)[number];

/** What is known of one question. A field that is absent was never set. */
export interface QuestionRecord {
  readonly mastered?: Stamped<boolean>;
  readonly bookmarked?: Stamped<boolean>;
  /** Left out of reviews until the person brings it back. */
  readonly suspended?: Stamped<boolean>;
  /** Left out of reviews until this time, in ms since 1970. */
  readonly buriedUntil?: Stamped<number>;
  /** Sorted by time, each time once. */
  readonly reviews?: readonly Review[];
  /** The person's own note, as Markdown; empty when it was deleted. */
  readonly note?: Stamped<string>;
  /** The person's own answer as far as it is written; empty when it was deleted. */
  readonly draft?: Stamped<string>;
  /** When the work on the exercise was begun, or begun again, in ms since 1970; 0 for not at all. */
  readonly exerciseStarted?: Stamped<number>;
  /** When all checks of the exercise passed, in ms since 1970; 0 for not yet. */
  readonly exerciseSolved?: Stamped<number>;
  /** How long the person has worked on the exercise since it was begun, in whole seconds. */
  readonly exerciseSeconds?: Stamped<number>;
  /** How many hints of the exercise were opened since it was begun. */
  readonly exerciseHints?: Stamped<number>;
  /** When the solution of the exercise was first looked at since it was begun; 0 for not at all. */
  readonly exerciseSeen?: Stamped<number>;
  /** The ids of the checks that passed when they were last run, one on each line. */
  readonly exercisePassed?: Stamped<string>;
  /** What a later version added (`laterFields.ts`): kept as it is. */
  readonly later?: ReadonlyMap<string, Stamped<RegisterValue>>;
}

/** What every register of a record is before it is set. */
export const unset = {
  mastered: false,
  bookmarked: false,
  suspended: false,
  buriedUntil: 0,
  note: '',
  draft: '',
  exerciseStarted: 0,
  exerciseSolved: 0,
  exerciseSeconds: 0,
  exerciseHints: 0,
  exerciseSeen: 0,
  exercisePassed: '',
} as const satisfies Readonly<Record<Register, boolean | number | string>>;

/** A field of a record that is one value, of which the later one wins. */
export type Register = Exclude<keyof QuestionRecord, 'reviews' | 'later'>;
export const registers = Object.keys(unset) as readonly Register[];

/** The value of a register as it stands. */
export function valueOf(record: QuestionRecord | undefined, key: Register): RegisterValue {
  return record?.[key]?.[0] ?? unset[key];
}

export type RegisterValue = boolean | number | string;

/** Sets a register of a record that is being built. The value must be of the register's type. */
export function put(
  record: Mutable<QuestionRecord>,
  key: Register,
  to: Stamped<RegisterValue>,
): void {
  (record as Partial<Record<Register, Stamped<RegisterValue>>>)[key] = to;
}

/** What of a record is text that the person wrote. */
export const texts = ['note', 'draft'] as const;
const isText = (key: Register) => texts.some(text => text === key);

/** The longest list of checks that passed which is kept, in characters: some hundred checks. */
export const longestPassed = 20_000;

/** Everything the person did. A change is a small progress of its own, merged into the whole. */
export type Progress = ReadonlyMap<QuestionId, QuestionRecord>;

/** The longest a review is taken to last, in ms: someone who leaves the desk is not studying. */
export const longestReview = 60 * 60 * 1000;

/** Whether `mark` is set on the question. */
export function hasMark(progress: Progress, id: QuestionId, mark: Mark): boolean {
  return progress.get(id)?.[mark]?.[0] ?? false;
}

/** The reviews that count: those that were not undone, sorted by time. */
export function reviewsOf(record: QuestionRecord | undefined): readonly Review[] {
  const reviews = record?.reviews ?? [];
  return reviews.some(isUndone) ? reviews.filter(review => !isUndone(review)) : reviews;
}

/** Whether the review was taken back and does not count. */
export function isUndone(review: Review): boolean {
  return review.undone?.[0] ?? false;
}

/**
 * The change that sets `mark` to `value` on each of `ids`; questions that are so already are left
 * out. `now` is in ms since 1970. A clock that was set back never makes a change lose: its stamp is
 * at least 1 ms after the one it replaces.
 */
export function setMark(
  progress: Progress,
  ids: Iterable<QuestionId>,
  mark: Mark,
  value: boolean,
  now: number,
): Progress {
  const change = new Map<QuestionId, QuestionRecord>();
  for (const id of ids) {
    if (hasMark(progress, id, mark) === value) continue;
    change.set(id, { [mark]: stamp(value, progress.get(id)?.[mark], now) });
  }
  return change;
}

/**
 * How far ahead of the clock a review may be dated, in ms, and still be believed. Clocks are set back
 * by seconds or hours; what lies further ahead was dated while the clock was plainly wrong.
 */
export const clockTolerance = 24 * 60 * 60 * 1000;

/**
 * The change that adds a review of one question, made at `time` (ms since 1970).
 *
 * The time of a review is its identity and its place in the order, so it is moved where need be: a
 * clock that was set back never loses a review, merges it with another or puts it before an earlier
 * one. Reviews dated more than `clockTolerance` ahead do not drag it along. The duration is rounded to
 * seconds, as it is stored.
 */
export function addReview(
  progress: Progress,
  id: QuestionId,
  { time, rating, duration }: Pick<Review, 'time' | 'rating' | 'duration'>,
): Progress {
  return reviewAt(id, { time: nextReviewTime(progress, id, time), rating, duration });
}

/** The time that `addReview` gives a review of the question which is made at `time`. */
export function nextReviewTime(progress: Progress, id: QuestionId, time: number): number {
  const reviews = progress.get(id)?.reviews ?? [];
  const asked = Number.isFinite(time) ? Math.max(0, Math.round(time)) : 0;
  const last = reviews.findLast(review => review.time <= asked + clockTolerance);
  const taken = new Set(reviews.map(review => review.time));
  let unique = Math.max(asked, last === undefined ? 0 : last.time + 1);
  while (taken.has(unique)) unique++;
  return unique;
}

/**
 * The change that adds a review which was given its time, by `nextReviewTime`, when it was made. It may
 * be asked for again, as after a crash, and in two windows: the review is there once.
 */
export function addReviewOnce(
  progress: Progress,
  id: QuestionId,
  review: Pick<Review, 'time' | 'rating' | 'duration'>,
): Progress {
  const isKnown = progress.get(id)?.reviews?.some(({ time }) => time === review.time) ?? false;
  return isKnown ? new Map() : reviewAt(id, review);
}

function reviewAt(
  id: QuestionId,
  { time, rating, duration }: Pick<Review, 'time' | 'rating' | 'duration'>,
): Progress {
  const seconds = Number.isFinite(duration) ? Math.round(duration / 1000) : 0;
  const review: Review = {
    time,
    rating,
    duration: Math.min(Math.max(seconds, 0) * 1000, longestReview),
  };
  return new Map([[id, { reviews: [review] }]]);
}

/** The longest note that is taken, in characters: a note of some twenty printed pages. */
export const longestNote = 50_000;

/** The person's note on a question, as Markdown; empty where there is none. */
export function noteOf(progress: Progress, id: QuestionId): string {
  return progress.get(id)?.note?.[0] ?? '';
}

/**
 * The change that makes `text` the note on a question; a blank text deletes the note. It is empty
 * where the note is that already. `now` is in ms since 1970. The caller sees to `longestNote`.
 */
export function setNote(progress: Progress, id: QuestionId, text: string, now: number): Progress {
  const note = text.trim() === '' ? '' : text;
  if (noteOf(progress, id) === note) return new Map();
  return new Map([[id, { note: stamp(note, progress.get(id)?.note, now) }]]);
}

/** The longest draft of an answer that is kept, in characters. */
export const longestDraft = 50_000;

/** What the person wrote as their own answer to a question; empty where that is nothing. */
export function draftOf(progress: Progress, id: QuestionId): string {
  return progress.get(id)?.draft?.[0] ?? '';
}

/**
 * The change that makes `text` the draft of an answer; an empty one deletes it. `now` is in ms since
 * 1970. The caller sees to `longestDraft`.
 */
export function setDraft(progress: Progress, id: QuestionId, text: string, now: number): Progress {
  if (draftOf(progress, id) === text) return new Map();
  return new Map([[id, { draft: stamp(text, progress.get(id)?.draft, now) }]]);
}

/**
 * The change that forgets marks, reviews, buried questions and exercises, but not notes and drafts: those
 * are the person's own text. Nor what a later version added, which may be.
 */
export function resetProgress(progress: Progress, now: number): Progress {
  const change = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of progress) {
    const cleared: Mutable<QuestionRecord> = {};
    for (const key of registers) {
      if (isText(key) || !record[key]?.[0]) continue;
      put(cleared, key, stamp(unset[key], record[key], now));
    }
    const reviews = reviewsOf(record);
    if (reviews.length > 0) {
      cleared.reviews = reviews.map(review => ({
        ...review,
        undone: stamp(true, review.undone, now),
      }));
    }
    if (Object.keys(cleared).length > 0) change.set(id, cleared);
  }
  return change;
}

/** A stamp for `value` that wins over `last` even where the clock was set back. */
export function stamp<T>(value: T, last: Stamped<unknown> | undefined, now: number): Stamped<T> {
  return [value, Math.max(now, last === undefined ? 0 : last[1] + 1)];
}

/** Merges two copies. Gives `a` itself where `b` adds nothing, so that a caller can tell. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  let merged: Map<QuestionId, QuestionRecord> | undefined;
  for (const [id, record] of b) {
    const own = a.get(id);
    const both = own === undefined ? record : mergeRecords(own, record);
    if (both !== own) (merged ??= new Map(a)).set(id, both);
  }
  return merged ?? a;
}

/**
 * Merges `change` into `target` itself, in time that depends on the change alone.
 *
 * @returns whether `target` changed.
 */
export function mergeInto(target: Map<QuestionId, QuestionRecord>, change: Progress): boolean {
  let changed = false;
  for (const [id, record] of change) {
    const own = target.get(id);
    const both = own === undefined ? record : mergeRecords(own, record);
    if (both === own) continue;
    target.set(id, both);
    changed = true;
  }
  return changed;
}

/** What `other` would add to `own`: the records, without the fields in which `own` is as new or newer. */
export function missingFrom(own: Progress, other: Progress): Progress {
  const missing = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of other) {
    const has = own.get(id);
    if (has === undefined) {
      missing.set(id, record);
      continue;
    }
    const merged = mergeRecords(has, record);
    if (merged !== has) missing.set(id, newFields(has, merged));
  }
  return missing;
}

/** The fields and reviews of `merged`, which was made from `has`, that are not in `has`. */
function newFields(has: QuestionRecord, merged: QuestionRecord): QuestionRecord {
  const fields: Mutable<QuestionRecord> = {};
  for (const key of registers) {
    if (merged[key] && merged[key] !== has[key]) put(fields, key, merged[key]);
  }
  if (merged.reviews && merged.reviews !== has.reviews) {
    const known = new Set(has.reviews);
    fields.reviews = merged.reviews.filter(review => !known.has(review));
  }
  if (merged.later && merged.later !== has.later) {
    fields.later = new Map(
      [...merged.later].filter(([name, field]) => has.later?.get(name) !== field),
    );
  }
  return fields;
}

/** Merges two records of one question. Gives `a` itself where `b` adds nothing. */
export function mergeRecords(a: QuestionRecord, b: QuestionRecord): QuestionRecord {
  const merged: Mutable<QuestionRecord> = { ...a };
  let changed = false;
  for (const key of registers) {
    const own: Stamped<RegisterValue> | undefined = a[key];
    const other: Stamped<RegisterValue> | undefined = b[key];
    const last = other && later(own, other);
    if (last === undefined || last === own) continue;
    put(merged, key, last);
    changed = true;
  }
  const reviews = b.reviews?.length ? mergeReviews(a.reviews, b.reviews) : a.reviews;
  if (reviews !== undefined && reviews !== a.reviews) {
    merged.reviews = reviews;
    changed = true;
  }
  let fields: Map<string, Stamped<RegisterValue>> | undefined;
  for (const [name, field] of b.later ?? []) {
    const own = a.later?.get(name);
    const last = later(own, field);
    if (last !== own) (fields ??= new Map(a.later)).set(name, last);
  }
  if (fields) {
    merged.later = fields;
    changed = true;
  }
  return changed ? merged : a;
}

/** The later of two stamped values; of two set in the same ms the greater, so that order is no matter. */
function later<T extends RegisterValue>(a: Stamped<T> | undefined, b: Stamped<T>): Stamped<T> {
  if (a === undefined) return b;
  if (a[1] !== b[1]) return a[1] > b[1] ? a : b;
  // Nothing is greater than a value of another type: those are told apart by their types.
  const [x, y] = typeof a[0] === typeof b[0] ? [a[0], b[0]] : [typeof a[0], typeof b[0]];
  return x >= y ? a : b;
}

function mergeReviews(a: readonly Review[] | undefined, b: readonly Review[]): readonly Review[] {
  if (a === undefined || a.length === 0) return b;
  const byTime = new Map(a.map(review => [review.time, review]));
  let changed = false;
  for (const review of b) {
    const own = byTime.get(review.time);
    const both = own === undefined ? review : mergeReview(own, review);
    if (both === own) continue;
    byTime.set(review.time, both);
    changed = true;
  }
  return changed ? [...byTime.values()].sort((x, y) => x.time - y.time) : a;
}

/** Two reviews at the same ms are one; where they differ the lower rating and longer duration stand. */
function mergeReview(a: Review, b: Review): Review {
  const rating = Math.min(a.rating, b.rating) as Rating;
  const duration = Math.max(a.duration, b.duration);
  const undone = b.undone === undefined ? a.undone : later(a.undone, b.undone);
  if (rating === a.rating && duration === a.duration && undone === a.undone) return a;
  return { time: a.time, rating, duration, ...(undone && { undone }) };
}

/** For building a record field by field. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
