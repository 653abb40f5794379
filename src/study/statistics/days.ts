/** Counts activity per study day: the calendar of a year, and streaks. */
import type { PastReview } from '../review/schedule';

/** The activity of one study day. */
export interface DayTotal {
  /** Whole days since 1 January 1970, as in `studyDayOf`. */
  readonly day: number;
  readonly reviews: number;
  /** Their total time, in ms. */
  readonly duration: number;
  /** How many exercises were solved; absent if none. */
  readonly solved?: number;
}

/** Days in a row with at least one review or solved exercise. */
export interface Streaks {
  /** Up to today, or up to yesterday while today has none. */
  readonly current: number;
  readonly longest: number;
  readonly studiedToday: boolean;
}

/** The totals of each day with a review or a solved exercise. */
export type Days = ReadonlyMap<number, DayTotal>;

/**
 * Adds up reviews by day. One dated ahead by a clock counts for `today`.
 *
 * @param solved the study days of solved exercises, one entry for each
 */
export function addUp(
  histories: Iterable<readonly PastReview[]>,
  today: number,
  solved: Iterable<number> = [],
): Days {
  const days = new Map<
    number,
    { day: number; reviews: number; duration: number; solved?: number }
  >();
  for (const history of histories) {
    for (const review of history) {
      const day = Math.min(review.day, today);
      const total = days.get(day);
      if (total === undefined) {
        days.set(day, { day, reviews: 1, duration: review.duration });
      } else {
        total.reviews++;
        total.duration += review.duration;
      }
    }
  }
  for (const dated of solved) {
    const day = Math.min(dated, today);
    const total = days.get(day) ?? { day, reviews: 0, duration: 0 };
    total.solved = (total.solved ?? 0) + 1;
    days.set(day, total);
  }
  return days;
}

/** The weeks of the calendar, ending with the current one. */
export const calendarWeeks = 53;

/** The day's index in its week: 0 is Monday. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Every day from the first Monday of the 53 weeks up to today: 365 to 371 of them. */
export function calendar(days: Days, today: number): readonly DayTotal[] {
  const first = today - weekdayOf(today) - (calendarWeeks - 1) * 7;
  return Array.from({ length: today - first + 1 }, (_, index) => {
    const day = first + index;
    return days.get(day) ?? { day, reviews: 0, duration: 0 };
  });
}

/** Counts streaks. A day counts once it has a review; today breaks no streak before it is over. */
export function streaks(days: Days, today: number): Streaks {
  let longest = 0;
  for (const day of days.keys()) {
    // Only from the first day of a run: each day is visited at most twice.
    if (!days.has(day - 1)) longest = Math.max(longest, runFrom(days, day, 1));
  }
  const studiedToday = days.has(today);
  return { current: runFrom(days, studiedToday ? today : today - 1, -1), longest, studiedToday };
}

function runFrom(days: Days, from: number, step: 1 | -1): number {
  let length = 0;
  for (let day = from; days.has(day); day += step) length++;
  return length;
}
