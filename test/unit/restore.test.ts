import assert from 'node:assert/strict';
import fc from 'fast-check';
import { differencesBetween, totalsOf } from '../../src/study/difference';
import { hasMark, mergeProgress, reviewsOf, type Progress } from '../../src/study/progress';
import { restoreProgress } from '../../src/study/restore';
import { beforeOf, undoOf } from '../../src/study/undo';
import { progress } from './arbitraries';

describe('going back to a backup', () => {
  it('brings every question to what it was then, whatever was done since', () => {
    fc.assert(
      fc.property(progress, progress, (backup, since) => {
        const current = mergeProgress(backup, since);
        const restored = mergeProgress(current, restoreProgress(current, backup, 10));
        assert.deepEqual(differencesBetween(backup, restored), []);
      }),
    );
  });

  it('brings back what is in the backup alone', () => {
    fc.assert(
      fc.property(progress, progress, (backup, current) => {
        const restored = mergeProgress(current, restoreProgress(current, backup, 10));
        assert.deepEqual(differencesBetween(backup, restored), []);
      }),
    );
  });

  it('is undone to what was before it', () => {
    fc.assert(
      fc.property(progress, progress, (backup, current) => {
        const change = restoreProgress(current, backup, 10);
        const after = mergeProgress(current, change);
        const undo = undoOf(change, beforeOf(change, current), after, 20);
        assert.deepEqual(differencesBetween(current, mergeProgress(after, undo)), []);
      }),
    );
  });

  it('wins over copies of what was done before it', () => {
    fc.assert(
      fc.property(progress, progress, (backup, current) => {
        const restored = mergeProgress(current, restoreProgress(current, backup, 10));
        assert.deepEqual(differencesBetween(restored, mergeProgress(restored, current)), []);
      }),
    );
  });

  it('changes nothing where nothing differs', () => {
    fc.assert(fc.property(progress, one => assert.equal(restoreProgress(one, one, 10).size, 0)));
  });
});

describe('the difference between two states', () => {
  const review = (time: number, undone?: boolean) => ({
    time,
    rating: 3 as const,
    duration: 0,
    ...(undone !== undefined && { undone: [undone, 1] as const }),
  });

  it('counts what a person sees', () => {
    const before: Progress = new Map([
      ['forms', { mastered: [true, 1], note: ['a', 1], reviews: [review(1), review(2, true)] }],
      ['signals', { bookmarked: [true, 1], note: ['a', 1] }],
      ['caching', { mastered: [false, 1], draft: ['mine', 1], exerciseHints: [1, 1] }],
    ]);
    const after: Progress = new Map([
      [
        'forms',
        { mastered: [false, 2], note: ['b', 2], reviews: [review(1, true), review(2), review(3)] },
      ],
      ['signals', { bookmarked: [true, 9], suspended: [true, 2], note: ['', 2] }],
      [
        'caching',
        { mastered: [false, 5], buriedUntil: [7, 2], draft: ['', 2], exerciseHints: [2, 2] },
      ],
      ['views', { note: ['new', 2], draft: ['mine', 2], exerciseSolved: [5, 5] }],
    ]);
    assert.equal(hasMark(after, 'forms', 'mastered'), false);
    assert.equal(reviewsOf(after.get('forms')).length, 2);
    assert.deepEqual(totalsOf(differencesBetween(before, after)), {
      questions: 4,
      reviewsAdded: 2,
      reviewsRemoved: 1,
      set: { mastered: 0, bookmarked: 0, suspended: 1 },
      cleared: { mastered: 1, bookmarked: 0, suspended: 0 },
      notesAdded: 1,
      notesChanged: 1,
      notesRemoved: 1,
      draftsAdded: 1,
      exercisesSolved: 1,
      exercisesUnsolved: 0,
      exercisesChanged: 1,
      draftsChanged: 0,
      draftsRemoved: 1,
      buriedChanged: 1,
    });
  });

  it('leaves out a question that looks the same', () => {
    const before: Progress = new Map([['forms', { mastered: [true, 1] }]]);
    const after: Progress = new Map([
      ['forms', { mastered: [true, 5], bookmarked: [false, 5] }],
      ['signals', { note: ['', 5] }],
    ]);
    assert.deepEqual(differencesBetween(before, after), []);
  });
});
