import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findQuestions } from '../../../src/study/importing';

/** A question with options of which one is right. */
interface Row {
  readonly title: string;
  readonly options: readonly string[];
  readonly right: number;
}

const letters = 'ABCD';
const wordsOf = ({ options, right }: Row): string => options[right] ?? '';
const wrongOf = ({ options, right }: Row) => options.filter((_, at) => at !== right);
/** An object with a field for each text. */
const fields = (texts: readonly string[], name: (at: number) => string) =>
  Object.fromEntries(texts.map((text, at) => [name(at), text]));

const cells = (row: readonly string[]) =>
  row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',');
const csv = (head: string, rows: readonly Row[], rowOf: (row: Row) => readonly string[]) =>
  ['a.csv', [head, ...rows.map(row => cells([row.title, ...rowOf(row)]))].join('\n')] as const;
const markdown = (head: string, rows: readonly Row[], rowOf: (row: Row) => readonly string[]) => {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const rule = line(head.split(',').map(() => '---'));
  const all = rows.map(row => line([row.title, ...rowOf(row)]));
  return ['a.md', [line(head.split(',')), rule, ...all].join('\n')] as const;
};
const json = (rows: readonly Row[], fieldsOf: (row: Row) => object) =>
  ['a.json', JSON.stringify(rows.map(row => ({ question: row.title, ...fieldsOf(row) })))] as const;

type Form = readonly [name: string, write: (rows: readonly Row[]) => readonly [string, string]];

const lettered = 'question,option a,option b,option c,option d,correct answer';
const wrong = 'question,correct answer,wrong1,wrong2,wrong3';
const all = (row: Row) => [...row.options, wordsOf(row)];
const rightFirst = (row: Row) => [wordsOf(row), ...wrongOf(row)];

const byWords: readonly Form[] = [
  ['columns with letters', rows => csv(lettered, rows, all)],
  ['columns with numbers', rows => csv('question,1,2,3,4,answer', rows, all)],
  ['columns of wrong options', rows => csv(wrong, rows, rightFirst)],
  ['columns of Markdown', rows => markdown(lettered, rows, all)],
  ['columns of wrong options in Markdown', rows => markdown(wrong, rows, rightFirst)],
  ['a list in JSON', rows => json(rows, row => ({ options: row.options, answer: wordsOf(row) }))],
  [
    'letters in JSON',
    rows =>
      json(rows, row => {
        return { options: fields(row.options, at => letters.charAt(at)), answer: wordsOf(row) };
      }),
  ],
  [
    'fields of JSON',
    rows =>
      json(rows, row => {
        return { ...fields(row.options, at => letters.charAt(at)), answer: wordsOf(row) };
      }),
  ],
  [
    'a list of wrong ones in JSON',
    rows => json(rows, row => ({ correct_answer: wordsOf(row), incorrect_answers: wrongOf(row) })),
  ],
  [
    'fields of wrong ones in JSON',
    rows =>
      json(rows, row => {
        const others = fields(wrongOf(row), at => `wrong_answer_${at + 1}`);
        return { correct_answer: wordsOf(row), ...others };
      }),
  ],
];
const keyed = (keyOf: (row: Row) => string) => (row: Row) => [...row.options, keyOf(row)];
const letterOf = ({ right }: Row) => letters.charAt(right);
const byKeys: readonly Form[] = [
  ['columns with letters', rows => csv(lettered, rows, keyed(letterOf))],
  [
    'columns with numbers',
    rows =>
      csv(
        'question,1,2,3,4,answer',
        rows,
        keyed(({ right }) => `${right + 1}`),
      ),
  ],
  ['columns of Markdown', rows => markdown(lettered, rows, keyed(letterOf))],
];

/** Words, and what may be taken for the letters or numbers of options. */
const odd = [
  ...['1', '2', '3', '4', '0', 'A', 'B', 'C', 'D', 'a', 'b', 'B.', 'b)', 'Option A', '2,4', '1;3'],
  ...['a, b', 'a & b', 'True', 'None', '[1, 2]', '()', '-1', '1.0', 'two words', '"q"', '  lead'],
];
const rowOf = (texts: readonly string[]) =>
  fc.record({
    title: fc.constant(''),
    options: fc.uniqueArray(fc.constantFrom(...texts), { minLength: 4, maxLength: 4 }),
    right: fc.nat(3),
  });
const rowsOf = (texts: readonly string[], some: { minLength: number; maxLength: number }) =>
  fc.array(rowOf(texts), some);
const titled = (rows: readonly Row[]) =>
  rows.map((row, at): Row => ({ ...row, title: `What is in row ${at}?` }));

const plain = ['red', 'green', 'blue', 'yellow', 'black', 'white'];

/** The options of an answer without their letters, and those that are marked. */
function optionsIn(answer: string) {
  const options = answer.split('\n').map(line => {
    const [, right, text = ''] = /^- (\*\*(?=.*\*\* ✓$))?(.*?)(?:\*\* ✓)?$/.exec(line) ?? [];
    const bare = text.replace(/\\([^\w\s])/g, '$1').replace(/^[A-D]\. /i, '');
    return { text: bare.trim(), isRight: right !== undefined };
  });
  return {
    all: options.map(({ text }) => text).sort(),
    right: options.flatMap(({ text, isRight }) => (isRight ? [text] : [])),
  };
}

function assertRead(form: Form[1], rows: readonly Row[]): void {
  const [name, text] = form(rows);
  const questions = findQuestions(name, text).readings[0]?.questions ?? [];
  assert.deepEqual(
    questions.map(({ title, answer }) => ({ title, ...optionsIn(answer) })),
    rows.map(row => ({
      title: row.title,
      all: row.options.map(option => option.trim()).sort(),
      right: [wordsOf(row).trim()],
    })),
    text,
  );
}

describe('The right option of a quiz', () => {
  for (const [name, write] of byWords)
    it(`is the one with its words, whatever they look like: ${name}`, () => {
      fc.assert(
        fc.property(rowsOf(odd, { minLength: 4, maxLength: 6 }), rows =>
          assertRead(write, titled(rows)),
        ),
      );
    });

  for (const [name, write] of byKeys)
    it(`is the one that is named where most rows name it, whatever the words are: ${name}`, () => {
      const most = rowsOf(plain, { minLength: 4, maxLength: 6 });
      fc.assert(
        fc.property(most, rowsOf(odd, { minLength: 0, maxLength: 3 }), (rows, others) =>
          assertRead(write, titled([...rows, ...others])),
        ),
      );
    });

  it('is one of several that letters or numbers name', () => {
    const rows = [
      ['Which are even?', '1', '2', '3', '4', 'B,D'],
      ['Which are odd?', 'one', 'two', 'three', '', '1; 3'],
      ['Which are these?', 'x', 'y', 'z', '', 'a & c'],
    ].map(cells);
    const { readings } = findQuestions('a.csv', [lettered, ...rows].join('\n'));
    assert.deepEqual(
      readings[0]?.questions.map(({ answer }) => optionsIn(answer).right),
      [
        ['2', '4'],
        ['one', 'three'],
        ['x', 'z'],
      ],
    );
  });

  it('is the one called so beside a column of numbers', () => {
    const items = [2, 1, 3, 1].map((difficulty, at) => {
      const [A, B, C] = [`x${at}`, `y${at}`, `z${at}`];
      return { question: `What is in row ${at}?`, difficulty, A, B, C, answer: 'ABCA'.charAt(at) };
    });
    const { readings } = findQuestions('a.json', JSON.stringify(items));
    assert.deepEqual(
      readings[0]?.questions.map(({ answer }) => optionsIn(answer).right),
      [['x0'], ['y1'], ['z2'], ['x3']],
    );
  });

  it('is at the place that an index or a number tells, even where options are numbers', () => {
    const right = (...items: readonly object[]) =>
      findQuestions(
        'a.json',
        JSON.stringify(items.map((item, at) => ({ question: `Which is in row ${at}?`, ...item }))),
      ).readings[0]?.questions.map(({ answer }) => optionsIn(answer).right.join());
    const numbers = ['2', '4', '8', '16'];
    const first = { options: ['x', 'y', 'z'], correctIndex: 0 };
    assert.deepEqual(right({ options: numbers, correctIndex: 2 }, first), ['8', 'x']);
    // Not known to count from 0 or 1.
    assert.deepEqual(right({ options: numbers, correctIndex: 2 }), ['']);
    const counted = { options: ['x', 'y', 'z'], answer: 0 };
    assert.deepEqual(right({ options: ['1', '2', '3'], answer: 1 }, counted), ['2', 'x']);
    assert.deepEqual(right({ options: ['1', '2', '3'], answer: '1' }, counted), ['1', 'x']);
    assert.deepEqual(right({ options: [1, 2, 3], answer: 1 }, counted), ['1', 'x']);
    assert.deepEqual(right({ options: ['20', '30'], answer: 20 }, counted), ['20', 'x']);
  });

  describe('in tables', () => {
    const answersOf = (...lines: readonly string[]) =>
      findQuestions('a.csv', lines.join('\n')).readings[0]?.questions.map(({ answer }) => answer);
    const [x, y, z] = ['**A. x** ✓', '**B. y** ✓', '**C. z** ✓'];

    it('is counted from 0 where the names of options are', () => {
      for (const name of ['option_', 'Choice'])
        assert.deepEqual(
          answersOf(
            `question,${[0, 1, 2].map(at => name + String(at)).join()},correct`,
            'Which is first?,x,y,z,0',
            'Which is next?,x,y,z,1',
          ),
          [`- ${x}\n- B. y\n- C. z`, `- A. x\n- ${y}\n- C. z`],
        );
      const item = { option_0: 'x', option_1: 'y', option_2: 'z', correct_option: 2 };
      const items = [1, 2].map(at => ({ question: `Which is ${String(at)}?`, ...item }));
      const { readings } = findQuestions('a.json', JSON.stringify(items));
      assert.equal(readings[0]?.questions[0]?.answer, `- A. x\n- B. y\n- ${z}`);
    });

    it('is not known by an index that may count from 0 or from 1', () => {
      const head = 'question,option1,option2,option3';
      const rows = ['Which is this?,x,y,z,1', 'Which is that?,x,y,z,2'];
      const bare = '- A. x\n- B. y\n- C. z\n\n';
      assert.deepEqual(answersOf(`${head},answer_index`, ...rows), [`${bare}1`, `${bare}2`]);
      assert.deepEqual(answersOf(`${head},answer`, ...rows), [
        `- ${x}\n- B. y\n- C. z`,
        `- A. x\n- ${y}\n- C. z`,
      ]);
    });

    it('is below remarks in names, beside the number of the question', () => {
      assert.deepEqual(
        findQuestions(
          'a.csv',
          [
            'Question #,Question Text,Answer 1,Answer 2,Answer 3 (Optional),Correct Answer(s) (Only include #)',
            '1,Which is second?,x,y,z,2',
          ].join('\n'),
        ).readings[0]?.questions,
        [
          {
            title: 'Which is second?',
            hint: '',
            answer: `- A. x\n- ${y}\n- C. z`,
            category: '',
          },
        ],
      );
      assert.deepEqual(
        answersOf(
          'Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)',
          'Which is it?,x,y,z',
          'Which is this?,x,y,',
        ),
        ['- **x** ✓\n- y\n- z', '- **x** ✓\n- y'],
      );
    });

    it('is one of those that a cell divides, or a text in JSON', () => {
      const rows = [
        { options: ['return', 'yield', 'a, b'], right: 1 },
        { options: ['class', 'def', 'it is'], right: 0 },
      ];
      const dividers: readonly ((options: readonly string[]) => string)[] = [
        options => options.map((text, at) => `${'ABC'.charAt(at)}: ${text}`).join('; '),
        options => options.map((text, at) => `(${'abc'.charAt(at)}) ${text}`).join(' '),
        options => options.map((text, at) => `${String(at + 1)}. ${text}`).join('<br>'),
        options => options.join('\n'),
        options => options.join(';'),
        options => JSON.stringify(options),
        options => `[${options.map(text => `'${text}'`).join(' ')}]`,
      ];
      for (const listed of dividers) {
        const head = ['Question', 'Options', 'Answer', 'Level'];
        const table = rows.map(({ options, right }, at) => [
          `Which is in row ${String(at)}?`,
          listed(options),
          'ABC'.charAt(right),
          'easy',
        ]);
        const marked = rows.map(({ options, right }) =>
          options
            .map((text, at) => `${'ABC'.charAt(at)}. ${text}`)
            .map((text, at) => (at === right ? `- **${text}** ✓` : `- ${text}`))
            .join('\n'),
        );
        assert.deepEqual(answersOf(...[head, ...table].map(cells)), marked, listed(['x', 'y']));
        const line = (row: readonly string[]) => `| ${row.join(' | ')} |`.replaceAll('\n', '<br/>');
        const lines = [head, head.map(() => '-'), ...table].map(line).join('\n');
        assert.deepEqual(
          findQuestions('a.md', lines).readings[0]?.questions.map(({ answer }) => answer),
          marked,
        );
        const items = table.map(([question, options, answer]) => ({ question, options, answer }));
        assert.deepEqual(
          findQuestions('a.json', JSON.stringify(items)).readings[0]?.questions.map(
            ({ answer }) => answer,
          ),
          marked.map(text => text.replace(/[A-C]\. /g, '')),
        );
      }
      // Commas are between options where the answer is between them.
      const [one, other] = ['"x, y, z"', '"x, y"'];
      const head = 'question,choices,correct';
      assert.deepEqual(answersOf(head, `Which is it?,${one},y`, `Which is this?,${other},x y`), [
        `- A. x\n- ${y}\n- C. z`,
        'x y',
      ]);
    });

    it('is the only one, and is explained in few words', () => {
      for (const why of ['Rationale', 'Why', 'Answer explanation'])
        assert.deepEqual(
          answersOf(
            `Question,Option 1,Option 2,Option 3,Correct Answer,Level,${why}`,
            'Which is second?,x,y,z,2,easy for all of us,Lazy',
            'A ___ is free,gap,,,,hard for all of you,',
            'Port ___ is open,80,,,1,hard for some of you,Web',
          ),
          [`- A. x\n- ${y}\n- C. z\n\nLazy`, 'gap', '80\n\nWeb'],
        );
    });
  });

  describe('in JSON', () => {
    const told = (...items: readonly object[]) =>
      findQuestions(
        'a.json',
        JSON.stringify(items.map((item, at) => ({ question: `Which is in row ${at}?`, ...item }))),
      ).readings[0]?.questions.map(({ answer }) => answer);
    const [x, y, z] = ['- **x** ✓\n- y\n- z', '- x\n- **y** ✓\n- z', '- x\n- y\n- **z** ✓'];
    const texts = ['x', 'y', 'z'];
    const named = (name: string, keys: readonly unknown[], text = 'text') =>
      texts.map((each, at) => ({ [name]: keys[at], [text]: each }));

    it('is the one whose own id, key or label is named, whatever its place', () => {
      const letters = ['C', 'A', 'B'];
      for (const list of [
        named('key', letters, 'value'),
        named('id', letters),
        named('label', letters, 'description'),
        named('value', letters, 'label'),
        { text: texts, label: letters },
        { C: 'x', A: 'y', B: 'z' },
      ]) {
        const right = told({ choices: list, answer: 'B' }, { choices: list, answerKey: 'C' });
        assert.deepEqual(
          right?.map(answer => answer.replace(/[A-C]\. /g, '')),
          [z, x],
        );
      }
      const byId = named('id', [12, 15, 17]);
      assert.deepEqual(told({ options: byId, correct: 15 }, { options: byId, correct: 12 }), [
        y,
        x,
      ]);
      const counted = named('id', [1, 2, 3]);
      assert.deepEqual(told({ options: counted, correctOptionId: 2 }), [y]);
      assert.deepEqual(told({ options: named('id', ['p', 'q', 'r']), correct_id: 'r' }), [z]);
      // Places from 0, and an index, have nothing to do with ids.
      assert.deepEqual(told({ options: counted, answer: 0 }, { options: counted, answer: 2 }), [
        x,
        z,
      ]);
      const index = { options: counted, correctIndex: 0 };
      assert.deepEqual(told(index, { options: counted, correctIndex: 2 }), [x, z]);
    });

    it('is at the place that a field of any name counts, beside texts of other kinds', () => {
      const others = ['models', 'views', 'forms'].map((topic, at) => ({
        ...{ area: `${topic} today`, level: ['easy', 'hard', 'odd'][at], options: texts },
        why: `As ${topic} are so`,
      }));
      for (const place of ['correct_idx', 'answerIdx', 'right_place'])
        assert.deepEqual(
          told(...others.map((item, at) => ({ ...item, [place]: [2, 0, 1][at] }))),
          [z, x, y].map((options, at) => `${options}\n\n${others[at]!.why}`),
          place,
        );
    });

    it('is marked by itself, whatever its text is called', () => {
      for (const text of ['choice', 'choice_text', 'option_text', 'answer_text', 'name', 'body'])
        for (const options of ['choices', 'answers', 'answerOptions'])
          for (const [mark, no, yes] of [
            ['is_correct', false, true],
            ['correct_answer', false, true],
            ['fraction', 0, 100],
          ] as const) {
            const list = [1, 2].map(at => ({ id: at, [text]: at === 1 ? 'x' : 'y' }));
            const marked = list.map((item, at) => ({ ...item, [mark]: at === 1 ? yes : no }));
            assert.deepEqual(
              told({ [options]: marked }, { [options]: marked }),
              ['- x\n- **y** ✓', '- x\n- **y** ✓'],
              `${options} ${text} ${mark}`,
            );
          }
    });

    it('is explained as each of them is', () => {
      for (const note of ['rationale', 'feedback', 'explanation']) {
        const options = [
          { text: 'x', [note]: 'No.', isCorrect: false },
          { text: 'y', [note]: 'Yes.', isCorrect: true },
        ];
        assert.deepEqual(told({ answerOptions: options }), ['- x\n- **y** ✓\n\nx: No.\n\ny: Yes.']);
      }
    });

    it('is one in another case, of wrong ones beside it, or of letters apart', () => {
      const options = ['True', 'False'];
      assert.deepEqual(told({ options, answer: true }, { options, answer: 'false' }), [
        '- **True** ✓\n- False',
        '- True\n- **False** ✓',
      ]);
      const answers = { correct: 'x', incorrect: ['y', 'z'] };
      assert.deepEqual(told({ answers }, answers), [x, x]);
      const list = texts.map((text, at) => ({ ['ABC'.charAt(at)]: text }));
      assert.deepEqual(told({ options: list, answer: 'B' }, { options: list, answer: 'C' }), [
        y,
        z,
      ]);
      const ids = named('id', [3, 5, 7]);
      assert.deepEqual(told({ options: ids, rightAnswerId: 5 }, { options: ids, answerId: 3 }), [
        y,
        x,
      ]);
      const shuffled = named('number', [3, 1, 2]);
      assert.deepEqual(told({ options: shuffled, answer: 1 }, { options: shuffled, answer: 3 }), [
        y,
        x,
      ]);
    });

    it('is named by flags of their names', () => {
      const answers = { answer_a: 'x', answer_b: 'y', answer_c: 'z', answer_d: null };
      const flags = { answer_a_correct: 'false', answer_b_correct: 'false' };
      assert.deepEqual(
        told(
          { answers, correct_answers: { ...flags, answer_c_correct: 'true' } },
          { answers, correct_answer: 'answer_b' },
          { answers, correct_answer: 'a' },
        ),
        [z, y, x],
      );
      // A number is no flag.
      assert.deepEqual(told({ options: texts, correct: { index: 1 } }), ['- x\n- y\n- z\n\n1']);
    });

    it('is the one whose field is named, even of a single question', () => {
      const lettered = '- A. x\n- **B. y** ✓\n- C. z';
      const [a, b, c] = texts;
      for (const item of [
        { optionA: a, optionB: b, optionC: c, correctOption: 'optionB' },
        { option1: a, option2: b, option3: c, answer: 'Option 2' },
        { option_a: a, option_b: b, option_c: c, correct_option: 'b' },
        { a, b, c, correct: 'b' },
        { A: a, B: b, C: c, answer: 'y' },
      ])
        assert.deepEqual(told(item), [lettered]);
    });

    it('is at its place where options in fields of their own are numbers, or one is empty', () => {
      const numbers = { option_a: '1', option_b: '2', option_c: '3' };
      assert.deepEqual(told({ ...numbers, correct_index: 1 }, { ...numbers, correct_index: 0 }), [
        '- 1\n- **2** ✓\n- 3',
        '- **1** ✓\n- 2\n- 3',
      ]);
      assert.deepEqual(told({ ...numbers, correct_index: 'B' }), ['- A. 1\n- **B. 2** ✓\n- C. 3']);
      const four = { option1: 'w', option2: 'x', option3: 'y', option4: 'z' };
      const gap = ['- w\n- x\n- y\n- **z** ✓', '- w\n- **y** ✓\n- z', '- w\n- **x** ✓'];
      assert.deepEqual(
        told(
          { ...four, answer: 4 },
          { ...four, option2: '', answer: 3 },
          { ...four, option3: '', option4: ' ', answer: 2 },
        ),
        gap,
      );
      assert.deepEqual(
        told(
          { options: ['w', 'x', 'y', 'z'], answer: 4 },
          { options: ['w', '', 'y', 'z'], answer: 3 },
        ),
        gap.slice(0, 2),
      );
    });

    it('is several that letters name, or a letter with its words', () => {
      const options = texts;
      const two = '- **x** ✓\n- y\n- **z** ✓';
      for (const answer of ['A, C', 'AC', 'a and c', 'A;C'])
        assert.deepEqual(told({ options, answer }), [two], answer);
      assert.deepEqual(told({ options, answer: 'B) y' }, { options, answer: 'Option B' }), [y, y]);
    });

    it('is none that the file does not have where it is only pointed at', () => {
      const options = texts;
      const plain = '- x\n- y\n- z\n\n';
      assert.deepEqual(
        told({ options, answer: 'A, E' }, { options: named('id', [12, 15, 17]), correct: 99 }),
        [`${plain}A, E`, `${plain}99`],
      );
    });
  });

  it('is several in tables whose rows name most of them together', () => {
    const rows = [
      ['Which are these?', 'x', 'y', 'z', 'AB'],
      ['Which is this?', 'p', 'q', 'r', 'C'],
      ['Which are those?', 's', 't', 'u', 'B and C'],
      ['Which are they?', 'k', 'l', 'm', 'A, C'],
    ].map(cells);
    const { readings } = findQuestions('a.csv', ['Question,A,B,C,Ans', ...rows].join('\n'));
    assert.deepEqual(
      readings[0]?.questions.map(({ answer }) => optionsIn(answer).right),
      [['x', 'y'], ['r'], ['t', 'u'], ['k', 'm']],
    );
  });

  const answerBelow = (...lines: readonly string[]) =>
    findQuestions('a.md', ['## Which of these?', '', ...lines].join('\n')).readings[0]?.questions[0]
      ?.answer;

  it('is the one whose words are a letter that a line below names', () => {
    const marked = (options: readonly string[], key: string) =>
      optionsIn(answerBelow(...options.map(words => `- ${words}`), '', key) ?? '').right;
    assert.deepEqual(marked(['Python', 'C', 'Java', 'Rust'], 'Answer: C'), ['C']);
    assert.deepEqual(marked(['A', 'B', 'AB', 'O'], 'Answer: AB'), ['AB']);
    assert.deepEqual(marked(['[ ] A', '[ ] AB', '[ ] B'], 'Answer: B'), ['B']);
    assert.deepEqual(marked(['A', 'C', 'D', 'B'], 'Answer: A, D'), ['A', 'D']);
    assert.deepEqual(marked(['b', 'a', 'c'], 'Answer: a'), ['a']);
    // No other one is the third.
    assert.deepEqual(marked(['x', 'A', 'y'], 'Answer: C'), []);
  });

  it('is named below code that keeps its words', () => {
    const code = ['```', 'answer = 42', 'answer', '```', ''];
    assert.equal(
      answerBelow(...code, 'A. 42', 'B. answer', '', 'View answer', '', 'Answer: A'),
      [...code, '- **A. 42** ✓', '- B. answer'].join('\n'),
    );
  });
});

describe('Quizzes of a form of their own', () => {
  const read = (name: string, ...lines: readonly string[]) =>
    findQuestions(name, lines.join('\n')).readings[0]?.questions.map(({ title, answer }) => [
      title,
      ...answer.split('\n'),
    ]);

  it('have the right answer between the question and the options', () => {
    assert.deepEqual(
      read(
        'a.txt',
        ...['#Q It is the longest river', 'of the world.', '^ The Nile', 'A The Thames'],
        ...[
          'B The Nile',
          '',
          '#Q Is it true?',
          '',
          '^ Not at all',
          '',
          'A Not',
          'at all',
          'B True',
        ],
        ...['C A lie', '', 'Made by hand', '', '#Q Who?', '^ Nobody'],
      ),
      [
        ['It is the longest river of the world.', '- The Thames', '- **The Nile** ✓'],
        ['Is it true?', '- **Not at all** ✓', '- True', '- A lie'],
        ['Who?', 'Nobody'],
      ],
    );
    assert.notDeepEqual(read('a.txt', '#Q Who?', '#Q Why?', '#Q How?')?.[0]?.[0], 'Who?');
  });

  it('have the right one again below words that call it so', () => {
    const answer = (options: readonly string[], ...below: readonly string[]) =>
      read('a.md', '## What keeps rows?', '', ...options, '', ...below)?.[0]?.slice(1);
    const options = ['- A. A view', '- B. A model', '- C. A form'];
    for (const label of ['**Correct answer**', '** Right option **', 'The correct answer'])
      assert.deepEqual(
        answer(options, label, '', '- B. A model', '', '**Feedback**', '- A. shows them'),
        [
          ...['- A. A view', '- **B. A model** ✓', '- C. A form', '', label, '', 'B. A model'],
          ...['', '**Feedback**', '- A. shows them'],
        ],
      );
    const bare = options.map(text => text.replace(/[A-C]\. /, ''));
    assert.deepEqual(answer(bare, '**Correct answer**', '', '* A model')?.slice(0, 3), [
      ...['- A view', '- **A model** ✓', '- A form'],
    ]);
    // One of two alone would be wrong.
    for (const below of [options.slice(1), ['- D. A file']])
      assert.doesNotMatch(answer(options, '**Correct answer**', '', ...below)?.join() ?? '', /✓/);
  });

  it('have marks before the letters of the right ones, or crosses without bullets', () => {
    const marks = ['*', '$', '✓ ', '=', '✅'];
    for (const mark of marks)
      for (const name of ['a.txt', 'a.md']) {
        const lines = [
          ...['Question 1. A view is', 'A. a table', `${mark}B. a callable`, 'C. a file', ''],
          ...['Question 2. What runs first?', `${mark}A) makemigrations`, 'B) migrate', ''],
          ...['Question 3. Which are kept?', `${mark}a) rows`, 'b) views', `${mark}c) files`],
        ];
        assert.deepEqual(
          read(name, ...lines),
          [
            ['A view is', '- A. a table', '- **B. a callable** ✓', '- C. a file'],
            ['What runs first?', '- **A) makemigrations** ✓', '- B) migrate'],
            ['Which are kept?', '- **a) rows** ✓', '- b) views', '- **c) files** ✓'],
          ],
          mark + name,
        );
      }
    assert.deepEqual(
      read(
        'a.txt',
        '1. Which are lazy?',
        '[*] all',
        '[ ] len',
        '... It counts.',
        '[ ] get',
        '2. Why?',
      ),
      [
        ['Which are lazy?', '- **all** ✓', '- len', '... It counts.', '- get'],
        ['Why?', ''],
      ],
    );
    // Slanted, all alike, in code, and out of order
    for (const lines of [
      ['*A. run*', 'B. wait'],
      ['$A. run', '$B. wait'],
      ['```', '$A. run', 'B. wait', '```'],
      ['B. run', '$C. wait'],
    ])
      assert.doesNotMatch((read('a.md', '## What now?', ...lines) ?? []).join('\n'), /✓/);
  });

  it('have their parts below headings between dashes', () => {
    const part = (name: string, ...lines: readonly string[]) => [
      `#### --${name}--`,
      '',
      ...lines,
      '',
    ];
    assert.deepEqual(
      read(
        'a.md',
        ...[
          '# --description--',
          '',
          'Answer 1 of 2.',
          '',
          '## --quiz--',
          '',
          '### --question--',
          '',
        ],
        ...part('text', 'What does `x` print,', 'and where?', '', '```js', 'x', '---', '```'),
        ...part('distractors', 'One', '', '---', '', '`two`', '', '---', '', '```js', '---', '```'),
        ...[...part('answer', 'Three'), '### --question--', '', ...part('text', 'Is it open?')],
        ...part('distractors', 'Yes', '', '---', '', 'No'),
      ),
      [
        [
          'What does `x` print, and where?',
          ...['```js', 'x', '---', '```', '', '- **Three** ✓', '- One', '- `two`'],
          ...['- ✗', '', '  ```js', '  ---', '  ```'],
        ],
        ['Is it open?', '- Yes', '- No'],
      ],
    );
  });
});
