import type { DayRules } from '../../src/study/studyDay';

/** A time zone's study days by its IANA name, whatever the machine's zone. */
export function daysIn(zone: string, startHour = 4): DayRules {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return {
    startHour,
    offsetMinutes(time) {
      const part = Object.fromEntries(
        format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      const local = Date.UTC(year, month - 1, day, hour, minute, second);
      return Math.round((local - Math.floor(time / 1000) * 1000) / 60_000);
    },
  };
}

/** Study days that begin at 04:00 UTC. */
export const utcDays: DayRules = { startHour: 4, offsetMinutes: () => 0 };
