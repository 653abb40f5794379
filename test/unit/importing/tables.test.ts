import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ankiFile } from '../../../src/study/exchange/anki';
import type { ExportedQuestion } from '../../../src/study/exchange/question';
import { questionsMarkdown } from '../../../src/study/exchange/questionsMarkdown';
import { importedPackInSteps } from '../../../src/study/importing/collection';
import { findQuestions, readAs, type FoundQuestion } from '../../../src/study/importing';
import { inOneLanguage } from '../../../src/study/importing/languages';
import { OwnQuestions } from '../../../src/study/importing/matches';
import { renderInline } from '../../../src/study/markdown/render';
import { withLinks, withoutUnsafeLinks } from '../../../src/study/markdown/sourceLinks';
import { parsePack, questionBody } from '../../../src/study/pack';
import { packMarkdown } from '../../../src/study/pack/write';
import { finish } from '../../../src/study/steps';

const known = { options: /^options$/, right: /^correct$/, explanation: /^explanation$/ };
const one = (title: string, rest: Partial<FoundQuestion> = {}): FoundQuestion => {
  return { title, hint: '', answer: '', category: '', ...rest };
};
const read = (name: string, text: string): readonly FoundQuestion[] =>
  findQuestions(name, text).readings[0]?.questions ?? [];

describe('Questions in tables', () => {
  const tables: readonly [string, string, string, FoundQuestion[]][] = [
    [
      'what completes the answer',
      'a.csv',
      'Question,Answer,Golden Rule / Mnemonic,Example\nA?,b,b is big,bb',
      [one('A?', { answer: 'b\n\nb is big\n\nbb' })],
    ],
    [
      'names in any order',
      'a.csv',
      'Topic,Answers,Questions\nORM,b,A?',
      [one('A?', { answer: 'b', category: 'ORM' })],
    ],
    [
      'an expression before the category',
      'a.csv',
      'question,pattern,category,answer\nA?,^a$,Regex,b\nC?,c,Sets,d',
      [one('A?', { answer: 'b', category: 'Regex' }), one('C?', { answer: 'd', category: 'Sets' })],
    ],
    [
      'a pattern to group by',
      'a.csv',
      'question,pattern,answer\nA?,Trees,b',
      [one('A?', { answer: 'b', category: 'Trees' })],
    ],
    [
      'Term and Definition',
      'a.csv',
      'Term;Definition\nORM;mapper',
      [one('ORM', { answer: 'mapper' })],
    ],
    [
      'German names',
      'a.csv',
      'Frage;Antwort;Hinweis\nA?;b;c',
      [one('A?', { answer: 'b', hint: 'c' })],
    ],
    [
      'Chinese names',
      'a.csv',
      '题目,答案,分类\nA?,b,c',
      [one('A?', { answer: 'b', category: 'c' })],
    ],
    ['Windows line ends and a mark', 'a.csv', '\uFEFFquestion\r\nA?\r\n', [one('A?')]],
    [
      'one question in each line',
      'a.txt',
      'What is A, b; c?\n\nWhy "x?\n',
      [one('What is A, b; c?'), one('Why "x?')],
    ],
    ['names, as text', 'a.txt', 'Question,Answer\nA?,b\n', [one('A?', { answer: 'b' })]],
    [
      'a column of row numbers, under headers that name no question',
      'a.csv',
      'ID,DESCRIPTION\n7, Views\n9, Rows\n12, Keys',
      [one('Views'), one('Rows'), one('Keys')],
    ],
    [
      'a column for each wrong option',
      'a.csv',
      'Question,Correct Answer,Wrong Answer 1,Wrong Answer 2,Wrong Answer 3\nA?,b,c,d,e\nF?,g,h,,i',
      [
        one('A?', { answer: '- **b** ✓\n- c\n- d\n- e' }),
        one('F?', { answer: '- **g** ✓\n- h\n- i' }),
      ],
    ],
    [
      'a column for each of two wrong options',
      'a.csv',
      'Question,Correct Answer,Wrong Answer 1,Wrong Answer 2\nA?,b,c,d',
      [one('A?', { answer: '- **b** ✓\n- c\n- d' })],
    ],
    ['tabs, as text', 'a.txt', 'A, b?\t"c\nd"\n', [one('A, b?', { answer: 'c\\\nd' })]],
    [
      'terms and a flag',
      'a.csv',
      'ORM,Maps objects to rows,true\nView,Answers a request,false\nKey,One of a kind,true\nRow,Some data,true',
      [
        one('ORM', { answer: 'Maps objects to rows' }),
        one('View', { answer: 'Answers a request' }),
        one('Key', { answer: 'One of a kind' }),
        one('Row', { answer: 'Some data' }),
      ],
    ],
    [
      'tasks and a flag with a name',
      'a.csv',
      'item,notes,is_important\nORM today,It maps objects to rows.,TRUE\nViews today,They answer a request.,FALSE\nKeys today,They are unique.,TRUE\nRows today,They are data.,TRUE',
      [
        one('ORM today', { answer: 'It maps objects to rows.' }),
        one('Views today', { answer: 'They answer a request.' }),
        one('Keys today', { answer: 'They are unique.' }),
        one('Rows today', { answer: 'They are data.' }),
      ],
    ],
    [
      'statements whose truth has a name',
      'a.csv',
      'statement,is_true\nJoins keep all rows,TRUE\nViews store rows,FALSE\nKeys are unique,TRUE\nNull equals null,FALSE',
      [
        one('Joins keep all rows', { answer: 'TRUE' }),
        one('Views store rows', { answer: 'FALSE' }),
        one('Keys are unique', { answer: 'TRUE' }),
        one('Null equals null', { answer: 'FALSE' }),
      ],
    ],
    [
      'statements without names, whether they are true, and why',
      'a.tsv',
      [
        'Joins keep all rows.\ta.png\tfalse\tOnly an outer join keeps the others, too.',
        'A view stores rows.\t\tFALSE\tIt stores a query, which is run again.',
        'A key is unique.\t\ttrue\tIts index finds another row with it.',
        'A null equals no value.\t\ttrue\tThis is so.',
      ].join('\n'),
      [
        one('Joins keep all rows.', {
          answer: 'false\n\nOnly an outer join keeps the others, too.',
        }),
        one('A view stores rows.', { answer: 'FALSE\n\nIt stores a query, which is run again.' }),
        one('A key is unique.', { answer: 'true\n\nIts index finds another row with it.' }),
        one('A null equals no value.', { answer: 'true\n\nThis is so.' }),
      ],
    ],
    ['no names', 'a.tsv', 'A?\tb\nC?\td', [one('A?', { answer: 'b' }), one('C?', { answer: 'd' })]],
    [
      'spaces around quoted cells',
      'a.csv',
      'question, answer\n"A, or ""a""?", b\nC?, "d, e and ""f"" " \nG "h", i?,j\nK?,\n',
      [
        one('A, or "a"?', { answer: 'b' }),
        one('C?', { answer: 'd, e and "f"' }),
        one('G "h"', { answer: 'i?,j' }),
        one('K?'),
      ],
    ],
    [
      'numbers before the wordings',
      'a.csv',
      'question,answer\nQ1. A?,b\nQ2. 2.5 C?,d\n',
      [one('A?', { answer: 'b' }), one('2.5 C?', { answer: 'd' })],
    ],
    ['sep=;', 'a.csv', 'sep=;\nquestion;answer\nA, b?;c', [one('A, b?', { answer: 'c' })]],
    [
      'line breaks and quotes',
      'a.csv',
      'question,answer\n"A ""x""?","one\ntwo"',
      [one('A "x"?', { answer: 'one\\\ntwo' })],
    ],
    [
      'code in a cell',
      'a.csv',
      'question,answer\nA?,"Like so:\n\ndef f():\n    return 1"',
      [one('A?', { answer: 'Like so:\n\n```\ndef f():\n    return 1\n```' })],
    ],
    [
      'plain text that looks like Markdown',
      'a.csv',
      'question,answer\nWhat does __init__ do?,"takes *args, <br> and [x](y), # no"',
      [
        one('What does \\_\\_init\\_\\_ do?', {
          answer: 'takes \\*args, \\<br> and \\[x\\](y), # no',
        }),
      ],
    ],
  ];
  for (const [what, name, text, expected] of tables) {
    it(`are read with ${what}`, () => assert.deepEqual(read(name, text), expected));
  }

  it('are read with the options in their columns, by the letter, number or words of the right one', () => {
    const head = (options: string, right: string) => `question,${options},${right},category,seen\n`;
    const rows = (one: string, two: string) =>
      `Which?,"one, or so",two,<b>,${one},ORM,0\nWhy?,x,y,,${two},ORM,3\n`;
    const expected = [
      one('Which?', {
        answer: '- A. one, or so\n- **B. two** ✓\n- C. \\<b>',
        category: 'ORM',
      }),
      one('Why?', { answer: '- **A. x** ✓\n- B. y', category: 'ORM' }),
    ];
    for (const [options, right, first, second] of [
      ['a,b,c', 'answer', 'b', 'A'],
      ['A,B,C', 'Correct', 'B.', 'a)'],
      ['option1,option2,option3', 'correct_answer', '2', '1'],
      ['Option A,Option B,Option C', 'correct option', 'Option B', 'x'],
      ['选项A,选项B,选项C', '答案', 'two', 'A'],
    ] as const)
      assert.deepEqual(
        read('a.csv', head(options, right) + rows(first, second)),
        expected,
        options,
      );
    // Numbers count from 0 or from 1, and not every table tells.
    for (const [numbers, first, last] of [
      [['2', '1'], '- A. b\n- B. c\n- C. d\n\n2', '- A. b\n- B. c\n- C. d\n\n1'],
      [['2', '3'], '- A. b\n- **B. c** ✓\n- C. d', '- A. b\n- B. c\n- **C. d** ✓'],
      [['0,2', '1'], '- **A. b** ✓\n- B. c\n- **C. d** ✓', '- A. b\n- **B. c** ✓\n- C. d'],
    ] as const)
      assert.deepEqual(
        read('a.csv', `q,a,b,c,right\n${numbers.map(one => `A?,b,c,d,"${one}"`).join('\n')}`).map(
          ({ answer }) => answer,
        ),
        [first, last],
      );
    // An empty cell keeps its number, and is no last one.
    assert.deepEqual(
      read('a.csv', 'q,a,b,c,d,right\nA?,w,,y,z,3\nB?,w,x,y,z,4').map(({ answer }) => answer),
      ['- A. w\n- **C. y** ✓\n- D. z', '- A. w\n- B. x\n- C. y\n- **D. z** ✓'],
    );
    assert.equal(
      read('a.csv', 'q,a,b,c,d,right\nA?,w,,y,z,3\nB?,w,x,y,z,2')[0]?.answer,
      '- A. w\n- C. y\n- D. z\n\n3',
    );
    // Without options, "a" is the answer.
    assert.deepEqual(read('a.csv', 'q,a\nWhat?,This'), [one('What?', { answer: 'This' })]);
  });

  describe('whose columns have unknown names, or none, are told by what is in them:', () => {
    const questions = ['Kuka kirjoitti sen?', 'Missä se on?', 'Milloin se oli?', 'Kuka tuli?'];
    const csv = (rows: readonly (readonly (string | number)[])[]) =>
      rows.map(row => row.join(',')).join('\n');
    const options = [
      ['Aino', 'Eino', 'Oiva'],
      ['Oulussa', 'Turussa', 'Porissa'],
      ['eilen', 'tänään', 'huomenna'],
      ['Veli', 'Sisko', 'Isä'],
    ];
    const right = [2, 0, 1, 0];
    const expected = questions.map((title, row) =>
      one(title, {
        answer: options[row]!.map((text, at) => {
          const lettered = `${'ABC'[at]}. ${text}`;
          return at === right[row] ? `- **${lettered}** ✓` : `- ${lettered}`;
        }).join('\n'),
      }),
    );
    const rows = questions.map((question, row) => [question, ...options[row]!]);

    for (const [what, keys] of [
      ['a number from 0', right],
      ['a number from 1', right.map(key => key + 1)],
      ['a letter', right.map(key => 'abc'[key]!)],
      ['its words', right.map((key, row) => options[row]![key]!)],
    ] as const)
      it(`the right option is named by ${what}, with a head and without`, () => {
        const behind = csv(rows.map((row, at) => [...row, keys[at]!]));
        assert.deepEqual(read('a.csv', behind), expected);
        assert.deepEqual(read('a.csv', `kysymys,eka,toka,kolmas,oikein\n${behind}`), expected);
        const between = csv(rows.map(([first, ...rest], at) => [first!, keys[at]!, ...rest]));
        assert.deepEqual(read('a.csv', between), expected);
        assert.deepEqual(
          read('a.csv', `question,A,B,C,oikein\n${behind}`).map(({ answer }) => answer),
          expected.map(({ answer }) => answer),
        );
      });

    it('options of which none is known to be right, between things that come again', () => {
      const all = options.map((own, row) => [...own, ['Onni', 'Lahdessa', 'joskus', 'Täti'][row]!]);
      const told = all.map((own, at) => [at < 2 ? 'Historia' : 'Suku', questions[at]!, ...own]);
      assert.deepEqual(
        read('a.tsv', told.map(row => row.join('\t')).join('\n')),
        questions.map((title, row) =>
          one(title, {
            category: row < 2 ? 'Historia' : 'Suku',
            answer: all[row]!.map((text, at) => `- ${'ABCD'[at]}. ${text}`).join('\n'),
          }),
        ),
      );
    });

    it('a term, and a longer description beside a description, where lines end in a comma', () => {
      const terms = ['Manager', 'Signal', 'View', 'Model'];
      const cards = terms.map((term, at) => `${at + 1},red,${term},Short ${term},Long ${term},`);
      assert.deepEqual(
        read('a.csv', ['Rank,Suit,Name,Description,Long Description,', ...cards].join('\n')),
        terms.map(term => one(term, { category: 'red', answer: `Short ${term}\n\nLong ${term}` })),
      );
    });

    it('questions, answers and what comes again, under names that say something else', () => {
      const told = questions.map((title, row) =>
        one(title, { answer: `Se oli ${options[row]![0]} eikä muu`, category: 'Historia' }),
      );
      const row = ({ title, answer, category }: FoundQuestion, at: number) =>
        [at + 1, category, answer, title] as const;
      assert.deepEqual(read('a.csv', `nro,ryhmä,selitys,kuva\n${csv(told.map(row))}`), told);
      assert.deepEqual(read('a.csv', csv(told.map(row))), told);
      // One name is known: what is left asks, though in no known words.
      const terms = [
        one('Selitä avain', { answer: 'Se yksilöi rivin', category: 'Tieto' }),
        one('Selitä rivi', { answer: 'Se on taulussa', category: 'Tieto' }),
        one('Selitä taulu', { answer: 'Siinä on rivejä', category: 'Tieto' }),
        one('Selitä haku', { answer: 'Se lukee rivejä', category: 'Tieto' }),
      ];
      const named = `ID,ryhmä,explanation,kuva\n${csv(terms.map(row))}`;
      assert.deepEqual(read('a.csv', named), terms);
    });

    it('a text that explains the right option', () => {
      const why = options.map(([first]) => `Koska niin on aina ollut sanoi ${first}`);
      const told = csv(rows.map((row, at) => [...row, why[at]!, 'abc'[right[at]!]!]));
      const explained = expected.map((each, at) => {
        return { ...each, answer: `${each.answer}\n\n${why[at]}` };
      });
      for (const head of [
        ['question,A,B,C,explanation,correct'],
        ['question,eka,toka,kolmas,explanation,on'],
        ['kysymys,eka,toka,kolmas,miksi,on'],
        [],
      ])
        assert.deepEqual(read('a.csv', [...head, told].join('\n')), explained, head[0]);
    });

    it('words that are numbers, and lists of words, stay as they are', () => {
      const words = ['tag,day', 'nacht,night', 'baum,tree', 'haus,house'];
      assert.deepEqual(
        read('a.csv', words.join('\n')).map(({ title, answer }) => `${title},${answer}`),
        words,
      );
    });
  });

  it('are read with the options in one cell, counted as the explanations show', () => {
    const rows = [
      'id,type,question,options,correct_answer,explanation',
      'q1,mcq,Which joins all rows?,UNION|INTERSECTION|PRODUCT|MINUS,2,"A product pairs every row."',
      'q2,truth,A key may be null,,false,"It is what makes a row unique, so it never is."',
      'q3,mcq,What is atomic?, "Dirt|Transactions|A view|A key",1,Transactions are done whole.',
      'q4,pairs,Match them,a:x|b:y|c:z;x:1|y:2|z:3;a|b|c|d,,Each belongs to one of them.',
      'q5,mcq,What sorts?,"GROUP BY|ORDER BY|HAVING",1,"ORDER BY does, whatever the index."',
    ];
    const answersOf = (lines: readonly string[]) =>
      findQuestions('a.csv', lines.join('\n')).readings[0]?.questions.map(({ answer }) => answer);
    assert.deepEqual(answersOf(rows), [
      '- A. UNION\n- B. INTERSECTION\n- **C. PRODUCT** ✓\n- D. MINUS\n\nA product pairs every row.',
      'false\n\nIt is what makes a row unique, so it never is.',
      '- A. Dirt\n- **B. Transactions** ✓\n- C. A view\n- D. A key\n\nTransactions are done whole.',
      'Each belongs to one of them.',
      '- A. GROUP BY\n- **B. ORDER BY** ✓\n- C. HAVING\n\nORDER BY does, whatever the index.',
    ]);
    // Where nothing says what is counted from, none is right.
    const unexplained = rows.map(row => row.replace(/,(?:"[^"|]*"|[^,"|]*)$/, ''));
    assert.doesNotMatch(answersOf(unexplained)?.join('\n') ?? '', /✓/);
  });

  it('have the subject of the row above, alone in it or in merged cells', () => {
    const expected = ['A?', 'B?', 'C?', 'D?'].map((title, at) =>
      one(title, { answer: 'x', category: at < 2 ? 'ORM' : 'Views' }),
    );
    for (const text of [
      'Category,Question,Answer\nORM,A?,x\n,B?,x\nViews,C?,x\n,D?,x',
      'Question,Answer\nORM,\nA?,x\nB?,x\nViews,\nC?,x\nD?,x',
      'No,Question,Answer\n,ORM,\n1,A?,x\n2,B?,x\n,Views,\n3,C?,x\n4,D?,x',
    ])
      assert.deepEqual(read('a.csv', text), expected, text);
    const titles = (text: string) => read('a.csv', text).map(({ title }) => title);
    const [first, unanswered] = [
      'Question,Answer\nORM,\nA?,x\nB?,x\nViews,\nC?,x',
      '\nForms,\nSlots,',
    ];
    assert.deepEqual(titles(first + unanswered), [
      'ORM',
      'A?',
      'B?',
      'Views',
      'C?',
      'Forms',
      'Slots',
    ]);
    assert.deepEqual(
      read('a.csv', 'Tag,Question,Answer\nhard,A?,x\n,B?,x\n,C?,x\nold,D?,x').map(
        ({ category }) => category,
      ),
      ['hard', '', '', 'old'],
    );
  });

  it('have the answer before what describes or explains it', () => {
    const rows = ['A?,b,c', 'D?,e,f', 'G?,h,'];
    const answers = ['c\n\nb', 'f\n\ne', 'h'];
    for (const name of ['Explanation', 'Description', '解析']) {
      const head = `Question,${name},Answer`;
      const table = [head, '-,-,-', ...rows].map(row => `|${row.replaceAll(',', '|')}|`).join('\n');
      for (const [file, text] of [
        ['a.csv', [head, ...rows].join('\n')],
        ['a.md', table],
      ] as const)
        assert.deepEqual(
          read(file, text).map(({ answer }) => answer),
          answers,
          text,
        );
    }
  });

  it('have options whose words go on in the next line as one', () => {
    const text =
      'question,a,b,c,answer\nWhich?,"the one that is (by\nfar) the best","x = 1\ny = 2",so,a\n';
    assert.equal(
      read('a.csv', text.replace('by\nfar', 'by the\nfar'))[0]?.answer,
      '- **A. the one that is (by the far) the best** ✓\n- ✗\n\n  B. x = 1\\\n  y = 2\n\n- C. so',
    );
  });

  it('are read with the options in one cell, by the letter beside it, among short answers', () => {
    const rows = [
      ['What holds rows?', 'A. a table B. a form C. a view', 'A'],
      ['What is drawn?', '"a) a table\nb) a form"', 'b'],
      ['Which is called?', '(A) a table (B) O(n) (C) a view', 'C'],
    ];
    const quiz = [
      one('What holds rows?', { answer: '- **A. a table** ✓\n- B. a form\n- C. a view' }),
      one('What is drawn?', { answer: '- A. a table\n- **B. a form** ✓' }),
      one('Which is called?', { answer: '- A. a table\n- B. O(n)\n- **C. a view** ✓' }),
    ];
    assert.deepEqual(read('a.csv', rows.join('\n')), quiz);
    assert.deepEqual(read('a.csv', `question,options,answer\n${rows.join('\n')}`), quiz);
    const other = (first: string, cell: string, letter = '') =>
      read(
        'a.csv',
        [
          ...rows.map(row => ['1', 'ORM', ...row]),
          ['2', 'ORM', 'A row has a key.', 'T', ''],
          ['2', 'Views', 'A form has a key.', 'F', ''],
          ['3', 'Views', first, cell, letter],
        ].join('\n'),
      ).map(({ title, category, answer }) => `${category}: ${title} → ${answer}`);
    const mixed = [
      ...quiz.map(({ title, answer }) => `ORM: ${title} → ${answer}`),
      'ORM: A row has a key. → T',
      'Views: A form has a key. → F',
    ];
    assert.deepEqual(other('Why?', 'It has C. C. is old.'), [
      ...mixed,
      'Views: Why? → It has C. C. is old.',
    ]);
    // A letter that no option has, or beside other answers, says something else.
    for (const [cell, letter] of [
      ['A. x B. y', 'C'],
      ['It is old.', 'A'],
    ] as const)
      assert.equal(
        other('Why?', cell, letter)[0],
        'ORM: What holds rows? → A. a table B. a form C. a view',
      );
  });

  it('are read from lines that semicolons or bars divide, with the subject at their end', () => {
    const lines = [
      'closure; it keeps `x; y`',
      'What is it?; a list, or so',
      'Why?; so',
      'map; a call',
    ];
    const text = lines.map((line, index) => `${line}; ${index < 2 ? 'js' : 'css'}`).join('\n\n');
    assert.deepEqual(read('cards.txt', text.replace('x; y', 'x')), [
      one('closure', { answer: 'it keeps `x`', category: 'js' }),
      one('What is it?', { answer: 'a list, or so', category: 'js' }),
      one('Why?', { answer: 'so', category: 'css' }),
      one('map', { answer: 'a call', category: 'css' }),
    ]);
    assert.equal(read('cards.txt', 'A? | b\nC? | d\nE? | f\nG? | h')[3]?.answer, 'h');
    // A semicolon here and there divides no rows.
    assert.deepEqual(
      read('a.txt', 'What; or who?\nWhy?\nWhen?\nHow; and where?').map(({ title }) => title),
      ['What; or who?', 'Why?', 'When?', 'How; and where?'],
    );
  });

  it('are read behind a stray quote, whose line is named', () => {
    const rows = Array.from({ length: 20 }, (_, at) => `Q${at}?,a${at}`);
    rows[7] = 'Q7?,"a7';
    const { readings } = findQuestions('a.csv', `question,answer\n${rows.join('\n')}\n`);
    assert.equal(readings[0]?.questions.length, 20);
    assert.deepEqual(readings[0].oddities, [{ kind: 'stray-quote', line: 9 }]);
  });

  it('have cells beyond their columns added to a last answer or explanation, or their line named', () => {
    const rows = (mark: string, ...lines: readonly (readonly string[])[]) =>
      lines.map(row => `${row.join(mark)}\n`).join('');
    const texts = [
      ['A?', 'b'],
      ['C?', 'd', ' e', ' f'],
      ['G?', 'h'],
    ];
    for (const [name, mark] of [
      ['a.csv', ','],
      ['a.csv', ';'],
      ['a.tsv', '\t'],
      ['a.txt', '|'],
    ] as const) {
      const found = read(name, rows(mark, ['question', 'answer'], ...texts));
      assert.deepEqual(
        found.map(({ answer }) => answer.replace(/\s+/g, ' ')),
        ['b', ['d', ' e', ' f'].join(mark).replace(/\s+/g, ' '), 'h'],
      );
    }
    const bars = '| question | answer |\n|-|-|\n| A? | b |\n| C? | d | e |\n| G? | h |\n';
    assert.equal(read('a.md', bars)[1]?.answer, 'd | e');
    const quiz = ['question,a,b,correct,explanation', 'A?,c,d,c,As it is', 'E?,f,g,g,Not f, but g'];
    const { questions = [], oddities } = findQuestions('a.csv', quiz.join('\n')).readings[0] ?? {};
    assert.match(questions[1]?.answer ?? '', /\n\nNot f, but g$/);
    // It may have been an option that was divided, so that another is marked.
    assert.deepEqual(oddities, [{ kind: 'surplus', line: 3 }]);
    // In others they may belong to any cell.
    const before = 'sep=,\nquestion,answer,category\n\n"A?\n",b,T\n';
    const named = (row: string) =>
      findQuestions('a.csv', `${before}${row}\nG?,h,U\nI?,"j, k",U\n`).readings[0]?.oddities;
    assert.deepEqual(named('C?,d, e,T'), [{ kind: 'surplus', line: 6 }]);
    assert.deepEqual(named('C?,d,T,,'), []);
  });

  it('are below a head with titles and remarks above it, which are named', () => {
    const head = 'Question,Answer 1,Answer 2,Answer 3,Time limit,Correct answer';
    const rows = ['A?,b,c,d,20,1', 'E?,f,g,h,30,3', 'I?,j,k,l,20,2', 'M?,n,o,p,20,1'];
    const plain = read('a.csv', [head, ...rows].join('\n'));
    assert.equal(plain[1]?.answer, '- A. f\n- B. g\n- **C. h** ✓');
    for (const above of [['My questions,,,,,'], ['My quiz', 'By Ann,2024,,,,']]) {
      const found = findQuestions('a.csv', [...above, head, ...rows].join('\n'));
      assert.deepEqual(found.readings[0]?.questions, plain);
      assert.deepEqual(
        found.readings[0].leftOut,
        above.map(row => ({ reason: 'empty', text: row.replace(/,+$/, '').replace(',', ', ') })),
      );
      assert.deepEqual(finish(readAs(found.table!, ['title'])).leftOut, found.readings[0].leftOut);
    }
    // Words to learn may be the names of columns.
    assert.equal(read('a.csv', 'ahead,vorn\nback,hinten\nQuestion,Answer\nrow,Zeile\n').length, 4);
  });

  it('are read again when a person says what the columns are', () => {
    const { table } = findQuestions('a.csv', 'x,A?,b\ny,C?,d\n');
    const { questions } = finish(readAs(table!, ['category', 'title', 'answer']));
    assert.deepEqual(questions, [
      one('A?', { answer: 'b', category: 'x' }),
      one('C?', { answer: 'd', category: 'y' }),
    ]);
  });

  it('are shown as they were typed', () => {
    const plain = fc
      .stringMatching(/^[a-z_*<>&`[\]()#~\\!-]{1,20}$/)
      .filter(text => !text.includes('`'));
    fc.assert(
      fc.property(plain, text => {
        const [found] = read('a.csv', `question,answer\n"x ${text} y",z`);
        const shown = renderInline(found!.title)
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&amp;/g, '&');
        assert.equal(shown, `x ${text} y`);
      }),
    );
  });
});

describe('Questions in tables of Markdown', () => {
  const rows = [
    ['F1', 'Avaimet', 'Mikä on avain?', 'Se yksilöi rivin.'],
    ['F2', 'Avaimet', 'Mitä viiteavain tekee?', 'Se viittaa toiseen tauluun.'],
    ['F3', 'Haut', 'Miksi haku on laiska?', 'Se odottaa, kunnes sitä luetaan.'],
    ['F4', 'Haut', 'Milloin haku luetaan?', 'Kun sitä käydään läpi.'],
  ] as const;
  const table = (head: readonly string[], cells: readonly (readonly string[])[]) =>
    [head, head.map(() => '---'), ...cells].map(row => `| ${row.join(' | ')} |`).join('\n');
  const expected = rows.map(([, category, title, answer]) => one(title, { answer, category }));

  it('are recognised by known words among others', () => {
    const text = table(['Card ID', 'Alue', '✏️ Question (fold here)', 'Verso (Finnish)'], rows);
    assert.deepEqual(read('a.md', `# Cards\n\n${text}\n`), expected);
  });

  it('have their answers below names with more words, whatever is longer beside them', () => {
    const rows = ['list', 'tuple', 'set', 'dict'].map(type => [
      `What is a ${type}?`,
      `A ${type}`,
      `Do not tell all that there is to tell about a ${type}`,
    ]);
    const csv = (head: string) => [head, ...rows.map(row => row.join(','))].join('\n');
    const markdown = (head: string) =>
      [head, '-,-,-', ...rows.map(row => row.join(','))]
        .map(row => `| ${row.split(',').join(' | ')} |`)
        .join('\n');
    const answersOf = (name: string, text: string) => read(name, text).map(({ answer }) => answer);
    const names = [
      'Model Answer',
      'Sample answers',
      'shortAnswer',
      'Musterantwort',
      'Respuesta modelo',
    ];
    for (const name of names) {
      const head = `Question,${name},Tips`;
      const told = rows.map(([, answer]) => answer);
      assert.deepEqual(answersOf('a.csv', csv(head)), told, name);
      assert.deepEqual(answersOf('a.md', markdown(head)), told, name);
    }
    const both = rows.map(([, short, long]) => `${short}\n\n${long}`);
    for (const head of ['Question,Short answer,Long answer', 'Question,Answer,Answer in depth']) {
      assert.deepEqual(answersOf('a.csv', csv(head)), both, head);
      assert.deepEqual(answersOf('a.md', markdown(head)), both, head);
    }
    const longest = rows.map(([, , long]) => long);
    assert.deepEqual(answersOf('a.md', markdown('Question,Level,What to say')), longest);
    assert.deepEqual(answersOf('a.csv', csv('Question,Wrong answer,Answer')), longest);
    assert.deepEqual(answersOf('a.md', markdown('Question,answer_type,Right answer')), longest);
  });

  it('are recognised by what is in them, and words that are explained above them are none', () => {
    const words = table(
      ['Suomeksi', 'Englanniksi'],
      ['avain,key', 'rivi,row', 'taulu,table', 'haku,query'].map(word => word.split(',')),
    );
    const asked = table(['#', 'Alue', 'Kortti', 'Kääntöpuoli'], rows);
    assert.deepEqual(read('a.md', `## Sanat\n\n${words}\n\n## Kortit\n\n${asked}\n`), expected);
  });

  it('keep their Markdown where their columns are options', () => {
    const text = table(
      ['Question', 'A', 'B', 'C', 'Answer', 'Notes'],
      [
        [
          'What is x?',
          '**bold**',
          '[link](https://a.b)',
          'a<br>b &amp; `c`',
          'C',
          '*Since* it<br>is the one that is asked for.',
        ],
        ['What is y?', 'an *x*', '[y](https://a.b)', 'z', 'B', 'Not `x`, but what is not it.'],
        ['What is z?', '`x`', '[y](https://a.b)', 'z', '`x`', 'It is \\*, and nothing but that.'],
      ],
    );
    assert.deepEqual(
      read('a.md', text).map(({ answer }) => answer),
      [
        '- A. **bold**\n- B. [link](https://a.b)\n- **C. a\\\n  b &amp; `c`** ✓\n\n*Since* it\\\nis the one that is asked for.',
        '- A. an *x*\n- **B. [y](https://a.b)** ✓\n- C. z\n\nNot `x`, but what is not it.',
        '- **A. `x`** ✓\n- B. [y](https://a.b)\n- C. z\n\nIt is \\*, and nothing but that.',
      ],
    );
  });

  it('are below a head with a name as programs have them, which no cell below is like', () => {
    const rows = [
      'talo\ttalossa\tasun talossa',
      'auto\tautossa\tistun autossa',
      'tie\ttiellä\tkävelen',
    ];
    const titles = (head: string, ...more: readonly string[]) =>
      read('a.tsv', [head, ...rows, ...more].join('\n')).map(({ title }) => title);
    assert.deepEqual(titles('noun\tform\tused_in'), ['talo', 'auto', 'tie']);
    assert.deepEqual(titles('noun\tform\tused_in', 'x\ty\tget_all'), [
      ...['noun', 'talo', 'auto', 'tie', 'x'],
    ]);
  });

  it('are none where nothing asks', () => {
    const text = table(
      ['Command', 'Description', 'Since'],
      [
        ['migrate', 'applies migrations', '1.7'],
        ['check', 'looks for mistakes', '1.0'],
        ['shell', 'starts Python', '1.0'],
      ],
    );
    const shapes = findQuestions('a.md', `## What is there?\n\n${text}\n`).readings;
    assert.ok(shapes.every(({ shape }) => shape !== 'table'));
  });
});

describe('Questions in JSON', () => {
  const files: readonly [string, string, FoundQuestion[]][] = [
    [
      'objects with lists',
      '[{"question":"A?","tags":["t","u"],"links":["x","y"],"answer":["b","c"]}]',
      [one('A?', { answer: '- b\n- c', category: 't' })],
    ],
    [
      'an expression before the category',
      '[{"question":"A?","pattern":"^a$","category":"Regex","answer":"b"},{"question":"C?","pattern":"c","tags":["Sets"],"answer":"d"}]',
      [one('A?', { answer: 'b', category: 'Regex' }), one('C?', { answer: 'd', category: 'Sets' })],
    ],
    [
      'an empty category beside a weaker one',
      '[{"question":"A?","pattern":"Trees","category":""},{"question":"C?","category":" ","pattern":"Sets"},{"question":"E?","category":null,"tags":[],"pattern":["Maps"]}]',
      [
        one('A?', { category: 'Trees' }),
        one('C?', { category: 'Sets' }),
        one('E?', { category: 'Maps' }),
      ],
    ],
    [
      'a quiz',
      '{"results":[{"question":"A?","correct_answer":"b","incorrect_answers":["c","d"],"explanation":"Since."}]}',
      [one('A?', { answer: '- **b** ✓\n- c\n- d\n\nSince.' })],
    ],
    [
      'options by letters',
      '[{"question":"A?","options":{"a":"one","b":"two"},"answer":"B"}]',
      [one('A?', { answer: '- a. one\n- **b. two** ✓' })],
    ],
    [
      'options by their numbers from 1, and code',
      JSON.stringify([
        { query: ' Q1. A?', options: [' b\r\n', ' c\r\n\r\n'], correctAns: 2 },
        {
          query: ' Q2. What is `d`?',
          code: '\r\nd = 1\r\n',
          options: ['1', '**2**'],
          correctAns: 1,
        },
        {
          query: ' Q3 Which?',
          code: null,
          options: ['\r\n```\r\ne()\r\n```\r\n', 'f'],
          correctAns: 1,
        },
      ]),
      [
        one('A?', { answer: '- b\n- **c** ✓' }),
        one('What is `d`?', { answer: '```\nd = 1\n```\n\n- **1** ✓\n- \\*\\*2\\*\\*' }),
        one('Which?', { answer: '- **✓**\n\n  ```\n  e()\n  ```\n\n- f' }),
      ],
    ],
    [
      'the number of the only answer',
      '[{"question":"A?","answer":0,"answers":["32"]}]',
      [one('A?', { answer: '32' })],
    ],
    [
      'options by their numbers from 0',
      '[{"q":"A?","options":["b","c"],"answer":0},{"q":"C?","options":["d","e"],"answer":1}]',
      [one('A?', { answer: '- **b** ✓\n- c' }), one('C?', { answer: '- d\n- **e** ✓' })],
    ],
    [
      'an option by a number that may count from 0 or 1, which is not guessed',
      '[{"q":"A?","options":["b","c","d"],"answer":1}]',
      [one('A?', { answer: '- b\n- c\n- d\n\n1' })],
    ],
    [
      'options by letters, of which some are right, beside the chapters they are in',
      JSON.stringify({
        chapters: [{ chapter: 1, title: 'ORM', description: 'Fields and managers' }],
        glossary: [{ title: 'field', definition: 'a column' }],
        questions: [
          {
            ...{ chapter: 1, question: 'Which?', choices: { A: 'one', B: 'two', C: 'three' } },
            ...{ correctChoice: ['A', 'C'], explanation: 'Right: A and C.' },
          },
        ],
      }),
      [
        one('field', { answer: 'a column', category: 'glossary' }),
        one('Which?', { answer: '- **A. one** ✓\n- B. two\n- **C. three** ✓\n\nRight: A and C.' }),
      ],
    ],
    [
      'one value a line',
      '{"q":"A?","a":"b"}\n{"q":"C?","a":"d"}',
      [one('A?', { answer: 'b' }), one('C?', { answer: 'd' })],
    ],
    [
      'categories',
      '{"ORM":[{"q":"A?"}],"x":{"title":"Views","questions":[{"q":"B?"}]}}',
      [one('A?', { category: 'ORM' }), one('B?', { category: 'Views' })],
    ],
    [
      'wrong options in fields of their own',
      '[{"Question":"A?","Answer":"b","Distractor1":"c","Distractor2":"d","Explanation":"So."}]',
      [one('A?', { answer: '- **b** ✓\n- c\n- d\n\nSo.' })],
    ],
    [
      'objects as answers',
      JSON.stringify([
        { question: 'A?', answer: { text: 'b', code: 'c = 1', author: 'd' } },
        { question: 'E?', answers: [{ text: 'f', votes: 3 }] },
        { question: 'G?', options: ['h', 'i'], answer: { text: 'i' } },
      ]),
      [
        one('A?', { answer: 'b\n\n```\nc = 1\n```' }),
        one('E?', { answer: 'f' }),
        one('G?', { answer: '- h\n- **i** ✓' }),
      ],
    ],
    [
      'answers below what describes them',
      JSON.stringify([
        { question: 'A?', description: 'b', answer: 'c', explanation: 'd' },
        { title: 'E', description: 'f', solution: 'g' },
        { question: 'H?', options: ['i', 'j'], description: 'k', answer: 'j' },
      ]),
      [
        one('A?', { answer: 'c\n\nb\n\nd' }),
        one('E', { answer: 'g\n\nf' }),
        one('H?', { answer: '- i\n- **j** ✓\n\nk' }),
      ],
    ],
    [
      'questions with more of them, or titles of other things, in their lists',
      JSON.stringify([
        { question: 'A?', answer: 'b', resources: [{ title: 'Docs', url: 'https://c' }] },
        { title: 'D', answer: 'e', related: [{ id: 'a', title: 'A?' }] },
        { question: 'F?', tags: ['g'], answer: 'h', followUps: [{ question: 'I?', answer: 'j' }] },
        { title: 'K', description: 'l', questions: [{ question: 'M?', answer: 'n' }] },
        { title: 'O?', answer: 'p', followUps: [{ title: 'Q?', answer: 'r' }] },
      ]),
      [
        one('A?', { answer: 'b' }),
        one('D', { answer: 'e' }),
        one('F?', { answer: 'h', category: 'g' }),
        one('I?', { answer: 'j', category: 'g' }),
        one('M?', { answer: 'n', category: 'K' }),
        one('O?', { answer: 'p' }),
        one('Q?', { answer: 'r' }),
      ],
    ],
    [
      'questions with follow-ups that are texts, and with references to others',
      JSON.stringify([
        { question: 'A?', answer: 'b', related: [{ question: 'C?' }], followUps: ['D?', 'E?'] },
        { question: 'C?', answer: 'f', links: ['G', 'H?'], options: ['f', 'Is it?'] },
        { question: 'I?', answer: 'j', followUps: [{ question: 'K?' }, { question: 'a?' }] },
      ]),
      [
        one('A?', { answer: 'b' }),
        ...[one('D?'), one('E?')],
        one('C?', { answer: '- **f** ✓\n- Is it?' }),
        one('I?', { answer: 'j' }),
        one('K?'),
      ],
    ],
    [
      'wordings in an object of their own',
      JSON.stringify([
        { question: { text: 'A?', format: 'plain' }, answer: { text: 'b' } },
        { question: { text: 'C?', options: ['d', 'e'], answer: 'd' } },
      ]),
      [one('A?', { answer: 'b' }), one('C?', { answer: '- **d** ✓\n- e' })],
    ],
    [
      'a title whose options are settings',
      JSON.stringify({
        title: 'Quiz',
        options: { shuffle: true },
        questions: [{ title: 'A?', options: ['b', 'c'], answer: 0 }],
      }),
      [one('A?', { answer: '- **b** ✓\n- c', category: 'Quiz' })],
    ],
    [
      'a title above them, at any depth: in maps by level, in parts, in lists of texts',
      JSON.stringify([
        { title: 'A', questions: { easy: [{ question: 'B?' }], hard: ['C?'] } },
        { title: 'D', description: 'e', questions: ['F', 'G?'] },
        { title: 'H', quiz: { questions: [{ title: 'I', answer: 'j' }] } },
        { title: 'K', paragraphs: [{ context: 'l', qas: [{ question: 'M?', answer: 'n' }] }] },
        { title: 'O', pages: [{ elements: [{ title: 'P', choices: ['q', 'r'], answer: 'r' }] }] },
      ]),
      [
        one('B?', { category: 'easy' }),
        one('C?', { category: 'hard' }),
        one('F', { category: 'D' }),
        one('G?', { category: 'D' }),
        one('I', { answer: 'j', category: 'H' }),
        one('M?', { answer: 'n', category: 'K' }),
        one('P', { answer: '- q\n- **r** ✓', category: 'O' }),
      ],
    ],
    [
      'Open Trivia, with entities for marks',
      JSON.stringify({
        response_code: 0,
        results: [
          {
            question: 'What is &quot;*a*&quot;, in l&eacute;ttres?',
            correct_answer: 'It&#039;s &lt;b&gt;',
            incorrect_answers: ['c', 'd'],
          },
          { question: 'Is &quot; e?', answer: '&quot;' },
        ],
      }),
      [
        one('What is "\\*a\\*", in léttres?', { answer: "- **It's \\<b>** ✓\n- c\n- d" }),
        one('Is \\&quot; e?', { answer: '\\&quot;' }),
      ],
    ],
    [
      'a title with hints, or people, that is no topic of theirs',
      JSON.stringify([
        { title: 'A', description: 'b', hints: ['Can you sort it?'] },
        { title: 'C', description: 'd', author: { title: 'Dr', name: 'Ann' } },
      ]),
      [one('A', { answer: 'b' }), one('C', { answer: 'd' })],
    ],
    [
      'questions whose answers are lists with titles, or that lead to others',
      JSON.stringify([
        { question: 'A?', answer: [{ title: 'B', description: 'c' }, { title: 'D' }] },
        { question: 'E?', answers: [{ title: 'F', answer: 'g' }] },
        { question: 'What is H?', followUps: [{ question: 'I?', answer: 'j' }] },
        { question: 'Design N.', topic: 'O', parts: [{ question: 'P?', answer: 'q' }] },
        { question: 'Design R.', parts: [{ question: 'S?', answer: 't' }] },
        { question: 'What is K?', resources: [{ title: 'Docs', url: 'https://l' }] },
      ]),
      [
        one('A?', { answer: 'B\n\nc\n\nD' }),
        one('E?', { answer: 'F\n\ng' }),
        one('What is H?'),
        one('I?', { answer: 'j', category: 'What is H?' }),
        one('Design N.', { category: 'O' }),
        one('P?', { answer: 'q', category: 'O' }),
        one('Design R.'),
        one('S?', { answer: 't', category: 'Design R.' }),
        one('What is K?'),
      ],
    ],
    [
      'an answer beside a text that says more of what is asked',
      '[{"title":"A","content":"What is b?","rubric":"c"}]',
      [one('A', { hint: 'What is b?', answer: 'c' })],
    ],
    ['texts', '["A?", "B?"]', [one('A?'), one('B?')]],
    [
      'texts of a category, but no names',
      '{"ORM":["What is it?"],"authors":["Ann","Bo"]}',
      [one('What is it?', { category: 'ORM' })],
    ],
  ];
  for (const [what, text, expected] of files) {
    it('have what is under a title as their answer where nothing is called so', () => {
      const card = (title: string, category: string, content: string) => ({
        ...{ id: title.length, title, category, content, author: 'Admin' },
      });
      const flashcards = [
        card('JOIN - combine tables', 'Joins', 'A JOIN combines rows.\n\nSELECT *'),
        card('INDEX', 'Speed', 'An index finds rows.'),
        card('HAVING', 'Speed', 'HAVING filters groups.'),
      ];
      const deck = { flashcards, categories: ['All', 'Joins', 'Speed'] };
      assert.deepEqual(
        read('a.json', JSON.stringify(deck)).map(({ title, answer, category }) => [
          title,
          answer.split('\n')[0],
          category,
        ]),
        flashcards.map(({ title, content, category }) => [title, content.split('\n')[0], category]),
      );
    });

    it(`are read from ${what}`, () => assert.deepEqual(read('a.json', text), expected));
  }

  it('have options with marks, which are no questions, whatever their texts are called', () => {
    for (const list of ['answers', 'options', 'choices'])
      for (const text of ['text', 'option', 'content', 'value', 'body', 'title'])
        for (const asked of ['question', 'title', 'text', 'stem']) {
          const file = ['Which is a?', 'Which is b?', 'Which is c?'].map((title, right) => ({
            [asked]: title,
            [list]: ['a', 'b', 'c', 'd'].map((each, at) => ({
              ...{ [text]: each, correct: at === right },
            })),
          }));
          assert.deepEqual(
            read('a.json', JSON.stringify(file)),
            file.map((_, right) =>
              one(`Which is ${'abc'.charAt(right)}?`, {
                answer: ['a', 'b', 'c', 'd']
                  .map((each, at) => (at === right ? `- **${each}** ✓` : `- ${each}`))
                  .join('\n'),
              }),
            ),
            `${asked}, ${list}, ${text}`,
          );
        }
  });

  it('are in categories by their names', () => {
    const categories = ['ORM', 'Views'].map(name => ({
      name,
      questions: [{ question: `What is in ${name}?`, answer: 'This.' }],
    }));
    assert.deepEqual(
      read('a.json', JSON.stringify({ categories })).map(({ category }) => category),
      ['ORM', 'Views'],
    );
  });

  it('leave out what tells of a topic, and name it', () => {
    const file = { title: 'A', description: 'b', questions: ['C?'] };
    const { leftOut } = findQuestions('a.json', JSON.stringify(file)).readings[0]!;
    assert.deepEqual(leftOut, [{ reason: 'empty', text: 'b' }]);
  });

  describe('under unknown names are told by what is in the fields:', () => {
    const asked = [
      ['Kuka kirjoitti sen?', 'Aino', 'Eino', 'Oiva'],
      ['Missä se on?', 'Oulussa', 'Turussa', 'Porissa'],
      ['Milloin se oli?', 'eilen', 'tänään', 'huomenna'],
      ['Kuka tuli?', 'Veli', 'Sisko', 'Isä'],
    ] as const;
    const right = [2, 0, 1, 0] as const;
    const expected = (rest: Partial<FoundQuestion> = {}, why = '', letters = ['', '', '']) =>
      asked.map(([title, ...options], row) =>
        one(title, {
          answer:
            options
              .map((text, at) =>
                at === right[row] ? `- **${letters[at]}${text}** ✓` : `- ${letters[at]}${text}`,
              )
              .join('\n') + why,
          ...rest,
        }),
      );
    const file = (make: (title: string, options: readonly string[], key: number) => unknown) =>
      JSON.stringify({
        tieto: { versio: 2, nimi: 'Visa', kielet: ['fi', 'sv'] },
        Historia: asked.map(([title, ...options], row) => make(title, options, right[row]!)),
      });

    const kinds: readonly [string, Parameters<typeof file>[0]][] = [
      ['its words', (k, v, at) => ({ k, v, oikein: v[at] })],
      ['its number from 0', (k, v, at) => ({ k, oikein: at, v })],
      ['its number from 1', (k, v, at) => ({ k, v, oikein: at + 1, nro: k.length })],
      [
        'its number from 0, with a picture in some',
        (k, v, at) => ({ k, v, on: at, ...(at === 2 ? { kuva: 'a/b.png' } : {}) }),
      ],
      ['its number from 1, of fields', (q, [x, y, z], at) => ({ q, x, y, z, r: at + 1 })],
      ['its words, in short names', (d, o, at) => ({ d, o, r: o[at] })],
      ['a flag', (k, v, at) => ({ k, v: v.map((t, own) => ({ t, on: own === at })) })],
      ['its words, the question by its name', (question, v, at) => ({ question, v, on: v[at] })],
      ['its number, the options by their name', (k, options, at) => ({ k, options, on: at })],
    ];
    for (const [what, make] of kinds)
      it(`the right option by ${what}`, () =>
        assert.deepEqual(read('a.json', file(make)), expected({ category: 'Historia' })));

    it('options with letters, or in fields of their own', () => {
      const letters = ['A. ', 'B. ', 'C. '];
      const [category, key] = ['Historia', (at: number) => 'ABC'.charAt(at)];
      for (const make of [
        (k, [A, B, C], at) => ({ k, v: { A, B, C }, on: key(at) }),
        (k, [eka, toka, kolmas], at) => ({ k, eka, toka, kolmas, on: [eka, toka, kolmas][at] }),
        (question, [x1, x2, x3], at) => ({ question, x1, x2, x3, answer: key(at) }),
      ] satisfies Parameters<typeof file>[0][])
        assert.deepEqual(read('a.json', file(make)), expected({ category }, '', letters));
    });

    it('a subject that comes again, a text that explains', () => {
      const why = (title: string) => `Koska niin on aina ollut, kysyipä ${title.slice(0, 8)} kuka`;
      const found = read(
        'a.json',
        file((k, v, at) => ({
          ...{ aihe: 'Suomi', k, v, on: v[at], koska: why(k) },
        })),
      );
      assert.deepEqual(
        found,
        expected({ category: 'Suomi' }).map(each => {
          return { ...each, answer: `${each.answer}\n\n${why(each.title)}` };
        }),
      );
    });

    it('answers in a list of one, beside questions with options or alone', () => {
      const gaps = asked.map(([k, v]) => ({ k, oikein: [v] }));
      const cards = asked.map(([k, v]) => one(k, { answer: v }));
      const quiz = asked.map(([k, ...v], row) => ({ k, v, oikein: v[right[row] ?? 0] }));
      assert.deepEqual(read('a.json', JSON.stringify(gaps)), cards);
      for (const some of [gaps, gaps.slice(0, 1)])
        assert.deepEqual(read('a.json', JSON.stringify([...some, ...quiz])), [
          ...cards.slice(0, some.length),
          ...expected(),
        ]);
    });

    it('questions with answers alone, but no lists of other things', () => {
      const cards = asked.map(([k, v], at) => ({ nro: at + 1, v: `Se on ${v} eikä muu`, k }));
      assert.deepEqual(
        read('a.json', JSON.stringify(cards)),
        cards.map(({ k, v }) => one(k, { answer: v })),
      );
      const others = [
        asked.map(([, name, description]) => ({ name, description })),
        asked.map(([, name, ...tags]) => ({ name, tags, main: tags[0] })),
      ];
      assert.equal(findQuestions('a.json', JSON.stringify(others[0])).failure, 'nothing');
      // What is called the answer stays it beside a list with a text of another field.
      const named = asked.map(([title, answer, ...seen]) => ({ title, answer, seen, on: seen[0] }));
      assert.deepEqual(
        read('a.json', JSON.stringify(named)),
        asked.map(([title, answer]) => one(title, { answer })),
      );
    });

    it('statements beside options with flags, below a title', () => {
      const pytania = [
        ['Dwa i dwa to', 'trzy', 'cztery'],
        ['Stolica kraju to', 'Turku', 'Helsinki'],
        ['Rzeka w mieście to', 'Wisła', 'Vantaa'],
      ].map(([tresc, ...all]) => ({
        ...{ tresc, odp: all.map((t, at) => ({ t, poprawna: at === 1 })) },
      }));
      assert.deepEqual(read('a.json', JSON.stringify({ tytul: 'Test', pytania })), [
        one('Dwa i dwa to', { answer: '- trzy\n- **cztery** ✓' }),
        one('Stolica kraju to', { answer: '- Turku\n- **Helsinki** ✓' }),
        one('Rzeka w mieście to', { answer: '- Wisła\n- **Vantaa** ✓' }),
      ]);
    });

    it('lists in a list, and objects under their numbers', () => {
      const pairs = asked.map(([title, answer]) => [title, answer] as const);
      const cards = pairs.map(([title, answer]) => one(title, { answer }));
      assert.deepEqual(read('a.json', JSON.stringify(pairs)), cards);
      const numbered = pairs.map(([question, answer], at) => [`q${at}`, { question, answer }]);
      assert.deepEqual(read('a.json', JSON.stringify(Object.fromEntries(numbered))), cards);
    });

    it('names that every object knows are names', () => {
      const text = file((k, v, at) => ({ k, v, oikein: v[at] })).replace(/"k":/g, '"__proto__":');
      assert.deepEqual(read('a.json', text), expected({ category: 'Historia' }));
    });
  });

  it('have wrong options in fields of their own beside a right one that is a number', () => {
    const told = [
      ['How many views?', '2', '1', '3', '4'],
      ['How many models?', '1', '2', '3', '4'],
      ['How many forms?', '3', '1', '2', '4'],
      ['How many tests?', '2', '0', '1', '4'],
    ] as const;
    const expected = told.map(([title, right, ...wrong]) =>
      one(title, { answer: [`- **${right}** ✓`, ...wrong.map(text => `- ${text}`)].join('\n') }),
    );
    for (const [right, wrong] of [
      ['correct_answer', 'wrong_answer_'],
      ['answer', 'distractor'],
      ['correct', 'incorrect'],
    ] as const) {
      const items = told.map(([question, answer, ...others]) => ({
        question,
        [right]: answer,
        ...Object.fromEntries(others.map((text, at) => [`${wrong}${at + 1}`, text])),
      }));
      assert.deepEqual(read('a.json', JSON.stringify(items)), expected, wrong);
    }
  });

  it('are named if they only refer to one that is answered elsewhere', () => {
    const items = [
      { question: 'A?', answer: 'b', related: [{ question: 'C?' }] },
      { question: 'C?', answer: 'd', related: ['a?'] },
    ];
    const { readings } = findQuestions('a.json', JSON.stringify(items));
    assert.deepEqual(
      readings[0]?.leftOut,
      ['C?', 'a?'].map(text => ({ reason: 'duplicate', text })),
    );
  });

  it('have no text as a right option that says why one is', () => {
    const long = 'Since a table is read row by row, up to the row that has the value.';
    const options = ['b', 'c', 'd'];
    const items: readonly (readonly [answer: string, item: object])[] = [
      [`- b\n- **c** ✓\n- d\n\n${long}`, { options, answer: 'c', solution: long }],
      ['- b\n- **c** ✓\n- d\n\nIt is so.', { options, answer: 'B', solution: 'It is so.' }],
      [`- b\n- c\n- d\n\n${long}`, { options, solution: long }],
      ['- **x** ✓\n- b\n- c\n- d', { options, answer: 'x' }],
      [`- **${long}** ✓\n- b\n- c`, { correct_answer: long, incorrect_answers: ['b', 'c'] }],
      [
        `- **x** ✓\n- b\n- c\n\n${long}`,
        { correct_answer: 'x', incorrect_answers: ['b', 'c'], solution: long },
      ],
    ];
    for (const [answer, item] of items)
      assert.deepEqual(read('a.json', JSON.stringify([{ question: 'A?', ...item }])), [
        one('A?', { answer }),
      ]);
  });

  it('have the right option in an object that says why it is', () => {
    const options = ['b', 'c', 'd'];
    for (const answer of [
      { text: 'c', explanation: 'Since.' },
      { correct: 'B', reason: 'Since.' },
      { letter: 'B', is_final: true, why: 'Since.' },
      { correctIndex: 1, explanation: 'Since.' },
      [{ text: 'c', explanation: 'Since.' }],
    ]) {
      const items = [
        { question: 'A?', options, answer },
        { question: 'B?', options, correct_index: 0, explanation: { text: 'Since.' } },
      ];
      assert.deepEqual(
        read('a.json', JSON.stringify(items)).map(found => found.answer),
        ['- b\n- **c** ✓\n- d\n\nSince.', '- **b** ✓\n- c\n- d\n\nSince.'],
      );
    }
  });

  it('have answers whose names say more, but not those of learners', () => {
    const items = (name: string) =>
      JSON.stringify(
        ['What is a view?', 'What is a model?'].map(question => {
          return { question, [name]: `About: ${question}`, page: 'Page 3, on the left' };
        }),
      );
    for (const name of [
      'model_answer',
      'expectedAnswer',
      'richtige-Antwort',
      'reference_sql',
      'solutionCode',
    ])
      assert.equal(read('a.json', items(name))[0]?.answer, 'About: What is a view?', name);
    for (const name of ['student_answer', 'wrongAnswer'])
      assert.equal(read('a.json', items(name))[0]?.answer, '', name);
  });

  it('are those of the first of several languages', () => {
    const items = [1, 2, 3].map(number => {
      return {
        id: number,
        question_de: `Frage nach Zeile ${number}?`,
        question_en: `What is row ${number}?`,
        options: { A: `Zeile ${number}`, B: `Zeile ${number + 1}`, C: 'Keine' },
        correct: 'A',
        explanation_de: `Weil ${number} die Zahl ist.`,
        explanation_en: `Because ${number} is the number.`,
      };
    });
    assert.deepEqual(read('a.json', JSON.stringify({ rows: items }))[0], {
      title: 'Frage nach Zeile 1?',
      hint: '',
      answer:
        '- **A. Zeile 1** ✓\n- B. Zeile 2\n- C. Keine\n\nWeil 1 die Zahl ist.\n\nBecause 1 is the number.',
      category: 'rows',
    });
    const { readings } = findQuestions('a.json', JSON.stringify({ rows: items }));
    assert.deepEqual(
      readings[0]?.leftOut,
      [1, 2, 3].map(number => ({ reason: 'translation', text: `What is row ${number}?` })),
    );
  });

  it('are left out with their texts in other languages, however deep they nest', () => {
    const deep = (depth: number) => `${'['.repeat(depth)}"x"${']'.repeat(depth)}`;
    const item = (other: string) =>
      `{"question_de": "Was?", "question_en": "What?", "options_de": ["a", "b"], "options_en": ${other}}`;
    const leftOut = (other: string) =>
      findQuestions('a.json', `[${item(other)}]`).readings[0]?.leftOut.map(({ text }) => text);
    assert.deepEqual(leftOut('["c", "d"]'), ['What?', 'c, d']);
    assert.deepEqual(leftOut('{"A": "c", "B": "d"}'), ['What?', 'c, d']);
    assert.deepEqual(leftOut(deep(50_000)), ['What?', '…']);
  });

  it('are all kept where a word and its translation are the card', () => {
    const cards = [1, 2, 3].map(number => {
      return { term_de: `Zeile ${number}`, term_en: `row ${number}` };
    });
    const leftOut: string[] = [];
    assert.deepEqual(
      inOneLanguage(cards, known, text => leftOut.push(text)),
      cards,
    );
    assert.deepEqual(leftOut, []);
  });

  it('are names of which a few greet, not ask', () => {
    const pairs = {
      Hello: 'Hi there.',
      'What is a view?': 'A callable.',
      'What is a model?': 'A class.',
      'Where are settings?': 'In a module.',
      'Explain a signal.': 'A call.',
    };
    assert.deepEqual(
      read('a.json', JSON.stringify(pairs)).map(({ title }) => title),
      Object.keys(pairs),
    );
    assert.deepEqual(read('a.json', JSON.stringify({ ...pairs, category: 'A few' })), []);
  });

  it('are counted where they are left out', () => {
    const { readings } = findQuestions('a.csv', 'question,answer\nA?,1\n,2\na?,1\nB?,4');
    assert.deepEqual(readings[0]?.leftOut, [
      { reason: 'empty', text: ', 2' },
      { reason: 'duplicate', text: 'a?' },
    ]);
  });

  const failures = [
    ['a.json', '{"a":', 'not-json'],
    ['a.json', '{}', 'nothing'],
    ['a.csv', '', 'nothing'],
    ['a.md', '# Title', 'nothing'],
    ['a.csv', 'x'.repeat(5 * 1024 * 1024 + 1), 'too-large'],
  ] as const;
  for (const [name, text, failure] of failures) {
    it(`are none in ${JSON.stringify(text.slice(0, 12))} as ${name}: ${failure}`, () => {
      const found = findQuestions(name, text);
      assert.deepEqual([found.readings, found.failure], [[], failure]);
    });
  }

  it('are not looked for where it is broken or nests without end', () => {
    assert.equal(findQuestions('a.json', '{"a":').failure, 'not-json');
    assert.equal(
      findQuestions('a.json', `${'['.repeat(5000)}"A?"${']'.repeat(5000)}`).failure,
      'nothing',
    );
  });
});

describe('Questions of Anki', () => {
  it('are read with their decks, and their HTML as Markdown', () => {
    const text = [
      '#separator:tab',
      '#html:true',
      '#guid column:1',
      '#notetype column:2',
      '#deck column:3',
      '#tags column:6',
      'xY1\tBasic\tWork::Django\tWhat is <b>lazy</b>?\t"<div>A list:</div><ul><li>one</li><li>two &amp; <code>x_y</code></li></ul><pre><code>a = 1\nb</code></pre>[sound:a.mp3]<img src=""a.png"">"\tt',
      'xY2\tBasic\tWork::ORM\tWhy?\tSo.<br>Or so.\t',
    ].join('\n');
    assert.deepEqual(read('a.txt', text), [
      one('What is **lazy**?', {
        answer: 'A list:\n\n- one\n- two & `x_y`\n\n```\na = 1\nb\n```',
        category: 'Django',
      }),
      one('Why?', { answer: 'So.\\\nOr so.', category: 'ORM' }),
    ]);
  });

  it('with gaps become a question for each gap', () => {
    const text = '#separator:tab\n#html:true\n{{c1::Redis}} is a {{c2::cache::kind}}\textra\n';
    assert.deepEqual(read('a.txt', text), [
      one('\\[…\\] is a cache', { answer: 'Redis is a cache\n\nextra' }),
      one('Redis is a \\[kind\\]', { answer: 'Redis is a cache\n\nextra' }),
    ]);
  });

  it('with gaps in what is not shown are left out, as a heading without words would be lost', () => {
    const text = '#separator:tab\n#html:true\n<script>{{c1::x}}</script>\t1.\nWhy?\tSo.\n';
    assert.deepEqual(read('a.txt', text), [one('Why?', { answer: 'So.' })]);
  });

  it('are read as usual where a tag or a separator has a name that every object knows', () => {
    const text = '#separator:constructor\n#html:true\n<constructor>A?</constructor>\tb\n';
    assert.deepEqual(read('a.txt', text), [one('A?', { answer: 'b' })]);
  });

  it('are read without its headers, as older versions wrote them, below a comment', () => {
    const text = [
      '# My cards',
      'What is <b>lazy</b>?\tA list:<br>one',
      'Waits for its answer',
      'Why <i>so</i>?\t"<div>He said ""so"".</div>"',
    ].join('\n');
    const { readings, table } = findQuestions('a.txt', text);
    assert.deepEqual(readings[0]?.questions, [
      one('What is **lazy**?', { answer: 'A list:\\\none' }),
      one('Waits for its answer'),
      one('Why *so*?', { answer: 'He said "so".' }),
    ]);
    assert.equal(readings[1]?.shape, 'columns');
    assert.ok(table);
    // Tags that are asked about are no format.
    assert.deepEqual(read('a.txt', 'What is <b>?\tBold.\nWhat is <br>?\tA break.'), [
      one('What is \\<b>?', { answer: 'Bold.' }),
      one('What is \\<br>?', { answer: 'A break.' }),
    ]);
  });

  it('are read from the JSON in which decks are shared, with the decks in them', () => {
    const type = (id: string, ...names: string[]) => ({
      ...{ __type__: 'NoteModel', crowdanki_uuid: id, name: id },
      flds: names.map((name, ord) => ({ name, ord, font: 'Arial' })),
    });
    const note = (id: string, ...fields: string[]) => ({
      ...{ __type__: 'Note', note_model_uuid: id, guid: 'x', flags: 0, tags: ['t'], fields },
    });
    const deck = (
      name: string,
      notes: unknown[],
      children: unknown[] = [],
      models?: unknown[],
    ) => ({
      ...{ __type__: 'Deck', name, notes, children, media_files: ['a.png'], desc: '' },
      ...{
        deck_configurations: [{ __type__: 'DeckConfig', name: 'Default' }],
        note_models: models,
      },
    });
    const models = [type('basic', 'Front', 'Back'), type('turned', 'Back', 'Extra', 'Front')];
    const orm = deck('Django::ORM', [note('turned', 'So.', 'more', 'Why?'), note('?', 'A?', 'b')]);
    const all = deck(
      'Django',
      [note('basic', 'What is <b>it</b>?<br>', 'a &lt;tag&gt;')],
      [orm],
      models,
    );
    assert.deepEqual(read('deck.json', JSON.stringify(all)), [
      one('What is **it**?', { answer: 'a \\<tag>', category: 'Django' }),
      one('Why?', { answer: 'So.', category: 'ORM' }),
      one('A?', { answer: 'b', category: 'ORM' }),
    ]);
    for (const broken of [
      { notes: [null, 1, {}] },
      { notes: [{ fields: [1, null] }], children: 5 },
    ])
      assert.equal(
        findQuestions('a.json', JSON.stringify({ __type__: 'Deck', ...broken })).failure,
        'nothing',
      );
  });

  it('that are plain text stay plain text', () => {
    assert.deepEqual(read('a.txt', '#separator:semicolon\n#html:false\n*A*?;<b>'), [
      one('\\*A\\*?', { answer: '\\<b>' }),
    ]);
  });
});

describe('What this product exports', () => {
  const source = { file: 'a.md', startLine: 0, endLine: 9, bodyLine: 3 };
  const bodies = [
    '',
    'Just text with `code` and **bold**.',
    '### In short\n\nShort.\n\n### Key points\n\n- one\n- two',
    '- a list\n- of two\n\n```python\n## no heading\nx = 1\n```',
    '1. one\n2. two\n\n> quoted\n\nWhat now?',
  ];
  const exported = (withHints: boolean): ExportedQuestion[] =>
    bodies.map((body, at) => {
      const hint = withHints ? `Think of ${at}.` : undefined;
      const question = { id: `q-${at}`, title: `What is part ${at}?`, hint, source };
      const category = {
        id: 'mine/parts',
        title: at < 3 ? 'Parts' : 'Others',
        questions: [question],
      };
      const collection = {
        id: 'mine',
        title: 'Mine',
        introduction: '',
        tips: [],
        categories: [category],
      };
      return { question, collection, category, body, note: '' };
    });
  for (const withHints of [true, false]) {
    const hints = withHints ? 'with' : 'without';
    const expected = exported(withHints).map(({ question, category, body }) =>
      one(question.title, {
        hint: question.hint ?? '',
        answer: body,
        category: category.title,
        id: question.id,
      }),
    );

    it(`as Markdown is read back as it was, ${hints} hints`, () => {
      const text = questionsMarkdown(groupedByCategory(exported(withHints)), { note: 'Note' });
      assert.deepEqual(read('a.md', text), expected);
    });

    it(`as a pack is read back as it was, ${hints} hints`, () => {
      const categories = ['Parts', 'Others'].map(title => ({
        title,
        questions: exported(withHints)
          .filter(({ category }) => category.title === title)
          .map(({ question, body }) => ({ ...question, body })),
      }));
      assert.deepEqual(read('a.md', packMarkdown(categories)), expected);
    });

    it(`for Anki is read back with its ids, wordings, hints and categories, ${hints} hints`, () => {
      const found = read('a.txt', ankiFile(exported(withHints)));
      const without = (list: readonly FoundQuestion[]) =>
        list.map(each => ({ ...each, answer: '' }));
      assert.deepEqual(without(found), without(expected));
      assert.deepEqual(found[2]?.answer, bodies[2]);
      assert.match(found[3]!.answer, /- a list\n- of two\n\n```python\n## no heading\nx = 1\n```/);
    });
  }
});

function groupedByCategory(list: readonly ExportedQuestion[]): ExportedQuestion[] {
  const byTitle = new Map<string, ExportedQuestion['category']>();
  return list.map(each => {
    const category = byTitle.get(each.category.title) ?? each.category;
    byTitle.set(each.category.title, category);
    return { ...each, category };
  });
}

describe('A pack of imported questions', () => {
  it('is read as the same questions, whatever they hold', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('## a', '```', '- [x] b', '<br>', '__init__', '> q', '{#id}', '| a |'),
      fc.constantFrom('[a](command:b)', '[a]: steam:b', '<steam:b>', '[a](', 'steam:b)', '    a'),
    );
    const cell = fc.array(text, { maxLength: 4 }).map(parts => parts.join('\n'));
    const row = fc.record({
      title: fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.constant('[a](command:b)?')),
      answer: cell,
      hint: cell,
    });
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), rows => {
        const csv = [
          'question,answer,hint',
          ...rows.map(({ title, answer, hint }) => [title, answer, hint].map(quoted).join(',')),
        ].join('\n');
        const found = read('a.csv', csv);
        const categories = [
          {
            title: 'Mine',
            questions: found.map(({ title, hint, answer }, at) => ({
              id: `q-${at}`,
              title,
              hint,
              body: answer,
            })),
          },
        ];
        const written = finish(importedPackInSteps('Mine', categories));
        // Broken links are all that differs.
        assert.equal(withLinks(written), withLinks(packMarkdown(categories)));
        const packs = parsePack([{ path: 'a.md', text: written }]).collections.flatMap(
          ({ categories }) => categories.flatMap(({ questions }) => questions),
        );
        assert.deepEqual(
          packs.map(({ id }) => id),
          found.map((_, at) => `q-${at}`),
        );
        for (const [at, question] of packs.entries()) {
          const { title } = found[at]!;
          const unbroken = withoutUnsafeLinks(title) === title;
          if (unbroken) assert.equal(renderInline(question.title), renderInline(title));
          const known = new OwnQuestions();
          known.add(question, 'Mine', questionBody(written, question.source));
          const matches = finish(known.matchesInSteps(found));
          assert.equal(matches.get(found[at]!)?.own, question);
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('never makes a reader throw', () => {
    const names = fc.constantFrom('a.csv', 'a.tsv', 'a.txt', 'a.json', 'a.jsonl', 'a.md', 'a');
    const pieces = fc.constantFrom(
      ...[
        '# ',
        '## ',
        '1. ',
        '- ',
        '**',
        '<details>',
        '<summary>',
        '</summary>',
        '</details>',
        'Q: ',
        'A: ',
        '::',
        '\n?\n',
      ],
      ...[
        '\n',
        '\n\n',
        '```',
        '|',
        '---',
        '#separator:tab\n',
        '{{c1::',
        '}}',
        '[',
        '](#',
        '](https://',
        'What?',
        '\t',
        '  ',
      ],
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map(list => list.join('')),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(names, text, (name, content) => {
        for (const { questions } of findQuestions(name, content).readings) {
          for (const { title } of questions) assert.match(title, /^\S(?:[^\n]*\S)?$/);
        }
      }),
      { numRuns: 1000 },
    );
  }).timeout(60_000);
});

describe('Tables of other programs and languages', () => {
  const found = (name: string, text: string) =>
    (findQuestions(name, text).readings[0]?.questions ?? []).map(
      ({ title, answer, category }) => `${category}: ${title} → ${answer}`,
    );

  it('have names of columns in many languages', () => {
    assert.deepEqual(found('a.csv', 'pregunta;respuesta;tema\n¿Qué?;x;ORM\n'), ['ORM: ¿Qué? → x']);
    assert.deepEqual(
      found('a.md', '| Pergunta | Resposta |\n|---|---|\n| O quê? | x |\n| Por quê? | y |\n'),
      [': O quê? → x', ': Por quê? → y'],
    );
    assert.deepEqual(found('a.csv', '質問,答え\n何？,x\n'), [': 何？ → x']);
  });

  it('are quizzes whose names say how long a cell may be', () => {
    assert.deepEqual(
      found(
        'quiz.csv',
        'Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,' +
          'Answer 3 - max 75 characters,Time limit (sec),Correct answer(s) - choose at least one\n' +
          'Which command?,migrate,makemigrations,check,20,2\nWhich two?,a,b,c,30,"1,3"\n',
      ),
      [
        ': Which command? → - A. migrate\n- **B. makemigrations** ✓\n- C. check',
        ': Which two? → - **A. a** ✓\n- B. b\n- **C. c** ✓',
      ],
    );
  });

  it('are terms and meanings with a semicolon or a dash between them', () => {
    assert.deepEqual(found('a.txt', 'view;takes one\nmodel;a table\nmanager;queries\n'), [
      ': view → takes one',
      ': model → a table',
      ': manager → queries',
    ]);
    assert.deepEqual(
      found('a.txt', 'view - takes one - or more\nmodel - a\nmanager – b\nsignal = c\n'),
      [': view → takes one - or more', ': model → a', ': manager → b', ': signal → c'],
    );
    assert.deepEqual(
      found('a.txt', 'No. 1---takes one---or more\nmodel ---a\nmanager--- b\nsignal---c\n'),
      [': No. 1 → takes one---or more', ': model → a', ': manager → b', ': signal → c'],
    );
  });

  it('are none of a word processor, whose tabs are behind numbers and bullets', () => {
    assert.deepEqual(found('a.txt', '1.\tWhat?\nSo “it” is:\n•\ta\n•\tb\n2.\tWhy?\ny\n'), [
      ': What? → So “it” is:\n- a\n- b',
      ': Why? → y',
    ]);
  });

  it('are objects whose names ask, and texts above their options', () => {
    assert.deepEqual(found('a.json', '{"What is it?": "This.", "Why?": "So."}'), [
      ': What is it? → This.',
      ': Why? → So.',
    ]);
    assert.deepEqual(
      found(
        'a.json',
        '{"quiz": {"title": "Django", "questions": [{"text": "Routes?", "choices": [{"text": "urls", "correct": true}, {"text": "apps", "correct": false}]}]}}',
      ),
      ['Django: Routes? → - **urls** ✓\n- apps'],
    );
    assert.deepEqual(
      found(
        'a.json',
        '[{"questionText": "Tests?", "answerOptions": [{"answerText": "run", "isCorrect": false}, {"answerText": "test", "isCorrect": true}]}]',
      ),
      [': Tests? → - run\n- **test** ✓'],
    );
    for (const [no, yes] of [
      ['"false"', '"true"'],
      ['0', '1'],
      ['"No"', '"Yes"'],
    ] as const)
      assert.deepEqual(
        found(
          'a.json',
          `[{"question": "Tests?", "options": [{"text": "run", "isCorrect": ${no}}, {"text": "test", "isCorrect": ${yes}}]}]`,
        ),
        [': Tests? → - run\n- **test** ✓'],
      );
    assert.deepEqual(found('a.json', '{"name": "x", "why": "y"}'), []);
    assert.deepEqual(found('a.json', '[{"question": "A?", "answer": "b", "label": "ORM"}]'), [
      'ORM: A? → b',
    ]);
  });
});
