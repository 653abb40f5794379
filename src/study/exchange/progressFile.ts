/**
 * Progress as a file that a person keeps, moves to another machine, or reads with a program.
 *
 *     {
 *       "format": "django-interview-progress",
 *       "version": 1,
 *       "exported": "2026-02-03T04:05:06.000Z",
 *       "questions": {
 *         "signals": {
 *           "mastered": [true, 1764000000000],
 *           "note": ["ask about receivers", 1764000000000],
 *           "reviews": [[1764000000000, 3, 12]]
 *         }
 *       },
 *       "interviews": []
 *     }
 *
 * Times are ms since 1970. `mastered`, `bookmarked`, `suspended`, `buriedUntil` and `note` are
 * `[value, when it was set]`; a review is `[when, rating 1 to 4, seconds]`, and where it was ever
 * undone `[…, is it undone, since when]`. A field that is absent was never set. An interview is as
 * `interview/format.ts` stores it. One question stands on each line, so that files can be compared.
 */
import { readInterview, writeInterview } from '../mockInterview/format';
import type { Interview } from '../mockInterview/interview';
import {
  longestNote,
  longestReview,
  type Progress,
  type QuestionRecord,
  type Review,
  type Stamped,
} from '../progress';
import { isRating } from '../rating';
import type { QuestionId } from '../question';
import { isTime, usableStamp } from '../times';

/** What the field `format` says. */
export const progressFileFormat = 'django-interview-progress';
/** The version this code writes. A higher one was written by a newer extension and is refused. */
export const progressFileVersion = 1;
/** The largest file that is read, in bytes. */
export const largestProgressFile = 50_000_000;

/** What a file holds. */
export interface ProgressFile {
  readonly progress: Progress;
  readonly interviews: readonly Interview[];
}

/** Something in a file that could not be read and was left out. */
export interface RejectedPart {
  /** The question or interview, as the file names it. */
  readonly id: string;
  /** What is wrong, for a person. */
  readonly why: string;
}

/** What came of reading a file. */
export type ReadProgressFile =
  | ({ readonly kind: 'read'; readonly rejected: readonly RejectedPart[] } & ProgressFile)
  /** Written by a newer version of the extension. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not such a file; `why` is for a person. */
  | { readonly kind: 'broken'; readonly why: string };

/** Ids longer than this are no ids of ours. */
const longestId = 200;

/** The text of a file. `exported` is when, as ISO 8601. Equal contents give equal texts. */
export function writeProgressFile(file: ProgressFile, exported: string): string {
  const questions = [...file.progress]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, record]) => `${JSON.stringify(id)}: ${JSON.stringify(writeRecord(record))}`);
  const interviews = [...file.interviews]
    .sort((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1))
    .map(interview => JSON.stringify(writeInterview(interview)));
  const lines = (all: readonly string[]) =>
    all.length === 0 ? '' : `\n    ${all.join(',\n    ')}\n  `;
  return [
    '{',
    `  "format": ${JSON.stringify(progressFileFormat)},`,
    `  "version": ${progressFileVersion},`,
    `  "exported": ${JSON.stringify(exported)},`,
    `  "questions": {${lines(questions)}},`,
    `  "interviews": [${lines(interviews)}]`,
    '}\n',
  ].join('\n');
}

/**
 * Reads a file, keeping all that is sound and naming what is not. Never throws.
 * @param largest in characters; one's own copies have no limit
 */
export function readProgressFile(text: string, largest = largestProgressFile): ReadProgressFile {
  if (text.length > largest) {
    return { kind: 'broken', why: `it has more than ${largest / 1e6} million characters` };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'broken', why: `it is not valid JSON (${why.slice(0, 200)})` };
  }
  if (!isObject(parsed) || own(parsed, 'format') !== progressFileFormat) {
    return { kind: 'broken', why: `it does not say "format": "${progressFileFormat}"` };
  }
  const version = own(parsed, 'version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { kind: 'broken', why: `its version is ${describe(version)}` };
  }
  if (version > progressFileVersion) return { kind: 'newer', version };
  const questions = own(parsed, 'questions');
  if (!isObject(questions)) {
    return { kind: 'broken', why: `its questions are ${describe(questions)}` };
  }
  const rejected: RejectedPart[] = [];
  const progress = readQuestions(questions, rejected);
  const interviews = readInterviews(own(parsed, 'interviews'), rejected);
  return { kind: 'read', progress, interviews, rejected };
}

function writeRecord(record: QuestionRecord): Record<string, unknown> {
  const { mastered, bookmarked, suspended, buriedUntil, note, reviews = [] } = record;
  return {
    ...(mastered && { mastered }),
    ...(bookmarked && { bookmarked }),
    ...(suspended && { suspended }),
    ...(buriedUntil && { buriedUntil }),
    ...(note && { note }),
    ...(reviews.length > 0 && { reviews: reviews.map(writeReview) }),
  };
}

function writeReview({ time, rating, duration, undone }: Review): readonly unknown[] {
  return [time, rating, Math.round(duration / 1000), ...(undone ?? [])];
}

function readQuestions(questions: object, rejected: RejectedPart[]): Progress {
  const progress = new Map<QuestionId, QuestionRecord>();
  for (const [id, value] of Object.entries(questions)) {
    const problems: string[] = [];
    if (id === '' || id.length > longestId) problems.push('the id is empty or too long');
    else if (!isObject(value)) problems.push(`expected an object, found ${describe(value)}`);
    else {
      const record = readRecord(value, problems);
      if (Object.keys(record).length > 0) progress.set(id, record);
    }
    if (problems.length > 0) {
      rejected.push({ id: id.slice(0, longestId), why: problems.slice(0, 5).join('; ') });
    }
  }
  return progress;
}

function readRecord(value: object, problems: string[]): QuestionRecord {
  const stamped = <T>(key: string, is: (value: unknown) => value is T): Stamped<T> | undefined => {
    const field = own(value, key);
    if (field === undefined) return undefined;
    const [set, time, ...more] = Array.isArray(field) ? (field as unknown[]) : [];
    if (is(set) && isTime(time) && more.length === 0) return [set, usableStamp(time)];
    problems.push(`"${key}" is ${describe(field)}`);
    return undefined;
  };
  const reviews = readReviews(own(value, 'reviews'), problems);
  const fields = {
    mastered: stamped('mastered', isBoolean),
    bookmarked: stamped('bookmarked', isBoolean),
    suspended: stamped('suspended', isBoolean),
    buriedUntil: stamped('buriedUntil', isTime),
    note: stamped('note', isNote),
    reviews: reviews.length > 0 ? reviews : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
}

function readReviews(value: unknown, problems: string[]): readonly Review[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push(`"reviews" is ${describe(value)}`);
    return [];
  }
  const byTime = new Map<number, Review>();
  for (const [index, item] of (value as unknown[]).entries()) {
    const review = readReview(item);
    if (review === undefined) problems.push(`review ${index + 1} is ${describe(item)}`);
    else if (byTime.has(review.time)) problems.push(`review ${index + 1} has the time of another`);
    else byTime.set(review.time, review);
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

function readReview(value: unknown): Review | undefined {
  if (!Array.isArray(value) || (value.length !== 3 && value.length !== 5)) return undefined;
  const [time, rating, seconds, undone, since] = value as readonly unknown[];
  if (!isTime(time) || !isRating(rating)) return undefined;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined;
  const review = { time, rating, duration: Math.min(Math.round(seconds) * 1000, longestReview) };
  if (value.length === 3) return review;
  return isBoolean(undone) && isTime(since)
    ? { ...review, undone: [undone, usableStamp(since)] }
    : undefined;
}

function readInterviews(value: unknown, rejected: RejectedPart[]): readonly Interview[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    rejected.push({ id: 'interviews', why: `they are ${describe(value)}` });
    return [];
  }
  const interviews = new Map<string, Interview>();
  for (const [index, item] of (value as unknown[]).entries()) {
    const read = readInterview(item);
    const id = `interview ${index + 1}`;
    if (read.kind === 'newer') rejected.push({ id, why: `its format is ${read.version}` });
    else if (read.kind === 'broken') rejected.push({ id, why: read.why });
    else {
      if (read.problems.length > 0)
        rejected.push({ id, why: read.problems.slice(0, 5).join('; ') });
      interviews.set(read.interview.id, read.interview);
    }
  }
  return [...interviews.values()];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNote(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestNote;
}

/** An own property: `constructor` and friends are never taken from the prototype. */
function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** A value for a person, short. What is nested is not looked into: it may be deep without end. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const isPlain = items.length <= 6 && items.every(item => typeof item !== 'object');
    return isPlain ? `[${items.map(describe).join(', ')}]` : `a list of ${items.length}`;
  }
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return typeof value;
  return value.length <= 40 ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, 38))}…`;
}
