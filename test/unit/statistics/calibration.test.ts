import assert from 'node:assert/strict';
import type { PastReview } from '../../../src/study/review/schedule';
import { calibration, leastReviews } from '../../../src/study/statistics/calibration';

/** The probability is the stability itself, so that tests can state expectations. */
const recall = (_: number, stability: number) => stability;

function review(expected: number, known: boolean, changes: Partial<PastReview> = {}): PastReview {
  return {
    time: 0,
    rating: known ? 3 : 1,
    duration: 0,
    day: 1,
    elapsed: 3,
    state: 'review',
    stability: expected,
    difficulty: 5,
    ...changes,
  };
}

const times = (count: number, make: (at: number) => PastReview) => [
  Array.from({ length: count }, (_, at) => make(at)),
];

describe('how well predictions came true', () => {
  it('is not said as long as chance would say it', () => {
    const few = times(leastReviews - 1, () => review(0.9, true));
    assert.equal(calibration(few, recall), undefined);
    assert.notEqual(calibration([...few, [review(0.9, true)]], recall), undefined);
  });

  it('compares what was expected with what was known, in all and by what was expected', () => {
    const histories = [
      ...times(40, at => review(0.95, at % 10 !== 0)),
      ...times(20, at => review(0.7, at % 2 === 0)),
      ...times(3, () => review(0.3, false)),
    ];
    const found = calibration(histories, recall)!;
    assert.equal(found.reviews, 63);
    assert.ok(Math.abs(found.known - 46 / 63) < 1e-9);
    assert.deepEqual(
      found.groups.map(({ reviews, known }) => [reviews, known]),
      [
        [20, 0.5],
        [40, 0.9],
      ],
    );
    assert.ok(Math.abs(found.groups[0]!.expected - 0.7) < 1e-9);
  });

  it('leaves out what is being learned and what was asked twice on a day', () => {
    const histories = [
      ...times(leastReviews, () => review(0.9, true)),
      ...times(30, () => review(0.9, false, { state: 'learning' })),
      ...times(30, () => review(0.9, false, { elapsed: 0 })),
    ];
    assert.equal(calibration(histories, recall)?.known, 1);
  });
});
