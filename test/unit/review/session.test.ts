import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addReview, mergeProgress, setMark, type Progress } from '../../../src/study/progress';
import { buryUntilTomorrow, type ReviewQueue } from '../../../src/study/review/queue';
import {
  forgottenIn,
  countsOf,
  readScope,
  readSession,
  startSession,
  summaryOf,
  withMissedRatings,
  withoutUndone,
  withSkipped,
  withStep,
  type ReviewSession,
} from '../../../src/study/review/session';
import { undoOf } from '../../../src/study/undo';
import { utcDays } from '../days';

const now = Date.UTC(2026, 2, 10, 12);
const session = startSession({ kind: 'all' }, now);
const queue = (parts: Partial<ReviewQueue>): ReviewQueue => ({
  learning: [],
  due: [],
  fresh: [],
  held: { due: 0, fresh: 0 },
  ...parts,
});

/** Progress and session after these ratings, a minute apart. */
function rated(...ratings: readonly (readonly [id: string, rating: 1 | 2 | 3 | 4])[]) {
  let progress: Progress = new Map();
  let one: ReviewSession = session;
  for (const [index, [id, rating]] of ratings.entries()) {
    const time = now + index * 60_000;
    progress = mergeProgress(progress, addReview(progress, id, { time, rating, duration: 5000 }));
    one = withStep(one, { kind: 'rated', id, time });
  }
  return { progress, session: one };
}

describe('A review session', () => {
  it('has all to go at its beginning', () => {
    assert.deepEqual(countsOf(session, queue({ due: ['a'], fresh: ['b', 'c'] })), {
      learned: 0,
      againSoon: 0,
      toGo: 3,
    });
  });

  it('counts what comes again apart from what is learned', () => {
    const learning = queue({ learning: [{ id: 'a', due: now }], fresh: ['b'] });
    const again = withStep(session, { kind: 'rated', id: 'a', time: now });
    assert.deepEqual(countsOf(again, learning), { learned: 0, againSoon: 1, toGo: 1 });
    const done = withStep(again, { kind: 'rated', id: 'a', time: now + 1 });
    assert.deepEqual(countsOf(done, queue({ fresh: ['b'] })), {
      learned: 1,
      againSoon: 0,
      toGo: 1,
    });
  });

  it('does not count what was buried as learned', () => {
    const buried = withStep(session, { kind: 'buried', id: 'b' });
    assert.deepEqual(countsOf(buried, queue({})), { learned: 0, againSoon: 0, toGo: 0 });
  });

  it('puts a question that is skipped twice behind the others', () => {
    const skipped = ['a', 'b', 'a'].reduce(withSkipped, session);
    assert.deepEqual(skipped.skipped, ['b', 'a']);
    assert.deepEqual(withStep(skipped, { kind: 'buried', id: 'b' }).skipped, ['a']);
  });

  it('sums up how many questions, how well, and how long', () => {
    const { progress, session: one } = rated(['a', 1], ['b', 3], ['a', 3], ['c', 4]);
    assert.deepEqual(summaryOf(one, progress), {
      questions: 3,
      known: 2,
      ratings: { 1: 1, 2: 0, 3: 2, 4: 1 },
      duration: 20_000,
    });
    assert.deepEqual(forgottenIn(one, progress), ['a']);
  });

  it('that a crash took back by a step does not ask what was rated, and counts it', () => {
    const { progress, session: whole } = rated(['a', 3], ['b', 1]);
    const stored: ReviewSession = { ...rated(['a', 3]).session, current: 'b' };
    const found = withMissedRatings(stored, progress);
    assert.deepEqual(found, whole);
    assert.equal(withMissedRatings(found, progress), found);
  });

  it('asks what was rated before it began, or by a step that it knows, or not at all', () => {
    const { progress, session: one } = rated(['a', 1]);
    const later = startSession({ kind: 'all' }, now + 1);
    for (const known of [
      { ...one, current: 'a' },
      { ...one, current: 'b' },
      { ...later, current: 'a' },
    ]) {
      assert.equal(withMissedRatings(known, progress), known);
    }
  });

  it('does not count what was undone, and asks it again', () => {
    const { progress, session: one } = rated(['a', 3], ['b', 3]);
    const last = addReview(rated(['a', 3]).progress, 'b', {
      time: now + 60_000,
      rating: 3,
      duration: 5000,
    });
    const undone = mergeProgress(progress, undoOf(last, rated(['a', 3]).progress, progress, now));
    assert.equal(withoutUndone(one, progress, now), one, 'nothing was undone yet');
    const back = withoutUndone(one, undone, now);
    assert.equal(back.current, 'b');
    assert.deepEqual(
      back.steps.map(({ id }) => id),
      ['a'],
    );
    assert.equal(summaryOf(one, undone).questions, 1);
  });

  it('asks again what was buried, suspended or mastered when that is taken back', () => {
    for (const kind of ['suspended', 'mastered'] as const) {
      const progress = setMark(new Map(), ['a'], kind, true, now);
      const one = withStep(session, { kind, id: 'a' });
      assert.equal(withoutUndone(one, progress, now), one);
      const taken = mergeProgress(progress, setMark(progress, ['a'], kind, false, now + 1));
      assert.equal(withoutUndone(one, taken, now).current, 'a');
    }
    const buried = buryUntilTomorrow(new Map(), ['a'], utcDays, now);
    const one = withStep(session, { kind: 'buried', id: 'a' });
    assert.equal(withoutUndone(one, buried, now), one);
    assert.equal(withoutUndone(one, new Map(), now).current, 'a');
  });

  it('comes back from its stored text as it was', () => {
    const { session: one } = rated(['a', 1], ['__proto__', 3]);
    const full: ReviewSession = {
      ...withStep(withSkipped({ ...one, current: 'a' }, 'constructor'), {
        kind: 'suspended',
        id: 'd',
      }),
      scope: { kind: 'category', id: 'fundamentals/signals' },
      status: 'ended',
      extra: { day: 20_522, count: 10 },
    };
    assert.deepEqual(readSession(JSON.parse(JSON.stringify(full))), full);
  });

  it('of which it is not known whether it is open waits to be continued', () => {
    assert.equal(readSession({ scope: { kind: 'all' }, started: now })?.status, 'paused');
  });

  it('is read from anything at all without an exception', () => {
    fc.assert(fc.property(fc.anything(), value => void readSession(value)));
    const broken = fc.record({
      scope: fc.constant({ kind: 'all' }),
      started: fc.constant(now),
      current: fc.anything(),
      skipped: fc.anything(),
      steps: fc.oneof(fc.anything(), fc.array(fc.anything())),
      extra: fc.anything(),
    });
    fc.assert(
      fc.property(broken, value => {
        const read = readSession(value);
        assert.ok(read);
        assert.deepEqual(readSession(read), read);
      }),
    );
  });

  it('does not grow without end', () => {
    let long = session;
    for (let time = 0; time < 1200; time++) long = withStep(long, { kind: 'rated', id: 'a', time });
    assert.equal(long.steps.length, 1000);
    assert.deepEqual(long.steps.at(-1), { kind: 'rated', id: 'a', time: 1199 });
  });

  const scopes: readonly [unknown, unknown][] = [
    [{ kind: 'all', more: 1 }, { kind: 'all' }],
    [
      { kind: 'category', id: 'x' },
      { kind: 'category', id: 'x' },
    ],
    [{ kind: 'category' }, undefined],
    [{ kind: 'everything' }, undefined],
    ['all', undefined],
    [null, undefined],
  ];
  for (const [value, scope] of scopes) {
    it(`reads the scope ${JSON.stringify(value)} as ${JSON.stringify(scope)}`, () => {
      assert.deepEqual(readScope(value), scope);
    });
  }
});
