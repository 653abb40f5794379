/** What a person chooses before a mock interview. */

/** How long an interview is: so many questions, or until so much time was spent on answering. */
export type InterviewLength =
  | { readonly kind: 'questions'; readonly count: number }
  | { readonly kind: 'time'; readonly minutes: number };

/** What an interview must have one question of, as far as its length allows. */
export const coverages = ['nothing', 'collection', 'category'] as const;
export type Coverage = (typeof coverages)[number];

export interface InterviewSettings {
  readonly length: InterviewLength;
  /** The time to answer one question in, in seconds; 0 for no limit. */
  readonly secondsPerQuestion: number;
  /** The ids of the categories that questions are taken from; `all` follows packs that come and go. */
  readonly categories: 'all' | readonly string[];
  /** Whether what was answered worst so far is asked first. */
  readonly weakFirst: boolean;
  /** Must include one question from each. */
  readonly oneFromEach: Coverage;
  /** Whether questions that are marked as mastered are asked too. */
  readonly withMastered: boolean;
  /** Whether a coding task, an exercise, follows the questions. */
  readonly withTask: boolean;
}

/** What the form starts with: an interview of a good half hour through all collections. */
export const defaultInterviewSettings: InterviewSettings = {
  length: { kind: 'questions', count: 10 },
  secondsPerQuestion: 180,
  categories: 'all',
  weakFirst: false,
  oneFromEach: 'collection',
  withMastered: true,
  withTask: false,
};

/** The most questions an interview can be made of. */
export const mostQuestions = 100;
/** The longest interview by time, in minutes. */
export const mostMinutes = 8 * 60;
/** The longest time for one question, in seconds. */
export const mostSecondsPerQuestion = 60 * 60;
/** The most categories that can be chosen one by one. */
const mostCategories = 5000;
/** Ids longer than this are no ids of ours. */
const longestId = 400;

/** Reads settings that were stored or sent by a page: each field that is no such thing is the default. */
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
