/** Formats numbers, days and times in the person's language. No DOM here. */

export interface Formats {
  number(value: number): string;
  /** A number with one decimal, such as a difficulty. */
  decimal(value: number): string;
  /** A share from 0 to 1, such as "92%". */
  share(value: number): string;
  /** A count of days, such as "1 day". */
  days(count: number): string;
  /** A duration in ms, such as "12 min" or "3 hr 5 min"; in seconds below a minute. */
  duration(ms: number): string;
  /** A duration in ms as minutes with one decimal, without the unit. */
  minutes(ms: number): string;
  /** A study day, such as "Wed, Jun 18, 2025". */
  day(day: number): string;
  /** A study day without its year, such as "Jun 18". */
  shortDay(day: number): string;
  /** A month's short name, if the study day is its first. */
  monthStart(day: number): string | undefined;
  /** The short weekday names, from Monday. */
  weekdays(): readonly string[];
  /** A moment in ms since 1970 as a local date. */
  date(time: number): string;
  shortDate(time: number): string;
}

const dayLength = 24 * 60 * 60 * 1000;

/** @param language as named by VS Code; an unknown one falls back to English */
export function createFormats(language: string): Formats {
  const locale = knownLocale(language);
  const number = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const minutes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: string, unitDisplay: 'long' | 'short') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay });
  const [days, hour, minute, second] = [
    unit('day', 'long'),
    unit('hour', 'short'),
    unit('minute', 'short'),
    unit('second', 'short'),
  ];
  // A study day is a calendar date: time zones must not shift it.
  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const full = utc({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const short = utc({ day: 'numeric', month: 'short' });
  const month = utc({ month: 'short' });
  const weekday = utc({ weekday: 'short' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return {
    number: value => number.format(value),
    decimal: value => decimal.format(value),
    share: value => share.format(value),
    days: count => days.format(count),
    duration(ms) {
      const seconds = Math.round(ms / 1000);
      if (seconds < 60) return second.format(seconds);
      const whole = Math.round(ms / 60_000);
      if (whole < 60) return minute.format(whole);
      const rest = whole % 60;
      const hours = hour.format(Math.floor(whole / 60));
      return rest === 0 ? hours : `${hours} ${minute.format(rest)}`;
    },
    minutes: ms => minutes.format(ms / 60_000),
    day: day => full.format(day * dayLength),
    shortDay: day => short.format(day * dayLength),
    monthStart: day =>
      new Date(day * dayLength).getUTCDate() === 1 ? month.format(day * dayLength) : undefined,
    // Day 4 was a Monday.
    weekdays: () =>
      Array.from({ length: 7 }, (_, index) => weekday.format((4 + index) * dayLength)),
    date: time => date.format(time),
    shortDate: time => shortDate.format(time),
  };
}

function knownLocale(language: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
