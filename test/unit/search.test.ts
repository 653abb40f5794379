import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSearch, foldText, prepareSearch, type SearchEntry } from '../../src/study/search';

const entry = (id: string, title: string, hint = '', body = '', note = ''): SearchEntry => ({
  id,
  title,
  hint,
  body,
  note,
});

const entries = [
  entry(
    'caching',
    'How do you handle caching in Django?',
    'Mechanisms and benefits.',
    'Use `Redis`.',
  ),
  entry(
    'middleware',
    'What are Django middlewares?',
    'Requests, caching.',
    'The **order** counts.',
  ),
  entry('signals', 'What are Django signals?', 'Decoupling.', 'Not for caching in the model.'),
  entry('encaching', 'Encaching', '', ''),
  entry('cafe', 'Le modèle du Café', 'Çà et là', 'Straße'),
];
const search = createSearch(entries);
const ids = (query: string, limit = 10): string[] => search(query, limit).map(({ id }) => id);

describe('The search', () => {
  const cases: readonly [string, readonly string[], string][] = [
    [
      'caching',
      ['caching', 'encaching', 'middleware', 'signals'],
      'title before hint before answer',
    ],
    ['CACHING', ['caching', 'encaching', 'middleware', 'signals'], 'case does not matter'],
    ['cach', ['caching', 'encaching', 'middleware', 'signals'], 'a word’s start is enough'],
    ['redis caching', ['caching'], 'every word must be there, wherever'],
    ['django redis signals', [], 'one word missing is no hit'],
    ['what are django', ['middleware', 'signals'], 'equals keep their order'],
    ['django signals', ['signals'], 'a phrase is found'],
    ['cafe', ['cafe'], 'accents do not matter'],
    ['CAFÉ MODÈLE', ['cafe'], 'accents of the query do not matter'],
    ['cafe\u0301', ['cafe'], 'composed or not does not matter'],
    ['ca et la', ['cafe'], 'accents in a hint do not matter'],
    ['', [], 'nothing finds nothing'],
    [' \t\n ', [], 'white space finds nothing'],
    ['.*', [], 'punctuation alone finds nothing'],
  ];
  for (const [query, expected, why] of cases) {
    it(`finds ${expected.join(', ') || 'nothing'} for ${JSON.stringify(query)}: ${why}`, () => {
      assert.deepEqual(ids(query), expected);
    });
  }

  describe('with words as a person types them', () => {
    const typed = createSearch([
      entry('orm', 'How do you avoid N+1 queries?', '', 'Use `select_related()` or a *join*.'),
      entry('csrf', 'What is CSRF and how does Django protect you?'),
      entry('batteries', 'What are Django’s batteries?', 'Name it\'s "admin".'),
      entry('tests', 'Which unit tests do you write?', '', 'About 1 in n of them.'),
      entry('accents', 'Comment déployer à l’échelle ?'),
    ]);
    const cases: readonly [string, string][] = [
      ['what is csrf?', 'csrf'],
      ['CSRF, what is…', 'csrf'],
      ['django’s batteries', 'batteries'],
      ["django's batteries", 'batteries'],
      ['batteries of django’s', ''],
      ['batteries django’s', 'batteries'],
      ['“admin”', 'batteries'],
      ['unit-test', 'tests'],
      ['test unit', 'tests'],
      ['n+1', 'orm'],
      ['queries N + 1', 'orm'],
      ['select related', 'orm'],
      ['select_related', 'orm'],
      ['related select', 'orm'],
      ['select_related()', 'orm'],
      ["deployer a l'echelle", 'accents'],
    ];
    for (const [query, expected] of cases) {
      it(`puts ${expected || 'nothing'} first for ${query}`, () => {
        assert.equal(typed(query, 9)[0]?.id ?? '', expected);
      });
    }

    it('does not take the short parts of a word for words of their own', () => {
      const ids = typed("django's", 9).map(({ id }) => id);
      assert.deepEqual(ids, ['batteries', 'csrf']);
      assert.deepEqual(
        typed('n+1', 9).map(({ id }) => id),
        ['orm'],
      );
    });

    it('shows what was found with its punctuation', () => {
      assert.deepEqual(typed('related select', 1)[0], {
        id: 'orm',
        where: 'answer',
        snippet: 'Use select_related() or a *join*.',
      });
    });
  });

  it('ranks start, whole word, word’s start and middle of titles in this order', () => {
    const titles = ['subviews', 'on viewsets', 'on views', 'views of it'];
    const found = createSearch(titles.map(title => entry(title, title)))('views', 9);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['views of it', 'on views', 'on viewsets', 'subviews'],
    );
  });

  it('takes the best place of a word in a title', () => {
    const found = createSearch(
      ['subviews', 'on viewsets, reviews'].map(title => entry(title, title)),
    );
    assert.equal(found('views', 9)[0]!.id, 'on viewsets, reviews');
  });

  it('ranks all words in the title above some in the hint, however well those fit', () => {
    const found = createSearch([
      entry('hint', 'view', 'test'),
      entry('title', 'reviews, contests'),
    ]);
    assert.deepEqual(
      found('view test', 9).map(({ id, where }) => [id, where]),
      [
        ['title', 'title'],
        ['hint', 'hint'],
      ],
    );
  });

  it('finds the person’s own note after hints and before answers, and says so', () => {
    const found = createSearch([
      entry('answer', 'one', '', 'cursor cursor cursor'),
      entry('note', 'two', 'with', '', 'Ask the team about the **cursor**.'),
      entry('hint', 'three', 'precursor'),
      { id: 'none', title: 'four', hint: '', body: '' },
    ]);
    assert.deepEqual(
      found('cursor', 9).map(({ id, where }) => [id, where]),
      [
        ['hint', 'hint'],
        ['note', 'note'],
        ['answer', 'answer'],
      ],
    );
    assert.deepEqual(found('with two cursor', 9), [
      { id: 'note', where: 'note', snippet: 'Ask the team about the cursor.' },
    ]);
  });

  it('ranks a phrase above its words', () => {
    const found = createSearch([entry('apart', 'query the set'), entry('phrase', 'a query set')]);
    assert.equal(found('query set', 9)[0]!.id, 'phrase');
  });

  it('ranks an answer with a name above one that repeats the parts of it', () => {
    const repeated = 'Related rows: SELECT 1, related to SELECT 2. '.repeat(20);
    const found = createSearch([
      entry('parts', 'Readiness', '', repeated),
      entry('whole', 'Queries', '', 'Here `select_related` is one query.'),
    ]);
    for (const query of ['select_related', 'select related']) {
      assert.equal(found(query, 9)[0]!.id, 'whole', query);
    }
  });

  it('says where it found the words and shows the text around them', () => {
    const long = `${'before '.repeat(20)}the **needle** in \`code\`\n\n## after ${'after '.repeat(40)}`;
    const [hit] = createSearch([entry('x', 'title', 'hint', long)])('needle', 1);
    assert.equal(hit!.where, 'answer');
    assert.match(hit!.snippet!, /^…before .*the needle in code after after.*…$/);
    assert.ok(hit!.snippet!.length < 170);
    assert.deepEqual(createSearch([entry('x', 'title', 'A hint.')])('hint title', 1), [
      { id: 'x', where: 'hint', snippet: 'A hint.' },
    ]);
    assert.deepEqual(search('encaching', 1), [{ id: 'encaching', where: 'title' }]);
  });

  it('gives no more than asked for, and the best of them', () => {
    assert.deepEqual(ids('caching', 2), ['caching', 'encaching']);
    assert.equal(ids('caching', 0).length, 1);
  });

  it('is prepared in steps of a few questions, and finds the same as one made at one go', () => {
    const hint = `caching ${'word '.repeat(1_600)}`;
    const many = Array.from({ length: 100 }, (_, at) => entry(`q${at}`, `Title ${at}`, hint));
    const steps = prepareSearch(many);
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    assert.equal(count, 4);
    assert.deepEqual(step.value('caching', 300), createSearch(many)('caching', 300));
  });

  it('finds a question by any word of it, whatever the script', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    const texts = fc.array(word, { minLength: 1, maxLength: 8 }).map(list => list.join(' '));
    fc.assert(
      fc.property(texts, texts, texts, texts, fc.nat(), (title, hint, body, note, pick) => {
        const all = `${title} ${hint} ${body} ${note}`.split(/\s+/).filter(text => text !== '');
        fc.pre(all.length > 0);
        const query = all[pick % all.length]!;
        fc.pre(/[\p{L}\p{N}]/u.test(query)); // punctuation alone finds nothing
        const [hit] = createSearch([entry('x', title, hint, body, note)])(query, 5);
        assert.equal(hit?.id, 'x');
      }),
    );
  });

  it('folds without moving anything, so that positions hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        assert.equal(foldText(text).length, text.normalize('NFC').length);
      }),
    );
    assert.equal(foldText('İÉßΣ한が'), 'iéßσ한が'.replace('é', 'e').replace('が', 'か'));
  });
});
