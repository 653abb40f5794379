/** How well what the schedule expects came true. */
import type { PastReview } from '../review/schedule';

/** Reviews for which about the same was expected. */
export interface CalibrationGroup {
  readonly reviews: number;
  /** The chance to know them that was expected on average, 0 to 1. */
  readonly expected: number;
  /** The share that was known. */
  readonly known: number;
}

export interface Calibration extends CalibrationGroup {
  /** By what was expected, the least first; only those with enough reviews to say something. */
  readonly groups: readonly CalibrationGroup[];
}

/** Before so many reviews nothing is said: chance would say it. */
export const leastReviews = 40;
const leastInGroup = 8;
/** Where one group ends and the next begins. */
const edges = [0.6, 0.75, 0.85, 0.92, 0.97];

/**
 * Compares what was expected with what came. As with retention, the first review of a day counts, of
 * questions that had been learned, and Again alone is a failure. `undefined` as long as there are too few.
 *
 * @param recall the chance to know an answer of this stability (days) after so many days
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
