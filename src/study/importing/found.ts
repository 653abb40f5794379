/** Results of importing a file that was not written as a pack. */
import type { Steps } from '../steps';

/** A question that was found. Texts are Markdown; all but `title` may be empty. */
export interface FoundQuestion {
  /** On one line. */
  readonly title: string;
  readonly hint: string;
  readonly answer: string;
  readonly category: string;
  /** Set if the file gives one that tells it from all others, as packs and our exports do. */
  readonly id?: string;
}

/** Why something that looked like a question was left out. */
export type LeftOutReason =
  /** The same wording with the same answer was already in the file. */
  | 'duplicate'
  /** A row, an item or a text that belongs to no question. */
  | 'empty'
  /** An answer that only says that it is to be written; its question is kept. */
  | 'unwritten'
  /** A table of contents. */
  | 'contents'
  /** Links to other pages that are not questions. */
  | 'links'
  /** Beyond the limit of questions in a pack. */
  | 'too-many'
  /** Pictures and sounds of flashcards, which the text does not contain. */
  | 'media'
  /** The same text in a further language. */
  | 'translation';

/** Something that was left out. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  /** Its first line (from 1), if it has one. */
  readonly line?: number;
  /** Its text, shortened, so that a person recognises it. */
  readonly text: string;
}

/** Something odd in a file that was read all the same: a stray quote, or cells beyond the columns. */
export interface Oddity {
  readonly kind: 'stray-quote' | 'surplus';
  /** The first such line, from 1. */
  readonly line: number;
}

/** One way to read a file. */
export interface Reading {
  readonly shape: ShapeName;
  /** Distinguishes readings of one shape: the level of headings, the depth of a list; else 0. */
  readonly level: number;
  readonly questions: readonly FoundQuestion[];
  readonly leftOut: readonly LeftOut[];
  /**
   * Finds what else it leaves out, and where to insert that into `leftOut`: see `withAllLeftOut`. A
   * reading without it is complete, as the proposed one is.
   */
  readonly leftOutBesides?: () => Steps<{
    readonly at: number;
    readonly found: readonly LeftOut[];
  }>;
  readonly oddities?: readonly Oddity[];
  /** How likely its questions are questions, 0 to 1: see `likeness`. */
  readonly certainty: number;
}

/** The shapes that questions come in. */
export type ShapeName =
  | 'pack'
  | 'headings'
  | 'question-headings'
  | 'numbers'
  | 'bold'
  | 'list'
  | 'details'
  | 'labels'
  | 'flashcards'
  | 'table'
  | 'fences'
  | 'paragraphs'
  | 'lines'
  | 'columns'
  | 'json'
  | 'gift'
  | 'anki';

/**
 * Longer categories, in UTF-16 units, are cut where many questions share one: each would be given
 * its own copy.
 */
export const longestCategory = 300;

/** A question made of these fields, tidied: wording and category on one line. */
export function foundQuestion(fields: Partial<FoundQuestion>): FoundQuestion {
  const id = fields.id?.trim();
  const { answer = '', category = '' } = fields;
  const question = {
    title: oneLine(fields.title ?? ''),
    hint: (fields.hint ?? '').trim(),
    answer: answer === '' ? '' : answer.replace(/^[ \t\n]*\n/, '').trimEnd(),
    category: category === '' ? '' : tidyCategory(category),
  };
  return id ? { ...question, id } : question;
}

/**
 * Whether an id only counts, as `12`, `Q-3` and `ch1.q2` do. Other lists have the same, so a question
 * would get the marks and notes that the person gave to one of a list that they removed.
 */
export function isNumber(id: string): boolean {
  const text = id.trim();
  return text.length <= 16 && /\d\p{L}?$/u.test(text) && !/\p{L}[^\p{L}\d]+\p{L}/u.test(text);
}

/** How a question is asked, in data, says nothing of its subject: `single_choice`, `true_false`. */
const form =
  /^(?:(?:single|multiple|multi)_(?:choice|answer|select)|mcq|fill_(?:in_)?(?:the_)?blanks?|true_(?:or_)?false)$/i;

/** The category tidied last: those of a page follow each other. */
let lastCategory = { given: '', tidied: '' };

function tidyCategory(given: string): string {
  if (lastCategory.given !== given)
    lastCategory = {
      given,
      tidied: oneLine(given)
        .replace(/\*\*([^*]+)\*\*/g, '$1')
        .replace(/\s?[:：][-–—]?$/, '')
        .replace(form, ''),
    };
  return lastCategory.tidied;
}

/** Collapses white space of any kind to single spaces. */
export function oneLine(text: string): string {
  // Fast path: most texts are so already.
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}
