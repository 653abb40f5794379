/**
 * Stores progress as compact, versioned plain JSON and reads it without trusting it.
 *
 * `{ "version": 1, "questions": { "<id>": { "m": [1, 1764000000000], "r": "…" } } }` where `m`,
 * `b`, `s` are mastered, bookmarked, suspended as `[0 or 1, time]`, `u` is `[buried until, time]`,
 * `n` is `[note, time]`, `d` is `[draft of an answer, time]`, `x` with a second letter belongs to
 * the exercise, and `r` holds the reviews, separated by spaces: `time.rating.duration`, then
 * `.undone.time` if a review was ever undone. The times of `r` are ms in base 36, each after the
 * first as the difference from the one before; durations are seconds in base 36. Other fields are
 * kept as described in `laterFields.ts`.
 */
import type { QuestionId } from './question';
import { readLaterFields, writeLaterFields } from './laterFields';
import { isTime, usableStamp } from './times';
import {
  longestReview,
  type Progress,
  type QuestionRecord,
  type Review,
  type Stamped,
} from './progress';
import type { Rating } from './rating';
import { isCount } from './values';

/** The version this code writes. Higher ones, written by a newer extension, are left alone. */
export const progressVersion = 1;

/** The stored form. */
export interface StoredProgress {
  readonly version: number;
  readonly questions: Readonly<Record<string, unknown>>;
}

/** The result of reading stored progress. */
export type ReadProgress =
  | {
      readonly kind: 'read';
      readonly progress: Progress;
      readonly rejected: readonly RejectedRecord[];
    }
  /** Nothing was stored. */
  | { readonly kind: 'empty' }
  /** Written by a newer version: must not be overwritten. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not progress; `why` is for a person. */
  | { readonly kind: 'broken'; readonly why: string };

/** A question's record that could only partly be read. The readable parts were kept. */
export interface RejectedRecord {
  readonly id: QuestionId;
  readonly why: string;
}

/** Longer ids are not ours. */
const longestId = 200;

/**
 * The stored form of progress. Questions are sorted by id, empty records are left out, so that
 * equal progress gives equal text.
 */
export function writeProgress(progress: Progress): StoredProgress {
  const questions = [...progress]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, record]) => [id, writeRecord(record)] as const)
    .filter(([, record]) => Object.keys(record).length > 0);
  return { version: progressVersion, questions: Object.fromEntries(questions) };
}

/** Reads the output of `writeProgress`, keeping valid parts and reporting the rest. */
export function readProgress(stored: unknown): ReadProgress {
  if (stored === undefined || stored === null) return { kind: 'empty' };
  if (typeof stored !== 'object' || Array.isArray(stored)) {
    return { kind: 'broken', why: `expected an object, found ${describe(stored)}` };
  }
  const version = own(stored, 'version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { kind: 'broken', why: `the version is ${describe(version)}` };
  }
  if (version > progressVersion) return { kind: 'newer', version };
  const questions = own(stored, 'questions');
  if (typeof questions !== 'object' || questions === null || Array.isArray(questions)) {
    return { kind: 'broken', why: `the questions are ${describe(questions)}` };
  }
  const progress = new Map<QuestionId, QuestionRecord>();
  const rejected: RejectedRecord[] = [];
  for (const [id, value] of Object.entries(questions)) {
    if (id === '' || id.length > longestId) {
      rejected.push({ id: id.slice(0, longestId), why: 'the id is empty or too long' });
      continue;
    }
    const problems: string[] = [];
    const record = readRecord(value, problems);
    if (Object.keys(record).length > 0) progress.set(id, record);
    if (problems.length > 0) rejected.push({ id, why: problems.join('; ') });
  }
  return { kind: 'read', progress, rejected };
}

function writeRecord(record: QuestionRecord): Record<string, unknown> {
  const flag = (set: Stamped<boolean> | undefined) => set && [set[0] ? 1 : 0, set[1]];
  const fields = {
    m: flag(record.mastered),
    b: flag(record.bookmarked),
    s: flag(record.suspended),
    u: record.buriedUntil,
    n: record.note,
    d: record.draft,
    xb: record.exerciseStarted,
    xd: record.exerciseSolved,
    xt: record.exerciseSeconds,
    xh: record.exerciseHints,
    xs: record.exerciseSeen,
    xp: record.exercisePassed,
    r: record.reviews && record.reviews.length > 0 ? writeReviews(record.reviews) : undefined,
  };
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...writeLaterFields(record.later),
  };
}

function readRecord(value: unknown, problems: string[]): QuestionRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(`expected an object, found ${describe(value)}`);
    return {};
  }
  const known: string[] = [];
  const read = <T>(key: string, parse: (value: unknown) => T | undefined): T | undefined => {
    known.push(key);
    const field = own(value, key);
    if (field === undefined) return undefined;
    const parsed = parse(field);
    if (parsed === undefined) problems.push(`"${key}" is ${describe(field)}`);
    return parsed;
  };
  const fields = {
    mastered: read('m', readFlag),
    bookmarked: read('b', readFlag),
    suspended: read('s', readFlag),
    buriedUntil: read('u', field => readStamped(field, isTime)),
    note: read('n', field => readStamped(field, isText)),
    draft: read('d', field => readStamped(field, isText)),
    exerciseStarted: read('xb', readMoment),
    exerciseSolved: read('xd', readMoment),
    exerciseSeconds: read('xt', field => readStamped(field, isCount)),
    exerciseHints: read('xh', field => readStamped(field, isCount)),
    exerciseSeen: read('xs', readMoment),
    exercisePassed: read('xp', field => readStamped(field, isText)),
    reviews: read('r', field => readReviews(field, problems)),
  };
  const { later, rest } = readLaterFields(value, known);
  for (const name of rest) problems.push(`"${name.slice(0, 40)}" is not known`);
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined)),
    ...(later && { later }),
  };
}

function readFlag(value: unknown): Stamped<boolean> | undefined {
  const read = readStamped(value, (bit): bit is 0 | 1 => bit === 0 || bit === 1);
  return read && [read[0] === 1, read[1]];
}

function readStamped<T>(
  value: unknown,
  is: (value: unknown) => value is T,
): Stamped<T> | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [set, time] = value as [unknown, unknown];
  return is(set) && isTime(time) ? [set, usableStamp(time)] : undefined;
}

/** A time that another may have to follow, such as the next attempt after the last solving. */
function readMoment(value: unknown): Stamped<number> | undefined {
  const read = readStamped(value, isTime);
  return read && [usableStamp(read[0]), read[1]];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function writeReviews(reviews: readonly Review[]): string {
  let before = 0;
  return reviews
    .map(({ time, rating, duration, undone }) => {
      const fields = [
        (time - before).toString(36),
        rating,
        Math.round(duration / 1000).toString(36),
        ...(undone ? [undone[0] ? 1 : 0, undone[1].toString(36)] : []),
      ];
      before = time;
      return fields.join('.');
    })
    .join(' ');
}

/** Reads the reviews up to the first broken one: those after it depend on its time. */
function readReviews(value: unknown, problems: string[]): readonly Review[] | undefined {
  if (typeof value !== 'string') return undefined;
  const reviews: Review[] = [];
  let before = 0;
  for (const text of value === '' ? [] : value.split(' ')) {
    const match =
      /^([0-9a-z]{1,11})\.([1-4])\.([0-9a-z]{1,4})(?:\.([01])\.([0-9a-z]{1,11}))?$/.exec(text);
    const time = before + parseInt(match?.[1] ?? '', 36);
    const last = reviews.at(-1);
    if (!match || !isTime(time) || (last && time <= last.time)) {
      problems.push(`review ${reviews.length + 1} is ${describe(text)}`);
      break;
    }
    const undoneAt = match[5] === undefined ? undefined : parseInt(match[5], 36);
    reviews.push({
      time,
      rating: Number(match[2]) as Rating,
      duration: Math.min(parseInt(match[3] ?? '0', 36) * 1000, longestReview),
      ...(isTime(undoneAt) && { undone: [match[4] === '1', usableStamp(undoneAt)] as const }),
    });
    before = time;
  }
  return reviews;
}

/** An own property: `constructor` and friends are never taken from the prototype. */
function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}
