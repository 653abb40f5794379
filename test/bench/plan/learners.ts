/** Simulated learners, each with their own memory, pace and days off. */
import { defaultWeights, MemoryModel, type Memory } from '../../../src/study/plan/memory';
import type { Habits } from '../../../src/study/plan/habits';
import type { Rating } from '../../../src/study/rating';

/** The simulation's guess for an average person, in minutes a question. */
export const usual: Habits = {
  minutes: { fresh: 3, known: 1.5, forgotten: 2.5 },
  first: { 1: 0.24, 2: 0.09, 3: 0.5, 4: 0.17 },
  known: { 2: 0.22, 3: 0.63, 4: 0.15 },
};

/** One simulated learner. */
export interface Learner {
  readonly seed: number;
  readonly model: MemoryModel;
  /** The model's weights, which no strategy sees. */
  readonly weights: readonly number[];
  readonly habits: Habits;
  /** The share of days without study. */
  readonly missed: number;
}

/** A number from 0 to just below 1 that depends only on the keys. */
export function draw(...keys: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = Math.imul(hash ^ (key + 0x7f4a7c15), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** A normally distributed number that depends only on the keys (Box and Muller). */
export function normal(...keys: readonly number[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(...keys, 1)));
  return radius * Math.cos(2 * Math.PI * draw(...keys, 2));
}

/** The weights that vary between learners, by their standard deviation of the logarithm. */
const spreads: Readonly<Record<number, number>> = {
  0: 0.5,
  1: 0.45,
  2: 0.4,
  3: 0.4,
  8: 0.08,
  10: 0.15,
  11: 0.25,
  14: 0.12,
  20: 0.2,
};

/** @param off how far the memory is from the model's family, 0 for not at all */
export function makeLearner(seed: number, off = 0): Learner {
  const overall = 0.35 * normal(seed, 50);
  const weights = defaultWeights.map((weight, at) => {
    const spread = spreads[at] ?? 0;
    const shift = at < 4 ? overall : 0;
    const wrong = off * (draw(seed, 300 + at) < 0.5 ? -1 : 1);
    return weight * Math.exp(shift + spread * normal(seed, at)) * (1 + wrong);
  });
  weights[20] = Math.min(Math.max(weights[20] ?? 0.15, 0.1), 0.8);
  const pace = Math.exp(0.3 * normal(seed, 60));
  const pass = 0.7 * normal(seed, 61);
  const odds = [1, 2, 3, 4].map(rating => {
    const usually = usual.first[rating as Rating];
    return usually * Math.exp(pass * ((rating - 2.5) / 3));
  });
  const all = odds.reduce((sum, each) => sum + each, 0);
  const [again = 0, hard = 0, good = 0, easy = 0] = odds.map(each => each / all);
  return {
    seed,
    model: new MemoryModel(weights),
    weights,
    habits: {
      minutes: {
        fresh: usual.minutes.fresh * pace,
        known: usual.minutes.known * pace,
        forgotten: usual.minutes.forgotten * pace,
      },
      first: { 1: again, 2: hard, 3: good, 4: easy },
      known: usual.known,
    },
    missed: 0.2 * draw(seed, 62),
  };
}

/** A factor of mean 1 that depends only on the keys. @param spread of its logarithm */
function even(spread: number, ...keys: readonly number[]): number {
  return Math.exp(spread * normal(...keys) - (spread * spread) / 2);
}

/** The question's text length relative to the average, which all can see. */
export function sizeOf(seed: number, question: number): number {
  return even(0.45, seed, 1000 + question, 79);
}

/** A learner's true memory of one question, which no strategy sees. */
export interface Truth {
  memory: Memory | undefined;
  last: number;
  asked: number;
}

/** The result of asking a question. */
export interface Answer {
  readonly rating: Rating;
  readonly minutes: number;
}

/**
 * The learner answers, and remembers. The result depends on the learner, the question and how often
 * it was asked, but not on the strategy.
 */
export function answer(learner: Learner, question: number, truth: Truth, day: number): Answer {
  const { seed, model, habits } = learner;
  const keys = [seed, 1000 + question, truth.asked] as const;
  const ease = Math.exp(0.35 * normal(seed, 1000 + question, 77));
  const long =
    sizeOf(seed, question) ** 0.7 * even(0.25, seed, 1000 + question, 78) * even(0.25, ...keys, 3);
  const chance = draw(...keys, 4);
  const kind = draw(...keys, 5);
  truth.asked++;
  if (truth.memory === undefined) {
    const rating = pick(habits.first, [1, 2, 3, 4], kind);
    const { stability, difficulty } = model.first(rating);
    truth.memory = { stability: stability * ease, difficulty };
    truth.last = day;
    return { rating, minutes: habits.minutes.fresh * long };
  }
  const elapsed = day - truth.last;
  const known = chance < model.recall(elapsed, truth.memory.stability);
  const rating = known ? pick(habits.known, [2, 3, 4], kind) : 1;
  const after = model.after(truth.memory, elapsed, rating);
  const wobble = elapsed === 0 ? 1 : Math.exp(0.1 * normal(...keys, 6));
  truth.memory = { ...after, stability: Math.max(0.001, after.stability * wobble) };
  truth.last = day;
  return { rating, minutes: (known ? habits.minutes.known : habits.minutes.forgotten) * long };
}

function pick<T extends Rating>(
  odds: Readonly<Record<T, number>>,
  ratings: readonly T[],
  at: number,
): T {
  let sum = 0;
  for (const rating of ratings) {
    sum += odds[rating];
    if (at < sum) return rating;
  }
  return ratings.at(-1)!;
}

/** The share of the questions that the learner would know on that day. */
export function knownOn(learner: Learner, truths: readonly Truth[], day: number): number {
  let sum = 0;
  for (const { memory, last } of truths) {
    if (memory) sum += learner.model.recall(day - last, memory.stability);
  }
  return sum / truths.length;
}
