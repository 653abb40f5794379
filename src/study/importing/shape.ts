/** What a shape of the table gives, and what it is given. */
import type { Steps } from '../steps';
import type { FoundQuestion, LeftOut, ShapeName } from './found';
import { linesInStep, type Line } from './lines';

export { linesInStep };

/** A Markdown text as the shapes look at it. */
export interface Page {
  /** Normalised, without front matter: those lines are blank. */
  readonly text: string;
  readonly lines: readonly Line[];
  /** Before each line, and at the end: how many are neither blank nor left out, which a reading may explain. */
  readonly telling: readonly number[];
  /** What is left out whatever the reading, such as a table of contents. */
  readonly leftOut: readonly LeftOut[];
  /** The lines (from 0) of what is left out. */
  readonly passedOver: ReadonlySet<number>;
}

/** A question with what decides whether its reading is taken. */
export interface Candidate {
  readonly question: FoundQuestion;
  /** How surely it is a question, 0 to 1: see `likeness`. */
  readonly likeness: number;
  /** The lines that it explains: its own and its answer's. */
  readonly lines: number;
}

/** A reading that competes with others. */
export interface Proposal {
  readonly shape: ShapeName;
  readonly level: number;
  readonly candidates: readonly Candidate[];
  /** Whether the file says by its form what it is: such a reading needs no comparison. */
  readonly certain?: boolean;
}

/** One shape: the readings it has to propose for a page, none where it is not there. */
export type Shape = (page: Page) => Steps<Proposal[]>;
