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
    ['``a ` b`` and `c``d`', 'a ` b and c``d'],
    ['[a [b](https://b.example/) c](https://a.example/)', '[a b c](https://a.example/)'],
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

  it('takes time in proportion to the text: a category has thousands of rows', () => {
    const timeOf = (part: string, length: number) => {
      const text = part.repeat(length);
      let least = Infinity;
      for (let run = 0; run < 5; run++) {
        const start = process.cpuUsage();
        for (let row = 0; row < 40; row++) plainText(text.slice(0, length) + ' '.repeat(length));
        least = Math.min(least, process.cpuUsage(start).user / 1000);
      }
      return least;
    };
    for (const part of ['`', '`a', '[', '![', '*', '**', '__', '`` ', '**a ']) {
      const [short, long] = [timeOf(part, 100), timeOf(part, 490)];
      assert.ok(long < 12 * Math.max(short, 4), `${part}: ${short} and ${long} ms`);
    }
  });
});
