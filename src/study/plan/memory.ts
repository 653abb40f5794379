/**
 * Memory by FSRS-6 in plain numbers. Planning calls it thousands of times per day ahead.
 *
 * The formulas are those of `ts-fsrs` (`FSRSAlgorithm`), which replays the schedule itself; a test
 * compares the two. Planning needs them without rounding, proxies and per-call objects, which make
 * the library fifty times slower.
 * https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
 */
import type { Rating } from '../rating';

/** The memory of one answer. */
export interface Memory {
  /** Days until the probability of recall has fallen to 90 %. */
  readonly stability: number;
  /** 1 (easy) to 10. */
  readonly difficulty: number;
}

/** The 21 default weights of FSRS-6, for an unknown person. */
export const defaultWeights: readonly number[] = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
  0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

const leastStability = 0.001;
const mostStability = 36_500;

/** A memory prepared for computing reviews on many days. Made by `MemoryModel.prepare`. */
export interface PreparedMemory {
  readonly stability: number;
  /** The growth of stability, before the effect of recall. */
  readonly growth: number;
  /** The stability after forgetting, before the effect of recall. */
  readonly forgotten: number;
  /** Upper limit of `forgotten`. */
  readonly mostForgotten: number;
}

/** The memory of one person: FSRS-6 with that person's weights. */
export class MemoryModel {
  readonly #weights: readonly number[];
  readonly #decay: number;
  readonly #factor: number;
  readonly #increase: number;
  readonly #floor: number;

  /** @param weights 21 of them, as numbered in FSRS-6 */
  constructor(weights: readonly number[] = defaultWeights) {
    this.#weights = weights;
    this.#decay = -this.#w(20);
    this.#factor = Math.exp(Math.log(0.9) / this.#decay) - 1;
    this.#increase = Math.exp(this.#w(8));
    this.#floor = Math.exp(this.#w(17) * this.#w(18));
  }

  #w(index: number): number {
    return this.#weights[index] ?? defaultWeights[index] ?? 0;
  }

  /** The chance of recall, 0 to 1, at this stability (days), `elapsed` days after a review. */
  recall(elapsed: number, stability: number): number {
    return Math.pow(1 + (this.#factor * elapsed) / stability, this.#decay);
  }

  /** The memory after the first rating. */
  first(rating: Rating): Memory {
    const stability = Math.max(leastStability, this.#w(rating - 1));
    return { stability, difficulty: within(this.#firstDifficulty(rating), 1, 10) };
  }

  /** The memory after a rating given `elapsed` whole days after the previous one. */
  after({ stability, difficulty }: Memory, elapsed: number, rating: Rating): Memory {
    return {
      stability: this.stabilityAfter(stability, difficulty, elapsed, rating),
      difficulty: this.difficultyAfter(difficulty, rating),
    };
  }

  /** The stability, in days, after a rating; see `after`. */
  stabilityAfter(stability: number, difficulty: number, elapsed: number, rating: Rating): number {
    if (elapsed === 0) {
      const change =
        Math.pow(stability, -this.#w(19)) * Math.exp(this.#w(17) * (rating - 3 + this.#w(18)));
      return sensible(stability * (rating >= 2 ? Math.max(change, 1) : change));
    }
    const recall = this.recall(elapsed, stability);
    if (rating === 1) return this.#forgotten(stability, difficulty, recall);
    return sensible(
      stability * (1 + this.#growth(stability, difficulty, recall) * this.#weightOf(rating)),
    );
  }

  /**
   * The parts of a memory's stabilities after a review that do not depend on the day, for callers
   * that ask about many days. See `stabilitiesFrom`.
   */
  prepare(stability: number, difficulty: number): PreparedMemory {
    return {
      stability,
      growth: this.#growthOf(stability, difficulty),
      forgotten: this.#forgottenOf(stability, difficulty),
      mostForgotten: this.#mostForgotten(stability),
    };
  }

  /** The stabilities after each rating, at least a day later; `recall` is that day's. */
  stabilitiesFrom(
    { stability, growth, forgotten, mostForgotten }: PreparedMemory,
    recall: number,
  ): readonly [number, number, number, number] {
    const grown = growth * (Math.exp((1 - recall) * this.#w(10)) - 1);
    return [
      Math.min(sensible(forgotten * Math.exp((1 - recall) * this.#w(14))), mostForgotten),
      sensible(stability * (1 + grown * this.#weightOf(2))),
      sensible(stability * (1 + grown)),
      sensible(stability * (1 + grown * this.#weightOf(4))),
    ];
  }

  #forgotten(stability: number, difficulty: number, recall: number): number {
    const forgotten =
      this.#forgottenOf(stability, difficulty) * Math.exp((1 - recall) * this.#w(14));
    return Math.min(sensible(forgotten), this.#mostForgotten(stability));
  }

  #forgottenOf(stability: number, difficulty: number): number {
    return (
      this.#w(11) * Math.pow(difficulty, -this.#w(12)) * (Math.pow(stability + 1, this.#w(13)) - 1)
    );
  }

  #mostForgotten(stability: number): number {
    return Math.max(leastStability, stability / this.#floor);
  }

  #growth(stability: number, difficulty: number, recall: number): number {
    return this.#growthOf(stability, difficulty) * (Math.exp((1 - recall) * this.#w(10)) - 1);
  }

  #growthOf(stability: number, difficulty: number): number {
    return this.#increase * (11 - difficulty) * Math.pow(stability, -this.#w(9));
  }

  #weightOf(rating: 2 | 3 | 4): number {
    return rating === 2 ? this.#w(15) : rating === 4 ? this.#w(16) : 1;
  }

  /** The difficulty, 1 to 10, after a rating. */
  difficultyAfter(difficulty: number, rating: Rating): number {
    const damped = (-this.#w(6) * (rating - 3) * (10 - difficulty)) / 9;
    const back = this.#w(7) * this.#firstDifficulty(4);
    return within(back + (1 - this.#w(7)) * (difficulty + damped), 1, 10);
  }

  #firstDifficulty(rating: Rating): number {
    return this.#w(4) - Math.exp((rating - 1) * this.#w(5)) + 1;
  }
}

function sensible(stability: number): number {
  return within(stability, leastStability, mostStability);
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
