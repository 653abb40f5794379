/**
 * The interviews that a person studies for, as a part of their progress.
 *
 * Each is kept as the note of a record that no question can have: ids of questions hold no colon. So it
 * merges, is undone, exported, backed up and followed by other windows like every note, and a version
 * that knows nothing of interviews keeps them as it keeps the notes of packs that are gone.
 */
import { setNote, type Progress } from '../progress';
import type { QuestionId } from '../question';
import { interviewPrefix as prefix, isInterviewId } from './interviewId';

/** What the interview is about. Everything, where no collection, category or flag narrows it. */
export interface InterviewScope {
  /** Ids of collections and categories of the library. */
  readonly collections: readonly string[];
  readonly categories: readonly string[];
  /** What the person's project uses. */
  readonly stack: boolean;
  /** The person's own packs. */
  readonly own: boolean;
  /** Questions that come before the others, such as those that a job ad asks for. They are in the scope too. */
  readonly first: readonly QuestionId[];
}

/** An interview on a day. */
export interface PlannedInterview {
  readonly id: string;
  /** In the person's words; may be empty. */
  readonly name: string;
  /** The date, in whole days since 1 January 1970. */
  readonly day: number;
  /** Minutes of study on each day of the week, Monday first; 0 to 1,440. */
  readonly minutes: readonly number[];
  readonly scope: InterviewScope;
}

/** Everything. */
export const wholeScope: InterviewScope = {
  collections: [],
  categories: [],
  stack: false,
  own: false,
  first: [],
};

/** Whether the scope leaves nothing out. */
export function isWhole({ collections, categories, stack, own }: InterviewScope): boolean {
  return collections.length + categories.length === 0 && !stack && !own;
}

const version = 1;
const longestName = 100;
const mostIds = 2000;
/** The last day of the year 9999: no date that a person sets is later. */
const lastDay = 2_932_896;

/** What is known of the interviews. */
export interface Interviews {
  /** Those to come and those that were, the earliest first. */
  readonly all: readonly PlannedInterview[];
  /** How many a newer version wrote, which this one cannot read and leaves as they are. */
  readonly newer: number;
}

/** The interviews in the progress. What cannot be read is left alone. */
export function interviewsOf(progress: Progress): Interviews {
  const all: PlannedInterview[] = [];
  let newer = 0;
  for (const [id, record] of progress) {
    const text = record.note?.[0] ?? '';
    if (text === '' || !isInterviewId(id)) continue;
    const read = readInterview(id.slice(prefix.length), text);
    if (read === 'newer') newer++;
    else if (read !== undefined) all.push(read);
  }
  all.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  return { all, newer };
}

/** The change that keeps the interview, in place of what had its id. `now` is in ms since 1970. */
export function keepInterview(
  progress: Progress,
  interview: PlannedInterview,
  now: number,
): Progress {
  const { id, name, day, minutes, scope } = interview;
  const stored = { v: version, name: name.slice(0, longestName), day, minutes, scope };
  return setNote(progress, prefix + id, JSON.stringify(stored), now);
}

/** The change that takes the interview out. */
export function clearInterview(progress: Progress, id: string, now: number): Progress {
  return setNote(progress, prefix + id, '', now);
}

function readInterview(id: string, text: string): PlannedInterview | 'newer' | undefined {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(stored) || typeof stored.v !== 'number') return undefined;
  if (stored.v > version) return 'newer';
  const { name, day, minutes, scope } = stored;
  if (typeof day !== 'number' || !Number.isInteger(day) || day < 0 || day > lastDay) {
    return undefined;
  }
  const given = Array.isArray(minutes) ? (minutes as unknown[]) : [];
  const parts = isObject(scope) ? scope : {};
  return {
    id,
    name: typeof name === 'string' ? name.slice(0, longestName) : '',
    day,
    minutes: Array.from({ length: 7 }, (_, at) => readMinutes(given[at])),
    scope: {
      collections: readIds(parts.collections),
      categories: readIds(parts.categories),
      stack: parts.stack === true,
      own: parts.own === true,
      first: readIds(parts.first),
    },
  };
}

/** Minutes where none that make sense were stored. */
export const usualMinutes = 20;

function readMinutes(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return usualMinutes;
  return Math.min(Math.max(value, 0), 24 * 60);
}

function readIds(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((id: unknown): id is string => typeof id === 'string' && id !== '')
    .slice(0, mostIds);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The day of the week of a day since 1970: 0 is Monday. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** For so many days after an interview, reviews stay within the time that its plan had. */
const daysAfter = 14;
/** So many minutes a question that comes back takes, to count how many fit into a day. */
const minutesForOne = 1.5;
const fewestAfter = 10;

/**
 * How many questions may come back on a day soon after an interview: as many as the time held that its
 * plan had. What a plan left aside then comes back over some days and not all at once. `undefined` where
 * no interview was in the last two weeks.
 */
export function reviewsAfter(
  interviews: readonly PlannedInterview[],
  today: number,
): number | undefined {
  const last = interviews.findLast(({ day }) => day < today && day >= today - daysAfter);
  if (last === undefined) return undefined;
  const minutes = last.minutes.reduce((sum, each) => sum + each, 0) / 7;
  return Math.max(fewestAfter, Math.round(minutes / minutesForOne));
}

/** No plan is made for an interview that is more days ahead: two years. */
export const mostDays = 731;

/** Why no plan leads to a day; `undefined` where one does, as to today itself. */
export function whyNoPlan(day: number, today: number): 'past' | 'far' | undefined {
  if (day < today) return 'past';
  return day - today > mostDays ? 'far' : undefined;
}

/** The interview that the plan leads to: the next one, today's among them. */
export function nextInterview(
  interviews: readonly PlannedInterview[],
  today: number,
): PlannedInterview | undefined {
  return interviews.find(({ day }) => day >= today);
}
