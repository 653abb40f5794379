import { usualHabits } from '../../src/study/plan/habits';
import { MemoryModel } from '../../src/study/plan/memory';
import type { PlanQuestion } from '../../src/study/plan/input';
import { makePlans } from '../../src/study/plan/plan';
import { draw } from './plan/learners';
import { median, type Bench, type Table } from './table';

const rounds = 15;
/** Rounds before these, which do not count. */
const cold = 5;
const cases = [
  [57, 1, ''],
  [1000, 1, '≤ 16 ms'],
  [10_000, 1, '≤ 100 ms'],
  [1000, 2, '≤ 16 ms'],
  [10_000, 2, '≤ 100 ms'],
  [1000, 8, ''],
  [10_000, 8, ''],
] as const;

export const bench: Bench = {
  title: 'Planning a day',
  about: `ms of one thread (user time), medians of ${rounds} interleaved rounds in a warm Node: what to ask today, how ready one is and how it
goes on, for an interview in 60 days, with a fifth of the questions new. Each time the memory and the habits
are new ones, as after a review, so that nothing is kept from the time before. Of several interviews, the
others come earlier; each is about half of the questions, beginning at another one.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const made = cases.map(([size, count]) => {
    const questions = questionsOf(size);
    return Array.from({ length: count }, (_, at) => {
      const from = Math.round((at * size) / 2 / count);
      return count === 1 ? questions : questions.slice(from, from + size / 2);
    });
  });
  const times = made.map((): number[] => []);
  // By turns, so that all of them meet the same machine.
  for (let round = 0; round < cold + rounds; round++) {
    for (const [at, scopes] of made.entries()) {
      const took = plan(scopes);
      if (round >= cold) times[at]!.push(took);
    }
  }
  return {
    columns: ['questions', 'interviews', 'ms', 'goal'],
    rows: cases.map(([size, count, goal], at) => [
      String(size),
      String(count),
      median(times[at]!),
      goal,
    ]),
  };
}

/** ms of user time to plan for these scopes. */
function plan(scopes: readonly (readonly PlanQuestion[])[]): number {
  const person = { model: new MemoryModel(), habits: { ...usualHabits } };
  const before = process.cpuUsage();
  makePlans(
    scopes.map((questions, at) => ({
      ...person,
      questions,
      horizon: Math.round(60 / (scopes.length - at)),
      minutesOn: () => 20,
      studied: 0,
    })),
    0,
  );
  return process.cpuUsage(before).user / 1000;
}

function questionsOf(size: number): readonly PlanQuestion[] {
  return Array.from({ length: size }, (_, at): PlanQuestion => ({
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
}
