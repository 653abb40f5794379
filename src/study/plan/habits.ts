/** Estimates a person's minutes and ratings from past reviews, for planning. */
import { isBelieved, reviewsOf, type QuestionRecord, type Review } from '../progress';
import type { Rating } from '../rating';
import { studyDayOf, type DayRules } from '../studyDay';

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

/** The parts of a review that tell of habits. */
export interface HabitReview extends Pick<Review, 'time' | 'rating' | 'duration'> {
  readonly isNew: boolean;
  /** Whether it is on a later study day than the one before. */
  readonly isLater: boolean;
}

/** The longest study day, in ms, with an hour for a clock that is changed. */
const longestDay = 26 * 60 * 60 * 1000;

/**
 * The reviews of a question, in order of time; those dated ahead by a wrong clock are left out. The
 * memory is not computed: of all questions that would take too long for every plan.
 */
export function habitReviews(
  record: QuestionRecord,
  days: DayRules,
  now: number,
): readonly HabitReview[] {
  const reviews: HabitReview[] = [];
  let before: number | undefined;
  for (const { time, rating, duration } of reviewsOf(record)) {
    if (!isBelieved(time, now)) break;
    const isLater =
      before !== undefined &&
      (time - before > longestDay || studyDayOf(time, days) > studyDayOf(before, days));
    reviews.push({ time, rating, duration, isNew: before === undefined, isLater });
    before = time;
  }
  return reviews;
}

/**
 * The person's habits, from all reviews of all questions. Takes time in proportion to their number.
 *
 * @param histories the reviews of each question, each list in order of time
 */
export function habitsOf(histories: Iterable<readonly HabitReview[]>): Habits {
  const fresh: HabitReview[] = [];
  const again: HabitReview[] = [];
  for (const history of histories) {
    for (const review of history) (review.isNew ? fresh : again).push(review);
  }
  const times = (reviews: readonly HabitReview[], is: (review: HabitReview) => boolean) =>
    newest(
      reviews.filter(review => review.duration > 0 && is(review)),
      latest,
    ).map(({ duration }) => duration / 60_000);
  const { minutes } = usualHabits;
  return {
    minutes: {
      fresh: expectedTime(
        times(fresh, () => true),
        minutes.fresh,
      ),
      known: expectedTime(
        times(again, ({ rating }) => rating > 1),
        minutes.known,
      ),
      forgotten: expectedTime(
        times(again, ({ rating }) => rating === 1),
        minutes.forgotten,
      ),
    },
    first: shares(fresh, [1, 2, 3, 4], usualHabits.first),
    known: shares(
      again.filter(({ isLater, rating }) => isLater && rating > 1),
      [2, 3, 4],
      usualHabits.known,
    ),
  };
}

/** The newest reviews, at most this many. Only their times are sorted, which is quick. */
function newest(reviews: readonly HabitReview[], most: number): readonly HabitReview[] {
  if (reviews.length <= most) return reviews;
  const times = Float64Array.from(reviews, ({ time }) => time).sort();
  const from = times[times.length - most] ?? 0;
  return reviews.filter(({ time }) => time >= from).slice(-most);
}

/** The mean of the times, in minutes, limiting single long ones and shrunk towards the usual. */
function expectedTime(times: readonly number[], usual: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? usual;
  const sum = sorted.reduce((total, time) => total + Math.min(time, longest * median), 0);
  return (sum + priorTimes * usual) / (sorted.length + priorTimes);
}

function shares<T extends Rating>(
  reviews: readonly HabitReview[],
  ratings: readonly T[],
  usual: Readonly<Record<T, number>>,
): Record<T, number> {
  const seen = newest(reviews, 2 * latest);
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
