import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawRandom } from '../../src/study/nextQuestion';

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
});
const numbers = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const source = (stream: Iterator<number>) => () => stream.next().value as number;

describe('A random draw', () => {
  it('gives every candidate once before any again, and never the same twice running', () => {
    fc.assert(
      fc.property(ids, numbers, (candidates, stream) => {
        const random = source(stream);
        let shown: readonly string[] = [];
        let current: string | undefined;
        for (let round = 0; round < 3; round++) {
          const drawn: string[] = [];
          for (const _turn of candidates) {
            const draw = drawRandom(candidates, shown, random, current)!;
            if (candidates.length > 1) assert.notEqual(draw.id, current);
            drawn.push(draw.id);
            ({ id: current, shown } = draw);
          }
          assert.deepEqual([...drawn].sort(), [...candidates].sort());
        }
      }),
    );
  });

  it('goes on when candidates come and go', () => {
    const sometimes = fc.array(fc.subarray(['a', 'b', 'c', 'd', 'e']), { maxLength: 30 });
    fc.assert(
      fc.property(sometimes, numbers, (turns, stream) => {
        const random = source(stream);
        let shown: readonly string[] = [];
        let current: string | undefined;
        for (const candidates of turns) {
          const draw = drawRandom(candidates, shown, random, current);
          assert.equal(draw === undefined, candidates.length === 0);
          if (!draw) continue;
          assert.ok(candidates.includes(draw.id));
          assert.equal(new Set(draw.shown).size, draw.shown.length);
          const left = candidates.filter(id => !shown.includes(id) && id !== current);
          if (left.length > 0) assert.ok(left.includes(draw.id));
          ({ id: current, shown } = draw);
        }
      }),
    );
  });

  it('remembers what was shown of other categories when one begins anew', () => {
    assert.deepEqual(
      drawRandom(['a', 'b'], ['x', 'a', 'y', 'b'], () => 0, 'b'),
      {
        id: 'a',
        shown: ['x', 'y', 'a'],
      },
    );
  });

  it('gives the question on screen again only when there is no other', () => {
    assert.equal(drawRandom(['a'], ['a'], () => 0.5, 'a')?.id, 'a');
    assert.equal(drawRandom(['a', 'b'], ['a'], () => 0, 'b')?.id, 'a');
  });

  it('gives each candidate its chance', () => {
    const drawn = [0, 0.25, 0.5, 0.75].map(
      number => drawRandom(['a', 'b', 'c', 'd'], [], () => number)?.id,
    );
    assert.deepEqual(drawn, ['a', 'b', 'c', 'd']);
  });

  for (const odd of [1, -1, NaN, Infinity]) {
    it(`survives a random number of ${odd}`, () => {
      assert.ok(drawRandom(['a', 'b'], [], () => odd));
    });
  }
});
