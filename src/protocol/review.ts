/** The question panel's review views: the bar under the question, and the final summary. */

import type { Rating } from './rating';

/** One of the four buttons. All texts are plain and in the person's language. */
export interface RatingView {
  readonly rating: Rating;
  /** Such as "Good". */
  readonly name: string;
  /** When the question returns after this rating, short: "4 days". */
  readonly interval: string;
  /** The same for a tooltip and a screen reader: "Good: again in 4 days, on 14 March". */
  readonly description: string;
}

/** The controls for rating a question. */
export interface RatesView {
  readonly ratings: readonly RatingView[];
  /** The suggested rating for each number of ticked key points, from 0 on; 0 is none. */
  readonly suggestions: readonly (Rating | 0)[];
  /** Outside a review: the result of the rating given in this visit, in a sentence. */
  readonly rated?: string;
}

/** The bar under a question. */
export type ReviewView =
  /** The question shown is the current one. */
  | (RatesView & {
      readonly kind: 'asking';
      /** How much of the review is done, from 0 to 1. */
      readonly done: number;
      /** Such as "3 seen · 2 learned · 1 again soon · 9 to go". */
      readonly progress: string;
      /** Why an interview's plan asks it today, in one sentence. */
      readonly why?: string;
      /** Whether Space accepts the suggested rating. */
      readonly spaceRates: boolean;
    })
  /** A review is paused; `message` gives its progress. */
  | { readonly kind: 'paused'; readonly message: string };

/** Replaces the question when a review has ended or there is nothing to review. */
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
  /** The next reviews: later today, tomorrow. */
  readonly next: readonly string[];
  /** Resumes a review that was ended early; its button's text. */
  readonly goOn?: string;
  /** Adds new questions beyond the day's limit; its button's text. */
  readonly more?: string;
  /** Whether to offer a mock interview as well: nothing is left for today. */
  readonly interview: boolean;
}
