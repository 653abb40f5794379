/**
 * Memories on a coarse grid: columns by the logarithm of stability, rows by difficulty. The results
 * of asking a question from each cell are held in flat arrays: planning reads hundreds of thousands
 * of them.
 */
import { ratings, type Rating } from '../rating';
import type { MemoryModel, PreparedMemory } from './memory';
import type { Habits } from './habits';

const stabilities = 22;
const lowest = Math.log(0.02);
const highest = Math.log(3_000);
const stabilityStep = (highest - lowest) / (stabilities - 1);
const difficulties = 3;
const difficultyStep = 9 / (difficulties - 1);
/** The number of grid cells. */
export const states = stabilities * difficulties;

/** A memory asked on many days, with the values that are the same on each. */
export interface AskedMemory {
  readonly memory: PreparedMemory;
  readonly difficulty: number;
  /** The difficulties after the four ratings. */
  readonly then: readonly number[];
}

/** Prepares a memory for `Moves.ask`. */
export function askedMemory(
  model: MemoryModel,
  stability: number,
  difficulty: number,
): AskedMemory {
  return {
    memory: model.prepare(stability, difficulty),
    difficulty,
    then: ratings.map(rating => model.difficultyAfter(difficulty, rating)),
  };
}

/**
 * The results of asking questions, in rows: for each of the four ratings its probability, and the
 * four grid cells around the resulting memory.
 */
export class Moves {
  /** The average minutes it takes. */
  readonly minutes: Float64Array;
  /** For each row and rating the first of the four cells. */
  readonly #from: Int32Array;
  /** For each row and rating the probability of each of the four cells; a row adds up to 1. */
  readonly #shares: Float64Array;

  constructor(rows: number) {
    this.minutes = new Float64Array(rows);
    this.#from = new Int32Array(rows * 4);
    this.#shares = new Float64Array(rows * 16);
  }

  /** Sets the row for a question with this memory, asked after this many days. */
  ask(
    row: number,
    model: MemoryModel,
    { minutes, known }: Habits,
    { memory, difficulty, then }: AskedMemory,
    elapsed: number,
  ): void {
    const { stability } = memory;
    const recall = model.recall(elapsed, stability);
    this.minutes[row] = recall * minutes.known + (1 - recall) * minutes.forgotten;
    const after =
      elapsed > 0
        ? model.stabilitiesFrom(memory, recall)
        : ratings.map(rating => model.stabilityAfter(stability, difficulty, elapsed, rating));
    for (const rating of ratings) {
      const chance = rating === 1 ? 1 - recall : recall * known[rating];
      this.set(row, rating, chance, after[rating - 1] ?? stability, then[rating - 1] ?? difficulty);
    }
  }

  /** Sets the probability of a rating and the memory that results from it. */
  set(row: number, rating: Rating, chance: number, stability: number, difficulty: number): void {
    const x = (Math.log(stability) - lowest) / stabilityStep;
    const y = (difficulty - 1) / difficultyStep;
    const inX = Math.min(Math.max(x, 0), stabilities - 1 - 1e-9);
    const inY = Math.min(Math.max(y, 0), difficulties - 1 - 1e-9);
    const [column, line] = [Math.floor(inX), Math.floor(inY)];
    const [right, down] = [inX - column, inY - line];
    const index = row * 4 + rating - 1;
    this.#from[index] = line * stabilities + column;
    this.#shares[index * 4] = chance * (1 - right) * (1 - down);
    this.#shares[index * 4 + 1] = chance * right * (1 - down);
    this.#shares[index * 4 + 2] = chance * (1 - right) * down;
    this.#shares[index * 4 + 3] = chance * right * down;
  }

  /** The expected value of a row's results, with the values of the cells from `base` on. */
  expected(row: number, values: Float64Array, base: number): number {
    const shares = this.#shares;
    let sum = 0;
    for (let index = row * 4; index < row * 4 + 4; index++) {
      const from = base + (this.#from[index] ?? 0);
      const part = index * 4;
      sum +=
        (shares[part] ?? 0) * (values[from] ?? 0) +
        (shares[part + 1] ?? 0) * (values[from + 1] ?? 0) +
        (shares[part + 2] ?? 0) * (values[from + stabilities] ?? 0) +
        (shares[part + 3] ?? 0) * (values[from + stabilities + 1] ?? 0);
    }
    return sum;
  }

  /** Distributes this many questions over a row's result cells, from `base` on. */
  spread(row: number, to: Float64Array, base: number, count: number): void {
    const shares = this.#shares;
    for (let index = row * 4; index < row * 4 + 4; index++) {
      const at = base + (this.#from[index] ?? 0);
      const part = index * 4;
      to[at] = (to[at] ?? 0) + count * (shares[part] ?? 0);
      to[at + 1] = (to[at + 1] ?? 0) + count * (shares[part + 1] ?? 0);
      const below = at + stabilities;
      to[below] = (to[below] ?? 0) + count * (shares[part + 2] ?? 0);
      to[below + 1] = (to[below + 1] ?? 0) + count * (shares[part + 3] ?? 0);
    }
  }

  /**
   * The worth of asking questions from all grid cells at a point of time, into `to` from `into` on:
   * their result cells have the values from `base` on, and their minutes have a price. It counts
   * only by the share `kept`, 0 to 1; the rest is taken from the cell's `most`, the best of all
   * later points. If asking is worth more than `most`, it becomes the new `most`.
   */
  worths(
    values: Float64Array,
    base: number,
    price: number,
    kept: number,
    to: Float64Array,
    into: number,
    most: Float64Array,
  ): void {
    const { minutes } = this;
    for (let state = 0; state < states; state++) {
      const otherwise = most[state] ?? 0;
      const asked = this.expected(state, values, base) - price * (minutes[state] ?? 0);
      const worth = kept * asked + (1 - kept) * otherwise;
      to[into + state] = worth;
      if (worth > otherwise) most[state] = worth;
    }
  }

  /**
   * Asks a part of the questions in each grid cell. They are in `mass` from `here` on, and their
   * result cells are added from `there` on. Amounts below `few` are not asked.
   *
   * @param choice the part that is asked, per cell
   * @param never the probability that the cell's questions were known without being asked
   */
  askSome(
    mass: Float64Array,
    here: number,
    choice: Float64Array,
    never: Float64Array,
    there: number,
    few: number,
  ): { readonly minutes: number; readonly without: number } {
    let minutes = 0;
    let without = 0;
    for (let state = 0; state < states; state++) {
      const asked = (mass[here + state] ?? 0) * (choice[state] ?? 0);
      if (asked < few) continue;
      minutes += asked * (this.minutes[state] ?? 0);
      without += asked * (never[state] ?? 0);
      this.spread(state, mass, there, asked);
    }
    return { minutes, without };
  }
}

/** One person's grid by elapsed days; computed on demand, since most days are never needed. */
export class Steps {
  readonly #model: MemoryModel;
  readonly #habits: Habits;
  readonly #moves = new Map<number, Moves>();
  readonly #memories: readonly AskedMemory[];

  constructor(model: MemoryModel, habits: Habits) {
    this.#model = model;
    this.#habits = habits;
    this.#memories = Array.from({ length: states }, (_, state) => {
      const difficulty = 1 + Math.floor(state / stabilities) * difficultyStep;
      return askedMemory(model, stabilityOf(state), difficulty);
    });
  }

  /** The results of asking from each grid cell after this many days. */
  after(elapsed: number): Moves {
    let moves = this.#moves.get(elapsed);
    if (moves !== undefined) return moves;
    moves = new Moves(states);
    for (const [state, memory] of this.#memories.entries()) {
      moves.ask(state, this.#model, this.#habits, memory, elapsed);
    }
    this.#moves.set(elapsed, moves);
    return moves;
  }

  /** The recall of each grid cell after this many days. */
  recallAfter(elapsed: number): Float64Array {
    const recalls = new Float64Array(states);
    for (let column = 0; column < stabilities; column++) {
      const recall = this.#model.recall(elapsed, stabilityOf(column));
      for (let line = 0; line < difficulties; line++) recalls[line * stabilities + column] = recall;
    }
    return recalls;
  }
}

function stabilityOf(state: number): number {
  return Math.exp(lowest + (state % stabilities) * stabilityStep);
}

const made = new WeakMap<MemoryModel, WeakMap<Habits, Steps>>();

/** A person's grid; the same for the same model and habits. */
export function stepsOf(model: MemoryModel, habits: Habits): Steps {
  let ofModel = made.get(model);
  if (ofModel === undefined) made.set(model, (ofModel = new WeakMap()));
  let steps = ofModel.get(habits);
  if (steps === undefined) ofModel.set(habits, (steps = new Steps(model, habits)));
  return steps;
}
