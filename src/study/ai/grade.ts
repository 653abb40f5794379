/** A model's grade of an answer, checked against the answer itself. */
import type { Rating } from '../rating';

/** A key point that the answer covers, proven by the person's own words. */
export interface CoveredPoint {
  /** Its index among the question's key points, from 0. */
  readonly keyPoint: number;
  /** Verbatim from the person's answer: plain text, at least one. */
  readonly quotes: readonly string[];
}

/** A key point the model calls missed, or covered without a quote from the answer. */
export interface OpenPoint {
  readonly keyPoint: number;
  /** What the model says about it, as Markdown; may be empty. */
  readonly note: string;
}

/** A graded answer. All Markdown in it comes from a model and must not be trusted. */
export interface Grade {
  readonly covered: readonly CoveredPoint[];
  readonly missed: readonly OpenPoint[];
  /** Called covered by the model, but its quotes are not in the answer: these do not count. */
  readonly unproven: readonly OpenPoint[];
  /** Key points the model does not mention, by index. */
  readonly unmentioned: readonly number[];
  /** One thing to improve, as Markdown; may be empty. */
  readonly improve: string;
  /** A follow-up question, as Markdown; may be empty. */
  readonly followUp: string;
  /** The rating to suggest: the model's, or lower if the proven key points do not support it. */
  readonly rating: Rating | undefined;
  /** Set if `rating` is lower than the model suggested. */
  readonly claimed?: Rating;
}

/** The outcome of reading a reply. */
export type ReadGrade =
  | { readonly kind: 'grade'; readonly grade: Grade }
  /** Nothing but white space. */
  | { readonly kind: 'empty' }
  /** Not in the form asked for: shown as it is. */
  | { readonly kind: 'unreadable' };
