/**
 * The person's progress on each question, as mergeable data.
 *
 * `mergeProgress` combines copies of the same progress (a workspace's state, a journal, another
 * window, an exported file), in any order and any number of times: the merge is commutative,
 * associative and idempotent. Each mark is a last-writer-wins register; the reviews of a question
 * are a set keyed by time, where an undone review is marked by its own register.
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
  /** How long the person took, in ms, at most an hour; 0 if it was not measured. */
  readonly duration: number;
  /** Set when the review was undone, or restored by undoing that. */
  readonly undone?: Stamped<boolean>;
}

/** The marks a person can set on a question. */
export const marks = ['mastered', 'bookmarked', 'suspended'] as const;
export type Mark = (typeof marks)[number];

/** The progress of one question. An absent field was never set. */
export interface QuestionRecord {
  readonly mastered?: Stamped<boolean>;
  readonly bookmarked?: Stamped<boolean>;
  /** Left out of reviews until the person brings it back. */
  readonly suspended?: Stamped<boolean>;
  /** Left out of reviews until this time, in ms since 1970. */
  readonly buriedUntil?: Stamped<number>;
  /** Sorted by time, each time once. */
  readonly reviews?: readonly Review[];
  /** The person's own note, as Markdown; empty if it was deleted. */
  readonly note?: Stamped<string>;
  /** The person's own answer so far; empty if it was deleted. */
  readonly draft?: Stamped<string>;
  /** When work on the exercise was begun, or begun again, in ms since 1970; 0 for never. */
  readonly exerciseStarted?: Stamped<number>;
  /** When all checks of the exercise passed, in ms since 1970; 0 for not yet. */
  readonly exerciseSolved?: Stamped<number>;
  /** Time worked on the exercise since it was begun, in whole seconds. */
  readonly exerciseSeconds?: Stamped<number>;
  /** How many hints of the exercise were opened since it was begun. */
  readonly exerciseHints?: Stamped<number>;
  /** When the exercise's solution was first viewed since it was begun; 0 for never. */
  readonly exerciseSeen?: Stamped<number>;
  /** The ids of the checks that passed in the last run, one per line. */
  readonly exercisePassed?: Stamped<string>;
  /** Fields added by a later version (`laterFields.ts`), kept unchanged. */
  readonly later?: ReadonlyMap<string, Stamped<RegisterValue>>;
}

/** The value of every register of a record before it is set. */
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

/** A single-valued field of a record, where the later value wins. */
export type Register = Exclude<keyof QuestionRecord, 'reviews' | 'later'>;
export const registers = Object.keys(unset) as readonly Register[];

/** The current value of a register. */
export function valueOf(record: QuestionRecord | undefined, key: Register): RegisterValue {
  return record?.[key]?.[0] ?? unset[key];
}

export type RegisterValue = boolean | number | string;

/** Sets a register of a record under construction. The value must have the register's type. */
export function put(
  record: Mutable<QuestionRecord>,
  key: Register,
  to: Stamped<RegisterValue>,
): void {
  (record as Partial<Record<Register, Stamped<RegisterValue>>>)[key] = to;
}

/** The registers that hold text written by the person. */
export const texts = ['note', 'draft'] as const;
const isText = (key: Register) => texts.some(text => text === key);

/** The longest list of passed checks to keep, in characters: some hundred checks. */
export const longestPassed = 20_000;

/** All of the person's progress. A change is a small progress itself, merged into the whole. */
export type Progress = ReadonlyMap<QuestionId, QuestionRecord>;

/** The longest duration of a review, in ms: someone who leaves the desk is not studying. */
export const longestReview = 60 * 60 * 1000;

/** Whether `mark` is set on the question. */
export function hasMark(progress: Progress, id: QuestionId, mark: Mark): boolean {
  return progress.get(id)?.[mark]?.[0] ?? false;
}

/** The reviews that count: those not undone, sorted by time. */
export function reviewsOf(record: QuestionRecord | undefined): readonly Review[] {
  const reviews = record?.reviews ?? [];
  return reviews.some(isUndone) ? reviews.filter(review => !isUndone(review)) : reviews;
}

/** Whether the review was undone and does not count. */
export function isUndone(review: Review): boolean {
  return review.undone?.[0] ?? false;
}

/**
 * The change that sets `mark` to `value` on each of `ids`, skipping questions that already have it.
 * `now` is in ms since 1970. A change never loses when the clock was set back: its stamp is at
 * least 1 ms after the one it replaces.
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
 * How far ahead of the clock a review may be dated, in ms, and still be believed. Clocks are set
 * back by seconds or hours; anything further ahead was dated by a plainly wrong clock.
 */
export const clockTolerance = 24 * 60 * 60 * 1000;

/** Reviews are dated just after the last believed one: slightly later is believed too. In ms. */
const afterTolerance = 60 * 1000;

/**
 * Whether a review of this time (ms since 1970) is not dated too far ahead of `now`; true if `now`
 * is not a number, so nothing can be told.
 */
export function isBelieved(time: number, now: number): boolean {
  return !(time > now + clockTolerance + afterTolerance);
}

/** How far ahead the next study day may begin, in ms, by a clock that is believed. */
const longestBuried = 50 * 60 * 60 * 1000;

/**
 * Whether the question is left out of reviews at `now` (ms since 1970), because it was buried. Where
 * a wrong clock did it, for long, it is not.
 */
export function isBuried(record: QuestionRecord | undefined, now: number): boolean {
  const until = record?.buriedUntil?.[0] ?? 0;
  return until > now && until <= now + longestBuried;
}

/**
 * The change that adds a review of one question, made at `time` (ms since 1970).
 *
 * The time of a review is its identity and its place in the order, so it is moved if necessary: if
 * the clock was set back, no review is lost, merged with another or put before an earlier one.
 * Reviews dated more than `clockTolerance` ahead do not affect it. The duration is rounded to
 * seconds, as stored.
 */
export function addReview(
  progress: Progress,
  id: QuestionId,
  { time, rating, duration }: Pick<Review, 'time' | 'rating' | 'duration'>,
): Progress {
  return reviewAt(id, { time: nextReviewTime(progress, id, time), rating, duration });
}

/** The time `addReview` gives a review of the question made at `time`. */
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
 * The change that adds a review whose time was already set by `nextReviewTime`. It may be requested
 * again, as after a crash, and in two windows: the review is added once.
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

/** The longest note accepted, in characters: some twenty printed pages. */
export const longestNote = 50_000;

/** The person's note on a question, as Markdown; empty if there is none. */
export function noteOf(progress: Progress, id: QuestionId): string {
  return progress.get(id)?.note?.[0] ?? '';
}

/**
 * The change that makes `text` the note on a question; blank text deletes the note. It is empty if
 * the note is unchanged. `now` is in ms since 1970. The caller enforces `longestNote`.
 */
export function setNote(progress: Progress, id: QuestionId, text: string, now: number): Progress {
  const note = text.trim() === '' ? '' : text;
  if (noteOf(progress, id) === note) return new Map();
  return new Map([[id, { note: stamp(note, progress.get(id)?.note, now) }]]);
}

/** The longest draft answer to keep, in characters. */
export const longestDraft = 50_000;

/** The person's own answer to a question; empty if there is none. */
export function draftOf(progress: Progress, id: QuestionId): string {
  return progress.get(id)?.draft?.[0] ?? '';
}

/**
 * The change that makes `text` the draft of an answer; empty text deletes it. `now` is in ms since
 * 1970. The caller enforces `longestDraft`.
 */
export function setDraft(progress: Progress, id: QuestionId, text: string, now: number): Progress {
  if (draftOf(progress, id) === text) return new Map();
  return new Map([[id, { draft: stamp(text, progress.get(id)?.draft, now) }]]);
}

/**
 * The change that resets marks, reviews, buried questions and exercises, but not notes and drafts,
 * which are the person's own text, nor fields of later versions, which may be.
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

/** A stamp for `value` that wins over `last` even if the clock was set back. */
export function stamp<T>(value: T, last: Stamped<unknown> | undefined, now: number): Stamped<T> {
  return [value, Math.max(now, last === undefined ? 0 : last[1] + 1)];
}

/** Merges two copies. Returns `a` itself if `b` adds nothing, so that a caller can tell. */
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
 * Merges `change` into `target` in place, in time that depends only on the change.
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

/** The records `other` would add to `own`, without the fields that are as new or newer in `own`. */
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

/** The fields and reviews of `merged`, which was made from `has`, that are missing in `has`. */
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

/** Merges two records of one question. Returns `a` itself if `b` adds nothing. */
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

/** The later stamped value; if set in the same ms the greater, so that order does not matter. */
function later<T extends RegisterValue>(a: Stamped<T> | undefined, b: Stamped<T>): Stamped<T> {
  if (a === undefined) return b;
  if (a[1] !== b[1]) return a[1] > b[1] ? a : b;
  // Values of different types do not compare, so they are ordered by type.
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

/** Two reviews at the same ms are one; the lower rating and the longer duration win. */
function mergeReview(a: Review, b: Review): Review {
  const rating = Math.min(a.rating, b.rating) as Rating;
  const duration = Math.max(a.duration, b.duration);
  const undone = b.undone === undefined ? a.undone : later(a.undone, b.undone);
  if (rating === a.rating && duration === a.duration && undone === a.undone) return a;
  return { time: a.time, rating, duration, ...(undone && { undone }) };
}

/** For building a record field by field. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
