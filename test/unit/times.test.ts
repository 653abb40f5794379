import assert from 'node:assert/strict';
import { readProgressFile, writeProgressFile } from '../../src/study/exchange/progressFile';
import { readInterview, writeInterview } from '../../src/study/mockInterview/format';
import { defaultInterviewSettings } from '../../src/study/mockInterview/settings';
import { answer, startInterview } from '../../src/study/mockInterview/steps';
import {
  hasMark,
  marks,
  mergeProgress,
  resetProgress,
  reviewsOf,
  setMark,
  setNote,
  type Progress,
} from '../../src/study/progress';
import { readProgress, writeProgress } from '../../src/study/progressFormat';
import { restoreProgress } from '../../src/study/restore';
import { latestTime, usableStamp } from '../../src/study/times';
import { beforeOf, undoOf } from '../../src/study/undo';

const now = 1_764_000_000_000;

/** Everything is stamped at the end of time. */
const astray: Progress = new Map([
  [
    'forms',
    {
      mastered: [true, latestTime],
      bookmarked: [true, latestTime],
      suspended: [true, latestTime],
      buriedUntil: [latestTime, latestTime],
      note: ['mine', latestTime],
      reviews: [{ time: latestTime, rating: 3, duration: 0, undone: [false, latestTime] }],
    },
  ],
]);

/** Its state after being stored; fails if any of it cannot be. */
function stored(progress: Progress): Progress {
  const read = readProgress(writeProgress(progress));
  assert.ok(read.kind === 'read');
  assert.deepEqual(read.rejected, []);
  return read.progress;
}

const imported = () => {
  const read = readProgressFile(writeProgressFile({ progress: astray, interviews: [] }, ''));
  assert.ok(read.kind === 'read' && read.rejected.length === 0);
  return read.progress;
};

describe('a stamp near the end of time', () => {
  for (const [where, read] of [
    ['in an import', imported],
    ['in what is stored', () => stored(astray)],
  ] as const) {
    it(`${where} leaves all of it to be changed, reset, restored and undone`, () => {
      const progress = read();
      const apply = (change: Progress) => {
        assert.ok(change.size > 0);
        return mergeProgress(progress, stored(change));
      };
      for (const mark of marks) {
        const after = apply(setMark(progress, ['forms'], mark, false, now));
        assert.equal(hasMark(after, 'forms', mark), false);
      }
      assert.equal(apply(setNote(progress, 'forms', '', now)).get('forms')?.note?.[0], '');
      const reset = resetProgress(progress, now);
      const empty = apply(reset).get('forms');
      assert.deepEqual(reviewsOf(empty), []);
      assert.equal(empty?.buriedUntil?.[0], 0);
      const restored = apply(restoreProgress(progress, new Map(), now)).get('forms');
      assert.equal(restored?.mastered?.[0], false);
      const undone = undoOf(progress, beforeOf(progress, new Map()), progress, now);
      assert.equal(hasMark(apply(undone), 'forms', 'mastered'), false);
    });
  }

  it('is the same wherever it is read, however often, and keeps its order', () => {
    const stamps = [0, now, 8.3e15, 8.3e15 + 1, latestTime - 1, latestTime];
    for (const stamp of stamps) assert.equal(usableStamp(usableStamp(stamp)), usableStamp(stamp));
    const late = stamps.slice(3).map(usableStamp);
    assert.deepEqual(
      late,
      [...late].sort((a, b) => a - b),
    );
    assert.equal(new Set(late).size, late.length);
    assert.deepEqual(stored(stored(astray)), imported());
  });

  it('leaves an interview to go on', () => {
    const question = { id: 'forms', title: 'Forms?', collection: 'A', category: 'B' };
    const settings = defaultInterviewSettings;
    const one = startInterview({ id: 'one', settings, questions: [question], now: latestTime });
    const again = () => {
      const read = readInterview(writeInterview(interview));
      assert.ok(read.kind === 'read' && read.problems.length === 0);
      return read.interview;
    };
    let interview = one;
    for (const text of ['a', 'ab', 'abc']) interview = answer(again(), text, now);
    assert.equal(again().questions[0]?.answer, 'abc');
  });
});
