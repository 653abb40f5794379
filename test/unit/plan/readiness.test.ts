import assert from 'node:assert/strict';
import { MemoryModel } from '../../../src/study/plan/memory';
import type { PlanQuestion } from '../../../src/study/plan/input';
import { pastReadiness, readinessByCategory } from '../../../src/study/plan/readiness';

const model = new MemoryModel();

function question(id: string, category: string, stability: number | undefined): PlanQuestion {
  return {
    id,
    category,
    size: 1,
    memory: stability === undefined ? undefined : { stability, difficulty: 5 },
    elapsed: 2,
    askedToday: 0,
    isAsked: true,
    isMastered: false,
    comesFirst: false,
  };
}

describe('readiness by category', () => {
  it('has the weakest first, each with the question that is least likely to be known', () => {
    const questions = [
      question('a', 'strong', 300),
      question('b', 'strong', 100),
      question('c', 'weak', 3),
      question('d', 'weak', undefined),
      question('e', 'middle', 60),
    ];
    const found = readinessByCategory({ model, horizon: 8, questions });
    assert.deepEqual(
      found.map(({ id, weakest, count }) => [id, weakest, count]),
      [
        ['weak', 'd', 2],
        ['middle', 'e', 1],
        ['strong', 'b', 2],
      ],
    );
    assert.deepEqual(
      found.map(({ needsAttention }) => needsAttention),
      [true, false, false],
    );
    const { ready } = found[0]!;
    assert.ok(Math.abs(ready - model.recall(10, 3) / 2) < 1e-9);
  });

  it('calls for attention to nothing while all is new, nor without questions', () => {
    const questions = ['a', 'b', 'c'].map(id => question(id, id, undefined));
    const found = readinessByCategory({ model, horizon: 8, questions });
    assert.ok(found.every(({ needsAttention, ready }) => !needsAttention && ready === 0));
    assert.deepEqual(readinessByCategory({ model, horizon: 8, questions: [] }), []);
  });
});

describe('readiness in the past', () => {
  const span = { today: 100, interview: 110, most: 60 };

  it('is what was answered by each evening, carried to the day of the interview', () => {
    const questions = [
      {
        reviews: [
          { day: 96, stability: 4 },
          { day: 98, stability: 9 },
        ],
        masteredOn: undefined,
      },
      { reviews: [], masteredOn: 97 },
      { reviews: [], masteredOn: undefined },
    ];
    const past = pastReadiness(model, questions, span);
    assert.deepEqual(
      past.map(({ day }) => day),
      [96, 97, 98, 99],
    );
    const share = [model.recall(14, 4), model.recall(14, 4) + 1, model.recall(12, 9) + 1];
    for (const [at, known] of [...share, share[2]!].entries()) {
      assert.ok(Math.abs(past[at]!.ready - known / 3) < 1e-9, `evening ${at}`);
    }
  });

  it('begins with what was known before, where it goes back further', () => {
    const questions = [{ reviews: [{ day: 10, stability: 500 }], masteredOn: undefined }];
    const past = pastReadiness(model, questions, { ...span, most: 5 });
    assert.equal(past.length, 5);
    for (const { ready } of past) {
      assert.ok(Math.abs(ready - model.recall(100, 500)) < 1e-9);
    }
  });

  it('is empty where nothing was done before today, and leaves out what a clock dated ahead', () => {
    const done = (day: number) => [{ reviews: [{ day, stability: 5 }], masteredOn: undefined }];
    assert.deepEqual(pastReadiness(model, [], span), []);
    assert.deepEqual(pastReadiness(model, done(100), span), []);
    assert.deepEqual(pastReadiness(model, done(104), span), []);
  });
});
