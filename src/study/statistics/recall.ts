/** Figures on answers over a period: ratings, measured retention and time. */
import type { Rating } from '../rating';
import type { PastReview } from '../review/schedule';

/** How many times each rating was given. */
export type RatingCounts = Readonly<Record<Rating, number>>;

/** The learning state of a question when it was asked. */
export const maturities = ['learning', 'young', 'mature'] as const;
export type Maturity = (typeof maturities)[number];

/** The interval, in days, from which a question is mature. */
export const matureInterval = 21;

/** How many of the questions asked were recalled. */
export interface Recall {
  readonly asked: number;
  readonly recalled: number;
  /** `recalled / asked`; `undefined` if nothing was asked. */
  readonly share: number | undefined;
}

/** The answers of a period. */
export interface PeriodFigures {
  readonly reviews: number;
  /** Days with at least one review. */
  readonly days: number;
  /** The total time of the reviews, in ms. */
  readonly duration: number;
  /** For how many reviews the duration was measured. */
  readonly measured: number;
  readonly ratings: Readonly<Record<Maturity, RatingCounts>>;
  /**
   * For learned questions only the first review of a study day counts, as in Anki: on a repeat the
   * answer was shown a moment ago. Again is a failure, all else a success.
   */
  readonly retention: Readonly<Record<'young' | 'mature' | 'all', Recall>>;
}

/**
 * The question's maturity: `learning` while it is new or repeated in minutes, then by the days
 * since the previous review.
 */
export function maturityOf({ state, elapsed }: PastReview): Maturity {
  if (state !== 'review') return 'learning';
  return elapsed < matureInterval ? 'young' : 'mature';
}

/** The figures of the reviews since the study day `from`. */
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
