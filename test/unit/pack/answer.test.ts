import assert from 'node:assert/strict';
import { renderAnswer } from '../../../src/study/markdown/render';
import { parseAnswer, parsePack, questionBody } from '../../../src/study/pack';

const answer = (...lines: string[]) => parseAnswer(lines.join('\n'), 10);

describe('An answer', () => {
  it('is taken apart at its sections, with the line of each', () => {
    const { sections } = answer(
      '',
      'Before.',
      '',
      '### In short',
      '',
      'Text.',
      '',
      '### My own',
      'x',
    );
    assert.deepEqual(sections, [
      { kind: 'other', title: '', markdown: 'Before.', line: 11 },
      { kind: 'in-short', title: 'In short', markdown: 'Text.', line: 13 },
      { kind: 'other', title: 'My own', markdown: 'x', line: 17 },
    ]);
  });

  it('has no sections while it is not written', () => {
    assert.deepEqual(answer('', '  ', ''), { sections: [], keyPoints: [], followUps: [] });
  });

  it('knows its sections by their wording, not by their case and punctuation', () => {
    const { sections } = answer('### IN SHORT:', '### Key Points', '### Follow up questions?');
    assert.deepEqual(
      sections.map(({ kind }) => kind),
      ['in-short', 'key-points', 'follow-up-questions'],
    );
  });

  it('is not divided within a fence, a list, a quote or a comment', () => {
    const { sections } = answer(
      '### In depth',
      '```md',
      '### no',
      '```',
      '- a',
      '',
      '  ### no',
      '',
      '> ### no',
      '',
      '<!--',
      '### no',
      '-->',
    );
    assert.equal(sections.length, 1);
  });

  it('keeps indented code at the start of a section', () => {
    const [section] = answer('### In depth', '', '    x = 1', '', 'text').sections;
    assert.equal(section!.markdown, '    x = 1\n\ntext');
  });

  it('gives its key points as Markdown, nested content with them', () => {
    const { keyPoints } = answer(
      '### Key points',
      '',
      '- One `a`',
      '  goes on.',
      '-   Two',
      '',
      '    ```python',
      '    x = 1',
      '    ```',
      '- Three',
      '  - below',
    );
    assert.deepEqual(keyPoints, [
      'One `a`\ngoes on.',
      'Two\n\n```python\nx = 1\n```',
      'Three\n- below',
    ]);
  });

  const followUps: readonly [string, readonly string[], string, string][] = [
    ['on one line', ['- **Why?** Because.'], 'Why?', 'Because.'],
    [
      'over lines',
      ['- **Why', '  not?** Because', '  of *that*.'],
      'Why\nnot?',
      'Because\nof *that*.',
    ],
    ['with blocks below', ['- **Why?**', '', '  Because:', '', '  - x'], 'Why?', 'Because:\n\n- x'],
    ['with code in the question', ['- **Why `a ** b`?** So.'], 'Why `a ** b`?', 'So.'],
    ['with emphasis at its end', ['- **Why *this*?** So.'], 'Why *this*?', 'So.'],
    ['with underscores', ['1. __Why?__ So.'], 'Why?', 'So.'],
    ['without bold', ['- Why?', '', '  Because.'], 'Why?', 'Because.'],
    ['without an answer', ['- **Why?**'], 'Why?', ''],
    ['of nothing but code', ['- ```', '  x', '  ```'], '', '```\nx\n```'],
  ];
  for (const [what, lines, question, text] of followUps) {
    it(`gives a follow-up question ${what}`, () => {
      const { followUps: found } = answer('### Follow-up questions', '', ...lines);
      assert.deepEqual(found, [{ question, answer: text }]);
    });
  }

  it('has some links of those at the end of its file, not as much as the file', () => {
    const definitions = [
      '[a]: https://example.org/first',
      ...Array.from({ length: 1000 }, (_, at) => `[a]: https://example.org/${at}`),
      `[b]: https://example.org/${'x'.repeat(100_000)}`,
      ...Array.from({ length: 1000 }, (_, at) => `[c${at}]: https://example.org/${'x'.repeat(80)}`),
    ];
    const uses = Array.from({ length: 1000 }, (_, at) => `[c${at}]`).join(' ');
    const text = ['## A?', '', `[a] [b] ${uses}`, '', '## B?', '', ...definitions].join('\n');
    const [question] = parsePack([{ path: 'a.md', text }]).collections.flatMap(({ categories }) =>
      categories.flatMap(({ questions }) => questions),
    );
    const [, , ...found] = questionBody(text, question!.source).trim().split('\n');
    assert.equal(found[0], '[a]: https://example.org/first');
    assert.match(found[1]!, /^\[c0\]: /);
    assert.ok(found.length > 50 && found.join('\n').length < 11_000, `${found.length} lines`);
  });

  it('has the links that are defined at the end of its file, where it uses them', () => {
    const text = [
      '## A?',
      '',
      'See [the docs] and [`that`][Other  one].',
      '',
      '## B?',
      '',
      'See [nothing].',
      '',
      '## C?',
      '',
      'Last.',
      '',
      '[the docs]: https://docs.djangoproject.com/',
      '[other one]: https://example.org/',
      '',
      '[unused]: https://example.com/',
      '',
    ].join('\n');
    const questions = parsePack([{ path: 'a.md', text }]).collections.flatMap(({ categories }) =>
      categories.flatMap(category => category.questions),
    );
    const bodies = questions.map(({ source }) => questionBody(text, source).trim());
    assert.equal(
      bodies[0],
      'See [the docs] and [`that`][Other  one].\n\n[the docs]: https://docs.djangoproject.com/\n[other one]: https://example.org/',
    );
    assert.equal(bodies[1], 'See [nothing].');
    const html = JSON.stringify(renderAnswer(parseAnswer(bodies[0], 0)));
    assert.match(html, /href=\\"https:\/\/docs\.djangoproject\.com\/\\"[^>]*>the docs/);
    assert.match(html, /href=\\"https:\/\/example\.org\/\\"/);
  });
});
