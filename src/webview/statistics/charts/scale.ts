/** The numbers of an axis. No DOM here. */

/**
 * Returns round, evenly spaced numbers from 0 to `greatest` or more: 1, 2 or 5 times a power of 10.
 *
 * @param greatest the greatest value to show; anything not above 0 counts as 1
 * @param most maximum number of steps between first and last number, at least 1
 */
export function ticks(greatest: number, most = 4): readonly number[] {
  const reach = Number.isFinite(greatest) && greatest > 0 ? greatest : 1;
  let step = 1;
  // Whole numbers only: nobody reviews half a question.
  for (const factor of factors()) {
    step = factor;
    if (Math.ceil(reach / step) <= Math.max(1, most)) break;
  }
  const count = Math.ceil(reach / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function* factors(): Generator<number> {
  for (let power = 1; ; power *= 10) yield* [power, 2 * power, 5 * power];
}

/** Returns a level: 0 for nothing, else 1 to 4 by quarters of `greatest`. */
export function levelOf(value: number, greatest: number): 0 | 1 | 2 | 3 | 4 {
  if (!(value > 0) || !(greatest > 0)) return 0;
  return Math.min(4, Math.max(1, Math.ceil((4 * value) / greatest))) as 1 | 2 | 3 | 4;
}

/** A share from 0 to 1 as a percentage for SVG, such as `12.5%`. */
export function percent(share: number): string {
  const bounded = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
  return `${Math.round(bounded * 10_000) / 100}%`;
}
