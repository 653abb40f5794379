import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addReview,
  addReviewOnce,
  clockTolerance,
  hasMark,
  longestReview,
  mergeProgress,
  mergeRecords,
  missingFrom,
  nextReviewTime,
  noteOf,
  resetProgress,
  reviewsOf,
  setMark,
  setNote,
  type Progress,
  type QuestionRecord,
} from '../../src/study/progress';
import { readProgressFile, writeProgressFile } from '../../src/study/exchange/progressFile';
import { readProgress, writeProgress } from '../../src/study/progressFormat';
import { undoOf } from '../../src/study/undo';
import { progress } from './arbitraries';

/** Progress in its stored form: equal texts are equal progress. */
const text = (one: Progress) => JSON.stringify(writeProgress(one));
const parse = (value: string): Progress => {
  const read = readProgress(JSON.parse(value));
  assert.equal(read.kind, 'read');
  assert.deepEqual(read.rejected, []);
  return read.progress;
};

describe('progress', () => {
  it('merges the same in either order', () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        assert.equal(text(mergeProgress(a, b)), text(mergeProgress(b, a)));
      }),
    );
  });

  it('merges the same however it is grouped', () => {
    fc.assert(
      fc.property(progress, progress, progress, (a, b, c) => {
        assert.equal(
          text(mergeProgress(mergeProgress(a, b), c)),
          text(mergeProgress(a, mergeProgress(b, c))),
        );
      }),
    );
  });

  it('gives the very same object when a merge adds nothing', () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        const both = mergeProgress(a, b);
        assert.equal(mergeProgress(both, a), both);
        assert.equal(mergeProgress(both, b), both);
      }),
    );
  });

  it('comes back from its stored text as it was', () => {
    fc.assert(
      fc.property(progress, one => {
        assert.equal(text(parse(text(one))), text(one));
        assert.deepEqual(new Set(parse(text(one)).keys()).size <= one.size, true);
      }),
      { examples: [[new Map([['signals', {}]])]] },
    );
  });

  it('reads anything at all without an exception', () => {
    fc.assert(fc.property(fc.anything(), value => void readProgress(value)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), questions => {
        readProgress({ version: 1, questions });
      }),
    );
  });

  it('takes back a change, and only what still stands of it', () => {
    const start = setMark(new Map(), ['forms'], 'mastered', true, 100);
    const change = setMark(start, ['forms', 'signals', 'caching'], 'mastered', true, 200);
    assert.deepEqual([...change.keys()], ['signals', 'caching']);
    let now = mergeProgress(start, change);
    now = mergeProgress(now, setMark(now, ['caching'], 'mastered', false, 250));
    now = mergeProgress(now, setMark(now, ['caching'], 'mastered', true, 260));
    const undone = mergeProgress(now, undoOf(change, start, now, 300));
    assert.equal(hasMark(undone, 'forms', 'mastered'), true);
    assert.equal(hasMark(undone, 'signals', 'mastered'), false);
    assert.equal(hasMark(undone, 'caching', 'mastered'), true, 'was set again since');
  });

  it('takes any change back to what was before it', () => {
    fc.assert(
      fc.property(progress, progress, (before, change) => {
        const after = mergeProgress(before, change);
        const back = mergeProgress(after, undoOf(change, before, after, 10));
        for (const one of new Set([...before.keys(), ...change.keys()])) {
          assert.equal(hasMark(back, one, 'mastered'), hasMark(before, one, 'mastered'));
          assert.deepEqual(
            reviewsOf(back.get(one)).map(counted => counted.time),
            reviewsOf(before.get(one)).map(counted => counted.time),
          );
        }
      }),
    );
  });

  it('forgets marks and reviews on a reset, keeps notes, and brings all back when that is undone', () => {
    fc.assert(
      fc.property(progress, before => {
        const change = resetProgress(before, 1000);
        const after = mergeProgress(before, change);
        for (const [one, kept] of after) {
          assert.equal(hasMark(after, one, 'mastered'), false);
          assert.equal(hasMark(after, one, 'bookmarked'), false);
          assert.deepEqual(reviewsOf(kept), []);
          assert.deepEqual(kept.note, before.get(one)?.note);
        }
        const back = mergeProgress(after, undoOf(change, before, after, 2000));
        for (const one of before.keys()) {
          assert.equal(hasMark(back, one, 'mastered'), hasMark(before, one, 'mastered'));
          assert.equal(reviewsOf(back.get(one)).length, reviewsOf(before.get(one)).length);
        }
      }),
    );
  });

  const notes: readonly [string, string, string, string][] = [
    [
      'takes a note as it was typed',
      '',
      'Ask about `select_related`\n',
      'Ask about `select_related`\n',
    ],
    ['replaces a note', 'Old', 'New', 'New'],
    ['deletes a note that was emptied', 'Old', '', ''],
    ['deletes a note of which only spaces are left', 'Old', ' \n\t', ''],
  ];
  for (const [name, before, text, after] of notes) {
    it(name, () => {
      const start = setNote(new Map(), 'forms', before, 100);
      const change = setNote(start, 'forms', text, 200);
      assert.equal(noteOf(mergeProgress(start, change), 'forms'), after);
      assert.deepEqual([...change.keys()], ['forms']);
      const undo = undoOf(change, start, mergeProgress(start, change), 300);
      assert.equal(noteOf(mergeProgress(mergeProgress(start, change), undo), 'forms'), before);
    });
  }

  it('changes nothing for a note that is there already, or was never there', () => {
    assert.equal(setNote(new Map(), 'forms', ' ', 100).size, 0);
    const noted = setNote(new Map(), 'forms', 'Mine', 100);
    assert.equal(setNote(noted, 'forms', 'Mine', 200).size, 0);
  });

  it('keeps a note that is written while the clock is set back', () => {
    const first = setNote(new Map(), '__proto__', 'first', 5_000_000);
    const second = setNote(first, '__proto__', 'second', 1000);
    assert.equal(noteOf(mergeProgress(second, first), '__proto__'), 'second');
  });

  it('does not lose a mark to a clock that was set back', () => {
    const first = setMark(new Map(), ['forms'], 'mastered', true, 5_000_000);
    const second = setMark(first, ['forms'], 'mastered', false, 1000);
    assert.equal(hasMark(mergeProgress(first, second), 'forms', 'mastered'), false);
    assert.equal(hasMark(mergeProgress(second, first), 'forms', 'mastered'), false);
  });
});

/** The processor time of a call, in ms: the lesser of two. */
function timeOf(run: () => unknown): number {
  const times = [1, 2].map(() => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('progress of a file that somebody made', () => {
  it('is merged in proportion to the fields that it has and nobody knows', () => {
    const record = (count: number): QuestionRecord => ({
      later: new Map(Array.from({ length: count }, (_, at) => [`later${at}`, [1, 1]])),
    });
    const merging = (count: number) => {
      const other = record(count);
      return timeOf(() => mergeRecords({ mastered: [true, 1] }, other));
    };
    merging(1000);
    const [some, many] = [merging(1000), merging(8000)];
    assert.ok(many < 25 * Math.max(some, 2), `${many} ms, and ${some} for an eighth`);
    const both = mergeRecords({ later: new Map([['later1', [2, 2]]]) }, record(3));
    assert.deepEqual([...(both.later ?? [])].sort(), [
      ['later0', [1, 1]],
      ['later1', [2, 2]],
      ['later2', [1, 1]],
    ]);
  });
});

describe('A review that is added', () => {
  const minute = 60_000;
  const start = Date.UTC(2026, 2, 10, 12);
  const rate = (progress: Progress, time: number, rating: 1 | 2 | 3 | 4 = 3, duration = 5000) =>
    mergeProgress(progress, addReview(progress, 'forms', { time, rating, duration }));
  const times = (progress: Progress) =>
    reviewsOf(progress.get('forms')).map(review => review.time - start);

  const clocks: readonly [string, number[], number[]][] = [
    ['keeps its time', [0, minute], [0, minute]],
    ['is a second one when it was made in the same millisecond', [0, 0, 0], [0, 1, 2]],
    ['stays after the one before when the clock was set back an hour', [0, -60 * minute], [0, 1]],
    [
      'is not dragged along by a clock that was a year ahead',
      [365 * clockTolerance, 0, minute],
      [0, minute, 365 * clockTolerance],
    ],
    [
      'is not merged with one dated just beyond what is believed',
      [clockTolerance + 1, 0, clockTolerance],
      [0, clockTolerance + 1, clockTolerance + 2],
    ],
  ];
  for (const [name, at, kept] of clocks) {
    it(name, () => {
      let progress: Progress = new Map();
      for (const offset of at) progress = rate(progress, start + offset);
      assert.deepEqual(times(progress), kept);
    });
  }

  it('is never lost and never merged with another, whatever the clock does', () => {
    const clock = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.boolean()));
    fc.assert(
      fc.property(clock, steps => {
        let progress: Progress = new Map();
        for (const [index, [offset, fine]] of steps.entries()) {
          progress = rate(progress, start + offset * (fine ? 1 : clockTolerance / 10));
          assert.equal(reviewsOf(progress.get('forms')).length, index + 1);
        }
        assert.equal(text(parse(text(progress))), text(progress));
      }),
    );
  });

  it('does not fall together with one that was undone', () => {
    const first = addReview(new Map(), 'forms', { time: start, rating: 1, duration: 0 });
    const undone = mergeProgress(first, undoOf(first, new Map(), first, start));
    assert.deepEqual(times(undone), []);
    assert.deepEqual(times(rate(undone, start)), [1]);
  });

  it('lasts whole seconds, at most an hour and never less than nothing', () => {
    const durations = [1499, 1500, -5, Infinity, NaN, 2 * longestReview].map(duration => {
      const rated = rate(new Map(), start, 4, duration);
      return reviewsOf(rated.get('forms'))[0]?.duration;
    });
    assert.deepEqual(durations, [1000, 2000, 0, 0, 0, longestReview]);
  });
});

describe('stored progress', () => {
  const cases: readonly [string, unknown, string][] = [
    ['nothing stored is empty', undefined, 'empty'],
    ['a newer version is left alone', { version: 2, questions: 'whatever' }, 'newer'],
    ['a list is broken', [], 'broken'],
    ['a text is broken', 'progress', 'broken'],
    ['a version of 0 is broken', { version: 0, questions: {} }, 'broken'],
    ['a version that only the prototype has is broken', Object.create({ version: 1 }), 'broken'],
    ['questions as a list are broken', { version: 1, questions: [] }, 'broken'],
  ];
  for (const [name, stored, kind] of cases) {
    it(name, () => assert.equal(readProgress(stored).kind, kind));
  }

  it('keeps what is sound in a record and names what is not', () => {
    const read = readProgress({
      version: 1,
      questions: {
        forms: { m: [1, 10], b: [2, 10], later: 'a field of a newer version' },
        signals: 'x',
        caching: { r: 'a.3.0 1.5.0 1.3.0', m: [1, Number.NaN] },
      },
    });
    assert.equal(read.kind, 'read');
    assert.deepEqual(read.progress.get('forms'), { mastered: [true, 10] });
    assert.equal(read.progress.has('signals'), false);
    assert.deepEqual(reviewsOf(read.progress.get('caching')), [
      { time: 10, rating: 3, duration: 0 },
    ]);
    assert.deepEqual(
      read.rejected.map(one => one.id),
      ['forms', 'signals', 'caching'],
    );
  });

  it('keeps what a later version adds to a record, in both forms, and takes no other for it', () => {
    const added = { confidence: [0.5, 20], color: ['red', 30], isPinned: [true, 40] };
    const known = { m: [1, 10], n: ['mine', 10] };
    const read = readProgress({ version: 1, questions: { forms: { ...known, ...added } } });
    assert.equal(read.kind, 'read');
    assert.deepEqual(read.rejected, []);
    assert.deepEqual(writeProgress(read.progress).questions, { forms: { ...added, ...known } });
    const file = readProgressFile(
      writeProgressFile({ progress: read.progress, interviews: [] }, '2026-02-03T04:05:06.000Z'),
    );
    assert.equal(file.kind, 'read');
    assert.deepEqual(file.progress, read.progress);
    // Known fields in the other format would bypass their own reader.
    const smuggled = { exerciseHints: ['many', 5], mastered: ['x', 5], reviews: [1, 5] };
    const other = readProgress({ version: 1, questions: { forms: { ...known, ...smuggled } } });
    assert.equal(other.kind, 'read');
    assert.deepEqual(writeProgress(other.progress).questions, { forms: known });
  });

  it('names what a later version may not have added, so that a copy of it is kept', () => {
    const odd = {
      nested: [{}, 5],
      whole: { value: 1 },
      timeless: ['x', -1],
      long: ['x'.repeat(60_000), 5],
      q: ['x', 5],
      ['n'.repeat(41)]: ['x', 5],
      'with space': ['x', 5],
    };
    for (const [name, field] of Object.entries(odd)) {
      const read = readProgress({
        version: 1,
        questions: { forms: { m: [1, 10], [name]: field } },
      });
      assert.equal(read.kind, 'read');
      assert.deepEqual(read.progress.get('forms'), { mastered: [true, 10] }, name);
      assert.equal(read.rejected.length, 1, name);
    }
  });

  it('of two copies of a later version’s field the later one stands, and no reset takes it', () => {
    const copy = (value: string, time: number): Progress =>
      new Map([['forms', { later: new Map([['color', [value, time] as const]]) }]]);
    assert.deepEqual(mergeProgress(copy('red', 5), copy('blue', 6)), copy('blue', 6));
    assert.deepEqual(mergeProgress(copy('red', 6), copy('blue', 5)), copy('red', 6));
    assert.equal(missingFrom(copy('red', 6), copy('blue', 5)).size, 0);
    assert.deepEqual(missingFrom(copy('red', 5), copy('blue', 6)), copy('blue', 6));
    assert.equal(resetProgress(copy('red', 5), 10).size, 0);
  });

  it('counts a review once that is given again, whatever was reviewed since it was made', () => {
    const now = 1_764_000_000_000;
    const time = nextReviewTime(new Map(), 'forms', now);
    let progress = addReview(new Map(), 'forms', { time: now + 5000, rating: 4, duration: 0 });
    for (let i = 0; i < 2; i++) {
      const change = addReviewOnce(progress, 'forms', { time, rating: 1, duration: 1000 });
      progress = mergeProgress(progress, change);
    }
    const [first, last, ...more] = progress.get('forms')?.reviews ?? [];
    assert.deepEqual([first?.rating, last?.rating, more.length], [1, 4, 0]);
    // Two windows, neither of which knows of the other's.
    const twice = mergeProgress(
      addReviewOnce(new Map(), 'forms', { time, rating: 1, duration: 0 }),
      addReviewOnce(new Map(), 'forms', { time, rating: 1, duration: 0 }),
    );
    assert.equal(twice.get('forms')?.reviews?.length, 1);
  });
});
