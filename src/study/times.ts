/**
 * Times that come from a store, a file or another machine. A stamp that replaces another is at least
 * 1 ms later, so one at the end of time would leave none for the next change: what is read has years
 * to go.
 */

/** The last time a JavaScript date can hold, in ms since 1970. */
export const latestTime = 8.64e15;

/** The last stamp that is taken as it stands, in ms since 1970: 10,000 years before the end. */
const latestStamp = 8.3e15;
/** How far a later stamp is set back, in ms: two of them stay apart, and in their order. */
const setBack = 5e14;

/** Whether it is a time that a date can hold, in whole ms since 1970. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= latestTime;
}

/**
 * The stamp as it is used: one that lies too near to the end of time to be replaced is set back. The
 * same wherever it is read, so that copies still merge; a second time changes nothing.
 */
export function usableStamp(time: number): number {
  return time > latestStamp ? time - setBack : time;
}
