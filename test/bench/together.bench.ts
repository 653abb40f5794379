import { timeOf } from '../../src/study/plan/habits';
import type { PlanInput, PlanQuestion } from '../../src/study/plan/input';
import { MemoryModel } from '../../src/study/plan/memory';
import { makePlan, makePlans, type Plan } from '../../src/study/plan/plan';
import { answer, draw, knownOn, makeLearner, sizeOf, usual, type Truth } from './plan/learners';
import { note, type Seen } from './plan/strategies';
import type { Bench, Table } from './table';

const learners = Number(process.env.LEARNERS ?? 40);

interface Interview {
  /** From which question on, and how many. */
  readonly from: number;
  readonly count: number;
  readonly day: number;
  readonly minutes: number;
}

/** Two interviews each. */
const cases: Readonly<Record<string, readonly [Interview, Interview]>> = {
  '57 in 3 days, 57 others in 14': [
    { from: 0, count: 57, day: 3, minutes: 20 },
    { from: 57, count: 57, day: 14, minutes: 20 },
  ],
  '57 in 14 days, 57 others in 15': [
    { from: 0, count: 57, day: 14, minutes: 20 },
    { from: 57, count: 57, day: 15, minutes: 20 },
  ],
  '30 in 7 days, the same in 16': [
    { from: 0, count: 30, day: 7, minutes: 20 },
    { from: 0, count: 30, day: 16, minutes: 20 },
  ],
  '20 in 5 days, 57 with them in 14': [
    { from: 0, count: 20, day: 5, minutes: 20 },
    { from: 0, count: 57, day: 14, minutes: 20 },
  ],
  '57 in 7 days, 37 and 20 of them in 30': [
    { from: 0, count: 57, day: 7, minutes: 20 },
    { from: 37, count: 57, day: 30, minutes: 20 },
  ],
  '200 in 20 days, 15 others too': [
    { from: 0, count: 200, day: 20, minutes: 20 },
    { from: 200, count: 15, day: 20, minutes: 20 },
  ],
};

export const bench: Bench = {
  title: 'Two interviews',
  about: `What share of the questions of the first and of the second interview, in %, ${learners} simulated learners with
20 minutes a day know on its day: where only the next interview is planned, and where both share the
minutes. "Told" is what the plans for both foretell on the first day. A smallest share says how far the
one is left behind for the other.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const percent = (share: number) => (100 * share).toFixed(1);
  return {
    columns: [
      'case',
      'next: 1st',
      '2nd',
      'least',
      'both: 1st',
      '2nd',
      'least',
      'told: 1st',
      '2nd',
      'goal',
    ],
    rows: Object.entries(cases).map(([name, pair]) => {
      const next = mean(seed => study(pair, seed, inputs => [makePlan(inputs[0]!)]).known);
      const both = mean(seed => study(pair, seed, inputs => makePlans(inputs, 0)).known);
      const told = mean(seed => study(pair, seed, inputs => makePlans(inputs, 0)).told);
      return [
        name,
        ...[...next, Math.min(...next), ...both, Math.min(...both), ...told].map(percent),
        'least: at most 6 below',
      ];
    }),
  };
}

function mean(of: (seed: number) => readonly number[]): readonly number[] {
  const sums = [0, 0];
  for (let seed = 1; seed <= learners; seed++) {
    for (const [at, each] of of(seed).entries()) sums[at]! += each;
  }
  return sums.map(sum => sum / learners);
}

/** The shares known on both days, and those foretold on the first day. */
function study(
  pair: readonly Interview[],
  seed: number,
  plansOf: (inputs: readonly PlanInput[]) => readonly Plan[],
): { readonly known: readonly number[]; readonly told: readonly number[] } {
  const learner = makeLearner(seed);
  const model = new MemoryModel();
  const habits = { ...usual, minutes: learner.habits.minutes };
  const all = Math.max(...pair.map(({ from, count }) => from + count));
  const truths = Array.from({ length: all }, (): Truth => ({
    memory: undefined,
    last: 0,
    asked: 0,
  }));
  const seen = truths.map((_, at): Seen => ({
    size: sizeOf(seed, at),
    memory: undefined,
    last: 0,
    today: 0,
    stage: { state: 'new', step: 0, interval: 0 },
    due: 0,
  }));
  const questionsOf = ({ from, count }: Interview, day: number) =>
    seen.slice(from, from + count).map(({ size, memory, last }, at): PlanQuestion => ({
      id: String(from + at),
      category: String((from + at) % 12),
      size: timeOf(size),
      memory,
      elapsed: memory ? day - last : 0,
      askedToday: 0,
      isAsked: true,
      isMastered: false,
      comesFirst: false,
    }));
  const inputsOn = (day: number) =>
    pair
      .filter(each => each.day > day)
      .map((each): PlanInput => ({
        model,
        habits,
        questions: questionsOf(each, day),
        horizon: each.day - day,
        minutesOn: () => each.minutes,
        studied: 0,
      }));
  const told = plansOf(inputsOn(0)).map(({ ready }) => ready.onTheDay);
  const known = pair.map(() => 0);
  for (let day = 0; day <= Math.max(...pair.map(each => each.day)); day++) {
    for (const [at, each] of pair.entries()) {
      const own = truths.slice(each.from, each.from + each.count);
      if (each.day === day) known[at] = knownOn(learner, own, day);
    }
    if (draw(seed, 900, day) < learner.missed) continue;
    const inputs = inputsOn(day);
    if (inputs.length === 0) break;
    for (const { id } of plansOf(inputs)[0]!.today) {
      const at = Number(id);
      note(seen[at]!, model, answer(learner, at, truths[at]!, day).rating, day);
    }
  }
  return { known, told };
}
