import assert from 'node:assert/strict';
import { findQuestions, type FoundQuestion } from '../../../src/study/importing';

/** `category: title → answer`, as a summary of what was found. */
const told = ({ title, hint, answer, category }: FoundQuestion): string =>
  `${category === '' ? '' : `${category}: `}${title}${hint === '' ? '' : ` (${hint})`}${
    answer === '' ? '' : ` → ${answer}`
  }`;

const found = (name: string, ...lines: readonly string[]): readonly string[] =>
  (findQuestions(name, lines.join('\n')).readings[0]?.questions ?? []).map(told);

/** What links and tasks to study by are written as, rather than questions with answers. */
describe('Lists to study by', () => {
  it('may be tables of questions and links, below headings with a quote', () => {
    assert.deepEqual(
      found(
        'a.md',
        ...['## Rooms', '', '> With solutions.', '', '| Question | |', '|---|---|'],
        ...['| Design a kitchen | [Solution](https://example.org/1) |'],
        ...['| Design a hall | [Add one](#add) |', '| Add a room | [Add one](#add) |', ''],
        ...['### Design a kitchen', '', '[Exercise](https://example.org/1)', ''],
        ...['### Design a hall', '', '[Exercise](https://example.org/2)', ''],
        ...['## Gardens', '', '> Without.', '', '| Question | Reference(s) |', '|---|---|'],
        ...[
          '| Design a pond<br/>Fill it | [a](https://example.org/a)<br/>[b](https://b.example) |',
        ],
        ...['| Which trees grow fast? | [c](https://example.org/c) |'],
        '| How is a lawn cut? | [d](https://example.org/d) |',
      ),
      [
        'Rooms: Design a kitchen → [Solution](https://example.org/1)',
        'Rooms: Design a hall',
        'Gardens: Design a pond Fill it → [a](https://example.org/a)\\\n[b](https://b.example)',
        'Gardens: Which trees grow fast? → [c](https://example.org/c)',
        'Gardens: How is a lawn cut? → [d](https://example.org/d)',
      ],
    );
    // Rows that lead to answers below are contents.
    assert.deepEqual(
      found(
        'a.md',
        ...['| Question | Answer |', '|---|---|', '| What is it? | [Go](#what) |'],
        ...['| Why? | [Go](#why) |', '', '## What is it?', '', 'x', '', '## Why?', '', 'y'],
      ),
      ['What is it? → x', 'Why? → y'],
    );
  });

  it('may be tables of contents most of whose rows lead to no answer', () => {
    const linked = (title: string) => `| 1 | [${title}](#${title.replace(/\W+/g, '-')}) |`;
    const answers = ['1. #### What is a view?', '', 'x', '', '1. #### What is a form?', '', 'y'];
    assert.deepEqual(
      found(
        'a.md',
        ...['### Django', '', '| Number | Question |', '|---|---|', linked('What is a view ?')],
        ...[linked('What is a signal ?'), '| 3 | What is a field ? |', '| 5 | What is a form? |'],
        ...['| 9 | Why are there `Q<T>` objects ? |', '| 12 | What is a mixin ? |', '', ...answers],
      ),
      [
        'Django: What is a signal ?',
        'Django: What is a field ?',
        'Django: Why are there `Q<T>` objects ?',
        'Django: What is a mixin ?',
        'Django: What is a view? → x',
        'Django: What is a form? → y',
      ],
    );
    // Where few do not, these are still to be written.
    assert.deepEqual(
      found(
        'a.md',
        ...['### Django', '', '| Number | Question |', '|---|---|', linked('What is a view ?')],
        ...[linked('What is a form?'), linked('Who asks?'), '| 3 | What is a field? |'],
        ...['| 9 | Why are there lists? |', '| 12 | What is a mixin? |', '', ...answers],
      ),
      ['Django: What is a view? → x', 'Django: What is a form? → y'],
    );
  });

  it('have their subjects from headings rather than from tags or from how they ask', () => {
    const table = (...rows: readonly string[]) => ['| Question | Tag |', '|---|---|', ...rows, ''];
    assert.deepEqual(
      found(
        'a.md',
        ...['# Django', '', '## Views', '', ...table('| What is a view? | `[NEW]` |')],
        ...['## Forms', '', ...table('| What is a form? | `[NEW]` |', '| Why? | `[OLD]` |')],
      ),
      ['Views: What is a view?', 'Forms: What is a form?', 'Forms: Why?'],
    );
    // They are kept where there is an answer.
    assert.deepEqual(
      found(
        'a.md',
        '## Views\n',
        '| Question | Answer | Tags |',
        '|-|-|-|',
        '| What? | x | new, old |',
      ),
      ['Views: What? → x\n\nTags: new, old'],
    );
    // Without a heading, tags are all there is.
    assert.deepEqual(found('a.md', ...table('| What is a view? | Views |', '| Why? | Forms |')), [
      'Views: What is a view?',
      'Forms: Why?',
    ]);
    const asked = [
      { question: 'What is a view?', type: 'single_choice', answer: 'A function' },
      { question: 'Why?', type: 'fill_blank', answer: 'So' },
      { question: 'Is it?', type: 'true_false', answer: 'Yes' },
    ];
    assert.deepEqual(found('a.json', JSON.stringify(asked)), [
      'What is a view? → A function',
      'Why? → So',
      'Is it? → Yes',
    ]);
  });

  it('may be tables of numbers, names and addresses without names of columns', () => {
    const rows = ['7,Two stacks,31.5%,Easy,1.75, https://example.org/two-stacks'];
    rows.push('12,Find a pair,8%,Hard,0.5, https://example.org/pair');
    rows.push('15,Turn a list,44.0%,Easy,0.25, https://example.org/turn');
    rows.push('16,Flat trees,9.5%,Hard,0.5, https://example.org/flat');
    assert.deepEqual(found('a.csv', ...rows), [
      'Easy: Two stacks → https://example.org/two-stacks',
      'Hard: Find a pair → https://example.org/pair',
      'Easy: Turn a list → https://example.org/turn',
      'Hard: Flat trees → https://example.org/flat',
    ]);
    // Where a row has its own answer, the address is not the answer.
    assert.deepEqual(
      found(
        'a.csv',
        ...['a', 'b', 'c'].map(at => `Term ${at},It is ${at},https://x.example/${at}`),
      ),
      ['a', 'b', 'c'].map(at => `Term ${at} (https://x.example/${at}) → It is ${at}`),
    );
  });

  it('may be objects with a name and an address', () => {
    const problem = (name: string) => ({
      ...{ id: 3, name, url: `https://example.org/${name}`, pattern: ['Trees', 'Lists'] },
      companies: ['Example'],
    });
    const json = (...names: readonly string[]) =>
      found('a.json', JSON.stringify({ updated: 'today', data: names.map(problem) }));
    assert.deepEqual(json('one', 'two', 'three'), [
      'Trees: one → https://example.org/one',
      'Trees: two → https://example.org/two',
      'Trees: three → https://example.org/three',
    ]);
    // As an author and a sponsor have.
    assert.deepEqual(json('one', 'two'), []);
    assert.deepEqual(found('a.json', '{"question":"Why?","by":[{"name":"A","url":"https://a"}]}'), [
      'Why?',
    ]);
  });

  const address = (path: string) => `https://example.org/${path}`;

  it('may be links and little else below several headings', () => {
    const link = (name: string) => `* [${name}](${address(name.charAt(0))})`;
    assert.deepEqual(
      found(
        'a.md',
        ...['# Guide', '', 'What to read.', '', '## Network', '', link('Ports'), link('Why DNS?')],
        ...['', '## Disks', '', `* In short: [Inodes](${address('I')})`, link('Mounting')],
        ...['* [Contents](#disks)', '', '## Useful links', '', link('My page'), ''],
        ...['## Memory', '', link('Stack'), link('Heap')],
      ),
      [
        `Network: Ports → <${address('P')}>`,
        `Network: Why DNS? → <${address('W')}>`,
        `Disks: Inodes → <${address('I')}>`,
        `Disks: Mounting → <${address('M')}>`,
        `Memory: Stack → <${address('S')}>`,
        `Memory: Heap → <${address('H')}>`,
      ],
    );
  });

  it('are not links to read besides questions', () => {
    const names = Array.from({ length: 16 }, (_, at) => `- [Book ${at}](${address(String(at))})`);
    const links = ['## Books', '', ...names, '', '## Videos', '', ...names];
    const asked = ['What is a view?', 'Why are there forms?', 'When is it saved?'];
    const written: readonly ((title: string) => readonly string[])[] = [
      title => [`### ${title}`, '', 'So.', ''],
      title => [`Q: ${title}`, 'A: So.', ''],
      title => [`**${title}**`, '', 'So.', ''],
      title => [`1. ${title}`, '', '   So.', ''],
      title => [`<details><summary>${title}</summary>`, '', 'So.', '', '</details>', ''],
    ];
    for (const write of written)
      assert.deepEqual(
        found('a.md', '# Django', '', '## Basics', '', ...asked.flatMap(write), ...links),
        asked.map(title => `Basics: ${title} → So.`),
      );
    const items = asked.map(title => `- ${title}`);
    assert.deepEqual(
      found('a.md', '## Basics', '', ...items, '', ...links),
      asked.map(title => `Basics: ${title}`),
    );
  });

  it('are links where few questions are about the page itself', () => {
    const subjects = ['Python', 'Models', 'Views', 'Forms', 'Caches', 'Tests'];
    const links = (count: number) =>
      subjects.flatMap(subject => [
        ...[`## ${subject}`, ''],
        ...Array.from({ length: count }, (_, at) => `- [${subject} ${at}](${address(`${at}`)})`),
        '',
      ]);
    const about = [
      '## What is it?',
      '',
      'A list.',
      '',
      '## How to use it?',
      '',
      'From the top.',
      '',
    ];
    const faq = [
      '## FAQ',
      '',
      '### Can I skip parts?',
      '',
      'Yes.',
      '',
      '### Why so many?',
      '',
      'So.',
    ];
    const more = ['', '### Who are you?', '', 'I.', '', '### Where do I start?', '', 'At the top.'];
    for (const [count, lines] of [
      [10, ['# Plan', '', ...about, ...links(10)]],
      [7, ['# Plan', '', ...links(7), ...faq]],
      [12, ['# Plan', '', ...links(12), ...faq, ...more]],
    ] as const) {
      const [first] = findQuestions('a.md', lines.join('\n')).readings;
      assert.deepEqual([first?.shape, first?.questions.length], ['list', count * subjects.length]);
    }
  });

  it('may be paragraphs of a name and its address, below empty headings', () => {
    const lines = ['# Resources', 'The best.', '## ', '## Video', '', `Sending: ${address('s')}`];
    lines.push('', `Cutting:${address('c')} (first part)`, '', '##', '## Queues', '');
    lines.push(`What is a queue: ${address('q')}`, '', `Order by Ann (A.) ${address('o')}`, '');
    lines.push(`Loss : [${address('l')}](${address('l')})`, '', `Speed: ${address('v')}`);
    assert.deepEqual(found('a.md', ...lines), [
      `Video: Sending → <${address('s')}>`,
      `Video: Cutting → <${address('c')}> (first part)`,
      `Queues: What is a queue → <${address('q')}>`,
      `Queues: Order by Ann (A.) → <${address('o')}>`,
      `Queues: Loss → <${address('l')}>`,
      `Queues: Speed → <${address('v')}>`,
    ]);
  });

  it('may have questions in groups of groups, and links by reference', () => {
    assert.deepEqual(
      found(
        'a.md',
        ...['[rules]: https://example.org/#rules', '[talks]: https://example.org/#talks', ''],
        ...['# Book of leads', '', '1. [Rules][rules]', '1. [Talks][talks]', '', '## Talks', ''],
        ...['1. Ask them on some other days:', '    1. Work:'],
        ...['        1. What do you like?', '        1. What is dull?', '    1. Plans:'],
        ...['        1. Where do you want to go?', '        1. Say it. Who can help you?'],
        ...['', '## Teams', '', '1. What can be left out?', '1. Who is in it? Who is not?'],
        '1. Why is it slow?',
      ),
      [
        ...['Work: What do you like?', 'Work: What is dull?'],
        ...['Plans: Where do you want to go?', 'Plans: Say it. Who can help you?'],
        ...['Teams: What can be left out?', 'Teams: Who is in it? Who is not?'],
        'Teams: Why is it slow?',
      ],
    );
    // Where a link leads asks nothing.
    assert.deepEqual(found('a.md', '[a b]: https://a.example', 'What is it?', 'Why is it so?'), [
      'What is it?',
      'Why is it so?',
    ]);
  });

  it('may have terms below groups in some sections and without these in others', () => {
    const term = (name: string) => [name, '', `* It is a ${name.replace(/^#+ /, '')}.`, ''];
    const structures = ['## Rooms', ...['### Hall', '### Attic', '### Cellar'].flatMap(term)];
    const lines = (...names: readonly string[]) => [
      ...['# Houses', '', ...structures, '## Work', '', '### Walls', '', ...names.flatMap(term)],
      ...['### Roofs', '', ...term('#### Tiles'), '## Cost', '', ...term('#### Sum')],
    ];
    assert.deepEqual(found('a.md', ...lines('#### Bricks', '#### Planks')), [
      ...['Hall', 'Attic', 'Cellar'].map(name => `Rooms: ${name} → * It is a ${name}.`),
      ...['Bricks', 'Planks'].map(name => `Walls: ${name} → * It is a ${name}.`),
      'Roofs: Tiles → * It is a Tiles.',
      'Cost: Sum → * It is a Sum.',
    ]);
    // What comes again is a part of an answer.
    const parts = found('a.md', ...lines('#### Tiles'));
    assert.ok(parts.length > 0 && !parts.some(told => told.startsWith('Walls: ')));
  });

  it('may be exercises in any words, counted anew or each as the first', () => {
    assert.deepEqual(
      found(
        'a.md',
        ...['Lists have an order. Keep it.', '', '## 💻 Exercise', '', '### Exercise: Level 1', ''],
        ...['```js', 'const a = [1]', '```', '', '1. Declare an _empty_ list;'],
        ...['2. Turn the list around. If it is empty, leave it.', '12. Empty all lists', ''],
        ...['### Exercise: Level 2', '', '1. Count all words in the following text', ''],
        ...['    ```js', '    let text = 1', '    ```', ''],
        ...['1. In the shop below, take one.', '', '   - Leave the others', '', 'Well done!'],
      ),
      [
        'Exercise: Level 1: Declare an _empty_ list;',
        'Exercise: Level 1: Turn the list around. If it is empty, leave it.',
        'Exercise: Level 1: Empty all lists',
        'Exercise: Level 2: Count all words in the following text → ```js\nlet text = 1\n```',
        'Exercise: Level 2: In the shop below, take one. → - Leave the others',
      ],
    );
  });

  it('may link to files nearby, in groups next to questions', () => {
    const solved = (name: string, at: number) => `  * [${name}](/src/${at}.java)`;
    assert.deepEqual(
      found(
        'a.md',
        ...['# Sheet', '', '### Programs', '* <b>Arrays</b></br>'],
        ...['Find the greatest', 'Find the least', 'Merge two', 'Sort it now'].map(solved),
        ...['  </br>', '', '', '* <b>Trees</b></br>', ...['Print it', 'Flat trees'].map(solved)],
        ...['  </br>', '', '### Language', '* <b>What is a class?</b></br>', '  * A type.</br>'],
        ...['', '* <b>Why are there sets?</b></br>', '  * To look up.</br>'],
        ...['', '* <b>What is null?</b></br>', '  * Nothing.</br>'],
      ),
      [
        ...['Arrays: Find the greatest', 'Arrays: Find the least', 'Arrays: Merge two'],
        'Arrays: Sort it now',
        ...['Trees: Print it', 'Trees: Flat trees', 'Language: What is a class? → * A type.'],
        ...[
          'Language: Why are there sets? → * To look up.',
          'Language: What is null? → * Nothing.',
        ],
      ],
    );
    const asked = ['What is it?', 'Why?', 'Where is it?', 'Who made it?', 'When?'];
    asked.push('It is new. Name two others.');
    assert.deepEqual(
      found('a.md', ...asked.map((name, at) => `* [${name}](answers/${at}.md)`)),
      asked,
    );
    // Files about the repository are none.
    const files = ['* [License](LICENSE.md)', '* [Guide](.github/CONTRIBUTING.md)'];
    files.push('* [How to begin](./README.md)', '* [Contents](all.md)');
    assert.deepEqual(
      found('a.md', ...asked.map((name, at) => `* [${name}](a${at}/README.md)`), ...files),
      asked,
    );
  });

  it('are no files with more to read about questions that the page answers', () => {
    const asked = ['What is it?', 'Why?', 'Where is it?', 'Who made it?', 'When?', 'How?'];
    asked.push('Whose is it?', 'Which one?', 'Is it old?');
    assert.deepEqual(
      found(
        'a.md',
        ...['# List', '', ...asked.map((name, at) => `- [${name}](answers/${at}.md)`), ''],
        ...asked.slice(0, 3).flatMap(name => [`## ${name}`, '', 'So.', '']),
      ),
      [
        ...asked.slice(3).map(name => `List: ${name}`),
        ...asked.slice(0, 3).map(name => `List: ${name} → So.`),
      ],
    );
  });

  it('may link to files with terms below headings that call them questions', () => {
    const link = (name: string, at: number) => `- [${name}](./more/${at}.md)`;
    const asked = ['What is a view?', 'Why are there forms?', 'Who calls it?', 'When?', 'Where?'];
    const terms = ['Keys and rows', 'Joins', 'Slugs', 'Lookups'];
    const text = (heading: string) => [
      ...['# Interviews', '', '## Scenes', '', ...asked.map(link), ''],
      ...[`## ${heading}`, '', ...terms.map(link)],
    ];
    const scenes = asked.map(title => `Scenes: ${title}`);
    assert.deepEqual(found('a.md', ...text('Basic questions')), [
      ...scenes,
      ...terms.map(title => `Basic questions: ${title}`),
    ]);
    assert.deepEqual(found('a.md', ...text('Other pages')), scenes);
  });

  it('have no links with a box to tick, nothing to be written, and dashes in sentences', () => {
    assert.deepEqual(
      found(
        'a.md',
        ...['## Read', '', '- [ ] [The long way](https://example.org/1)', '- [TBD]', ''],
        ...['## Ask', '', '- Why do you work?', '- What did you do?', '- Term – meaning'],
        '- Design a shop. It has three parts – till, door and shelf.',
      ),
      [
        ...['Ask: Why do you work?', 'Ask: What did you do?', 'Ask: Term → meaning'],
        'Ask: Design a shop. It has three parts – till, door and shelf.',
      ],
    );
  });

  it('have quotes as answers where some have nothing else, unlike packs', () => {
    const read = (second: string) =>
      findQuestions(
        'a.md',
        `# JS\n\n## What is a scope?\n> A place.\n\nOf names.\n\n## Why?\n> So.\n${second}`,
      ).readings[0]?.questions.map(({ hint, answer }) => [hint, answer]);
    assert.deepEqual(read(''), [
      ['', '> A place.\n\nOf names.'],
      ['', '> So.'],
    ]);
    assert.deepEqual(read('\nIt is.\n'), [
      ['A place.', 'Of names.'],
      ['So.', 'It is.'],
    ]);
  });

  it('are packs where their headings ask or have hints and text below', () => {
    const pack = [
      '## Closures',
      '',
      '> Functions.',
      '',
      'x',
      '',
      '## Scope',
      '',
      '> Names.',
      '',
      'y',
    ];
    assert.deepEqual(found('a.md', ...pack), ['Closures (Functions.) → x', 'Scope (Names.) → y']);
  });

  it('are packs where their answers have the same headings, or their questions ask', () => {
    const part = (title: string, ...below: readonly string[]) => [
      `## ${title}`,
      '',
      '> Think.',
      '',
      ...below.flatMap(one => [`### ${one}`, '', 'x', '']),
    ];
    const again = ['What is it?', 'Why does it matter?'];
    for (const lines of [
      [...part('Views', ...again), ...part('Forms', ...again)],
      [...part('Explain views', 'Who calls one?', 'When?'), ...part('Use a form', 'Why?')],
    ])
      assert.deepEqual(
        findQuestions('a.md', lines.join('\n')).readings.map(({ shape }) => shape)[0],
        'pack',
      );
    const sections = [...part('Views', 'Who calls one?', 'When?'), ...part('Forms', 'Why?')];
    assert.deepEqual(found('a.md', ...sections), [
      ...['Views: Who calls one? → x', 'Views: When? → x', 'Forms: Why? → x'],
    ]);
  });
});
