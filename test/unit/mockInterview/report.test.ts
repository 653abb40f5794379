import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Interview, InterviewQuestion } from '../../../src/study/mockInterview/interview';
import { reportOf } from '../../../src/study/mockInterview/report';
import {
  comparisonSentence,
  reportMarkdown,
} from '../../../src/study/mockInterview/reportMarkdown';
import { interviewScore, questionScore } from '../../../src/study/mockInterview/score';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { begin, interview } from './arbitraries';
import { format, texts } from './reportTexts';

/** A finished interview with these questions. */
function ended(questions: readonly Partial<InterviewQuestion>[], changes: Partial<Interview> = {}) {
  const start = begin(questions.length);
  return {
    ...start,
    status: 'finished',
    questions: start.questions.map((question, index) => ({ ...question, ...questions[index] })),
    ...changes,
  } satisfies Interview;
}

const four = ['one', 'two', 'three', 'four'];

describe('the score', () => {
  const cases: readonly (readonly [string, Partial<InterviewQuestion>, number | undefined])[] = [
    ['of a question not rated is none', { phase: 'revealed' }, undefined],
    ['of a skipped question is 0', { phase: 'skipped' }, 0],
    ['of Again is 0', { phase: 'rated', rating: 1 }, 0],
    ['of Hard is 0.5', { phase: 'rated', rating: 2 }, 0.5],
    ['of Good is 0.8', { phase: 'rated', rating: 3 }, 0.8],
    ['of Easy is 1', { phase: 'rated', rating: 4 }, 1],
    [
      'is half the rating and half the key points',
      { phase: 'rated', rating: 3, keyPoints: four, ticked: [0, 2] },
      0.65,
    ],
    [
      'is the rating alone where nothing was ticked',
      { phase: 'rated', rating: 3, keyPoints: four },
      0.8,
    ],
  ];
  for (const [name, question, score] of cases) {
    it(name, () => {
      assert.equal(questionScore({ ...begin(1).questions[0]!, ...question }), score);
    });
  }

  it('of an interview is the mean of what was rated or skipped', () => {
    const one = ended([
      { phase: 'rated', rating: 4 },
      { phase: 'skipped' },
      { phase: 'revealed' },
      { phase: 'planned' },
    ]);
    assert.equal(interviewScore(one), 0.5);
    assert.equal(interviewScore(begin()), undefined);
  });
});

describe('the report of an interview', () => {
  const one = ended(
    [
      {
        phase: 'rated',
        rating: 2,
        answer: 'A framework.\n\n```py\nimport django',
        keyPoints: four,
        ticked: [1],
        spent: 200_000,
      },
      { phase: 'skipped', spent: 4000 },
      { phase: 'rated', rating: 4, keyPoints: four, spent: 30_000 },
      { phase: 'planned' },
    ],
    { started: 500, status: 'abandoned' },
  );
  const before = [
    ended([{ phase: 'rated', rating: 4, spent: 9000 }], { id: 'a', started: 100 }),
    ended([{ phase: 'rated', rating: 3 }], { id: 'b', started: 200 }),
    ended([{ phase: 'revealed' }], { id: 'unrated', started: 300 }),
    ended([{ phase: 'rated', rating: 1 }], { id: 'later', started: 600 }),
    { ...begin(1), id: 'open', started: 50 },
  ];
  const report = reportOf(one, [...before, one]);

  it('counts by category what was asked', () => {
    assert.deepEqual(report.total, {
      asked: 3,
      skipped: 1,
      score: (0.375 + 0 + 1) / 3,
      spent: 234_000,
      covered: 1,
      keyPoints: 4,
    });
    assert.deepEqual(
      report.categories.map(({ category, asked, score, spent }) => [category, asked, score, spent]),
      [
        ['Security', 2, 0.6875, 230_000],
        ['Forms', 1, 0, 4000],
      ],
    );
  });

  it('names what to study, the worst first, and the key points missed', () => {
    assert.deepEqual(
      report.study.map(({ question }) => question.id),
      ['__proto__', 'question-1'],
    );
    assert.deepEqual(
      report.questions.map(({ missed }) => missed),
      [['one', 'three', 'four'], [], []],
    );
    assert.deepEqual(
      report.questions.map(({ overtime }) => overtime),
      [20_000, 0, 0],
    );
  });

  it('compares with the interviews before it that have a score', () => {
    assert.deepEqual(
      report.before.map(({ id }) => id),
      ['b', 'a'],
    );
    assert.ok(Math.abs((report.change ?? 0) - (1.375 / 3 - 0.9)) < 1e-12);
    assert.equal(comparisonSentence(report, texts), '44 points worse than the mean of 2');
  });

  it('reads as Markdown', () => {
    assert.equal(
      reportMarkdown(report, texts, format),
      `# Mock interview of day 500

Ended early.

**Score: 46%** · Questions: 3 · Time: 234 s · Key points: 1 of 4 · 1 skipped

## By category

| Category | Score | Questions | Key points | Time |
| --- | ---: | ---: | ---: | ---: |
| Deep Dive › Security | 69% | 2 | 1 of 4 | 230 s |
| Deep Dive › Forms | 0% | 1 | – | 4 s |
| **Total** | 46% | 3 | 1 of 4 | 234 s |

## Study next

- Question 2? – Skipped
- [Question 1?](<vscode://study/question-1>) – Hard · Key points: 1 of 4

## Key points missed

**[Question 1?](<vscode://study/question-1>)**

- one
- three
- four

## Answers

### 1. Question 1?

Hard · Key points: 1 of 4 · 200 s · 20 s over

> A framework.
>
> \`\`\`py
> import django
> \`\`\`

### 2. Question 2?

Skipped · 4 s

### 3. Question 3?

Easy · 30 s

*Nothing was typed.*

## Compared

44 points worse than the mean of 2

| Date | Score | Questions | Time |
| --- | ---: | ---: | ---: |
| **This one** day 500 | **46%** | 3 | 234 s |
| day 200 | 80% | 1 | 0 s |
| day 100 | 100% | 1 | 9 s |

---

How the score is made.
`,
    );
  });

  it('says so when nothing was asked', () => {
    const untouched = ended([{ phase: 'planned' }], { status: 'abandoned' });
    const text = reportMarkdown(reportOf(untouched, []), texts, format);
    assert.match(text, /Ended early\.\n\nNothing was rated\.\n\n## Study next\n\nNothing\.\n\n---/);
  });

  it('keeps its tables and links whole, whatever titles hold', () => {
    const odd = ended([
      {
        phase: 'skipped',
        id: 'question-1',
        title: 'Why `a | b`, [x](y)\nand\n# more?',
        collection: 'C | <b>',
        category: 'K\n| *x*',
      },
    ]);
    const text = reportMarkdown(reportOf(odd, []), texts, format);
    assert.match(text, /^\| C &#124; &#60;b\\> › K &#124; \\\*x\\\* \| 0% \|/m);
    assert.match(text, /^- Why `a \| b`, &#91;x&#93;\(y\) and # more\? – Skipped$/m);
  });

  it('never has a figure that is not one', () => {
    fc.assert(
      fc.property(interview, fc.array(interview, { maxLength: 3 }), (mine, others) => {
        const all = others.map((other, index) => ({ ...other, id: `other-${index}` }));
        const text = reportMarkdown(reportOf(mine, all), texts, format);
        assert.doesNotMatch(text, /NaN|undefined|Infinity/);
        const { total } = reportOf(mine, all);
        assert.ok(total.score === undefined || (total.score >= 0 && total.score <= 1));
      }),
    );
  });

  it('has no overtime without a limit', () => {
    const settings = { ...defaultInterviewSettings, secondsPerQuestion: 0 };
    const slow = ended([{ phase: 'skipped', spent: 1e7 }], { settings });
    assert.equal(reportOf(slow, []).questions[0]?.overtime, 0);
  });
});
