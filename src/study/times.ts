/**
 * Validates times from a store, a file or another machine. A stamp that replaces another is at
 * least 1 ms later, so one at the end of time would leave none for the next change: stamps read
 * here have years to go.
 */

/** The latest time a JavaScript date can hold, in ms since 1970. */
export const latestTime = 8.64e15;

/** The latest stamp accepted unchanged, in ms since 1970: 10,000 years before the end. */
const latestStamp = 8.3e15;
/** How far a later stamp is set back, in ms: two of them stay distinct and in order. */
const setBack = 5e14;

/** Whether a date can hold it, in whole ms since 1970. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= latestTime;
}

/**
 * The usable form of a stamp: one too near the end of time to be replaced is set back. The result
 * is the same wherever it is read, so that copies still merge; applying it twice changes nothing.
 */
export function usableStamp(time: number): number {
  return time > latestStamp ? time - setBack : time;
}
