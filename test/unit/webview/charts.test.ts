import assert from 'node:assert/strict';
import fc from 'fast-check';
import { levelOf, percent, ticks } from '../../../src/webview/statistics/charts/scale';

describe('The numbers of an axis', () => {
  const cases: readonly [number, number, readonly number[]][] = [
    [0, 4, [0, 1]],
    [1, 4, [0, 1]],
    [3, 4, [0, 1, 2, 3]],
    [5, 4, [0, 2, 4, 6]],
    [17, 4, [0, 5, 10, 15, 20]],
    [200, 4, [0, 50, 100, 150, 200]],
    [0.4, 4, [0, 1]],
    [7, 1, [0, 10]],
    [Number.NaN, 4, [0, 1]],
    [Infinity, 4, [0, 1]],
    [-3, 4, [0, 1]],
  ];
  for (const [greatest, most, expected] of cases) {
    it(`for up to ${greatest} in ${most} steps are ${expected.join(', ')}`, () => {
      assert.deepEqual(ticks(greatest, most), expected);
    });
  }

  it('are few, whole, evenly spaced, and reach the greatest value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (greatest, most) => {
          const numbers = ticks(greatest, most);
          assert.ok(numbers.at(-1)! >= greatest && numbers.length <= most + 1);
          const step = numbers[1]!;
          numbers.forEach((number, index) => assert.equal(number, index * step));
          assert.ok(Number.isInteger(step));
        },
      ),
    );
  });
});

describe('The level of a day', () => {
  const cases: readonly [number, number, number][] = [
    [0, 10, 0],
    [1, 100, 1],
    [25, 100, 1],
    [26, 100, 2],
    [100, 100, 4],
    [1, 1, 4],
    [200, 100, 4],
    [Number.NaN, 10, 0],
    [3, 0, 0],
  ];
  for (const [value, greatest, level] of cases) {
    it(`is ${level} for ${value} of ${greatest}`, () => {
      assert.equal(levelOf(value, greatest), level);
    });
  }
});

describe('A share of a picture', () => {
  const cases: readonly [number, string][] = [
    [0, '0%'],
    [1 / 3, '33.33%'],
    [1, '100%'],
    [1.2, '100%'],
    [-1, '0%'],
    [Number.NaN, '0%'],
  ];
  for (const [share, text] of cases) {
    it(`of ${share} is ${text}`, () => assert.equal(percent(share), text));
  }
});
