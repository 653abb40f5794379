/**
 * Lists in the shapes of well-known public ones, in our own words. Each question has unique marks
 * at the start and end of its answer, so that every answer can be checked.
 */

export interface PublicList {
  /** What it imitates. */
  readonly like: string;
  readonly text: string;
  /** The wordings in order; in the marks `begins-n` and `ends-n`, `n` is the index, from 1. */
  readonly titles: readonly string[];
  /** Whether it has answers at all. */
  readonly answered: boolean;
}

const topics = [
  ...['a signal', 'the admin', 'a queryset', 'a migration', 'middleware', 'a fixture', 'the ORM'],
  ...['a form', 'a serializer', 'the cache', 'a template tag', 'a manager', 'ASGI', 'a session'],
  ...['CSRF', 'a viewset', 'a fat model', '`select_related`', 'a proxy model', '`F()`'],
];
const wordings: readonly ((topic: string) => string)[] = [
  topic => `What is ${topic}?`,
  topic => `How does ${topic} work`,
  topic => `Explain ${topic}.`,
  topic => `When would you not use ${topic}?`,
  topic => `Why is ${topic} there?`,
];

/** A list's questions: `count` wordings, all different. */
function titlesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const topic = topics[index % topics.length] ?? '';
    const wording = wordings[(index + Math.floor(index / topics.length)) % wordings.length];
    return wording?.(topic) ?? '';
  });
}

/** An answer of many parts: steps, a list, code with comments that look like headings, a table. */
function answer(n: number, { headings = '' } = {}): string[] {
  const parts: readonly (readonly string[])[] = [
    ['It keeps things apart, as **bold words** and `code` say.'],
    ['1. First it is called.', '2. Then it answers.', '3. **Last** it ends.'],
    ['- quick', '- small', '  - and nested', '- **Bold**: a term with a meaning'],
    ['```python', '# not a heading', '## nor this', 'value = [1, 2]', '', '1. nor an item', '```'],
    ['| Name | Meaning |', '|---|---|', '| What is it? | a cell |'],
    [...(headings === '' ? [] : [`${headings} Key points`, '', 'Some of them.'])],
    ['> quoted words'],
    ['Is it worth it? Mostly.'],
  ];
  const chosen = [0, 1, 2].map(step => parts[(n + step * 3) % parts.length] ?? []);
  const text = chosen.filter(part => part.length > 0).flatMap(part => [...part, '']);
  return [`begins-${n} of it.`, '', ...text, `So ends-${n}.`];
}

const indented = (lines: readonly string[], width: number) =>
  lines.map(line => (line === '' ? '' : ' '.repeat(width) + line));

function list(
  like: string,
  count: number,
  write: (titles: readonly string[]) => readonly string[],
  answered = true,
  told: (titles: readonly string[]) => readonly string[] = titles => titles,
): PublicList {
  const titles = titlesOf(count);
  return { like, text: write(titles).join('\n'), titles: told(titles), answered };
}

/** A line for each title, in groups below headings. */
function grouped(
  titles: readonly string[],
  size: number,
  heading: (group: number) => readonly string[],
  each: (title: string, n: number) => readonly string[],
): string[] {
  return titles.flatMap((title, index) => [
    ...(index % size === 0 ? heading(index / size) : []),
    ...each(title, index + 1),
  ]);
}

const groups = ['Core Django', 'Forms and views', 'Advanced', 'Performance', 'Security', 'Testing'];
const groupName = (index: number) => groups[index % groups.length] ?? '';
const anchor = (title: string) => title.toLowerCase().replace(/[^a-z]+/g, '-');
const badge = '[![License](https://example.org/badge.svg)](https://example.org) ![stars](s.png)';

export const publicLists: readonly PublicList[] = [
  list('a numbered list of headings below a table of contents', 120, titles => [
    '# Questions & answers',
    '',
    badge,
    '',
    '> Click ⭐ if you like it.',
    '',
    '### Table of Contents',
    '',
    '| No. | Questions |',
    '| --- | --- |',
    ...titles.map((title, index) => `| ${index + 1} | [${title}](#${anchor(title)}) |`),
    '',
    ...grouped(
      titles,
      40,
      group => ['', `## ${groupName(group)}`, ''],
      (title, n) => [
        `${n}. ### ${title}`,
        '',
        ...indented(answer(n, { headings: '####' }), 4),
        '',
        '   **[⬆ Back to Top](#table-of-contents)**',
        '',
      ],
    ),
    '## Disclaimer',
    '',
    'Some of it is only an opinion.',
  ]),
  list('headings of level 6 with choices and folded answers', 60, titles => [
    '<div align="center">',
    '  <img height="60" src="https://example.org/logo.png">',
    '  <h1>Questions</h1>',
    '',
    '---',
    '',
    '<span>I post questions daily. Good luck ❤️</span>',
    '',
    '</div>',
    '',
    '<details><summary><b>See 17 available translations</b></summary>',
    '<p>',
    '',
    '- [Deutsch](./de.md)',
    '- [日本語](./ja.md)',
    '',
    '</p>',
    '</details>',
    '',
    ...titles.flatMap((title, index) => [
      `###### ${index + 1}. ${title}`,
      '',
      '```python',
      `print("begins-${index + 1}")`,
      '```',
      '',
      '- A: `Lydia` and `undefined`',
      '- B: `1`, then `2`',
      '- C: Something else?',
      '',
      '<details><summary><b>Answer</b></summary>',
      '<p>',
      '',
      '#### Answer: B',
      '',
      `Because of the order, ends-${index + 1}.`,
      '',
      '</p>',
      '</details>',
      '',
      '---',
      '',
    ]),
  ]),
  list('"Q." headings with a way back to the top', 80, titles => [
    '# Basics',
    '',
    '*Click if you like the project.*',
    '',
    '## Table of Contents',
    '',
    ...titles.slice(0, 5).map(title => `* [${title}](#${anchor(title)})`),
    '',
    '<br/>',
    '',
    ...grouped(
      titles,
      20,
      group => [`## # ${group + 1}. ${groupName(group).toUpperCase()}`, '', '<br/>', ''],
      (title, n) => [
        `## Q. ${title}`,
        '',
        ...answer(n),
        '',
        '<div align="right">',
        '    <b><a href="#table-of-contents">↥ back to top</a></b>',
        '</div>',
        '',
      ],
    ),
  ]),
  list('a quiz with boxes, some with code in them', 60, titles => [
    '## Django',
    '',
    ...titles.flatMap((title, index) => [
      `#### Q${index + 1}${index % 7 === 3 ? '' : '.'} ${title}`,
      '',
      ...(index % 5 === 0
        ? ['- [ ]', '', '```', `begins-${index + 1}`, '```', '', '- [x]', '', '```', 'b()', '```']
        : [`- [ ] begins-${index + 1}`, '- [x] **init** of your `view`', '- [ ] a, b; c']),
      '',
      `[Reference](https://example.org/ends-${index + 1})`,
      '',
    ]),
  ]),
  list('folded answers below small headings', 90, titles => [
    '<p align="center"><img src="https://example.org/x.png" alt="Master"></p>',
    '',
    '## Table of Contents',
    '',
    '- [Introduction](#introduction)',
    '  - [Simple](#simple)',
    '',
    '***',
    '',
    ...grouped(
      titles,
      15,
      group => ['', `###### ${groupName(group)} Questions`, ''],
      (title, n) => [
        '<details>',
        `<summary><b>${title} </b></summary><br>`,
        '',
        ...answer(n, { headings: '####' }),
        '',
        '<table style="width:100%">',
        '  <tr>',
        '    <td>SMTP</td>',
        '    <td>25</td>',
        '  </tr>',
        '</table>',
        '',
        '</details>',
        '',
      ],
    ),
    '## Other lists',
    '',
    '- [Another](https://example.org)',
  ]),
  list('numbered summaries with headings inside', 40, titles => [
    '**Read in other languages: [English](README.en.md), [Polska](README.pl.md).**',
    '',
    '<h2>The most popular questions</h2>',
    '',
    ...titles.flatMap((title, index) => [
      '<details>',
      `<summary>${index + 1}. ${title}</summary>`,
      '',
      '#### Django',
      '',
      ...answer(index + 1, { headings: '####' }),
      '',
      '</details>',
      '',
    ]),
  ]),
  list('numbered headings whose answers have headings of their own', 70, titles => [
    '# Top 70 questions',
    '',
    '<div>',
    '<p align="center">',
    '<a href="https://example.org/">',
    '<img src="https://example.org/a.jpg" width="100%">',
    '</a>',
    '</p>',
    '',
    '#### You can also find all 70 answers here 👉 [Elsewhere](https://example.org)',
    '',
    '<br>',
    '',
    ...titles.flatMap((title, index) => [
      `## ${index + 1}. ${title}`,
      '',
      ...answer(index + 1, { headings: '###' }),
      '',
      '### How It Works',
      '',
      '#### Example',
      '',
      'Text.',
      '<br>',
      '',
    ]),
  ]),
  list('bold wordings in numbered headings, answers with a label', 100, titles => [
    'Below is the list of **100 questions** with answers.',
    '',
    '---',
    '',
    '# 100 questions and solutions',
    '',
    ...titles.flatMap((title, index) => [
      `### ${index + 1}. **${title}**`,
      '**Answer**:  ',
      ...answer(index + 1),
      '',
      '---',
      '',
    ]),
  ]),
  list('headings of topics in numbers, closely written', 40, titles => [
    '# Preparation',
    ...titles.flatMap((title, index) => [
      `## ${index + 1}. ${title}`,
      ...answer(index + 1).filter(line => line !== ''),
      '',
    ]),
  ]),
  list(
    'wordings without answers, in lists by subject',
    60,
    titles => [
      '# Front-end questions',
      '',
      'This repository contains questions to vet candidates.',
      '',
      ...grouped(
        titles,
        12,
        group => ['', `#### ${groupName(group)} Questions:`, ''],
        title => [`* ${title}`],
      ),
    ],
    false,
  ),
  list('bold wordings in a numbered list, answers indented by three', 150, titles => [
    '# Interview',
    '',
    ...grouped(
      titles,
      50,
      group => ['', `## ${groupName(group)}`, ''],
      (title, n) => [
        `${n}. **${title}**`,
        '',
        ...indented(answer(n), n > 99 ? 5 : n > 9 ? 4 : 3),
        '',
      ],
    ),
  ]),
  list('a numbered list whose answers are not indented', 60, titles => [
    '# Interview',
    '',
    ...titles.flatMap((title, index) => [
      `${index + 1}. **${title}**`,
      '',
      `begins-${index + 1} of it.`,
      '',
      '- quick',
      '- small',
      '',
      `So ends-${index + 1}.`,
      '',
    ]),
  ]),
  list('headings with references and a way back', 50, titles => [
    '## Table of Contents',
    '',
    ...titles.map(title => `- [${title}](#${anchor(title)})`),
    '',
    ...titles.flatMap((title, index) => [
      `### ${title}`,
      '',
      ...answer(index + 1),
      '',
      '###### References',
      '',
      '- https://example.org/a',
      '',
      '[[↑] Back to top](#table-of-contents)',
      '',
    ]),
  ]),
  list('answers folded behind "View answer"', 50, titles => [
    '# Interview Questions',
    '',
    ...titles.flatMap((title, index) => [
      `### ${title}`,
      '',
      '<details>',
      '<summary>View answer</summary>',
      '',
      ...answer(index + 1),
      '',
      '#### Good to hear',
      '',
      '- It is lazy.',
      '',
      '##### Additional links',
      '',
      '- [Docs](https://example.org)',
      '',
      '</details>',
      '',
      '<br>[⬆ Back to top](#interview-questions)',
      '',
    ]),
  ]),
  list('one wording after the other with Q and Ans', 60, titles => [
    'Python questions',
    '================',
    '',
    ...titles.flatMap((title, index) => [
      `Q${index + 1}. ${title}`,
      '',
      `Ans: begins-${index + 1} of it.`,
      '',
      '- one',
      '- two',
      '',
      `So ends-${index + 1}.`,
      '',
    ]),
  ]),
  list('folded answers that close on the same line', 60, titles => [
    '# Exercises',
    '',
    ...grouped(
      titles,
      10,
      group => ['', `## ${groupName(group)}`, ''],
      (title, n) => [
        '<details>',
        `<summary>${title}</summary><br><b>`,
        '',
        `begins-${n} of it:`,
        '',
        '  * one',
        '  * two',
        '',
        `So ends-${n}.`,
        '</b></details>',
        '',
      ],
    ),
  ]),
  list(
    'a translation with full-width numbers',
    50,
    titles => [
      '# 面试题',
      '',
      '## 目录',
      '',
      ...titles.flatMap((_, index) => [
        `### ${index + 1}、什么是第${index + 1}个概念？`,
        '',
        `**答案：** begins-${index + 1}。`,
        '',
        '1. 首先（提示）',
        '2. **其次**。然后',
        '',
        `ends-${index + 1}。`,
        '',
      ]),
    ],
    true,
    titles => titles.map((_, index) => `什么是第${index + 1}个概念？`),
  ),
  list('questions as bold paragraphs in numbers', 70, titles => [
    '# Interview',
    '',
    ...titles.flatMap((title, index) => [
      `**${index + 1}. ${title}**`,
      '',
      ...answer(index + 1),
      '',
    ]),
  ]),
  list('questions of the third level in chapters with introductions', 80, titles => [
    '---',
    'title: What is this?',
    'tags: [django]',
    '---',
    '',
    '# The list',
    '',
    'How to use it: read it.',
    '',
    ...grouped(
      titles,
      16,
      group => ['', `## ${groupName(group)}`, '', 'What every chapter has before it.', ''],
      (title, n) => [`### ${title}`, '', ...answer(n, { headings: '####' }), ''],
    ),
    '## Contributing',
    '',
    'Send a pull request. What is missing?',
    '',
    '## License',
    '',
    'MIT',
  ]),
  list('links at the end of the file that answers lead to', 30, titles => [
    '# List',
    '',
    ...titles.flatMap((title, index) => [
      `## ${title}`,
      '',
      `begins-${index + 1}, see [the documentation][docs] and ends-${index + 1}.`,
      '',
    ]),
    '[docs]: https://docs.djangoproject.com/',
  ]),
];
