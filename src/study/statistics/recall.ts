/** How well was answered: ratings, measured retention and time, over a period. */
import type { Rating } from '../rating';
import type { PastReview } from '../review/schedule';

/** How many times each rating was given. */
export type RatingCounts = Readonly<Record<Rating, number>>;

/** How far a question was in its learning when it was asked. */
export const maturities = ['learning', 'young', 'mature'] as const;
export type Maturity = (typeof maturities)[number];

/** From this interval on, in days, a question is called mature. */
export const matureInterval = 21;

/** How many of the questions asked were recalled. */
export interface Recall {
  readonly asked: number;
  readonly recalled: number;
  /** `recalled / asked`; `undefined` while nothing was asked. */
  readonly share: number | undefined;
}

/** What was answered in a period. */
export interface PeriodFigures {
  readonly reviews: number;
  /** Days with at least one review. */
  readonly days: number;
  /** How long the reviews took, in ms. */
  readonly duration: number;
  /** How many reviews the duration was measured of. */
  readonly measured: number;
  readonly ratings: Readonly<Record<Maturity, RatingCounts>>;
  /**
   * Of each learned question only the first review of a study day counts, as in Anki: what is asked
   * again on the same day was told the answer a moment ago. Again is a failure, all else a success.
   */
  readonly retention: Readonly<Record<'young' | 'mature' | 'all', Recall>>;
}

/**
 * How far the question was: `learning` while it is new or asked again in minutes, then by the days
 * that passed since the review before it.
 */
export function maturityOf({ state, elapsed }: PastReview): Maturity {
  if (state !== 'review') return 'learning';
  return elapsed < matureInterval ? 'young' : 'mature';
}

/** The figures of the reviews from the study day `from` on. */
export function figuresSince(
  histories: Iterable<readonly PastReview[]>,
  from: number,
): PeriodFigures {
  const days = new Set<number>();
  const ratings = { learning: noRatings(), young: noRatings(), mature: noRatings() };
  const asked = { young: 0, mature: 0 };
  const recalled = { young: 0, mature: 0 };
  let reviews = 0;
  let duration = 0;
  let measured = 0;
  for (const history of histories) {
    let before = -Infinity;
    for (const review of history) {
      const first = review.day !== before;
      before = review.day;
      if (review.day < from) continue;
      days.add(review.day);
      reviews++;
      duration += review.duration;
      if (review.duration > 0) measured++;
      const maturity = maturityOf(review);
      ratings[maturity][review.rating]++;
      if (maturity === 'learning' || !first) continue;
      asked[maturity]++;
      if (review.rating > 1) recalled[maturity]++;
    }
  }
  return {
    reviews,
    days: days.size,
    duration,
    measured,
    ratings,
    retention: {
      young: recall(asked.young, recalled.young),
      mature: recall(asked.mature, recalled.mature),
      all: recall(asked.young + asked.mature, recalled.young + recalled.mature),
    },
  };
}

function noRatings(): Record<Rating, number> {
  return { 1: 0, 2: 0, 3: 0, 4: 0 };
}

function recall(asked: number, recalled: number): Recall {
  return { asked, recalled, share: asked === 0 ? undefined : recalled / asked };
}
