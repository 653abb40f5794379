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
import { writeInterview } from '../mockInterview/format';
import type { Interview } from '../mockInterview/interview';
import type { Progress, QuestionRecord } from '../progress';
import type { QuestionId } from '../question';
import { isObject } from '../values';
import {
  describe,
  InterviewsReader,
  own,
  readInterviews,
  readQuestions,
  writeRecord,
  type RejectedPart,
} from './progressParts';

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

/** The result of reading a file. */
export type ReadProgressFile =
  | ({ readonly kind: 'read'; readonly rejected: readonly RejectedPart[] } & ProgressFile)
  /** Written by a newer version of the extension. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not such a file; `why` is for a person. */
  | { readonly kind: 'broken'; readonly why: string };

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
