import assert from 'node:assert/strict';
import { maximumQuestions, parsePack, questionBody } from '../../../src/study/pack';
import type { Collection, ProblemCode, Question, Severity } from '../../../src/study/question';

/** Reads one file as a pack. */
function read(...lines: string[]) {
  return parsePack([{ path: 'pack.md', text: lines.join('\n') }]);
}

function questionsOf(collections: readonly Collection[]): Question[] {
  return collections.flatMap(({ categories }) =>
    categories.flatMap(({ questions }) => [...questions]),
  );
}

/** A pack's outline: collections with their categories and the ids in them. */
function outline(collections: readonly Collection[]) {
  return collections.map(({ id, title, categories }) => ({
    [`${id}: ${title}`]: categories.map(category => ({
      [`${category.id}: ${category.title}`]: category.questions.map(question => question.id),
    })),
  }));
}

describe('The headings form', () => {
  it('takes a callout for a part of the answer, not for the hint', () => {
    const { collections } = read('## Why?', '', '> [!NOTE]', '> Mind.', '', 'So.');
    const [question] = collections[0]!.categories[0]!.questions;
    assert.equal(question!.hint, undefined);
    assert.equal(question!.source.bodyLine, 1);
  });

  it('gives category, question, id, hint and the lines of each', () => {
    const { collections, problems } = read(
      '# Fundamentals',
      '',
      '## What is *Django*? {#what}',
      '',
      '> Think of MVT.',
      '> And of the admin.',
      '',
      'The answer.',
      '',
      '## Next?',
      '',
    );
    assert.deepEqual(outline(collections), [
      { 'pack: Fundamentals': [{ 'pack/pack: Fundamentals': ['what', 'next'] }] },
    ]);
    assert.deepEqual(questionsOf(collections), [
      {
        id: 'what',
        title: 'What is *Django*?',
        hint: 'Think of MVT.\nAnd of the admin.',
        source: { file: 'pack.md', startLine: 2, endLine: 8, bodyLine: 6 },
      },
      {
        id: 'next',
        title: 'Next?',
        hint: undefined,
        source: { file: 'pack.md', startLine: 9, endLine: 10, bodyLine: 10 },
      },
    ]);
    assert.deepEqual(
      problems.map(({ code, startLine }) => [code, startLine]),
      [['missing-hint', 9]],
    );
  });

  it('takes several categories, and a title above them for the collection', () => {
    const { collections } = read('# All', 'Hello.', '# A', '## a', '# B', '## b', '# C');
    assert.deepEqual(outline(collections), [
      { 'pack: All': [{ 'pack/a: A': ['a'] }, { 'pack/b: B': ['b'] }] },
    ]);
    assert.equal(collections[0]!.introduction, 'Hello.');
  });

  it('takes short titles of collections and categories, which are no part of their names', () => {
    const shorts = (collections: readonly Collection[]) =>
      collections.map(({ title, short, categories }) => [
        [title, short],
        ...categories.map(each => [each.title, each.short]),
      ]);
    const { collections } = read(
      ...['# All of it {title="All"}', '# Long name {title=" A  b "}', '## a'],
      ...['# B {title=""}', '## b', '# C {title="x" y="z"}', '## c', '# D {#d}', '## d'],
    );
    assert.deepEqual(shorts(collections), [
      [
        ['All of it', 'All'],
        ['Long name', 'A b'],
        ['B', undefined],
        ['C {title="x" y="z"}', undefined],
        ['D {#d}', undefined],
      ],
    ]);
    assert.equal(collections[0]!.categories[0]!.id, 'pack/long-name');
    const folder = parsePack([
      { path: 'x/README.md', text: '# The whole {title="Whole"}\n\nHello.' },
      { path: 'x/one.md', text: '# The one {title="One"}\n## a' },
      { path: 'y.md', text: '# Alone {title="1"}\n## b' },
    ]);
    assert.deepEqual(shorts(folder.collections), [
      [
        ['The whole', 'Whole'],
        ['The one', 'One'],
      ],
      [
        ['Alone', '1'],
        ['Alone', '1'],
      ],
    ]);
    assert.equal(folder.collections[0]!.introduction, 'Hello.');
  });

  it('names collection and category by the file where no heading does', () => {
    const { collections } = parsePack([{ path: 'x/2-my-notes.md', text: '## a' }]);
    assert.deepEqual(outline(collections), [
      { 'my-notes: My notes': [{ 'my-notes/my-notes: My notes': ['a'] }] },
    ]);
  });

  it('takes tips from a list under “Remember”', () => {
    const { collections } = read('## a', '## Remember', '', '- Sleep.', '- Ask *back*', '  twice.');
    assert.deepEqual(collections[0]!.tips, ['Sleep.', 'Ask *back* twice.']);
    assert.equal(questionsOf(collections).length, 1);
  });

  const answers: readonly [string, readonly string[]][] = [
    ['a fence', ['```markdown', '## Not a question', '```']],
    ['a longer fence', ['````', '```', '## Not a question', '```', '````']],
    ['a tilde fence in a list', ['- item', '', '  ~~~', '  ## Not a question', '  ~~~']],
    ['indented code', ['text', '', '    ## Not a question']],
    ['a nested list', ['- a', '  - b', '', '    ## Not a question']],
    ['a blockquote', ['text', '', '> ## Not a question']],
    ['a table', ['| a | b |', '| - | - |', '| ## Not | a question |']],
    ['a comment', ['<!--', '## Not a question', '', '# Nor a category', '-->']],
    ['an escaped mark', ['\\## Not a question']],
    ['a deeper heading', ['### In short', '', '#### Not a question']],
    ['bullets that look like the other form', ['**Pros:**', '', '* **Not a question** (hint)']],
  ];
  for (const [what, lines] of answers) {
    it(`is not broken by ${what} in an answer`, () => {
      const { collections, problems } = read('## a', '> h', '', ...lines, '', '## b', '> h');
      const [a, b] = questionsOf(collections);
      assert.equal(questionsOf(collections).length, 2);
      assert.equal(a!.source.endLine, 3 + lines.length);
      assert.equal(b!.source.startLine, 4 + lines.length);
      assert.deepEqual(problems, []);
    });
  }

  it('finds a question below a fence that is never closed, and reports the fence', () => {
    const { collections, problems } = read('## a', '> h', '```python', 'x = 1', '', '## b', '> h');
    assert.deepEqual(
      questionsOf(collections).map(({ id, source }) => [id, source.startLine, source.endLine]),
      [
        ['a', 0, 4],
        ['b', 5, 7],
      ],
    );
    assert.deepEqual(
      problems.map(({ code, severity, startLine, endLine }) => [
        code,
        severity,
        startLine,
        endLine,
      ]),
      [['unclosed-fence', 'error', 2, 4]],
    );
  });

  it('names the question that a code block holds which another one closes', () => {
    const lines = ['## a', '', '```', 'x = 1', '', '## b', '', '```python', 'y = 2', '```'];
    const { collections, problems } = read(...lines, '', '## c');
    assert.deepEqual(
      questionsOf(collections).map(({ id }) => id),
      ['a', 'c'],
    );
    const told = problems
      .filter(({ severity }) => severity === 'error')
      .map(({ code, startLine, endLine, args }) => [code, startLine, endLine, ...args]);
    assert.deepEqual(told, [['swallowed-question', 2, 4, 'b', 6]]);
    assert.deepEqual(read('```markdown', '', '## b', '```', '', '## c').problems.length, 1);
  });

  for (const item of ['- ', '1. ', '> - ']) {
    it(`finds a question below what is nested too deep: ${item}`, () => {
      const { collections } = read('## A?', '> h', '', `${item.repeat(99)}x`, '', '## B?', '> h');
      assert.deepEqual(
        questionsOf(collections).map(({ title, source }) => [title, source.endLine]),
        [
          ['A?', 4],
          ['B?', 7],
        ],
      );
    });
  }

  it('takes a comment that is never closed for text', () => {
    const { collections } = read('## a', '<!-- open', '', '## b');
    assert.equal(questionsOf(collections).length, 2);
  });

  describe('with a comment that is closed below another question', () => {
    const lines = ['## c', '', 'x <!-- y -->', '', '## d', '', '<!-- z -->', ''];
    const cases: [string, string[], string[], number[]][] = [
      [
        'by the end of another',
        ['# A', '## a', '', '<!-- x', '', '# B', '', '## b'],
        ['a', 'b', 'c', 'd'],
        [3],
      ],
      [
        'in a paragraph',
        ['## a', '', 'x', '<!-- y', '', '## b', '', 'z -->'],
        ['a', 'b', 'c', 'd'],
        [3],
      ],
      [
        'as a draft below a paragraph',
        ['## a', '', 'x', '<!-- y', '', '## b', '', '-->'],
        ['a', 'c', 'd'],
        [3],
      ],
      [
        'and words at its beginning',
        ['## a', '', '<!-- x', '', '## b', '', 'y -->'],
        ['a', 'c', 'd'],
        [2],
      ],
      ['on purpose', ['## a', '', '<!--', '', '## b', '', 'y', '-->'], ['a', 'c', 'd'], []],
      ['before headings', ['<!-- ## a', '', '## b', '', 'y -->'], ['c', 'd'], []],
      ['below a paragraph', ['## a', '', 'x', '<!--', '', '## b', '', '-->'], ['a', 'c', 'd'], []],
    ];
    for (const [what, before, ids, told] of cases)
      it(`swallows none but on purpose, and tells so: ${what}`, () => {
        const { collections, problems } = read(...before, '', ...lines);
        assert.deepEqual(
          questionsOf(collections).map(({ id }) => id),
          ids,
        );
        assert.deepEqual(
          problems.filter(({ code }) => code === 'unclosed-comment').map(one => one.startLine),
          told,
        );
      });

    it('is a draft however long it is', () => {
      const draft = Array.from({ length: 3000 }, (_, at) => (at % 3 ? `Line ${at}` : ''));
      const { collections } = read('## a', '', 'x', '<!-- y', '', '## b', ...draft, '-->', '## c');
      assert.deepEqual(
        questionsOf(collections).map(({ id }) => id),
        ['a', 'c'],
      );
    });

    it('is of the category that stands in it', () => {
      const { collections } = read(
        '# A',
        '',
        '## a',
        '',
        '<!-- x',
        '',
        '# B',
        '',
        '## b',
        '<!-- y -->',
      );
      assert.deepEqual(
        collections.flatMap(({ categories }) => categories.map(({ title }) => title)),
        ['A', 'B'],
      );
    });
  });

  it('passes over a comment between question and hint', () => {
    const { collections } = read('## a', '', '<!-- todo -->', '', '> the hint');
    assert.equal(questionsOf(collections)[0]!.hint, 'the hint');
  });

  it('reads data at the top of a file as no heading', () => {
    const { collections } = read('---', 'tags: [django]', 'title: My pack', '---', '## a');
    assert.deepEqual(
      questionsOf(collections).map(({ id, source }) => [id, source.startLine]),
      [['a', 4]],
    );
  });

  for (const [what, change] of [
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['old Mac line ends', (text: string) => text.replaceAll('\n', '\r')],
    ['a byte-order mark', (text: string) => `\uFEFF${text}`],
  ] as const) {
    it(`reads a file with ${what} as the same`, () => {
      const text = '# C\n\n## a {#x}\n\n> hint\n> more\n\nanswer\n\n```\ncode\n```\n';
      const plain = parsePack([{ path: 'a.md', text }]);
      const changed = parsePack([{ path: 'a.md', text: change(text) }]);
      assert.deepEqual(changed, plain);
      const { source } = questionsOf(plain.collections)[0]!;
      assert.equal(questionBody(change(text), source), questionBody(text, source));
    });
  }

  it('replaces NUL', () => {
    const [question] = questionsOf(read('## a\0b {#x}').collections);
    assert.equal(question!.title, 'a\uFFFDb');
  });

  it('takes prototype names as ids like any other', () => {
    const { collections, problems } = read(
      '## a {#constructor}',
      '## b {#toString}',
      '## constructor',
    );
    assert.deepEqual(
      questionsOf(collections).map(({ id }) => id),
      ['constructor', 'toString', 'constructor-2'],
    );
    assert.equal(problems.filter(({ code }) => code === 'duplicate-id').length, 1);
  });
});

describe('Ids', () => {
  it('stay with the first question; a later one gets the next that nobody asks for', () => {
    const { collections, problems } = parsePack([
      { path: '1.md', text: '## x {#a}\n## y {#a}\n## z {#a-2}' },
      { path: '2.md', text: '## a' },
    ]);
    assert.deepEqual(
      questionsOf(collections).map(({ id }) => id),
      ['a', 'a-3', 'a-2', 'a-4'],
    );
    assert.deepEqual(
      problems
        .filter(({ code }) => code === 'duplicate-id')
        .map(({ file, startLine, message }) => [file, startLine, message.includes('1.md:1')]),
      [
        ['1.md', 1, true],
        ['2.md', 0, true],
      ],
    );
  });

  it('of collections that are there already are taken', () => {
    const { collections: before } = read('# T', '## a');
    const { collections, problems } = parsePack([{ path: 'pack.md', text: '# T\n## a' }], before);
    assert.deepEqual(outline(collections), [{ 'pack-2: T': [{ 'pack-2/pack: T': ['a-2'] }] }]);
    assert.equal(problems.filter(({ code }) => code === 'duplicate-id').length, 1);
  });

  for (const id of ['', '-a', 'a b', 'ä', '../x', 'a'.repeat(101)]) {
    it(`cannot be “${id.slice(0, 12)}”: the wording gives one`, () => {
      const { collections, problems } = read(`## My question {#${id}}`, '> h');
      assert.equal(questionsOf(collections)[0]!.id, 'my-question');
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['invalid-id'],
      );
    });
  }

  it('of 100 characters leave room for a suffix', () => {
    const id = 'a'.repeat(100);
    const ids = questionsOf(read(`## x {#${id}}`, `## y {#${id}}`).collections).map(q => q.id);
    assert.equal(ids[1], `${'a'.repeat(92)}-2`);
  });
});

describe('Short titles', () => {
  const cases: readonly [string, string, string, string | undefined][] = [
    ['beside the id', '## What is it? {#x title="It"}', 'x', 'It'],
    ['with spaces around the words', '## What is it? {#x  title=" It  all "}', 'x', 'It all'],
    ['with marks behind', '## What is it? {#x title="It"} ##', 'x', 'It'],
    ['that are empty', '## What is it? {#x title=""}', 'x', undefined],
    [
      'cut off where they are not short',
      `## What? {#x title="${'y'.repeat(90)}"}`,
      'x',
      'y'.repeat(80),
    ],
  ];
  for (const [what, heading, id, short] of cases) {
    it(`are read ${what}`, () => {
      const { collections, problems } = read(heading, '> h');
      const [question] = questionsOf(collections);
      assert.deepEqual([question!.id, question!.short], [id, short]);
      assert.ok(!question!.title.includes('{'));
      assert.deepEqual(problems, []);
    });
  }

  it('are none where something else stands in the braces', () => {
    const [question] = questionsOf(read('## What? {#x title=It}', '> h').collections);
    assert.equal(question!.short, undefined);
  });
});

describe('The folder form', () => {
  const files = [
    { path: 'README.md', text: '# Index\n\n1. [B](b/README.md)\n2. [A](./a/)\n' },
    {
      path: 'a/README.md',
      text: '# Alpha\n\nIntro, see [x](https://x.org).\n\n## Remember\n\n- Tip.',
    },
    { path: 'a/10-last.md', text: '# Last\n## a10' },
    { path: 'a/2-first.md', text: '# First\n## a2' },
    {
      path: 'b/README.md',
      text: '# Beta\n\n- [Two](2.md#x)\n- [One](1%2Eone.md)\n- [Gone](no.md)\n',
    },
    { path: 'b/1.one.md', text: '# One\n## b1\n# More\n## b1b' },
    { path: 'b/2.md', text: '# Two\n## b2' },
    { path: 'b/3.md', text: '# Three\n## b3' },
    { path: 'c/lone.md', text: '# Lone\n## c' },
  ];

  it('takes order, titles, introduction and tips from the READMEs', () => {
    const { collections, problems } = parsePack(files);
    assert.deepEqual(outline(collections), [
      {
        'b: Beta': [
          { 'b/2: Two': ['b2'] },
          { 'b/one: One': ['b1'] },
          { 'b/more: More': ['b1b'] },
          { 'b/3: Three': ['b3'] },
        ],
      },
      { 'a: Alpha': [{ 'a/first: First': ['a2'] }, { 'a/last: Last': ['a10'] }] },
      { 'lone: Lone': [{ 'lone/lone: Lone': ['c'] }] },
    ]);
    const alpha = collections[1]!;
    assert.equal(alpha.introduction, 'Intro, see [x](https://x.org).');
    assert.deepEqual(alpha.tips, ['Tip.']);
    assert.deepEqual(
      problems.filter(({ severity }) => severity !== 'information'),
      [],
    );
  });

  it('does not depend on the order of the files given', () => {
    const forwards = parsePack(files).collections;
    assert.deepEqual(parsePack([...files].reverse()).collections, forwards);
  });

  it('takes a README that is alone for a pack', () => {
    const { collections } = parsePack([{ path: 'x/README.md', text: '# Mine\n## a' }]);
    assert.equal(collections[0]!.title, 'Mine');
    assert.equal(questionsOf(collections).length, 1);
  });

  it('reads the root as a collection where its README has files beside it', () => {
    const { collections } = parsePack([
      { path: 'README.md', text: '# Mine' },
      { path: 'b.md', text: '## b' },
      { path: 'a.md', text: '## a' },
    ]);
    assert.deepEqual(outline(collections), [
      { 'mine: Mine': [{ 'mine/a: A': ['a'] }, { 'mine/b: B': ['b'] }] },
    ]);
  });

  it('ends where READMEs lead to each other, out of the pack, or to themselves', () => {
    const { collections } = parsePack([
      { path: 'README.md', text: '- [a](a/README.md)\n- [self](README.md)\n- [out](../../x.md)' },
      { path: 'a/README.md', text: '- [up](../README.md)\n- [f](f.md)\n- [bad](%E0%A4%A)' },
      { path: 'a/f.md', text: '## f' },
    ]);
    assert.equal(questionsOf(collections).length, 1);
  });
});

describe('The bullets form', () => {
  it('takes what stands below an item as its answer', () => {
    const text = [
      '## C',
      '**K:**',
      '* **Q?** (A hint)',
      '',
      '  ### In short',
      '',
      '  Text.',
      '* **R?**',
      '* **Not `**` the end?** (h)',
    ].join('\n');
    const { collections } = parsePack([{ path: 'p.md', text }]);
    assert.deepEqual(
      questionsOf(collections).map(({ title, hint, source }) => [
        title,
        hint,
        source.startLine,
        source.endLine,
      ]),
      [
        ['Q?', 'A hint', 2, 7],
        ['R?', undefined, 7, 8],
        ['Not `**` the end?', 'h', 8, 9],
      ],
    );
    const [first] = questionsOf(collections);
    assert.equal(questionBody(text, first!.source).trim(), '### In short\n\nText.');
  });

  it('is not taken for one where only a few answers have such lists', () => {
    const { collections } = read('## a', '## b', '**Pros:**', '* **Fast** (very)', '## c', '## d');
    assert.deepEqual(
      questionsOf(collections).map(({ id }) => id),
      ['a', 'b', 'c', 'd'],
    );
  });

  it('needs no heading: the file names the collection', () => {
    const { collections } = read('**K:**', '', '- **Q?**', '');
    assert.deepEqual(outline(collections), [{ 'pack: Pack': [{ 'pack/k: K': ['q'] }] }]);
  });

  it('keeps its own collections in a folder with a README', () => {
    const { collections } = parsePack([
      { path: 'README.md', text: '# Folder' },
      { path: 'a.md', text: '# A\n## a' },
      { path: 'b.md', text: '## Own\n**K:**\n* **Q?** (h)' },
    ]);
    assert.deepEqual(
      collections.map(({ title }) => title),
      ['Folder', 'Own'],
    );
  });
});

describe('A problem', () => {
  const cases: readonly [string, readonly string[], ProblemCode, Severity, number, number][] = [
    [
      'a question without wording',
      ['## {#x}', 'text', '## b', '> h'],
      'empty-question',
      'error',
      0,
      1,
    ],
    ['a file without questions', ['# Title', 'text'], 'no-questions', 'warning', 0, 1],
    ['an empty file', [''], 'no-questions', 'warning', 0, 1],
    [
      'an unknown section',
      ['## a', '> h', '', '### Summary'],
      'unknown-section',
      'information',
      3,
      4,
    ],
    [
      'an unsafe link',
      ['## a', '> h', 'x', '', 'one', '[x](command:y)'],
      'unsafe-link',
      'warning',
      5,
      6,
    ],
    ['an unsafe autolink', ['## a', '> h', '', '<vscode:x/y>'], 'unsafe-link', 'warning', 3, 4],
    [
      'an unsafe definition',
      ['## a', '> h', '', '[x]: file:///etc'],
      'unsafe-link',
      'warning',
      3,
      4,
    ],
    ['a relative link', ['## a', '> h', '', '- [x](b.md)'], 'unsafe-link', 'warning', 3, 4],
    ['an unsafe link in a hint', ['## a', '> [x](http://x.org)'], 'unsafe-link', 'warning', 1, 2],
    [
      'a link in disguise',
      ['## a', '> h', '', '[x](&#106;avascript:y)'],
      'unsafe-link',
      'warning',
      3,
      4,
    ],
    [
      'an open fence in a list',
      ['## a', '> h', '- x', '  ```', '  y', 'z'],
      'unclosed-fence',
      'warning',
      3,
      5,
    ],
  ];
  for (const [what, lines, code, severity, startLine, endLine] of cases) {
    it(`is ${what}: ${code}`, () => {
      const { problems } = read(...lines);
      assert.deepEqual(
        problems.map(({ message, key: _key, args: _args, columns: _columns, ...problem }) => {
          assert.ok(message.length > 20);
          return problem;
        }),
        [{ file: 'pack.md', code, severity, startLine, endLine }],
      );
    });
  }

  it('is no link to a page, an address or a question', () => {
    const { problems } = read(
      '## a',
      '> h',
      '',
      '[a](https://docs.djangoproject.com/en/5.2/), <mailto:a@b.org>, [q](#caching), `[x](y:z)`',
    );
    assert.deepEqual(problems, []);
  });

  it('keeps the other files when one is too long', () => {
    const { collections, problems } = parsePack([
      { path: 'big.md', text: `## a\n${'x'.repeat(5 * 1024 * 1024)}` },
      { path: 'good.md', text: '## b\n> h' },
    ]);
    assert.deepEqual(
      questionsOf(collections).map(({ id }) => id),
      ['b'],
    );
    assert.deepEqual(
      problems.map(({ code, file }) => [code, file]),
      [['too-large', 'big.md']],
    );
  });

  it('is a file of more questions than anyone can study', () => {
    const lines = Array.from({ length: maximumQuestions + 1 }, (_, index) => `## q${index}\n> h`);
    const { collections, problems } = read(...lines);
    assert.equal(collections.length, 0);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['too-large'],
    );
  }).timeout(30_000);
});
