/**
 * Progress as a file to keep, move to another machine, or process elsewhere.
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
 * Times are ms since 1970. `mastered`, `bookmarked`, `suspended`, `buriedUntil`, `note`, `draft`
 * and fields beginning with `exercise` are `[value, when it was set]`; a review is `[when, rating 1
 * to 4, seconds]`, with `[…, is it undone, since when]` if it was ever undone. Absent fields were
 * never set; unknown ones are kept as in `laterFields.ts`, interviews as in `interview/format.ts`.
 * Each question is on one line, so that files can be compared.
 */
import { readInterview, writeInterview } from '../mockInterview/format';
import type { Interview } from '../mockInterview/interview';
import { readLaterFields, writeLaterFields } from '../laterFields';
import {
  longestDraft,
  longestNote,
  longestPassed,
  longestReview,
  registers,
  type Progress,
  type QuestionRecord,
  type Review,
  type Stamped,
} from '../progress';
import { isRating } from '../rating';
import type { QuestionId } from '../question';
import { isTime, usableStamp } from '../times';
import { isCount, isObject } from '../values';

/** The value of the field `format`. */
export const progressFileFormat = 'django-interview-progress';
/** The version this code writes. A higher one was written by a newer extension and is refused. */
export const progressFileVersion = 1;
/**
 * The largest file that is read, in bytes: more than V8 can hold, so that no export is larger.
 * Source: the 4 GB limit of its compressed pointers, v8.dev/blog/pointer-compression.
 */
export const largestProgressFile = 4_000_000_000;
/** The largest text, in UTF-16 units, read in one go because another program wrote it. */
export const largestRewritten = 50_000_000;

/** The contents of a file. */
export interface ProgressFile {
  readonly progress: Progress;
  readonly interviews: readonly Interview[];
}

/** A part of a file that could not be read and was left out. */
export interface RejectedPart {
  /** The question or interview, as the file names it. */
  readonly id: string;
  /** What is wrong, for a person. */
  readonly why: string;
}

/** The result of reading a file. */
export type ReadProgressFile =
  | ({ readonly kind: 'read'; readonly rejected: readonly RejectedPart[] } & ProgressFile)
  /** Written by a newer version of the extension. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not such a file; `why` is for a person. */
  | { readonly kind: 'broken'; readonly why: string };

/** Longer ids are not ours. */
const longestId = 200;

/** The text of a file. `exported` is the time as ISO 8601. Equal contents give equal texts. */
export function writeProgressFile(file: ProgressFile, exported: string): string {
  return [...progressFileLines(file, exported)].join('');
}

/** The same line by line: JavaScript cannot hold half a GB in one string. */
export function* progressFileLines(file: ProgressFile, exported: string): Generator<string> {
  const questions = [...file.progress].sort(([a], [b]) => (a < b ? -1 : 1));
  const interviews = [...file.interviews].sort(
    (a, b) => a.started - b.started || (a.id < b.id ? -1 : 1),
  );
  yield '{\n';
  yield `  "format": ${JSON.stringify(progressFileFormat)},\n`;
  yield `  "version": ${progressFileVersion},\n`;
  yield `  "exported": ${JSON.stringify(exported)},\n`;
  yield '  "questions": {';
  yield* listed(
    questions,
    ([id, record]) => `${JSON.stringify(id)}: ${JSON.stringify(writeRecord(record))}`,
  );
  yield '},\n';
  yield '  "interviews": [';
  yield* listed(interviews, interview => JSON.stringify(writeInterview(interview)));
  yield ']\n}\n';
}

/** One on each line, with commas between them. */
function* listed<T>(all: readonly T[], write: (one: T) => string): Generator<string> {
  for (const [index, one] of all.entries()) yield `${index === 0 ? '' : ','}\n    ${write(one)}`;
  if (all.length > 0) yield '\n  ';
}

/**
 * Reads a file, keeping valid parts and reporting the rest. Never throws.
 * @param largest in characters, if it is not line by line; one's own copies have no limit
 */
export function readProgressFile(text: string, largest = largestRewritten): ReadProgressFile {
  const reader = new ProgressFileReader(largest);
  reader.add(text);
  return reader.end();
}

/**
 * Reads a file of any size piece by piece, if each question is on a line as written by
 * `progressFileLines`. Another layout of the same content is put together first, up to `largest`.
 */
export class ProgressFileReader {
  readonly #largest: number;
  /** All of the text, unless it is too long to read in one go. */
  #whole: string[] | undefined = [];
  #length = 0;
  /** The unfinished line at the end of the last piece. */
  #rest: string[] = [];
  #restLength = 0;
  /** `undefined` once the file's lines differ from ours. */
  #lines: LinesReader | undefined = new LinesReader();

  constructor(largest = largestRewritten) {
    this.#largest = largest;
  }

  /** Takes the next piece; returns whether more is wanted. Never throws. */
  add(piece: string): boolean {
    const text = this.#length === 0 ? piece.replace(/^\uFEFF/, '') : piece;
    this.#length += text.length;
    if (this.#length <= this.#largest) this.#whole?.push(text);
    else this.#whole = undefined;
    this.#addLines(text);
    return this.#isWanted;
  }

  get #isWanted(): boolean {
    if (this.#lines?.newer !== undefined) return false;
    return this.#lines !== undefined || this.#whole !== undefined;
  }

  #addLines(text: string): void {
    let from = 0;
    for (
      let at = text.indexOf('\n');
      at >= 0 && this.#lines !== undefined;
      at = text.indexOf('\n', from)
    ) {
      this.#takeLine(text.slice(from, at));
      from = at + 1;
    }
    if (this.#lines === undefined) return;
    this.#rest.push(text.slice(from));
    this.#restLength += text.length - from;
    if (this.#restLength > longestLine) this.#lines = undefined;
  }

  #takeLine(end: string): void {
    this.#rest.push(end);
    const line = this.#rest.join('').trim();
    this.#rest = [];
    this.#restLength = 0;
    if (this.#lines?.take(line) === false) this.#lines = undefined;
  }

  /** The result, once there are no more pieces. */
  end(): ReadProgressFile {
    if (this.#lines && this.#restLength > 0) this.#takeLine('');
    const read = this.#lines?.read();
    if (read !== undefined) return read;
    if (this.#whole !== undefined) return readWhole(this.#whole.join(''));
    return {
      kind: 'broken',
      why: `it is not as “Export Progress” writes it, or cut off, and has more than ${this.#largest / 1e6} million characters`,
    };
  }
}

/** A line of more UTF-16 units is not ours: notes, answers and their number are limited. */
const longestLine = 100_000_000;

/** The part expected next in a file. */
type Part = 'head' | 'questions' | 'interviews' | 'list' | 'end' | 'nothing';

/**
 * Reads lines that match `progressFileLines` exactly, apart from surrounding spaces, so that the
 * result is the same as reading the whole text.
 */
class LinesReader {
  #part: Part = 'head';
  #head = '';
  /** Whether another question or interview must follow, or must not. */
  #isOpen: boolean | undefined;
  readonly #progress = new Map<QuestionId, QuestionRecord>();
  readonly #interviews = new InterviewsReader();
  readonly #rejected: RejectedPart[] = [];
  newer: number | undefined;

  /** Takes a line without surrounding spaces; returns `false` if it differs from ours. */
  take(line: string): boolean {
    if (this.newer !== undefined) return true; // the meaning of its lines is unknown
    switch (this.#part) {
      case 'head':
        return this.#takeHead(line);
      case 'questions':
        return line === '},' ? this.#close('interviews') : this.#takeQuestion(line);
      case 'interviews':
        if (line === '"interviews": []') this.#part = 'end';
        else if (line === '"interviews": [') this.#part = 'list';
        else return false;
        return true;
      case 'list':
        return line === ']' ? this.#close('end') : this.#takeInterview(line);
      case 'end':
        this.#part = 'nothing';
        return line === '}';
      case 'nothing':
        return line === '';
    }
  }

  /** The result; `undefined` if the file is incomplete. */
  read(): ReadProgressFile | undefined {
    if (this.newer !== undefined) return { kind: 'newer', version: this.newer };
    if (this.#part !== 'nothing') return undefined;
    return {
      kind: 'read',
      progress: this.#progress,
      interviews: this.#interviews.all,
      rejected: this.#rejected,
    };
  }

  #takeHead(line: string): boolean {
    if (this.#head === '' && line !== '{') return false;
    const isEmpty = line === '"questions": {},';
    if (!isEmpty && line !== '"questions": {') {
      this.#head += `${line}\n`;
      return this.#head.length < 10_000;
    }
    const head = parsed(`${this.#head}"questions": {}}`);
    if (!isObject(head) || own(head, 'format') !== progressFileFormat) return false;
    const version = own(head, 'version');
    if (version !== progressFileVersion) {
      if (!isVersion(version)) return false;
      this.newer = version;
      return true;
    }
    this.#part = isEmpty ? 'interviews' : 'questions';
    return true;
  }

  #takeQuestion(line: string): boolean {
    const question = parsed(`{${this.#entry(line)}}`);
    if (!isObject(question) || Object.keys(question).length === 0) return false;
    readQuestions(question, this.#progress, this.#rejected);
    return true;
  }

  #takeInterview(line: string): boolean {
    const interview = parsed(this.#entry(line));
    if (interview === undefined) return false;
    this.#interviews.take(interview, this.#rejected);
    return true;
  }

  /** The line without its comma. Without one it must be the last; `parsed` rejects others. */
  #entry(line: string): string {
    const before = this.#isOpen;
    this.#isOpen = line.endsWith(',');
    if (before === false) return ','; // not JSON
    return this.#isOpen ? line.slice(0, -1) : line;
  }

  #close(next: Part): boolean {
    const isRight = this.#isOpen === false;
    this.#isOpen = undefined;
    this.#part = next;
    return isRight;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isVersion(version: unknown): version is number {
  return typeof version === 'number' && Number.isInteger(version) && version >= 1;
}

function readWhole(text: string): ReadProgressFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'broken', why: `it is not valid JSON (${why.slice(0, 200)})` };
  }
  if (!isObject(parsed) || own(parsed, 'format') !== progressFileFormat) {
    return { kind: 'broken', why: `it does not say "format": "${progressFileFormat}"` };
  }
  const version = own(parsed, 'version');
  if (!isVersion(version)) {
    return { kind: 'broken', why: `its version is ${describe(version)}` };
  }
  if (version > progressFileVersion) return { kind: 'newer', version };
  const questions = own(parsed, 'questions');
  if (!isObject(questions)) {
    return { kind: 'broken', why: `its questions are ${describe(questions)}` };
  }
  const rejected: RejectedPart[] = [];
  const progress = new Map<QuestionId, QuestionRecord>();
  readQuestions(questions, progress, rejected);
  const interviews = readInterviews(own(parsed, 'interviews'), rejected);
  return { kind: 'read', progress, interviews, rejected };
}

function writeRecord(record: QuestionRecord): Record<string, unknown> {
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

function readQuestions(
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

function readInterviews(value: unknown, rejected: RejectedPart[]): readonly Interview[] {
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
class InterviewsReader {
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
function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/** A value for a person, short. Nested values are skipped: they may be endlessly deep. */
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
