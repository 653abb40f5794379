/**
 * Makes the study plan for the interviews ahead: today's questions, readiness, and the days ahead. Computed
 * on every request and never stored, so a missed day is spread over the days left, and clearing the
 * date leaves no trace.
 */
import { grouped, groupedFresh } from './groups';
import type { PlanInput, PlannedQuestion } from './input';
import { studyPoints } from './points';
import { findPrices, type Outlook, type Prices, type StudyPoint } from './prices';
import { recallAfter, recallOnDay } from './recall';
import { minutesOfDay, share, type Sharing } from './shares';
import { asGroup, listForToday } from './today';
import type { Steps } from '../steps';

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

/** The current plan for one interview. */
export interface Plan {
  /**
   * The questions to ask today, in order, as far as the remaining time allows: for all interviews
   * that were planned together.
   */
  readonly today: readonly PlannedQuestion[];
  /** The time for today's list, in minutes. */
  readonly minutes: number;
  /** The number of questions in the interview's scope. */
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

/** Makes the plan. The same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const [plan] = makePlans([input], input.studied);
  if (plan === undefined) throw new Error('no plan was made'); // there is one for each input
  return plan;
}

/**
 * Makes the plans for several interviews that share the days, as told in `shares.ts`: one for each
 * input, in their order, all with the same list for today. The same inputs give the same plans.
 * Takes about as long for several as for one: days are grouped more coarsely then.
 *
 * @param inputs for the same model and habits; a question that several ask for is in each
 * @param studied minutes already studied today, each question counted once
 */
export function makePlans(inputs: readonly PlanInput[], studied: number): readonly Plan[] {
  const sharing = share(inputs);
  const settled = inputs.map((input, at) => settle(input, at, inputs.length, sharing));
  const today = listForToday(
    settled.map(({ input, prices }, at) => ({ input, prices, pace: sharing.paces[at] ?? 1 })),
    Math.max(0, minutesOfDay(inputs, 0) - studied),
  );
  return settled.map(each => planOf(each, today));
}

/** One of the interviews, with the prices of its minutes. */
interface Settled {
  readonly input: PlanInput;
  readonly points: readonly StudyPoint[];
  readonly prices: Prices;
  readonly outlook: Outlook;
}

function settle(input: PlanInput, at: number, many: number, sharing: Sharing): Settled {
  const { model, habits, questions, horizon, studied } = input;
  const open = questions.filter(({ isMastered }) => !isMastered);
  const points = studyPoints(
    horizon,
    ahead => Math.max(0, (sharing.minutesOn(ahead)[at] ?? 0) - (ahead === 0 ? studied : 0)),
    many,
  );
  const groups = grouped(open.flatMap(question => asGroup(question)));
  const fresh = groupedFresh(open.flatMap(({ memory, size }) => (memory ? [] : [size])));
  return { input, points, ...findPrices({ model, habits, points, horizon, groups, fresh }) };
}

function planOf({ input, points, outlook }: Settled, today: readonly PlannedQuestion[]): Plan {
  const { questions } = input;
  const base = questions.reduce((sum, question) => sum + recallOnDay(input, question), 0);
  const count = questions.length;
  const shareOf = (known: number) => (count === 0 ? 0 : Math.min(1, known / count));

  const before = new Map(questions.map(question => [question.id, question]));
  let gain = 0;
  for (const { id } of today) {
    const question = before.get(id);
    if (question) gain += recallAfter(input, question) - recallOnDay(input, question);
  }
  let known = base + gain;
  const ahead = points.map(({ last, minutes }, at): PlannedStretch => {
    if (at > 0) known += Math.max(0, outlook.gained[at] ?? 0);
    return { last, ready: shareOf(known), minutes, fresh: outlook.begun[at] ?? 0 };
  });
  const seen = questions.filter(({ memory, isMastered }) => memory !== undefined || isMastered);
  const begun = outlook.begun.reduce((sum, each) => sum + each, 0);
  return {
    today,
    minutes: today.reduce((sum, { minutes }) => sum + minutes, 0),
    count,
    ready: {
      now: shareOf(base),
      afterToday: shareOf(base + gain),
      onTheDay: shareOf(Math.max(known, base + gain)),
    },
    ahead,
    covered: Math.min(count, Math.round(seen.length + begun)),
  };
}

/**
 * The minutes a day needed to ask every question at least once before the interview, as a whole
 * number; `undefined` if more than `most`. Plans several times over, in steps of one plan.
 *
 * @param others the other interviews ahead, which share the days and keep their minutes
 */
export function* minutesToCover(
  input: PlanInput,
  most = 240,
  others: readonly PlanInput[] = [],
): Steps<number | undefined> {
  const open = input.questions.filter(({ memory, isMastered }) => !memory && !isMastered).length;
  const covers = (minutes: number) => {
    const inputs = [{ ...input, minutesOn: () => minutes }, ...others];
    const [first = input] = inputs;
    const { outlook } = settle(first, 0, inputs.length, share(inputs));
    return outlook.begun.reduce((sum, each) => sum + each, 0) >= open * 0.97;
  };
  if (!covers(most)) return undefined;
  let [low, high] = [0, most];
  while (high - low > 1) {
    yield;
    const middle = Math.floor((low + high) / 2);
    if (covers(middle)) high = middle;
    else low = middle;
  }
  return high;
}
