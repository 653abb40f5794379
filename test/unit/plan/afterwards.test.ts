import assert from 'node:assert/strict';
import { usualHabits } from '../../../src/study/plan/habits';
import {
  reviewsAfter,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { MemoryModel } from '../../../src/study/plan/memory';
import type { PlanQuestion } from '../../../src/study/plan/input';
import { makePlan } from '../../../src/study/plan/plan';
import type { QuestionRecord, Review } from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import { buildQueue } from '../../../src/study/review/queue';
import { createSchedule } from '../../../src/study/review/schedule';
import { startOfStudyDay, studyDayOf } from '../../../src/study/studyDay';
import { utcDays } from '../days';

const minute = 60_000;
const start = 20_000;
const schedule = createSchedule({ retention: 0.9, days: utcDays });
const model = new MemoryModel();
const noon = (day: number) => startOfStudyDay(day, utcDays) + 8 * 60 * minute;

/** Reviews by the plan on each day before the interview: a third of all questions is failed. */
function studied(count: number, horizon: number, minutes: number): Map<string, QuestionRecord> {
  const records = new Map<string, { reviews: Review[] }>();
  const ids = Array.from({ length: count }, (_, at) => `q${at}`);
  for (let day = start; day < start + horizon; day++) {
    const questions = ids.map((id, at): PlanQuestion => {
      const card = schedule.cardOf(id, records.get(id), noon(day));
      const { lastReview, stability, difficulty } = card;
      return {
        id,
        category: `c${at % 10}`,
        size: 1,
        memory: lastReview === undefined ? undefined : { stability, difficulty },
        elapsed: lastReview === undefined ? 0 : day - studyDayOf(lastReview, utcDays),
        askedToday: 0,
        isAsked: true,
        isMastered: false,
        comesFirst: false,
      };
    });
    const plan = makePlan({
      model,
      habits: usualHabits,
      questions,
      horizon: start + horizon - day,
      minutesOn: () => minutes,
      studied: 0,
    });
    for (const [at, { id }] of plan.today.entries()) {
      const record = records.get(id) ?? { reviews: [] };
      records.set(id, record);
      const rating: Rating = (Number(id.slice(1)) * 7 + day) % 3 === 0 ? 1 : 3;
      record.reviews.push({ time: noon(day) + at * minute, rating, duration: minute });
    }
  }
  return records;
}

describe('the days after an interview', () => {
  const interview = (day: number, minutes: number): PlannedInterview => ({
    id: 'a',
    name: '',
    day,
    minutes: Array.from({ length: 7 }, () => minutes),
    scope: wholeScope,
  });

  for (const [count, horizon, minutes] of [
    [57, 14, 20],
    [400, 30, 40],
    [400, 20, 20],
  ] as const) {
    it(`bring ${count} questions back without a flood, after ${horizon} days of ${minutes} minutes`, () => {
      const progress = studied(count, horizon, minutes);
      const day = start + horizon;
      const interviews = [interview(day, minutes)];
      const ids = [...progress.keys()];
      assert.ok(ids.length > 0.5 * Math.min(count, (horizon * minutes) / 3));
      const asked = new Set<string>();
      for (let after = day + 1; after <= day + 14; after++) {
        const now = noon(after);
        const reviewsPerDay = reviewsAfter(interviews, after);
        assert.ok(reviewsPerDay !== undefined);
        const limits = { newPerDay: 0, reviewsPerDay };
        const queue = buildQueue({ ids, progress, schedule, limits, now });
        const today = [...queue.learning.map(({ id }) => id), ...queue.due];
        assert.ok(today.length <= Math.max(10, minutes / 1.5 + 1), `${today.length} on ${after}`);
        for (const [at, id] of today.entries()) {
          asked.add(id);
          const { reviews = [] } = progress.get(id) ?? {};
          const review: Review = { time: now + at * minute, rating: 4, duration: minute };
          progress.set(id, { reviews: [...reviews, review] });
        }
      }
      assert.ok(asked.size > 0.2 * ids.length, `${asked.size} of ${ids.length} came back`);
    });
  }

  it('end after two weeks, and do not begin before it', () => {
    assert.equal(reviewsAfter([interview(100, 30)], 100), undefined);
    assert.equal(reviewsAfter([interview(100, 30)], 101), 20);
    assert.equal(reviewsAfter([interview(100, 30)], 114), 20);
    assert.equal(reviewsAfter([interview(100, 30)], 115), undefined);
    assert.equal(reviewsAfter([interview(100, 5)], 101), 10);
  });
});
