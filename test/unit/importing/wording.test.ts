import assert from 'node:assert/strict';
import { exactWording, wordingKey } from '../../../src/study/importing/wording';

describe('The wording of an imported question', () => {
  for (const [one, other, differs] of [
    ['What is CSRF?', 'what is csrf', false],
    ['What is “CSRF”?', "What is 'CSRF' ?", false],
    ['What does \\*args do?', 'What does *args do?', false],
    ['What does `_name` mean?', 'What does `__name` mean?', true],
    ['What does `*` do in a call?', 'What does `**` do in a call?', true],
    ['What is `/`?', 'What is `//`?', true],
    ['What is C?', 'What is C#?', true],
  ] as const) {
    it(`${differs ? 'may be another' : 'is the same'}: ${one} ${other}`, () => {
      assert.equal(wordingKey(one), wordingKey(other));
      assert.equal(exactWording(one) !== exactWording(other), differs);
    });
  }
});
