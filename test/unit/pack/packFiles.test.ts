import assert from 'node:assert/strict';
import { assemblePack, IdSpace } from '../../../src/study/pack/assemble';
import { listItems, readBlocks, readBlocksInSteps } from '../../../src/study/pack/blocks';
import { finish } from '../../../src/study/steps';
import { checkMarkdown } from '../../../src/study/pack/check';
import { readPackFile, type FileDraft } from '../../../src/study/pack/file';
import { problemMessage } from '../../../src/study/pack/messages';
import { parsePack } from '../../../src/study/pack';

const draft = (path: string, ...lines: string[]): FileDraft =>
  finish(readPackFile({ path, text: lines.join('\n') }, 'mine'));

const questionsOf = (files: readonly FileDraft[], space = IdSpace.of([])) =>
  assemblePack(files, space).collections.flatMap(({ categories }) =>
    categories.flatMap(({ questions }) => questions),
  );

describe('A pack read file by file', () => {
  it('is the same as one read at once', () => {
    const files = [
      { path: 'README.md', text: '# Pack\n\n- [b](b.md)\n- [a](a.md)\n\n## Remember\n- Breathe' },
      { path: 'a.md', text: '# A\n## One\n> h\n## Two {#one}\n> [x](y:z)' },
      { path: 'b.md', text: '# B\n## One\n```\n\n## Three' },
      { path: 'deep/c.md', text: '## C\n**K:**\n* **One** (h)' },
    ];
    const drafts = files.map(file => finish(readPackFile(file)));
    const { collections, problems } = parsePack(files);
    const assembled = assemblePack(drafts, IdSpace.of([]));
    assert.deepEqual(assembled.collections, collections);
    assert.equal(assembled.problems.length, problems.length);
    assert.deepEqual(new Set(assembled.problems), new Set(problems));
  });

  const count = 60_000;
  const long: readonly (readonly [what: string, text: string])[] = [
    ['a list', '- a\n'.repeat(count)],
    ['a numbered list', '1. a\n'.repeat(count)],
    ['a list in an item', `- a\n${'  - a\n'.repeat(count)}`],
    ['a quotation', '> - a\n'.repeat(count)],
    ['a table', `|a|\n|-|\n${'|a|\n'.repeat(count)}`],
    ['a paragraph', 'a\n'.repeat(count)],
  ];
  for (const [what, text] of long) {
    it(`pauses while it reads ${what} of ${count} lines`, () => {
      const steps = readBlocksInSteps(text);
      let pauses = 0;
      let step = steps.next();
      for (; !step.done; step = steps.next()) pauses++;
      assert.ok(pauses > 6, String(pauses));
      const { blocks, lines } = step.value;
      const last = blocks.at(-1);
      assert.equal(last?.endLine, lines.length - 1);
      const items = blocks.flatMap(block => listItems(block, lines)).length;
      if (/^(?:-|1\.) a\n\S/.test(text)) assert.equal(items, count);
    });
  }

  it('loses no question below a list nested too deeply, in a file of many lists', () => {
    const deep = Array.from({ length: 120 }, (_, at) => `${'  '.repeat(at)}- a\n`).join('');
    const rest = Array.from({ length: 500 }, (_, at) => `## Q ${at}\n\n${'- a\n'.repeat(8)}\n`);
    const questions = questionsOf([draft('a.md', `## A\n\n${deep}\n${rest.join('')}`)]);
    assert.equal(questions.length, 501);
  });

  it('pauses while it reads a large file, and reads the same', () => {
    const text = '## Question\n\n> hint\n\n- a\n- b\n\n'.repeat(1000);
    const steps = readPackFile({ path: 'a.md', text });
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.ok(pauses > 20, String(pauses));
    assert.deepEqual(step.value, finish(readPackFile({ path: 'a.md', text })));
  });

  it('gives the very same questions while their file and id stay', () => {
    const a = draft('a.md', '# A', '## One', '## Two');
    const before = questionsOf([a, draft('b.md', '# B', '## Three')]);
    const after = questionsOf([a, draft('b.md', '# B', '## Four')]);
    assert.equal(after[0], before[0]);
    assert.equal(after[1], before[1]);
    assert.deepEqual(
      after.map(({ id }) => id),
      ['one', 'two', 'four'],
    );
  });

  it('gives another id to a question when a pack before it takes the id, and back', () => {
    const mine = draft('a.md', '## One');
    const other = draft('o.md', '## One');
    const space = IdSpace.of([]);
    const [theirs] = questionsOf([other], space);
    assert.deepEqual(
      [theirs!.id, questionsOf([mine], space)[0]!.id, questionsOf([mine])[0]!.id],
      ['one', 'one-2', 'one'],
    );
  });

  it('names its pack in the source of each question', () => {
    assert.deepEqual(questionsOf([draft('a.md', '## One', '> h', 'x')])[0]!.source, {
      pack: 'mine',
      file: 'a.md',
      startLine: 0,
      endLine: 3,
      bodyLine: 3,
    });
  });
});

describe('The columns of a problem', () => {
  const cases: readonly [string, readonly string[], string][] = [
    ['the wording without a hint', ['## How so?'], 'How so?'],
    ['the wording of an item without a hint', ['**K:**', '', '1. **How so?**'], '**How so?**'],
    ['an id that cannot be one', ['## How so? {#no good}', '> h'], '{#no good}'],
    ['an id before closing marks', ['## How so? {#no good} ##', '> h'], '{#no good}'],
    ['the wording of a second one', ['## a', '> h', '', '##  a  ', '> h'], 'a'],
    ['an unsafe link', ['## a', '> h', '', 'one', '[x](http://x.org) two'], 'http://x.org'],
    ['the title of a section', ['## a', '> h', '', '### Summary'], 'Summary'],
    ['a NUL', ['## a', '> h', '', 'x\0y\0'], '\0'],
  ];
  for (const [what, lines, marked] of cases) {
    it(`are those of ${what}`, () => {
      const { problems } = parsePack([{ path: 'a.md', text: lines.join('\r\n') }]);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      const [{ startLine, columns }] = problems as [(typeof problems)[0]];
      assert.equal(lines[startLine]!.slice(...columns!), marked);
    });
  }

  it('are those of the second of two equal links', () => {
    const text = '## a\n> h\n\n[x](y:z) and [x](y:z)\n[x](y:z)';
    const { problems } = parsePack([{ path: 'a.md', text }]);
    assert.deepEqual(
      problems.map(({ startLine, columns }) => [startLine, ...columns!]),
      [
        [3, 4, 7],
        [3, 17, 20],
        [4, 4, 7],
      ],
    );
  });
});

describe('The links of a file', () => {
  it('are those that lead to questions, with their places', () => {
    const { links } = draft(
      'a.md',
      '## a',
      '> see [b](#b)',
      '',
      '- [c](#c), `[no](#no)`, [d](https://d.org/#d)',
      '',
      '[e]: #e',
    );
    assert.deepEqual(
      links.map(({ id, startLine, columns }) => [id, startLine, ...columns!]),
      [
        ['e', 5, 5, 7],
        ['b', 1, 10, 12],
        ['c', 3, 6, 8],
      ],
    );
  });
});

describe('Links beyond all measure', () => {
  it('are looked at in the start of a paragraph, and so many in a file, and no questions are lost', () => {
    const one = draft('a.md', `## a\n\n${'[x](#y) '.repeat(500_000)}`, '', '## b');
    assert.ok(one.links.length > 1000 && one.links.length < 10_000, String(one.links.length));
    assert.equal(questionsOf([one]).length, 2);
    const many = draft('a.md', '## a', '', '[x](#y) [z](z:z)\n\n'.repeat(20_000), '', '## b');
    assert.equal(many.links.length + many.problems.length, 10_000);
    assert.equal(questionsOf([many]).length, 2);
  });

  it('let others do something in between', () => {
    const text = '## a\n\n[x](#y) text\n\n'.repeat(10_000);
    const blocks = readBlocks(text);
    let steps = 0;
    const work = checkMarkdown(blocks, 'a.md', () => undefined);
    while (!work.next().done) steps++;
    assert.ok(steps > 20, String(steps));
  });
});

describe('The text of a problem', () => {
  it('is put in another language with the same parts', () => {
    const { problems } = parsePack([{ path: 'a.md', text: '## a\n> h\n\n### Summary' }]);
    const [{ key, args, message }] = problems as [(typeof problems)[0]];
    assert.match(message, /^“Summary” is shown as plain text/);
    const reversed = { t: (text: string, ...with_: unknown[]) => `${text.length} ${with_.join()}` };
    assert.match(problemMessage(key, args, reversed), /^\d+ Summary$/);
  });
});
