/** The rating scale and suggestion rule shared by reviews, interviews and language models. */

/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

export const ratings = [1, 2, 3, 4] as const satisfies readonly Rating[];

export function isRating(value: unknown): value is Rating {
  return ratings.some(rating => rating === value);
}

/**
 * The rating suggested by the covered key points: Again below 40 %, Hard below 75 %, else Good.
 * Easy is never suggested, because only the person knows how easily it came. `undefined` if there
 * are no key points, or none was covered: then they were hardly used.
 */
export function suggestRating(covered: number, total: number): Rating | undefined {
  if (!(covered > 0) || !(total > 0)) return undefined;
  const share = covered / total;
  if (share < 0.4) return 1;
  return share < 0.75 ? 2 : 3;
}

/**
 * The highest rating to suggest for an answer with this many proven key points: the suggestion for
 * them, Again for none. Without key points the only limit is that on Easy.
 */
export function highestSuggestion(covered: number, total: number): Rating {
  return total > 0 ? (suggestRating(covered, total) ?? 1) : 3;
}
