import assert from 'node:assert/strict';
import { oneLine } from '../../../src/editor/base/oneLine';

describe('text from outside as a part of a line', () => {
  const cases: readonly (readonly [text: string, line: string])[] = [
    ['forms', 'forms'],
    ['a\n- signals → mastered', 'a - signals → mastered'],
    ['a\u2028b\r\nc\td', 'a b c d'],
    ['\u202etxt.exe', '\ufffdtxt.exe'],
    ['a\u0000b\u{e0041}\ud800', 'a\ufffdb\ufffd\ufffd'],
    ['👩‍💻 می‌خواهم', '👩‍💻 می‌خواهم'],
    ['x'.repeat(600), `${'x'.repeat(500)}…`],
  ];
  for (const [text, line] of cases) {
    it(`is ${JSON.stringify(line.slice(0, 30))} for ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(oneLine(text), line);
    });
  }
});
