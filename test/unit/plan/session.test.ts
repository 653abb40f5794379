import assert from 'node:assert/strict';
import { habitsOf, timeOf, usualHabits } from '../../../src/study/plan/habits';
import type { Plan } from '../../../src/study/plan/plan';
import { plannedQueue } from '../../../src/study/plan/session';
import { addReview, type Progress, type QuestionRecord } from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import { nextQuestion } from '../../../src/study/review/queue';
import { createSchedule, type PastReview } from '../../../src/study/review/schedule';

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
});

describe('what planning expects of a person', () => {
  const review = (duration: number, changes: Partial<PastReview> = {}): PastReview => ({
    time: duration,
    rating: 3,
    duration,
    day: 1,
    elapsed: 3,
    state: 'review',
    stability: 3,
    difficulty: 5,
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
      [review(1, { state: 'new', rating: 1 })],
      [review(1), review(1, { rating: 2 })],
    ]);
    assert.ok(first[1] > usualHabits.first[1]);
    assert.ok(Math.abs(first[1] + first[2] + first[3] + first[4] - 1) < 1e-9);
    assert.ok(Math.abs(known[2] + known[3] + known[4] - 1) < 1e-9);
  });

  it('gives a longer text more time, though not in proportion', () => {
    assert.equal(timeOf(1), 1);
    assert.ok(timeOf(2) > 1.3 && timeOf(2) < 2 && timeOf(0.001) > 0.3);
  });
});
