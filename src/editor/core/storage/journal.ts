/**
 * The text of a journal or checkpoint: one change a line, each with a checksum, so that a line torn
 * by a kill or spoilt by the disk is seen for what it is and costs nothing but itself. Every line
 * starts with its line break: a torn line never spoils the next.
 */
import { mergeInto, type Progress, type QuestionRecord } from '../../../study/progress';
import { readProgress, writeProgress } from '../../../study/progressFormat';
import type { QuestionId } from '../../../study/question';
import type { UndoneStep, UndoStep } from '../../../study/undo';

/** What a change means for undo: it is a step of its own, or it took one back. */
export type Action = UndoStep | UndoneStep;

/** A change as a line of a journal; `action`, where given, is the action that made it. */
export function writeLine(change: Progress, action?: Action): string {
  const line: Record<string, unknown> = { ...writeProgress(change) };
  if (action !== undefined && 'undoes' in action) {
    line.undoes = { id: action.undoes, time: action.time };
  } else if (action !== undefined) {
    const { id, label, time, before } = action;
    line.step = { id, label, time, before: writeProgress(before).questions };
  }
  return `\n${withChecksum(JSON.stringify(line))}`;
}

/** What a journal holds. */
export interface ReadJournal {
  readonly progress: Progress;
  /** What can be undone and what was, as far as the journal knows, in the order it was done. */
  readonly actions: readonly Action[];
  /** Lines that are not whole; the last line of a killed window is one, at most. */
  readonly damaged: number;
  /** The version of the lines that are of a newer one: the journal must be kept for it. */
  readonly newer: number | undefined;
  /** Whether it is a checkpoint of which nothing is missing. */
  readonly whole: boolean;
}

/** Reads every sound line of a journal or checkpoint. */
export function readJournal(text: string): ReadJournal {
  const progress = new Map<QuestionId, QuestionRecord>();
  const actions: Action[] = [];
  let damaged = 0;
  let newer: number | undefined;
  let count = 0;
  let end: unknown;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseChecked(line);
    end = property(parsed, 'end');
    if (end !== undefined) continue;
    count += 1;
    const read = readProgress(parsed);
    if (read.kind === 'newer') newer = read.version;
    else if (read.kind !== 'read' || read.rejected.length > 0) damaged += 1;
    if (read.kind !== 'read') continue;
    mergeInto(progress, read.progress);
    const action = readAction(parsed, read.progress);
    if (action) actions.push(action);
  }
  const whole = damaged === 0 && newer === undefined && end === count;
  return { progress, actions, damaged, newer, whole };
}

/** A question's line of a checkpoint, by its record: most records are the same the next time. */
const lines = new WeakMap<QuestionRecord, { readonly id: QuestionId; readonly line: string }>();

/** All of `progress` as a checkpoint: a line for each question and one that says how many there are. */
export function writeCheckpoint(progress: Progress): string {
  const text: string[] = [];
  for (const [id, record] of progress) {
    let written = lines.get(record);
    if (written?.id !== id) {
      written = { id, line: writeLine(new Map([[id, record]])) };
      lines.set(record, written);
    }
    text.push(written.line);
  }
  text.push(`\n${withChecksum(JSON.stringify({ end: progress.size }))}`);
  return text.join('');
}

/** An action of which a part is missing or wrong is none: the change is kept, but cannot be undone. */
function readAction(line: unknown, change: Progress): Action | undefined {
  const step = property(line, 'step');
  const undone = property(line, 'undoes');
  const id = property(step ?? undone, 'id');
  const time = property(step ?? undone, 'time');
  if (typeof id !== 'string' || typeof time !== 'number' || !Number.isFinite(time)) {
    return undefined;
  }
  if (step === undefined) return { undoes: id, time, change };
  const label = property(step, 'label');
  const before = readProgress({ version: 1, questions: property(step, 'before') });
  if (typeof label !== 'string' || before.kind !== 'read') return undefined;
  return { id, label, time, change, before: before.progress };
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** `text` behind its checksum: 8 hexadecimal digits and a space. */
export function withChecksum(text: string): string {
  return `${hash(text)} ${text}`;
}

/** The JSON behind a checksum; `undefined` where text and checksum differ or it is no JSON. */
export function parseChecked(line: string): unknown {
  const text = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== hash(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * FNV-1a over UTF-16 code units as 8 hexadecimal digits: it is to see torn writes and flipped bits,
 * not forgery. Source: Fowler, Noll and Vo, draft-eastlake-fnv.
 */
export function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}
