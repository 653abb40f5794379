import assert from 'node:assert/strict';
import { usualHabits } from '../../../src/study/plan/habits';
import { MemoryModel } from '../../../src/study/plan/memory';
import type { PlanInput, PlanQuestion } from '../../../src/study/plan/input';
import { rehearsalOf, weakestFirst } from '../../../src/study/plan/rehearsal';
import { planQuestion } from './planQuestion';

const known = (id: string, stability: number, changes: Partial<PlanQuestion> = {}) =>
  planQuestion(id, { memory: { stability, difficulty: 5 }, elapsed: 5, ...changes });

function input(questions: readonly PlanQuestion[]): PlanInput {
  return {
    model: new MemoryModel(),
    habits: usualHabits,
    questions,
    horizon: 1,
    minutesOn: () => 20,
    studied: 0,
  };
}

describe('the rehearsal', () => {
  it('has what may be gone first, what was never asked last, and nothing that is mastered', () => {
    const all = input([
      planQuestion('new'),
      known('firm', 300),
      known('weak', 1),
      known('middle', 20),
      known('mastered', 0.1, { isMastered: true }),
    ]);
    assert.deepEqual(
      weakestFirst(all).map(({ question: { id } }) => id),
      ['weak', 'middle', 'firm', 'new'],
    );
    assert.deepEqual(rehearsalOf(all, 60).ids, ['weak', 'middle', 'firm']);
  });

  it('keeps to the minutes that are left, but has one question at least', () => {
    const all = input(Array.from({ length: 50 }, (_, at) => known(`q${at}`, at + 1)));
    const { ids, minutes } = rehearsalOf(all, 10);
    assert.ok(ids.length >= 3 && minutes <= 10, `${ids.length} in ${minutes} minutes`);
    assert.deepEqual(rehearsalOf(all, 0).ids, ['q0']);
    assert.equal(rehearsalOf(all, 1000).ids.length, 20);
  });

  it('leaves out what is put off or was asked three times today', () => {
    const all = input([
      known('later', 1, { isAsked: false }),
      known('often', 2, { askedToday: 3 }),
      known('rest', 3),
    ]);
    assert.deepEqual(rehearsalOf(all, 20).ids, ['rest']);
  });

  it('begins new questions only where nothing was ever asked, and may be empty', () => {
    assert.deepEqual(rehearsalOf(input([planQuestion('a'), planQuestion('b')]), 4).ids, ['a']);
    assert.deepEqual(rehearsalOf(input([]), 20), { ids: [], minutes: 0 });
  });
});
