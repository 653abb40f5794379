/**
 * Prices each day's minutes to decide whether to ask a question today or later.
 *
 * A question's memory is independent of all others; they only share the minutes of the days. So
 * each day's minutes get a price (in recall on the day of the interview per minute), and for given
 * prices dynamic programming over the possible days finds the best course of one question: after
 * each review either never again, or on one of the days ahead, with the chances of knowing it then.
 * The prices are right when all questions together ask for exactly the minutes available (dual
 * decomposition of a restless bandit: Whittle, "Restless bandits", 1988). They are found by raising
 * the price of overbooked days and lowering that of the others.
 *
 * Memories are held on a coarse grid (logarithm of the stability, difficulty), distant days are
 * grouped, and choices are soft, so that equally good ones are spread.
 */
import type { Habits } from './habits';
import type { MemoryModel } from './memory';
import { askedMemory, Moves, states, stepsOf, type Steps } from './grid';
import type { FreshGroup, Group } from './groups';
import { ratings } from '../rating';

/** One or more days for asking questions, treated as one. */
export interface StudyPoint {
  /** Days from today to it, 0 for today. */
  readonly ahead: number;
  /** Days from today to its last day. */
  readonly last: number;
  /** The total minutes of its days. */
  readonly minutes: number;
}

/** The input of `findPrices`. */
export interface PriceInput {
  readonly model: MemoryModel;
  readonly habits: Habits;
  /** In order, today first. */
  readonly points: readonly StudyPoint[];
  /** Days from today to the interview, 0 or more. */
  readonly horizon: number;
  readonly groups: readonly Group[];
  /** Questions that were never asked. */
  readonly fresh: readonly FreshGroup[];
}

/** The value of asking a question today. The gain is recall on the day of the interview. */
export interface Worth {
  /** The gain over the best course for the question from tomorrow on. */
  readonly gain: number;
  /** The average minutes it takes. */
  readonly minutes: number;
}

/** The expected course from today. */
export interface Outlook {
  /** The minutes requested at each point. */
  readonly used: readonly number[];
  /** How many new questions are started at each point. */
  readonly begun: readonly number[];
  /** How many more questions are known on the day due to each point. */
  readonly gained: readonly number[];
}

/**
 * Choices whose recall differs by less are made about equally often: large at first, so that prices
 * settle, and smaller with every round.
 */
const softest = 0.12;
const hardest = 0.012;
/** A choice with a probability below e to this is never made. */
const leastWeight = -16;
/** A smaller share of all questions counts as none. */
const fewest = 1e-6;
/**
 * The share of a future day's worth that is not counted on: days are missed, and memory and times
 * never quite match the model. Of 0, 0.1, 0.2, 0.3 and 0.5 the last did best on simulated learners,
 * especially with wrong weights and times.
 */
const uncertain = 0.5;
/** Rounds of price correction. */
const rounds = 8;
/** How often the level of all prices is bisected at the end so that all minutes are used. */
const levels = 5;
/** How far a level may be from its starting value. */
const levelSpan = 0.15;
/** Recall per minute: minutes worth less are left to the person. */
const lowestPrice = 0.0004;
const highestPrice = 2;

/** The course of questions under prices. Made by `findPrices`. */
export class Prices {
  readonly #input: PriceInput;
  readonly #count: number;
  /** The number of questions, at least 1. */
  readonly #questions: number;
  readonly #ahead: readonly number[];
  /** How far each point is counted on, 0 to 1: less if it is a single day. */
  readonly #kept: readonly number[];
  /** The price of a minute at each point. */
  readonly #price: Float64Array;
  /** The value of each state just after a review at each point. */
  readonly #value: Float64Array;
  /** Probability, from each state after a review at a point, that the next review is at another. */
  readonly #choice: Float64Array;
  readonly #steps: Steps;
  /** The worth of each state on the day if nothing is asked after a point. */
  readonly #ends: readonly Float64Array[];
  /** The results of first ratings. */
  readonly #first: Moves;
  /** The results of asking each group at each point: a row for each point, group by group. */
  readonly #asks: Moves;
  /** The effect of asking at each later point after one at a point; empty for earlier points. */
  readonly #later: readonly (readonly (Moves | undefined)[])[];
  /** Buffers, made once: for one question, for the questions in each state, the best of each. */
  readonly #one: Moves;
  readonly #mass: Float64Array;
  readonly #most: Float64Array;

  constructor(input: PriceInput) {
    const { model, habits, horizon, points, groups } = input;
    this.#input = input;
    this.#count = points.length;
    this.#questions = Math.max(1, total([...groups, ...input.fresh].map(({ count }) => count)));
    this.#ahead = points.map(({ ahead }) => ahead);
    this.#kept = points.map(
      ({ last }, at) => 1 - uncertain ** (last - (points[at - 1]?.last ?? 0)),
    );
    this.#steps = stepsOf(model, habits);
    this.#ends = this.#ahead.map(ahead => this.#steps.recallAfter(horizon - ahead));
    this.#first = new Moves(1);
    for (const rating of ratings) {
      const { stability, difficulty } = model.first(rating);
      this.#first.set(0, rating, habits.first[rating], stability, difficulty);
    }
    this.#asks = new Moves(groups.length * this.#count);
    for (const [index, group] of groups.entries()) {
      this.#fillAsks(this.#asks, index * this.#count, group);
    }
    this.#price = new Float64Array(this.#count).fill(0.1);
    this.#one = new Moves(this.#count);
    this.#value = new Float64Array(this.#count * states);
    this.#mass = new Float64Array(this.#count * states);
    this.#most = new Float64Array(states);
    this.#later = this.#ahead.map((here, last) =>
      this.#ahead.map((ahead, at) => (at > last ? this.#steps.after(ahead - here) : undefined)),
    );
    this.#choice = new Float64Array(this.#count * this.#count * states);
  }

  /** Finds the prices at which the minutes suffice. */
  settle(): Outlook {
    const { points } = this.#input;
    for (let round = 0; round < rounds; round++) {
      const softness = softest * (hardest / softest) ** (round / (rounds - 1));
      this.#solve(softness);
      const { used } = this.#follow(softness);
      // With choices this soft, demand falls e-fold if a price rises by softness / minutes.
      const step = (0.8 * softness) / this.#input.habits.minutes.known;
      for (let at = 0; at < this.#count; at++) {
        const there = Math.max(points[at]?.minutes ?? 0, 1e-6);
        const asked = Math.max(used[at] ?? 0, there * 1e-3);
        this.#setPrice(at, (this.#price[at] ?? 0) + step * Math.log(asked / there));
      }
    }
    // The days' relative prices are right by now. Similar questions, such as new ones, may still
    // request too much or too little together: the level is set between the two.
    const there = points.reduce((sum, { minutes }) => sum + minutes, 0);
    const settled = [...this.#price];
    const at = (shift: number): Outlook => {
      settled.forEach((price, day) => this.#setPrice(day, price + shift));
      this.#solve(hardest);
      return this.#follow(hardest);
    };
    let reached = at(0);
    const first = total(reached.used);
    const isFree = Math.min(...settled) <= 2 * lowestPrice;
    if (Math.abs(first - there) <= 0.04 * there || (first < there && isFree)) return reached;
    let [low, high] = first > there ? [0, levelSpan] : [-levelSpan, 0];
    let [over, under] = first > there ? [reached, undefined] : [undefined, reached];
    for (let level = 0; level < levels; level++) {
      const shift = (low + high) / 2;
      reached = at(shift);
      if (total(reached.used) > there) [low, over] = [shift, reached];
      else [high, under] = [shift, reached];
    }
    return over && under ? between(over, under, there) : reached;
  }

  #setPrice(at: number, price: number): void {
    this.#price[at] = Math.min(Math.max(price, lowestPrice), highestPrice);
  }

  /** The worth of starting a new question today. @param size its length relative to the average */
  worthOfNew(size = 1): Worth {
    let later = 0;
    for (let at = this.#count - 1; at > 0; at--) {
      later = Math.max(later, this.#tried(at, this.#begin(at, size), later));
    }
    return {
      gain: this.#afterFirst(0) - later,
      minutes: this.#input.habits.minutes.fresh * size,
    };
  }

  /** The worth of asking a previously asked question today. */
  worthOf(memory: Omit<Group, 'count'>): Worth {
    const { model, horizon } = this.#input;
    const asks = this.#one;
    this.#fillAsks(asks, 0, memory);
    let later = model.recall(memory.elapsed + horizon, memory.stability);
    for (let at = this.#count - 1; at > 0; at--) {
      later = Math.max(later, this.#tried(at, this.#ask(at, asks, at, memory.size), later));
    }
    return {
      gain: asks.expected(0, this.#value, 0) - later,
      minutes: (asks.minutes[0] ?? 0) * memory.size,
    };
  }

  /** One row for each point, from `row` on. */
  #fillAsks(
    asks: Moves,
    row: number,
    { elapsed, stability, difficulty }: Omit<Group, 'count' | 'size'>,
  ): void {
    const { model, habits } = this.#input;
    const memory = askedMemory(model, stability, difficulty);
    for (let at = 0; at < this.#count; at++) {
      asks.ask(row + at, model, habits, memory, elapsed + (this.#ahead[at] ?? 0));
    }
  }

  /** The worth of postponing to a point: if that fails, only what comes after it is left. */
  #tried(at: number, value: number, otherwise: number): number {
    const kept = this.#kept[at] ?? 1;
    return kept * value + (1 - kept) * otherwise;
  }

  #afterFirst(at: number): number {
    return this.#first.expected(0, this.#value, at * states);
  }

  #begin(at: number, size: number): number {
    return this.#afterFirst(at) - (this.#price[at] ?? 0) * this.#input.habits.minutes.fresh * size;
  }

  #ask(at: number, asks: Moves, row: number, size: number): number {
    const cost = (this.#price[at] ?? 0) * (asks.minutes[row] ?? 0) * size;
    return asks.expected(row, this.#value, at * states) - cost;
  }

  /** From the last point back: the value of every state, and the choice from it. */
  #solve(softness: number): void {
    const count = this.#count;
    const choice = this.#choice;
    const most = this.#most;
    for (let last = count - 1; last >= 0; last--) {
      const row = last * count;
      const end = this.#ends[last] ?? most;
      // A choice's worth is stored where its probability will be.
      choice.set(end, (row + last) * states);
      most.set(end);
      for (let at = count - 1; at > last; at--) {
        const price = this.#price[at] ?? 0;
        this.#later[last]?.[at]?.worths(
          this.#value,
          at * states,
          price,
          this.#kept[at] ?? 1,
          choice,
          (row + at) * states,
          most,
        );
      }
      for (let state = 0; state < states; state++) {
        const best = most[state] ?? 0;
        let sum = 0;
        for (let at = last; at < count; at++) {
          const place = (row + at) * states + state;
          const less = ((choice[place] ?? 0) - best) / softness;
          const weight = less < leastWeight ? 0 : Math.exp(less);
          choice[place] = weight;
          sum += weight;
        }
        for (let at = last; at < count; at++) {
          const place = (row + at) * states + state;
          choice[place] = (choice[place] ?? 0) / sum;
        }
      }
      this.#value.set(most, last * states);
    }
  }

  /** From today on: the number of questions per state, and the minutes requested at each point. */
  #follow(softness: number): Outlook {
    const { model, habits, horizon, groups, fresh } = this.#input;
    const count = this.#count;
    const used = new Array<number>(count).fill(0);
    const begun = new Array<number>(count).fill(0);
    /** How much of the questions asked at a point would be known on the day without asking. */
    const without = new Array<number>(count).fill(0);
    const mass = this.#mass.fill(0);
    const few = fewest * this.#questions;

    const values = new Float64Array(count + 1);
    for (const { count: all, size } of fresh) {
      values[0] = 0;
      for (let at = 0; at < count; at++) values[at + 1] = this.#begin(at, size);
      soften(values, softness);
      for (let at = 0; at < count; at++) {
        const begin = all * (values[at + 1] ?? 0);
        if (begin < few) continue;
        begun[at] = (begun[at] ?? 0) + begin;
        used[at] = (used[at] ?? 0) + begin * habits.minutes.fresh * size;
        this.#first.spread(0, mass, at * states, begin);
      }
    }
    const asks = this.#asks;
    for (const [index, { count: all, elapsed, stability, size }] of groups.entries()) {
      const row = index * count;
      const never = model.recall(elapsed + horizon, stability);
      values[0] = never;
      for (let at = 0; at < count; at++) values[at + 1] = this.#ask(at, asks, row + at, size);
      soften(values, softness);
      for (let at = 0; at < count; at++) {
        const asked = all * (values[at + 1] ?? 0);
        if (asked < few) continue;
        used[at] = (used[at] ?? 0) + asked * size * (asks.minutes[row + at] ?? 0);
        without[at] = (without[at] ?? 0) + asked * never;
        asks.spread(row + at, mass, at * states, asked);
      }
    }
    const gained = new Array<number>(count).fill(0);
    for (let last = 0; last < count; last++) {
      const end = this.#ends[last];
      const later = this.#later[last];
      let reached = 0;
      for (let state = 0; state < states; state++) {
        const here = mass[last * states + state] ?? 0;
        if (here < few) continue;
        const never = end?.[state] ?? 0;
        reached += here * never;
      }
      for (let at = last + 1; at < count && end !== undefined; at++) {
        const choice = this.#choice.subarray((last * count + at) * states);
        const sums = later?.[at]?.askSome(mass, last * states, choice, end, at * states, few);
        used[at] = (used[at] ?? 0) + (sums?.minutes ?? 0);
        without[at] = (without[at] ?? 0) + (sums?.without ?? 0);
      }
      gained[last] = reached - (without[last] ?? 0);
    }
    return { used, begun, gained };
  }
}

/** The prices at which the questions' best courses fit into the minutes, and the outlook. */
export function findPrices(input: PriceInput): {
  readonly prices: Prices;
  readonly outlook: Outlook;
} {
  const prices = new Prices(input);
  const outlook = prices.settle();
  return { prices, outlook };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Mixes two outlooks so that all minutes are used. */
function between(over: Outlook, under: Outlook, there: number): Outlook {
  const [most, least] = [total(over.used), total(under.used)];
  const part = most > least ? Math.min(Math.max((there - least) / (most - least), 0), 1) : 0;
  const mix = (a: number, b: number) => a * part + b * (1 - part);
  const each = (a: readonly number[], b: readonly number[]) =>
    a.map((value, at) => mix(value, b[at] ?? 0));
  return {
    used: each(over.used, under.used),
    begun: each(over.begun, under.begun),
    gained: each(over.gained, under.gained),
  };
}

/** Turns values into shares that add up to 1; better values get larger shares. */
function soften(values: Float64Array, softness: number): void {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const less = ((values[at] ?? 0) - most) / softness;
    const weight = less < leastWeight ? 0 : Math.exp(less);
    values[at] = weight;
    sum += weight;
  }
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / sum;
}
