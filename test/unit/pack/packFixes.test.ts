import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProblemCode, Severity } from '../../../src/study/question';
import { normalize } from '../../../src/study/pack/blocks';
import { finish } from '../../../src/study/steps';
import {
  diagnose as diagnoseInSteps,
  markedRange,
  type Surroundings,
} from '../../../src/study/pack/diagnose';
import { questionsOf, readPackFile, type FileDraft } from '../../../src/study/pack/file';
import {
  additionsFor,
  applyEdits,
  exerciseSkeleton,
  fixesFor,
} from '../../../src/study/pack/fixes';
import { beginHistory, continueHistory } from '../../../src/study/pack/renames';

const read = (text: string): FileDraft => finish(readPackFile({ path: 'mine.md', text }));
const diagnose = (draft: FileDraft, surroundings: Surroundings) =>
  finish(diagnoseInSteps(draft, surroundings));
const others = new Map([['signals', { file: 'other.md', startLine: 7, endLine: 9, bodyLine: 8 }]]);
const around = (before?: string, studied: readonly string[] = []): Surroundings => ({
  elsewhere: id => others.get(id),
  history: before === undefined ? undefined : beginHistory(read(before)),
  isStudied: id => studied.includes(id),
});

describe('What is wrong with a file while one writes it', () => {
  const cases: readonly [string, readonly string[], readonly [string, number, string][]][] = [
    ['nothing', ['## A?', '', '> h', '', '[see](#signals) and [this](#a)'], []],
    [
      'an id that a question in another file has',
      ['## Signals? {#signals}', '', '> h'],
      [['duplicate-id', 0, 'Signals? {#signals}']],
    ],
    [
      'an id twice in the file',
      ['## A?', '', '> h', '', '## a', '', '> h'],
      [['duplicate-id', 4, 'a']],
    ],
    [
      'a link to nowhere',
      ['## A?', '', '> h', '', 'See [that](#nowhere).'],
      [['missing-question', 4, '#nowhere']],
    ],
    [
      'a code block that is never closed, marked where it begins',
      ['## A?', '', '> h', '', '```python', 'x', '', '## B?', '', '> h'],
      [['unclosed-fence', 4, '```python']],
    ],
    [
      'a heading without a space, but no tag and no code',
      ['## A?', '', '> h', '', '##B?', '', '#flashcards', '', '```', '##C', '```'],
      [['missing-space', 4, '##B?']],
    ],
    [
      'hints that are missing, once a file',
      ['## A?', '', '## B?', '', '> h', '', '## C?', '', '## D?'],
      [['missing-hint', 0, 'A?']],
    ],
    ['a file without questions', ['', '# Title'], [['no-questions', 0, '']]],
  ];
  for (const [what, lines, expected] of cases) {
    it(`is ${what}`, () => {
      const problems = diagnose(read(lines.join('\n')), around());
      assert.deepEqual(
        problems.map(problem => {
          const { line, columns } = markedRange(problem, lines);
          return [problem.code, line, lines[line]!.slice(...columns)];
        }),
        expected,
      );
    });
  }

  it('is marked only at the start of a very long line', () => {
    const problem = { code: 'unsafe-link', startLine: 0 } as const;
    const { columns } = markedRange(problem, [`  ${'x'.repeat(100_000)}`]);
    assert.deepEqual(columns, [2, 1000]);
  });

  const exercise = (...lines: string[]) =>
    [
      '## B?',
      '> h',
      '### Exercise {kind="repair"}',
      'Do it.',
      '```python title="checks/test_a.py" check',
      'class A(TestCase):',
      '    def test_a(self): ...',
      '```',
      '```python title="a.py" solution',
      '```',
      ...lines,
    ].join('\n');
  /** The marked text for every kind. Pictures are looked for on disk, not here. */
  const marks: Record<
    Exclude<ProblemCode, 'missing-image' | 'list'>,
    readonly [text: string, line: number, marked: string, severity: Severity]
  > = {
    'duplicate-id': ['## A?\n> h\n## A! {#a} ##\n> h', 2, 'A! {#a} ##', 'warning'],
    'empty-question': ['## B?\n> h\n\n  ## {#x}', 3, '## {#x}', 'error'],
    encoding: ['## B?\n> h\n\n  caf\uFFFD  ', 3, 'caf\uFFFD', 'warning'],
    'exercise-file': [exercise('``` title="../a.py" start', '```'), 10, '../a.py', 'error'],
    'exercise-hints': [
      exercise(...[1, 2, 3, 4].map(number => `#### Hint\n${number}`)),
      16,
      '#### Hint',
      'warning',
    ],
    'exercise-incomplete': ['## B?\n> h\n### Exercise\nRead.', 2, 'Exercise', 'information'],
    'exercise-kind': [exercise().replace('repair', 'mend'), 2, 'kind="mend"', 'warning'],
    'exercise-mark': [exercise('``` title="b.py" begin', '```'), 10, 'begin', 'warning'],
    'exercise-minutes': [exercise().replace('"}', '" minutes="61"}'), 2, 'minutes="61"', 'warning'],
    'exercise-twice': [
      exercise('### Exercise', '``` title="b.py" start', '```'),
      10,
      'Exercise',
      'error',
    ],
    'id-changed': [
      '## How do Django signals work?\n> h',
      0,
      'How do Django signals work?',
      'warning',
    ],
    'invalid-id': ['## B? {#no good} ##\n> h', 0, '{#no good}', 'warning'],
    'missing-hint': ['text\n\n  ##  B?', 2, 'B?', 'information'],
    'missing-question': ['## B?\n> h\n\nText [x][y].\n\n[y]: #nowhere', 5, '#nowhere', 'warning'],
    'missing-space': ['## B?\n> h\n\n  ###Pitfalls  ', 3, '###Pitfalls', 'warning'],
    'no-questions': ['\n\n# Title', 0, '', 'warning'],
    'nul-character': ['## B?\n> h\n\nab\0c\0', 3, '\0', 'warning'],
    'swallowed-question': ['## B?\n> h\n\n```\nx\n\n## C?\n\n```python\ny\n```', 3, '```', 'error'],
    'too-large': [`  x${'\n'.repeat(5 * 1024 * 1024)}`, 0, '  x', 'error'],
    'unclosed-comment': ['## B?\n> h\n\n<!-- x\n\n## C?\n\n-->', 3, '<!-- x', 'warning'],
    'unclosed-fence': ['## B?\n> h\n\n- x\n  ~~~ python\n  y\n\nz', 4, '~~~ python', 'warning'],
    'unknown-section': ['## B?\n> h\n\n### Sum *up* ###', 3, 'Sum *up* ###', 'information'],
    'unsafe-image': [
      '## B?\n> h\n\nText ![a](https://a.org/b.png)',
      3,
      'https://a.org/b.png',
      'information',
    ],
    'unsafe-link': ['## B?\n> [x](file:///etc)', 1, 'file:///etc', 'warning'],
  };
  for (const [code, [text, at, marked, severity]] of Object.entries(marks)) {
    it(`is marked exactly: ${code}`, () => {
      const lines = text.split('\n');
      const bad = code === 'encoding' ? { badLine: 3 } : {};
      const before = code === 'id-changed' ? '## How do signals work?' : undefined;
      const draft = finish(readPackFile({ path: 'mine.md', text, ...bad }));
      const problems = diagnose(draft, around(before, ['how-do-signals-work']));
      assert.deepEqual(
        problems.map(problem => {
          const { line, columns } = markedRange(problem, lines);
          return [problem.code, problem.severity, line, lines[line]!.slice(...columns)];
        }),
        [[code, severity, at, marked]],
      );
    });
  }

  it('is a changed id: a warning where the old one was studied', () => {
    const before = '## How do signals work?\n\n> h';
    const now = '## How do Django signals work?\n\n> h';
    for (const [studied, severity] of [
      [['how-do-signals-work'], 'warning'],
      [[], 'information'],
    ] as const) {
      const [problem] = diagnose(read(now), around(before, studied));
      assert.deepEqual([problem?.code, problem?.severity], ['id-changed', severity]);
    }
    assert.deepEqual(diagnose(read(before), around(before)), []);
  });

  describe('is a changed id, however the wording changed:', () => {
    /** The file's saved versions, in order. */
    const cases: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
      [
        'typed and saved by VS Code in between',
        ['## How do we dep?', '## How do we release?', '## How do we release it all today?'],
        ['how-do-we-dep'],
        ['how-do-we-dep -> how-do-we-release-it-all-today'],
      ],
      [
        'of a question that came after the file was first read',
        ['## Old?', '## Old?\n\n## How do we deploy?', '## Old?\n\n## How do we deploy now?'],
        ['how-do-we-deploy'],
        ['how-do-we-deploy -> how-do-we-deploy-now'],
      ],
      [
        'back to the id that was studied last',
        ['## How do we dep?', '## How do we deploy?', '## How do we deploy now?'],
        ['how-do-we-dep', 'how-do-we-deploy'],
        ['how-do-we-deploy -> how-do-we-deploy-now'],
      ],
      [
        'and back again',
        ['## How do we dep?', '## How do we deploy?', '## How do we dep?'],
        [],
        [],
      ],
      [
        'while a new question is typed, of which nobody studied the beginnings',
        [
          '## Old?',
          '## Old?\n\n## How do',
          '## Old?\n\n## How do we',
          '## Old?\n\n## How do we go',
        ],
        [],
        [],
      ],
      [
        'to one that has an id of its own',
        ['## How do we deploy?', '## How do we deploy now? {#deploy}'],
        ['how-do-we-deploy'],
        [],
      ],
    ];
    for (const [what, texts, studied, expected] of cases) {
      it(what, () => {
        const drafts = texts.map(text => read(text));
        const history = drafts
          .slice(1, -1)
          .reduce((past, draft) => finish(continueHistory(past, draft)), beginHistory(drafts[0]!));
        const problems = diagnose(drafts.at(-1)!, {
          ...around(undefined, studied),
          history,
        }).filter(({ code }) => code === 'id-changed');
        assert.deepEqual(
          problems.map(
            ({ args, severity }) => `${args.join(' -> ')}${severity === 'warning' ? '' : severity}`,
          ),
          expected,
        );
      });
    }
  });

  it('is looked for with pauses in a large file', () => {
    const text = (word: string) =>
      Array.from({ length: 2000 }, (_, at) => `## What is ${word} ${at}?\n\n[x](#gone)\n`).join(
        '\n',
      );
    const steps = diagnoseInSteps(read(text('the view')), around(text('a view')));
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.ok(pauses > 50, String(pauses));
    const count = (code: ProblemCode) => step.value.filter(problem => problem.code === code).length;
    assert.deepEqual([count('id-changed'), count('missing-question')], [2000, 2000]);
  });

  it('is nothing in a README that has no questions', () => {
    const text = '# Pack\n\n- [a](a.md)\n';
    assert.deepEqual(diagnose(finish(readPackFile({ path: 'x/README.md', text })), around()), []);
  });
});

describe('A quick fix', () => {
  const cases: readonly [string, string, string, string, string?][] = [
    [
      'gives a duplicate an id and keeps its short title',
      '## S? {#signals title="S"}\n\n> h',
      'set-id',
      '## S? {#signals-2 title="S"}\n\n> h',
    ],
    ['gives a duplicate an id', '## S? {#signals}\n\n> h', 'set-id', '## S? {#signals-2}\n\n> h'],
    [
      'gives a second wording an id',
      '## A?\n\n> h\n\n## A!\n\n> h',
      'set-id',
      '## A?\n\n> h\n\n## A! {#a-2}\n\n> h',
    ],
    [
      'makes an id of what cannot be one',
      '## A b {#?} ##\n\n> h',
      'set-id',
      '## A b {#a-b} ##\n\n> h',
    ],
    [
      'keeps the old id',
      '## How do Django signals work? ##\n\n> h',
      'keep-id',
      '## How do Django signals work? {#how-do-signals-work} ##\n\n> h',
      '## How do signals work?\n\n> h',
    ],
    ['adds a hint', '## A?\n\nText', 'add-hint', '## A?\n\n> …\n\nText'],
    ['adds a hint close to the answer', '## A?\nText', 'add-hint', '## A?\n\n> …\n\nText'],
    ['adds a hint at the end', '## A?', 'add-hint', '## A?\n\n> …'],
    ['adds a hint below two lines', 'A\nb?\n---\n\nText', 'add-hint', 'A\nb?\n---\n\n> …\n\nText'],
    ['adds a hint to an item', '**K:**\n\n- **A?**\n', 'add-hint', '**K:**\n\n- **A?** (…)\n'],
    [
      'closes a code block before the next question',
      '## A?\n\n> h\n\n````py\n```\n\n## B?\n\n> h',
      'close-fence',
      '## A?\n\n> h\n\n````py\n```\n````\n\n## B?\n\n> h',
    ],
    [
      'closes a code block in a list',
      '## A?\n\n> h\n\n- x\n  ~~~\n  y\n\nz',
      'close-fence',
      '## A?\n\n> h\n\n- x\n  ~~~\n  y\n  ~~~\n\nz',
    ],
    [
      'names a section rightly',
      '## A?\n\n> h\n\n### Key point\n\n- x',
      'rename-section',
      '## A?\n\n> h\n\n### Key points\n\n- x',
    ],
    [
      'makes a link safe',
      '## A?\n\n> h\n\n[x](http://a.org/b)',
      'link-https',
      '## A?\n\n> h\n\n[x](https://a.org/b)',
    ],
    [
      'makes a heading of what was meant as one',
      '## A?\n\n> h\n\n ###Pitfalls\n\n- x',
      'add-space',
      '## A?\n\n> h\n\n ### Pitfalls\n\n- x',
    ],
    [
      'removes a heading without words',
      '## A?\n\n> h\n\n##\n',
      'remove-heading',
      '## A?\n\n> h\n\n\n',
    ],
    [
      'leads a link to the question that was meant',
      '## A?\n\n> h\n\n[x](#signal)',
      'link-to',
      '## A?\n\n> h\n\n[x](#signals)',
    ],
  ];
  for (const [what, text, kind, expected, before] of cases) {
    it(`${what}, and leaves nothing else to mend`, () => {
      const lines = text.split('\n');
      const draft = read(text);
      const problems = diagnose(draft, around(before));
      const [fix] = problems
        .flatMap(problem => fixesFor(problem, draft, lines, others.keys()))
        .filter(candidate => candidate.kind === kind);
      assert.ok(fix, problems.map(({ code }) => code).join());
      const fixed = applyEdits(text, fix.edits);
      assert.equal(fixed, expected);
      assert.deepEqual(
        diagnose(read(fixed), around(before)).map(({ code }) => code),
        [],
      );
    });
  }

  it('adds the question that a link leads to', () => {
    const text = '## A?\n\n> h\n\n[x](#nowhere)\n';
    const lines = text.split('\n');
    const draft = read(text);
    const [problem] = diagnose(draft, around());
    const [fix] = fixesFor(problem!, draft, lines, []);
    const fixed = applyEdits(text, fix!.edits);
    assert.equal(fixed, `${text}\n## … {#nowhere}\n`);
    assert.deepEqual(
      diagnose(read(fixed), around()).map(({ code }) => code),
      ['missing-hint'],
    );
  });

  it('says how many questions have no hint, if it is more than one', () => {
    const args = (text: string) => diagnose(read(text), around()).map(problem => problem.args);
    assert.deepEqual(args('## A?\n\n## B?\n\n## C?'), [[3]]);
    assert.deepEqual(args('## A?'), [[]]);
  });

  it('names a heading that is no section once, and many kinds of them in one', () => {
    const told = (...titles: readonly string[]) => {
      const text = `## A?\n\n> h\n\n${titles.map(title => `### ${title}\n\nText\n`).join('\n')}`;
      return diagnose(read(text), around()).map(({ key, startLine, args }) => [
        key,
        startLine,
        ...args,
      ]);
    };
    assert.deepEqual(told('How', 'Why', 'How', 'How'), [
      ['unknown-section.several', 4, 'How', 3],
      ['unknown-section', 8, 'Why'],
    ]);
    assert.deepEqual(told('A', 'B', 'C', 'D', 'E', 'A', 'F'), [
      ['unknown-section.several', 4, 'A', 7],
    ]);
  });

  it('adds the sections an answer lacks, each at its place', () => {
    const text = '## A?\n\n> h\n\n### In depth\n\nText\n\n### Pitfalls\n\n- p\n\n## B?\n\n> h';
    const [question] = questionsOf(read(text));
    const fix = additionsFor(question!, text.split('\n')).find(
      ({ kind }) => kind === 'add-sections',
    );
    assert.equal(fix?.subject, 'In short, Key points, Follow-up questions, Read more');
    const fixed = applyEdits(text, fix.edits);
    assert.equal(
      fixed,
      [
        ...['## A?', '', '> h', '', '### In short', '', '…', '', '### In depth', '', 'Text', ''],
        ...['### Key points', '', '- …', '', '### Pitfalls', '', '- p', ''],
        ...['### Follow-up questions', '', '- **…?** …', '', '### Read more', ''],
        ...['- [Django documentation](https://docs.djangoproject.com/)', '', '## B?', '', '> h'],
      ].join('\n'),
    );
    const [again] = questionsOf(read(fixed));
    assert.deepEqual(
      additionsFor(again!, fixed.split('\n')).map(({ kind }) => kind),
      ['add-id', 'add-exercise'],
    );
  });

  it('adds an exercise that has nothing wrong, and none where one is', () => {
    const text = '## A? {#a}\n\n> h\n\n### In short\n\nText\n\n## B? {#b}\n\n> h';
    const [question] = questionsOf(read(text));
    const fix = additionsFor(question!, text.split('\n')).find(one => one.kind === 'add-exercise');
    const fixed = applyEdits(text, fix!.edits);
    const draft = read(fixed);
    const [first, second] = questionsOf(draft);
    assert.deepEqual(first?.exercise, { kind: 'repair', minutes: 15 });
    assert.equal(second?.wishedId, 'b');
    assert.deepEqual(diagnose(draft, around()), []);
    const again = additionsFor(first, fixed.split('\n')).map(({ kind }) => kind);
    assert.deepEqual(again, ['add-sections']);
  });

  for (const [what, find, replace, kind, subject] of [
    ['a mark that is none', '.py" solution', '.py" solutoin', 'set-mark', 'solution'],
    ['a missing mark', '.py" start', '.py"', 'set-mark', 'start'],
    ['a kind that is none', '"repair"', '"repare"', 'set-kind', 'repair'],
    [
      'a check by another name',
      '"checks/test_views',
      '"tests/views',
      'rename-file',
      'checks/test_views.py',
    ],
    ['a check that is missing', /```python title="checks[^]*?\n```\n\n/, '', 'add-block', 'check'],
    [
      'a solution that is missing',
      /```python title="[^"]*" solution[^]*?\n```\n\n/,
      '',
      'add-block',
      'solution',
    ],
  ] as const) {
    it(`mends an exercise with ${what}`, () => {
      const text = `## A? {#a}\n\n> h\n\n### ${exerciseSkeleton}`.replace(find, replace);
      const draft = read(text);
      const fixes = diagnose(draft, around()).flatMap(problem =>
        fixesFor(problem, draft, text.split('\n'), []),
      );
      const fix = fixes.find(one => one.kind === kind && one.subject === subject);
      assert.ok(fix);
      assert.deepEqual(diagnose(read(applyEdits(text, fix.edits)), around()), []);
    });
  }

  it('looks at each line of an exercise a few times, however many marks its code has', () => {
    const code = ['```python title="a.py" start', ...Array<string>(3000).fill('#### x'), '```'];
    const text = ['## A? {#a}', '> h', '### Exercise {kind="repair"}', 'x', ...code].join('\n\n');
    const draft = read(text);
    const all = text.split('\n');
    let looked = 0;
    const lines = new Proxy(all, {
      get: (target, key) => ((looked += 1), Reflect.get(target, key) as unknown),
    });
    const fixes = diagnose(draft, around()).flatMap(problem => fixesFor(problem, draft, lines, []));
    assert.ok(fixes.some(({ kind, edits }) => kind === 'add-block' && edits[0]!.line > 3000));
    assert.ok(looked < 10 * all.length, `${looked} times`);
  });

  it('adds an id that changes nothing but the text', () => {
    for (const text of [
      ...['## A b?', 'A b?\n---\n', 'A\nb?\n---\n', '##  A b?  ##  '],
      '- x\n\n## A b?\n\nx',
    ]) {
      const [question] = questionsOf(read(text));
      const [fix] = additionsFor(question!, text.split('\n'));
      const [fixed] = questionsOf(read(applyEdits(text, fix!.edits)));
      assert.deepEqual(
        [fixed!.title, fixed!.explicitId, fixed!.wishedId],
        ['A b?', 'a-b', question!.wishedId],
      );
    }
  });

  it('never throws and edits within the lines, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        '# ',
        '## ',
        '### ',
        '> ',
        '- ',
        '**A:**\n',
        '- **Q**',
        '\n',
        '\n\n',
        '```',
        '~~~',
        '{#a}',
      ],
      ...['{#?}', ' ##', 'word', '[x](#y)', '[x](http://y)', '---', '\t', '  ', '\0', 'Key point'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), list => {
        const text = normalize(list.join(''));
        const lines = text.split('\n');
        const draft = read(text);
        const fixes = [
          ...diagnose(draft, around('## word\n')).flatMap(problem => {
            const { line, columns } = markedRange(problem, lines);
            assert.ok(columns[0] <= columns[1] && columns[1] <= lines[line]!.length);
            return fixesFor(problem, draft, lines, ['signals']);
          }),
          ...questionsOf(draft).flatMap(question => additionsFor(question, lines)),
        ];
        for (const { line, start, end } of fixes.flatMap(({ edits }) => edits)) {
          assert.ok(line >= 0 && line < lines.length, `${line} of ${lines.length}`);
          assert.ok(start >= 0 && start <= end && end <= lines[line]!.length);
        }
      }),
      { numRuns: 400 },
    );
  }).timeout(30_000);
});
