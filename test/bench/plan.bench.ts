import { defaultWeights, MemoryModel } from '../../src/study/plan/memory';
import { makeLearner, usual } from './plan/learners';
import { study, type Case } from './plan/simulate';
import { best, expectedOf, type Small } from './plan/smallest';
import { forLife, greedy, planned, type Situation, type Strategy } from './plan/strategies';
import type { Bench, Table } from './table';

/** `LEARNERS=12 npm run bench -- plan` is for development: only full runs use the second half. */
const learners = Number(process.env.LEARNERS ?? 200);
/** Each learner studies one case in this many, which takes minutes; `PARTS=1` for every case. */
const parts = Number(process.env.PARTS ?? 3);

export const bench: Bench = {
  title: 'Plan to an interview',
  about: `What share of the questions, in %, ${learners} simulated learners are expected to know on the
day${parts > 1 ? `; each case is studied by every ${['second', 'third', 'fourth'][parts - 2] ?? 'n-th'} of them, by turns` : ''}. Each has a memory (FSRS-6 with weights of their own, noise per question and
review), a pace, first ratings and missed days of their own; no strategy sees more than answers and
times. All have the same minutes a day. (a) FSRS at 0.9 with ten new a day, (b) the same at 0.97,
(c) new ones spread evenly over the days, (d) only the last two days, (e) each time the question with
the highest gain in recall on the day per minute, (e+) the same, knowing how long each question is, as
the plan does. "Wrong" rows give planner and greedy weights that are wrong by a fifth and times that
are wrong by half. In the last rows (f) is the best that any way to study can give, found by trying
them all: so many questions in so many days, with so many asked a day.`,
  run: () => Promise.resolve(run()),
};

interface Scene extends Case {
  readonly wrong: boolean;
}

const names = ['a', 'b', 'c', 'd', 'e', 'e+', 'plan'] as const;

function strategies(): readonly Strategy[] {
  const evenly = ({ questions, day, end }: Situation) =>
    Math.ceil(questions.filter(({ memory }) => !memory).length / Math.max(1, end - day));
  return [
    forLife('a', 0.9, () => 10),
    forLife('b', 0.97, () => 10),
    forLife('c', 0.9, evenly),
    forLife('d', 0.9, ({ day, end }) => (day >= end - 2 ? Infinity : 0)),
    greedy(),
    greedy('e+', true),
    planned(),
  ];
}

const days = [3, 7, 14, 30, 60] as const;

function run(): Table {
  const scenes: Scene[] = [57, 400].flatMap(questions =>
    days.flatMap(each =>
      [10, 20, 40].map(minutes => ({ questions, days: each, minutes, wrong: false })),
    ),
  );
  const wrong = [
    { questions: 57, days: 7, minutes: 20, wrong: true },
    { questions: 57, days: 14, minutes: 20, wrong: true },
    { questions: 57, days: 30, minutes: 10, wrong: true },
    { questions: 400, days: 14, minutes: 40, wrong: true },
  ];
  const shares = scenes.map(sharesOf);
  const name = ({ questions, days: all, minutes, wrong: isWrong }: Scene) =>
    `${questions} questions, ${all} days, ${minutes} minutes${isWrong ? ', wrong' : ''}`;
  const meanOf = (rows: readonly (readonly number[])[]) =>
    names.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const mean = meanOf(shares);
  const horizons = days.map(each => ({
    days: each,
    row: meanOf(shares.filter((_, at) => scenes[at]!.days === each)),
  }));
  const small: Small[] = [
    { questions: 3, days: 3, asks: 2 },
    { questions: 4, days: 3, asks: 2 },
    { questions: 2, days: 5, asks: 1 },
    { questions: 3, days: 6, asks: 1 },
  ];
  const line = (title: string, row: readonly number[], goal: string, bound?: number) => [
    title,
    ...row.map(share => share.toFixed(1)),
    bound === undefined ? '' : bound.toFixed(1),
    signed(row[6]! - row[4]!),
    signed(row[6]! - row[5]!),
    goal,
  ];
  return {
    columns: ['case', ...names, 'f', 'plan − e', 'plan − e+', 'goal'],
    rows: [
      ...scenes.map((scene, at) => line(name(scene), shares[at]!, 'above e')),
      line('mean of these', mean, '3 above e'),
      ...horizons.map(({ days, row }) => line(`mean of ${days} days`, row, 'above e')),
      ...wrong.map((scene, at) => line(name(scene), sharesOf(scene, at), 'above e')),
      ...small.map(each => {
        const model = new MemoryModel();
        const row = names.map((_, at) => 100 * expectedOf(() => strategies()[at]!, model, each));
        const title = `${each.questions} questions, ${each.days} days, ${each.asks} a day`;
        return line(title, row, 'within 3 of f', 100 * best(model, each));
      }),
    ],
  };
}

function signed(difference: number): string {
  return `${difference >= 0 ? '+' : '−'}${Math.abs(difference).toFixed(1)}`;
}

/** The share of questions known on the day, in %, by strategy. @param turn which learners to use */
function sharesOf(scene: Scene, turn: number): readonly number[] {
  const sums = names.map(() => 0);
  const usualModel = new MemoryModel();
  let count = 0;
  for (let seed = 1; seed <= learners; seed++) {
    if ((seed + turn) % parts !== 0) continue;
    count++;
    const learner = makeLearner(seed);
    const model = scene.wrong
      ? new MemoryModel(defaultWeights.map((weight, at) => weight * (at % 2 ? 1.2 : 0.8)))
      : usualModel;
    const off = scene.wrong ? (seed % 2 ? 1.5 : 0.5) : 1;
    const { fresh, known, forgotten } = learner.habits.minutes;
    const habits = {
      ...usual,
      minutes: { fresh: fresh * off, known: known * off, forgotten: forgotten * off },
    };
    for (const [at, strategy] of strategies().entries()) {
      sums[at]! += study(learner, scene, strategy, model, habits);
    }
  }
  return sums.map(sum => (100 * sum) / Math.max(1, count));
}
