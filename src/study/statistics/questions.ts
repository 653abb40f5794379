/** Figures on the questions: mastered ones, what is due, and which are hard. */
import { hasMark, isBuried, type Progress } from '../progress';
import type { Collection, Question, QuestionId } from '../question';
import type { Card } from '../review/schedule';

/** The state of a set of questions. The three counts add up to `count`. */
export interface Mastery {
  readonly count: number;
  readonly mastered: number;
  /** Rated at least once, but not mastered. */
  readonly started: number;
  readonly untouched: number;
}

export interface CategoryMastery extends Mastery {
  readonly id: string;
  readonly title: string;
}

export interface CollectionMastery extends CategoryMastery {
  readonly categories: readonly CategoryMastery[];
}

/** Upcoming questions of the queue: not mastered, not suspended, not new. */
export interface Forecast {
  /** Due on a day before today. */
  readonly overdue: number;
  /** Due on each of the next days, starting with today. */
  readonly days: readonly number[];
  /** Due after these days. */
  readonly later: number;
}

/** A question that is hard for the person. */
export interface HardQuestion {
  readonly id: QuestionId;
  /** 1 (easy) to 10. */
  readonly difficulty: number;
  /** How often it was forgotten after being learned. */
  readonly lapses: number;
  /** How often it was rated. */
  readonly reviews: number;
  /** How often it was rated Again. */
  readonly failed: number;
}

/** How many days the forecast looks ahead. */
export const forecastDays = 30;
/** How many of the hardest questions are listed. */
export const mostHard = 10;

/** The card of a question of the library. */
export type CardOf = (id: QuestionId) => Card;

/** The state of each collection, and of each of its categories. */
export function mastery(
  collections: readonly Collection[],
  progress: Progress,
  cardOf: CardOf,
): readonly CollectionMastery[] {
  return collections.map(({ id, title, categories }) => {
    const parts = categories.map(category => ({
      id: category.id,
      title: category.title,
      ...masteryOf(category.questions, progress, cardOf),
    }));
    const sum = (key: keyof Mastery) => parts.reduce((total, part) => total + part[key], 0);
    return {
      id,
      title,
      count: sum('count'),
      mastered: sum('mastered'),
      started: sum('started'),
      untouched: sum('untouched'),
      categories: parts,
    };
  });
}

function masteryOf(questions: readonly Question[], progress: Progress, cardOf: CardOf): Mastery {
  let mastered = 0;
  let started = 0;
  for (const { id } of questions) {
    if (hasMark(progress, id, 'mastered')) mastered++;
    else if (cardOf(id).reps > 0) started++;
  }
  const count = questions.length;
  return { count, mastered, started, untouched: count - mastered - started };
}

/**
 * Counts upcoming questions. A buried question is due when it is dug up.
 *
 * @param dayOf the study day of a time in ms
 */
export function forecast(
  questions: readonly Question[],
  progress: Progress,
  cardOf: CardOf,
  now: number,
  dayOf: (time: number) => number,
): Forecast {
  const today = dayOf(now);
  const days = Array.from({ length: forecastDays }, () => 0);
  let overdue = 0;
  let later = 0;
  for (const { id } of questions) {
    if (hasMark(progress, id, 'mastered') || hasMark(progress, id, 'suspended')) continue;
    const card = cardOf(id);
    if (card.state === 'new') continue;
    const record = progress.get(id);
    const buriedUntil = isBuried(record, now) ? (record?.buriedUntil?.[0] ?? 0) : 0;
    const ahead = dayOf(Math.max(card.due, buriedUntil)) - today;
    const due = days[ahead];
    if (ahead < 0) overdue++;
    else if (due === undefined) later++;
    else days[ahead] = due + 1;
  }
  return { overdue, days, later };
}

/** The hardest first: by difficulty, then by how often they were forgotten. */
export function hardest(
  questions: readonly Question[],
  progress: Progress,
  cardOf: CardOf,
  failedOf: (id: QuestionId) => number,
): readonly HardQuestion[] {
  const hard: HardQuestion[] = [];
  for (const { id } of questions) {
    const failed = failedOf(id);
    if (failed === 0 || hasMark(progress, id, 'mastered')) continue;
    const { difficulty, lapses, reps } = cardOf(id);
    hard.push({ id, difficulty, lapses, reviews: reps, failed });
  }
  return hard
    .sort((a, b) => b.difficulty - a.difficulty || b.lapses - a.lapses || b.failed - a.failed)
    .slice(0, mostHard);
}
