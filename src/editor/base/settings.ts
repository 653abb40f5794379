/** Every setting: its name, its default, its bounds, and how a value of it is read. */

/** The name of all settings begins with this and a dot. */
export const settingsPrefix = 'djangoInterview';

/** A setting as package.json declares it; a test holds the two together. */
export interface Setting<T> {
  /** Without the common prefix. */
  readonly name: string;
  readonly fallback: T;
  /** The same as in package.json. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** The value that is meant: settings are edited by hand and may be anything. */
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

/** A number from `minimum` to `maximum`; beyond them the nearer one is meant. */
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

/** A list of texts; leaves out blank ones and values of other types. */
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
  /** The language model that is the interviewer, as `vendor/id`; empty until one is chosen. */
  model: text('interviewer.model', ''),
  codeLens: flag('codeLens', false),
  hover: flag('hover', false),
  /** The share of reviews that should succeed. */
  retention: number('retention', 0.9, { minimum: 0.7, maximum: 0.99 }),
  /** Whether the schedule is fitted to the person's own reviews. */
  personalSchedule: flag('personalSchedule', true),
  newPerDay: integer('newPerDay', 10, 0, 9999),
  reviewsPerDay: integer('reviewsPerDay', 200, 0, 9999),
  /** The hour at which a study day begins. */
  dayStart: integer('dayStart', 4, 0, 23),
  reviewReminder: flag('reviewReminder', false),
  /** The folder that exercises are written to; empty until one is set. */
  practiceFolder: text('practice.folder', ''),
  /** The program of Python that runs the checks; empty to look for one. */
  practicePython: text('practice.python', ''),
  /** How long a check may take, in seconds. */
  practiceTimeLimit: integer('practice.timeLimit', 20, 1, 600),
  /** Whether Space accepts the rating that is suggested, in a review. */
  spaceRates: flag('spaceRates', true),
  /** How long to answer before the answer is revealed, in seconds; 0 for no limit. */
  answerTime: integer('answerTime', 0, 0, 3600),
} as const;

/** The values of the setting `progressScope`. */
export type ProgressScope = ReturnType<typeof settings.progressScope.read>;
