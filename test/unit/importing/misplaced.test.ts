import assert from 'node:assert/strict';
import { findQuestions, withAllLeftOut, type FoundQuestion } from '../../../src/study/importing';
import { finish } from '../../../src/study/steps';

/** `category: title → answer`, as a summary of what was found. */
const told = ({ title, answer, category }: FoundQuestion): string =>
  `${category === '' ? '' : `${category}: `}${title}${answer === '' ? '' : ` → ${answer}`}`;

const found = (...lines: readonly string[]): readonly string[] =>
  (findQuestions('a.md', lines.join('\n')).readings[0]?.questions ?? []).map(told);

describe('Answers that are not where the others are', () => {
  const items = (...names: readonly string[]) =>
    names.flatMap(name => [`- What is ${name}?`, `  It is ${name}.`, '']);

  it('belong to the item above if they are at the margin, and it alone has none', () => {
    const stray = ['- What is Q?', '', 'Conditions.', ''];
    assert.deepEqual(found('## ORM', '', ...items('F', 'G'), ...stray, ...items('H')), [
      'ORM: What is F? → It is F.',
      'ORM: What is G? → It is G.',
      'ORM: What is Q? → Conditions.',
      'ORM: What is H? → It is H.',
    ]);
    // Text below several questions is that of none.
    const open = ['- What is P?', '', ...stray];
    assert.deepEqual(found('## ORM', '', ...items('F', 'G'), ...open, ...items('H')).slice(2, 4), [
      'ORM: What is P?',
      'ORM: What is Q?',
    ]);
  });

  it('do not belong to the item above if they are words about those below', () => {
    for (const words of [
      '**Joins**',
      '> Part two: joins',
      'Advanced topics',
      'Some questions ask.',
    ]) {
      const stray = ['- What is Q?', '', words, ''];
      const { questions, leftOut } = findQuestions(
        'a.md',
        ['## ORM', '', ...items('F', 'G'), ...stray, ...items('H')].join('\n'),
      ).readings[0]!;
      assert.equal(questions[2]?.answer, '', words);
      assert.deepEqual(
        [...leftOut.map(({ text }) => text), questions[3]?.category],
        /^>|\.$/.test(words) ? [words, 'ORM'] : [words.replaceAll('*', '')],
      );
    }
  });

  it('end before a topic of the questions below, which is their category', () => {
    const asked =
      (mark: (at: number) => string, text: string) => (topic: string, index: number) => [
        '',
        topic,
        '',
        ...[1, 2].flatMap(at => [`${mark(2 * index + at)} Is it ${index}${at}?`, text]),
      ];
    const bullets = asked(() => '-', '');
    const numbers = asked(at => `${at}.`, '');
    const answered = asked(at => `${at}.`, '   Yes.');
    const bold = ['**Python**', '**SQL**', '**HTTP**'];
    const plain = ['Junior', 'Middle', 'Part 3: Senior'];
    for (const [topics, list] of [
      [bold, bullets],
      [plain, bullets],
      [bold, numbers],
      [plain, numbers],
      [bold, answered],
    ] as const) {
      const lines = topics.flatMap(list);
      const expected = found(
        ...lines.map(line => line.replace(/^[*\p{L}].*/u, words => `# ${words}`)),
      );
      assert.equal(expected.length, 6);
      assert.match(expected[2] ?? '', /^(?:SQL|Middle): Is/);
      assert.deepEqual(found('# By topic', ...lines), expected);
      // Without one above the first question.
      assert.deepEqual(found(...lines.slice(3)).slice(2), expected.slice(2));
    }
  });

  it('end before the topic of numbers that count from one again, however few', () => {
    const names = ['Python', 'Django', 'SQL'];
    for (const form of ['T', '**T**', 'T:', '**T:**'])
      for (const below of ['', '\n'])
        for (const answer of ['', '   So it is.\n'])
          for (const sizes of [
            [3, 3],
            [2, 2, 2],
            [3, 2, 2],
            [5, 2, 2],
          ]) {
            const asked = sizes.map((size, at) =>
              Array.from({ length: size }, (_, index) => `What is ${'abc'[at]}${index}?`),
            );
            const text = asked.map((all, at) =>
              [
                `${form.replace('T', names[at] ?? '')}\n${below}`,
                ...all.map((one, index) => `${index + 1}. ${one}\n${answer}`),
              ].join(''),
            );
            assert.deepEqual(
              found(text.join('\n')),
              asked.flatMap((all, at) =>
                all.map(one => `${names[at]}: ${one}${answer && ' → So it is.'}`),
              ),
              text.join('\n'),
            );
          }
    // Its own list of questions to ask.
    assert.deepEqual(
      found('1. How do you plan?', '', '   I ask first', '', '   1. What is it?', '2. Why?'),
      ['How do you plan? → I ask first\n\n1. What is it?', 'Why?'],
    );
  });

  it('end before a topic in plain words if the first has such a topic, too', () => {
    for (const mark of ['-', '1.']) {
      const asked = (name: string) => [`${mark} What is ${name}?`, `   It is ${name}.`, ''];
      const list = [...asked('F'), ...asked('G'), 'Sets', '', ...asked('H'), ...asked('I')];
      const told = ['F', 'G', 'H', 'I'].map(name => `What is ${name}? → It is ${name}.`);
      assert.deepEqual(
        found('Lists', '', ...list),
        told.map((one, at) => `${at < 2 ? 'Lists' : 'Sets'}: ${one}`),
      );
    }
  });

  it('are not topics if most questions have such a line, or it is announced', () => {
    const capitals = ['Paris', 'Rome', 'Madrid'];
    for (const [mark, marks] of ['-', '1.'].flatMap(mark =>
      ['', '**'].map(marks => [mark, marks] as const),
    ))
      assert.deepEqual(
        found(
          ...capitals.flatMap(name => [
            `${mark} Which capital has an ${name.at(1)}?`,
            '',
            marks + name + marks,
            '',
          ]),
        ),
        capitals.map(name => `Which capital has an ${name.at(1)}? → ${marks}${name}${marks}`),
      );
    const heap = ['1. What is a heap?', '', '   A tree. It takes:', '', '**O(log n)**', ''];
    assert.deepEqual(found(...heap, '2. What is a row?', '   A list.'), [
      'What is a heap? → A tree. It takes:\n\n**O(log n)**',
      'What is a row? → A list.',
    ]);
  });

  it('are not topics if they are short among others that are answered', () => {
    const long = 'One machine is not enough for all of it.';
    const open = ['', '', '', ''];
    for (const mark of ['-', '1.'])
      for (const [above, answers] of [
        [[], [long, 'Yes', long]],
        [[], [long, 'Breadth-first search', long, 'O(log n)', long]],
        [[], [long, '**Yes**', long, long, long]],
        [
          ['# Queues', ''],
          [long, long, 'Yes', long, long],
        ],
        // Above successive questions, also below a title, and with the rest still open.
        [[], ['Yes', 'yield', 'Global lock', ...open]],
        [
          ['Basics', ''],
          ['yield', 'dataclasses', 'list.sort', ''],
        ],
        // Also where most are open, if none is a topic of the first.
        [
          ['# Queues', ''],
          [...[long, '', '', 'heapq', '', '', long], ...['', '', 'O(log n)', '', '', '', long]],
        ],
        // A bullet's text at the margin, alone, is no answer.
        [[], mark === '-' ? [] : ['Paris', ...open]],
      ] as const)
        assert.deepEqual(
          found(
            ...above,
            ...answers.flatMap((text, at) => [`${mark} Is it Q${at}?`, '', text, '']),
          ).map(line => line.replace(/^Queues: /, '')),
          answers.map((text, at) => `Is it Q${at}?${text && ` → ${text}`}`),
          `${mark} ${answers.join()}`,
        );
    // Most topics in bold are behind answers: one behind an open question is a topic, too.
    const parts = ['Sets', 'SQL', 'HTTP', 'Git'].flatMap((name, at) => [
      ...['', `**${name}**`, ''],
      ...[0, 1].flatMap(index => [
        `1. Is it ${at}${index}?`,
        10 * at + index === 21 ? '' : '   Yes.',
      ]),
    ]);
    assert.deepEqual(found(...parts).slice(-3), [
      'HTTP: Is it 21?',
      'Git: Is it 30? → Yes.',
      'Git: Is it 31? → Yes.',
    ]);
  });

  it('are not topics if one is a word in lower case, and none is above the first', () => {
    const asked = (mark: string) => [`${mark} Is it Q?`, '', 'yield', '', `${mark} Is it R?`];
    const more = (mark: string) => [`${mark} Is it S?`, '', 'C3', '', `${mark} Is it T?`];
    for (const mark of ['-', '1.']) {
      const list = [...asked(mark), ...more(mark), `${mark} Is it U?`];
      const expected = ['Is it Q? → yield', 'Is it R?', 'Is it S? → C3', 'Is it T?', 'Is it U?'];
      assert.deepEqual(found(...list), expected);
      assert.equal(found('basics', '', ...list)[1], 'yield: Is it R?');
    }
  });

  it('are not topics in bold below options or code of most questions, or as one option', () => {
    const options = (at: number) => [`   - a. list${at}`, `   - b. set${at}`];
    const code = (at: number) => ['   ```python', `   print(${at})`, '   ```'];
    const told = (at: number) => [`   It is ${at}.`];
    for (const [below, answer] of [
      [options, () => 'a'],
      [options, (at: number) => `list${at}`],
      [code, (at: number) => `aa${at}`],
      // In some of them only, with two questions between.
      [options, (at: number) => (at % 2 ? 'b' : '')],
      [options, (at: number) => (at % 2 ? `Set${at}` : '')],
      [told, () => 'Remember this'],
    ] as const) {
      const answers = [0, 1, 2, 3, 4, 5].map(answer);
      const bold = answers.map(words => (words === '' ? '' : `**${words}**`));
      const questions = findQuestions(
        'a.md',
        bold
          .flatMap((words, at) => [`${at + 1}. Is it Q${at}?`, ...below(at), '', words, ''])
          .join('\n'),
      ).readings[0]!.questions;
      assert.deepEqual(
        questions.map(({ category, answer }, at) => [category, answer.includes(bold[at]!)]),
        bold.map(() => ['', true]),
        answers.join(),
      );
    }
  });

  it('end where a section one level deeper begins, if no other has a heading', () => {
    const numbers = ['1. What is F?', '   A.', '2. What is G?', '   B.', '3. What is H?', '   C.'];
    const below = ['', '## Facts', '', '1. Views return responses', '   Always.'];
    assert.deepEqual(found('# Django', '', ...numbers, ...below), [
      'Django: What is F? → A.',
      'Django: What is G? → B.',
      'Django: What is H? → C.',
      'Facts: Views return responses → Always.',
    ]);
    // What the last question needs is its own.
    const code = ['', '```', 'x', '```'];
    for (const [last, heading] of [
      ['', 'Answer'],
      ['', 'Code'],
      ['   C.', 'Solution'],
      ['   C:', 'Code'],
      ['   C.', 'Step 1: Build'],
    ] as const) {
      const [question = ''] = found(
        '# Django',
        '',
        ...numbers.slice(0, -1),
        last,
        '',
        `## ${heading}`,
        ...code,
      ).slice(2);
      assert.ok(question.endsWith('```\nx\n```'), `${last} ${heading}: ${question}`);
    }
    // What the page says besides is not, nor are steps if nothing is answered.
    const [open, none] = [numbers.slice(0, -1), numbers.filter(line => /^\d/.test(line))];
    for (const [above, headings] of [
      [numbers, ['Resources', 'Steps to contribute', 'Steps for interviewers', 'Example projects']],
      [open, ['Resources', 'Tips', 'Steps to contribute']],
      [none, ['Resources', 'Steps to contribute', 'Step 1', 'Examples']],
    ] as const)
      for (const heading of headings)
        assert.match(
          found('# Django', '', ...above, '', `## ${heading}`, '', '- One')[2] ?? '',
          above === numbers ? /^Django: What is H\? → C\.$/ : /^Django: What is H\?$/,
          heading,
        );
    const blank = ['   A. y', '   B. z', '   Answer:', '', '## Resources', '', 'x'];
    assert.deepEqual(found('# Django', '', ...numbers.slice(0, -1), ...blank).slice(2), [
      'Django: What is H? → A. y\nB. z\nAnswer:',
    ]);
  });

  it('belong to the questions above if they are numbered alike below a heading', () => {
    const asked = ['1. What is F?', '2. What is G?', '3. What is H?', ''];
    const answers = ['1. A field', '2. A group', '3. A hint'];
    assert.deepEqual(found('## Questions', '', ...asked, '## Answers', '', ...answers), [
      'Questions: What is F? → A field',
      'Questions: What is G? → A group',
      'Questions: What is H? → A hint',
    ]);
    const choices = asked.flatMap(line => (line === '' ? [''] : [line, 'A. x', 'B. y', '']));
    assert.deepEqual(
      found('# Quiz', '', ...choices, '## Answer key', '', '1. A', '2. B', '3. A').slice(0, 2),
      [
        'Quiz: What is F? → A. x\nB. y\n\nAnswer key: A',
        'Quiz: What is G? → A. x\nB. y\n\nAnswer key: B',
      ],
    );
  });

  it('belong to the questions above in whatever form a key counts them', () => {
    const asked = [
      '1. What is F?',
      '- A) x',
      '- B) y',
      '2. And G?',
      '- A) x',
      '- B) y',
      '3. And H?',
    ];
    const keyed = (...key: readonly string[]) =>
      found(...asked, '- A) x', '- B) y', '', ...key).map(answer => answer.replace(/^.*\n/g, ''));
    const options = '- B) y\n\nAnswers: ';
    const expected = ['A', 'B', 'A'].map(one => `${options}${one}`);
    const each = (form: string) =>
      ['A', 'B', 'A'].map((one, at) => form.replace('1', `${at + 1}`).replace('A', one));
    for (const form of ['1 - A', '1: A', 'Q1: A', '- 1: A', '- **Q1:** A', '| 1 | A |'])
      for (const name of ['**Answers:**', 'Answers:', '## Answers'])
        assert.deepEqual(keyed(name, '', ...each(form)), expected, `${name} ${form}`);
    for (const name of ['**Answers:**', '## Answers'])
      assert.deepEqual(
        keyed(name, '', '| No. | Answer |', '|---|---|', ...each('| 1 | A |'), '', 'Good luck'),
        expected,
      );
    // What else a row says is not the letter.
    assert.deepEqual(
      keyed(
        '## Answers',
        '',
        '| Q | Answer | Part |',
        '|---|---|---|',
        ...each('| 1 | **A** | 2.1 |'),
      ),
      ['A', 'B', 'A'].map(one => `${options}**${one}**\n\n2.1`),
    );
    for (const line of ['1. A, 2. B, 3. A', '1a 2b 3a', '1-A; 2-B; 3-A']) {
      const own = line.includes('a')
        ? expected.map(one => one.replace(/.$/, x => x.toLowerCase()))
        : expected;
      assert.deepEqual(keyed('Answers:', '', line, '', 'Good luck'), own);
      assert.deepEqual(keyed(`**Answers:** ${line}`), own);
    }
    assert.deepEqual(keyed('Answer 1: Ax', '', 'Answer 2: B', '', 'Answer 3: Cx'), [
      `${options}Ax`,
      `${options}B`,
      `${options}Cx`,
    ]);
    // Neither the last question's, nor anyone's in doubt.
    for (const key of [each('1 - A').slice(0, 2), [...each('1 - A'), '4 - B']]) {
      const [reading] = findQuestions(
        'a.md',
        [...asked, '- A) x', '- B) y', '', '**Answers:**', '', ...key].join('\n'),
      ).readings;
      assert.ok(reading?.questions.every(({ answer }) => !answer.includes('1 -')));
      assert.notDeepEqual(reading?.leftOut, []);
    }
  });

  it('belong to the questions of each part if there are as many lists as parts', () => {
    const part = (at: number, ...words: readonly string[]) => [
      ...[`## Part ${at}`, '', ...words.map((word, index) => `${index + 1}. ${word}`), ''],
    ];
    const asked = [...part(1, 'What is F?', 'What is G?'), ...part(2, 'What is H?', 'What is I?')];
    const answers = [part(1, 'A field', 'A group'), part(2, 'A hint', 'An item')] as const;
    const expected = [
      ...['Part 1: What is F? → A field', 'Part 1: What is G? → A group'],
      ...['Part 2: What is H? → A hint', 'Part 2: What is I? → An item'],
    ];
    const [flat, swapped] = [answers.flat(), answers.toReversed().flat()];
    for (const below of [
      ['# Answers', '', ...flat.map(line => line.replace(/^## (.*)$/, '**$1**'))],
      ['# Answers', '', ...flat.map(line => line.replace('## ', '### '))],
      ['# Answers', '', ...swapped.map(line => line.replace('## ', '### '))],
      flat.map(line => line.replace('## ', '## Answers to ')),
    ])
      assert.deepEqual(found(...asked, ...below), expected, below.join('\n'));
    // Whose they are is not known.
    const twice = [...answers[0], ...answers[0]];
    for (const below of [answers[0], [...flat, ...part(3, 'A join', 'A key')], twice])
      assert.ok(
        found(...asked, '# Answers', '', ...below.map(line => line.replace('## ', '### '))).every(
          one => !/What is .* → A/.test(one),
        ),
      );
  });

  it('belong to the part of which their name has most words, if others are named, too', () => {
    const list = (...lines: readonly string[]) => lines.map((line, at) => `${at + 1}. ${line}`);
    for (const [one, other, named, otherNamed, below = ''] of [
      ['SQL questions', 'Git questions', 'SQL answers', 'Git answers'],
      ['Section A: SQL', 'Section B: Git', 'Section A', 'Section B'],
      ['Queries', 'Lists', 'Query', 'List'],
      ['C', 'C#', 'C', 'C#'],
      ['C', 'C++', '**C**', '**C++**:'],
      ['SQL', 'Git', 'SQL', 'Git', 'Answer in your own words.'],
      ['SQL', 'Git', 'SQL', 'Git', 'Each has one right answer:\n\n> Take your time.'],
      ['SQL', 'Git', 'The answers on SQL', 'The answers on Git', 'The questions on it:'],
    ] as const) {
      const asked = [one, ...list('What is F?', 'What is G?'), other].concat(
        list('What is H?', 'What is I?'),
      );
      const lists = [
        [named, ...list('A field', 'A group')],
        [otherNamed, ...list('A hint', 'An item')],
      ];
      for (const answers of [lists, lists.toReversed()]) {
        const page = [
          ...asked.flatMap(line => (/^\d/.test(line) ? [line] : ['', `## ${line}`, '', below, ''])),
          ...['', '# Answers'],
          ...answers.flatMap(([name = '', ...all]) => ['', `## ${name}`, '', ...all]),
        ];
        assert.deepEqual(
          found(...page).map(line => line.replace(/^.*?: (?=What)/, '')),
          ['F? → A field', 'G? → A group', 'H? → A hint', 'I? → An item'].map(
            told => `What is ${told}`,
          ),
          page.join('\n'),
        );
      }
    }
  });

  it('belong to the headings above theirs, of the same level or with the same wording', () => {
    for (const name of ['Solution', '✅ Answer', 'Lösung:']) {
      const answers = found(
        ...['### Exercise 1', '', 'Write F.', '', `### ${name}`, '', 'A field.', ''],
        ...['### Exercise 2', '', 'Write G.', '', `### ${name}`, '', 'A group.'],
      );
      assert.equal(answers.length, 2);
      assert.match(answers[0] ?? '', /^Exercise 1 → Write F\.[^]*A field\.$/);
      assert.match(answers[1] ?? '', /^Exercise 2 → Write G\.[^]*A group\.$/);
    }
    const asked = ['## 1. What is F?', '', '## 2. What is G?', ''];
    const answered = asked.map(line => (line === '' ? '\nIt is.\n' : line));
    assert.deepEqual(found('# Questions', '', ...asked, '# Answers', '', ...answered), [
      'Questions: What is F? → It is.',
      'Questions: What is G? → It is.',
    ]);
  });

  it('belong to the questions above below headings that count, too', () => {
    const names = ['F', 'G', 'H'];
    const answers = names.map((name, at) => `### ${at + 1}. ${name}x\n\nSo.\n`);
    for (const mark of ['', '### '])
      for (const name of ['## Answers', '## 4. Answers', '**Answers:**'])
        assert.deepEqual(
          found(
            ...names.map((one, at) => `${mark}${at + 1}. What is ${one}?\n`),
            name,
            '',
            ...answers,
          ),
          names.map(one => `What is ${one}? → ${one}x\n\nSo.`),
          mark + name,
        );
  });

  it('belong to the questions above a heading that says more than that', () => {
    const asked = ['1. What is F?', '2. What is G?', '3. What is H?', ''];
    for (const name of [
      ...['Correct Answers', 'Quiz Answers', 'Answers and Explanations', 'Answers to set 1'],
      ...['Answer Key & Notes', 'Answers (part 1)', 'Lösungen mit Begründung'],
    ])
      assert.deepEqual(
        found('# Quiz', '', ...asked, `## ${name}`, '', '1. A field', '2. A group', '3. A hint'),
        ['F? → A field', 'G? → A group', 'H? → A hint'].map(words => `Quiz: What is ${words}`),
        name,
      );
  });

  it('belong to the questions above if they are as many, below a line that says so', () => {
    const numbered = (...words: readonly string[]) => [
      ...words.map((word, at) => `${at + 1}. ${word}`),
      '',
    ];
    const asked = numbered('What is F?', 'What is G?', 'What is H?');
    const answers = ['', ...numbered('A field', 'A group', 'A hint')];
    for (const line of ['Answers:', '**Answers:**', 'Answer key', 'Ответы:']) {
      assert.deepEqual(
        found('# Quiz', '', ...asked, line, ...answers),
        ['F? → A field', 'G? → A group', 'H? → A hint'].map(words => `Quiz: What is ${words}`),
        line,
      );
      for (const other of [
        [...answers, '4. One'],
        ['1. A field', '2. A group'],
      ])
        assert.match(found('# Quiz', '', ...asked, line, ...other)[2] ?? '', /A group/, line);
      // They may be those of others.
      const both = ['# Quiz', '', ...numbered('What is D?', 'What is E?'), '## More', '', ...asked];
      assert.match(found(...both, line, ...answers)[4] ?? '', /H\? → .*\n\n1\. A field\n/, line);
    }
  });

  it('belong to none of the questions above if they may be those of others', () => {
    const numbered = (...words: readonly string[]) => [
      ...words.map((word, at) => `${at + 1}. ${word}`),
      '',
    ];
    const asked = ['## Basics', '', ...numbered('What is F?', 'What is G?', 'What is H?')];
    const more = ['## More', '', ...numbered('What is I?', 'What is J?', 'What is K?')];
    const answers = ['## Answers', '', ...numbered('A field', 'A group', 'A hint')];
    const names = ['F', 'G', 'H', 'I', 'J', 'K'];
    const open = names.map((name, at) => `${at < 3 ? 'Basics' : 'More'}: What is ${name}?`);
    for (const below of [answers, [...answers, ...answers]])
      assert.deepEqual(found('# Quiz', '', ...asked, ...more, ...below).slice(0, 6), open);
    // Each set has its own.
    assert.deepEqual(
      found('# Quiz', '', ...asked, ...answers, ...more, ...answers).map(line => line.slice(-7)),
      ['A field', 'A group', ' A hint', 'A field', 'A group', ' A hint'],
    );
    // What is below may ask, too.
    const tasks = numbered('How do you make F?', 'How do you make G?', 'How do you make H?');
    for (const heading of ['Solutions', 'Candidates'])
      assert.deepEqual(
        found('# Quiz', '', ...asked, `## ${heading}`, '', ...tasks).slice(3),
        ['F', 'G', 'H'].map(name => `${heading}: How do you make ${name}?`),
      );
    const told = numbered('Be early.', 'Be polite.', 'Be curious.');
    assert.deepEqual(found('# Quiz', '', ...asked, '## Candidates', '', ...told).slice(0, 3), [
      ...open.slice(0, 3),
    ]);
  });

  it('belong to the questions above wherever the name of their list is', () => {
    const asked = ['# Quiz', '', '1. What is F?', '2. What is G?', '3. What is H?', ''];
    const answers = ['', '1. A field', '2. A group', '   of fields', '3. A hint', ''];
    const expected = ['A field', 'A group\nof fields', 'A hint'].map(
      (answer, at) => `Quiz: What is ${'FGH'.charAt(at)}? → ${answer}`,
    );
    for (const name of [
      ['## Answers'],
      ['## Lösungen'],
      ['## 参考答案'],
      ['---', '', '**Answers**'],
      ['Answers:'],
      ['<details><summary>Solutions</summary>'],
      ['<details>', '<summary>Show answers</summary>'],
    ]) {
      const below = [...name, ...answers, ...(name[0]!.startsWith('<') ? ['</details>', ''] : [])];
      assert.deepEqual(found(...asked, ...below), expected, name.join());
      // Each set has its own, and they may be in another order.
      const more = [...asked.slice(2), ...name, '', '2. Two', '1. One', '3. Three'];
      assert.deepEqual(
        found(...asked, ...below, '# More', '', ...more).map(line => line.split(' → ')[1]),
        ['A field', 'A group\nof fields', 'A hint', 'One', 'Two', 'Three'],
      );
    }
    const headings = ['F', 'G', 'H'].flatMap((name, at) => [`### ${at + 1}. What is ${name}?`, '']);
    assert.deepEqual(found('# Quiz', '', ...headings, '### Answers', ...answers), expected);
    // Choices ask for one, though the heading is below that of the last question.
    const choosing = headings.flatMap(line => (line === '' ? ['', '- a) 4', '- b) 5', ''] : line));
    assert.deepEqual(
      found('# Quiz', '', ...choosing, '#### Answers', '', '1. b', '2. a', '3. b').map(line =>
        line.slice(-10),
      ),
      ['Answers: b', 'Answers: a', 'Answers: b'],
    );
    // Folded, two are enough.
    const folded = (...all: string[]) => ['<details><summary>Answers</summary>', '', ...all, ''];
    const sets = [...asked.slice(2, 4), '', ...folded('1. One', '2. Two'), '</details>', ''];
    assert.deepEqual(
      found(
        '# Quiz',
        '',
        ...sets,
        '## More',
        '',
        ...sets.map(line => line.replace('is', 'has')),
      ).map(line => line.split(' → ')[1]),
      ['One', 'Two', 'One', 'Two'],
    );
    const own = [...headings.slice(0, 4), ...folded('1. One', '2. Two'), '</details>'];
    assert.match(found('# Quiz', '', ...own)[1] ?? '', /→ 1\. One\n2\. Two$/);
    const two = [...asked.slice(0, 4), '', '## Answers', ...answers.slice(0, 4)];
    assert.deepEqual(found(...two), expected.slice(0, 2));
    const parts = [...asked.slice(0, 4), '## Part two', '', ...asked.slice(4)];
    assert.match(found(...parts, '## Answers', ...answers)[2] ?? '', /→ A hint$/);
    // What leads to the questions is not asked, and hints are none of them.
    const steps = ['# Steps', '', '1. Read it', '2. Sleep', '', '# Questions', ''];
    assert.deepEqual(
      found(...steps, ...asked.slice(2), '# Answers', ...answers).map(line => line.slice(0, 12)),
      ['F', 'G', 'H'].map(() => 'Questions: W'),
    );
    const hints = ['## Hints', '', '1. It has', '2. It is', '3. It was', ''];
    const [reading] = findQuestions(
      'a.md',
      [...asked, ...hints, '## Answers', ...answers].join('\n'),
    ).readings;
    assert.deepEqual(
      reading?.questions.map(({ hint, answer }) => `${hint}: ${answer}`),
      ['It has: A field', 'It is: A group\nof fields', 'It was: A hint'],
    );
  });

  it('are the last one’s if the others have theirs, or their name is within that question', () => {
    const wordings = ['What is F?', 'What is G?', 'Name three.'];
    const below = ['1. One', '2. Two', '3. Three'];
    const answers = (before: string, between: string[], ...after: string[]) =>
      found(
        ...wordings.flatMap((title, at) => [
          `${before}${at + 1}. ${title}`,
          '',
          ...(at < 2 ? between : []),
        ]),
        ...after,
      ).map(line => line.split(' → ')[1] ?? '');
    const words = ['Words, as `f(a, b)` has.', ''];
    const labels = ['Answers:', '**Answers:**', '<details><summary>Answers</summary>'];
    for (const before of ['', '## '])
      for (const label of labels) {
        const [first, second, last = ''] = answers(before, words, label, '', ...below);
        assert.deepEqual([first, second], [words[0], words[0]], label);
        assert.match(last, /1\. One\n2\. Two\n3\. Three/);
      }
    // Further questions are not the list's.
    const more = answers('', words, 'Answers:', '', ...below, '', '4. What is K?', '', 'A kind.');
    assert.equal(more.length, 4);
    assert.equal(more[3], 'A kind.');
    const indented = ['Answers:', '', ...below].map(line => line && `   ${line}`);
    for (const [before, ...after] of [
      ['', ...indented],
      ['### ', '#### Answers', '', ...below],
      ['', 'Answer:', '', ...below],
      ['', '**Solution**', '', ...below],
    ] as const) {
      const [first, second, last = ''] = answers(before, [], ...after);
      assert.deepEqual([first, second], ['', ''], after[0]);
      assert.match(last, /1\. One\n2\. Two\n3\. Three$/);
    }
    // Code and choices are no answer.
    for (const between of [
      ['```', 'f(1)', '```', ''],
      ['A) 1  B) 2', ''],
      ['- 1', '- 2', ''],
    ])
      assert.match(answers('', between, '**Answers**', '', ...below)[1] ?? '', /Two$/);
  });

  it('are steps of one answer, or are left out, if their numbers are others', () => {
    const asked = ['1. What is F?', '2. What is G?', '3. How is H made?', ''];
    for (const name of ['**Solution:**', 'Answer:']) {
      const [, , last = ''] = found(...asked, name, '', '1. Begin', '2. End');
      assert.match(last, /1\. Begin\n2\. End$/);
    }
    // With two questions, only a heading that names several answers is sure.
    for (const name of ['**Solutions:**', '### Solution'])
      assert.match(
        found(
          '# 1. What is F?',
          '',
          'A field',
          '',
          '# 2. How?',
          '',
          name,
          '',
          '1. Begin',
          '2. End',
        )[0] ?? '',
        /→ A field$/,
      );
    const [reading] = findQuestions(
      'a.md',
      ['# Quiz', '', ...asked, '## Answers', '', '1. A field', '3. Like this'].join('\n'),
    ).readings;
    assert.deepEqual(
      reading?.questions.map(({ answer }) => answer),
      ['', '', ''],
    );
    assert.deepEqual(
      reading.leftOut.map(({ text }) => text),
      ['1. A field'],
    );
  });

  it('keep letters that stand for words', () => {
    const answers = (...letters: readonly string[]) =>
      found('## What is F?', '', ...letters, '', '## What is G?', '', 'A: a group', 'That is it.');
    for (const letters of [
      ['A: Atomicity', 'C: Consistency'],
      ['R. Representational', 'S. State'],
      ['A - Arrange', 'A - Act'],
    ])
      assert.deepEqual(answers(...letters), [
        `What is F? → ${letters.join('\n')}`,
        'What is G? → a group\nThat is it.',
      ]);
    // The lines of a legend are something else.
    assert.equal(answers('A. It has:', 'T – Thumb')[0], 'What is F? → It has:\nT – Thumb');
  });

  it('keep the name of a folded hint', () => {
    const folded = '<details><summary>Hint</summary>Three parts</details>';
    const answer = '<details><summary>Answer</summary>A pattern.</details>';
    assert.equal(
      found('## What is F?', '', folded, answer, '', '## What is G?', '', 'x')[0],
      'What is F? → **Hint**\nThree parts\nA pattern.',
    );
  });

  it('are those of cards far apart, one of which has no back', () => {
    const cards = ['F', 'G', 'H', 'I', 'J'].flatMap(name => [`What is ${name}?`, '', name, '', '']);
    assert.deepEqual(
      found('A view takes [...].', '', 'a request', '', '', 'Note it.', '', '', ...cards)[0],
      'A view takes [...]. → a request',
    );
  });
});

describe('What is between questions in another form', () => {
  const numbers = ['## Python', '', '1. What is F?', '   A.', '2. What is G?', '   B.'];
  const list = ['# All', '', ...numbers, '3. What is H?', '   C.', '4. What is I?', '   D.', ''];

  it('is read from sections that have one or two, and are nothing else', () => {
    const labels = ['## Views', '', '**Q: What is J?**', '', 'A: J.', ''];
    const table = ['## SQL', '', '| Question | Answer |', '|---|---|', '| What is K? | K. |'];
    assert.deepEqual(found(...list, ...labels, ...table, '| What is L? | L. |').slice(4), [
      ...['Views: What is J? → J.', 'SQL: What is K? → K.', 'SQL: What is L? → L.'],
    ]);
  });

  it('is read from three headings with answers', () => {
    const headings = ['J', 'K', 'L'].flatMap(name => [`### What is ${name}?`, '', name, '']);
    assert.deepEqual(found(...list, '## More', '', ...headings).slice(4), [
      ...['More: What is J? → J', 'More: What is K? → K', 'More: What is L? → L'],
    ]);
  });

  it('is asked in summaries if all the items of a list are folded below them', () => {
    const follow = (name: string) =>
      ['Why', 'Where', 'When', 'How'].map(word => `${word} is ${name}?`);
    const folded = ['F', 'G', 'H'].flatMap((name, at) => [
      ...['<details>', `  <summary><h3>${at + 1}. What is ${name}?</h3></summary>`, '<ul>'],
      ...[...follow(name).map(words => `<li> ${words}</li>`), '</ul>', '</details>', ''],
    ]);
    assert.deepEqual(
      found('## All', '', ...folded),
      ['F', 'G', 'H'].map(name => `All: What is ${name}? → -  ${follow(name).join('\n\n-  ')}`),
    );
  });

  it('is a number or a day before a link that asks', () => {
    const links = ['F', 'G', 'H'].map(
      (name, at) => `- **Day ${at}**: [**What is ${name}?**](https://a.example/${name})`,
    );
    assert.deepEqual(
      found('## All', '', ...links),
      ['F', 'G', 'H'].map(name => `All: What is ${name}? → <https://a.example/${name}>`),
    );
  });

  it('is named if it is in none of them', () => {
    const left = (...lines: readonly string[]) =>
      findQuestions('a.md', lines.join('\n')).readings[0]?.leftOut.map(
        ({ reason, line, text }) => `${reason} ${line ?? ''}: ${text}`,
      );
    assert.deepEqual(
      left(
        ...['Intro.', '', 'More of it.', '', ...list, '## Views', '', 'Views return J.', ''],
        ...['Between.', '', '## Unlike', '', '42', '', '![](a.png)', '', '***', ''],
        ...['## Other', '', '[![Build](a.svg)](https://a.example)'],
      ),
      ['empty 1: Intro.', 'empty 20: Views return J.', 'empty 26: 42'],
    );
    // What names a category, or repeats a question, is not.
    const contents = ['## Topics', '', 'Python', '', 'What is F?', ''];
    assert.deepEqual(left('# All', '', ...contents, ...list.slice(2)), []);
  });

  it('is named of another reading than the first when that is shown', () => {
    const text = ['Intro.', '', '## What is F?', '', 'It is:', '', '- fast', '- new', '- fast'];
    const { readings } = findQuestions('a.md', [...text, '', '## Why?', '', '- old'].join('\n'));
    const [, other] = readings;
    assert.equal(other?.shape, 'list');
    const left = readings
      .slice(0, 2)
      .map(reading =>
        finish(withAllLeftOut(reading)).leftOut.map(({ reason, line }) => [reason, line]),
      );
    const intro = ['empty', 1];
    assert.deepEqual(left, [[intro], [intro, ['empty', 5], ['duplicate', undefined]]]);
    // What takes time is not done for a reading that nobody looks at.
    assert.deepEqual(other.leftOut, [{ reason: 'duplicate', text: 'fast' }]);
    assert.equal(finish(withAllLeftOut(readings[0]!)).leftOut.length, readings[0]?.leftOut.length);
  });

  it('is one question if words below its items answer them all', () => {
    const headings = ['J', 'K', 'L'].flatMap(name => [`### What is ${name}?`, '', name, '']);
    const items = ['### Safety', '', '- What is M?', '- What is N?', '- What is O?', ''];
    assert.deepEqual(found('# All', '', ...headings, ...items, 'All are safe.').slice(3), [
      'All: Safety → - What is M?\n- What is N?\n- What is O?\n\nAll are safe.',
    ]);
    assert.equal(found('# All', '', ...headings, ...items).length, 6);
    // A rule or a picture answers nothing.
    for (const end of ['---', '***', '<br>', '![](a.png)', '<img src="a.png">'])
      assert.equal(found('# All', '', ...headings, ...items, end, '').length, 6, end);
  });
});
