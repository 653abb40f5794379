/** What an import finds in a file that was written for something else. */

/** A question that was found. Texts are Markdown; all but `title` may be empty. */
export interface FoundQuestion {
  /** On one line. */
  readonly title: string;
  readonly hint: string;
  readonly answer: string;
  readonly category: string;
  /** Where the file says one, as packs and this product's exports do. */
  readonly id?: string;
}

/** Why something that looked like a question was left out. */
export type LeftOutReason =
  /** The same wording with the same answer stands in the file before. */
  | 'duplicate'
  /** A row or an item without a question. */
  | 'empty'
  /** A table of contents. */
  | 'contents'
  /** Links to other pages that ask nothing. */
  | 'links'
  /** Beyond the most questions that a pack may have. */
  | 'too-many'
  /** Pictures and sounds of flashcards, which are not in the text. */
  | 'media';

/** Something that was left out. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  /** The first line (from 1) it stands on, where it has one. */
  readonly line?: number;
  /** Its text, short, for a person to recognise it. */
  readonly text: string;
}

/** What is odd in a file and was read all the same, such as a stray quote. */
export interface Oddity {
  readonly kind: 'stray-quote';
  /** From 1. */
  readonly line: number;
}

/** One way to read a file. */
export interface Reading {
  readonly shape: ShapeName;
  /** Tells readings of one shape apart: the level of headings, the depth of a list; else 0. */
  readonly level: number;
  readonly questions: readonly FoundQuestion[];
  readonly leftOut: readonly LeftOut[];
  readonly oddities?: readonly Oddity[];
  /** How surely its questions are questions, 0 to 1: see `likeness`. */
  readonly certainty: number;
}

/** The shapes that questions come in. */
export type ShapeName =
  | 'pack'
  | 'headings'
  | 'question-headings'
  | 'numbers'
  | 'list'
  | 'details'
  | 'labels'
  | 'flashcards'
  | 'table'
  | 'lines'
  | 'columns'
  | 'json'
  | 'anki';

/** A question of these fields, tidied: one line for the wording and the category. */
export function foundQuestion(fields: Partial<FoundQuestion>): FoundQuestion {
  const id = fields.id?.trim();
  const { answer = '', category = '' } = fields;
  return {
    title: oneLine(fields.title ?? ''),
    hint: (fields.hint ?? '').trim(),
    answer: answer === '' ? '' : answer.replace(/^[ \t\n]*\n/, '').trimEnd(),
    category: category === '' ? '' : oneLine(category),
    ...(id ? { id } : {}),
  };
}

/** White space of any kind as single spaces. */
export function oneLine(text: string): string {
  // Most are so already, which is told in less time.
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}
