import assert from 'node:assert/strict';
import { plainText } from '../../../src/editor/base/plainText';

describe('inline Markdown as plain text', () => {
  const cases: readonly (readonly [markdown: string, text: string])[] = [
    ['What is `select_related`?', 'What is select_related?'],
    ['Is **this** *really* right?', 'Is this really right?'],
    ['See [the docs](https://docs.djangoproject.com/) first', 'See the docs first'],
    ['2 * 3 * 4 and snake_case_name stay', '2 * 3 * 4 and snake_case_name stay'],
    ['`__init__` and `**kwargs`', '__init__ and **kwargs'],
    ['C\\# and \\*not emphasis\\*', 'C# and *not emphasis*'],
    ['', ''],
  ];
  for (const [markdown, text] of cases) {
    it(`shows ${JSON.stringify(markdown)} as ${JSON.stringify(text)}`, () => {
      assert.equal(plainText(markdown), text);
    });
  }

  it('is cut off where it is longer than any row, and never makes the tree fail', () => {
    assert.equal(plainText(`**a** ${'b'.repeat(2000)}`), `a ${'b'.repeat(994)}…`);
    for (const mark of ['_', '*', '`', '[', '![', '[a](', '\\', '**a', '__a__']) {
      assert.ok(plainText(mark.repeat(1_000_000)).length <= 1001, mark);
    }
  });
});
