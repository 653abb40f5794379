/**
 * What a minute of each day until the interview is worth, and with it whether a question is better
 * asked today or later.
 *
 * A question's memory is independent of all others; only the minutes of the days bind them together.
 * So each day's minutes get a price (in recall on the day of the interview per minute), and for given
 * prices the best course of one question is found by dynamic programming over the days at which it may
 * be asked: after each review either never again, or on one of the days ahead, with the chances of
 * knowing it then. The prices are right when the minutes that all questions ask for are those that
 * there are (dual decomposition of a restless bandit: Whittle, "Restless bandits", 1988). They are
 * found by raising the price of days that are asked for too much and lowering that of the others.
 *
 * Memories are held on a coarse grid (logarithm of the stability, difficulty), days that lie far ahead
 * are taken together, and choices are made softly, so that what is equally good is spread.
 */
import type { MemoryModel } from './memory';
import { ratings, type Rating } from '../rating';

/** How a person answers: what planning has to expect. */
export interface Habits {
  /** Minutes for a question that is new, was known, was forgotten. */
  readonly minutes: { readonly fresh: number; readonly known: number; readonly forgotten: number };
  /** How likely each rating is for a new question; adds up to 1. */
  readonly first: Readonly<Record<Rating, number>>;
  /** How likely Hard, Good and Easy are for a question that is known; adds up to 1. */
  readonly known: Readonly<Record<2 | 3 | 4, number>>;
}

/** One or more days on which questions can be asked, taken as one. */
export interface StudyPoint {
  /** Days from today to it, 0 for today. */
  readonly ahead: number;
  /** Days from today to the last of its days. */
  readonly last: number;
  /** The minutes that all its days have. */
  readonly minutes: number;
}

/** Questions of about the same memory. */
export interface Group {
  /** How many there are. */
  readonly count: number;
  /** Days since the last review; what was reviewed today is 0. */
  readonly elapsed: number;
  readonly stability: number;
  readonly difficulty: number;
  /** How long they take beside the average question. */
  readonly size: number;
}

/** New questions of about the same length. */
export interface FreshGroup {
  readonly count: number;
  readonly size: number;
}

/** Puts new questions of about the same length together. */
export function groupedFresh(sizes: readonly number[]): readonly FreshGroup[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  const groups = Math.min(4, sorted.length);
  return Array.from({ length: groups }, (_, at) => {
    const part = sorted.slice(
      Math.floor((at * sorted.length) / groups),
      Math.floor(((at + 1) * sorted.length) / groups),
    );
    return { count: part.length, size: part.reduce((sum, size) => sum + size, 0) / part.length };
  });
}

/** Puts questions of about the same memory together: planning takes as long for ten as for ten thousand. */
export function grouped(memories: Iterable<Omit<Group, 'count'>>): readonly Group[] {
  const groups = new Map<
    number,
    { count: number; elapsed: number; log: number; difficulty: number; size: number }
  >();
  for (const { elapsed, stability, difficulty, size } of memories) {
    const log = Math.log(stability);
    const late = elapsed <= 1 ? elapsed : Math.round(1.2 * Math.log2(elapsed)) + 1;
    const key = (late * 100 + Math.round((log + 10) / 0.8)) * 10 + Math.round(difficulty / 5);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { count: 1, elapsed, log, difficulty, size });
    else {
      group.count++;
      group.elapsed += (elapsed - group.elapsed) / group.count;
      group.log += (log - group.log) / group.count;
      group.difficulty += (difficulty - group.difficulty) / group.count;
      group.size += (size - group.size) / group.count;
    }
  }
  return [...groups.values()].map(({ log, ...group }) => ({
    ...group,
    elapsed: Math.round(group.elapsed),
    stability: Math.exp(log),
  }));
}

/** What prices are found from. */
export interface PriceInput {
  readonly model: MemoryModel;
  readonly habits: Habits;
  /** In order, today first. */
  readonly points: readonly StudyPoint[];
  /** Days from today to the interview, 0 or more. */
  readonly horizon: number;
  readonly groups: readonly Group[];
  /** The questions that were never asked. */
  readonly fresh: readonly FreshGroup[];
}

/** What asking a question today is worth, both as recall on the day of the interview. */
export interface Worth {
  /** What it gains over the best that can be done with the question from tomorrow on. */
  readonly gain: number;
  /** The minutes it takes, on average. */
  readonly minutes: number;
}

/** How it would go on from today. */
export interface Outlook {
  /** The expected number of questions known on the day. */
  readonly known: number;
  /** The minutes asked for at each point. */
  readonly used: readonly number[];
  /** How many new questions are begun at each point. */
  readonly begun: readonly number[];
  /** By how many the questions known on the day grow by what is asked at each point. */
  readonly gained: readonly number[];
}

const stabilities = 22;
const lowest = Math.log(0.02);
const highest = Math.log(3_000);
const stabilityStep = (highest - lowest) / (stabilities - 1);
const difficulties = 3;
const difficultyStep = 9 / (difficulties - 1);
const states = stabilities * difficulties;

/**
 * Choices that differ by less recall than this are made about equally often: much at first, so that
 * prices find their level, and less with every round.
 */
const softest = 0.12;
const hardest = 0.012;
/** How often prices are mended. */
const rounds = 8;
/** How often the level of all prices is halved towards where all minutes are used, at the end. */
const levels = 5;
/** A level is at most so much higher or lower than the one it begins with. */
const levelSpan = 0.15;
/** Recall per minute: below this a minute is the person's own. */
const lowestPrice = 0.0004;
const highestPrice = 2;

/** The course of a question under prices. Made by `findPrices`. */
export class Prices {
  readonly #input: PriceInput;
  readonly #count: number;
  readonly #ahead: readonly number[];
  /** The price of a minute at each point. */
  readonly #price: Float64Array;
  /** The value of each state just after a review at each point. */
  readonly #value: Float64Array;
  /** How likely it is, from each state after a review at a point, that it is next asked at another. */
  readonly #choice: Float64Array;
  readonly #steps: Steps;
  /** What each state is worth on the day if nothing is asked after a point. */
  readonly #ends: readonly Float64Array[];
  /** Where the first ratings lead. */
  readonly #first: Moves;
  /** What asking each group at each point comes to: a row for each point, group by group. */
  readonly #asks: Moves;
  /** For one question that is looked at, and for the questions in each state: made once. */
  readonly #one: Moves;
  readonly #mass: Float64Array;

  constructor(input: PriceInput) {
    const { model, habits, horizon, points, groups } = input;
    this.#input = input;
    this.#count = points.length;
    this.#ahead = points.map(({ ahead }) => ahead);
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
    this.#choice = new Float64Array(this.#count * this.#count * states);
  }

  /** Finds the prices at which the minutes suffice. */
  settle(): Outlook {
    const { points } = this.#input;
    for (let round = 0; round < rounds; round++) {
      const softness = softest * (hardest / softest) ** (round / (rounds - 1));
      this.#solve(softness);
      const { used } = this.#follow(softness, false);
      // With choices this soft, demand falls e-fold where a price rises by softness / minutes.
      const step = (0.8 * softness) / this.#input.habits.minutes.known;
      for (let at = 0; at < this.#count; at++) {
        const there = Math.max(points[at]?.minutes ?? 0, 1e-6);
        const asked = Math.max(used[at] ?? 0, there * 1e-3);
        this.#setPrice(at, (this.#price[at] ?? 0) + step * Math.log(asked / there));
      }
    }
    // How the days stand to each other is right by now. Questions that are all alike, such as new ones,
    // may still ask for too much or too little together: the level is set between the two.
    const there = points.reduce((sum, { minutes }) => sum + minutes, 0);
    const settled = [...this.#price];
    const at = (shift: number): Outlook => {
      settled.forEach((price, day) => this.#setPrice(day, price + shift));
      this.#solve(hardest);
      return this.#follow(hardest, true);
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

  /** The price of a minute at each point, for those who want to look at it. */
  get prices(): readonly number[] {
    return [...this.#price];
  }

  /**
   * No way to study gives more expected known questions on the day than this, as long as memory and
   * habits are those of the model: the value of the relaxed problem at these prices.
   */
  bound(): number {
    const { model, horizon, points, groups, fresh } = this.#input;
    let sum = 0;
    for (let at = 0; at < this.#count; at++) {
      sum += (this.#price[at] ?? 0) * (points[at]?.minutes ?? 0);
    }
    for (const { count, size } of fresh) {
      let best = 0;
      for (let at = 0; at < this.#count; at++) best = Math.max(best, this.#begin(at, size));
      sum += count * best;
    }
    for (const [index, { count, elapsed, stability, size }] of groups.entries()) {
      let best = model.recall(elapsed + horizon, stability);
      for (let at = 0; at < this.#count; at++) {
        best = Math.max(best, this.#ask(at, this.#asks, index * this.#count + at, size));
      }
      sum += count * best;
    }
    return sum;
  }

  /** What it is worth to begin a new question today. @param size its length beside the average */
  worthOfNew(size = 1): Worth {
    let later = 0;
    for (let at = 1; at < this.#count; at++) later = Math.max(later, this.#begin(at, size));
    return {
      gain: this.#afterFirst(0) - later,
      minutes: this.#input.habits.minutes.fresh * size,
    };
  }

  /** What it is worth to ask today a question that was asked before. */
  worthOf(memory: Omit<Group, 'count'>): Worth {
    const { model, horizon } = this.#input;
    const asks = this.#one;
    this.#fillAsks(asks, 0, memory);
    let later = model.recall(memory.elapsed + horizon, memory.stability);
    for (let at = 1; at < this.#count; at++) {
      later = Math.max(later, this.#ask(at, asks, at, memory.size));
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
    for (let at = 0; at < this.#count; at++) {
      const then = elapsed + (this.#ahead[at] ?? 0);
      asks.ask(row + at, model, habits, stability, difficulty, then);
    }
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

  /** From the last point back: the value of every state, and what is done from it. */
  #solve(softness: number): void {
    const count = this.#count;
    const options = new Float64Array(count);
    for (let last = count - 1; last >= 0; last--) {
      const end = this.#ends[last];
      const steps = this.#stepsFrom(last);
      for (let state = 0; state < states; state++) {
        let most = end?.[state] ?? 0;
        options[last] = most;
        for (let at = last + 1; at < count; at++) {
          const step = steps[at];
          if (step === undefined) continue;
          const value =
            step.expected(state, this.#value, at * states) -
            (this.#price[at] ?? 0) * (step.minutes[state] ?? 0);
          options[at] = value;
          if (value > most) most = value;
        }
        let sum = 0;
        for (let at = last; at < count; at++) {
          const weight = Math.exp(((options[at] ?? 0) - most) / softness);
          options[at] = weight;
          sum += weight;
        }
        for (let at = last; at < count; at++) {
          this.#choice[(last * count + at) * states + state] = (options[at] ?? 0) / sum;
        }
        this.#value[last * states + state] = most;
      }
    }
  }

  /** What asking at each later point does to what was asked at this one. */
  #stepsFrom(last: number): readonly (Moves | undefined)[] {
    const here = this.#ahead[last] ?? 0;
    return this.#ahead.map((ahead, at) =>
      at > last ? this.#steps.after(ahead - here) : undefined,
    );
  }

  /**
   * From today on: how many questions are in which state, and how many minutes each point is asked for.
   *
   * @param whole whether what is gained at each point is wanted too
   */
  #follow(softness: number, whole: boolean): Outlook {
    const { model, habits, horizon, groups, fresh } = this.#input;
    const count = this.#count;
    const used = new Array<number>(count).fill(0);
    const begun = new Array<number>(count).fill(0);
    const gained = new Array<number>(count).fill(0);
    const mass = this.#mass.fill(0);
    const ends = this.#ends;
    let known = 0;
    /** Questions are asked at a point: they take time, and are in other states from then on. */
    const ask = (at: number, moves: Moves, row: number, asked: number, minutes: number) => {
      used[at] = (used[at] ?? 0) + asked * minutes;
      moves.spread(row, mass, at * states, asked);
    };
    const gain = (at: number, moves: Moves, row: number, asked: number, without: number) => {
      const end = ends[at];
      if (!whole || end === undefined) return;
      gained[at] = (gained[at] ?? 0) + asked * (moves.expected(row, end, 0) - without);
    };

    for (const { count: all, size } of fresh) {
      const values = Array.from({ length: count }, (_, at) => this.#begin(at, size));
      const shares = soft([0, ...values], softness);
      for (let at = 0; at < count; at++) {
        const begin = all * (shares[at + 1] ?? 0);
        begun[at] = (begun[at] ?? 0) + begin;
        ask(at, this.#first, 0, begin, habits.minutes.fresh * size);
        gain(at, this.#first, 0, begin, 0);
      }
    }
    const asks = this.#asks;
    for (const [index, { count: all, elapsed, stability, size }] of groups.entries()) {
      const row = index * count;
      const without = model.recall(elapsed + horizon, stability);
      const values = [without];
      for (let at = 0; at < count; at++) values.push(this.#ask(at, asks, row + at, size));
      const shares = soft(values, softness);
      known += all * (shares[0] ?? 0) * without;
      for (let at = 0; at < count; at++) {
        const asked = all * (shares[at + 1] ?? 0);
        if (asked < 1e-6) continue;
        ask(at, asks, row + at, asked, size * (asks.minutes[row + at] ?? 0));
        gain(at, asks, row + at, asked, without);
      }
    }
    for (let last = 0; last < count; last++) {
      const steps = this.#stepsFrom(last);
      for (let state = 0; state < states; state++) {
        const here = mass[last * states + state] ?? 0;
        if (here < 1e-7) continue;
        const without = ends[last]?.[state] ?? 0;
        known += here * (this.#choice[(last * count + last) * states + state] ?? 0) * without;
        for (let at = last + 1; at < count; at++) {
          const asked = here * (this.#choice[(last * count + at) * states + state] ?? 0);
          const step = steps[at];
          if (asked < 1e-7 || step === undefined) continue;
          ask(at, step, state, asked, step.minutes[state] ?? 0);
          gain(at, step, state, asked, without);
        }
      }
    }
    return { known, used, begun, gained };
  }
}

/** The prices at which the questions' best courses fit into the minutes, and how that goes. */
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

/** A part of the questions goes one way and the rest the other, so that all minutes are used. */
function between(over: Outlook, under: Outlook, there: number): Outlook {
  const [most, least] = [total(over.used), total(under.used)];
  const part = most > least ? Math.min(Math.max((there - least) / (most - least), 0), 1) : 0;
  const mix = (a: number, b: number) => a * part + b * (1 - part);
  const each = (a: readonly number[], b: readonly number[]) =>
    a.map((value, at) => mix(value, b[at] ?? 0));
  return {
    known: mix(over.known, under.known),
    used: each(over.used, under.used),
    begun: each(over.begun, under.begun),
    gained: each(over.gained, under.gained),
  };
}

/**
 * Where questions get to when they are asked, in rows: for each of the four ratings how likely it is,
 * and the four places of the grid around the memory after it. In flat arrays: planning looks at
 * hundreds of thousands of them.
 */
class Moves {
  /** The minutes that it takes, on average. */
  readonly minutes: Float64Array;
  /** For each row and rating the first of the four places. */
  readonly #from: Int32Array;
  /** For each row and rating how likely each of the four places is; all of a row add up to 1. */
  readonly #shares: Float64Array;

  constructor(rows: number) {
    this.minutes = new Float64Array(rows);
    this.#from = new Int32Array(rows * 4);
    this.#shares = new Float64Array(rows * 16);
  }

  /** The row is that of a question with this memory, which is asked after so many days. */
  ask(
    row: number,
    model: MemoryModel,
    { minutes, known }: Habits,
    stability: number,
    difficulty: number,
    elapsed: number,
  ): void {
    const recall = model.recall(elapsed, stability);
    this.minutes[row] = recall * minutes.known + (1 - recall) * minutes.forgotten;
    const after =
      elapsed > 0
        ? model.stabilitiesAfter(stability, difficulty, recall)
        : ratings.map(rating => model.stabilityAfter(stability, difficulty, elapsed, rating));
    for (const rating of ratings) {
      const chance = rating === 1 ? 1 - recall : recall * known[rating];
      const then = model.difficultyAfter(difficulty, rating);
      this.set(row, rating, chance, after[rating - 1] ?? stability, then);
    }
  }

  /** With this chance the rating is given, and the memory is that from then on. */
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

  /** What a row leads to on average, where each place has its value, from `base` on. */
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

  /** Adds so many questions to the places that a row leads to, from `base` on. */
  spread(row: number, to: Float64Array, base: number, count: number): void {
    for (let index = row * 4; index < row * 4 + 4; index++) {
      const from = base + (this.#from[index] ?? 0);
      for (let place = 0; place < 4; place++) {
        const at = from + (place >> 1) * stabilities + (place & 1);
        to[at] = (to[at] ?? 0) + count * (this.#shares[index * 4 + place] ?? 0);
      }
    }
  }
}

/** The grid of one person, so many days later; made when first asked for, since most days never are. */
class Steps {
  readonly #model: MemoryModel;
  readonly #habits: Habits;
  readonly #moves = new Map<number, Moves>();

  constructor(model: MemoryModel, habits: Habits) {
    this.#model = model;
    this.#habits = habits;
  }

  /** What becomes of each state of the grid when it is asked after so many days. */
  after(elapsed: number): Moves {
    let moves = this.#moves.get(elapsed);
    if (moves === undefined) this.#moves.set(elapsed, (moves = this.#make(elapsed)));
    return moves;
  }

  /** How likely each state of the grid is known after so many days. */
  recallAfter(elapsed: number): Float64Array {
    return Float64Array.from({ length: states }, (_, state) =>
      this.#model.recall(elapsed, stabilityOf(state)),
    );
  }

  #make(elapsed: number): Moves {
    const moves = new Moves(states);
    for (let state = 0; state < states; state++) {
      const difficulty = 1 + Math.floor(state / stabilities) * difficultyStep;
      moves.ask(state, this.#model, this.#habits, stabilityOf(state), difficulty, elapsed);
    }
    return moves;
  }
}

function stabilityOf(state: number): number {
  return Math.exp(lowest + (state % stabilities) * stabilityStep);
}

const made = new WeakMap<MemoryModel, WeakMap<Habits, Steps>>();

function stepsOf(model: MemoryModel, habits: Habits): Steps {
  let ofModel = made.get(model);
  if (ofModel === undefined) made.set(model, (ofModel = new WeakMap()));
  let steps = ofModel.get(habits);
  if (steps === undefined) ofModel.set(habits, (steps = new Steps(model, habits)));
  return steps;
}

/** Shares that add up to 1, the larger the better a value is. */
function soft(values: readonly number[], softness: number): number[] {
  const most = Math.max(...values);
  const weights = values.map(value => Math.exp((value - most) / softness));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}
