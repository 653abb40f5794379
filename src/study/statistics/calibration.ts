/** Compares the schedule's predictions with outcomes. */
import type { PastReview } from '../review/schedule';

/** Reviews with about the same predicted recall. */
export interface CalibrationGroup {
  readonly reviews: number;
  /** The average predicted recall, 0 to 1. */
  readonly expected: number;
  /** The share actually known. */
  readonly known: number;
}

export interface Calibration extends CalibrationGroup {
  /** By predicted recall, lowest first; only groups with enough reviews to be meaningful. */
  readonly groups: readonly CalibrationGroup[];
}

/** The minimum number of reviews: fewer would show only chance. */
export const leastReviews = 40;
const leastInGroup = 8;
/** The bounds between groups. */
const edges = [0.6, 0.75, 0.85, 0.92, 0.97];

/**
 * Compares predictions with outcomes. As with retention, only the first review of a day counts, of
 * questions already learned, and only Again is a failure. `undefined` if there are too few.
 *
 * @param recall the probability of recall at this stability (days) after this many days
 */
export function calibration(
  histories: Iterable<readonly PastReview[]>,
  recall: (elapsed: number, stability: number) => number,
): Calibration | undefined {
  const groups = Array.from({ length: edges.length + 1 }, () => ({
    reviews: 0,
    expected: 0,
    known: 0,
  }));
  for (const history of histories) {
    for (const { state, elapsed, stability, rating } of history) {
      if (state !== 'review' || elapsed < 1) continue;
      const expected = recall(elapsed, stability);
      const at = edges.filter(edge => expected >= edge).length;
      const group = groups[at];
      if (group === undefined) continue;
      group.reviews++;
      group.expected += expected;
      if (rating > 1) group.known++;
    }
  }
  const sum = (key: keyof CalibrationGroup) => groups.reduce((all, each) => all + each[key], 0);
  const reviews = sum('reviews');
  if (reviews < leastReviews) return undefined;
  return {
    reviews,
    expected: sum('expected') / reviews,
    known: sum('known') / reviews,
    groups: groups
      .filter(group => group.reviews >= leastInGroup)
      .map(group => ({
        reviews: group.reviews,
        expected: group.expected / group.reviews,
        known: group.known / group.reviews,
      })),
  };
}
