/**
 * Makes the study plan for an interview: today's questions, readiness, and the days ahead. Computed
 * on every request and never stored, so a missed day is spread over the days left, and clearing the
 * date leaves no trace.
 */
import type { QuestionId } from '../question';
import { ratings } from '../rating';
import type { Habits } from './habits';
import type { Memory, MemoryModel } from './memory';
import { studyPoints } from './points';
import { findPrices, grouped, groupedFresh, type Group, type Outlook, type Prices } from './prices';

/** A question of the scope, as used by planning. */
export interface PlanQuestion {
  readonly id: QuestionId;
  /** The id of its category: new questions are taken from all of them in turn. */
  readonly category: string;
  /** Its time relative to the average question, about 0.3 to 3. */
  readonly size: number;
  /** `undefined` if it was never asked. */
  readonly memory: Memory | undefined;
  /** Whole study days since the last review; 0 if it is new. */
  readonly elapsed: number;
  /** How often it was asked today. */
  readonly askedToday: number;
  /** Whether it may be asked today: not mastered, and not postponed until tomorrow. */
  readonly isAsked: boolean;
  /** Mastered: it is not asked again. Without a review it counts as known. */
  readonly isMastered: boolean;
  /** Whether it precedes other new ones, for example because a job ad asks for it. */
  readonly comesFirst: boolean;
}

/** The input of a plan. */
export interface PlanInput {
  readonly model: MemoryModel;
  readonly habits: Habits;
  readonly questions: readonly PlanQuestion[];
  /** Study days from today to the interview, 0 or more. */
  readonly horizon: number;
  /** The minutes of the day this many days ahead, 0 or more. */
  readonly minutesOn: (ahead: number) => number;
  /** Minutes already studied today. */
  readonly studied: number;
}

/** Why a question is asked today. */
export type Reason =
  /** Never asked; `newLate` if no other day is left to repeat it before the interview. */
  | { readonly kind: 'new' | 'newNamed' | 'newLate' }
  /** Expected recall on the day, 0 to 1, without and with being asked today. */
  | { readonly kind: 'fading'; readonly without: number; readonly with: number };

/** A question of today's list. */
export interface PlannedQuestion {
  readonly id: QuestionId;
  /** The expected time. */
  readonly minutes: number;
  readonly reason: Reason;
}

/** The plan for one or more days. */
export interface PlannedStretch {
  /** Days from today to the last of them. */
  readonly last: number;
  /** The share known on the day of the interview if the plan is followed up to here. */
  readonly ready: number;
  /** The minutes of these days. */
  readonly minutes: number;
  /** How many new questions are started. */
  readonly fresh: number;
}

/** The current plan. */
export interface Plan {
  /** The questions to ask today, in order, as far as the remaining time allows. */
  readonly today: readonly PlannedQuestion[];
  /** The time for today's list, in minutes. */
  readonly minutes: number;
  /** The number of questions in the scope. */
  readonly count: number;
  /** Shares of the scope known on the day, 0 to 1. */
  readonly ready: {
    /** If nothing more is asked. */
    readonly now: number;
    /** After today's list. */
    readonly afterToday: number;
    /** If the plan is followed. */
    readonly onTheDay: number;
  };
  /** The further course, in stretches of one or more days, today first. */
  readonly ahead: readonly PlannedStretch[];
  /** How many questions will have been asked at least once, mastered ones included. */
  readonly covered: number;
}

/** The maximum times a question is asked per day. */
export const mostADay = 3;
/** How many are evaluated exactly; the others are estimated from similar ones. */
const candidates = 240;
/** The minimum recall per minute worth asking for. */
const leastWorth = 1e-4;

/** Makes the plan. The same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const { questions, minutesOn, studied } = input;
  const asked = questions.filter(({ isMastered }) => !isMastered);
  const { prices, outlook, points } = settled(input, 1);

  const left = Math.max(0, minutesOn(0) - studied);
  const today = listFor(input, asked, prices, left);
  const base = questions.reduce((sum, question) => sum + recallOnDay(input, question), 0);
  const count = questions.length;
  const share = (known: number) => (count === 0 ? 0 : Math.min(1, known / count));

  const before = new Map(questions.map(question => [question.id, question]));
  let gain = 0;
  for (const { id } of today) {
    const question = before.get(id);
    if (question) gain += recallAfter(input, question) - recallOnDay(input, question);
  }
  let known = base + gain;
  const ahead = points.map(({ last, minutes }, at): PlannedStretch => {
    if (at > 0) known += Math.max(0, outlook.gained[at] ?? 0);
    return { last, ready: share(known), minutes, fresh: outlook.begun[at] ?? 0 };
  });
  const seen = questions.filter(({ memory, isMastered }) => memory !== undefined || isMastered);
  const begun = outlook.begun.reduce((sum, each) => sum + each, 0);
  return {
    today,
    minutes: today.reduce((sum, { minutes }) => sum + minutes, 0),
    count,
    ready: {
      now: share(base),
      afterToday: share(base + gain),
      onTheDay: share(Math.max(known, base + gain)),
    },
    ahead,
    covered: Math.min(count, Math.round(seen.length + begun)),
  };
}

function settled(
  { model, habits, questions, horizon, minutesOn, studied }: PlanInput,
  times: number,
): {
  readonly prices: Prices;
  readonly outlook: Outlook;
  readonly points: ReturnType<typeof studyPoints>;
} {
  const open = questions.filter(({ isMastered }) => !isMastered);
  const points = studyPoints(horizon, ahead =>
    Math.max(0, times * minutesOn(ahead) - (ahead === 0 ? studied : 0)),
  );
  const groups = grouped(open.flatMap(question => asGroup(question)));
  const fresh = groupedFresh(open.flatMap(({ memory, size }) => (memory ? [] : [size])));
  return { ...findPrices({ model, habits, points, horizon, groups, fresh }), points };
}

function asGroup({ memory, elapsed, size }: PlanQuestion): Omit<Group, 'count'>[] {
  return memory ? [{ elapsed, size, ...memory }] : [];
}

/** The expected recall on the day, 0 to 1, if the question is not asked again. */
export function recallOnDay(
  { model, horizon }: Pick<PlanInput, 'model' | 'horizon'>,
  question: PlanQuestion,
): number {
  const { memory, elapsed, isMastered } = question;
  if (memory === undefined) return isMastered ? 1 : 0;
  return model.recall(elapsed + horizon, memory.stability);
}

/** The expected recall on the day, 0 to 1, if the question is asked once more, today. */
function recallAfter(
  { model, habits, horizon }: PlanInput,
  { memory, elapsed }: PlanQuestion,
): number {
  let sum = 0;
  if (memory === undefined) {
    for (const rating of [1, 2, 3, 4] as const) {
      sum += habits.first[rating] * model.recall(horizon, model.first(rating).stability);
    }
    return sum;
  }
  const { stability, difficulty } = memory;
  const recall = model.recall(elapsed, stability);
  const after =
    elapsed > 0
      ? model.stabilitiesFrom(model.prepare(stability, difficulty), recall)
      : ratings.map(rating => model.stabilityAfter(stability, difficulty, elapsed, rating));
  for (const rating of ratings) {
    const chance = rating === 1 ? 1 - recall : recall * habits.known[rating];
    sum += chance * model.recall(horizon, after[rating - 1] ?? stability);
  }
  return sum;
}

interface Candidate {
  readonly question: PlanQuestion;
  /** Recall gained per minute compared to asking it later. */
  readonly worth: number;
  readonly minutes: number;
}

/** The most valuable questions that fit into today's minutes; mixed like an interview. */
function listFor(
  input: PlanInput,
  open: readonly PlanQuestion[],
  prices: Prices,
  left: number,
): readonly PlannedQuestion[] {
  const may = open.filter(({ isAsked, askedToday }) => isAsked && askedToday < mostADay);
  const old = nearest(
    input,
    may.filter(({ memory }) => memory !== undefined),
  ).flatMap((question): Candidate[] => {
    const [memory] = asGroup(question);
    if (memory === undefined) return [];
    const { gain, minutes } = prices.worthOf(memory);
    return [{ question, worth: gain / minutes, minutes }];
  });
  const fresh = inTurn(may.filter(({ memory }) => memory === undefined));
  // New ones are taken from all categories in turn: each is worth as much as the next in line.
  const all = [
    ...old,
    ...fresh.map((question): Candidate => {
      const { gain, minutes } = prices.worthOfNew(question.size);
      const first = question.comesFirst ? 2 : 1;
      return { question, worth: (first * gain) / minutes, minutes };
    }),
  ]
    .filter(({ worth }) => worth >= leastWorth)
    .sort((a, b) => b.worth - a.worth);
  const taken: Candidate[] = [];
  let minutes = 0;
  for (const candidate of all) {
    if (minutes + candidate.minutes > left) continue;
    taken.push(candidate);
    minutes += candidate.minutes;
  }
  return mixed(taken).map(({ question, minutes: takes }) => ({
    id: question.id,
    minutes: takes,
    reason: reasonFor(input, question),
  }));
}

/** The most valuable ones by a quick estimate, if there are many. */
function nearest(input: PlanInput, questions: readonly PlanQuestion[]): readonly PlanQuestion[] {
  if (questions.length <= candidates) return questions;
  return questions
    .map(question => ({
      question,
      gain: (recallAfter(input, question) - recallOnDay(input, question)) / question.size,
    }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, candidates)
    .map(({ question }) => question);
}

/** New questions, one per category in turn, within each first the named ones, then short ones. */
function inTurn(questions: readonly PlanQuestion[]): readonly PlanQuestion[] {
  const categories = new Map<string, PlanQuestion[]>();
  for (const question of questions) {
    const all = categories.get(question.category);
    if (all) all.push(question);
    else categories.set(question.category, [question]);
  }
  for (const all of categories.values()) {
    all.sort((a, b) => Number(b.comesFirst) - Number(a.comesFirst) || a.size - b.size);
  }
  const turn: PlanQuestion[] = [];
  for (let at = 0; turn.length < questions.length && turn.length < candidates; at++) {
    for (const all of categories.values()) {
      const question = all[at];
      if (question) turn.push(question);
    }
  }
  return turn;
}

/** Avoids two of one category in a row if possible; the most valuable come early. */
function mixed(list: readonly Candidate[]): readonly Candidate[] {
  const left = [...list];
  const mix: Candidate[] = [];
  while (left.length > 0) {
    const last = mix.at(-1)?.question.category;
    const at = left.findIndex(({ question }) => question.category !== last);
    mix.push(...left.splice(Math.max(0, at), 1));
  }
  return mix;
}

function reasonFor(input: PlanInput, question: PlanQuestion): Reason {
  if (question.memory === undefined) {
    if (question.comesFirst) return { kind: 'newNamed' };
    return { kind: input.horizon >= 2 ? 'new' : 'newLate' };
  }
  return {
    kind: 'fading',
    without: recallOnDay(input, question),
    with: recallAfter(input, question),
  };
}

/**
 * The minutes a day needed to ask every question at least once before the interview, as a whole
 * number; `undefined` if more than `most`. Plans several times over: not for every keystroke.
 */
export function minutesToCover(input: PlanInput, most = 240): number | undefined {
  const open = input.questions.filter(({ memory, isMastered }) => !memory && !isMastered).length;
  const covers = (minutes: number) => {
    const { outlook } = settled({ ...input, minutesOn: () => minutes }, 1);
    return outlook.begun.reduce((sum, each) => sum + each, 0) >= open * 0.97;
  };
  if (!covers(most)) return undefined;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (covers(middle)) high = middle;
    else low = middle;
  }
  return high;
}
