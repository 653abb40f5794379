/**
 * Messages between the editor and the page that charts the person's progress.
 *
 * Days are whole days since 1 January 1970 by local study day, times ms since 1970, durations ms
 * and shares 0 to 1. All texts are plain.
 */
import type { Rating, RatingNames } from './rating';
import { isRecord } from './values';

/** The progress on a set of questions; the three counts add up to `count`. */
export interface MasteryView {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly mastered: number;
  /** Rated at least once, and not mastered. */
  readonly started: number;
  readonly untouched: number;
}

export interface CollectionView extends MasteryView {
  readonly categories: readonly MasteryView[];
}

export interface DayView {
  readonly day: number;
  readonly reviews: number;
  readonly duration: number;
  /** The number of solved exercises; absent if none was. */
  readonly solved?: number;
}

export const periodNames = ['month', 'year', 'all'] as const;
/** 30 days, 365 days, or since the beginning. */
export type PeriodName = (typeof periodNames)[number];

export const maturityNames = ['learning', 'young', 'mature'] as const;
export type MaturityName = (typeof maturityNames)[number];

export const recallNames = ['young', 'mature', 'all'] as const;
export type RecallName = (typeof recallNames)[number];

export interface RecallView {
  readonly asked: number;
  readonly recalled: number;
  /** Absent while nothing was asked. */
  readonly share: number | undefined;
}

/** The answers given in a period. */
export interface PeriodView {
  readonly reviews: number;
  /** Days with at least one review. */
  readonly days: number;
  readonly duration: number;
  /** The number of reviews with a measured duration. */
  readonly measured: number;
  /** How often each rating was given, 1 Again to 4 Easy. */
  readonly ratings: Readonly<Record<MaturityName, Readonly<Record<Rating, number>>>>;
  readonly retention: Readonly<Record<RecallName, RecallView>>;
}

export interface HardQuestionView {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** 1 (easy) to 10. */
  readonly difficulty: number;
  readonly lapses: number;
  readonly reviews: number;
  readonly failed: number;
}

/** The person's readiness for an interview ahead. */
export interface ReadinessView {
  /** Empty if it has none. */
  readonly name: string;
  /** The day of the interview. */
  readonly day: number;
  /** The number of questions it covers. */
  readonly count: number;
  /** Shares of them expected to be known on the day: without more study, and with the plan. */
  readonly now: number;
  readonly planned: number;
  /** How many of them can be asked at least once by then. */
  readonly covered: number;
  /** Readiness in the evening of each day before today. */
  readonly past: readonly { readonly day: number; readonly ready: number }[];
  /** Expected readiness after each of some days, from today on, if the plan is followed. */
  readonly ahead: readonly { readonly day: number; readonly ready: number }[];
  /** Weakest first. */
  readonly categories: readonly {
    readonly title: string;
    readonly count: number;
    readonly ready: number;
    readonly needsAttention: boolean;
    readonly weakest: { readonly id: string; readonly title: string };
  }[];
}

/** Reviews with about the same expected result. */
export interface CalibrationView {
  readonly reviews: number;
  readonly expected: number;
  readonly known: number;
}

/** Everything the page shows. */
export interface StatisticsView {
  readonly today: number;
  /** For each interview ahead, the nearest first. */
  readonly readiness: readonly ReadinessView[];
  /** Whether anything was ever rated. */
  readonly studied: boolean;
  readonly mastery: readonly CollectionView[];
  /** A year up to today without a gap, beginning on a Monday. */
  readonly calendar: readonly DayView[];
  readonly streaks: {
    readonly current: number;
    readonly longest: number;
    readonly studiedToday: boolean;
  };
  readonly forecast: {
    readonly overdue: number;
    /** The next 30 days, today being the first. */
    readonly days: readonly number[];
    readonly later: number;
  };
  readonly periods: Readonly<Record<PeriodName, PeriodView>>;
  readonly calibration:
    | (CalibrationView & { readonly groups: readonly CalibrationView[] })
    | undefined;
  /** The memory model fitted to the person; absent while off, or with too little data. */
  readonly memory: { readonly reviews: number; readonly pace: number } | undefined;
  readonly targetRetention: number;
  /** Mock interviews, sorted by time. */
  readonly interviews: readonly { readonly time: number; readonly score: number }[];
  readonly hardest: readonly HardQuestionView[];
  /** The number of questions with an exercise, and how many of those are solved. */
  readonly exercises: { readonly count: number; readonly solved: number };
}

/** The editor's messages to the page. */
export type ToStatistics =
  | { readonly type: 'show'; readonly statistics: StatisticsView }
  /** The figures are unavailable; `message` says why and what to do. */
  | { readonly type: 'problem'; readonly message: string };

/** Actions the page may request: each is a command. */
export const statisticsActions = ['review', 'interview', 'setDate'] as const;
export type StatisticsAction = (typeof statisticsActions)[number];

/** The page's messages to the editor. Untrusted: `readFromStatistics` checks them. */
export type FromStatistics =
  /** The page is loaded (again): the editor answers with `show`. */
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly action: StatisticsAction }
  | { readonly type: 'openQuestion'; readonly id: string };

/** Every text of the page, in the person's language. The page fills placeholders such as `{0}`. */
export interface StatisticsStrings {
  readonly title: string;
  readonly loading: string;
  readonly asTable: string;
  readonly questions: string;
  readonly total: string;
  readonly day: string;
  readonly reviews: string;
  readonly time: string;
  /** Figures at the top. */
  readonly tiles: {
    readonly mastered: string;
    /** `{0}` is the number of questions. */
    readonly ofAll: string;
    readonly streak: string;
    /** `{0}` is the longest streak, such as "12 days". */
    readonly longest: string;
    readonly streakOpen: string;
    readonly noStreak: string;
    readonly today: string;
    /** `{0}` is a time such as "12 min". */
    readonly studiedFor: string;
    readonly nothingToday: string;
    readonly due: string;
    /** `{0}` are overdue. */
    readonly overdue: string;
    readonly nothingDue: string;
    readonly nothingScheduled: string;
    readonly exercises: string;
    /** `{0}` is the number of exercises. */
    readonly ofExercises: string;
  };
  readonly mastery: {
    readonly title: string;
    readonly name: string;
    readonly mastered: string;
    readonly started: string;
    readonly untouched: string;
    readonly empty: string;
  };
  readonly year: {
    readonly title: string;
    /** `{0}` reviews on `{1}` days. */
    readonly summary: string;
    readonly less: string;
    readonly more: string;
    /** `{0}` is a date, `{1}` a number of reviews. */
    readonly cell: string;
    /** `{0}` is a number of exercises. */
    readonly solved: string;
  };
  readonly forecast: {
    readonly title: string;
    /** `{0}` questions come due in 30 days. */
    readonly summary: string;
    readonly overdue: string;
    readonly due: string;
    readonly today: string;
    /** `{0}` come later. */
    readonly later: string;
    /** `{0}` is a date, `{1}` a number of questions. */
    readonly bar: string;
    readonly empty: string;
  };
  readonly readiness: {
    readonly title: string;
    /** `{0}` is the day, `{1}` the share known without more study, `{2}` the one with the plan. */
    readonly summary: string;
    /** The meaning of the figure; `{0}` is the number of questions. */
    readonly explained: string;
    /** `{0}` of `{1}` questions can be asked. */
    readonly covered: string;
    /** Said where there are several interviews. */
    readonly shared: string;
    readonly past: string;
    readonly planned: string;
    readonly without: string;
    readonly today: string;
    readonly interview: string;
    /** `{0}` is a date, `{1}` a share. */
    readonly point: string;
    readonly byCategory: string;
    readonly category: string;
    readonly ready: string;
    readonly weakest: string;
    readonly needsAttention: string;
    readonly empty: string;
    /** Its scope has no questions. */
    readonly nothing: string;
  };
  readonly calibration: {
    readonly title: string;
    /** `{0}` was expected, `{1}` was known, of `{2}` reviews. */
    readonly summary: string;
    /** `{0}` is a share. */
    readonly expected: string;
    readonly known: string;
    readonly empty: string;
    /** `{0}` is the factor of interval lengths, `{1}` the number of reviews it was learned from. */
    readonly slower: string;
    readonly faster: string;
    readonly same: string;
  };
  readonly period: {
    readonly label: string;
    readonly names: Readonly<Record<PeriodName, string>>;
  };
  readonly retention: {
    readonly title: string;
    /** The quantity measured; `{0}` is the target, such as "90 %". */
    readonly note: string;
    readonly names: Readonly<Record<RecallName, string>>;
    readonly asked: string;
    readonly recalled: string;
    readonly share: string;
    readonly target: string;
    readonly empty: string;
  };
  readonly ratings: {
    readonly title: string;
    readonly names: RatingNames;
    readonly maturities: Readonly<Record<MaturityName, string>>;
    readonly share: string;
    readonly empty: string;
  };
  readonly studyTime: {
    readonly title: string;
    /** `{0}` in all, `{1}` a day studied, `{2}` a question. */
    readonly summary: string;
    /** `{0}` is a date, `{1}` a time. */
    readonly bar: string;
    readonly minutes: string;
    readonly empty: string;
  };
  readonly interviews: {
    readonly title: string;
    /** `{0}` interviews, the last `{1}`, the best `{2}`. */
    readonly summary: string;
    readonly score: string;
    /** `{0}` is a date, `{1}` a score. */
    readonly point: string;
    readonly empty: string;
  };
  readonly hardest: {
    readonly title: string;
    readonly note: string;
    readonly question: string;
    readonly difficulty: string;
    readonly lapses: string;
    readonly failed: string;
    readonly empty: string;
  };
  readonly nothing: { readonly title: string; readonly text: string };
  readonly actions: Readonly<Record<StatisticsAction, string>>;
}

/** Reads a message of the page; `undefined` for anything not in the protocol. */
export function readFromStatistics(message: unknown): FromStatistics | undefined {
  if (!isRecord(message)) return undefined;
  const fields = message;
  switch (fields.type) {
    case 'ready':
      return { type: 'ready' };
    case 'action': {
      const action = statisticsActions.find(known => known === fields.action);
      return action && { type: 'action', action };
    }
    case 'openQuestion': {
      const id = fields.id;
      return typeof id === 'string' && id.length <= 200 ? { type: 'openQuestion', id } : undefined;
    }
    default:
      return undefined;
  }
}
