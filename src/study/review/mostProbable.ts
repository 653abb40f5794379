/**
 * Estimates the most probable parameters of a person's memory from their reviews.
 *
 * Few numbers are fitted: the stability after each first rating, an overall pace, how fast
 * stability grows, how much is left after forgetting, and how steeply recall falls. Each is pulled
 * to its default by a prior (a normal distribution around it), so that few reviews change little;
 * the result is the maximum a posteriori. It is found by Fisher scoring, Newton's method with the
 * expected curvature, in a few passes over all reviews.
 */
import { defaultWeights, MemoryModel, type Memory } from '../plan/memory';
import type { Steps } from '../steps';
import { countsOnce } from './intervals';
import type { PastReview } from './schedule';

/** The parts of a review relevant to memory. */
export type MemoryReview = Pick<PastReview, 'rating' | 'elapsed' | 'state' | 'day'>;

/** The reviews of each question, in order of time. */
export type Histories = readonly (readonly MemoryReview[])[];

/** The fitted numbers in order, each 0 by default: their standard deviation among people. */
const spreads = [
  /** The logarithms of the stability after Again, Hard, Good, Easy as the first rating. */
  ...[0.45, 0.4, 0.35, 0.35],
  /** The logarithm of the overall pace. */
  0.35,
  /** The logarithm of the growth of stability. */
  0.12,
  /** The logarithm of the remainder after forgetting. */
  0.25,
  /** The logarithm of how steeply recall falls. */
  0.2,
] as const;
const passes = 4;
/** Step of fitted numbers to see how predictions change. */
const nudge = 0.02;
/** The maximum distance of a number from its default, in spreads. */
const farthest = 2.5;
/** Predictions are assumed to be wrong at least this often. */
const leastDoubt = 0.01;

/** The difference of each fitted number from its default, in the order of `spreads`. */
export function* mostProbable(all: Histories, reviews: number): Steps<Float64Array> {
  const count = spreads.length;
  let fitted = new Float64Array(count);
  let before = new Float64Array(reviews);
  yield* predict(all, fitted, before);
  let loss = lossOf(all, before, fitted);
  const moved = new Float64Array(reviews);
  for (let pass = 0; pass < passes; pass++) {
    const slopes: Float64Array[] = [];
    for (let at = 0; at < count; at++) {
      const tried = Float64Array.from(fitted);
      tried[at] = (tried[at] ?? 0) + nudge;
      yield* predict(all, tried, moved);
      slopes.push(moved.map((chance, index) => (chance - (before[index] ?? 0)) / nudge));
    }
    const step = stepOf(all, before, fitted, slopes);
    // A full step overshoots where predictions bend, so it is halved until it is an improvement.
    let isBetter = false;
    for (let share = 1; share > 0.2 && !isBetter; share /= 2) {
      const tried = fitted.map((value, at) => bounded(value + share * (step[at] ?? 0), at));
      const after = new Float64Array(reviews);
      yield* predict(all, tried, after);
      const reached = lossOf(all, after, tried);
      if (reached >= loss) continue;
      isBetter = loss - reached > 1e-4 * loss;
      [fitted, before, loss] = [tried, after, reached];
      if (!isBetter) break;
    }
    if (!isBetter) break;
  }
  return fitted;
}

/** The weights for the fitted numbers. */
export function weightsOf(fitted: ArrayLike<number>): readonly number[] {
  const weights = [...defaultWeights];
  const value = (at: number) => fitted[at] ?? 0;
  const scale = (at: number, log: number, least: number, most: number) => {
    weights[at] = Math.min(Math.max((weights[at] ?? 1) * Math.exp(log), least), most);
  };
  const shift = (at: number, by: number, least: number, most: number) => {
    weights[at] = Math.min(Math.max((weights[at] ?? 0) + by, least), most);
  };
  const [, , , , pace, growth, left, decay] = Array.from(spreads, (_, at) => value(at));
  const overall = pace ?? 0;
  const weight = (at: number) => defaultWeights[at] ?? 0;
  for (let rating = 0; rating < 4; rating++) scale(rating, value(rating) + overall, 0.001, 100);
  // The pace stretches time: all stabilities are this many times longer, and grow accordingly.
  shift(8, overall * weight(9) + (growth ?? 0), 0, 4.5);
  scale(11, overall * (1 - weight(13)) + (left ?? 0), 0.001, 5);
  shift(18, (overall * weight(19)) / weight(17), 0, 2);
  scale(20, decay ?? 0, 0.1, 0.8);
  return weights;
}

/** A later day's first review measures memory; repeats that day measure recent exposure. */
export function isCounted({ state, elapsed }: MemoryReview): boolean {
  return state !== 'new' && elapsed >= 1;
}

/** Writes the expected recall of each counted review into `chances`, in order. */
export function* predict(
  histories: Histories,
  fitted: ArrayLike<number>,
  chances: Float64Array,
): Steps<void> {
  const model = new MemoryModel(weightsOf(fitted));
  let at = 0;
  for (const [index, history] of histories.entries()) {
    let memory: Memory | undefined;
    for (const review of history) {
      if (memory !== undefined && isCounted(review)) {
        chances[at++] = model.recall(review.elapsed, memory.stability);
      }
      memory = remembered(model, memory, review);
    }
    if (index % 64 === 63) yield;
  }
  yield;
}

/** The memory after a review, as in the schedule. */
export function remembered(
  model: MemoryModel,
  memory: Memory | undefined,
  { state, elapsed, rating }: MemoryReview,
): Memory {
  if (memory === undefined) return model.first(rating);
  return countsOnce(memory, state, elapsed, rating, () => model.after(memory, elapsed, rating));
}

export function doubted(chance: number): number {
  return Math.min(Math.max(chance, leastDoubt), 1 - leastDoubt);
}

export function* outcomes(histories: Histories): Generator<boolean> {
  for (const history of histories) {
    for (const review of history) if (isCounted(review)) yield review.rating > 1;
  }
}

/** The negative log likelihood of the reviews and the fitted numbers. */
function lossOf(histories: Histories, chances: Float64Array, fitted: Float64Array): number {
  let loss = 0;
  let at = 0;
  for (const known of outcomes(histories)) {
    const chance = doubted(chances[at++] ?? 0.5);
    loss -= Math.log(known ? chance : 1 - chance);
  }
  for (const [index, spread] of spreads.entries()) loss += ((fitted[index] ?? 0) / spread) ** 2 / 2;
  return loss;
}

/** The next step of Newton's method, with the expected curvature. */
function stepOf(
  histories: Histories,
  chances: Float64Array,
  fitted: Float64Array,
  slopes: readonly Float64Array[],
): readonly number[] {
  const count = spreads.length;
  const gradient = Array.from(spreads, (spread, at) => -(fitted[at] ?? 0) / spread ** 2);
  const curvature = Array.from(spreads, (spread, row) =>
    Array.from({ length: count }, (_, column) => (row === column ? 1 / spread ** 2 : 0)),
  );
  let at = 0;
  for (const known of outcomes(histories)) {
    const chance = doubted(chances[at] ?? 0.5);
    const weight = 1 / (chance * (1 - chance));
    const error = ((known ? 1 : 0) - chance) * weight;
    for (let row = 0; row < count; row++) {
      const slope = slopes[row]?.[at] ?? 0;
      gradient[row] = (gradient[row] ?? 0) + slope * error;
      const line = curvature[row];
      if (line === undefined) continue;
      for (let column = 0; column <= row; column++) {
        line[column] = (line[column] ?? 0) + slope * (slopes[column]?.[at] ?? 0) * weight;
      }
    }
    at++;
  }
  return solve(curvature, gradient);
}

/** Solves a symmetric system given by its lower half (Cholesky). */
function solve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] {
  const count = right.length;
  const lower = matrix.map(row => [...row]);
  const entry = (row: number, column: number) => lower[row]?.[column] ?? 0;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = entry(row, column);
      for (let k = 0; k < column; k++) sum -= entry(row, k) * entry(column, k);
      const line = lower[row];
      if (line === undefined) continue;
      line[column] = row === column ? Math.sqrt(Math.max(sum, 1e-9)) : sum / entry(column, column);
    }
  }
  const solved = [...right];
  for (let row = 0; row < count; row++) {
    let sum = solved[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= entry(row, k) * (solved[k] ?? 0);
    solved[row] = sum / entry(row, row);
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = solved[row] ?? 0;
    for (let k = row + 1; k < count; k++) sum -= entry(k, row) * (solved[k] ?? 0);
    solved[row] = sum / entry(row, row);
  }
  return solved;
}

function bounded(value: number, at: number): number {
  const most = farthest * (spreads[at] ?? 0);
  return Math.min(Math.max(value, -most), most);
}
