/** Finds the date of an interview in what a person wrote. Days are whole days since 1 January 1970. */

/** A date found in a text. */
export interface FoundDate {
  readonly day: number;
  /** The text without the date: what the person says besides. */
  readonly rest: string;
}

/**
 * Finds the first date in a text: `2026-12-24`, `24.12.2026`, `24 December`, `Dec 24, 2026`,
 * `tomorrow`, `in 10 days`, `in two weeks`, `next Friday`. A date without a year is the next such day.
 *
 * @param today the local day the text was written on
 */
export function findDate(text: string, today: number): FoundDate | undefined {
  const searched = text.slice(0, 500);
  for (const { pattern, read } of forms) {
    const match = pattern.exec(searched);
    const day = match ? read(match, today) : undefined;
    if (match && day !== undefined) {
      const rest = text.slice(0, match.index) + ' ' + text.slice(match.index + match[0].length);
      return { day, rest: rest.replace(/\s+/g, ' ').trim() };
    }
  }
  return undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed']; // day 0 was a Thursday
const numbers = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

const lead = String.raw`(?:\b(?:by|on|until|till|before|for|is|at)\s+)?(?:the\s+)?`;
const monthName = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?`;
const number = String.raw`(\d{1,3}|a|an|${numbers.join('|')})`;

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, today: number) => number | undefined;
}

const forms: readonly Form[] = [
  {
    pattern: form(String.raw`${lead}\b(\d{4})-(\d{1,2})-(\d{1,2})\b`),
    read: ([, year, month, day]) => dayOf(Number(year), Number(month), Number(day)),
  },
  {
    pattern: form(String.raw`${lead}\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b`),
    read: ([, day, month, year]) => dayOf(Number(year), Number(month), Number(day)),
  },
  {
    pattern: form(String.raw`${lead}\b(\d{1,2})/(\d{1,2})/(\d{4})\b`),
    // Which is the month cannot be told from 3/4/2027; from 24/12/2026 it can.
    read: ([, first, second, year]) => {
      const [a, b] = [Number(first), Number(second)];
      if (a === b || b > 12) return dayOf(Number(year), a, b);
      return a > 12 ? dayOf(Number(year), b, a) : undefined;
    },
  },
  {
    pattern: form(
      String.raw`${lead}\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?${monthName}(?:,?\s+(\d{4}))?\b`,
    ),
    read: ([, day, month, year], today) => named(month, day, year, today),
  },
  {
    pattern: form(
      String.raw`${lead}\b${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4})\b)?`,
    ),
    read: ([, month, day, year], today) => named(month, day, year, today),
  },
  {
    pattern: form(
      String.raw`\b(?:in|within|after)?\s*${number}\s+(days?|weeks?|months?)\b(?:\s+from\s+now|\s+time)?`,
    ),
    read: ([, count, unit], today) => {
      const steps = countOf(count);
      if (steps === undefined || unit === undefined) return undefined;
      if (unit.startsWith('month')) return monthsAfter(today, steps);
      return today + steps * (unit.startsWith('week') ? 7 : 1);
    },
  },
  {
    pattern: form(String.raw`${lead}\b(?:the\s+)?day after tomorrow\b`),
    read: (_, today) => today + 2,
  },
  { pattern: form(String.raw`${lead}\btomorrow\b`), read: (_, today) => today + 1 },
  { pattern: form(String.raw`${lead}\b(?:today|tonight)\b`), read: (_, today) => today },
  { pattern: form(String.raw`${lead}\bnext week\b`), read: (_, today) => today + 7 },
  { pattern: form(String.raw`${lead}\bnext month\b`), read: (_, today) => monthsAfter(today, 1) },
  {
    pattern: form(
      String.raw`${lead}\b(?:(next|this|coming)\s+)?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b`,
    ),
    read: ([, , name], today) => {
      const wanted = weekdays.indexOf((name ?? '').toLowerCase());
      // Always ahead: on a Friday "Friday" is the one in a week.
      return today + ((wanted - (today % 7) + 13) % 7) + 1;
    },
  },
];

function form(source: string): RegExp {
  return new RegExp(source, 'i');
}

function countOf(word: string | undefined): number | undefined {
  const text = (word ?? '').toLowerCase();
  if (/^\d+$/.test(text)) return Number(text);
  if (text === 'a' || text === 'an') return 1;
  const index = numbers.indexOf(text);
  return index === -1 ? undefined : index;
}

function named(
  month: string | undefined,
  day: string | undefined,
  year: string | undefined,
  today: number,
): number | undefined {
  const monthNumber = months.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined) return dayOf(Number(year), monthNumber, Number(day));
  const [thisYear] = dateOf(today);
  // The next one: 29 February may be years ahead.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(thisYear + ahead, monthNumber, Number(day));
    if (found !== undefined && found >= today) return found;
  }
  return undefined;
}

function monthsAfter(today: number, count: number): number | undefined {
  const [year, month, day] = dateOf(today);
  const index = year * 12 + month - 1 + count;
  const then = [Math.floor(index / 12), (index % 12) + 1] as const;
  for (let last = day; last >= 28; last--) {
    const found = dayOf(...then, last);
    if (found !== undefined) return found;
  }
  return dayOf(...then, day);
}

/**
 * The day of a date in the Gregorian calendar, or `undefined` where there is no such date.
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayOf(year: number, month: number, day: number): number | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1970 && year <= 9999)) {
    return undefined;
  }
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const result = era * 146_097 + dayOfEra - 719_468;
  const [, sameMonth] = dateOf(result);
  return sameMonth === month ? result : undefined;
}

/** The date of a day: year, month from 1, day from 1. The same source, civil_from_days. */
export function dateOf(dayNumber: number): readonly [year: number, month: number, day: number] {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
