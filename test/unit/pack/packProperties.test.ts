import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseAnswer, parsePack, questionBody } from '../../../src/study/pack';
import { renderAnswer, renderInline } from '../../../src/study/markdown/render';
import { normalize, readBlocksInSteps } from '../../../src/study/pack/blocks';
import { openComments } from '../../../src/study/pack/openComments';
import { finish } from '../../../src/study/steps';
import { countSteps } from '../countSteps';
import { root } from '../repository';

/** Pieces of Markdown that affect structure, to be combined in any order. */
const pieces = fc.constantFrom(
  ...[
    '# ',
    '## ',
    '### ',
    '#### ',
    '> ',
    '- ',
    '* ',
    '1. ',
    '  ',
    '    ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
  ],
  ...[
    '```',
    '```python title="a.py"',
    '~~~',
    '<!--',
    '-->',
    '**',
    '**A:**',
    '{#a}',
    '{#',
    '}',
    '|',
  ],
  ...[
    '| a |\n| - |\n',
    '[a](b)',
    '[a]: b',
    '![a](b)',
    '`',
    '---',
    '===',
    '\\',
    '\0',
    '\uFEFF',
    'é',
  ],
  ...[
    'word',
    '(hint)',
    ':',
    '* **Q** (h)',
    'Remember',
    'Key points',
    'Follow-up questions',
    '&#0;',
  ],
);
const markdown = fc.array(pieces, { maxLength: 60 }).map(list => list.join(''));

/** Parses, splits every answer and, if asked, renders it: none of it may throw. */
function readWhole(text: string, render = true): void {
  const { collections, problems } = parsePack([{ path: 'a.md', text }]);
  const count = text.split(/\r\n?|\n/).length;
  for (const { startLine, endLine } of problems) {
    assert.ok(startLine >= 0 && startLine < endLine && endLine <= Math.max(1, count));
  }
  for (const { questions } of collections.flatMap(({ categories }) => categories)) {
    for (const { source, title } of questions) {
      assert.ok(title.trim() !== '');
      assert.ok(source.startLine < source.endLine && source.endLine <= count);
      assert.ok(source.startLine < source.bodyLine && source.bodyLine <= source.endLine);
      const answer = parseAnswer(questionBody(text, source), source.bodyLine);
      if (render) renderAnswer(answer);
    }
  }
}

/** Answers that look like structure but are not. */
const answer = fc.constantFrom(
  'Plain text.',
  '```\n## no\n```',
  '- a\n\n  ## no\n- b',
  '| a |\n| - |\n| # no |',
  '<!--\n# no\n-->',
  '### In short\n\nText.\n\n### Key points\n\n- a\n- b',
  '    ## no',
  '> quoted\n\n> ## no',
  '',
);
const words = fc
  .array(fc.constantFrom('What', 'is', '`ORM`', '*the*', 'a', '?', 'QuerySet', '7', 'é', '(x)'), {
    minLength: 1,
    maxLength: 6,
  })
  .map(list => `Q ${list.join(' ')}`);
const question = fc.record({
  title: words,
  hint: fc.option(words, { nil: undefined }),
  answer,
  id: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});
const pack = fc.array(
  fc.record({ title: words, questions: fc.array(question, { minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 4 },
);

/** Markdown from outside this project. */
function dependencies(): { path: string; text: string }[] {
  const folder = path.join(root, 'node_modules');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(md|markdown)$/i.test(name))
    .map(name => ({
      path: name.split(path.sep).join('/'),
      text: fs.readFileSync(path.join(folder, name), 'utf8'),
    }));
}

describe('The parser of packs', () => {
  it('never throws, and its lines are in the file', () => {
    fc.assert(
      fc.property(markdown, text => readWhole(text)),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => readWhole(text)));
  }).timeout(30_000);

  it('takes a text apart the same, however few lines it looks at at a time', () => {
    const apart = (text: string, window: number) => {
      const { isText, found } = openComments(text);
      return [finish(readBlocksInSteps(text, window, isText)), [...found]];
    };
    fc.assert(
      fc.property(markdown, fc.integer({ min: 1, max: 9 }), (source, window) => {
        const text = normalize(source);
        assert.deepEqual(apart(text, window), apart(text, Number.MAX_SAFE_INTEGER));
      }),
      {
        numRuns: 1000,
        examples: [
          ['<!--| a |\n| - |\n-->', 2],
          ['<!-- a\n\n## b\n\n<!-- c -->', 1],
        ],
      },
    );
    for (const { text } of dependencies()) {
      assert.deepEqual(apart(normalize(text), 10), apart(normalize(text), Number.MAX_SAFE_INTEGER));
    }
  }).timeout(60_000);

  it('gives every question of a pack back, with its lines', () => {
    fc.assert(
      fc.property(pack, fc.constantFrom('\n', '\r\n'), (categories, lineEnd) => {
        const text = categories
          .map(category => {
            const questions = category.questions.map(
              ({ title, hint, answer: body, id }) =>
                `## ${title}${id === undefined ? '' : ` {#id${id}}`}\n\n` +
                `${hint === undefined ? '' : `> ${hint}\n`}\n${hint === undefined ? '.\n\n' : ''}${body}\n`,
            );
            return `# ${category.title}\n\n${questions.join('\n')}`;
          })
          .join('\n')
          .replaceAll('\n', lineEnd);
        const { collections } = parsePack([{ path: 'a.md', text }]);
        const read = collections.flatMap(collection => collection.categories);
        assert.deepEqual(
          read.map(({ title, questions }) => [title, questions.map(q => [q.title, q.hint])]),
          categories.map(({ title, questions }) => [title, questions.map(q => [q.title, q.hint])]),
        );
        const lines = text.split(lineEnd);
        const ids = new Set<string>();
        for (const { id, title, source } of read.flatMap(({ questions }) => questions)) {
          assert.ok(lines[source.startLine]!.startsWith(`## ${title}`));
          assert.ok(lines[source.endLine - 1]!.trim() !== '');
          ids.add(id);
        }
        assert.equal(ids.size, read.flatMap(({ questions }) => questions).length);
      }),
    );
  }).timeout(30_000);

  it('reads every Markdown file in node_modules without throwing', () => {
    const files = dependencies();
    assert.ok(files.length > 50);
    for (const { text } of files) readWhole(text, false);
    parsePack(files);
  }).timeout(60_000);

  for (const piece of [
    'word\n\n',
    '## a {#a}\n',
    '<!--\n',
    '```js\n\n## a\n\n',
    '- [a](x:y\n',
    '**A:**\n* **q**\n\n',
  ]) {
    it(`takes steps in proportion to the text: ${JSON.stringify(piece)} again and again`, async () => {
      const [, short, long] = await countSteps(
        [2000, 2000, 32_000].map(count => piece.repeat(count)),
      );
      // 16 times the text; quadratic code would take 256 times the steps.
      assert.ok(long! < 24 * short!, `${short} steps, then ${long}`);
    }).timeout(60_000);
  }

  it('reads what nests or repeats beyond all measure', () => {
    for (const text of ['## a\n', '> ', '- ']) {
      parsePack([{ path: 'a.md', text: text.repeat(100_000) }]);
    }
    renderInline('<!--'.repeat(500_000));
  }).timeout(60_000);
});
