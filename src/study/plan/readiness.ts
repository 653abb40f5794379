/** Computes readiness for an interview: by category, and its history. */
import type { QuestionId } from '../question';
import type { MemoryModel } from './memory';
import type { PlanInput } from './input';
import { recallOnDay } from './recall';

/** The readiness of one category. */
export interface CategoryReadiness {
  readonly id: string;
  readonly count: number;
  /** The share known on the day, 0 to 1. */
  readonly ready: number;
  /** The one least likely to be known. */
  readonly weakest: QuestionId;
  /** Whether it is well behind the others. */
  readonly needsAttention: boolean;
}

/** From here on a category is ready enough, regardless of the others. */
const readyEnough = 0.75;
/** The gap to the whole scope that counts as well behind. */
const behind = 0.1;

/** The categories of the scope, the weakest first. */
export function readinessByCategory(
  input: Pick<PlanInput, 'model' | 'horizon' | 'questions'>,
): readonly CategoryReadiness[] {
  interface Sum {
    count: number;
    known: number;
    weakest: QuestionId;
    least: number;
  }
  const categories = new Map<string, Sum>();
  let known = 0;
  for (const question of input.questions) {
    const recall = recallOnDay(input, question);
    known += recall;
    const sum = categories.get(question.category);
    if (sum === undefined) {
      const { id, category } = question;
      categories.set(category, { count: 1, known: recall, weakest: id, least: recall });
      continue;
    }
    sum.count++;
    sum.known += recall;
    if (recall < sum.least) [sum.weakest, sum.least] = [question.id, recall];
  }
  const average = known / Math.max(1, input.questions.length);
  return [...categories]
    .map(([id, { count, known: some, weakest }]): CategoryReadiness => {
      const ready = some / count;
      const needsAttention = ready < readyEnough && ready < average - behind;
      return { id, count, ready, weakest, needsAttention };
    })
    .sort((a, b) => a.ready - b.ready || b.count - a.count);
}

/** The history of one question. Days are study days since 1970. */
export interface QuestionPast {
  /** In order of time, each with the stability after it, in days. */
  readonly reviews: readonly { readonly day: number; readonly stability: number }[];
  /** The day it was marked as mastered. */
  readonly masteredOn: number | undefined;
}

/** The readiness at the end of a day. */
export interface PastReadiness {
  readonly day: number;
  /** The share that would have been known at the interview without asking more, 0 to 1. */
  readonly ready: number;
}

/**
 * How readiness for the day of the interview grew, day by day up to yesterday, from the first
 * active day but at most this many days ago. Each day only uses what had been answered by then.
 */
export function pastReadiness(
  model: MemoryModel,
  questions: readonly QuestionPast[],
  { today, interview, most }: { today: number; interview: number; most: number },
): readonly PastReadiness[] {
  let first = today;
  for (const { reviews, masteredOn } of questions) {
    first = Math.min(first, reviews[0]?.day ?? today, masteredOn ?? today);
  }
  const from = Math.max(first, today - most);
  if (from >= today) return [];
  /** The change in the number of known questions on each day. */
  const changes = new Float64Array(today - from);
  const change = (day: number, by: number) => {
    if (day < today)
      changes[Math.max(0, day - from)] = (changes[Math.max(0, day - from)] ?? 0) + by;
  };
  for (const { reviews, masteredOn } of questions) {
    let before = 0;
    for (const { day, stability } of reviews) {
      const after = model.recall(Math.max(0, interview - day), stability);
      change(day, after - before);
      before = after;
    }
    if (reviews.length === 0 && masteredOn !== undefined) change(masteredOn, 1);
  }
  let known = 0;
  return Array.from(changes, (by, at) => {
    known += by;
    const ready = Math.min(Math.max(known / Math.max(1, questions.length), 0), 1);
    return { day: from + at, ready };
  });
}
