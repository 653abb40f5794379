import assert from 'node:assert/strict';
import fc from 'fast-check';
import { finish } from '../../../src/study/steps';
import { questionsOf, readPackFile } from '../../../src/study/pack/file';
import { findQuestions, type FoundQuestion } from '../../../src/study/pack/importing';
import {
  codeBlock,
  insertionLine,
  packMarkdown,
  questionMarkdown,
} from '../../../src/study/pack/write';
import { parsePack } from '../../../src/study/pack';
import { slug } from '../../../src/study/slug';

const found = (title: string, rest: Partial<FoundQuestion> = {}): FoundQuestion => {
  return { title, hint: '', answer: '', category: '', ...rest };
};
const draftOf = (text: string) => finish(readPackFile({ path: 'a.md', text }));

describe('Questions out of a file that is no pack', () => {
  const files: readonly [string, string, string, FoundQuestion[]][] = [
    [
      'a table with names',
      'a.csv',
      'Category,Question,Answer,Hint\nORM,"What, then?","two\nlines",think',
      [found('What, then?', { answer: 'two\nlines', hint: 'think', category: 'ORM' })],
    ],
    [
      'a table without names',
      'a.csv',
      'What?,This.,A hint,ORM\nWhy?,That.',
      [
        found('What?', { answer: 'This.', hint: 'A hint', category: 'ORM' }),
        found('Why?', { answer: 'That.' }),
      ],
    ],
    ['a table with semicolons', 'a.csv', 'front;back\nA?;b', [found('A?', { answer: 'b' })]],
    ['a table with tabs', 'a.tsv', 'Front\tBack\nA, b?\tc', [found('A, b?', { answer: 'c' })]],
    ['Windows line ends and a mark', 'a.csv', '\uFEFFquestion\r\nA?\r\n', [found('A?')]],
    [
      'one question in each line',
      'a.txt',
      'A, b; c?\n\nB "x?\n',
      [found('A, b; c?'), found('B "x?')],
    ],
    ['a table as text', 'a.txt', 'Question,Answer\nA?,b\n', [found('A?', { answer: 'b' })]],
    [
      'the cards of Anki as text',
      'a.txt',
      '#separator:tab\n#html:false\nA, b?\t"c\nd"\n',
      [found('A, b?', { answer: 'c\nd' })],
    ],
    ['a list in JSON', 'a.json', '["A?", "B?"]', [found('A?'), found('B?')]],
    [
      'objects in JSON',
      'a.json',
      '[{"question":"A?","answer":"b","hint":"c","topic":"d","other":{}}]',
      [found('A?', { answer: 'b', hint: 'c', category: 'd' })],
    ],
    [
      'categories in JSON',
      'a.json',
      '{"ORM":["A?"],"x":{"title":"Views","questions":[{"q":"B?"}]}}',
      [found('A?', { category: 'ORM' }), found('B?', { category: 'Views' })],
    ],
    [
      'a list in Markdown',
      'a.md',
      '# ORM\n\n- What is *it*?\n- **Why?** Because.\n\n# Views\n\n1. How?\n\n   So.\n',
      [
        found('What is *it*?', { category: 'ORM' }),
        found('Why?', { answer: 'Because.', category: 'ORM' }),
        found('How?', { answer: 'So.', category: 'Views' }),
      ],
    ],
    [
      'a pack',
      'a.md',
      '# ORM\n\n## A?\n\n> Think.\n\n### In short\n\n- one\n- two\n- three',
      [
        found('A?', {
          hint: 'Think.',
          answer: '### In short\n\n- one\n- two\n- three',
          category: 'ORM',
        }),
      ],
    ],
  ];
  for (const [what, name, text, expected] of files) {
    it(`are found in ${what}`, () => {
      assert.deepEqual(findQuestions(name, text), { questions: expected, leftOut: 0 });
    });
  }

  it('are each taken once, and what has no question is counted', () => {
    const { questions, leftOut } = findQuestions('a.csv', 'question,answer\nA?,1\n,2\na?,3\nB?,4');
    assert.deepEqual(
      questions.map(({ title }) => title),
      ['A?', 'B?'],
    );
    assert.equal(leftOut, 2);
  });

  const failures = [
    ['a.json', '{"a":', 'not-json'],
    ['a.json', '{}', 'nothing'],
    ['a.csv', '', 'nothing'],
    ['a.md', 'No list and no heading.', 'nothing'],
    ['a.csv', 'x'.repeat(5 * 1024 * 1024 + 1), 'too-large'],
  ] as const;
  for (const [name, text, failure] of failures) {
    it(`are none in ${JSON.stringify(text.slice(0, 12))} as ${name}: ${failure}`, () => {
      assert.deepEqual(findQuestions(name, text), { questions: [], leftOut: 0, failure });
    });
  }

  it('are not looked for in JSON that nests beyond all measure', () => {
    const deep = `${'['.repeat(5000)}"A?"${']'.repeat(5000)}`;
    assert.equal(findQuestions('a.json', deep).failure, 'nothing');
  });

  it('never make it throw, and have one line each', function () {
    this.timeout(60_000); // 500 texts, some of them large
    const names = fc.constantFrom('a.csv', 'a.tsv', 'a.txt', 'a.json', 'a.md', 'a');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string());
    fc.assert(
      fc.property(names, text, (name, content) => {
        for (const { title } of findQuestions(name, content).questions) {
          assert.doesNotMatch(title, /^\s|\s$|\n/);
          assert.notEqual(title, '');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('A pack that is written', () => {
  const line = fc.constantFrom(
    ...['text', '', '# Heading', '## Question?', '### Key points', '- item', '```python', '~~~~'],
    ...['> quoted', '    code', 'a\n===', '***', '<!--', '* **Bold?** (hint)', '**Category:**'],
  );
  const body = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
  const words = fc.constantFrom('What is it?', 'Why *so*?', 'How `a` works', '1. First?', '- No?');

  it('is read back as the same questions, whatever stands in the answers', () => {
    const question = fc.record({ title: words, hint: fc.constantFrom('', 'Think.'), body });
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 4 }), list => {
        const written = list.map((one, index) => ({ ...one, id: `q-${index}` }));
        const text = packMarkdown([{ title: 'Mine', questions: written }]);
        const read = parsePack([{ path: 'a.md', text }]).collections.flatMap(({ categories }) =>
          categories.flatMap(({ questions }) => questions),
        );
        assert.deepEqual(
          read.map(({ id }) => id),
          written.map(({ id }) => id),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps code that has fences in it', () => {
    const code = 'x = """\n```python\n````\n"""\n';
    const text = questionMarkdown({ id: 'a', title: 'A?', body: codeBlock(code, 'python') });
    assert.equal(text, `## A? {#a}\n\n\`\`\`\`\`python\n${code}\`\`\`\`\`\n`);
    assert.equal(questionsOf(draftOf(text)).length, 1);
  });

  it('takes a new question behind the last one of its category', () => {
    const text = '# One\n\n## A?\n\nText\n\n## B? {#b}\n\nText\n\n\n# Two\n\n## C?\n\nText\n\n';
    assert.equal(insertionLine(text, draftOf(text), 'b'), 9);
    assert.equal(insertionLine(text, draftOf(text), slug('C?')), 16);
    assert.equal(insertionLine(text, draftOf(text), 'gone'), 16);
    assert.equal(insertionLine('', draftOf(''), 'gone'), 0);
  });
});
