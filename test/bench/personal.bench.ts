import { defaultWeights, MemoryModel, type Memory } from '../../src/study/plan/memory';
import { fitMemory, logLoss, type MemoryReview } from '../../src/study/review/personalMemory';
import { countsOnce, nextStage, type Stage } from '../../src/study/review/intervals';
import { finish } from '../../src/study/steps';
import { answer, draw, makeLearner, type Learner, type Truth } from './plan/learners';
import { median, type Bench, type Table } from './table';

const learners = Number(process.env.LEARNERS ?? 200);
const days = 150;
const newPerDay = 5;
const sizes = [16, 50, 100, 200, 500, 1000] as const;
/** So many reviews after those that were fitted are predicted. */
const later = 300;

export const bench: Bench = {
  title: 'The memory of one person',
  about: `Log loss (less is better) of what is expected of the ${later} reviews that come after those that the schedule
was fitted to, over ${learners} simulated learners who study ${newPerDay} new questions a day by FSRS-6 with default
weights; what all learners are like is known to the fit (its prior), and nothing of each. "Worse" are
those whose log loss is over 1 % higher than with the defaults. Then the time of fitting, in ms of one
thread of a warm Node (user time), and the longest step of it.`,
  run: () => Promise.resolve(run()),
};

interface Dated extends MemoryReview {
  readonly day: number;
  /** In which order all reviews were made. */
  readonly order: number;
}

function run(): Table {
  const people = Array.from({ length: learners }, (_, seed) => makeLearner(seed + 1));
  const studied = people.map(histories);
  const rows = sizes.map(size => {
    let [usual, own, best, worse, count] = [0, 0, 0, 0, 0];
    const paces: number[] = [];
    for (const [index, all] of studied.entries()) {
      const [until, end] = [orderOf(all, size), orderOf(all, size + later)];
      if (end === undefined || until === undefined) continue;
      const before = all.map(history => history.filter(({ order }) => order <= until));
      const fitted = finish(fitMemory(before));
      if (fitted === undefined) continue;
      const after = (review: MemoryReview) => {
        const { order } = review as Dated;
        return order > until && order <= end;
      };
      const withDefaults = logLoss(all, defaultWeights, after).loss;
      const withOwn = logLoss(all, fitted.weights, after).loss;
      usual += withDefaults;
      own += withOwn;
      best += logLoss(all, people[index]!.weights, after).loss;
      count++;
      if (withOwn > 1.01 * withDefaults) worse++;
      paces.push(fitted.pace);
    }
    paces.sort((a, b) => a - b);
    const at = (share: number) => (paces[Math.floor(share * paces.length)] ?? 1).toFixed(2);
    return [
      `fitted to ${size} reviews`,
      (usual / count).toFixed(4),
      (own / count).toFixed(4),
      (best / count).toFixed(4),
      `${(100 * (own / usual - 1)).toFixed(1)} %`,
      `${worse} of ${count}`,
      `${at(0.1)} to ${at(0.9)}`,
      'better; worse for none',
    ];
  });
  const [ms, longest] = timeOf(10_000);
  return {
    columns: [
      'what',
      'defaults',
      'fitted',
      'their own weights',
      'change',
      'worse',
      'pace, 10 % to 90 %',
      'goal',
    ],
    rows: [
      ...rows,
      ['ms for 10,000 reviews', '', ms.toFixed(0), '', '', '', '', '≤ 1,000'],
      ['ms of the longest step', '', longest.toFixed(1), '', '', '', '', '≤ 8'],
    ],
  };
}

/** The place of the review that is the n-th to tell of memory. */
function orderOf(all: readonly (readonly Dated[])[], n: number): number | undefined {
  const orders = all
    .flat()
    .filter(({ state, elapsed }) => state !== 'new' && elapsed >= 1)
    .map(({ order }) => order)
    .sort((a, b) => a - b);
  return orders[n - 1];
}

function histories(learner: Learner): readonly (readonly Dated[])[] {
  const model = new MemoryModel();
  const made: Dated[][] = [];
  const truths: Truth[] = [];
  const stages: Stage[] = [];
  const memories: (Memory | undefined)[] = [];
  const dues: number[] = [];
  let order = 0;
  const ask = (question: number, day: number) => {
    const truth = truths[question]!;
    const stage = stages[question]!;
    const elapsed = truth.memory ? day - truth.last : 0;
    const { rating } = answer(learner, question, truth, day);
    made[question]!.push({ state: stage.state, elapsed, rating, day, order: order++ });
    const memory = memories[question];
    memories[question] = memory
      ? countsOnce(memory, stage.state, elapsed, rating, () => model.after(memory, elapsed, rating))
      : model.first(rating);
    stages[question] = { ...nextStage(stage, rating), interval: 0 };
    dues[question] =
      stages[question].state === 'review'
        ? day + Math.max(1, Math.round(memories[question].stability))
        : day;
  };
  for (let day = 0; day < days; day++) {
    if (draw(learner.seed, 900, day) < learner.missed) continue;
    for (let at = 0; at < made.length; at++) {
      for (let times = 0; times < 3 && dues[at]! <= day; times++) ask(at, day);
    }
    for (let count = 0; count < newPerDay; count++) {
      const at = made.push([]) - 1;
      truths.push({ memory: undefined, last: 0, asked: 0 });
      stages.push({ state: 'new', step: 0, interval: 0 });
      memories.push(undefined);
      dues.push(day);
      for (let times = 0; times < 3 && dues[at]! <= day; times++) ask(at, day);
    }
  }
  return made;
}

/** How long fitting so many reviews takes, and the longest step, in ms. */
function timeOf(reviews: number): readonly [number, number] {
  const all: (readonly MemoryReview[])[] = [];
  let count = 0;
  for (let seed = 500; count < reviews; seed++) {
    for (const history of histories(makeLearner(seed))) {
      if (count >= reviews) break;
      count += history.length;
      all.push(history);
    }
  }
  const times: number[] = [];
  let longest = 0;
  for (let round = 0; round < 3; round++) {
    const used = () => process.cpuUsage().user / 1000;
    const begun = used();
    const steps = fitMemory(all);
    let last = begun;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      const now = used();
      if (round > 0) longest = Math.max(longest, now - last);
      last = now;
    }
    times.push(used() - begun);
  }
  return [median(times), longest];
}
