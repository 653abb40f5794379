import assert from 'node:assert/strict';
import { highestSuggestion, isRating, suggestRating, type Rating } from '../../src/study/rating';

describe('A suggestion', () => {
  const cases: readonly [number, number, Rating | undefined][] = [
    [0, 5, undefined],
    [1, 5, 1],
    [2, 5, 2],
    [3, 5, 2],
    [4, 5, 3],
    [5, 5, 3],
    [1, 1, 3],
    [0, 0, undefined],
    [NaN, 5, undefined],
    [3, NaN, undefined],
    [9, 5, 3],
  ];
  for (const [covered, total, rating] of cases) {
    it(`of a rating for ${covered} of ${total} key points is ${rating ?? 'none'}`, () => {
      assert.equal(suggestRating(covered, total), rating);
    });
  }

  it('is never Easy, whatever is covered, and at most what is proven', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map(covered => highestSuggestion(covered, 6)),
      [1, 1, 1, 2, 2, 3, 3],
    );
    assert.equal(highestSuggestion(0, 0), 3);
  });
});

describe('A rating', () => {
  it('is a whole number from 1 to 4 and nothing else', () => {
    const given = [0, 1, 2.5, 4, 5, NaN, '3', null, undefined, [1]];
    assert.deepEqual(given.filter(isRating), [1, 4]);
  });
});
