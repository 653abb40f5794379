import type { DayRules } from '../../study/studyDay';

/** Study days that begin at `startHour` (0 to 23) in the time zone of this machine. */
export function localDays(startHour: number): DayRules {
  return { startHour, offsetMinutes: time => -new Date(time).getTimezoneOffset() };
}

/** A setting as a number from `least` to `most`; settings are edited by hand and may be anything. */
export function numberSetting(
  value: unknown,
  least: number,
  most: number,
  fallback: number,
): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(value, least), most)
    : fallback;
}
