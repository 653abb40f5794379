/**
 * Computes the figures behind the progress page's charts from stored data and the schedule. Nothing
 * here is stored itself; no figure is ever NaN or infinite, whatever the progress holds.
 */
import type { Library } from './library';
import type { Progress, QuestionRecord } from './progress';
import type { QuestionId } from './question';
import { newCard, type Card, type PastReview, type Schedule } from './review/schedule';
import type { Steps } from './steps';
import { studyDayOf } from './studyDay';
import { addUp, calendar, streaks, type DayTotal, type Streaks } from './statistics/days';
import {
  forecast,
  hardest,
  mastery,
  type CollectionMastery,
  type Forecast,
  type HardQuestion,
} from './statistics/questions';
import { calibration, type Calibration } from './statistics/calibration';
import { figuresSince, type PeriodFigures } from './statistics/recall';

/** The periods of answer statistics, by length in study days; today is the last. */
export const periods = { month: 30, year: 365, all: Infinity } as const;
export type Period = keyof typeof periods;

/** The score of a mock interview, for statistics. */
export interface InterviewScore {
  /** ms since 1970. */
  readonly time: number;
  /** 0 to 1. */
  readonly score: number;
}

/** The input of the figures. */
export interface StatisticsInput {
  /** The studied questions. Reviews of others count for figures about past activity. */
  readonly library: Library;
  readonly progress: Progress;
  /** In any order. */
  readonly interviews: readonly InterviewScore[];
  /** ms since 1970. */
  readonly now: number;
}

export interface Statistics {
  /** The current study day, in whole days since 1970. */
  readonly today: number;
  /** Whether anything was ever rated. */
  readonly studied: boolean;
  readonly mastery: readonly CollectionMastery[];
  /** 53 weeks from a Monday up to today, without gaps. */
  readonly calendar: readonly DayTotal[];
  readonly streaks: Streaks;
  readonly forecast: Forecast;
  readonly periods: Readonly<Record<Period, PeriodFigures>>;
  /** How accurate the schedule's predictions were; `undefined` while there is too little data. */
  readonly calibration: Calibration | undefined;
  /** The schedule's target, 0 to 1. */
  readonly targetRetention: number;
  /** Sorted by time. */
  readonly interviews: readonly InterviewScore[];
  readonly hardest: readonly HardQuestion[];
  /** How many questions have an exercise, and how many of those are solved. */
  readonly exercises: { readonly count: number; readonly solved: number };
}

/** The schedule, as used by statistics. */
export type StatisticsSchedule = Pick<Schedule, 'cardOf' | 'historyOf' | 'recall' | 'settings'>;

/** Computes the figures. */
export interface StatisticsOf {
  (input: StatisticsInput): Statistics;
  /** Replays the reviews beforehand, in steps: of all questions that takes a while. */
  prepare(input: Pick<StatisticsInput, 'progress' | 'now'>): Steps<void>;
}

/**
 * Returns a function that computes the figures. It replays a question's reviews again only when its
 * record has changed, so keep it as long as the schedule.
 */
export function createStatistics(schedule: StatisticsSchedule): StatisticsOf {
  const histories = new WeakMap<QuestionRecord, readonly PastReview[]>();

  const historyOf = (record: QuestionRecord, now: number): readonly PastReview[] => {
    // A review dated ahead is replayed differently once the clock has reached it: not cached.
    const settled = (record.reviews?.at(-1)?.time ?? 0) <= now;
    let history = settled ? histories.get(record) : undefined;
    if (history === undefined) {
      history = schedule.historyOf(record, now);
      if (settled) histories.set(record, history);
    }
    return history;
  };

  const compute = ({ library, progress, interviews, now }: StatisticsInput): Statistics => {
    const rules = schedule.settings.days;
    const today = studyDayOf(now, rules);
    const reviewed = new Map<QuestionId, readonly PastReview[]>();
    for (const [id, record] of progress) {
      if (record.reviews === undefined) continue;
      const history = historyOf(record, now);
      if (history.length > 0) reviewed.set(id, history);
    }
    const cards = new Map<QuestionId, Card>();
    const cardOf = (id: QuestionId): Card => {
      if (!reviewed.has(id)) return newCard;
      let card = cards.get(id);
      if (card === undefined) {
        card = schedule.cardOf(id, progress.get(id), now);
        cards.set(id, card);
      }
      return card;
    };
    const failedOf = (id: QuestionId) =>
      reviewed.get(id)?.reduce((sum, { rating }) => sum + (rating === 1 ? 1 : 0), 0) ?? 0;
    const all = [...reviewed.values()];
    const solved = [...progress.values()].flatMap(({ exerciseSolved }) =>
      exerciseSolved?.[0] ? [studyDayOf(exerciseSolved[0], rules)] : [],
    );
    const days = addUp(all, today, solved);
    const { questions } = library;
    const withExercise = questions.filter(({ exercise }) => exercise !== undefined);
    return {
      today,
      studied: all.length > 0,
      mastery: mastery(library.collections, progress, cardOf),
      calendar: calendar(days, today),
      streaks: streaks(days, today),
      forecast: forecast(questions, progress, cardOf, now, time => studyDayOf(time, rules)),
      periods: {
        month: figuresSince(all, today - periods.month + 1),
        year: figuresSince(all, today - periods.year + 1),
        all: figuresSince(all, -Infinity),
      },
      calibration: calibration(all, (elapsed, stability) => schedule.recall(elapsed, stability)),
      targetRetention: schedule.settings.retention,
      interviews: scores(interviews),
      hardest: hardest(questions, progress, cardOf, failedOf),
      exercises: {
        count: withExercise.length,
        solved: withExercise.filter(({ id }) => progress.get(id)?.exerciseSolved?.[0]).length,
      },
    };
  };
  return Object.assign(compute, {
    *prepare({ progress, now }: Pick<StatisticsInput, 'progress' | 'now'>): Steps<void> {
      for (const [id, record] of progress) {
        if (record.reviews === undefined) continue;
        historyOf(record, now);
        schedule.cardOf(id, record, now);
        yield;
      }
    },
  });
}

function scores(interviews: readonly InterviewScore[]): readonly InterviewScore[] {
  return interviews
    .filter(({ time, score }) => Number.isFinite(time) && Number.isFinite(score))
    .map(({ time, score }) => ({ time, score: Math.min(Math.max(score, 0), 1) }))
    .sort((a, b) => a.time - b.time);
}
