import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  noChat,
  readChatState,
  withGrade,
  withQuestion,
  writeChatState,
} from '../../../src/study/ai/chatState';
import { freshOf, longestPlan, makePlan, stretches } from '../../../src/study/ai/plan';

describe('the study plan', () => {
  const ids = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of}-${i}`);
  const categories = [
    { title: 'Models', fresh: ids(7, 'm'), weak: ['w-1'] },
    { title: 'Security', fresh: ids(5, 's'), weak: ['w-2', 'w-3'] },
  ];

  it('spreads what is new evenly, in order, and leaves the last day for repetition', () => {
    const plan = makePlan({ today: 100, interview: 105, categories, due: [90, 100, 103, 110] })!;
    assert.deepEqual(plan.days.map(freshOf), [3, 3, 3, 3, 0]);
    assert.deepEqual(plan.days[2]?.fresh, [
      { category: 'Models', count: 1 },
      { category: 'Security', count: 2 },
    ]);
    assert.deepEqual(
      plan.days.map(each => each.due),
      [2, 0, 0, 1, 0],
    );
    assert.deepEqual(
      plan.days.map(each => each.mock),
      [false, false, false, false, true],
    );
    assert.equal(plan.tooMuch, false);
  });

  it('leaves nothing out and invents nothing, however many days there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: longestPlan }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(10)), { maxLength: 8 }),
        (count, sizes) => {
          const given = sizes.map(([fresh, weak], index) => ({
            title: `C${index}`,
            fresh: ids(fresh, `f${index}`),
            weak: ids(weak, `w${index}`),
          }));
          const plan = makePlan({ today: 5, interview: 5 + count, categories: given, due: [] })!;
          assert.equal(plan.days.length, count);
          const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
          assert.equal(sum(plan.days.map(freshOf)), sum(sizes.map(([fresh]) => fresh)));
          assert.equal(sum(plan.days.map(each => each.weak)), sum(sizes.map(([, weak]) => weak)));
          const rows = stretches(plan, 10);
          assert.ok(rows.length <= 10);
          assert.deepEqual(
            rows.flatMap(row => row.days),
            plan.days,
          );
        },
      ),
    );
  });

  it('says when it is too much', () => {
    const much = [{ title: 'All', fresh: ids(57, 'q'), weak: [] }];
    assert.equal(makePlan({ today: 0, interview: 2, categories: much, due: [] })!.tooMuch, true);
    assert.equal(makePlan({ today: 0, interview: 8, categories: much, due: [] })!.tooMuch, false);
  });

  it('is not made for today, the past, or a day too far ahead', () => {
    for (const interview of [100, 99, 100 + longestPlan + 1, NaN]) {
      assert.equal(makePlan({ today: 100, interview, categories, due: [] }), undefined);
    }
  });
});

describe('an interview in the chat', () => {
  const asked = withQuestion(noChat, 'signals', 'ORM');
  const graded = withGrade(asked, 2, 'And when one raises?');

  it('goes on where the last turn left it', () => {
    assert.deepEqual(readChatState([writeChatState(asked), {}, writeChatState(graded)]), graded);
    assert.deepEqual(readChatState([writeChatState(graded), undefined, { version: 2 }]), graded);
    assert.deepEqual(readChatState([]), noChat);
  });

  it('waits for an answer, then for one to the follow-up question', () => {
    assert.equal(asked.expects, 'answer');
    assert.equal(graded.expects, 'followUp');
    assert.equal(withGrade(asked, 3, '').expects, 'free');
    assert.deepEqual(withGrade(graded, 3, '').grades, [{ id: 'signals', rating: 3 }]);
    assert.equal(withQuestion({ ...graded, hints: 2 }, 'forms', '').hints, 0);
    assert.deepEqual(withGrade(noChat, 3, 'x'), noChat);
  });

  it('survives being stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(writeChatState(graded))) as unknown;
    assert.deepEqual(readChatState([stored]), graded);
  });

  it('is not upset by what is not a state', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const state = readChatState([value, { version: 1, ...Object(value) }]);
        assert.ok(Array.isArray(state.asked));
      }),
    );
    const odd = { version: 1, question: 'a', asked: [1, 'b'], grades: [['b', 9], 'x'], hints: -2 };
    assert.deepEqual(readChatState([odd]), {
      ...noChat,
      question: 'a',
      asked: ['b'],
      grades: [{ id: 'b', rating: undefined }],
    });
  });
});
