import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { defaultWeights, MemoryModel, type Memory } from '../../src/study/plan/memory';
import type { MemoryReview } from '../../src/study/review/mostProbable';
import { fitMemory, logLoss } from '../../src/study/review/personalMemory';
import { countsOnce, nextStage, type Stage } from '../../src/study/review/intervals';
import { finish } from '../../src/study/steps';
import { answer, draw, makeLearner, type Learner, type Truth } from './plan/learners';
import { median, type Bench, type Table } from './table';

const learners = Number(process.env.LEARNERS ?? 200);
/** The first of them: the fit was tuned on those before it. */
const firstLearner = 3001;
const days = 150;
const newPerDay = 5;
const sizes = [16, 50, 100, 200, 500, 1000] as const;
/** Predicts this many reviews after the fitted ones, and all of them. */
const later = 300;
/**
 * The folder of `@open-spaced-repetition/binding`, the optimizer of fsrs-rs, to compare with: `npm
 * install` it anywhere outside of this project.
 */
const optimizerFolder = process.env.FSRS_OPTIMIZER;
/**
 * A person's review log to judge by, one review a line, `card_id,review_rating,review_time,…` in
 * order of time: the form of `tests/review_logs_josh_….csv` in open-spaced-repetition/py-fsrs.
 */
const reviewLog = process.env.REVIEW_LOG;
/** It takes seconds for one learner. */
const optimized = Number(process.env.OPTIMIZED ?? 40);

export const bench: Bench = {
  title: 'The memory of one person',
  about: `Log loss (less is better) of what is expected of the ${later} reviews that come after those that the schedule
was fitted to, over ${learners} simulated learners who study ${newPerDay} new questions a day by FSRS-6 with default
weights; what all learners are like is known to the fit (its prior), and nothing of each. None of them
was looked at while the fit was made. "Worse" are those whose log loss is over 1 % higher than with the
defaults, over the ${later} reviews and over all that come later, about 3,000; beside them those for whom
their true weights, which nobody can know, are worse by as much: ${later} reviews are few, and chance does
it. Rows of the full optimizer (fsrs-rs by \`@open-spaced-repetition/binding\`, 0.9 MB, not shipped) are
of the first ${optimized} learners, who have it in place of the fit. Rows of a person's log, for which
REVIEW_LOG names its file, are of the one in the tests of py-fsrs: half a year, 12,580 reviews. Then the time of fitting, in ms of one
thread of a warm Node (user time), and the longest step of it.`,
  run,
};

interface Dated extends MemoryReview {
  /** The order in which all reviews were made. */
  readonly order: number;
}

type Weights = readonly number[];
type Fit = (before: readonly (readonly Dated[])[]) => Promise<readonly [Weights, pace: number]>;

const own: Fit = before => {
  const fitted = finish(fitMemory(before));
  return Promise.resolve([fitted?.weights ?? defaultWeights, fitted?.pace ?? 1]);
};

async function run(): Promise<Table> {
  const people = Array.from({ length: learners }, (_, at) => makeLearner(firstLearner + at));
  const studied = people.map(person => ({ person, all: histories(person) }));
  const rows: (readonly string[])[] = [];
  for (const size of sizes) rows.push(await rowOf(`fitted to ${size} reviews`, studied, size, own));
  if (optimizerFolder !== undefined) {
    const full = fullOptimizer(optimizerFolder);
    for (const size of [100, 1000]) {
      const some = studied.slice(0, optimized);
      rows.push(await rowOf(`the same learners, ${size} reviews`, some, size, own));
      rows.push(await rowOf(`full optimizer, ${size} reviews`, some, size, full));
    }
  }
  if (reviewLog !== undefined) {
    const person = [{ all: logged(fs.readFileSync(reviewLog, 'utf8')) }];
    for (const size of [...sizes, 2000, 4000]) {
      rows.push(await rowOf(`a person's log, ${size} reviews`, person, size, own));
    }
  }
  const [ms, longest] = timeOf(10_000);
  const blank = ['', '', '', '', ''];
  return {
    columns: [
      'what',
      'defaults',
      'fitted',
      'their own weights',
      'change',
      `worse, ${later}`,
      'worse, all',
      `own weights worse, ${later}`,
      'pace, 10 % to 90 %',
      'goal',
    ],
    rows: [
      ...rows.map(row => [...row]),
      ['ms for 10,000 reviews', '', ms.toFixed(0), '', ...blank, '≤ 1,000'],
      ['ms of the longest step', '', longest.toFixed(1), '', ...blank, '≤ 8'],
    ],
  };
}

interface Studied {
  /** Absent for a real person, whose weights nobody knows. */
  readonly person?: Learner;
  readonly all: readonly (readonly Dated[])[];
}

async function rowOf(
  title: string,
  studied: readonly Studied[],
  size: number,
  fit: Fit,
): Promise<readonly string[]> {
  let [usual, fitted, best, count] = [0, 0, 0, 0];
  let [worse, worseInAll, bestWorse] = [0, 0, 0];
  const paces: number[] = [];
  for (const { person, all } of studied) {
    const [until, end] = [orderOf(all, size), orderOf(all, size + later)];
    if (end === undefined || until === undefined) continue;
    const before = all.map(history => history.filter(({ order }) => order <= until));
    const [weights, pace] = await fit(before);
    const loss = (by: Weights, last: number) =>
      logLoss(all, by, review => {
        const { order } = review as Dated;
        return order > until && order <= last;
      }).loss;
    const [withDefaults, withFit, withBest] = [
      loss(defaultWeights, end),
      loss(weights, end),
      person ? loss(person.weights, end) : NaN,
    ];
    usual += withDefaults;
    fitted += withFit;
    best += withBest;
    count++;
    if (withFit > 1.01 * withDefaults) worse++;
    if (withBest > 1.01 * withDefaults) bestWorse++;
    if (loss(weights, Infinity) > 1.01 * loss(defaultWeights, Infinity)) worseInAll++;
    paces.push(pace);
  }
  paces.sort((a, b) => a - b);
  const at = (share: number) => (paces[Math.floor(share * paces.length)] ?? 1).toFixed(2);
  return [
    title,
    (usual / count).toFixed(4),
    (fitted / count).toFixed(4),
    Number.isNaN(best) ? '' : (best / count).toFixed(4),
    `${(100 * (fitted / usual - 1)).toFixed(2)} %`,
    `${worse} of ${count}`,
    `${worseInAll} of ${count}`,
    Number.isNaN(best) ? '' : `${bestWorse} of ${count}`,
    fit === own ? `${at(0.1)} to ${at(0.9)}` : '',
    fit === own ? 'better; worse for none' : '',
  ];
}

/** The used part of the optimizer's package. */
interface Optimizer {
  readonly FSRSBindingReview: new (rating: number, elapsed: number) => object;
  readonly FSRSBindingItem: new (reviews: readonly object[]) => object;
  readonly computeParameters: (
    items: readonly object[],
    options: { readonly enableShortTerm: boolean },
  ) => Promise<readonly number[]>;
}

function fullOptimizer(folder: string): Fit {
  const { FSRSBindingReview, FSRSBindingItem, computeParameters } = createRequire(
    path.join(folder, 'package.json'),
  )(folder) as Optimizer;
  return async before => {
    const items = before.flatMap(history => {
      const reviews = history.map(({ rating, elapsed }) => new FSRSBindingReview(rating, elapsed));
      return history.flatMap(({ elapsed, state }, at) =>
        state !== 'new' && elapsed >= 1 ? [new FSRSBindingItem(reviews.slice(0, at + 1))] : [],
      );
    });
    return [await computeParameters(items, { enableShortTerm: true }), 1];
  };
}

/** The position of the n-th review that tells of memory. */
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

/** The histories in a log, by days from one midnight of UTC to the next. */
function logged(csv: string): readonly (readonly Dated[])[] {
  const cards = new Map<string, { history: Dated[]; stage: Stage; day: number }>();
  let order = 0;
  for (const line of csv.split('\n')) {
    const [id = '', rated, at = ''] = line.split(',');
    const rating = Number(rated);
    if (!(rating === 1 || rating === 2 || rating === 3 || rating === 4)) continue;
    const day = Math.floor(Date.parse(`${at.slice(0, 19)}Z`) / 86_400_000);
    let card = cards.get(id);
    if (!card) {
      card = { history: [], stage: { state: 'new', step: 0, interval: 0 }, day };
      cards.set(id, card);
    }
    const { state } = card.stage;
    card.history.push({ state, elapsed: day - card.day, rating, day, order: order++ });
    card.stage = { ...nextStage(card.stage, rating), interval: 0 };
    card.day = day;
  }
  return [...cards.values()].map(({ history }) => history);
}

/** How long fitting this many reviews takes, and the longest step, in ms. */
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
