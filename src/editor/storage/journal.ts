/**
 * The text of a journal: one change a line, each with a checksum, so that a line torn by a kill is
 * seen for what it is. Every line starts with its line break: a torn line never spoils the next.
 */
import type { Progress } from '../../study/progress';
import { mergeProgress } from '../../study/progress';
import { readProgress, writeProgress } from '../../study/progressFormat';

/** A change as a line of a journal. */
export function writeLine(change: Progress): string {
  return `\n${withChecksum(JSON.stringify(writeProgress(change)))}`;
}

/** What a journal holds. */
export interface ReadJournal {
  readonly progress: Progress;
  /** Lines that are not whole; the last line of a killed window is one, at most. */
  readonly damaged: number;
  /** Lines of a newer version: the journal must be kept for it. */
  readonly newer: number;
}

/** Reads every sound line of a journal. */
export function readJournal(text: string): ReadJournal {
  let progress: Progress = new Map();
  let damaged = 0;
  let newer = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const read = readProgress(parseChecked(line));
    if (read.kind === 'newer') newer += 1;
    else if (read.kind !== 'read' || read.rejected.length > 0) damaged += 1;
    if (read.kind === 'read') progress = mergeProgress(progress, read.progress);
  }
  return { progress, damaged, newer };
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
