/** The input and output of a shape. */
import type { Steps } from '../steps';
import type { FoundQuestion, LeftOut, ShapeName } from './found';
import { linesInStep, type Line } from './lines';

export { linesInStep };

/**
 * Tells at which lines to pause, `linesInStep` apart: asked for lines in order, of which any may be
 * passed over.
 */
export function pauses(): (line: number) => boolean {
  let next = linesInStep;
  return line => {
    if (line < next) return false;
    next = line + linesInStep;
    return true;
  };
}

/** The start of an answer apart from its question. */
export interface KeyedAnswer {
  readonly line: number;
  /** What is behind its number. */
  readonly words: string;
}

/** Answers, or hints, to questions above; without any it only ends the last one's answer. */
export interface AnswerKey {
  /** The line (from 0) that names them, and the one (exclusive) where the last ends. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly areHints: boolean;
  /** Whether they are one answer, in several items, to the last question alone. */
  readonly isOfLast: boolean;
  /** By the lines of their questions. */
  readonly answers: ReadonlyMap<number, KeyedAnswer>;
}

/** A Markdown text as the shapes read it. */
export interface Page {
  /** Normalised, with front matter blanked out. */
  readonly text: string;
  readonly lines: readonly Line[];
  /** The lines (from 0) of headings and labels. */
  readonly marked: readonly number[];
  /** Lines a reading may explain (not blank, not left out) before each line and the end. */
  readonly telling: readonly number[];
  /** Left out of every reading, such as a table of contents. */
  readonly leftOut: readonly LeftOut[];
  /** The lines (from 0) of the left-out parts. */
  readonly passedOver: ReadonlySet<number>;
  /** Answers apart from their questions. */
  readonly keys: readonly AnswerKey[];
  /** The lines (from 0) of the links of a page that is a list of links to study by, else empty. */
  readonly links: ReadonlySet<number>;
}

/** A question and the data that decides whether its reading is taken. */
export interface Candidate {
  readonly question: FoundQuestion;
  /** How likely it is a question, 0 to 1: see `likeness`. */
  readonly likeness: number;
  /** Its first line (from 0). */
  readonly start: number;
  /** The line (exclusive) where its answer ends. */
  readonly end: number;
  /** Whether it is a remark among questions, which is left out. */
  readonly isRemark?: boolean;
  /** Whether this is the answer to another candidate, which already has it. */
  readonly isAnswer?: boolean;
}

/** The start of a question. */
export interface Start {
  readonly line: number;
  /** The line (exclusive) where its wording ends. */
  readonly body: number;
  readonly wording: string;
  readonly numbered: boolean;
  /** Whether it is a question whatever its wording, as one with choices below it. */
  readonly asks?: boolean;
  /** The part of the wording's line that belongs to the answer. */
  readonly first?: string;
  /** Columns of white space before the answer's lines. */
  readonly indent: number;
  /** The category, if it is not the heading above. */
  readonly category?: string;
  /** The line (exclusive) where its answer ends, if not at the next question or heading. */
  readonly end?: number;
  /** Whether it counts from one, right below words that are a topic. */
  readonly restarts?: boolean;
}

/** A reading that competes with others. */
export interface Proposal {
  readonly shape: ShapeName;
  readonly level: number;
  readonly candidates: readonly Candidate[];
  /** Whether the file's form is unmistakable: such a reading needs no comparison. */
  readonly certain?: boolean;
}

/** How many lines from `start` to `end` (exclusive) a reading may explain. */
export function tellingLines({ telling }: Page, start: number, end: number): number {
  return (telling[end] ?? 0) - (telling[start] ?? 0);
}

/** One shape: returns the readings it proposes for a page, none if it does not apply. */
export type Shape = (page: Page) => Steps<Proposal[]>;
