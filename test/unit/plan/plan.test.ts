import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usualHabits } from '../../../src/study/plan/habits';
import { MemoryModel } from '../../../src/study/plan/memory';
import type { PlanInput, PlanQuestion } from '../../../src/study/plan/input';
import { makePlan, minutesToCover } from '../../../src/study/plan/plan';
import { finish } from '../../../src/study/steps';
import { studyPoints } from '../../../src/study/plan/points';
import { planQuestion } from './planQuestion';

const model = new MemoryModel();

function question(at: number, changes: Partial<PlanQuestion> = {}): PlanQuestion {
  return planQuestion(`q${at}`, { category: `c${at % 5}`, ...changes });
}

function input(changes: Partial<PlanInput> = {}): PlanInput {
  return {
    model,
    habits: usualHabits,
    questions: Array.from({ length: 57 }, (_, at) => question(at)),
    horizon: 8,
    minutesOn: () => 20,
    studied: 0,
    ...changes,
  };
}

const known = (stability: number) => ({ stability, difficulty: 5 });

describe('the plan', () => {
  it('never takes more minutes than the day has, nor asks twice or what may not be asked', () => {
    const questions = fc.array(
      fc.record({
        stability: fc.option(fc.double({ min: 0.01, max: 900, noNaN: true })),
        elapsed: fc.nat(90),
        askedToday: fc.nat(4),
        isAsked: fc.boolean(),
        size: fc.double({ min: 0.3, max: 3, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        questions,
        fc.nat(70),
        fc.nat(60),
        fc.nat(30),
        (drawn, horizon, minutes, studied) => {
          const all = drawn.map(({ stability, ...rest }, at) =>
            question(at, { ...rest, memory: stability === null ? undefined : known(stability) }),
          );
          const plan = makePlan(
            input({ questions: all, horizon, minutesOn: () => minutes, studied }),
          );
          assert.ok(plan.minutes <= Math.max(0, minutes - studied) + 1e-9);
          assert.equal(new Set(plan.today.map(({ id }) => id)).size, plan.today.length);
          for (const { id } of plan.today) {
            const asked = all.find(each => each.id === id);
            assert.ok(asked?.isAsked && asked.askedToday < 3);
          }
          const { now, afterToday, onTheDay } = plan.ready;
          for (const share of [now, afterToday, onTheDay]) assert.ok(share >= 0 && share <= 1);
          assert.ok(onTheDay >= afterToday && plan.covered <= plan.count);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('fills the day with new questions where there is not the time for all of them', () => {
    const plan = makePlan(input({ minutesOn: () => 10 }));
    assert.equal(plan.today.length, 3);
    assert.ok(plan.today.every(({ reason }) => reason.kind === 'new'));
    assert.ok(plan.covered > 20 && plan.covered < 35, String(plan.covered));
  });

  it('says how many minutes a day it takes to see everything once', () => {
    const minutes = finish(minutesToCover(input()));
    assert.ok(minutes !== undefined && minutes > 20 && minutes < 32, String(minutes));
    assert.equal(finish(minutesToCover(input({ horizon: 1 }), 30)), undefined);
    assert.ok([...minutesToCover(input())].length > 5, 'in steps of a plan');
  });

  it('is as ready as the memories carried to the day, with new ones as 0 and mastered ones as known', () => {
    const questions = [
      question(0),
      question(1, { isMastered: true }),
      question(2, { isMastered: true, memory: known(10), elapsed: 2 }),
      question(3, { memory: known(10), elapsed: 2 }),
    ];
    const { ready } = makePlan(input({ questions, horizon: 8 }));
    assert.ok(Math.abs(ready.now - (0 + 1 + 0.9 + 0.9) / 4) < 1e-6);
  });

  it('leaves alone what is known well enough and asks what is about to be lost', () => {
    const questions = [
      question(0, { memory: known(800), elapsed: 1 }),
      question(1, { memory: known(1), elapsed: 6 }),
    ];
    const { today } = makePlan(input({ questions, horizon: 1 }));
    assert.equal(today[0]?.id, 'q1');
    const [first] = today;
    assert.ok(first.reason.kind === 'fading' && first.reason.with > first.reason.without + 0.05);
  });

  it('lets what was learned today wait until it is worth more', () => {
    const questions = [
      question(0, { memory: known(2.3), elapsed: 0, askedToday: 1 }),
      question(1, { memory: known(2.3), elapsed: 5 }),
    ];
    const { today } = makePlan(input({ questions, horizon: 3, minutesOn: () => 2 }));
    assert.deepEqual(
      today.map(({ id }) => id),
      ['q1'],
    );
  });

  it('takes new questions from all categories in turn, named ones first', () => {
    const questions = Array.from({ length: 40 }, (_, at) =>
      question(at, { category: at < 30 ? 'long' : 'short', comesFirst: at === 29 }),
    );
    const { today } = makePlan(input({ questions, minutesOn: () => 13 }));
    const categories = today.map(({ id }) => (Number(id.slice(1)) < 30 ? 'long' : 'short'));
    assert.deepEqual([...categories].sort(), ['long', 'long', 'short', 'short']);
    assert.notEqual(categories[0], categories[1]);
    assert.equal(today.find(({ id }) => id === 'q29')?.reason.kind, 'newNamed');
  });

  it('spreads a missed day over the rest', () => {
    const fresh = makePlan(input({ horizon: 6 }));
    const missed = makePlan(input({ horizon: 5 }));
    assert.ok(missed.minutes <= 20 && fresh.minutes <= 20);
    assert.ok(missed.ready.onTheDay < fresh.ready.onTheDay);
  });

  it('promises more for more minutes, and never less than without the plan', () => {
    let before = 0;
    for (const minutes of [5, 10, 20, 40]) {
      const { ready, ahead } = makePlan(input({ horizon: 14, minutesOn: () => minutes }));
      assert.ok(ready.onTheDay > before, `${minutes}: ${ready.onTheDay} after ${before}`);
      before = ready.onTheDay;
      for (let at = 1; at < ahead.length; at++) assert.ok(ahead[at]!.ready >= ahead[at - 1]!.ready);
    }
    assert.ok(before > 0.9, String(before));
  });

  it('has nothing to say of a scope without questions', () => {
    const plan = makePlan(input({ questions: [] }));
    assert.deepEqual([plan.today.length, plan.count, plan.ready.now], [0, 0, 0]);
  });

  it('does on the day itself what is weakest', () => {
    const questions = [
      question(0, { memory: known(50), elapsed: 2 }),
      question(1, { memory: known(1), elapsed: 9 }),
    ];
    const { today } = makePlan(input({ questions, horizon: 0, minutesOn: () => 3 }));
    assert.equal(today[0]?.id, 'q1');
  });
});

describe('the days that planning looks at', () => {
  it('hold all minutes, with today and the last days by themselves', () => {
    for (const horizon of [0, 1, 5, 12, 13, 30, 61, 730]) {
      const points = studyPoints(horizon, () => 10);
      assert.ok(points.length <= 12);
      assert.equal(points[0]?.ahead, 0);
      assert.equal(points.at(-1)?.ahead, Math.max(0, horizon - 1));
      const minutes = points.reduce((sum, point) => sum + point.minutes, 0);
      assert.equal(minutes, 10 * Math.max(1, horizon));
    }
  });
});
