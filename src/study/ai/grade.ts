/** What a model said of an answer, after it was checked against the answer itself. */
import type { Rating } from '../rating';

/** A key point that the answer covers, proven by the person's own words. */
export interface CoveredPoint {
  /** Its index among the question's key points, from 0. */
  readonly keyPoint: number;
  /** Cut out of the person's answer: plain text, at least one. */
  readonly quotes: readonly string[];
}

/** A key point that the model calls missed, or covered without a quote that is in the answer. */
export interface OpenPoint {
  readonly keyPoint: number;
  /** What the model says about it, as Markdown; may be empty. */
  readonly note: string;
}

/** A graded answer. Everything in it that is Markdown is a model's and not to be trusted. */
export interface Grade {
  readonly covered: readonly CoveredPoint[];
  readonly missed: readonly OpenPoint[];
  /** Called covered by the model, but what it quotes is not in the answer: it does not count. */
  readonly unproven: readonly OpenPoint[];
  /** Key points of which the model says nothing, by index. */
  readonly unmentioned: readonly number[];
  /** One thing to improve, as Markdown; may be empty. */
  readonly improve: string;
  /** A follow-up question, as Markdown; may be empty. */
  readonly followUp: string;
  /** What may be suggested: the model's rating, or less where the proven key points do not carry it. */
  readonly rating: Rating | undefined;
  /** Set where `rating` is less than what the model suggested. */
  readonly claimed?: Rating;
}

/** What became of a reply. */
export type ReadGrade =
  | { readonly kind: 'grade'; readonly grade: Grade }
  /** Nothing but white space. */
  | { readonly kind: 'empty' }
  /** Not in the form asked for: shown as it is. */
  | { readonly kind: 'unreadable' };
