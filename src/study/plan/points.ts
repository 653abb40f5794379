/** Groups the days until the interview for planning: near ones alone, others together. */
import type { StudyPoint } from './prices';

/** More points slow down a plan without improving it noticeably. */
const mostPoints = 12;
/** Fewer make a plan for several interviews too coarse. */
const fewestPoints = 5;
/** The last days before an interview are planned one by one. */
const lastDays = 3;

/**
 * The days from today to the one before the interview. On the day of the interview, only today.
 *
 * @param horizon days from today to the interview, 0 or more
 * @param minutesOn the minutes of the day this many days ahead
 * @param plans how many interviews are planned at once: the time that takes grows with the square of
 * the number of points
 */
export function studyPoints(
  horizon: number,
  minutesOn: (ahead: number) => number,
  plans = 1,
): readonly StudyPoint[] {
  const days = Math.max(1, horizon);
  const most = Math.max(fewestPoints, Math.floor(mostPoints / Math.sqrt(plans)));
  const day = (ahead: number): StudyPoint => ({ ahead, last: ahead, minutes: minutesOn(ahead) });
  if (days <= most) {
    return Array.from({ length: days }, (_, ahead) => day(ahead));
  }
  const together = days - 1 - lastDays;
  const blocks = most - 1 - lastDays;
  const points: StudyPoint[] = [day(0)];
  for (let block = 0; block < blocks; block++) {
    const from = 1 + Math.round((block * together) / blocks);
    const to = 1 + Math.round(((block + 1) * together) / blocks);
    let minutes = 0;
    for (let ahead = from; ahead < to; ahead++) minutes += minutesOn(ahead);
    points.push({ ahead: Math.floor((from + to - 1) / 2), last: to - 1, minutes });
  }
  for (let ahead = days - lastDays; ahead < days; ahead++) points.push(day(ahead));
  return points;
}
