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

const recalled = [2, 3, 4] as const;
const nowhere: Corner = { from: 0, right: 0, down: 0 };

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
  readonly #table: Transitions;
  /** Where the first ratings lead. */
  readonly #first: readonly Corner[];
  /** What asking each group at each point comes to. */
  readonly #asks: readonly (readonly Ask[])[];

  constructor(input: PriceInput) {
    this.#input = input;
    this.#count = input.points.length;
    this.#ahead = input.points.map(({ ahead }) => ahead);
    this.#table = transitionsOf(input.model);
    this.#first = ratings.map(rating => {
      const { stability, difficulty } = input.model.first(rating);
      return corner(stability, difficulty);
    });
    this.#asks = input.groups.map(group => this.#ahead.map((_, at) => this.#askAt(at, group)));
    this.#price = new Float64Array(this.#count).fill(0.1);
    this.#value = new Float64Array(this.#count * states);
    this.#choice = new Float64Array(this.#count * this.#count * states);
  }

  /** Finds the prices at which the minutes suffice. */
  settle(): Outlook {
    const { points } = this.#input;
    for (let round = 0; round < rounds; round++) {
      const softness = softest * (hardest / softest) ** (round / (rounds - 1));
      this.#solve(softness);
      const { used } = this.#follow(softness);
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
      for (const [at, ask] of (this.#asks[index] ?? []).entries()) {
        best = Math.max(best, this.#ask(at, ask, size));
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
    let later = model.recall(memory.elapsed + horizon, memory.stability);
    for (let at = 1; at < this.#count; at++) {
      later = Math.max(later, this.#ask(at, this.#askAt(at, memory), memory.size));
    }
    const today = this.#askAt(0, memory);
    return { gain: this.#afterAsking(0, today) - later, minutes: today.minutes * memory.size };
  }

  /** The value of a place on the grid just after a review at a point. */
  #valueAt(at: number, { from, right, down }: Corner): number {
    const value = this.#value;
    const corner = at * states + from;
    const above = (value[corner] ?? 0) * (1 - right) + (value[corner + 1] ?? 0) * right;
    const below =
      (value[corner + stabilities] ?? 0) * (1 - right) +
      (value[corner + stabilities + 1] ?? 0) * right;
    return above * (1 - down) + below * down;
  }

  #afterFirst(at: number): number {
    const { first } = this.#input.habits;
    let sum = 0;
    for (const rating of ratings) {
      sum += first[rating] * this.#valueAt(at, this.#first[rating - 1] ?? nowhere);
    }
    return sum;
  }

  #begin(at: number, size: number): number {
    return this.#afterFirst(at) - (this.#price[at] ?? 0) * this.#input.habits.minutes.fresh * size;
  }

  #askAt(at: number, { elapsed, stability, difficulty }: Omit<Group, 'count' | 'size'>): Ask {
    const { model, habits } = this.#input;
    const then = elapsed + (this.#ahead[at] ?? 0);
    const recall = model.recall(then, stability);
    return {
      recall,
      minutes: recall * habits.minutes.known + (1 - recall) * habits.minutes.forgotten,
      after: ratings.map(rating =>
        corner(
          model.stabilityAfter(stability, difficulty, then, rating),
          model.difficultyAfter(difficulty, rating),
        ),
      ),
    };
  }

  #afterAsking(at: number, { recall, after }: Ask): number {
    const { known } = this.#input.habits;
    let sum = (1 - recall) * this.#valueAt(at, after[0] ?? nowhere);
    for (const rating of recalled) {
      sum += recall * known[rating] * this.#valueAt(at, after[rating - 1] ?? nowhere);
    }
    return sum;
  }

  #ask(at: number, ask: Ask, size: number): number {
    return this.#afterAsking(at, ask) - (this.#price[at] ?? 0) * ask.minutes * size;
  }

  /** From the last point back: the value of every state, and what is done from it. */
  #solve(softness: number): void {
    const { habits, horizon } = this.#input;
    const { minutes, known } = habits;
    const count = this.#count;
    const options = new Float64Array(count + 1);
    for (let last = count - 1; last >= 0; last--) {
      const untilEnd = this.#table.at(horizon - (this.#ahead[last] ?? 0));
      const steps = this.#ahead.map((ahead, at) =>
        at > last ? this.#table.at(ahead - (this.#ahead[last] ?? 0)) : undefined,
      );
      for (let state = 0; state < states; state++) {
        options[last] = untilEnd.recall[state] ?? 0;
        let most = options[last] ?? 0;
        for (let at = last + 1; at < count; at++) {
          const step = steps[at];
          if (step === undefined) continue;
          const recall = step.recall[state] ?? 0;
          const time = recall * minutes.known + (1 - recall) * minutes.forgotten;
          const base = at * states;
          let value = (1 - recall) * this.#look(base, step, state, 0);
          value += recall * known[2] * this.#look(base, step, state, 1);
          value += recall * known[3] * this.#look(base, step, state, 2);
          value += recall * known[4] * this.#look(base, step, state, 3);
          value -= (this.#price[at] ?? 0) * time;
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

  #look(base: number, step: Step, state: number, outcome: number): number {
    const index = state * 4 + outcome;
    const from = base + (step.from[index] ?? 0);
    const right = step.right[index] ?? 0;
    const down = step.down[index] ?? 0;
    const value = this.#value;
    const above = (value[from] ?? 0) * (1 - right) + (value[from + 1] ?? 0) * right;
    const below =
      (value[from + stabilities] ?? 0) * (1 - right) + (value[from + stabilities + 1] ?? 0) * right;
    return above * (1 - down) + below * down;
  }

  /** From today on: how many questions are in which state, and how many minutes each point is asked for. */
  #follow(softness: number): Outlook {
    const { model, habits, horizon, groups, fresh } = this.#input;
    const { minutes } = habits;
    const count = this.#count;
    const used = new Array<number>(count).fill(0);
    const begun = new Array<number>(count).fill(0);
    const gained = new Array<number>(count).fill(0);
    const mass = new Float64Array(count * states);
    let known = 0;
    const ends = this.#ahead.map(ahead => this.#table.at(horizon - ahead).recall);
    /** What a place is worth on the day if nothing more is asked after that point. */
    const atEnd = (at: number, { from, right, down }: Corner) => {
      const end = ends[at];
      if (end === undefined) return 0;
      const above = (end[from] ?? 0) * (1 - right) + (end[from + 1] ?? 0) * right;
      const below =
        (end[from + stabilities] ?? 0) * (1 - right) + (end[from + stabilities + 1] ?? 0) * right;
      return above * (1 - down) + below * down;
    };

    for (const { count: all, size } of fresh) {
      const values = Array.from({ length: count }, (_, at) => this.#begin(at, size));
      const shares = soft([0, ...values], softness);
      for (let at = 0; at < count; at++) {
        const begin = all * (shares[at + 1] ?? 0);
        begun[at] = (begun[at] ?? 0) + begin;
        used[at] = (used[at] ?? 0) + begin * minutes.fresh * size;
        for (const rating of ratings) {
          const to = this.#first[rating - 1] ?? nowhere;
          const part = begin * habits.first[rating];
          spread(mass, at * states, to, part);
          gained[at] = (gained[at] ?? 0) + part * atEnd(at, to);
        }
      }
    }
    for (const [index, { count: all, elapsed, stability, size }] of groups.entries()) {
      const asks = this.#asks[index] ?? [];
      const values = [model.recall(elapsed + horizon, stability)];
      for (const [at, ask] of asks.entries()) values.push(this.#ask(at, ask, size));
      const shares = soft(values, softness);
      known += all * (shares[0] ?? 0) * (values[0] ?? 0);
      for (const [at, ask] of asks.entries()) {
        const asked = all * (shares[at + 1] ?? 0);
        if (asked < 1e-6) continue;
        used[at] = (used[at] ?? 0) + asked * size * ask.minutes;
        gained[at] = (gained[at] ?? 0) - asked * (values[0] ?? 0);
        for (const rating of ratings) {
          const chance = rating === 1 ? 1 - ask.recall : ask.recall * habits.known[rating];
          const to = ask.after[rating - 1] ?? nowhere;
          spread(mass, at * states, to, asked * chance);
          gained[at] = (gained[at] ?? 0) + asked * chance * atEnd(at, to);
        }
      }
    }
    for (let last = 0; last < count; last++) {
      const untilEnd = this.#table.at(horizon - (this.#ahead[last] ?? 0));
      for (let state = 0; state < states; state++) {
        const here = mass[last * states + state] ?? 0;
        if (here < 1e-7) continue;
        const choice = (at: number) => this.#choice[(last * count + at) * states + state] ?? 0;
        known += here * choice(last) * (untilEnd.recall[state] ?? 0);
        for (let at = last + 1; at < count; at++) {
          const asked = here * choice(at);
          if (asked < 1e-7) continue;
          const step = this.#table.at((this.#ahead[at] ?? 0) - (this.#ahead[last] ?? 0));
          const recall = step.recall[state] ?? 0;
          gained[at] = (gained[at] ?? 0) - asked * (untilEnd.recall[state] ?? 0);
          used[at] =
            (used[at] ?? 0) + asked * (recall * minutes.known + (1 - recall) * minutes.forgotten);
          for (let outcome = 0; outcome < 4; outcome++) {
            const rating = (outcome + 1) as Rating;
            const chance = rating === 1 ? 1 - recall : recall * habits.known[rating];
            const index = state * 4 + outcome;
            const to = {
              from: step.from[index] ?? 0,
              right: step.right[index] ?? 0,
              down: step.down[index] ?? 0,
            };
            spread(mass, at * states, to, asked * chance);
            gained[at] = (gained[at] ?? 0) + asked * chance * atEnd(at, to);
          }
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

/** A place between four corners of the grid. */
interface Corner {
  /** The corner below it. */
  readonly from: number;
  /** How far it is from there, each 0 to 1. */
  readonly right: number;
  readonly down: number;
}

/** What is needed of a group at one point: how likely it is known then, and where each rating leads. */
interface Ask {
  readonly recall: number;
  readonly minutes: number;
  readonly after: readonly Corner[];
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

/** What becomes of each state of the grid when it is asked after so many days. */
interface Step {
  readonly recall: Float64Array;
  /** For each state and outcome the corner of the grid below it, and how far it is from there. */
  readonly from: Int32Array;
  readonly right: Float64Array;
  readonly down: Float64Array;
}

/** The steps of one person's memory; made when they are first asked for, since most days never are. */
class Transitions {
  readonly #model: MemoryModel;
  readonly #steps = new Map<number, Step>();

  constructor(model: MemoryModel) {
    this.#model = model;
  }

  at(elapsed: number): Step {
    let step = this.#steps.get(elapsed);
    if (step === undefined) this.#steps.set(elapsed, (step = this.#make(elapsed)));
    return step;
  }

  #make(elapsed: number): Step {
    const recall = new Float64Array(states);
    const from = new Int32Array(states * 4);
    const right = new Float64Array(states * 4);
    const down = new Float64Array(states * 4);
    for (let row = 0; row < difficulties; row++) {
      const difficulty = 1 + row * difficultyStep;
      for (let column = 0; column < stabilities; column++) {
        const state = row * stabilities + column;
        const stability = Math.exp(lowest + column * stabilityStep);
        recall[state] = this.#model.recall(elapsed, stability);
        for (let outcome = 0; outcome < 4; outcome++) {
          const rating = (outcome + 1) as Rating;
          const place = corner(
            this.#model.stabilityAfter(stability, difficulty, elapsed, rating),
            this.#model.difficultyAfter(difficulty, rating),
          );
          const index = state * 4 + outcome;
          from[index] = place.from;
          right[index] = place.right;
          down[index] = place.down;
        }
      }
    }
    return { recall, from, right, down };
  }
}

const made = new WeakMap<MemoryModel, Transitions>();

function transitionsOf(model: MemoryModel): Transitions {
  let table = made.get(model);
  if (table === undefined) made.set(model, (table = new Transitions(model)));
  return table;
}

/** Where a stability lies on the grid, 0 to just below its last column. */
function place(stability: number): number {
  const x = (Math.log(stability) - lowest) / stabilityStep;
  return Math.min(Math.max(x, 0), stabilities - 1 - 1e-9);
}

function corner(stability: number, difficulty: number): Corner {
  const x = place(stability);
  const y = Math.min(Math.max((difficulty - 1) / difficultyStep, 0), difficulties - 1 - 1e-9);
  const [column, row] = [Math.floor(x), Math.floor(y)];
  return { from: row * stabilities + column, right: x - column, down: y - row };
}

/** Adds `part` to the four corners around a place. */
function spread(
  mass: Float64Array,
  base: number,
  { from, right, down }: Corner,
  part: number,
): void {
  const at = base + from;
  add(mass, at, part * (1 - right) * (1 - down));
  add(mass, at + 1, part * right * (1 - down));
  add(mass, at + stabilities, part * (1 - right) * down);
  add(mass, at + stabilities + 1, part * right * down);
}

function add(to: Float64Array, at: number, part: number): void {
  to[at] = (to[at] ?? 0) + part;
}

/** Shares that add up to 1, the larger the better a value is. */
function soft(values: readonly number[], softness: number): number[] {
  const most = Math.max(...values);
  const weights = values.map(value => Math.exp((value - most) / softness));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}
