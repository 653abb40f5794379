/** Converts between Gregorian dates and whole days since 1 January 1970. */

/** The same date this many months later, or the month's last day if it has no such date. */
export function monthsAfter(today: number, count: number): number | undefined {
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
 * The day of a Gregorian date, or `undefined` if there is no such date. Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
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

/** The date of a day: year, month from 1, day from 1. Same source, civil_from_days. */
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

/** The last day of the month that contains the day. */
export function lastOfMonth(day: number): number {
  const [year, month] = dateOf(day);
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return (next ?? day + 1) - 1;
}
