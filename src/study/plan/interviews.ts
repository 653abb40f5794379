/**
 * The interviews a person studies for, stored in their progress.
 *
 * Each is stored as the note of a record that no question can have: question ids contain no colon.
 * So it merges, is undone, exported, backed up and followed by other windows like every note, and a
 * version without interviews keeps them like the notes of removed packs.
 */
import { longestNote, setNote, type Progress } from '../progress';
import type { QuestionId } from '../question';
import { interviewPrefix as prefix, isInterviewId } from './interviewId';

/** What the interview is about: everything, unless a collection, category or flag narrows it. */
export interface InterviewScope {
  /** Ids of collections and categories of the library. The categories include those of `ofStack`. */
  readonly collections: readonly string[];
  readonly categories: readonly string[];
  /** Questions on what the project uses, by what its files say whenever a plan is made. */
  readonly stack: boolean;
  /**
   * The categories on what the project used when that was chosen. They stand in where no project
   * says what it uses: in another workspace, and in versions that do not follow the project.
   */
  readonly ofStack: readonly string[];
  /** Questions of the person's packs. */
  readonly own: boolean;
  /** Questions to ask before the others, such as those for a job ad. They are in the scope too. */
  readonly first: readonly QuestionId[];
}

/** An interview on a day. */
export interface PlannedInterview {
  readonly id: string;
  /** The person's name for it; may be empty. */
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
  ofStack: [],
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
/** The last day of the year 9999: nobody sets a later date. */
const lastDay = 2_932_896;

/** All known interviews. */
export interface Interviews {
  /** Future and past ones, the earliest first. */
  readonly all: readonly PlannedInterview[];
  /** How many were written by a newer version; these are unreadable here and left alone. */
  readonly newer: number;
}

/** The interviews in the progress. Unreadable ones are left alone. */
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

/**
 * The change that stores the interview, replacing any with its id, but for the fields that a later
 * version has given it. `now` is in ms since 1970.
 */
export function keepInterview(
  progress: Progress,
  interview: PlannedInterview,
  now: number,
): Progress {
  const { id, name, day, minutes } = interview;
  const scope = keptScope(interview.scope);
  const own = { v: version, name: name.slice(0, longestName), day, minutes, scope };
  const before = parsed(progress.get(prefix + id)?.note?.[0] ?? '');
  const known = isObject(before?.scope) ? before.scope : {};
  const whole = JSON.stringify({ ...before, ...own, scope: { ...known, ...scope } });
  const text = whole.length <= longestNote ? whole : JSON.stringify(own);
  return setNote(progress, prefix + id, text, now);
}

/** The stored object; `undefined` if there is none. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const stored: unknown = JSON.parse(text);
    return isObject(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Ids take no more than this, in UTF-16 units: an import refuses a record above `longestNote`. */
const longestScope = longestNote - 2000;

/** The scope as it is stored. If its ids are too many, the last are left out. */
function keptScope(scope: InterviewScope): InterviewScope {
  let length = 0;
  const kept = (ids: readonly string[]) =>
    ids.slice(0, mostIds).filter(id => (length += JSON.stringify(id).length + 1) <= longestScope);
  return {
    ...scope,
    collections: kept(scope.collections),
    categories: kept(scope.categories),
    ofStack: kept(scope.ofStack),
    first: kept(scope.first),
  };
}

/** The change that removes the interview. */
export function clearInterview(progress: Progress, id: string, now: number): Progress {
  return setNote(progress, prefix + id, '', now);
}

function readInterview(id: string, text: string): PlannedInterview | 'newer' | undefined {
  const stored = parsed(text);
  if (typeof stored?.v !== 'number') return undefined;
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
      ofStack: readIds(parts.ofStack),
      own: parts.own === true,
      first: readIds(parts.first),
    },
  };
}

/** Minutes if no valid ones were stored. */
export const usualMinutes = 20;

function readMinutes(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return usualMinutes;
  return Math.round(Math.min(Math.max(value, 0), 24 * 60));
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

/** For this many days after an interview, reviews stay within its plan's time. */
const daysAfter = 14;
/** Minutes per returning question, to count how many fit into a day. */
const minutesForOne = 1.5;
const fewestAfter = 10;

/**
 * How many questions may come back per day soon after an interview: as many as its plan's time
 * held. Questions the plan skipped then come back over several days instead of all at once.
 * `undefined` if there was no interview in the last two weeks.
 */
export function reviewsAfter(
  interviews: readonly PlannedInterview[],
  today: number,
): number | undefined {
  const last = interviews.findLast(({ day }) => day < today && day >= today - daysAfter);
  if (last === undefined) return undefined;
  // Of several on that day the longest time was the day's.
  const minutes = Math.max(
    ...interviews
      .filter(({ day }) => day === last.day)
      .map(each => each.minutes.reduce((sum, one) => sum + one, 0) / 7),
  );
  return Math.max(fewestAfter, Math.round(minutes / minutesForOne));
}

/** No plan is made for an interview further ahead, in days: two years. */
export const mostDays = 731;

/** Why there is no plan for a day; `undefined` if there is one, even for today itself. */
export function whyNoPlan(day: number, today: number): 'past' | 'far' | undefined {
  if (day < today) return 'past';
  return day - today > mostDays ? 'far' : undefined;
}

/** More interviews are not planned together; the later ones wait until these have passed. */
export const mostTogether = 8;

/** The interviews that the plan leads to: today's and the next ones, the nearest first. */
export function interviewsAhead(
  interviews: readonly PlannedInterview[],
  today: number,
): readonly PlannedInterview[] {
  return interviews.filter(({ day }) => day >= today).slice(0, mostTogether);
}
