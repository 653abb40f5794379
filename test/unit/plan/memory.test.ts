import assert from 'node:assert/strict';
import { restoreDate } from '../../../src/study/review/untouchedDate';
import { FSRSAlgorithm, generatorParameters } from 'ts-fsrs';
import { defaultWeights, MemoryModel, type Memory } from '../../../src/study/plan/memory';
import { ratings, type Rating } from '../../../src/study/rating';

// The library adds helpers to Date, which other tests see as well.
restoreDate();

describe('the memory that planning reckons with', () => {
  it('is that of the library the schedule is made with', () => {
    const library = new FSRSAlgorithm(generatorParameters({}));
    const model = new MemoryModel();
    for (let seed = 0; seed < 300; seed++) {
      const [one, two, three] = [(seed % 4) + 1, ((seed >> 2) % 4) + 1, ((seed >> 4) % 4) + 1];
      const gaps = [seed % 3, (seed * 7) % 40];
      let theirs = library.next_state(null, 0, one);
      let ours: Memory = model.first(one as Rating);
      for (const [at, rating] of [two, three].entries()) {
        theirs = library.next_state(theirs, gaps[at]!, rating);
        ours = model.after(ours, gaps[at]!, rating as Rating);
      }
      assert.ok(Math.abs(theirs.stability / ours.stability - 1) < 1e-5, `stability of ${seed}`);
      assert.ok(Math.abs(theirs.difficulty - ours.difficulty) < 1e-5, `difficulty of ${seed}`);
      const days = seed % 50;
      const recall = library.forgetting_curve(days, theirs.stability);
      assert.ok(Math.abs(recall - model.recall(days, ours.stability)) < 1e-5, `recall of ${seed}`);
    }
  });

  it('gives the same for all four ratings at once', () => {
    const model = new MemoryModel();
    for (const [stability, difficulty, elapsed] of [
      [0.4, 2, 1],
      [7, 5.5, 12],
      [300, 9.9, 400],
    ] as const) {
      const prepared = model.prepare(stability, difficulty);
      const all = model.stabilitiesFrom(prepared, model.recall(elapsed, stability));
      const each = ratings.map(rating =>
        model.stabilityAfter(stability, difficulty, elapsed, rating),
      );
      assert.deepEqual(all, each);
    }
  });

  it('has the weights that the library has', () => {
    assert.deepEqual([...defaultWeights], [...generatorParameters({}).w]);
  });
});
