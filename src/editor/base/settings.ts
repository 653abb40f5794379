/** Every setting: name, default, bounds, and how its value is read. */

/** The prefix of all settings. */
export const settingsPrefix = 'djangoInterview';

/** A setting as declared in package.json; a test compares them. */
export interface Setting<T> {
  /** Without the common prefix. */
  readonly name: string;
  readonly fallback: T;
  /** The same as in package.json. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** Reads the value: settings are edited by hand and may be anything. */
  read(value: unknown): T;
}

function flag(name: string, fallback: boolean): Setting<boolean> {
  const read = (value: unknown) => (typeof value === 'boolean' ? value : fallback);
  return { name, fallback, declared: { type: 'boolean' }, read };
}

function text(name: string, fallback: string): Setting<string> {
  const read = (value: unknown) => (typeof value === 'string' ? value : fallback);
  return { name, fallback, declared: { type: 'string' }, read };
}

/** A number from `minimum` to `maximum`; values outside are clamped. */
function number(
  name: string,
  fallback: number,
  { type = 'number', minimum, maximum }: { type?: string; minimum: number; maximum: number },
): Setting<number> {
  const read = (value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
    const within = Math.min(Math.max(value, minimum), maximum);
    return type === 'integer' ? Math.trunc(within) : within;
  };
  return { name, fallback, declared: { type, minimum, maximum }, read };
}

function integer(name: string, fallback: number, minimum: number, maximum: number) {
  return number(name, fallback, { type: 'integer', minimum, maximum });
}

/** One of a few words; the first is the default. */
function choice<T extends string>(name: string, words: readonly [T, ...T[]]): Setting<T> {
  const read = (value: unknown) => words.find(word => word === value) ?? words[0];
  return { name, fallback: words[0], declared: { type: 'string', enum: words }, read };
}

/** A list of texts; ignores blank ones and values of other types. */
function list(name: string, fallback: readonly string[] = []): Setting<readonly string[]> {
  const read = (value: unknown) =>
    Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string' && item.trim() !== '')
      : fallback;
  return { name, fallback, declared: { type: 'array' }, read };
}

export const settings = {
  showHint: flag('showHint', true),
  randomIncludesMastered: flag('randomIncludesMastered', false),
  progressScope: choice('progressScope', ['workspace', 'everywhere']),
  packFiles: list('packFiles', ['.interview/**/*.md', '**/*.questions.md']),
  packFolders: list('packFolders'),
  showBuiltInQuestions: flag('showBuiltInQuestions', true),
  hiddenCategories: list('hiddenCategories'),
  /** The interviewer's language model, as `vendor/id`; empty until chosen. */
  model: text('interviewer.model', ''),
  codeLens: flag('codeLens', false),
  hover: flag('hover', false),
  /** The target share of successful reviews. */
  retention: number('retention', 0.9, { minimum: 0.7, maximum: 0.99 }),
  /** Whether the schedule is fitted to the person's own reviews. */
  personalSchedule: flag('personalSchedule', true),
  newPerDay: integer('newPerDay', 10, 0, 9999),
  reviewsPerDay: integer('reviewsPerDay', 200, 0, 9999),
  /** The hour at which a study day begins. */
  dayStart: integer('dayStart', 4, 0, 23),
  reviewReminder: flag('reviewReminder', false),
  /** The exercise folder; empty until set. */
  practiceFolder: text('practice.folder', ''),
  /** The Python program that runs the checks; empty to look for one. */
  practicePython: text('practice.python', ''),
  /** Time limit for a check, in seconds. */
  practiceTimeLimit: integer('practice.timeLimit', 20, 1, 600),
  /** Whether Space accepts the suggested rating in a review. */
  spaceRates: flag('spaceRates', true),
  /** Time to answer before the answer is revealed, in seconds; 0 for no limit. */
  answerTime: integer('answerTime', 0, 0, 3600),
} as const;

/** The values of the setting `progressScope`. */
export type ProgressScope = ReturnType<typeof settings.progressScope.read>;
