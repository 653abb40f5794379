import { usualHabits } from '../../src/study/plan/habits';
import { MemoryModel } from '../../src/study/plan/memory';
import type { PlanQuestion } from '../../src/study/plan/input';
import { makePlan } from '../../src/study/plan/plan';
import { draw } from './plan/learners';
import { median, type Bench, type Table } from './table';

const rounds = 15;
const sizes = [
  [57, ''],
  [1000, '≤ 16 ms'],
  [10_000, '≤ 100 ms'],
] as const;

export const bench: Bench = {
  title: 'Planning a day',
  about: `ms of one thread (user time), medians of ${rounds} rounds in a warm Node: what to ask today, how ready one is and how it
goes on, for an interview in 60 days, with a fifth of the questions new. Each time the memory and the habits
are new ones, as after a review, so that nothing is kept from the time before.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  return {
    columns: ['questions', 'ms', 'goal'],
    rows: sizes.map(([size, goal]) => {
      const questions = Array.from({ length: size }, (_, at): PlanQuestion => ({
        id: `q${at}`,
        category: `c${at % 40}`,
        size: 0.5 + draw(at, 4),
        memory:
          at % 5 === 0
            ? undefined
            : { stability: Math.exp(6 * draw(at, 2) - 1), difficulty: 1 + 9 * draw(at, 3) },
        elapsed: Math.floor(40 * draw(at, 1)),
        askedToday: 0,
        isAsked: true,
        isMastered: false,
        comesFirst: false,
      }));
      const input = { questions, horizon: 60, minutesOn: () => 20, studied: 0 };
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const before = process.cpuUsage();
        makePlan({ ...input, model: new MemoryModel(), habits: { ...usualHabits } });
        times.push(process.cpuUsage(before).user / 1000);
      }
      return [String(size), median(times.slice(3)), goal];
    }),
  };
}
