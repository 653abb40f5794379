/**
 * Parses an interview's date and study time from English, German or Chinese text. Days are whole
 * days since 1 January 1970.
 */
import { normalized } from '../normalized';
import { dateOf, dayOf, lastOfMonth, monthsAfter } from './calendar';
import { weekdayOf } from './interviews';

/** The data read. */
export interface ReadWords {
  /** The possible days: none if no date was found, several if it is ambiguous. */
  readonly days: readonly number[];
  /** Minutes a day; `undefined` if none were named. */
  readonly minutes: number | undefined;
  /** The rest of the text. */
  readonly rest: string;
}

/** Longer texts are read up to here. */
const longest = 1000;

/** @param today the local day on which it was written */
export function readWords(text: string, today: number): ReadWords {
  let rest = normalized(text.slice(0, longest), 'NFKC').slice(0, longest);
  const minutes = take(minuteForms, match => match);
  const found = new Set<number>();
  let days: readonly number[] = [];
  for (let dates = 0; dates < 4; dates++) {
    const read = take(dateForms, match => match);
    if (read === undefined) break;
    if (dates === 0) days = read;
    for (const day of read) found.add(day);
  }
  // Several dates, as in "on the 3rd or the 5th of March": the choice is not ours.
  const all = found.size > days.length ? [...found].sort((a, b) => a - b) : days;
  return { days: all, minutes, rest: rest.replace(/[\s,;，；、]+/g, ' ').trim() };

  /** Reads the first form that fits, and removes it from the text. */
  function take<T>(forms: readonly Form<T>[], map: (value: T) => T): T | undefined {
    for (const { pattern, read } of forms) {
      const match = pattern.exec(rest);
      const value = match ? read(match, today) : undefined;
      if (match === null || value === undefined) continue;
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
      return map(value);
    }
    return undefined;
  }
}

interface Form<T> {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, today: number) => T | undefined;
}

const numberWords: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8 },
  ...{ nine: 9, ten: 10, eleven: 11, twelve: 12, 'a couple of': 2, 'a few': 3 },
  ...{ ein: 1, eine: 1, einem: 1, einer: 1, einen: 1, zwei: 2, drei: 3, vier: 4, fünf: 5 },
  ...{ sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12 },
  ...{ anderthalb: 1.5, eineinhalb: 1.5, 'half a': 0.5, 'half an': 0.5 },
  ...{ 'einer halben': 0.5, 'eine halbe': 0.5, 'ein halbes': 0.5 },
  ...{ 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 半: 0.5 },
};
const chinese = '一二两三四五六七八九十';

/** A count, in digits or in words, including a decimal point or comma. */
const count = String.raw`(\d{1,4}(?:[.,]\d{1,2})?|${alternatives(
  Object.keys(numberWords).filter(word => !/[一-鿿]/.test(word)),
)})`;
const chineseCount = String.raw`(\d{1,4}(?:\.\d{1,2})?|[${chinese}]{1,3}|半)`;

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner'],
  ['february', 'feb', 'februar'],
  ['march', 'mar', 'märz', 'maerz', 'mär'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
];
const month = `(${alternatives(monthNames.flat())})`;

const weekdayNames: readonly (readonly string[])[] = [
  ['monday', 'mon', 'montag'],
  ['tuesday', 'tue', 'tues', 'dienstag'],
  ['wednesday', 'wed', 'mittwoch'],
  ['thursday', 'thu', 'thur', 'thurs', 'donnerstag'],
  ['friday', 'fri', 'freitag'],
  ['saturday', 'sat', 'samstag', 'sonnabend'],
  ['sunday', 'sun', 'sonntag'],
];
const weekday = `(${alternatives(weekdayNames.flat())})`;
const chineseWeekday = '(?:周|星期|礼拜)([一二三四五六日天])';

/** Neither letters nor digits before and after: JavaScript's word boundary ignores umlauts. */
const start = String.raw`(?<![\p{L}\p{N}.,])`;
const end = String.raw`(?![\p{L}\p{N}])`;
const lead = String.raw`(?:(?:by|on|until|till|before|for|is|at|am|bis|zum|vor|ab)\s+)?(?:(?:the|dem|den|der)\s+)?`;

function form<T>(source: string, read: Form<T>['read']): Form<T> {
  return { pattern: new RegExp(source, 'iu'), read };
}

function alternatives(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}

const daily = String.raw`\s*(?:(?:a|per|each|every|\/)\s*day|daily|am\s+tag|pro\s+tag|jeden\s+tag|täglich|\/\s*tag)`;

const minuteForms: readonly Form<number>[] = [
  form(
    String.raw`每天\s*(?:学习|学|花|有)?\s*${chineseCount}\s*(?:个)?(半)?\s*(小时|分钟|分)`,
    m => {
      const hours = m[3] === '小时';
      const amount = numberOf(m[1]);
      return sensibleMinutes(
        amount === undefined ? amount : (amount + (m[2] ? 0.5 : 0)) * (hours ? 60 : 1),
      );
    },
  ),
  form(
    String.raw`${start}${count}\s*(?:(hours?|hrs?|h|stunden?|std\.?)|(?:minutes?|mins?|minuten|m)\.?)${daily}${end}`,
    m => {
      const amount = numberOf(m[1]);
      return sensibleMinutes(amount === undefined ? amount : amount * (m[2] ? 60 : 1));
    },
  ),
  form(
    String.raw`(?:daily|every\s+day|each\s+day|täglich|jeden\s+tag|pro\s+tag)\s*:?\s*${count}\s*(?:(hours?|hrs?|h|stunden?|std\.?)|(?:minutes?|mins?|minuten|m)\.?)${end}`,
    m => {
      const amount = numberOf(m[1]);
      return sensibleMinutes(amount === undefined ? amount : amount * (m[2] ? 60 : 1));
    },
  ),
];

function sensibleMinutes(minutes: number | undefined): number | undefined {
  return minutes !== undefined && minutes >= 1 && minutes <= 24 * 60
    ? Math.round(minutes)
    : undefined;
}

const dateForms: readonly Form<readonly number[]>[] = [
  form(String.raw`${start}${lead}(\d{4})-(\d{1,2})-(\d{1,2})${end}`, ([, y, m, d]) =>
    one(dayOf(Number(y), Number(m), Number(d))),
  ),
  form(String.raw`(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?`, ([, y, m, d], today) =>
    one(dated(Number(m), Number(d), y, today)),
  ),
  form(
    String.raw`${start}${lead}(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}(?!\d)))?(?!\d)`,
    ([, d, m, y], today) => one(dated(Number(m), Number(d), y, today)),
  ),
  form(
    String.raw`${start}${lead}(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?${end}`,
    ([, a, b, y], today) => {
      // The month is ambiguous in 3/4/2027, but not in 24/12/2026.
      const either = [dated(Number(b), Number(a), y, today), dated(Number(a), Number(b), y, today)];
      const days = either.filter(day => day !== undefined);
      return days.length === 0 ? undefined : [...new Set(days)].sort((x, z) => x - z);
    },
  ),
  form(
    String.raw`${start}${lead}(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?${month}\.?${end}(?:,?\s+(\d{4})${end})?`,
    ([, d, m, y], today) => one(dated(monthOf(m), Number(d), y, today)),
  ),
  form(
    String.raw`${start}${lead}${month}\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?${end}(?:,?\s+(\d{4})${end})?`,
    ([, m, d, y], today) => one(dated(monthOf(m), Number(d), y, today)),
  ),
  form(
    String.raw`${start}(?:(?:in|within|after|nach|binnen)\s+)?(?:the\s+next\s+)?${count}(\s+and\s+a\s+half)?\s*-?\s*(days?|weeks?|fortnights?|months?|tage?n?|wochen?|monate?n?)(\s+and\s+a\s+half)?${end}(?:\s+(?:from\s+now|time|ab\s+heute))?(?:,?\s+(?:on|am)\s+(?:a\s+)?${weekday}${end})?`,
    ([, amount, halfBefore, unit, halfAfter, name], today) => {
      const number = numberOf(amount);
      if (number === undefined) return undefined;
      const half = (halfBefore ?? halfAfter) ? 0.5 : 0;
      const day = after(today, number + half, unit ?? '');
      if (day === undefined || name === undefined) return one(day);
      return one(day - weekdayOf(day) + weekdayIndex(name));
    },
  ),
  form(
    String.raw`(?:再过|过|还有)?\s*${chineseCount}\s*(?:个)?\s*(半)?\s*(天|日|周|星期|礼拜|个月|月)(半)?\s*(?:之?后|以后|内)?`,
    ([all, amount, before, unit, behind], today) => {
      // "3月" alone is March, and "周三" a weekday.
      if (unit === '月' && !all.includes('个')) return undefined;
      const number = numberOf(amount);
      if (number === undefined) return undefined;
      return one(after(today, number + ((before ?? behind) ? 0.5 : 0), unit ?? ''));
    },
  ),
  form(
    String.raw`${start}${lead}day\s+after\s+tomorrow${end}|${start}übermorgen${end}|(?<!大)后天`,
    (_, today) => one(today + 2),
  ),
  form(String.raw`大后天`, (_, today) => one(today + 3)),
  form(String.raw`${start}${lead}(?:tomorrow|morgen)${end}|明天|明日`, (_, today) =>
    one(today + 1),
  ),
  form(String.raw`${start}${lead}(?:today|tonight|heute)${end}|今天|今日`, (_, today) =>
    one(today),
  ),
  form(String.raw`(这|本|下+)?(?:个)?${chineseWeekday}`, ([, which, name], today) => {
    const index = '一二三四五六日'.indexOf(name === '天' ? '日' : (name ?? ''));
    if (index < 0) return undefined;
    const monday = today - weekdayOf(today);
    if (which === undefined) return one(coming(index, today));
    return one(monday + index + (which.startsWith('下') ? 7 * which.length : 0));
  }),
  form(
    String.raw`${start}${lead}(?:(next|this|coming|nächste[rnm]?|kommende[rnm]?|diese[rnm]?)\s+)?${weekday}${end}(?:\s+(?:next\s+week|nächste[r]?\s+woche))?`,
    ([all, which, name], today) => {
      const index = weekdayIndex(name);
      const first = coming(index, today);
      if (/next\s+week|nächster?\s+woche/iu.test(all)) {
        return one(today - weekdayOf(today) + 7 + index);
      }
      // "Next Friday", said on a Monday, is this week's to some and next week's to others.
      const sameWeek = first - weekdayOf(first) === today - weekdayOf(today);
      return /^n/iu.test(which ?? '') && sameWeek ? [first, first + 7] : one(first);
    },
  ),
  form(
    String.raw`${start}${lead}(?:next\s+week|nächste[rn]?\s+woche)${end}|下个?(?:周|星期|礼拜)(?![一二三四五六日天])`,
    (_, today) => {
      const monday = today - weekdayOf(today) + 7;
      return [0, 1, 2, 3, 4].map(at => monday + at);
    },
  ),
  form(String.raw`${start}${lead}(?:next\s+month|nächste[rn]?\s+monat)${end}|下个?月`, (_, today) =>
    one(monthsAfter(today, 1)),
  ),
  form(
    String.raw`${start}(?:at\s+)?(?:the\s+)?end\s+of\s+(?:the|this)\s+month${end}|${start}ende\s+(?:des|dieses)\s+monats${end}|月底`,
    (_, today) => one(lastOfMonth(today)),
  ),
  form(String.raw`${start}(?:in\s+)?(?:a\s+)?fortnight${end}`, (_, today) => one(today + 14)),
];

function one(day: number | undefined): readonly number[] | undefined {
  return day === undefined ? undefined : [day];
}

function numberOf(word: string | undefined): number | undefined {
  const text = (word ?? '').toLowerCase().replace(/\s+/g, ' ');
  if (/^\d/.test(text)) return Number(text.replace(',', '.'));
  const known = Object.hasOwn(numberWords, text) ? numberWords[text] : undefined;
  if (known !== undefined) return known;
  const ten = text.indexOf('十');
  if (ten < 0) return undefined;
  const tens = ten === 0 ? 1 : (numberWords[text.slice(0, ten)] ?? 0);
  const ones = text.slice(ten + 1);
  return tens * 10 + (ones === '' ? 0 : (numberWords[ones] ?? 0));
}

/** The day this many days, weeks or months after another; parts of a day are rounded up. */
function after(today: number, amount: number, unit: string): number | undefined {
  if (!(amount >= 0 && amount <= 9999)) return undefined;
  const name = unit.toLowerCase();
  if (/^(?:month|monat|个月|月)/u.test(name)) {
    const whole = monthsAfter(today, Math.floor(amount));
    return whole === undefined ? undefined : whole + Math.round((amount % 1) * 30);
  }
  const days = name.startsWith('fortnight')
    ? 14
    : /^(?:week|woche|周|星期|礼拜)/u.test(name)
      ? 7
      : 1;
  return today + Math.ceil(amount * days);
}

function monthOf(name: string | undefined): number {
  const wanted = (name ?? '').toLowerCase();
  return monthNames.findIndex(names => names.includes(wanted)) + 1;
}

function weekdayIndex(name: string | undefined): number {
  const wanted = (name ?? '').toLowerCase();
  return weekdayNames.findIndex(names => names.includes(wanted));
}

/** The next such weekday, always ahead: on a Friday "Friday" is the one in a week. */
function coming(index: number, today: number): number {
  return today + ((index - weekdayOf(today) + 13) % 7) + 1;
}

/** The date in the given year, or else the next such date. */
function dated(m: number, d: number, year: string | undefined, today: number): number | undefined {
  if (year !== undefined)
    return dayOf(year.length === 2 ? 2000 + Number(year) : Number(year), m, d);
  const [thisYear] = dateOf(today);
  // 29 February may be years ahead.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(thisYear + ahead, m, d);
    if (found !== undefined && found >= today) return found;
  }
  return undefined;
}
