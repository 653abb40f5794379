import assert from 'node:assert/strict';
import { projectWith } from '../../../src/study/code/project';
import { checksOf } from '../../../src/study/exercise/checks';
import { readStack } from '../../../src/study/code/stack';
import { findQuestions, findQuestionsInSteps, readAs } from '../../../src/study/importing';
import { fitting, readAnki, readAnkiNotes } from '../../../src/study/importing/anki';
import { htmlToMarkdown } from '../../../src/study/importing/html';
import { inertMarkdown } from '../../../src/study/markdown/inert';
import { plainToMarkdown } from '../../../src/study/importing/plainText';
import { parsePack, questionBody } from '../../../src/study/pack';
import { readJobAd, textOfPage } from '../../../src/study/plan/jobAd';
import { readWords } from '../../../src/study/plan/words';
import { remoteOf } from '../../../src/study/sameFolder';
import { foldText } from '../../../src/study/search';
import { slug } from '../../../src/study/slug';
import { finish } from '../../../src/study/steps';

/**
 * Texts that are slow only if they, or their lines, are long: an import, or opening a pack, must
 * not hang on them. Complements `hostile.test.ts`, whose texts are short.
 */
const filled = (piece: string) => (length: number) => piece.repeat(length / piece.length);
const lines = (piece: string) => (length: number) =>
  `${filled(piece)(4_900)}\n`.repeat(Math.max(1, length / 4_900));
/** Alternating marks below and above a letter, which normalization sorts. */
const marks = (length: number) => `a${filled('\u0301\u0316')(length)}`;

/** A name in another mixture of upper and lower case for each number. */
const spelt = (name: string, number: number) =>
  name.replace(/./g, (letter, bit: number) =>
    (number >> bit) % 2 === 1 ? letter.toUpperCase() : letter,
  );
/** Notes of Anki below a header. */
const notes = (header: string, count: number) =>
  `#separator:tab\n${header}${Array.from({ length: count }, (_, at) => `${at}?\ta\n`).join('')}`;

/** A topic whose questions a list tells first. */
function withContents(topic: number): string {
  const asked = ['one', 'two', 'three'].map(part => `What is the meaning of ${part} of ${topic}?`);
  const [listed, answered] = [
    asked.map(one => `- ${one}\n`),
    asked.map(one => `### ${one}\n\nx\n\n`),
  ];
  return `## Topic ${topic}\n\n${listed.join('')}\n${answered.join('')}`;
}

/** Parts of two numbered lines each, which are questions or answers. */
const inParts = (heading: string, lines: string) => (length: number) =>
  Array.from({ length: length / 40 }, (_, at) => `${heading} ${at}\n\n${lines}\n`).join('');

/** Headings with a line below each, and no blank lines. */
const tight = (heading: string, line: string) => (length: number) =>
  Array.from({ length: length / 40 }, (_, at) => `${heading} ${at}?\n${line}\n`).join('');

const inAnswer = (make: (length: number) => string) => (length: number) =>
  `## What is it?\n\n${make(length)}\n\n## And this?\n\nx\n`;
/** The value of a key of `setup.cfg`. */
const oddly = (length: number) => `${' '.repeat(length / 4)}x\u2028y`;
const setupCfg = (text: string) => readStack([{ path: 'setup.cfg', text: `[options]\na=${text}` }]);
const inertUncut = (text: string) => inertMarkdown(text, Infinity);
const md = (text: string) => findQuestions('a.md', text);
const txt = (text: string) => findQuestions('a.txt', text);
const org = (text: string) => findQuestions('a.org', text);
const adoc = (text: string) => findQuestions('a.adoc', text);
const json = (value: unknown) => findQuestions('a.json', JSON.stringify([value]));

const cases: readonly (readonly [
  name: string,
  make: (length: number) => string,
  run: (text: string) => unknown,
])[] = [
  [
    'addresses in tags that do not end',
    inAnswer(length => `<a ${filled('href=https:')(4_840)}\n`.repeat(length / 4_900)),
    md,
  ],
  ['names in tags', inAnswer(lines('<a name=x name=')), md],
  ['tildes and a backtick', inAnswer(lines(`${'~'.repeat(489)}\``)), md],
  [
    'long lines of tildes',
    inAnswer(length => `${'~'.repeat(4_899)}\`\n`.repeat(length / 4_900)),
    md,
  ],
  ['a list in a list', length => `- a\n${filled('  - b\n')(length / 4)}`, md],
  ['items in an item that is an answer', inAnswer(l => `- A:\n${filled('    - b\n')(l)}- c\n`), md],
  ['boxes and letters', inAnswer(l => `${filled('- [ ] x\n')(l)}${filled('A, B ')(2_000)}\n`), md],
  ['trivia', filled('#Q a?\n^ b\nA b\nB c\n\n'), txt],
  ['options of trivia', l => `#Q a?\n^ b\nA b\nB c\n${filled('d\n')(l)}#Q e`, txt],
  ['parts of a quiz', filled('# --text--\n\na?\n\n# --distractors--\n\nb\n\n---\n\nc\n'), md],
  ['options that name one each', inAnswer(filled('- Answer: A. y\n')), md],
  ['names behind wordings', lines('## What? *@'), md],
  ['numbers above labels', filled('Question 1\nLevel 1\nQuestion: a?\n\n'), md],
  ['numbers above one label', l => `Q: a?\nA: b\n${filled('Level 1\n')(l)}Q: c?\nA: d\n`, md],
  ['front matter', l => `---\n${filled('- question: "a\n  answer: [b,\n')(l)}---\n`, md],
  ['hints without answers', l => `Q: a?\nA: b\n\n${filled('Q: c?\n\nHint: d\n\n')(l)}`, md],
  ['contents of many', l => `# Contents\n${filled('- a\n')(l)}# a\n${filled('# b\n')(l)}`, md],
  ['numbers of pages', filled('What?\t1\n'), md],
  ['links of other markup', l => `.. _a: https:b\n${filled('`a <https:b')(l)}\n`, txt],
  ['names of other markup', l => `.. _a: https:b\n${lines('`a b`_ a_b_ ')(l)}\n`, txt],
  ['targets of other markup', filled('.. _a: https:b\n'), txt],
  ['items that are headings', l => `${filled('* ###### a?\n')(l)}${filled('* a?\n')(l)}`, md],
  ['headings that are addresses', lines('###### https://a '), md],
  ['labels of many answers', inAnswer(filled('Answer 1: x\n')), md],
  ['a wording of many lines', length => `- a\n${filled('b? b\n')(length)}`, md],
  ['comments that do not end', filled('<!-- a\n'), md],
  ['comments in lines', inAnswer(lines('a <!-- ')), md],
  ['comments that end in lines', inAnswer(lines('a <!-- --> ')), md],
  ['references behind wordings', lines('## What? [[a](https:b)]\n'), md],
  ['brackets in links', lines('- [[a]'), md],
  ['brackets that do not end', lines('- ['), md],
  ['questions with items one column further in', filled('- What?\n - a\n'), md],
  ['sections of several shapes', filled('## A\n\n- What?\n- Why?\n\n**Who?**\n\nx\n\n'), md],
  ['numbered headings of changing levels', filled('## 1. a\n### 2. b\n#### c\n'), md],
  [
    'question marks in a folded question that is in another',
    length =>
      `<details><summary>Why?</summary>\n<details>\n<summary>${lines('?')(length)}</summary>\n</details>\n</details>`,
    md,
  ],
  [
    'folded questions in another',
    length =>
      `<details><summary>Why?</summary>\n${filled('<details><summary>a?</summary>\nb\n</details>\n')(length)}</details>`,
    md,
  ],
  ['options above numbers', filled('Which?\n\na\nb\n\nRight: 1\n\n'), md],
  ['paragraphs above one number', length => `${filled('a\n\n')(length)}R: 1\n\nR: 1\n\nR: 1\n`, md],
  ['tables that ask', filled('| a | b |\n|-|-|\n| Why? | x |\n| Who? | y |\n| How? | z |\n\n'), md],
  ['tables of contents', filled('| a |\n|-|\n| [Why?](#w) |\n| Who? |\n| How? |\n\n# b\n'), md],
  [
    'options in unknown columns',
    filled('Which?,1,ab,cd,ef\nWhat?,3,cd,gh,ij\n'),
    text => findQuestions('a.csv', text),
  ],
  [
    'objects of unknown names',
    length =>
      JSON.stringify(
        Array.from({ length: length / 50 }, (_, at) => ({
          ...{ k: `Kuka ${at}?`, v: ['ab', 'cd', 'ef'], on: at % 3, [`x${at % 97}`]: 'y' },
        })),
      ),
    text => findQuestions('a.json', text),
  ],
  ['lines above numbers', filled('a -\n1. What?\n\n'), md],
  ['bold lines', filled('**a**\n\n'), md],
  ['items that look like rules', filled('- -\n'), md],
  ['spaces before quotes', filled('a, "'), text => findQuestions('a.csv', text)],
  ['quoted cells with spaces', filled(' "a" ,'), text => findQuestions('a.csv', text)],
  [
    'quotes in a cell, then spaces',
    length => `"${filled('b"')(length / 2)}${' '.repeat(length / 2)},x\n`,
    text => findQuestions('a.csv', text),
  ],
  ['spaces', filled('a,                    '), text => findQuestions('a.csv', `a, "b" ,\n${text}`)],
  [
    'dashes in the name of a column of two lines',
    length => `"${filled('a - ')(length)}\nx",answer\nq?,a\nr?,b\n`,
    text => findQuestions('a.csv', text),
  ],
  [
    'dashes and an odd line end in the name of a column',
    length => `| ${filled('a - ')(length)}\u2028x | answer |\n|-|-|\n| q? | a |\n`,
    md,
  ],
  ['headings and the mark of a card', filled('# h\n?\n'), md],
  ['bullets with text at the margin', filled('- What?\n\nx\n\n'), md],
  ['letters of a key', l => `${filled('1. a?\n')(l)}\nAnswers:\n${lines('1a, 2b ')(l)}`, md],
  ['keys of other forms', filled('1. a?\n\nAnswers:\n\n1: b\n\n'), md],
  ['topics above numbers', filled('Topic\n\n1. What is a?\n2. Why b?\n\n'), md],
  ['parts of a key', filled('# a\n\n1. b?\n\n# c\n\n1. d?\n\n# Answers\n\n2. e\n\n'), md],
  [
    'parts that no list of answers names',
    l =>
      `${inParts('## Unit', '1. a?\n2. b?')(l)}# Answers\n${inParts('### K', `${'c '.repeat(50)}\n\n1. d\n2. e`)(l)}`,
    md,
  ],
  [
    'headings without blank lines',
    tight('### 1. What does it mean in', 'A thing of some kind.'),
    md,
  ],
  ['headings of Org mode without blank lines', tight('** What is', 'A thing.'), org],
  ['titles of AsciiDoc without blank lines', tight('== What is', 'A thing.'), adoc],
  [
    'parts above a key',
    l => `${filled('# a\n\n1. b?\n')(l)}\n${filled('# Answers\n\nx\n')(l)}`,
    md,
  ],
  ['headings of a key', l => `${filled('## a?\n')(l)}# Answers\n${filled('## 1. b\n')(l)}`, md],
  ['bullets that wait for the text of the last', length => `${filled('- a?\n')(length)}\nx\n`, md],
  [
    'numbered headings of which every other one is missing',
    length =>
      Array.from({ length: length / 20 }, (_, at) => `## ${at * 2 + 1}. a\n\nx\n\n5. b\n`).join(''),
    md,
  ],
  ['paragraphs that ask', filled('What?\n\nx\n\n'), md],
  ['paragraphs above choices', filled('What\n\nOne:\n\n'), md],
  ['rules', filled('x\n\n---\n\n'), md],
  ['blocks that ask', filled('```\nWhat is it?\n```\n'), md],
  [
    'a block that does not end',
    length => [filled('```\na?\n```\n')(length / 2), '```\n', filled('a\n')(length / 2)].join(''),
    md,
  ],
  ['definitions', filled('a\n: b\n'), md],
  ['definitions of many lines', length => `a\n: b\n${filled('  c\n')(length)}`, md],
  ['items of HTML', lines('<li '), md],
  ['boxes', filled('> [!question] a\n> b\n'), md],
  ['boxes of quotes', lines('??? a "'), md],
  ['words of boxes', lines('??? a '), md],
  ['stars of Org mode', lines('* a :b:'), org],
  ['code of Org mode', lines(' =a'), org],
  ['titles of AsciiDoc', lines('a::'), adoc],
  ['underlines', filled('a\n===\n\nb\n---\n'), text => findQuestions('a.rst', text)],
  [
    'braces of GIFT',
    length => `::a::\n${filled('a {=b}')(length)}`,
    text => findQuestions('a.gift', text),
  ],
  [
    'names of GIFT',
    length => `::a:: {=b}\n\n${filled('::a')(length)}`,
    text => findQuestions('a.gift', text),
  ],
  [
    'answers of GIFT',
    length => `::a:: {=b}\n\nc {${filled('=b ~%50%c')(length)}}`,
    text => findQuestions('a.gift', text),
  ],
  ['dashes', filled('a - b\n'), text => findQuestions('a.txt', text)],
  ['dashes of a line', lines(' - a'), text => findQuestions('a.txt', text)],
  ['tabs and bullets', filled('1.\ta\n'), text => findQuestions('a.txt', text)],
  ['tabs and spaces', lines('\t '), text => findQuestions('a.txt', text)],
  ['labels that do not end', lines('Question 1 '), md],
  ['letters far from others', l => `**a)** b\n${filled('\n')(l)}${filled('**a)** b\n\n')(l)}`, md],
  [
    'links to many sites',
    length =>
      Array.from({ length: length / 20 }, (_, at) => `- [Sort a](https://${at}.b)\n`).join(''),
    md,
  ],
  ['headings that ask more', filled('## 1. a?\n### 1-1. b?\n'), md],
  ['contents in HTML that do not end', lines('- <a href="#'), md],
  ['labels in links that do not end', lines('<a x>Q <a '), md],
  ['brackets around labels', lines('【问题'), md],
  ['pictures before a wording', lines('## ![](a) '), md],
  ['numerals', lines('XXIV. '), md],
  ['semicolons', filled('a;b;c\n'), text => findQuestions('a.txt', text)],
  [
    'semicolons of a line',
    length => `${filled(';')(length)}\n`.repeat(4),
    text => findQuestions('a.txt', text),
  ],
  [
    'options of rows',
    length => `question,a,b,c,answer\n${filled('a,b,c,d,b\n')(length)}`,
    text => findQuestions('a.csv', text),
  ],
  ['right options', inAnswer(length => `- x${filled('✓ ')(4_890)}x\n`.repeat(length / 4_900)), md],
  ['words before an address', lines('- a: a - '), md],
  [
    'topics that begin with their contents',
    length => Array.from({ length: length / 300 }, (_, at) => withContents(at)).join(''),
    md,
  ],
  ['topics with lists that ask', filled('## a\n\n- b?\n- c?\n- d?\n\n## Why?\n\nx\n\n'), md],
  [
    'tags of cards without headers',
    length => filled('a\tb\n')(length) + filled('</b')(length),
    text => findQuestions('a.txt', text),
  ],
  [
    'bold words, spaces and an odd line end',
    length => `- **a**${' '.repeat(length / 100)}x\u2028y\n- b?\n`,
    md,
  ],
  ['spaces and an odd line end, in setup.cfg', oddly, setupCfg],
  [
    'blank lines in the code of a card',
    length => `a\n?\n\`\`\`\n${'\n'.repeat(length / 2)}\`\`\`\n`,
    md,
  ],
  [
    'comments in the signature of a check',
    length => `class A:\n  def test_a(): ${filled('#:')(length)}\u2028x\n`,
    text => checksOf({ checks: [{ path: 'checks/test_a.py', text, line: 0 }] }),
  ],
  ['spaces in a tag', inAnswer(length => `<b>${' '.repeat(length / 100)}<x`), md],
  ['spaces in bold', length => `1. **${' '.repeat(length / 100)}x**\n2. b?\n`, md],
  ['an item of spaces and an odd line end', length => `-${oddly(length)}`, plainToMarkdown],
  ['backticks in a fence', length => `\`\`\`\n${'`'.repeat(length / 4)}x\n`, inertUncut],
  [
    'long ids that begin alike',
    length =>
      Array.from({ length: length / 20 }, (_, at) => {
        const id = `${'x'.repeat(92)}${at}`;
        return `## a {#${id}}\n\n## b {#${id}}\n`;
      }).join('\n'),
    text => parsePack([{ path: 'a.md', text }]),
  ],
  [
    'the blocks of one file',
    length => 'x = 1;'.repeat(length / 50),
    text =>
      projectWith(
        [],
        text
          .split(';')
          .map((line, at) => ({ language: 'python', title: 'a.py', text: `${line}${at}` })),
      ),
  ],
  [
    'definitions of links',
    length => `## a\n\n[x1]\n\n${Array.from({ length }, (_, at) => `[x${at}]: b\n`).join('')}`,
    text => questionBody(text, { file: 'a.md', startLine: 0, endLine: 3, bodyLine: 1 }),
  ],
  [
    'summaries in a summary that does not end',
    length => `<details><summary>Q?</summary>${filled('<summary>')(length)}`,
    md,
  ],
  ['summaries in a term', length => `- **a** b\n${filled('x<summary>x\n')(length)}`, md],
  [
    'line separators in a summary',
    length => `<details><summary>a${'\u2028'.repeat(length / 2)}b</summary>x</details>\n`,
    md,
  ],
  [
    'comments in a list item that ends before them',
    length => `- a\n${filled('  <!--\n')(length)}x -->\n`,
    text => parsePack([{ path: 'a.md', text }]),
  ],
  [
    'right answers of one question',
    length => {
      const right = Array.from({ length: 100 }, (_, at) => {
        const texts = Array.from({ length: length / 2_000 }, (__, each) => `${at}/${each}`);
        return [spelt('answer', at), texts] as const;
      });
      const question = { question: 'What?', options: ['x', 'y'], ...Object.fromEntries(right) };
      return JSON.stringify([question]);
    },
    text => findQuestions('a.json', text),
  ],
  [
    'a list among the options of many right answers',
    length => {
      const right = Array.from({ length: length / 250 }, (_, at) => [
        spelt('correct_answer', at),
        [10, 11, 12, 13],
      ]);
      const options = [Array.from({ length: length / 4 }, () => 1), 2];
      return JSON.stringify([{ question: 'What?', options, ...Object.fromEntries(right) }]);
    },
    text => findQuestions('a.json', text),
  ],
  [
    'options of many names',
    length => {
      const options = Array.from({ length: length / 2_000 }, (_, at) => [
        spelt('options', at),
        Array.from({ length: 50 }, (__, each) => `${at}/${each}`),
      ]);
      const answer = Array.from({ length: 50 }, (_, at) => `no ${at}`);
      return JSON.stringify([{ question: 'What?', ...Object.fromEntries(options), answer }]);
    },
    text => findQuestions('a.json', text),
  ],
  [
    'the category of all questions of an object',
    length =>
      JSON.stringify({
        title: filled('x ')(length / 2),
        questions: Array.from({ length: length / 20 }, (_, at) => ({ question: `${at}?` })),
      }),
    text => findQuestions('a.json', text),
  ],
  [
    'the deck of all notes',
    length => notes(`#deck:${filled('x ')(length / 2)}\n`, length / 10),
    text => findQuestions('a.txt', text),
  ],
  [
    'the tags of all notes',
    length => notes(`#tags:${filled('x ')(length / 8)}\n`, length / 40),
    text => findQuestions('a.txt', text),
  ],
  [
    'the deck of all notes of a package',
    String,
    length => {
      const count = Number(length) / 10;
      const deck = filled('x ')(Number(length) / 2);
      const fields = [{ name: 'Front', cell: 'a' }];
      const note = { type: 'Basic', deck, tags: '', fields };
      return finish(readAnkiNotes(Array.from({ length: count }, () => note)));
    },
  ],
  [
    'decks inside one of a long name',
    length => {
      const inside = Array.from({ length: length / 50 }, (_, at) => ({
        name: `${at}`,
        notes: [{ fields: ['a', 'b'] }],
      }));
      const name = filled('x ')(length);
      return JSON.stringify({ __type__: 'Deck', name, notes: [], children: inside });
    },
    text => findQuestions('a.json', text),
  ],
  [
    'options in rows below many columns',
    length => `question,a,b,c${','.repeat(length)}\n${'x,1,2,3\n'.repeat(length / 4)}`,
    text => findQuestions('a.csv', text),
  ],
  [
    'comments, and text after the end of the last',
    length => `${filled('<!--\n')(length / 2)}-->${' '.repeat(length / 2)}x\n`,
    text => parsePack([{ path: 'a.md', text }]),
  ],
  [
    'comments in paragraphs, far from the end of one',
    length => {
      const far = `x${filled('-')(length / 2)}\n-->\n${'\n'.repeat(40_000)}-->\n`;
      return filled('a <!--\n\n')(length / 2) + far;
    },
    text => parsePack([{ path: 'a.md', text }]),
  ],
  [
    'slashes in the address of a repository',
    length => `[remote "origin"]\n\turl = https://a.b/${'/'.repeat(length / 2)}x\n`,
    remoteOf,
  ],
  [
    'lines of an item, in a list with answers at the margin',
    length => `${'- Q one?\nan answer\n'.repeat(10)}\n- x\n${filled('ab cd\n')(length)}`,
    md,
  ],
  ['lines of a cell', filled('a\n'), plainToMarkdown],
  ['bold words', filled('<b>x</b>'), htmlToMarkdown],
  ['entities', length => filled('&amp;')(4 * length), htmlToMarkdown],
  ['cells', filled('<td>x'), htmlToMarkdown],
  ['tags in tags', length => filled('<div>')(5 * length), htmlToMarkdown],
  ['lists in lists', filled('<ul><li>'), htmlToMarkdown],
  [
    'options of one question',
    String,
    length => {
      const all: Record<string, string> = {};
      for (let at = 0; at < Number(length) / 4; at++) all[`k${at}`] = `text ${at}`;
      return json({ question: 'What?', options: all, answer: 'no' });
    },
  ],
  ['scripts that do not end', filled('<script '), textOfPage],
  ['open tags', length => filled('<')(10 * length), textOfPage],
  ['stars in the first line', length => `x${filled('*')(length / 2)}x`, readJobAd],
  ['marks, in an ad', marks, readJobAd],
  ['marks, in words', marks, text => readWords(text, 20_000)],
  ['marks, in a title', marks, slug],
  ['marks, in a search', marks, foldText],
];

/** Processor time, in ms. */
function timeOf(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('A long text that is imported, pasted or opened', () => {
  for (const [name, make, run] of cases) {
    it(`is gone over in proportion to its length: ${name}`, () => {
      const [short, long] = [make(24_500), make(196_000)];
      run(make(2_450)); // compiled by then
      const before = Math.min(
        timeOf(() => run(short)),
        timeOf(() => run(short)),
      );
      let after = timeOf(() => run(long));
      // Eight times as long: 64 times the time if each part is compared with all others.
      const most = Math.min(25 * Math.max(before, 6), 4_000);
      if (after > most)
        after = Math.min(
          after,
          timeOf(() => run(long)),
        );
      assert.ok(after <= most, `${after.toFixed(0)} ms, and ${before.toFixed(1)} for an eighth`);
    });
  }

  const slow: readonly (readonly [what: string, text: string, like: string])[] = [
    ['a term', `- a\nb${' '.repeat(4e6)}c\n- b?\n`, `- a\nb${'x'.repeat(4e6)}c\n- b?\n`],
    [
      'a question',
      `**q${' '.repeat(985)}x\n\n`.repeat(4e3),
      `**q${'y'.repeat(985)}x\n\n`.repeat(4e3),
    ],
  ];
  for (const [what, text, like] of slow) {
    it(`is gone over as fast where there are spaces, not letters, in ${what}`, () => {
      const usual = timeOf(() => md(like));
      const time = timeOf(() => md(text));
      assert.ok(time <= 6 * Math.max(usual, 50), `${time.toFixed(0)} and ${usual.toFixed(0)} ms`);
    });
  }

  it('of one Anki note makes no hundreds of questions with all of it in each', () => {
    const note = (gaps: number, more: number) =>
      `#separator:tab\n#html:false\n${Array.from({ length: gaps }, (_, at) => `{{c${at}::x}}`).join('')}${'y'.repeat(more)}`;
    const count = (text: string) => findQuestions('a.txt', text).readings[0]?.questions.length;
    assert.equal(count(note(3, 100)), 3);
    assert.equal(count(note(999, 500_000)), 1);
    assert.equal(count(note(150, 0)), 100);
    // The text is in the wording of each.
    assert.equal(count(note(100, 19_000)), 11);
  });

  it('of Anki notes is read in steps by its length, not by the number of notes', () => {
    const gaps = Array.from({ length: 10 }, (_, at) => `{{c${at}::x}}`).join('');
    const text = `#separator:tab\n${`${gaps}${'y'.repeat(19_000)}\tz\n`.repeat(20)}`;
    const steps = readAnki(text);
    let count = 1;
    while (!steps.next().done) count++;
    // Ten gaps of each note, with its text, and the text without them.
    const length = 20 * 11 * 19_000;
    assert.ok(count > length / 100_000, `${count} steps`);
  });

  it('of JSON, GIFT or a table is read in steps by its number of questions', () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({ question: `${at}?`, answer: 'a' }));
    const csv = rows.map(({ question, answer }) => `${question},${answer}`).join('\n');
    for (const [name, text] of [
      ['a.json', JSON.stringify(rows)],
      ['a.csv', `question,answer\n${csv}`],
      ['a.gift', csv.replaceAll(/,(.*)/g, '{=$1}\n')],
    ] as const) {
      const { table } = findQuestions(name, text);
      for (const steps of [
        findQuestionsInSteps(name, text),
        ...(table ? [readAs(table, ['title', 'answer'])] : []),
      ]) {
        let count = 1;
        while (!steps.next().done) count++;
        assert.ok(count > rows.length / 500, `${name}: ${count} steps`);
      }
    }
  });

  it('is not read again and again from a package of Anki whose notes share it', () => {
    const text = 'x'.repeat(1_000);
    const note = { id: 1, tags: '', flds: text, data: new Uint8Array(100) };
    const within = fitting(2_250);
    assert.equal([...within([note, note])].length, 2);
    // For all tables together.
    assert.throws(() => [...within([{ name: 'x'.repeat(51) }])], /more text/);
    assert.equal([...fitting(0)([{ id: 1, due: null }])].length, 1);
    let read = 0;
    const endless = function* () {
      for (; ; read++) yield note;
    };
    assert.throws(() => [...fitting(10_000)(endless())], /more text/);
    assert.equal(read, 9);
  });

  it('of more notes with gaps than a pack has questions is told, not read', () => {
    const gaps = Array.from({ length: 100 }, (_, at) => `{{c${at}::x}}`).join('');
    const notes = Array.from({ length: 220 }, (_, at) => `${at} ${gaps}\n`).join('');
    const [reading] = findQuestions('a.txt', `#separator:tab\n#html:false\n${notes}`).readings;
    assert.equal(reading?.questions.length, 20_000);
    const told = reading.leftOut.filter(({ reason }) => reason === 'too-many');
    // A hundred of the note in which the limit was passed, and each further note.
    assert.equal(told.length, 100 + 19);
  });

  it('does not hold the category of a thousand questions a thousand times', () => {
    const category = 'a  b '.repeat(960);
    for (const text of [
      `# ${category}\n${'- x?\n'.repeat(20_000)}`,
      `- ${category}\n${'  - x?\n'.repeat(20_000)}`,
    ]) {
      const most = timeOf(() => md(text.replaceAll(/a {2}b /g, '')));
      assert.ok(timeOf(() => md(text)) < 3 * most + 200);
    }
  });

  it('is not searched for the end of a summary at each line', () => {
    const line = `<details></details>${'a'.repeat(2_400)}\n`;
    const text = line.repeat(400);
    const least = Math.min(...[1, 2].map(() => timeOf(() => md(text.replaceAll('details', 'b')))));
    assert.ok(timeOf(() => md(text)) < 5 * least + 150);
  });

  it('of items that name a part of answers is not compared with each of them', () => {
    const asked = ['What is a', 'Why is b', 'How is c'].map(one => `- ${one}?\n  - **Part:** so\n`);
    const text = `## T\n\n${'- Part\n'.repeat(100_000)}\n## Q\n\n${asked.join('')}`;
    const usual = timeOf(() => md(text.replaceAll('- Part', '- Next')));
    const time = timeOf(() => md(text));
    assert.ok(time <= 3 * usual, `${time.toFixed(0)} and ${usual.toFixed(0)} ms`);
  });

  it('of many topics is not counted anew for each of them', () => {
    const text = 'Topic 1\n- What is a?\n- Why b?\n\n'.repeat(25_000);
    const usual = timeOf(() => md(text.replaceAll('Topic 1', '- Topic')));
    const time = timeOf(() => md(text));
    assert.ok(time <= 3 * usual + 300, `${time.toFixed(0)} and ${usual.toFixed(0)} ms`);
  });

  it('of code in a card may have more lines than a call has arguments', () => {
    const { markdown } = htmlToMarkdown(`<pre>a${'\n'.repeat(300_000)}b</pre>`);
    assert.match(markdown, /^```\na\n/);
    assert.match(markdown, /\nb\n```$/);
  });

  it('in tags that nobody nests is its words', () => {
    const { markdown } = htmlToMarkdown(`${'<div><i>'.repeat(5_000)}a *b* <b>c</b>`);
    assert.equal(markdown.trim(), 'a \\*b\\*  c');
  });
});
