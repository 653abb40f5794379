/**
 * Study days, which end when the person sleeps, not at midnight.
 *
 * Days are numbered, so that they can be subtracted: the number is the whole days from 1 January
 * 1970 to the local date on which the study day began. Nothing is stored by day: days are derived
 * from the times of the reviews, so a later change of zone or starting hour only moves the bounds.
 */

/** The bounds of study days. */
export interface DayRules {
  /** The local hour at which a study day begins, 0 to 23. */
  readonly startHour: number;
  /** Minutes local time is ahead of UTC at `time` (ms since 1970): 60 for Berlin in winter. */
  offsetMinutes(time: number): number;
}

const minute = 60 * 1000;
const hour = 60 * minute;
/** The length of a day without a change of the clock, in ms. */
export const dayLength = 24 * hour;

/** The farthest local time is ahead of UTC and behind it, in ms, with an hour to spare. */
const farthestAhead = 15 * hour;
const farthestBehind = 13 * hour;

/** The study day of `time` (ms since 1970), in whole days since 1970. */
export function studyDayOf(time: number, rules: DayRules): number {
  const local = time + rules.offsetMinutes(time) * minute;
  return Math.floor((local - rules.startHour * hour) / dayLength);
}

/**
 * The first moment of the study day, in ms since 1970. If the clock skips the starting hour, the
 * day begins right after the skip.
 */
export function startOfStudyDay(day: number, rules: DayRules): number {
  const local = day * dayLength + rules.startHour * hour;
  let before = local - farthestAhead;
  let at = local + farthestBehind;
  const offset = rules.offsetMinutes(before);
  if (offset === rules.offsetMinutes(at)) return local - offset * minute;
  // The clock changes nearby: bisect until the boundary is known to the millisecond.
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (studyDayOf(middle, rules) >= day) at = middle;
    else before = middle;
  }
  return at;
}
