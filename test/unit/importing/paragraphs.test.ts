import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';

/** The shape, and `category: title → answer` of each question that is proposed. */
function found(...lines: readonly string[]) {
  const [reading] = findQuestions('list.md', lines.join('\n')).readings;
  return {
    shape: reading?.shape ?? 'none',
    questions: (reading?.questions ?? []).map(
      ({ title, answer, category }) =>
        `${category === '' ? '' : `${category}: `}${title}${answer === '' ? '' : ` → ${answer}`}`,
    ),
  };
}

describe('Questions in paragraphs', () => {
  it('are those that ask, with what follows', () => {
    assert.deepEqual(
      found(
        '# A few',
        '',
        'What is a manager?',
        '',
        'Where queries begin. Each model has one.',
        '',
        '*What is a lookup?*',
        '',
        '> A suffix.',
        '',
        '<b>Q3. What is a view?</b><br/>',
        'A callable:',
        '',
        '- it takes a request',
      ),
      {
        shape: 'paragraphs',
        questions: [
          'A few: What is a manager? → Where queries begin. Each model has one.',
          'A few: What is a lookup? → > A suffix.',
          'A few: What is a view? → A callable:\n\n- it takes a request',
        ],
      },
    );
  });

  it('are right above the label of their answer, too', () => {
    const more = ['What is a form?', 'Answer: a class', '', 'Where is it, and', 'why is it there?'];
    assert.deepEqual(
      found('What is a view?', 'Answer: one of', 'many parts', ...more, '**Answer:** below')
        .questions,
      [
        'What is a view? → one of\nmany parts',
        'What is a form? → a class',
        'Where is it, and why is it there? → below',
      ],
    );
  });

  it('are right below the answer to another that has a blank line before it', () => {
    const cards = [
      'What?',
      'It is one.',
      '',
      'Why?',
      '',
      'For it is.',
      'Who?',
      '',
      'He is. I know.',
    ];
    const more = ['Explain how.', '', 'By hand.', 'When (if so)?', '', 'Now.'];
    const read = [
      'What? → It is one.',
      'Why? → For it is.',
      'Who? → He is. I know.',
      'Explain how. → By hand.',
      'When (if so)? → Now.',
    ];
    assert.deepEqual(found(...cards, ...more).questions, read);
    // Also in a block of plain text that is all there is.
    const text = [...cards, ...more];
    assert.deepEqual(
      found('# Some', '', '```', ...text, '```').questions,
      read.map(one => `Some: ${one}`),
    );
    assert.deepEqual(found('```text', ...text, '```', '').questions, read);
    assert.deepEqual(found('```js', ...text, '```').questions, []);
    assert.deepEqual(found('```', ...text.slice(0, 4), '```').questions, []);
  });

  it('are the fronts of cards with two empty lines between them, whatever they say', () => {
    const cards = [
      ['git is the most popular [what kind of software?].', '', 'version control system'],
      ['The scopes of its configuration are:', '- system', '- global', '- local'],
      ['In a [...] system all connect to one server.', '', 'centralized'],
      ['To see the version:', '', 'git --version'],
      ['Which column is the staging area?', '', 'left', '', 'of two'],
      ['git pull = ___', '', 'git fetch + git merge'],
    ];
    const apart = (between: readonly string[]) =>
      cards.flatMap((card, index) => (index === 0 ? card : [...between, ...card]));
    const expected = [
      'git is the most popular [what kind of software?]. → version control system',
      'The scopes of its configuration are: → - system\n- global\n- local',
      'In a [...] system all connect to one server. → centralized',
      'To see the version: → git --version',
      'Which column is the staging area? → left\n\nof two',
      'git pull = ___ → git fetch + git merge',
    ];
    for (const between of [
      ['', ''],
      ['', '', '', ''],
    ])
      assert.deepEqual(found(...apart(between)), { shape: 'paragraphs', questions: expected });
    assert.notDeepEqual(found(...apart([''])).questions, expected);
    // Prose has such gaps too, and a heading or a list has its own form.
    const prose = cards.map(([, , back]) => [`It is ${back} here.`, '', 'And so on.']);
    for (const other of [
      prose.flatMap(text => [...text, '', '']),
      ['# Cards', '', ...apart(['', ''])],
      apart(['', '', '- What is a branch?', '', '']),
      // Several to a group, and prose with references.
      cards.flatMap(([front = '']) => [front, '', 'So.', '', 'Why is it so?', '', 'Thus.', '', '']),
      cards.flatMap((_, at) => [`It was released in 2005 [${at}].`, '', 'Since then.', '', '']),
    ])
      assert.notDeepEqual(found(...other).questions.slice(0, 6), expected);
  });

  it('are above options of which one is marked, also below code', () => {
    const quiz = [
      ...['The method for one row', '', '- **_get()_**', '- filter()', '- all()', ''],
      ...['This prints:', '', '```', 'print(1)', '```', '', '- ✅ 1', '- 2', ''],
      ...['A view is', '', '- a table', '- a callable (correct)', ''],
    ];
    assert.deepEqual(found(...quiz), {
      shape: 'paragraphs',
      questions: [
        'The method for one row → - **_get()_**\n- filter()\n- all()',
        'This prints: → ```\nprint(1)\n```\n\n- ✅ 1\n- 2',
        'A view is → - a table\n- a callable (correct)',
      ],
    });
    // Notes have a bold point here and there.
    const notes = ['In short', '', '- one', '- two', ''];
    assert.notEqual(found(...quiz, ...notes).shape, 'paragraphs');
  });

  it('are below the name of their subject, and ask in two sentences', () => {
    assert.deepEqual(
      found(
        ...['Managers and more', 'Models', "What is a 'manager'? Give an example in Python.", ''],
        ...['Where queries begin.', '', 'Why have two?', '', 'For archived rows.', ''],
        ...['Views', 'When is a view a class? Name a case.', '', 'If it shares code.'],
      ).questions,
      [
        "Models: What is a 'manager'? Give an example in Python. → Where queries begin.",
        'Why have two? → For archived rows.',
        'Views: When is a view a class? Name a case. → If it shares code.',
      ],
    );
    assert.deepEqual(
      found(
        ...['Given this model', 'What is saved?', '', 'A row.', ''],
        ...['Some rows are locked.', 'Who waits?', '', 'The second.'],
      ).questions,
      [
        'Given this model What is saved? → A row.',
        'Some rows are locked. Who waits? → The second.',
      ],
    );
    // What the case is belongs to the question.
    assert.deepEqual(
      found(
        ...['Without a database', 'Can Django run?', '', 'Yes, it can.', ''],
        ...['In Django 5.0 and later', 'What is the default key?', '', 'A number.', ''],
        ...['Debug is on', 'What can go wrong? Explain.', '', 'Pages show settings.'],
      ).questions,
      [
        'Without a database Can Django run? → Yes, it can.',
        'In Django 5.0 and later What is the default key? → A number.',
        'Debug is on What can go wrong? Explain. → Pages show settings.',
      ],
    );
  });

  it('are answered by code with headings of HTML', () => {
    assert.deepEqual(
      found(
        'What is it?',
        'Tags.',
        '',
        '<h1>{`Hi ${name}`}</h1>',
        '',
        '<h2>Maps {}</h2>',
        'Why?',
        'z',
      ).questions,
      ['What is it? → Tags.\n\n#### {`Hi ${name}`}', 'Maps {}: Why? → z'],
    );
  });

  it('are quoted, and answered outside of the quote', () => {
    assert.deepEqual(
      found('> What is a project?', '', 'Apps.', '', '> And an app?', '', 'A part.'),
      {
        shape: 'paragraphs',
        questions: ['What is a project? → Apps.', 'And an app? → A part.'],
      },
    );
  });

  it('come first between two rules, whatever they say', () => {
    assert.deepEqual(
      found(
        '---',
        '',
        '<div align="center">',
        '',
        '## First part',
        '',
        '</div>',
        '',
        '---',
        '',
        'A migration',
        '',
        'Choose one:',
        '',
        '- `a)` copies data',
        '- `b)` changes the schema',
        '',
        'Right: b',
        '',
        '---',
        '',
        'A signal',
        '',
        '- a) tells of something',
        '- b) is a view',
        '',
        '***',
        '',
        'The admin',
        '',
        'It is for editors.',
      ),
      {
        shape: 'paragraphs',
        questions: [
          'First part: A migration → Choose one:\n\n- `a)` copies data\n- **`b)` changes the schema** ✓',
          'First part: A signal → - a) tells of something\n- b) is a view',
          'First part: The admin → It is for editors.',
        ],
      },
    );
  });

  it('are above choices by letter, as in the Aiken format', () => {
    assert.deepEqual(
      found('The routes are in', 'A. models', 'B. urls', 'ANSWER: B', '', 'Why?', 'A) x', 'B) y'),
      {
        shape: 'paragraphs',
        questions: ['The routes are in → - A. models\n- **B. urls** ✓', 'Why? → A) x\nB) y'],
      },
    );
  });

  it('are all lines above choices, whatever their number and their end', () => {
    const long = [
      'A project has a view,',
      'a model, a form, a template,',
      'a test and a signal that',
    ];
    assert.deepEqual(
      found(
        ...[...long, 'a receiver waits for. It is', 'saved. What runs', 'first?', ''],
        ...['- A. the view', '- B. the signal', '', 'Answer: B', ''],
        ...['Which of these are lazy? (Choose 2', 'answers)', ''],
        ...['- A. all', '- B. len', '- C. filter', '', 'Answer: A, C', ''],
        ...['What is kept?', '', '- A. rows', '- B. views', '', 'Answer: A'],
      ).questions,
      [
        `${long.join(' ')} a receiver waits for. It is saved. What runs first? → - A. the view\n- **B. the signal** ✓`,
        'Which of these are lazy? (Choose 2 answers) → - **A. all** ✓\n- B. len\n- **C. filter** ✓',
        'What is kept? → - **A. rows** ✓\n- B. views',
      ],
    );
  });

  it('are above choices that ask themselves, as in the Aiken format', () => {
    const other = ['Who?', 'A. x', 'B. y', 'ANSWER: A'];
    const answer = 'Who? → - **A. x** ✓\n- B. y';
    for (const last of ['C. Is it here?', 'C. It is.'])
      assert.deepEqual(
        found('Where?', 'A. Is it there?', 'B. Or here?', last, 'ANSWER: B', '', ...other)
          .questions,
        [`Where? → - A. Is it there?\n- **B. Or here?** ✓\n- ${last}`, answer],
      );
  });

  it('are lines where most have no answer below', () => {
    const { shape, questions } = found('What?', '', 'Signals', '', 'Why?', '', 'Who?');
    assert.deepEqual([shape, questions.length], ['lines', 4]);
  });

  it('are lines below others with a picture before them, which name what they are about', () => {
    const { shape, questions } = found(
      ...['## Databases', '', '❓ 6 questions', '🧱 Models (1–3)', 'What is a model?', ''],
      ...['Default managers', '', 'Why are fields lazy?', '', '🔁 Queries (4–6)'],
      ...['When is one run?', '', 'Explain joins.', '', 'Where is it cached?', ''],
      ...['🧪 Example – a model', 'python', 'Copy', 'void ask(Model a) {', 'a.save();', '}'],
    );
    assert.deepEqual(
      [shape, questions],
      [
        'lines',
        [
          '🧱 Models (1–3): What is a model?',
          '🧱 Models (1–3): Default managers',
          '🧱 Models (1–3): Why are fields lazy?',
          '🔁 Queries (4–6): When is one run?',
          '🔁 Queries (4–6): Explain joins.',
          '🔁 Queries (4–6): Where is it cached?',
        ],
      ],
    );
    // Where questions have pictures, too, these tell nothing.
    const pictured = found('🧱 Models', 'What is it?', '🔁 Queries', '🔁 Why?');
    assert.equal(pictured.questions.length, 4);
  });

  it('are all lines of a paragraph of terms, below headings with a rule under them', () => {
    assert.deepEqual(
      found(
        ...['Models', '------', 'What is a manager?', 'Why are fields lazy?', 'How is one saved?'],
        ...['', 'Abstract bases', 'Proxy models', 'Default managers', '', 'Views', '====='],
        ...['What is a view?', 'Why is it a class?', '', 'Read it aloud. It helps.'],
      ).questions,
      [
        ...['What is a manager?', 'Why are fields lazy?', 'How is one saved?'],
        ...['Abstract bases', 'Proxy models', 'Default managers'],
      ]
        .map(title => `Models: ${title}`)
        .concat('Views: What is a view?', 'Views: Why is it a class?'),
    );
  });

  it('are below topics that pictures count, where they are counted anew', () => {
    const list = (one: string, two: string) =>
      found(
        ...['  🔸 1. Views', '', `1) What is one?`, one, '', '2) Who calls it?', two, ''],
        ...['  🔸 2. Forms (and fields)', '  ', '1) Where do they begin?', two, ''],
        ...['🔸 3. Signals', '1) Who sends one?', one, '2) When is it?', two, '3) How?', one],
      ).questions;
    const questions = (one: string, two: string) => [
      `Views: What is one?${one}`,
      `Views: Who calls it?${two}`,
      `Forms (and fields): Where do they begin?${two}`,
      `Signals: Who sends one?${one}`,
      `Signals: When is it?${two}`,
      `Signals: How?${one}`,
    ];
    assert.deepEqual(list('', ''), questions('', ''));
    assert.deepEqual(list('A call.', '\nA server.'), questions(' → A call.', ' → A server.'));
    // Parts of an answer are counted, too.
    assert.equal(
      found('1) Which are there?', '🔹 1. Rows', '', '🔹 2. Sets', '', '1) Why?', '', 'x')
        .questions[0],
      'Which are there? → 🔹 1. Rows\n\n🔹 2. Sets',
    );
  });

  for (const [what, numbers] of [
    ['dashes', ['1- ', '2- ', '3- ']],
    ['colons', ['1: ', '2: ', '3: ']],
    ['brackets', ['(1) ', '(2) ', '(3) ']],
    ['square brackets', ['[1] ', '[2] ', '[3] ']],
    ['Roman numerals', ['III. ', 'IV. ', 'V. ']],
    ['circles', ['⑨ ', '⑩ ', '⑪ ']],
    ['Chinese numerals', ['九、', '十、', '十一、']],
  ] as const) {
    it(`have numbers with ${what}`, () => {
      const [one, two, three] = numbers;
      assert.deepEqual(
        found(`${one}What?`, '', 'x', '', `${two}Lookups`, '', 'y', '', `${three}Why?`, '', 'z'),
        { shape: 'numbers', questions: ['What? → x', 'Lookups → y', 'Why? → z'] },
      );
    });
  }

  it('are in a block of code each', () => {
    assert.deepEqual(
      found(
        '## First call',
        '```text',
        'What is a cookie?',
        '```',
        '```',
        'Why would a login',
        'expire?',
        '',
        '```',
        'It is old.',
        '## Second call',
        '~~~',
        '3. How do you find a slow view?',
        '~~~',
        '```python',
        'explain()',
        '```',
      ),
      {
        shape: 'fences',
        questions: [
          'First call: What is a cookie?',
          'First call: Why would a login expire? → It is old.',
          'Second call: How do you find a slow view? → ```python\nexplain()\n```',
        ],
      },
    );
  });

  it('have the marks of other bullets, pictures before them, and a level in brackets', () => {
    assert.deepEqual(found('🔹 What is a model?', 'A table.', '', '🔹 Name one', '- a').questions, [
      'What is a model? → A table.',
      'Name one → - a',
    ]);
    assert.deepEqual(found('● What is a model?', '  A table.', '● Why?', '', '  So.').questions, [
      'What is a model? → A table.',
      'Why? → So.',
    ]);
    assert.deepEqual(
      found('## ![](a.svg) What is a key?', 'x', '## [Hard] Why?', 'y', '## **3.** Who?', 'z')
        .questions,
      ['What is a key? → x', 'Why? → y', 'Who? → z'],
    );
  });

  it('have no link back to the top, whatever its language', () => {
    assert.deepEqual(
      found('## ¿Qué?', 'x', '', '[⬆️ Volver arriba](#a)', '## ¿Por qué?', 'y', '**[↥ Ir](#a)**')
        .questions,
      ['¿Qué? → x', '¿Por qué? → y'],
    );
  });

  it('are the items of a list of what has been learnt already, not the headings above', () => {
    assert.deepEqual(found('## ORM', '- [x] What?', '- [ ] Signals', '## Views', '- [ ] Why?'), {
      shape: 'list',
      questions: ['ORM: What?', 'ORM: Signals', 'Views: Why?'],
    });
  });

  it('are bullets with steps right below them, where most bullets ask', () => {
    const steps = ['1. Ask', '2. Wait', ''];
    assert.deepEqual(found('- How?', ...steps, '- A call', ...steps, '- What?', 'z'), {
      shape: 'list',
      questions: ['How? → 1. Ask\n2. Wait', 'A call → 1. Ask\n2. Wait', 'What? → z'],
    });
    // Below groups, they are items themselves.
    const groups = found('- Calls', ...steps, '- Views', ...steps, '- Why?').questions;
    assert.ok(!groups.some(one => one.includes('1. Ask')), groups.join('; '));
  });

  it('are items with a long answer further in, and in Chinese with any', () => {
    const long = `    It keeps ${'much '.repeat(10)}to itself.`;
    const read = found(
      '- What is a view',
      long,
      '- Explain how it',
      '    is called.',
      '- Why',
      '  is it?',
    );
    assert.deepEqual(read.questions, [
      `What is a view → ${long.trim()}`,
      'Explain how it is called.',
      'Why is it?',
    ]);
    assert.deepEqual(
      found('1、什么是视图', '一个函数', '2.为什么需要它', '为了响应', '3、如何使用').questions,
      ['什么是视图 → 一个函数', '为什么需要它 → 为了响应', '如何使用'],
    );
  });

  it('are bullets with the parts of their answers in others below them', () => {
    const card = (asked: string, why: string) => [
      asked,
      `- **Use:** ${why}`,
      '- **Note**:',
      'so',
      '',
    ];
    const answer = (why: string) => `- **Use:** ${why}\n- **Note**:\nso`;
    assert.deepEqual(
      found(...card('- [x] Explain it.', 'z'), ...card('* What?', 'y'), ...card('- Who?', 'x')),
      {
        shape: 'list',
        questions: [
          `Explain it. → ${answer('z')}`,
          `What? → ${answer('y')}`,
          `Who? → ${answer('x')}`,
        ],
      },
    );
  });

  it('are answered behind their question mark, their bold or an arrow', () => {
    const answered = ['What? → Where it is.', 'Why? → z.', 'Who? → `w`.'];
    assert.deepEqual(found('- What? Where it is.', '- Why? z.', '- Who? `w`.').questions, answered);
    assert.deepEqual(
      found('1. What? Where it is.', '2. Why? z.', '3. Who? `w`.').questions,
      answered,
    );
    assert.deepEqual(
      found('**What?** Where it is.', '', '**Why?** z.', '', '**Who?** `w`.').questions,
      answered,
    );
    assert.deepEqual(
      found('- What? -> Where it is.', '- Why? → z.', '- Who? => `w`.').questions,
      answered,
    );
    // A remark of one, or another question, is no answer.
    assert.deepEqual(found('- What? Say why.', '- Why? How?', '- Who?', '- When?').questions, [
      'What? Say why.',
      'Why? How?',
      'Who?',
      'When?',
    ]);
  });

  it('are answered by the bullets below them, also beside lists of advice', () => {
    const advice = ['- Prepare four stories', '- Be calm and confident', '- Do not boast'];
    const asked = [
      ['Tell me about your last project?', '- mention the problem\n- have numbers ready'],
      ['Why do you leave?', '- no negativity, be positive\n- I want to grow'],
      ['What is your wish?', '- I am a calm and nice person\n- focus on them, not on you'],
    ] as const;
    assert.deepEqual(
      found(
        ...['# Talks', '', '## Before', '', ...advice, '', '## Asked', ''],
        ...asked.flatMap(([title, answer]) => [title, '', ...answer.split('\n'), '']),
      ),
      {
        shape: 'paragraphs',
        questions: asked.map(([title, answer]) => `Asked: ${title} → ${answer}`),
      },
    );
  });

  it('are in bold between rules, without the remarks around them', () => {
    const tasks = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map(one => `Joins of ${one}`);
    const lines = ['**', ''].flatMap(mark =>
      (mark === '' ? ['How is one left out?'] : tasks).flatMap(one => [
        ...['---', '', `${mark}${one}${mark}`, '', 'The tables are above.', ''],
      ]),
    );
    assert.deepEqual(found(...lines, '---', '', '> More soon').questions, [
      ...[...tasks, 'How is one left out?'].map(one => `${one} → The tables are above.`),
    ]);
  });
});
