import { createEmptyCard, fsrs, Rating, type Card as FsrsCard } from 'ts-fsrs';
import { addReview, type Progress, type QuestionRecord } from '../../src/study/progress';
import type { Rating as Rated } from '../../src/study/rating';
import {
  buildQueue,
  nextQuestion,
  tomorrowOf,
  type QueueInput,
} from '../../src/study/review/queue';
import { createSchedule } from '../../src/study/review/schedule';
import { figure, median, ratio, type Bench, type Table } from './table';

const sizes = [57, 10_000];
const reviews = 20;
const rounds = 5;
const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 15, 12);

export const bench: Bench = {
  title: 'Reviews',
  about: `ms, medians of ${rounds} interleaved rounds in a warm Node, with ${reviews} reviews of each question: all of them replayed,
beside ts-fsrs alone scheduling the same reviews one after another; then what comes next, which is
asked after each rating, for the first time and with all but the rated question replayed before.`,
  run: () => Promise.resolve(run()),
};

type Name = 'alone' | 'replay' | 'first' | 'rated' | 'preview' | 'tomorrow';

interface Subject {
  readonly size: number;
  readonly ids: readonly string[];
  readonly progress: Map<string, QuestionRecord> & Progress;
  readonly times: Record<Name, number[]>;
}

function run(): Table {
  const subjects = sizes.map((size): Subject => {
    const progress = manyReviews(size);
    const times = { alone: [], replay: [], first: [], rated: [], preview: [], tomorrow: [] };
    return { size, ids: [...progress.keys()], progress, times };
  });
  for (let round = 0; round < rounds; round++) {
    for (const subject of round % 2 === 0 ? subjects : [...subjects].reverse()) {
      measure(subject, round);
    }
  }
  const [small, large] = subjects as [Subject, Subject];
  const row = (what: string, name: Name, goal: string, share?: (ms: number) => string) => {
    const [few, many] = [median(small.times[name]), median(large.times[name])];
    return [what, few, many, ratio(many, few), share?.(many) ?? '', goal];
  };
  const alone = median(large.times.alone);
  const all = median(large.times.first);
  return {
    columns: ['what', '57', large.size.toLocaleString('en'), '/ 57', 'beside', 'goal'],
    rows: [
      row('ts-fsrs alone, review by review', 'alone', ''),
      row('replay of all', 'replay', '≤ 1 × ts-fsrs', ms => `${ratio(ms, alone)} ts-fsrs`),
      row(
        'what comes next, the first time',
        'first',
        '≤ 1 × ts-fsrs',
        ms => `${ratio(ms, alone)} ts-fsrs`,
      ),
      row(
        'what comes next, after a rating',
        'rated',
        '≤ 16 ms',
        ms => `${figure((ms / all) * 100)} % of the first`,
      ),
      row('the intervals on the buttons', 'preview', '≤ 1 ms'),
      row('what tomorrow brings', 'tomorrow', '≤ 16 ms'),
    ],
  };
}

function measure({ size, ids, progress, times }: Subject, round: number): void {
  const days = { startHour: 4, offsetMinutes: () => 0 };
  const fresh = () => createSchedule({ retention: 0.9, days });
  times.alone.push(timed(() => progress.forEach(scheduledAlone)));
  const replaying = fresh();
  times.replay.push(
    timed(() => progress.forEach((record, id) => replaying.cardOf(id, record, now))),
  );
  const schedule = fresh();
  const limits = { newPerDay: 10, reviewsPerDay: 200 };
  const input = (at: number): QueueInput => ({ ids, progress, schedule, limits, now: at });
  times.first.push(timed(() => nextQuestion(buildQueue(input(now)), now)));
  const id = ids[(round * 31) % size]!;
  times.preview.push(timed(() => schedule.preview(id, progress.get(id), now)));
  const time = now + round * 1000;
  for (const [changed, record] of addReview(progress, id, { time, rating: 3, duration: 9000 })) {
    progress.set(changed, {
      ...progress.get(changed),
      ...record,
      reviews: allOf(progress, changed, record),
    });
  }
  times.rated.push(timed(() => nextQuestion(buildQueue(input(time)), time)));
  times.tomorrow.push(timed(() => tomorrowOf(input(time))));
}

function allOf(progress: Progress, id: string, change: QuestionRecord) {
  return [...(progress.get(id)?.reviews ?? []), ...(change.reviews ?? [])];
}

const grades = { 1: Rating.Again, 2: Rating.Hard, 3: Rating.Good, 4: Rating.Easy } as const;
const algorithm = fsrs({ request_retention: 0.9, enable_fuzz: true });

function scheduledAlone(record: QuestionRecord): FsrsCard {
  let card = createEmptyCard(now);
  for (const { time, rating } of record.reviews ?? []) {
    card = algorithm.next(card, time, grades[rating]).card;
  }
  return card;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function manyReviews(count: number): Map<string, QuestionRecord> & Progress {
  const recordOf = (at: number): QuestionRecord => ({
    reviews: Array.from({ length: reviews }, (_, index) => ({
      time: now - (reviews - index) * 17 * day - at * 1000,
      rating: (1 + ((at * 7 + index * 3) % 4)) as Rated,
      duration: 9000,
    })),
  });
  return new Map(Array.from({ length: count }, (_, at) => [`q${at}`, recordOf(at)]));
}
