import assert from 'node:assert/strict';
import { usualHabits } from '../../../src/study/plan/habits';
import {
  interviewsAhead,
  interviewsOf,
  keepInterview,
  mostDays,
  whyNoPlan,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { MemoryModel } from '../../../src/study/plan/memory';
import type { PlanInput, PlanQuestion } from '../../../src/study/plan/input';
import { makePlan, minutesToCover } from '../../../src/study/plan/plan';
import { finish } from '../../../src/study/steps';
import { readinessByCategory } from '../../../src/study/plan/readiness';
import { readWords } from '../../../src/study/plan/words';
import { mergeProgress, type Progress } from '../../../src/study/progress';
import { planQuestion } from './planQuestion';

const interview = (id: string, day: number): PlannedInterview => ({
  id,
  name: id,
  day,
  minutes: [20, 20, 20, 20, 20, 20, 20],
  scope: wholeScope,
});

const question = (at: number, changes: Partial<PlanQuestion> = {}): PlanQuestion =>
  planQuestion(`q${at}`, changes);

const input = (changes: Partial<PlanInput>): PlanInput => ({
  model: new MemoryModel(),
  habits: usualHabits,
  questions: Array.from({ length: 30 }, (_, at) => question(at)),
  horizon: 5,
  minutesOn: () => 20,
  studied: 0,
  ...changes,
});

describe('odd days', () => {
  for (const [name, ahead, why] of [
    ['in the past', -1, 'past'],
    ['today', 0, undefined],
    ['in two years', mostDays, undefined],
    ['beyond two years', mostDays + 1, 'far'],
  ] as const) {
    it(`an interview ${name} ${why === undefined ? 'is planned' : 'is refused'}`, () => {
      assert.equal(whyNoPlan(20_000 + ahead, 20_000), why);
    });
  }

  it('a date in words that is past is found, so that it can be said', () => {
    const [day] = readWords('2024-10-04', 20_001).days;
    assert.equal(day, 20_000);
    assert.equal(whyNoPlan(day, 20_001), 'past');
  });

  it('today and in two years there is a plan within the minutes', () => {
    for (const horizon of [0, 1, mostDays]) {
      const plan = makePlan(input({ horizon }));
      assert.ok(plan.today.length > 0 && plan.minutes <= 20, `${horizon} days ahead`);
      assert.ok(plan.ready.onTheDay >= plan.ready.now && plan.ready.onTheDay <= 1);
    }
  });

  it('of two interviews on one day both are kept, and every window leads to the same', () => {
    const kept = (...ids: readonly string[]) =>
      ids.reduce<Progress>(
        (progress, id, at) =>
          mergeProgress(progress, keepInterview(progress, interview(id, 20_000), at + 1)),
        new Map(),
      );
    for (const progress of [kept('a', 'b'), kept('b', 'a')]) {
      const { all } = interviewsOf(progress);
      assert.deepEqual(
        all.map(({ id }) => id),
        ['a', 'b'],
      );
      assert.equal(interviewsAhead(all, 20_000)[0]?.id, 'a');
      assert.deepEqual(interviewsAhead(all, 20_001), []);
    }
  });

  it('where all is mastered, nothing is asked and everything is known', () => {
    const questions = Array.from({ length: 9 }, (_, at) => question(at, { isMastered: true }));
    const plan = makePlan(input({ questions }));
    assert.deepEqual(plan.today, []);
    assert.deepEqual(plan.ready, { now: 1, afterToday: 1, onTheDay: 1 });
    assert.equal(plan.covered, 9);
    const categories = readinessByCategory(input({ questions }));
    assert.deepEqual(
      categories.map(({ ready, needsAttention }) => [ready, needsAttention]),
      [[1, false]],
    );
  });

  it('where nothing was reviewed yet, one is not ready at all, and new ones are asked', () => {
    const plan = makePlan(input({}));
    assert.equal(plan.ready.now, 0);
    assert.ok(plan.today.length > 0 && plan.today.every(({ reason }) => reason.kind === 'new'));
  });

  it('a scope that is empty by now has a plan without anything in it', () => {
    const plan = makePlan(input({ questions: [] }));
    assert.deepEqual([plan.count, plan.today.length, plan.ready.onTheDay], [0, 0, 0]);
    assert.equal(finish(minutesToCover(input({ questions: [] }))), 1);
  });

  it('a clock that was set back or ahead makes no nonsense of a question’s memory', () => {
    for (const elapsed of [0, 1, 100_000]) {
      const questions = [question(1, { memory: { stability: 5, difficulty: 5 }, elapsed })];
      const { ready } = makePlan(input({ questions }));
      for (const share of Object.values(ready)) assert.ok(share >= 0 && share <= 1);
    }
  });
});
