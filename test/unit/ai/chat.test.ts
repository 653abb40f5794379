import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  noChat,
  readChatState,
  withGrade,
  withQuestion,
  writeChatState,
} from '../../../src/study/ai/chatState';

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
