import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';

/** `title → answer` of each question that is proposed. */
const found = (text: string): readonly string[] =>
  (findQuestions('list.md', text).readings[0]?.questions ?? []).map(({ title, answer }) =>
    answer === '' ? title : `${title} → ${answer}`,
  );

/** The labels of a question and an answer around the same three of a language. */
const languages: readonly (readonly [
  name: string,
  question: (number: number) => string,
  answer: string,
  questions: readonly string[],
])[] = [
  ['Spanish', n => `**Pregunta ${n}:**`, '**Respuesta:**', ['¿Qué es un modelo?', 'Las señales']],
  ['Portuguese', n => `${n})`, 'R:', ['O que é um modelo?', 'Para que serve o admin?']],
  ['French', n => `Question ${n} :`, 'Réponse :', ["Qu'est-ce qu'un modèle ?", 'Les signaux']],
  ['Italian', n => `### Domanda ${n}:`, 'Risposta:', ["Che cos'è un modello?", 'I segnali']],
  ['German', n => `Frage ${n}:`, 'Antwort:', ['Was ist ein Model?', 'Signale']],
  ['German, with solutions', n => `Frage ${n}:`, 'Lösung:', ['Was ist ein Model?', 'Signale']],
  ['Chinese, with samples', n => `问题${n}：`, '参考答案：', ['什么是模型？', '信号是什么？']],
  ['Polish', n => `Pytanie ${n}:`, 'Odpowiedź:', ['Co to jest model?', 'Sygnały']],
  ['Russian', n => `**Вопрос ${n}.**`, '**Ответ:**', ['Что такое модель?', 'Сигналы']],
  ['Turkish', n => `**Soru ${n}:**`, '**Cevap:**', ['Model nedir?', 'Sinyaller']],
  ['Vietnamese', n => `Câu ${n}:`, 'Trả lời:', ['Model là gì?', 'Tín hiệu']],
  ['Indonesian', n => `Pertanyaan ${n}:`, 'Jawaban:', ['Apa itu model?', 'Sinyal']],
  ['Korean', n => `**질문 ${n}:**`, '답변:', ['모델이란 무엇인가요?', '시그널']],
  ['Japanese', n => `### Q${n}.`, 'A1.', ['モデルとは何ですか？', 'シグナルを説明してください']],
  ['Dutch', n => `**Vraag ${n}:**`, '**Antwoord:**', ['Wat is een model?', 'Signalen']],
  ['Ukrainian', n => `Питання ${n}:`, 'Відповідь:', ['Що таке модель?', 'Сигнали']],
  ['Persian', () => 'سوال ۱:', 'پاسخ:', ['مدل چیست؟', 'سیگنال']],
  ['Hindi', () => 'प्रश्न १:', 'उत्तर:', ['मॉडल क्या है?', 'सिग्नल']],
  ['Thai', n => `คำถาม ${n}:`, 'คำตอบ:', ['โมเดลคืออะไร?', 'สัญญาณ']],
  ['Chinese', () => '【问题】', '【答案】', ['什么是模型？', '信号的作用']],
  ['Arabic', n => `س${n}:`, 'ج:', ['ما هو النموذج؟', 'اشرح الإشارات']],
  ['a term and its definition', () => 'Term:', 'Definition:', ['manager', 'lookup']],
  ['a card', () => 'Front:', 'Back:', ['manager', 'lookup']],
  ['a talk', () => '**Interviewer:**', '**Candidate:**', ['What is a manager?', 'Tell me more.']],
  ['short words', n => `Q.${n}`, 'Ans.', ['What is a manager?', 'Lookups']],
  ['words and dashes', n => `Question ${n} -`, 'Answer -', ['What is a manager?', 'Lookups']],
  ['letters and dashes', () => '**Q -', 'A -', ['What is a manager?**', 'Lookups**']],
  ['dashes and numbers', n => `Q-${n}`, 'Answer:', ['What is a manager?', 'Lookups']],
  ['dashes before brackets', n => `Q - ${n})`, 'Answer:', ['What is a manager?', 'Lookups']],
  ['numbers and dashes', n => `Q${n}-`, 'Answer:', ['What is a manager?', 'Lookups']],
  ['dashes, and behind numbers', n => `Q-${n}:`, 'A-1:', ['What is a manager?', 'Lookups']],
  ['numbers, and dashes behind them', n => `Q${n}-`, 'A1-', ['What is a manager?', 'Lookups']],
  ['dashes and numbers alone', n => `Q-${n}`, 'A-1', ['What is a manager?', 'Lookups']],
  ['brackets', () => 'Q)', 'A)', ['What is a manager?', 'Lookups']],
  ['bold letters', () => '**Q**.', '**A**.', ['What is a manager?', 'Lookups']],
  [
    'letters in links',
    n => `<a class="anchor" href="#q${n}"> **Q**</a>.`,
    '**A**.',
    ['What is a manager?', 'Lookups'],
  ],
  ['pictures', () => '❓', '✅', ['What is a manager?', 'Lookups']],
];

describe('Questions with labels', () => {
  for (const [name, question, answer, questions] of languages) {
    for (const [what, between] of [
      ['', '\n'],
      [', in paragraphs of their own', '\n\n'],
    ] as const) {
      it(`are read with those of ${name}${what}`, () => {
        const parts = questions.map(
          (title, index) => `${question(index + 1)} ${title}${between}${answer} x${index}\n`,
        );
        assert.deepEqual(
          found(`# List\n\n${parts.join('\n')}`),
          questions.map((title, index) => `${title.replace('**', '')} → x${index}`),
        );
      });
    }
  }

  it('have a wording of several lines behind `Q-1`', () => {
    assert.deepEqual(
      found(
        'Q-1 Say a form is sent twice, and \nthe second one is late. What is\nsaved?\n\nAnswer: Both.\n\nQ-2) Why?\nAnswer: No key.\n',
      ),
      [
        'Say a form is sent twice, and the second one is late. What is saved? → Both.',
        'Why? → No key.',
      ],
    );
  });

  it('are in italics below a list, with code for an answer, and contents that lead to answers', () => {
    assert.deepEqual(
      found(
        '# Views\n\n1. **[HTTP](#http)** - *[Answers](answers/http.md)*\n1. **[Code](#code)** - *[Answers](answers/code.md)*\n\n## HTTP\n\n* What is a view?\n* Who calls it?\n* When?\n\n## Code\n\n*Question: What does `a` print?*\n```\na()\n```\n\n*Question: And what is `b`?*\n```\nb\n```\n\n*Question: Why not `c`?*\n```\nc\n```\n',
      ),
      [
        ...['What is a view?', 'Who calls it?', 'When?'],
        'What does `a` print? → ```\na()\n```',
        'And what is `b`? → ```\nb\n```',
        'Why not `c`? → ```\nc\n```',
      ],
    );
  });

  it('are not answered by the label of an answer that is still to be written', () => {
    const text =
      '## What?\n\n### Answer:\n\nz\n\n## Why?\n\n### Answer:\n\n## Who?\n\n**Answer:**\n';
    assert.deepEqual(found(text), ['What? → z', 'Why?', 'Who?']);
  });

  it('may begin with code to consider', () => {
    assert.deepEqual(
      found('## Consider this class:\n\n    A\n\n### What is `a`?\n\n    a = A\n\n## Why?\n\nz\n'),
      ['Consider this class: →     A\n\n### What is `a`?\n\n    a = A', 'Why? → z'],
    );
  });

  it('are `term` and `def` without a blank line between cards', () => {
    assert.deepEqual(found('term:atime\ndef:Returns a time.\nterm:exist?\ndef:Returns true.\n'), [
      'atime → Returns a time.',
      'exist? → Returns true.',
    ]);
  });

  it('have no space behind `Q.`, unlike code', () => {
    assert.deepEqual(found('Q. What?\nAns. x\nQ.all(them)\nQ.Why is it so?\nAns. y\n'), [
      'What? → x\nQ.all(them)',
      'Why is it so? → y',
    ]);
  });

  it('come behind others that are only numbered', () => {
    const labelled = 'Q. Why?\nAns. y\nQ. When?\nAns. z\n';
    assert.deepEqual(
      found(
        `# Views\n\nA view is called.\n\nWhat is a view?\nA function.\n\n1. Who calls it?\nThe router.\nOr you?\n2. Where is it?\nIn a module.\n${labelled}`,
      ),
      [
        ...['What is a view? → A function.', 'Who calls it? → The router.\nOr you?'],
        ...['Where is it? → In a module.', 'Why? → y', 'When? → z'],
      ],
    );
    // A single sentence that asks introduces them.
    assert.deepEqual(found(`Why this list?\nIt was asked for.\n\n${labelled}`), [
      'Why? → y',
      'When? → z',
    ]);
  });

  it('are headings above headings of answers, and bold with a line break', () => {
    assert.deepEqual(found('## Q: What?\n### A:\nx\n\n## Q: Why?\n### Answer\ny\n'), [
      'What? → x',
      'Why? → y',
    ]);
    assert.deepEqual(found('**Q1. What?**<br>\n**A.** x<br>\n\n**Q2. Why?**<br>\n**A.** y\n'), [
      'What? → x',
      'Why? → y',
    ]);
    assert.deepEqual(found('## What?\n\nA. x\nB. y\n\n## Why?\n\nA. z\nB. w\n'), [
      'What? → A. x\nB. y',
      'Why? → A. z\nB. w',
    ]);
  });

  it('have choices whose first is no answer', () => {
    assert.deepEqual(found('Q: What?\nA) x\nB) y\n\nQ: Why?\nA) z\nB) w\n'), [
      'What? → A) x\nB) y',
      'Why? → A) z\nB) w',
    ]);
  });

  it('have their answers in an item that is called so, with more further in', () => {
    const two = (first: string) => found(`## What?\n\n${first}\n\n## Why?\n\ny\n`)[0];
    for (const label of ['Answer:', '*Answer:*', '**Answer:**', 'A:', '**A**:', '_Ans_:'])
      assert.equal(two(`- ${label} x`), 'What? → x', label);
    assert.equal(two('- Ans - x, which'), 'What? → x, which');
    assert.equal(two('- Answer:\n\n    x\n\n    - y\n      z'), 'What? → x\n\n- y\n  z');
    assert.equal(two('* Answer\n\n    **Answer:**\n    x'), 'What? → x');
    assert.equal(two('- A: x\n\n    - y\n\n- z'), 'What? → x\n\n- y\n\n- z');
    assert.equal(two('- *Answer:* x:\n```\n  y\n```'), 'What? → x:\n```\n  y\n```');
  });

  it('have their answers behind bold without a colon, or below it', () => {
    const two = (first: string) => found(`## [7] What?\n${first}\n\n## [9] Why?\ny\n`)[0];
    for (const label of ['**Ans** ', '**Answer**', '**Ans**\n', '**Solution**\n\n'])
      assert.equal(two(`${label}A row.`), 'What? → A row.', label);
    for (const label of ['**Sample answer:**', 'Suggested answer:'])
      assert.equal(two(`${label} A row.`), 'What? → A row.', label);
    assert.equal(two('**Solutions** are rows.'), 'What? → **Solutions** are rows.');
    assert.equal(two('**Solution** files name all.'), 'What? → **Solution** files name all.');
  });

  it('have choices and letters that are items, of which the first is no answer', () => {
    for (const text of [
      '- A: x\n- B: y',
      '- A: all\n- C: kept\n- D: safe',
      '- A) x\n- B) y',
      '- Any: x',
    ])
      assert.equal(found(`## What?\n\n${text}\n\n## Why?\n\ny\n`)[0], `What? → ${text}`);
  });

  it('have their level and topic after the answer, whose label goes', () => {
    const list = (answer: string) =>
      found(`# Signals\n\n### Q1: What sends one?\n\n${answer}\n\n### Q2: What is it?\n\nz\n`);
    for (const label of ['**Answer:**\n\n', 'Answer: ', '- **Answer:** ', 'A1.\n']) {
      assert.deepEqual(list(`**Difficulty:** Mid\n- Tags: ORM, save\n\n${label}A model.`), [
        'What sends one? → A model.\n\n**Difficulty:** Mid\n\n- Tags: ORM, save',
        'What is it? → z',
      ]);
    }
    // Not without a label, nor as sentences or empty.
    for (const kept of [
      '**Difficulty:** Mid\n\nA model.',
      '**Note:** one may be lost.\n\n**Answer:** A model.',
      '**Level:**\n\n**Answer:** A model.',
    ])
      assert.equal(list(kept)[0], `What sends one? → ${kept}`);
  });

  it('have their level after a folded answer, also as stars', () => {
    const list = ['What?', 'Why?'].map(
      title =>
        `## ${title}\n\n**Level**: ⭐⭐\n\n<details><summary>Answer</summary>\n\nx\n\n</details>\n`,
    );
    assert.deepEqual(found(list.join('\n')), [
      'What? → x\n\n**Level**: ⭐⭐',
      'Why? → x\n\n**Level**: ⭐⭐',
    ]);
  });

  it('keep the order of a folded answer that begins with a topic', () => {
    const answer = 'Topic: a named stream.\n\nPartition: a part.\n\nBroker: a server.';
    const list = ['What?', 'Why?'].map(
      title => `## ${title}\n\n<details><summary>Answer</summary>\n\n${answer}\n\n</details>\n`,
    );
    assert.equal(found(list.join('\n'))[0], `What? → ${answer}`);
  });

  it('go on below lines that name a level or the like', () => {
    assert.deepEqual(
      found(
        'Q: A ticket has these fields\nPriority: high\nWhich index would you add?\nA: x\n\nQ: Why?\nA: y\n',
      ),
      ['A ticket has these fields Priority: high Which index would you add? → x', 'Why? → y'],
    );
  });

  it('have a picture above the label of the answer', () => {
    assert.equal(
      found('## What?\n\n![Rows](rows.png)\n\n**Answer:**\n\nRows.\n\n## Why?\n\ny\n')[0],
      'What? → ![Rows](rows.png)\n\nRows.',
    );
  });

  it('have their level between question and answer', () => {
    assert.deepEqual(found('Q: What?\nLevel: Easy\nA: x\n\nQ: Why?\nLevel: Hard\nA: y\n'), [
      'What? → x\n\nLevel: Easy',
      'Why? → y\n\nLevel: Hard',
    ]);
  });

  it('have the number of the answer in bold above its list', () => {
    const list = ['1', '2'].map(n => `## ${n}. Rows\n\n**Q${n}. What?**  \n**A${n}.**\n1. x${n}\n`);
    assert.deepEqual(found(list.join('\n---\n\n')), ['What? → 1. x1', 'What? → 1. x2']);
    const several = 'A1.\nx\n\nA2.\ny';
    assert.equal(found(`## What?\n\n${several}\n\n## Why?\n\nz\n`)[0], `What? → ${several}`);
  });

  it('keep the letter before a role, and the numbers of several answers', () => {
    const text = 'A :class:`set` is.\n\n## Why?\n\nAnswer 1: x\n\nAnswer 2: y';
    assert.deepEqual(found(`## What?\n\n${text}\n`), [
      'What? → A :class:`set` is.',
      'Why? → Answer 1: x\n\nAnswer 2: y',
    ]);
  });

  it('are answered on the next line where no answer has a label, below contents with pages', () => {
    const titles = ['What is a view?', 'What is a form?', 'Names of all fields'];
    const text = [
      ...[
        'Contents\t',
        'Preface\t3',
        ...titles.map((title, at) => `Question: ${title}\t${4 + at}`),
      ],
      ...['Forms\t30', '', '', 'Forms'],
      ...titles.slice(0, 2).flatMap(title => [`Question :${title}`, 'x', 'y', '']),
      ...['Question: How are they saved?', 'z', ''],
    ].join('\n');
    assert.deepEqual(found(text), [
      'What is a view? → x\ny',
      'What is a form? → x\ny',
      'How are they saved? → z',
    ]);
    const noContents = text.replaceAll('\t5', '\t2');
    assert.notDeepEqual(found(noContents).length, 3);
  });

  it('go on in the next line until they end where no answer has a label', () => {
    const text = [
      'Q: What is the difference between',
      'select_related and prefetch_related?',
      ...['', 'The first joins.', '', 'Q: What is a view?', 'A function.'],
    ].join('\n');
    assert.deepEqual(found(text), [
      'What is the difference between select_related and prefetch_related? → The first joins.',
      'What is a view? → A function.',
    ]);
  });

  it('are tasks in plain text, with a number above, a hint, code and rules around them', () => {
    const rule = `#${'-'.repeat(20)}#`;
    const task = (number: number, words: string, code: string) =>
      [
        rule,
        `Question ${number}`,
        'Level 1',
        '',
        'Question:',
        words,
        '',
        'Hints:',
        'Use a sum.',
        '',
      ]
        .concat('Solution:', code, rule, '')
        .join('\n');
    const code = 'total = 0\nfor one in range(9):\n    total += one\n\nprint(total)';
    const text = `Level\tWho\nOne\tall\n\n${task(1, 'Add up.', code)}\n${task(2, 'Say a word.\nAny.', 'Any word will do.')}`;
    assert.deepEqual(
      findQuestions('tasks.txt', text).readings[0]?.questions.map(({ title, hint, answer }) => [
        ...[title, hint, answer],
      ]),
      [
        ['Add up.', 'Use a sum.', `\`\`\`\n${code}\n\`\`\``],
        ['Say a word. Any.', 'Use a sum.', 'Any word will do.'],
      ],
    );
  });

  it('may be listed in the front matter, with unrelated text below', () => {
    const text = [
      ...['---', "title: 'Questions'", 'faq:', "  - question: 'What is a view?'", '    id: view'],
      ...['    answer: A function.', '  - id: form', '    question: What is a form?'],
      ...['    answer: |', '      One of:', '      - `Form`', '', '      - `ModelForm`'],
      ...['    topics:', '      - Forms', '  - question: Why?', '    answer: core/why.md'],
      ...['---', '', 'Getting ready is hard.', ''],
      ...['## Before you begin', '', '- Read the docs.', '- Sleep.'],
    ].join('\n');
    assert.deepEqual(found(text), [
      'What is a view? → A function.',
      'What is a form? → One of:\n- `Form`\n\n- `ModelForm`',
      'Why?',
    ]);
  });

  it('have their own answers in front matter with sorted names, and all that belongs to them', () => {
    const text = [
      ...['---', 'faq:', '- answer: "Say \\"hi\\".\\nThen go."', '  hint: Be brief.'],
      ...[
        "  question: 'What''s a view?'",
        '- answer: Note: one',
        '  question: "What is',
        '    a form?"',
      ],
      ...['- options: ["a, b", c]', '  answer: c', '  question: Which?'],
      ...['- answer:', '    Note: this', '  # later', '  question: How?', '---', '', 'Text.'],
    ].join('\n');
    assert.deepEqual(
      findQuestions('list.md', text).readings[0]?.questions.map(one => [
        ...[one.title, one.hint, one.answer],
      ]),
      [
        ["What's a view?", 'Be brief.', 'Say "hi".\\\nThen go.'],
        ['What is a form?', '', 'Note: one'],
        ['Which?', '', '- a, b\n- **c** ✓'],
        ['How?', '', 'Note: this'],
      ],
    );
  });

  it('are in braces in front matter, without remarks, and folded', () => {
    const text = [
      ...['---', '- {question: "What is it, then?", answer: a view}', '- question: Why?   # rare'],
      ...['  answer: >-', '    So', '    it is.', '', '    - one', '    - two'],
      ...['- question: What is # in C#?', '  answer: "A mark." # "rare"', '---', ''],
    ].join('\n');
    assert.deepEqual(found(text), [
      'What is it, then? → a view',
      'Why? → So it is.\n\n- one\n- two',
      'What is # in C#? → A mark.',
    ]);
  });

  it('are in braces in front matter, with lists in brackets; others are named', () => {
    const text = [
      ...['---', 'faq:', '  - {question: Why?, answer: Since., tags: [a, "b, c"]}'],
      ...['  - { question: How?,', '      answer: So. }', '  - {question: Who?, see: {a: b}}'],
      ...['---', ''],
    ].join('\n');
    assert.deepEqual(found(text), ['Why? → Since.', 'How? → So.']);
    assert.deepEqual(findQuestions('list.md', text).readings[0]?.leftOut, [
      { reason: 'empty', text: '{question: Who?, see: {a: b}}' },
    ]);
  });

  it('in front matter come after those of the page', () => {
    const items = [1, 2, 3].flatMap(n => [`  - question: Is it ${n}?`, '    answer: Yes.']);
    const topics = [1, 2, 3, 4].map(n => `## Topic ${n}\n\nText ${n}.\n`);
    const { readings } = findQuestions(
      'list.md',
      ['---', 'faq:', ...items, '---', '', ...topics].join('\n'),
    );
    assert.deepEqual(
      [readings[0], readings.at(-1)].map(reading => reading?.questions.map(({ title }) => title)),
      [
        ['Topic 1', 'Topic 2', 'Topic 3', 'Topic 4'],
        ['Is it 1?', 'Is it 2?', 'Is it 3?'],
      ],
    );
  });

  it('are none that fold an answer and something else', () => {
    const folded = ['Show answer and query', 'Reveal solution with plan']
      .map(
        (name, at) => `## Part ${at}\n\n<details><summary>${name}</summary>\n\nx\n\n</details>\n`,
      )
      .join('\n');
    assert.deepEqual(found(folded), ['Part 0 → x', 'Part 1 → x']);
  });

  it('end where their answer is folded', () => {
    const folded = (text: string) => `<details><summary>Answer</summary>\n\n${text}\n</details>`;
    assert.deepEqual(
      findQuestions(
        'list.md',
        `**Q1.** One instance, shared.\n${folded('x')}\n\n**Q2.** Made step by step.\n${folded('y')}\n`,
      ).readings[0]?.questions.map(({ title }) => title),
      ['One instance, shared.', 'Made step by step.'],
    );
  });
});
