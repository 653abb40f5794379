import assert from 'node:assert/strict';
import {
  habitReviews,
  habitsOf,
  timeOf,
  usualHabits,
  type HabitReview,
} from '../../../src/study/plan/habits';
import type { Plan } from '../../../src/study/plan/plan';
import { plannedQueue } from '../../../src/study/plan/session';
import { addReview, type Progress, type QuestionRecord } from '../../../src/study/progress';
import { ratings, type Rating } from '../../../src/study/rating';
import { nextQuestion } from '../../../src/study/review/queue';
import { createSchedule } from '../../../src/study/review/schedule';

const days = { startHour: 4, offsetMinutes: () => 0 };
const schedule = createSchedule({ retention: 0.9, days });
const now = Date.UTC(2026, 2, 4, 12);
const minute = 60_000;

const planned = (...ids: readonly string[]): Plan => ({
  today: ids.map(id => ({ id, minutes: 2, reason: { kind: 'new' }, by: 0 })),
  minutes: 2 * ids.length,
  count: 5,
  ready: { now: 0, afterToday: 0, onTheDay: 0 },
  ahead: [],
  covered: 5,
});

function reviewed(
  id: string,
  ...reviews: readonly (readonly [minutesAgo: number, rating: Rating])[]
): Progress {
  let progress: Progress = new Map<string, QuestionRecord>();
  for (const [ago, rating] of reviews) {
    const change = addReview(progress, id, { time: now - ago * minute, rating, duration: 0 });
    const record = {
      reviews: [...(progress.get(id)?.reviews ?? []), ...(change.get(id)?.reviews ?? [])],
    };
    progress = new Map([...progress, [id, record]]);
  }
  return progress;
}

describe("today's session by the plan", () => {
  const input = (progress: Progress) => ({
    ids: ['a', 'b', 'c', 'd', 'e'],
    progress,
    schedule,
    limits: { newPerDay: 1, reviewsPerDay: 1 },
    now,
  });

  it('asks the list of the plan in its order, whatever the limits for the long term are', () => {
    const queue = plannedQueue(planned('c', 'a', 'b'), input(new Map()), 6);
    assert.deepEqual(queue.due, ['c', 'a', 'b']);
    assert.equal(nextQuestion(queue, now), 'c');
    assert.deepEqual(queue.held, { due: 0, fresh: 2 });
  });

  it('asks what was forgotten today once more, after its learning step', () => {
    const queue = plannedQueue(planned('b'), input(reviewed('a', [2, 1])), 10);
    assert.deepEqual(
      queue.learning.map(({ id }) => id),
      ['a'],
    );
    assert.equal(nextQuestion(queue, now), 'a');
  });

  it('asks nothing a fourth time on a day, nor without time, nor what was forgotten on another day', () => {
    const thrice = reviewed('a', [9, 1], [6, 1], [3, 1]);
    assert.deepEqual(plannedQueue(planned(), input(thrice), 10).learning, []);
    const once = reviewed('a', [2, 1]);
    assert.deepEqual(plannedQueue(planned(), input(once), 0).learning, []);
    const yesterday = reviewed('a', [24 * 60, 1]);
    assert.deepEqual(plannedQueue(planned(), input(yesterday), 10).learning, []);
  });

  it('does not take reviews that a clock dated ahead for those of today, nor for later ones', () => {
    const ahead = -3 * 24 * 60;
    const learning = (progress: Progress) =>
      plannedQueue(planned(), input(progress), 10).learning.map(({ id }) => id);
    assert.deepEqual(learning(reviewed('a', [ahead, 1])), []);
    const known = reviewed('a', [ahead, 3], [ahead - 1, 3], [ahead - 2, 3], [2, 1]);
    const [{ reviews } = {}] = known.values();
    const inOrder = [...(reviews ?? [])].sort((a, b) => a.time - b.time);
    assert.deepEqual(learning(new Map([['a', { reviews: inOrder }]])), ['a']);
  });
});

describe('what planning expects of a person', () => {
  const review = (duration: number, changes: Partial<HabitReview> = {}): HabitReview => ({
    time: duration,
    rating: 3,
    duration,
    isNew: false,
    isLater: true,
    ...changes,
  });

  it('is what is usual, as long as nothing is known', () => {
    const { minutes, first, known } = habitsOf([]);
    assert.deepEqual(minutes, usualHabits.minutes);
    for (const rating of [2, 3, 4] as const) {
      assert.ok(Math.abs(first[rating] - usualHabits.first[rating]) < 1e-9);
      assert.ok(Math.abs(known[rating] - usualHabits.known[rating]) < 1e-9);
    }
  });

  it('comes near to their own times with more reviews', () => {
    const known = (count: number) =>
      habitsOf([Array.from({ length: count }, () => review(0.5 * minute))]).minutes.known;
    assert.ok(known(1) < usualHabits.minutes.known && known(1) > known(10));
    assert.ok(Math.abs(known(100) - 0.5) < 0.1);
  });

  it('is hardly moved by a telephone that rang', () => {
    const steady = Array.from({ length: 20 }, () => review(minute));
    const before = habitsOf([steady]).minutes.known;
    const after = habitsOf([[...steady, review(60 * minute)]]).minutes.known;
    assert.ok(after - before < 0.15, `${before} to ${after}`);
  });

  it('does not take a time that was not measured for none', () => {
    assert.equal(habitsOf([[review(0)]]).minutes.known, usualHabits.minutes.known);
  });

  it('has shares of ratings that add up to 1', () => {
    const { first, known } = habitsOf([
      [review(1, { isNew: true, rating: 1 })],
      [review(1), review(1, { rating: 2 })],
    ]);
    assert.ok(first[1] > usualHabits.first[1]);
    assert.ok(Math.abs(first[1] + first[2] + first[3] + first[4] - 1) < 1e-9);
    assert.ok(Math.abs(known[2] + known[3] + known[4] - 1) < 1e-9);
  });

  it('is told by their latest reviews only: people get faster', () => {
    const old = Array.from({ length: 3000 }, (_, at) =>
      review(5 * minute, { time: at, rating: 2 }),
    );
    const young = Array.from({ length: 200 }, (_, at) => review(minute, { time: 5000 + at }));
    const { minutes, known } = habitsOf([[...old.slice(0, 9), ...young], old]);
    assert.ok(Math.abs(minutes.known - 1) < 0.05, String(minutes.known));
    assert.ok(known[3] > 0.9, String(known[3]));
  });

  it('is read from the reviews as the schedule replays them, but far quicker', () => {
    const records = Array.from({ length: 600 }, (_, question) => ({
      reviews: Array.from({ length: 12 }, (_, at) => ({
        time: now - (12 - at) ** 2 * (question % 40) * 3_600_000 - question + at,
        rating: ratings[(at + question) % 4]!,
        duration: at * 1000,
        ...(question % 7 === at && { undone: [true, now] as const }),
      })),
    }));
    const read = () => records.map(record => habitReviews(record, days, now));
    const replay = () => records.map(record => schedule.historyOf(record, now));
    const told = replay().map(history =>
      history.map(({ time, rating, duration, state, elapsed }) => {
        return { time, rating, duration, isNew: state === 'new', isLater: elapsed > 0 };
      }),
    );
    assert.deepEqual(read(), told);
    const timeOf = (work: () => unknown) => {
      const start = process.cpuUsage();
      for (let run = 0; run < 10; run++) work();
      return process.cpuUsage(start).user;
    };
    const [quick, slow] = [timeOf(read), timeOf(replay)];
    assert.ok(quick < slow / 3, `${quick} and ${slow} µs`);
  });

  it('gives a longer text more time, though not in proportion', () => {
    assert.equal(timeOf(1), 1);
    assert.ok(timeOf(2) > 1.3 && timeOf(2) < 2 && timeOf(0.001) > 0.3);
  });
});
