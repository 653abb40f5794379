/**
 * The parts of a progress file, as JSON: the records of questions, and interviews. What cannot be
 * used of a part is left out and reported. The file around them is in `progressFile.ts`, where its
 * format is described.
 */
import { readInterview } from '../mockInterview/format';
import type { Interview } from '../mockInterview/interview';
import { readLaterFields, writeLaterFields } from '../laterFields';
import {
  longestDraft,
  longestNote,
  longestPassed,
  longestReview,
  registers,
  type QuestionRecord,
  type Review,
  type Stamped,
} from '../progress';
import type { QuestionId } from '../question';
import { isRating } from '../rating';
import { isTime, usableStamp } from '../times';
import { isCount, isObject } from '../values';

/** A part of a file that could not be read and was left out. */
export interface RejectedPart {
  /** The question or interview, as the file names it. */
  readonly id: string;
  /** What is wrong, for a person. */
  readonly why: string;
}

/** Longer ids are not ours. */
const longestId = 200;

/** A record as it is in a file. */
export function writeRecord(record: QuestionRecord): Record<string, unknown> {
  const { reviews = [] } = record;
  return {
    ...Object.fromEntries(registers.flatMap(key => (record[key] ? [[key, record[key]]] : []))),
    ...(reviews.length > 0 && { reviews: reviews.map(writeReview) }),
    ...writeLaterFields(record.later),
  };
}

function writeReview({ time, rating, duration, undone }: Review): readonly unknown[] {
  return [time, rating, Math.round(duration / 1000), ...(undone ?? [])];
}

/** Reads questions by their ids into `progress`, and what is wrong with them into `rejected`. */
export function readQuestions(
  questions: object,
  progress: Map<QuestionId, QuestionRecord>,
  rejected: RejectedPart[],
): void {
  for (const [id, value] of Object.entries(questions)) {
    const problems: string[] = [];
    progress.delete(id); // the last one of the same id counts, as in JSON
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
  /** A time that another may have to follow, such as the next attempt after the last solving. */
  const moment = (key: string): Stamped<number> | undefined => {
    const read = stamped(key, isTime);
    return read && [usableStamp(read[0]), read[1]];
  };
  const reviews = readReviews(own(value, 'reviews'), problems);
  const fields = {
    mastered: stamped('mastered', isBoolean),
    bookmarked: stamped('bookmarked', isBoolean),
    suspended: stamped('suspended', isBoolean),
    buriedUntil: stamped('buriedUntil', isTime),
    note: stamped('note', isNote),
    draft: stamped('draft', isDraft),
    exerciseStarted: moment('exerciseStarted'),
    exerciseSolved: moment('exerciseSolved'),
    exerciseSeconds: stamped('exerciseSeconds', isCount),
    exerciseHints: stamped('exerciseHints', isCount),
    exerciseSeen: moment('exerciseSeen'),
    exercisePassed: stamped('exercisePassed', isPassed),
    reviews: reviews.length > 0 ? reviews : undefined,
    // Another program may have added invalid fields: they are left out as usual.
    later: readLaterFields(value, registers).later,
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

/** Reads a list of interviews, and what is wrong with them into `rejected`. */
export function readInterviews(value: unknown, rejected: RejectedPart[]): readonly Interview[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    rejected.push({ id: 'interviews', why: `they are ${describe(value)}` });
    return [];
  }
  const reader = new InterviewsReader();
  for (const item of value as unknown[]) reader.take(item, rejected);
  return reader.all;
}

/** Reads interviews one by one; the last one of the same id counts. */
export class InterviewsReader {
  readonly #interviews = new Map<string, Interview>();
  #count = 0;

  take(item: unknown, rejected: RejectedPart[]): void {
    const read = readInterview(item);
    const id = `interview ${++this.#count}`;
    if (read.kind === 'newer') rejected.push({ id, why: `its format is ${read.version}` });
    else if (read.kind === 'broken') rejected.push({ id, why: read.why });
    else {
      if (read.problems.length > 0)
        rejected.push({ id, why: read.problems.slice(0, 5).join('; ') });
      this.#interviews.set(read.interview.id, read.interview);
    }
  }

  get all(): readonly Interview[] {
    return [...this.#interviews.values()];
  }
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNote(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestNote;
}

function isPassed(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestPassed;
}

function isDraft(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestDraft;
}

/** An own property: `constructor` and friends are never taken from the prototype. */
export function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** A value for a person, short. Nested values are skipped: they may be endlessly deep. */
export function describe(value: unknown): string {
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
