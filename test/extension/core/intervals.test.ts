import assert from 'node:assert/strict';
import { durationText, shareText } from '../../../src/editor/core/intervals';

describe('a figure that a person reads', () => {
  const minute = 60_000;

  const durations: readonly (readonly [ms: number, short: string, exact: string])[] = [
    [0, '0 sec', '0 sec'],
    [40_000, '40 sec', '40 sec'],
    [59_600, '1 min', '1 min'],
    [2 * minute + 5_000, '2 min', '2 min 5 sec'],
    [59.7 * minute, '1 hr', '59 min 42 sec'],
    [90 * minute, '1 hr 30 min', '1 hr 30 min'],
    [120 * minute, '2 hr', '2 hr'],
  ];
  for (const [ms, short, exact] of durations) {
    it(`is “${short}” for ${ms} ms, and “${exact}” to the second`, () => {
      assert.equal(durationText(ms, 'short'), short);
      assert.equal(durationText(ms, 'short', true), exact);
    });
  }

  it('is a share in whole percents, as the language writes them', () => {
    assert.deepEqual([0, 0.666, 1].map(shareText), ['0%', '67%', '100%']);
  });
});
