import { Library } from '../../src/study/library';
import type { Progress, QuestionRecord } from '../../src/study/progress';
import type { Rating } from '../../src/study/rating';
import type { Question } from '../../src/study/question';
import { createSchedule } from '../../src/study/review/schedule';
import { createStatistics } from '../../src/study/statistics';
import { median, ratio, type Bench, type Table } from './table';

const count = 10_000;
const reviews = 20;
const rounds = 5;
const day = 24 * 60 * 60 * 1000;

export const bench: Bench = {
  title: 'Statistics',
  about: `ms, medians of ${rounds} rounds in a warm Node, over ${count.toLocaleString('en')} questions with ${reviews} reviews each: all figures for
the first time, again after one more review, and replaying the reviews alone.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const now = Date.UTC(2026, 0, 15, 12);
  const days = { startHour: 4, offsetMinutes: () => 0 };
  const progress = manyReviews(now);
  const library = manyQuestions();
  const [first, again, replay]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const schedule = createSchedule({ retention: 0.9, days });
    const compute = createStatistics(schedule);
    const figures = () => compute({ library, progress, interviews: [], now });
    first.push(timed(figures));
    progress.set('q7', recordOf(7, now - day, round + 1));
    again.push(timed(figures));
    const alone = createSchedule({ retention: 0.9, days });
    replay.push(timed(() => progress.forEach(record => alone.historyOf(record, now))));
  }
  const medians = [first, again, replay].map(median);
  return {
    columns: ['what', 'ms', '/ replay', 'goal'],
    rows: (
      [
        ['the first time', '≤ 3 ×'],
        ['after one more review', '≤ 0.1 ×'],
        ['replay alone', ''],
      ] as const
    ).map(([name, goal], at) => [name, medians[at]!, ratio(medians[at]!, medians[2]!), goal]),
  };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function manyReviews(now: number): Map<string, QuestionRecord> & Progress {
  return new Map(Array.from({ length: count }, (_, at) => [`q${at}`, recordOf(at, now - day, 0)]));
}

function recordOf(at: number, now: number, more: number): QuestionRecord {
  const all = Array.from({ length: reviews + more }, (_, index) => ({
    time: now - Math.max(reviews - index, 0) * 17 * day - at * 1000 + index,
    rating: (1 + ((at * 7 + index * 3) % 4)) as Rating,
    duration: 9000,
  }));
  return { reviews: all };
}

function manyQuestions(): Library {
  const questions = Array.from({ length: count }, (_, at): Question => ({
    id: `q${at}`,
    title: `Question ${at}`,
    hint: undefined,
    source: { file: 'x.md', startLine: 0, endLine: 1, bodyLine: 1 },
  }));
  const category = { id: 'c/all', title: 'All', questions };
  return Library.of([{ id: 'c', title: 'C', introduction: '', tips: [], categories: [category] }]);
}
