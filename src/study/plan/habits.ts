/** Estimates a person's minutes and ratings from past reviews, for planning. */
import type { PastReview } from '../review/schedule';
import type { Rating } from '../rating';

/** How a person answers, as planning expects it. */
export interface Habits {
  /** Minutes for a question that is new, was known, was forgotten. */
  readonly minutes: { readonly fresh: number; readonly known: number; readonly forgotten: number };
  /** Probability of each rating for a new question; adds up to 1. */
  readonly first: Readonly<Record<Rating, number>>;
  /** Probability of Hard, Good and Easy for a known question; adds up to 1. */
  readonly known: Readonly<Record<2 | 3 | 4, number>>;
}

/**
 * Expectations without any knowledge of the person. Minutes: a new question is read, thought about
 * and its answer studied. Ratings: the averages of many users (fsrs-rs, `simulator.rs`).
 */
export const usualHabits: Habits = {
  minutes: { fresh: 3, known: 1.5, forgotten: 2.5 },
  first: { 1: 0.24, 2: 0.094, 3: 0.495, 4: 0.171 },
  known: { 2: 0.224, 3: 0.631, 4: 0.145 },
};

/**
 * The time of a question relative to the average one, by its relative text length. A text twice as
 * long takes half as long again: part of the time goes into remembering.
 *
 * @param length of its text, divided by the average
 */
export function timeOf(length: number): number {
  return Math.min(Math.max(length, 0.2), 5) ** 0.6;
}

/** The number of latest reviews used per kind: people get faster. */
const latest = 100;
/** The usual value weighs as much as this many reviews. */
const priorTimes = 8;
const priorRatings = 20;
/** A time counts as at most this many times the median: the telephone rang. */
const longest = 3;

/**
 * The person's habits, from all reviews of all questions.
 *
 * @param histories the reviews of each question, each list in order of time
 */
export function habitsOf(histories: Iterable<readonly PastReview[]>): Habits {
  const reviews: PastReview[] = [];
  for (const history of histories) for (const review of history) reviews.push(review);
  reviews.sort((a, b) => b.time - a.time);
  const times = (is: (review: PastReview) => boolean) =>
    reviews
      .filter(review => review.duration > 0 && is(review))
      .slice(0, latest)
      .map(({ duration }) => duration / 60_000);
  const { minutes } = usualHabits;
  const isNew = ({ state }: PastReview) => state === 'new';
  return {
    minutes: {
      fresh: expectedTime(times(isNew), minutes.fresh),
      known: expectedTime(
        times(review => !isNew(review) && review.rating > 1),
        minutes.known,
      ),
      forgotten: expectedTime(
        times(review => !isNew(review) && review.rating === 1),
        minutes.forgotten,
      ),
    },
    first: shares(reviews.filter(isNew), [1, 2, 3, 4], usualHabits.first),
    known: shares(
      reviews.filter(({ state, elapsed, rating }) => state !== 'new' && elapsed > 0 && rating > 1),
      [2, 3, 4],
      usualHabits.known,
    ),
  };
}

/** The mean of the times, in minutes, limiting single long ones and shrunk towards the usual. */
function expectedTime(times: readonly number[], usual: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? usual;
  const sum = sorted.reduce((total, time) => total + Math.min(time, longest * median), 0);
  return (sum + priorTimes * usual) / (sorted.length + priorTimes);
}

function shares<T extends Rating>(
  reviews: readonly PastReview[],
  ratings: readonly T[],
  usual: Readonly<Record<T, number>>,
): Record<T, number> {
  const seen = reviews.slice(0, 2 * latest);
  const count = (rating: T) => seen.filter(review => review.rating === rating).length;
  const entries = ratings.map(
    rating =>
      [
        rating,
        (count(rating) + priorRatings * usual[rating]) / (seen.length + priorRatings),
      ] as const,
  );
  return Object.fromEntries(entries) as Record<T, number>;
}
