import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  exerciseProgress,
  noteExerciseChecked,
  noteExerciseHints,
  noteExerciseStarted,
  noteExerciseStartedOver,
  noteExerciseTime,
  noteSolutionSeen,
  suggestForExercise,
} from '../../../src/study/exercise/progress';
import { readProgressFile } from '../../../src/study/exchange/progressFile';
import { readProgress, writeProgress } from '../../../src/study/progressFormat';
import { mergeProgress, resetProgress, type Progress } from '../../../src/study/progress';
import { beforeOf, undoOf } from '../../../src/study/undo';

type Note = (progress: Progress, now: number) => Progress;
const id = 'signals';
const all = ['checks.test_a.A.test_one', 'checks.test_a.A.test_two'];
const started: Note = (progress, now) => noteExerciseStarted(progress, id, now);
const hint: Note = (progress, now) => noteExerciseHints(progress, id, 1, now);
const seen: Note = (progress, now) => noteSolutionSeen(progress, id, now);
const red: Note = (progress, now) => noteExerciseChecked(progress, id, all.slice(1), all, now);
const green: Note = (progress, now) => noteExerciseChecked(progress, id, all, all, now);
const over: Note = (progress, now) => noteExerciseStartedOver(progress, id, now);
const time: Note = (progress, now) => noteExerciseTime(progress, id, 90, now);

function after(...notes: readonly Note[]): Progress {
  let progress: Progress = new Map();
  notes.forEach((note, index) => {
    progress = mergeProgress(progress, note(progress, 1000 + index));
  });
  return progress;
}
const suggested = (...notes: readonly Note[]) =>
  suggestForExercise(exerciseProgress(after(...notes), id));

describe('The work on an exercise', () => {
  it('goes on and begins again whatever a file says that was done', () => {
    const last = 8.64e15;
    const text = JSON.stringify({
      format: 'django-interview-progress',
      version: 1,
      questions: {
        [id]: {
          exerciseStarted: [last, 1],
          exerciseSolved: [last, 1],
          exerciseSeen: [last, 1],
          exerciseSeconds: [Number.MAX_SAFE_INTEGER, 1],
        },
      },
    });
    const file = readProgressFile(text);
    assert(file.kind === 'read');
    const stored = readProgress(writeProgress(file.progress));
    assert(stored.kind === 'read');
    assert.deepEqual(stored.progress, file.progress);
    for (const note of [time, green, over, started, seen]) {
      const change = note(stored.progress, 2000);
      const again = readProgress(writeProgress(change));
      assert(again.kind !== 'read' || again.rejected.length === 0, JSON.stringify([...change]));
    }
    const begun = mergeProgress(stored.progress, over(stored.progress, 2000));
    assert.equal(exerciseProgress(begun, id).isSolvedNow, false);
  });

  it('is begun, timed, helped, checked and solved', () => {
    assert.deepEqual(exerciseProgress(after(), id), {
      isSolvedNow: false,
      seconds: 0,
      hints: 0,
      passed: [],
    });
    assert.deepEqual(exerciseProgress(after(started, time, hint, seen, red, time, green), id), {
      startedAt: 1000,
      solvedAt: 1006,
      isSolvedNow: true,
      seconds: 180,
      hints: 1,
      solutionSeenAt: 1003,
      passed: all,
    });
  });

  it('is not solved while a check fails or none could be run', () => {
    assert.equal(exerciseProgress(after(started, red), id).solvedAt, undefined);
    const none = noteExerciseChecked(new Map(), id, [], [], 5);
    assert.equal(exerciseProgress(none, id).solvedAt, undefined);
  });

  it('stays solved, since then, whatever fails later', () => {
    const done = exerciseProgress(after(started, green, red, green), id);
    assert.equal(done.solvedAt, 1001);
    assert.deepEqual(exerciseProgress(after(started, green, red), id).passed, all.slice(1));
  });

  it('can be begun again, and is solved of old until it is solved again', () => {
    const again = exerciseProgress(after(started, hint, seen, time, green, over), id);
    assert.deepEqual(again, {
      startedAt: 1005,
      solvedAt: 1004,
      isSolvedNow: false,
      seconds: 0,
      hints: 0,
      passed: [],
    });
    assert.equal(exerciseProgress(after(started, green, over, green), id).solvedAt, 1003);
  });

  it('suggests Good, or Hard with help, and nothing before it is solved', () => {
    assert.equal(suggested(started, red), undefined);
    assert.equal(suggested(started, green), 3);
    assert.equal(suggested(started, hint, green), 2);
    assert.equal(suggested(started, seen, green), 2);
    assert.equal(suggested(started, green, seen), 3, 'comparing afterwards costs nothing');
    assert.equal(suggested(started, seen, green, over), undefined);
    assert.equal(suggested(started, seen, green, over, green), 3);
  });

  it('is taken back as it was noted', () => {
    const progress = after(started, hint, red);
    const change = noteExerciseChecked(progress, id, all, all, 2000);
    const done = mergeProgress(progress, change);
    const undone = mergeProgress(done, undoOf(change, beforeOf(change, progress), done, 3000));
    assert.deepEqual(exerciseProgress(undone, id), exerciseProgress(progress, id));
  });

  it('is forgotten with all progress, and is stored', () => {
    const progress = after(started, time, hint, seen, green);
    const read = readProgress(JSON.parse(JSON.stringify(writeProgress(progress))));
    assert.deepEqual(read.kind === 'read' && [read.progress, read.rejected], [progress, []]);
    const reset = mergeProgress(progress, resetProgress(progress, 5000));
    assert.deepEqual(exerciseProgress(reset, id), exerciseProgress(after(), id));
  });

  it('is the same in whatever order two windows hear of each other', () => {
    const note = fc.constantFrom(started, hint, seen, red, green, over, time);
    fc.assert(
      fc.property(fc.array(note), fc.array(note), (mine, theirs) => {
        const [a, b] = [after(...mine), after(...theirs)];
        const both = mergeProgress(a, b);
        assert.deepEqual(exerciseProgress(mergeProgress(b, a), id), exerciseProgress(both, id));
        assert.equal(mergeProgress(both, a), both);
      }),
    );
  });

  it('is noted once: the same again is no change', () => {
    const progress = after(started, hint, seen, green);
    for (const note of [started, hint, seen, green]) assert.equal(note(progress, 9).size, 0);
  });
});
