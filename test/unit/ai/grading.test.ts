import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestAnswer, readGradingRequest } from '../../../src/protocol/grading';
import { readFromWebview } from '../../../src/protocol/question';

describe('what a page asks of a grading', () => {
  for (const message of [
    { type: 'grade', visit: 3, answer: 'It wraps the view.' },
    { type: 'grade', visit: 0, answer: '' },
    { type: 'showPrompt', visit: 3, answer: 'x' },
    { type: 'cancelGrading', visit: 3 },
    { type: 'gradingRemedy', remedy: 'findModel' },
  ]) {
    it(`is read: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(readGradingRequest(message), message);
      assert.deepEqual(readFromWebview({ ...message, more: 1 }), message);
    });
  }

  for (const [what, message] of [
    ['no visit', { type: 'grade', answer: 'x' }],
    ['a visit that is no count', { type: 'grade', visit: -1, answer: 'x' }],
    ['an answer that is no text', { type: 'grade', visit: 1, answer: ['x'] }],
    ['an answer without end', { type: 'grade', visit: 1, answer: 'x'.repeat(longestAnswer + 1) }],
    ['a remedy that there is not', { type: 'gradingRemedy', remedy: 'runCommand' }],
    ['a rating', { type: 'rate', visit: 1, rating: 4 }],
    ['nothing', null],
  ] as const) {
    it(`is not read with ${what}`, () => assert.equal(readGradingRequest(message), undefined));
  }

  it('is never anything else, whatever is sent', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('grade', 'cancelGrading', 1, 'x'));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('type', 'visit', 'answer', 'remedy'), value),
        message => {
          const read = readGradingRequest(message);
          if (read === undefined) return;
          assert.equal(read.type, message.type);
          if ('answer' in read) assert.equal(typeof read.answer, 'string');
        },
      ),
    );
  });
});
