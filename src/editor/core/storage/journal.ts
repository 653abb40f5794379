/**
 * The format of journals and checkpoints: one checksummed change per line, so a line torn by a kill
 * or damaged on disk is detected and costs only itself. Every line starts with its line break: a
 * torn line cannot damage the next. Large changes are written in parts and read line by line, so no
 * string holds all of one.
 */
import {
  mergeInto,
  type Mutable,
  type Progress,
  type QuestionRecord,
} from '../../../study/progress';
import { fnv1a, hashStart } from '../../../study/hash';
import { readProgress, writeProgress } from '../../../study/progressFormat';
import { readInterview, writeInterview } from '../../../study/mockInterview/format';
import type { QuestionId } from '../../../study/question';
import { isTime, usableStamp } from '../../../study/times';
import type { InterviewStep, UndoneStep, UndoStep } from '../../../study/undo';

/** A change's meaning for undo: a step of its own, or one that undid another. */
export type Action = UndoStep | UndoneStep;

/** Changes longer than about this many characters are written in parts. */
const longestPart = 1_000_000;

/** A change as a journal line; `action`, if given, is the action that made it. */
export function writeLine(change: Progress, action?: Action): string {
  return [...changeLines(change, action, Infinity)].join('');
}

/**
 * A change as journal lines: one, or several if it is large; the last one names the action and its
 * number of parts. Each part is a change of its own: a missing one costs only the undo. Can be
 * iterated repeatedly.
 */
export function changeLines(
  change: Progress,
  action?: Action,
  longest = longestPart,
): Iterable<string> {
  return { [Symbol.iterator]: () => linesOf(change, action, longest) };
}

function* linesOf(
  change: Progress,
  action: Action | undefined,
  longest: number,
): Generator<string> {
  const step = action !== undefined && 'id' in action ? action : undefined;
  let count = 0;
  const part = (fields: object) => {
    count += 1;
    return toLine({ ...fields, ...(action && { part: keyOf(action) }) });
  };
  const beforeOf = (of: Progress) => {
    const before = new Map<QuestionId, QuestionRecord>();
    for (const id of of.keys()) {
      const record = step?.before.get(id);
      if (record) before.set(id, record);
    }
    return before;
  };
  let piece = new Map<QuestionId, QuestionRecord>();
  let length = 0;
  for (const [id, record] of change) {
    const more = lengthOf(record) + lengthOf(step?.before.get(id));
    if (piece.size > 0 && length + more > longest) {
      const before = step && { before: writeProgress(beforeOf(piece)).questions };
      yield part({ ...writeProgress(piece), ...before });
      piece = new Map();
      length = 0;
    }
    piece.set(id, record);
    length += more;
  }
  for (const { id, before, after } of step?.interviews ?? []) {
    const interview = { id, after, ...(before && { before: writeInterview(before) }) };
    yield part({ ...writeProgress(new Map()), interview });
  }
  const last: Record<string, unknown> = { ...writeProgress(piece) };
  const parts = count > 0 ? { parts: count } : {};
  if (step !== undefined) {
    const { id, label, time } = step;
    last.step = { id, label, time, before: writeProgress(beforeOf(piece)).questions, ...parts };
  } else if (action !== undefined && 'undoes' in action) {
    const { undoes: id, time, interviews } = action;
    last.undoes = { id, time, ...parts, interviews };
  }
  yield toLine(last);
}

function toLine(value: object): string {
  return `\n${withChecksum(JSON.stringify(value))}`;
}

/** Identifies the parts of an action. */
function keyOf(action: Action): string {
  return 'undoes' in action ? `undo of ${action.undoes}` : action.id;
}

/** The approximate size of the record in characters. */
function lengthOf(record: QuestionRecord | undefined): number {
  if (record === undefined) return 0;
  return (
    100 +
    (record.note?.[0].length ?? 0) +
    (record.draft?.[0].length ?? 0) +
    20 * (record.reviews?.length ?? 0)
  );
}

/** A journal's content. */
export interface ReadJournal {
  readonly progress: Progress;
  /** Done and undone steps, as far as the journal knows, in order. */
  readonly actions: readonly Action[];
  /** Incomplete lines; the last line of a killed window is one, at most. */
  readonly damaged: number;
  /** Whether the last line is incomplete. */
  readonly isTorn: boolean;
  /** The version of lines from a newer extension: the journal must be kept for it. */
  readonly newer: number | undefined;
  /** Whether it is a complete checkpoint. */
  readonly whole: boolean;
}

/** Reads every intact line of a journal or checkpoint. */
export function readJournal(text: Iterable<string>): ReadJournal {
  const reader = new JournalReader();
  for (const lines of typeof text === 'string' ? [text] : text) {
    for (const line of lines.split('\n')) reader.take(line);
  }
  return reader.read();
}

/** The parts of an action read so far. */
interface Parts {
  count: number;
  readonly change: Map<QuestionId, QuestionRecord>;
  readonly before: Map<QuestionId, QuestionRecord>;
  readonly interviews: InterviewStep[];
}

/** Reads a journal or checkpoint line by line. */
export class JournalReader {
  readonly #progress = new Map<QuestionId, QuestionRecord>();
  readonly #actions: Action[] = [];
  readonly #parts = new Map<string, Parts>();
  #damaged = 0;
  #isTorn = false;
  #newer: number | undefined;
  #count = 0;
  #end: unknown;

  /** Takes the next line, without its line break. */
  take(line: string): void {
    this.#isTorn = false;
    if (line.trim() === '') return;
    const parsed = parseChecked(line);
    this.#end = property(parsed, 'end');
    if (this.#end !== undefined) return;
    this.#count += 1;
    const read = readProgress(parsed);
    if (read.kind === 'newer') this.#newer = read.version;
    else if (read.kind !== 'read' || read.rejected.length > 0) {
      this.#damaged += 1;
      this.#isTorn = true;
    }
    if (read.kind !== 'read') return;
    mergeInto(this.#progress, read.progress);
    this.#takePart(parsed, read.progress);
    this.#takeAction(parsed, read.progress);
  }

  /** The content read so far. */
  read(): ReadJournal {
    return {
      progress: this.#progress,
      actions: this.#actions,
      damaged: this.#damaged,
      isTorn: this.#isTorn,
      newer: this.#newer,
      whole: this.#damaged === 0 && this.#newer === undefined && this.#end === this.#count,
    };
  }

  #takePart(line: unknown, change: Progress): void {
    const key = property(line, 'part');
    if (typeof key !== 'string') return;
    const parts = this.#parts.get(key) ?? newParts();
    this.#parts.set(key, parts);
    parts.count += 1;
    mergeInto(parts.change, change);
    mergeInto(parts.before, readBefore(property(line, 'before')) ?? new Map());
    const interview = readInterviewStep(property(line, 'interview'));
    if (interview) parts.interviews.push(interview);
  }

  /** An action with a missing or wrong part is dropped: the change is kept but cannot be undone. */
  #takeAction(line: unknown, change: Progress): void {
    const step = property(line, 'step');
    const given = step ?? property(line, 'undoes');
    const id = property(given, 'id');
    const time = property(given, 'time');
    if (typeof id !== 'string' || !isTime(time)) return;
    const key = step === undefined ? `undo of ${id}` : id;
    const parts = this.#parts.get(key) ?? newParts();
    this.#parts.delete(key);
    if (parts.count !== (property(given, 'parts') ?? 0)) return;
    const common = { time: usableStamp(time), change: joined(parts.change, change) };
    if (step === undefined) {
      const returned = property(given, 'interviews');
      this.#actions.push({
        undoes: id,
        ...common,
        ...(Array.isArray(returned) && {
          interviews: returned.map(readInterviewStep).filter(each => each !== undefined),
        }),
      });
      return;
    }
    const label = property(step, 'label');
    const before = readBefore(property(step, 'before'));
    if (typeof label !== 'string' || before === undefined) return;
    const action: Mutable<UndoStep> = {
      id,
      label,
      ...common,
      before: joined(parts.before, before),
    };
    if (parts.interviews.length > 0) action.interviews = parts.interviews;
    this.#actions.push(action);
  }
}

function newParts(): Parts {
  return { count: 0, change: new Map(), before: new Map(), interviews: [] };
}

function joined(parts: Map<QuestionId, QuestionRecord>, last: Progress): Progress {
  if (parts.size === 0) return last;
  mergeInto(parts, last);
  return parts;
}

function readBefore(questions: unknown): Progress | undefined {
  if (questions === undefined) return undefined;
  const read = readProgress({ version: 1, questions });
  return read.kind === 'read' ? read.progress : undefined;
}

function readInterviewStep(value: unknown): InterviewStep | undefined {
  const id = property(value, 'id');
  if (typeof id !== 'string') return undefined;
  const after = property(value, 'after');
  const stored = property(value, 'before');
  const before = stored === undefined ? undefined : readInterview(stored);
  if (before !== undefined && before.kind !== 'read') return undefined;
  return {
    id,
    before: before?.interview,
    after: isTime(after) ? usableStamp(after) : undefined,
  };
}

/** Caches a question's checkpoint line by its record: most records do not change in between. */
const lines = new WeakMap<QuestionRecord, { readonly id: QuestionId; readonly line: string }>();

function lineOf(id: QuestionId, record: QuestionRecord): string {
  let written = lines.get(record);
  if (written?.id !== id) {
    written = { id, line: writeLine(new Map([[id, record]])) };
    lines.set(record, written);
  }
  return written.line;
}

/**
 * All of `progress` as a checkpoint: a line for each question, then their number. Reflects
 * `progress` at the time of iteration.
 */
export function checkpointLines(progress: Progress): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (const [id, record] of progress) yield lineOf(id, record);
      yield toLine({ end: progress.size });
    },
  };
}

/** `checkpointLines` as one string. */
export function writeCheckpoint(progress: Progress): string {
  return [...checkpointLines(progress)].join('');
}

/** The approximate length of a checkpoint in characters. Free for records written before. */
export function checkpointLength(progress: Progress): number {
  let length = 0;
  for (const [id, record] of progress) length += lineOf(id, record).length;
  return length;
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** `text` after its checksum: 8 hexadecimal digits and a space. */
export function withChecksum(text: string): string {
  return `${hash(text)} ${text}`;
}

/** Whether a line matches its checksum. */
export function isSound(line: string): boolean {
  return line[8] === ' ' && line.slice(0, 8) === hash(line.slice(9));
}

/** The JSON after a checksum; `undefined` if the checksum does not match or it is not JSON. */
export function parseChecked(line: string): unknown {
  if (!isSound(line)) return undefined;
  try {
    return JSON.parse(line.slice(9));
  } catch {
    return undefined;
  }
}

/** `fnv1a` as 8 hexadecimal digits, to detect torn writes and flipped bits. */
export function hash(text: string): string {
  return hashText(fnv1a(text));
}

/** The hash of a text given line by line, without the line breaks. */
export class LineHash {
  #sum: number | undefined;

  take(line: string): void {
    this.#sum = this.#sum === undefined ? fnv1a(line) : fnv1a(line, fnv1a('\n', this.#sum));
  }

  get text(): string {
    return hashText(this.#sum ?? hashStart);
  }
}

function hashText(sum: number): string {
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/**
 * 64-bit FNV-1a over UTF-8 as 16 hexadecimal digits, for names that must differ: among as many as
 * 100,000 folders the chance of a collision is 1 in 3,000 million.
 */
export function nameHash(text: string): string {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  return sum.toString(16).padStart(16, '0');
}
