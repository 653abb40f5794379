/** The settings of a mock interview. */

/** The length of an interview: a number of questions, or an amount of time spent on answering. */
export type InterviewLength =
  | { readonly kind: 'questions'; readonly count: number }
  | { readonly kind: 'time'; readonly minutes: number };

/** What an interview must cover with one question each, if its length allows. */
export const coverages = ['nothing', 'collection', 'category'] as const;
export type Coverage = (typeof coverages)[number];

export interface InterviewSettings {
  readonly length: InterviewLength;
  /** The time limit per question, in seconds; 0 for no limit. */
  readonly secondsPerQuestion: number;
  /** The ids of the categories to take questions from; `all` follows packs that come and go. */
  readonly categories: 'all' | readonly string[];
  /** Whether the worst-answered questions are asked first. */
  readonly weakFirst: boolean;
  /** Must include one question from each. */
  readonly oneFromEach: Coverage;
  /** Whether to ask questions marked as mastered too. */
  readonly withMastered: boolean;
  /** Whether a coding task, an exercise, follows the questions. */
  readonly withTask: boolean;
}

/** The form's initial values: an interview of a good half hour through all collections. */
export const defaultInterviewSettings: InterviewSettings = {
  length: { kind: 'questions', count: 10 },
  secondsPerQuestion: 180,
  categories: 'all',
  weakFirst: false,
  oneFromEach: 'collection',
  withMastered: true,
  withTask: false,
};

/** The maximum number of questions in an interview. */
export const mostQuestions = 100;
/** The longest interview by time, in minutes. */
export const mostMinutes = 8 * 60;
/** The longest time for one question, in seconds. */
export const mostSecondsPerQuestion = 60 * 60;
/** The maximum number of individually chosen categories. */
const mostCategories = 5000;
/** Longer ids are not ours. */
const longestId = 400;

/** Reads stored settings or those sent by a page: each invalid field gets its default. */
export function readInterviewSettings(stored: unknown): InterviewSettings {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  const own = (key: keyof InterviewSettings): unknown =>
    Object.hasOwn(fields, key) ? (fields as Record<string, unknown>)[key] : undefined;
  const flag = (key: 'weakFirst' | 'withMastered' | 'withTask'): boolean => {
    const value = own(key);
    return typeof value === 'boolean' ? value : defaultInterviewSettings[key];
  };
  const seconds = own('secondsPerQuestion');
  const oneFromEach = own('oneFromEach');
  return {
    length: readLength(own('length')),
    secondsPerQuestion: isWhole(seconds, 0, mostSecondsPerQuestion)
      ? seconds
      : defaultInterviewSettings.secondsPerQuestion,
    categories: readCategories(own('categories')),
    weakFirst: flag('weakFirst'),
    oneFromEach:
      coverages.find(known => known === oneFromEach) ?? defaultInterviewSettings.oneFromEach,
    withMastered: flag('withMastered'),
    withTask: flag('withTask'),
  };
}

function readLength(value: unknown): InterviewLength {
  if (typeof value === 'object' && value !== null) {
    const { kind, count, minutes } = value as Record<string, unknown>;
    if (kind === 'questions' && isWhole(count, 1, mostQuestions)) return { kind, count };
    if (kind === 'time' && isWhole(minutes, 1, mostMinutes)) return { kind, minutes };
  }
  return defaultInterviewSettings.length;
}

function readCategories(value: unknown): InterviewSettings['categories'] {
  if (!Array.isArray(value)) return 'all';
  const ids = value.filter(
    (id: unknown): id is string => typeof id === 'string' && id !== '' && id.length <= longestId,
  );
  return [...new Set(ids)].slice(0, mostCategories);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
