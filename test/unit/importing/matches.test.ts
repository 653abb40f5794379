import assert from 'node:assert/strict';
import { findQuestions, type FoundQuestion } from '../../../src/study/importing';
import { wantedIds } from '../../../src/study/importing/collection';
import { foundQuestion } from '../../../src/study/importing/found';
import { OwnQuestions } from '../../../src/study/importing/matches';
import { exactWording } from '../../../src/study/importing/wording';
import { parsePack, questionBody } from '../../../src/study/pack';
import { packMarkdown } from '../../../src/study/pack/write';
import type { Question } from '../../../src/study/question';
import { finish } from '../../../src/study/steps';

const own = (id: string, title: string): Question => ({
  id,
  title,
  hint: undefined,
  source: { pack: 'p', file: 'a.md', startLine: 0, endLine: 1, bodyLine: 1 },
});

interface Given {
  readonly title?: string;
  readonly answer?: string;
  readonly category?: string;
}

/** Each question found with the person's that it matches: `=` where it adds nothing, `?` if unsure. */
function matched(own: OwnQuestions, found: readonly Given[]): string[] {
  const all = found.map(one => foundQuestion({ title: 'Why?', ...one }));
  const matches = finish(own.matchesInSteps(all));
  return all.map(one => {
    const match = matches.get(one);
    if (!match) return 'new';
    const sign = match.same ? '=' : `${match.isUnsure ? '?' : ''}${match.replaces ? '!' : ''}`;
    return sign + match.own.id;
  });
}

/** The person's questions, named by numbers. */
function owned(given: readonly Given[]): OwnQuestions {
  const known = new OwnQuestions();
  given.forEach(({ title = 'Why?', answer = '', category = '' }, at) => {
    known.add(own(`${at + 1}`, title), category, answer);
  });
  return known;
}

describe('The person’s own questions among imported ones', () => {
  const known = owned([
    { title: 'What is *CSRF*?', answer: '### In short\n\nAn  attack.' },
    { title: 'Which one?', answer: 'This.' },
    { title: 'Which one?', answer: 'That.' },
    {
      title: 'Do it?',
      answer: 'Yes.\n\n### Exercise\n\nDo it.\n\n```python title="checks/test_a.py" check\n```\n',
    },
  ]);
  const find = (title: string, answer: string) => matched(known, [{ title, answer }])[0];

  it('are found by wording and answer', () => {
    assert.equal(find('what is csrf', '#### In short\nAn attack.'), '=1');
    assert.equal(find('What is CSRF?', 'Another.'), '?!1');
    assert.equal(find('What is XSS?', 'Another.'), 'new');
  });

  it('are the same with a code or without, as the rest of their list has codes or not', () => {
    const coded = [
      'DOC-001 What is a list?',
      'DOC-002: What is a tuple?',
      'DOC-003 — What is a set?',
    ];
    const bare = ['What is a list?', 'What is a tuple?', 'What is a set?'];
    const known = (titles: readonly string[]) =>
      owned(titles.map(title => ({ title, answer: 'x' })));
    const found = (titles: readonly string[]) => titles.map(title => ({ title, answer: 'x' }));
    assert.deepEqual(matched(known(bare), found(coded)), ['=1', '=2', '=3']);
    assert.deepEqual(matched(known(coded), found(bare)), ['=1', '=2', '=3']);
    // With another code it is about something else.
    assert.deepEqual(
      matched(known(['PEP-8: What is it about?']), [
        { title: 'PEP-20: What is it about?', answer: 'y' },
      ]),
      ['new'],
    );
  });

  it('are the same with links that an import broke', () => {
    const links = owned([
      {
        title: 'What is [it]\u2060(command:a) <\u2060steam:b>?',
        answer: 'See [a]\u2060(steam:b).',
      },
    ]);
    const title = 'What is [it](command:a) <steam:b>?';
    assert.deepEqual(matched(links, [{ title, answer: 'See [a](steam:b).' }]), ['=1']);
    assert.equal(exactWording('<\u2060steam:b>'), exactWording('<steam:b>'));
  });

  it('are the same without their exercise, which other formats cannot have', () => {
    assert.equal(find('Do it?', 'Yes.'), '=4');
  });

  it('are told apart by their answers only where several have one wording', () => {
    assert.equal(find('Which one?', 'That.'), '=3');
    assert.equal(find('Which one?', 'Neither.'), 'new');
  });

  it('keep their answers where a list has none', () => {
    const answered = owned([
      { title: 'What is a model?', answer: 'A table.', category: 'Mine' },
      { title: 'What is C?', answer: 'A language.' },
    ]);
    const bare = (title: string, category = 'Django') => matched(answered, [{ title, category }]);
    assert.deepEqual(bare('What is a model?'), ['=1']);
    assert.deepEqual(bare('What is C?'), ['=2']);
    assert.deepEqual(bare('What is C#?'), ['new']);
  });

  it('are each matched once, by category where a wording comes again', () => {
    const [react, vue, docker] = ['React', 'Vue', 'Docker'].map(category => ({ category }));
    const fast = { ...react, answer: 'Fast.' };
    const small = { ...vue, answer: 'Small.' };
    const bare = owned([react!, vue!]);
    assert.deepEqual(matched(bare, [small, fast]), ['2', '1']);
    assert.deepEqual(matched(bare, [vue!, react!]), ['=2', '=1']);
    assert.deepEqual(matched(bare, [docker!, { ...docker, answer: 'Light.' }]), ['new', 'new']);
    const answered = owned([fast, small]);
    assert.deepEqual(matched(answered, [vue!, react!, docker!]), ['=2', '=1', 'new']);
    assert.deepEqual(matched(answered, [{ ...react, answer: 'Slow.' }, small]), ['!1', '=2']);
    // A list without categories, whose pack the person has named.
    assert.deepEqual(matched(answered, [{ answer: 'Fast.' }, { answer: 'Tiny.' }]), ['=1', '!2']);
    assert.deepEqual(matched(answered, [{}]), ['=1']);
    // Vue's is a question of its own beside React's.
    assert.deepEqual(matched(owned([fast]), [small, fast]), ['new', '=1']);
    assert.deepEqual(matched(owned([react!]), [react!, vue!]), ['=1', 'new']);
    assert.deepEqual(matched(owned([react!]), [fast, small]), ['1', 'new']);
    // In another category another may be meant.
    assert.deepEqual(matched(owned([react!]), [small]), ['?1']);
    assert.deepEqual(matched(owned([react!]), [{ answer: 'Small.' }]), ['1']);
  });

  it('are the same as before they were written to a pack', () => {
    const question = 'What is \0, or \ud800, or \ud83d\ude00?';
    const json = JSON.stringify([{ question, answer: 'It is \0 in\nC.' }]);
    const lists = [
      ['a.md', '<details><summary>Why?</summary>\n\nTitle\n=====\n\nText\n\n</details>\n'],
      ['b.md', '## What is it?\n\nThis:\n\n- a\n\n  ~~~\n  code\n\n## And this?\n\nText\n'],
      ['c.csv', 'question,answer\nWhat?,"Like so:\n\n```\ncode"\n'],
      ['d.json', json],
    ] as const;
    for (const [name, text] of lists) {
      const found = findQuestions(name, text).readings[0]?.questions ?? [];
      assert.ok(found.length > 0, name);
      const questions = found.map(({ answer, ...rest }, at) => ({
        ...{ ...rest, id: `q-${at}`, body: answer },
      }));
      // As it is in a file.
      const bytes = new TextEncoder().encode(packMarkdown([{ title: 'A', questions }]));
      const pack = new TextDecoder().decode(bytes);
      const own = new OwnQuestions();
      for (const question of parsePack([{ path: 'a.md', text: pack }]).collections[0]!
        .categories[0]!.questions)
        own.add(question, 'A', questionBody(pack, question.source));
      assert.deepEqual(
        matched(own, found),
        found.map((_, at) => `=q-${at}`),
        name,
      );
    }
  });

  it('differ by what is indented in code, and not by other white space', () => {
    const code = (...lines: string[]) => ['Run:', '', '```py', ...lines, '```'].join('\n');
    const python = owned([{ answer: code('for x in y:', '    a()', '    b()', '# c') }]);
    const find = (...lines: string[]) => matched(python, [{ answer: code(...lines) }]);
    assert.deepEqual(find('for x in y:', '    a()', '    b()  ', '', '#  c'), ['=1']);
    assert.deepEqual(find('for x in y:', '    a()', 'b()', '# c'), ['!1']);
    assert.deepEqual(find('for x in y:', '    a()', '    b()', '## c'), ['!1']);
  });

  it('are the same in a list whose last answer defines the links of all', () => {
    const list =
      '## What is a view?\n\nSee [it][a].\n\n## And a form?\n\nSee [it][a].\n\n[a]: /b\n';
    const found = findQuestions('a.md', list).readings[0]!.questions;
    const questions = found.map(({ title, answer }) => ({ id: title, title, body: answer }));
    const pack = packMarkdown([{ title: 'A', questions }]);
    const mine = new OwnQuestions();
    for (const one of parsePack([{ path: 'a.md', text: pack }]).collections[0]!.categories[0]!
      .questions)
      mine.add(one, 'A', questionBody(pack, one.source));
    assert.ok(matched(mine, found).every(match => match.startsWith('=')));
    const changed = found.map(one => ({ ...one, answer: one.answer.replace('/b', '/c') }));
    assert.deepEqual(
      matched(mine, changed).map(match => match.charAt(0)),
      ['=', '!'],
    );
  });

  it('are one for each category where a bare list asks the same about each', () => {
    const list = (bullet: string) =>
      ['React', 'Vue']
        .map(name => `## ${name}\n\n- What are the pros and cons?${bullet}\n- What is ${name}?\n`)
        .join('\n');
    const read = (text: string) => findQuestions('a.md', text).readings[0]!.questions;
    const bare = read(list(''));
    assert.deepEqual(
      bare.map(({ title, category }) => `${category}: ${title}`),
      [
        ...['React: What are the pros and cons?', 'React: What is React?'],
        ...['Vue: What are the pros and cons?', 'Vue: What is Vue?'],
      ],
    );
    assert.deepEqual(matched(owned(bare), bare), ['=1', '=2', '=3', '=4']);
    // What names its subject is asked once.
    const long = '- Which of the events of a page would you handle in a component, and why?\n';
    assert.equal(read(`${list('')}${long}\n## Angular\n\n${long}- What is Angular?\n`).length, 6);
  });

  it('may be thousands of one wording', () => {
    const count = 4_000;
    for (const answer of ['', 'Answer']) {
      const part = (at: number) => ({ category: `Part ${at}`, answer: answer && `Answer ${at}.` });
      const mine = owned(Array.from({ length: count }, (_, at) => part(at)));
      const found = Array.from({ length: count }, (_, at) => part(at + 10));
      const before = process.cpuUsage();
      assert.deepEqual(
        matched(mine, found),
        found.map((_, at) => (at + 10 < count ? `=${at + 11}` : 'new')),
      );
      // Comparing each with all others would take a minute.
      assert.ok(process.cpuUsage(before).user < 5_000_000);
    }
  });
});

describe('The id of an imported question', () => {
  const ids = (name: string, text: string) =>
    findQuestions(name, text).readings[0]?.questions.map(({ id }) => id);
  const rows = (given: readonly string[]) =>
    given.map(id => ({ id, question: `What is ${id}?`, answer: 'It.' }));
  const csv = (given: readonly string[]) =>
    ['id,question,answer', ...rows(given).map(one => Object.values(one).join(','))].join('\n');

  it('is its own where it only counts: other lists count, too', () => {
    const given = ['1', '02', 'q3', 'Q-4', 'question_5', 'ch1.q2', '2.1', '7b', '第8'];
    const none = given.map(() => undefined);
    assert.deepEqual(ids('a.csv', csv(given)), none);
    assert.deepEqual(ids('a.json', JSON.stringify(rows(given))), none);
  });

  it('is its own where all count below a few names', () => {
    for (const given of [
      ['orm-basics-1', 'orm-basics-2', 'views-1', 'views-2', 'views-4'],
      ['py-q01', 'py-q02', 'py-q03'],
      ['a', 'b', 'c'],
      ['ORM.1.a', 'ORM.1.b'],
    ]) {
      const none = given.map(() => undefined);
      assert.deepEqual(ids('a.csv', csv(given)), none);
      assert.deepEqual(ids('a.json', JSON.stringify(rows(given))), none);
    }
    for (const given of [
      ['what-is-a-model-1', 'what-is-a-view-1', 'what-is-a-view-2'],
      ['about-pep-8', 'about-pep-20', 'about-pep-484'],
      ['python-basics-1', 'python-basics-2', 'csrf'],
    ])
      assert.deepEqual(ids('a.csv', csv(given)), given);
  });

  const wanted = (asked: readonly FoundQuestion[], all: readonly FoundQuestion[]) => {
    const ids = finish(wantedIds(all));
    return asked.map(one => ids.get(one));
  };

  it('is made of the category, too, where several have one wording', () => {
    const all = ['React', 'Vue', 'Vue'].map((category, at) =>
      foundQuestion({ title: at < 2 ? 'Why?' : 'How?', category }),
    );
    for (const order of [all, all.toReversed()])
      assert.deepEqual(wanted(all, order), ['why-react', 'why-vue', 'how']);
    const named = foundQuestion({ id: 'own', title: 'Why?' });
    assert.deepEqual(wanted([named], [named, foundQuestion({ title: 'Own' })]), ['own']);
  });

  it('is another for wordings that differ by marks or answers alone, in whatever order', () => {
    const languages = ['C', 'C++', 'C#'].map(name => foundQuestion({ title: `What is ${name}?` }));
    const cases = ['React', 'Vue'].map((category, at) =>
      foundQuestion({ title: ['Why use it?', 'Why Use It?'][at] ?? '', category }),
    );
    const answers = ['a', 'b', 'c'].map(answer => foundQuestion({ title: 'How?', answer }));
    const other = [
      foundQuestion({ title: 'Why', category: 'use it' }),
      foundQuestion({ title: 'Why', category: 'not' }),
    ];
    const all = [...languages, ...cases, ...answers, ...other];
    const ids = wanted(all, all);
    assert.equal(new Set(ids).size, all.length, ids.join(' '));
    assert.deepEqual(wanted(all, all.toReversed()), ids);
    assert.deepEqual(ids.slice(3, 5), ['why-use-it-react', 'why-use-it-vue']);
  });

  it('is the file’s where it names the question, and in a pack', () => {
    const given = ['csrf', 'what-is-es6', 'n-plus-1', 'what-is-a-model-2', 'e5b1c0d2a7f94e33b1'];
    assert.deepEqual(ids('a.csv', csv(given)), given);
    assert.deepEqual(ids('a.json', JSON.stringify(rows(given))), given);
    const questions = rows(['1', 'q2']).map(({ id, question: title }) => ({
      id,
      title,
      hint: 'Think.',
      body: 'It.',
    }));
    assert.deepEqual(ids('a.md', packMarkdown([{ title: 'A', questions }])), ['1', 'q2']);
  });
});
