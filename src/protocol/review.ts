/** What the question panel shows of a review: the bar under the question, and the summary at the end. */

import type { Rating } from './rating';

/** One of the four buttons. All texts are plain and in the person's language. */
export interface RatingView {
  readonly rating: Rating;
  /** Such as "Good". */
  readonly name: string;
  /** When the question comes again if it is rated so, short: "4 days". */
  readonly interval: string;
  /** The same for a tooltip and a screen reader: "Good: again in 4 days, on 14 March". */
  readonly description: string;
}

/** What to rate a question with. */
export interface RatesView {
  readonly ratings: readonly RatingView[];
  /** The rating suggested for each number of ticked key points, from 0 on; 0 is none. */
  readonly suggestions: readonly (Rating | 0)[];
  /** Outside a review: what came of the rating that was given in this visit, in a sentence. */
  readonly rated?: string;
}

/** The bar under a question. */
export type ReviewView =
  /** The question shown is the one that is asked. */
  | (RatesView & {
      readonly kind: 'asking';
      /** How much of the review is done, from 0 to 1. */
      readonly done: number;
      /** Such as "3 seen · 2 learned · 1 again soon · 9 to go". */
      readonly progress: string;
      /** Why the plan to an interview asks it today, in one sentence. */
      readonly why?: string;
      /** Whether Space accepts the rating that is suggested. */
      readonly spaceRates: boolean;
    })
  /** A review waits; `message` says where it stands. */
  | { readonly kind: 'paused'; readonly message: string };

/** What stands in place of a question when a review has ended or there is nothing to review. */
export interface SummaryView {
  readonly title: string;
  /** What to do now, in one sentence. */
  readonly now: string;
  /** How many, how well, how long; each a sentence. */
  readonly lines: readonly string[];
  /** How often each rating was given; empty when none was. */
  readonly ratings: readonly {
    readonly rating: Rating;
    readonly name: string;
    readonly count: number;
  }[];
  /** Questions that were not known, as links. */
  readonly forgotten: readonly { readonly id: string; readonly titleHtml: string }[];
  /** What comes next: later today, tomorrow. */
  readonly next: readonly string[];
  /** Goes on with what is left, where the person ended early; its button's text. */
  readonly goOn?: string;
  /** Takes more new questions than the day's limit; its button's text. */
  readonly more?: string;
  /** Whether a mock interview is offered as well: nothing is left for today. */
  readonly interview: boolean;
}
