import assert from 'node:assert/strict';
import fc from 'fast-check';
import { finish } from '../../../src/study/steps';
import { questionsOf, readPackFile } from '../../../src/study/pack/file';
import {
  answerText,
  codeBlock,
  finderOf,
  insertionLine,
  packMarkdown,
  questionMarkdown,
  questionMarkdownInSteps,
} from '../../../src/study/pack/write';
import { parsePack } from '../../../src/study/pack';
import { slug } from '../../../src/study/slug';

const draftOf = (text: string) => finish(readPackFile({ path: 'a.md', text }));

describe('A pack that is written', () => {
  const line = fc.constantFrom(
    ...['text', '', '# Heading', '## Question?', '### Key points', '- item', '```python', '~~~~'],
    ...[
      '> quoted',
      '    code',
      'a\n===',
      '***',
      '<!--',
      '<!-- a',
      'b -->',
      '<!-- c -->',
      '* **Bold?** (hint)',
      '**Category:**',
    ],
  );
  const body = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
  const words = fc.constantFrom('What is it?', 'Why *so*?', 'How `a` works', '1. First?', '- No?');

  it('is read back as the same questions, whatever stands in the answers', () => {
    const short = fc.constantFrom(undefined, 'It', 'say "it"', 'a } b');
    const question = fc.record({
      title: words,
      short,
      hint: fc.constantFrom('', 'Think.', 'One  \ntwo\n\nthree'),
      body,
    });
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 4 }), list => {
        const written = list.map((one, index) => ({ ...one, id: `q-${index}` }));
        const text = packMarkdown([{ title: 'Mine', questions: written }]);
        const read = parsePack([{ path: 'a.md', text }]).collections.flatMap(({ categories }) =>
          categories.flatMap(({ questions }) => questions),
        );
        assert.deepEqual(
          read.map(({ id, hint = '' }) => [id, hint]),
          written.map(({ id, hint }) => [id, hint]),
        );
        assert.deepEqual(
          read.map(({ short }) => short),
          written.map(one => one.short?.replaceAll('"', '”')),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the short title of a category', () => {
    const category = (short: string | undefined) => {
      const questions = [{ id: 'a', title: 'A?' }];
      const text = packMarkdown([{ title: 'Long', short, questions }]);
      const [read] = parsePack([{ path: 'a.md', text }]).collections[0]!.categories;
      return [read!.title, read!.short];
    };
    assert.deepEqual(category('Its "short" one'), ['Long', 'Its ”short” one']);
    assert.deepEqual(category(undefined), ['Long', undefined]);
    assert.deepEqual(category('  '), ['Long', undefined]);
  });

  it('keeps a quotation below the address of a link out of the hint', () => {
    for (const name of ['1', 'a\\]b', 'a\nb', 'a\\\\']) {
      const body = `[${name}]: https://a.b\n> c [1]`;
      const text = questionMarkdown({ id: 'a', title: 'A?', body });
      const [question] = questionsOf(draftOf(text));
      assert.equal(question?.hint, undefined, name);
      assert.ok(text.endsWith(`\n\n${body}\n`), text);
    }
  });

  it('keeps code that has fences in it', () => {
    const code = 'x = """\n```python\n````\n"""\n';
    const text = questionMarkdown({ id: 'a', title: 'A?', body: codeBlock(code, 'python') });
    assert.equal(text, `## A? {#a}\n\n\`\`\`\`\`python\n${code}\`\`\`\`\`\n`);
    assert.equal(questionsOf(draftOf(text)).length, 1);
  });

  it('keeps the marks of comments that an answer leaves open, and code', () => {
    const open = '\\<!--';
    for (const [body, written] of [
      ['<!-- x', `${open} x`],
      ['x\\\n  <!-- y', `x\\\n  ${open} y`],
      ['<!-- x -->\n<!-- y', `<!-- x -->\n${open} y`],
      ['<!-- x -->\n<!-->', `<!-- x -->\n${open}>`],
      ['x\n--> \n\n<!-- y -->', 'x\n--\\>\u0020\n\n<!-- y -->'],
      ['x <!-- y', 'x <!-- y'],
      ['```html\n<!-- x\n```', '```html\n<!-- x\n```'],
      ['    <!-- x\n    -->', '    <!-- x\n    -->'],
      ['<!-- x\n\n## y\n\n-->', '<!-- x\n\n## y\n\n-->'],
    ] as const)
      assert.equal(answerText(body), written);
    const questions = ['<!-- x', 'y', 'z -->', '<!-- x -->', '> <!-- x', '- <!-- x', '-->'].flatMap(
      (body, at) => [
        { id: `a${at}`, title: `A ${at}?`, body },
        { id: `b${at}`, title: `B ${at}?`, hint: body },
      ],
    );
    const text = packMarkdown([{ title: 'Mine', questions }]);
    const { collections } = parsePack([{ path: 'a.md', text }]);
    assert.equal(collections[0]?.categories[0]?.questions.length, questions.length);
  });

  it('is written in steps, however long its answer is', () => {
    const body = '- a\n'.repeat(50_000);
    let pauses = 0;
    const steps = questionMarkdownInSteps({ id: 'a', title: 'A?', body });
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.ok(pauses > 20, String(pauses));
    assert.equal(step.value, `## A? {#a}\n\n${body}`);
  });

  it('is found again by its id, or its wording where another has that', () => {
    const find = finderOf(draftOf('## C?\n\n1\n\n## C++?\n\n2\n\n## Why? {#a}\n\n## Why? {#b}\n'));
    const lineOf = (id: string, title: string, startLine = 99) =>
      find({ id, title, source: { startLine } })?.source.startLine;
    assert.equal(lineOf('c', 'C?'), 0);
    assert.equal(lineOf('c-2', 'C++?'), 4);
    assert.equal(lineOf('b', 'Reworded'), 10);
    assert.equal(lineOf('gone', 'Why?'), undefined);
    assert.equal(lineOf('gone', 'Why?', 10), 10);
    assert.equal(lineOf('gone', 'Why not?', 10), undefined);
  });

  it('takes a new question behind the last one of its category', () => {
    const text = '# One\n\n## A?\n\nText\n\n## B? {#b}\n\nText\n\n\n# Two\n\n## C?\n\nText\n\n';
    const lineOf = (id: string, title = '', startLine = 0) =>
      insertionLine(text, draftOf(text), { id, title, source: { startLine } });
    assert.equal(lineOf('b'), 9);
    assert.equal(lineOf(slug('C?')), 16);
    assert.equal(lineOf('gone'), 16);
    // Another file has a question with its id.
    assert.equal(lineOf('a-2', 'A?'), 5);
    const gone = { id: 'gone', title: '', source: { startLine: 0 } };
    assert.equal(insertionLine('', draftOf(''), gone), 0);
  });

  it('takes a new question behind the last one of its category, whose wording is taken', () => {
    const text = '# One\n\n## What?\n\na\n\n# Two\n\n## What?\n\nb\n\n# Three\n\n## Why?\n';
    const after = { id: 'what-2', title: 'What?', source: { startLine: 8 } };
    assert.equal(insertionLine(text, draftOf(text), after), 11);
  });
});
