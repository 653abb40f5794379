import assert from 'node:assert/strict';
import { withPractice } from '../../../src/study/plan/practised';
import type { QuestionRecord } from '../../../src/study/progress';

const solved: QuestionRecord = {
  exerciseStarted: [100, 100],
  exerciseSolved: [500, 500],
  exerciseHints: [0, 100],
};
const reviewsOf = (record: QuestionRecord) =>
  withPractice(record)?.reviews?.map(({ time, rating }) => [time, rating]);

describe('a solved exercise in the plan', () => {
  const cases: readonly [string, QuestionRecord, unknown][] = [
    ['counts as a review, Good', solved, [[500, 3]]],
    ['counts as Hard where a hint was opened', { ...solved, exerciseHints: [1, 200] }, [[500, 2]]],
    [
      'counts as Hard where the solution was seen',
      { ...solved, exerciseSeen: [300, 300] },
      [[500, 2]],
    ],
    [
      'counts as Hard once it was started over',
      { ...solved, exerciseStarted: [900, 900] },
      [[500, 2]],
    ],
    [
      'comes after the reviews before it',
      { ...solved, reviews: [{ time: 300, rating: 1, duration: 0 }] },
      [
        [300, 1],
        [500, 3],
      ],
    ],
    [
      'gives way to the rating that followed',
      { ...solved, reviews: [{ time: 501, rating: 1, duration: 0 }] },
      [[501, 1]],
    ],
    [
      'counts again where that rating was undone, at a time of its own',
      { ...solved, reviews: [{ time: 500, rating: 1, duration: 0, undone: [true, 600] }] },
      [
        [500, 1],
        [501, 3],
      ],
    ],
    ['is none before all checks pass', { exerciseStarted: [100, 100] }, undefined],
  ];
  for (const [name, record, reviews] of cases) {
    it(name, () => assert.deepEqual(reviewsOf(record), reviews));
  }

  it('is the same object each time, for those who keep what they worked out of it', () => {
    assert.equal(withPractice(solved), withPractice(solved));
    const plain: QuestionRecord = { mastered: [true, 1] };
    assert.equal(withPractice(plain), plain);
    assert.equal(withPractice(undefined), undefined);
  });
});
