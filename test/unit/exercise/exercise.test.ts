import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checksOf } from '../../../src/study/exercise/checks';
import { readExercise, summaryOf, type Exercise } from '../../../src/study/exercise/exercise';
import { fileToEdit, projectOf, withSolution } from '../../../src/study/exercise/project';
import { refusedPaths } from '../../../src/study/fileNames';
import { settingsOfTools } from './settingsOfTools';
import { renderAnswer } from '../../../src/study/markdown/render';
import { parseAnswer, parsePack, questionBody, withoutExercise } from '../../../src/study/pack';
import { keepExercise } from '../../../src/study/pack/answer';
import { completionPlace } from '../../../src/study/pack/complete';
import { packMarkdown } from '../../../src/study/pack/write';

const text = `# Shop

## Slow list? {#slow-list}

> Count the queries.

### In short

Use \`select_related\`.

### Exercise {kind="repair" minutes="15"}

The list in \`shop/views.py\` is slow. Make it fast.

\`\`\`python
print('an example, which is shown')
\`\`\`

\`\`\`python title="shop/views.py" start
def books(request):
    return []
\`\`\`

\`\`\`python title="checks/test_books.py" check
from django.test import TestCase


class BookTests(TestCase):
    def test_counts_the_queries_once(self):
        pass

    async def test_other(
        self,
    ):
        """The page shows each author."""
\`\`\`

\`\`\`python title="shop/views.py" solution
def books(request):
    return SECRET
\`\`\`

\`\`\`\`html title="templates/new.html" solution
\`\`\`
\`\`\`\`

#### Hint

Look at \`views.py\` [there][docs].

#### Hint

Second.

#### After the checks

What about caching?

## Next?

> h

[docs]: https://docs.djangoproject.com/
`;

function exerciseIn(markdown: string): Exercise | undefined {
  const { collections } = parsePack([{ path: 'a.md', text: markdown }]);
  const question = collections[0]?.categories[0]?.questions[0];
  if (!question) return undefined;
  const answer = parseAnswer(questionBody(markdown, question.source), question.source.bodyLine);
  const exercise = answer.exercise && readExercise(answer.exercise);
  assert.deepEqual(
    question.exercise,
    exercise && {
      kind: exercise.kind,
      ...(exercise.minutes !== undefined && { minutes: exercise.minutes }),
    },
    'the question says of its exercise what the reader finds',
  );
  return exercise;
}

describe('An exercise', () => {
  it('is read with its files, hints and what comes after', () => {
    const exercise = exerciseIn(text);
    assert(exercise);
    const { start, checks, solution, ...rest } = exercise;
    assert.deepEqual(rest, {
      kind: 'repair',
      minutes: 15,
      task: "The list in `shop/views.py` is slow. Make it fast.\n\n```python\nprint('an example, which is shown')\n```",
      hints: ['Look at `views.py` [there][docs].', 'Second.'],
      after: 'What about caching?\n\n[docs]: https://docs.djangoproject.com/',
    });
    assert.deepEqual(
      [start, checks, solution].map(files => files.map(({ path }) => path)),
      [['shop/views.py'], ['checks/test_books.py'], ['shop/views.py', 'templates/new.html']],
    );
    assert.equal(start[0]?.text, 'def books(request):\n    return []\n');
    assert.equal(solution[1]?.text, '```\n');
    const lines = text.split('\n');
    for (const { path, line } of [...start, ...checks, ...solution]) {
      assert(lines[line]?.includes(`title="${path}"`), `${path} is on line ${line}`);
    }
  });

  it('is the same in the bullets form, in a list of a file with CRLF', () => {
    const [, section = ''] = text.split('### Exercise');
    const body = `### Exercise${section.split('## Next?')[0] ?? ''}`;
    const indented = body.split('\n').map(line => (line === '' ? '' : `  ${line}`));
    const list = ['**Shop:**', '', '* **Slow list?** (h)', '', ...indented].join('\r\n');
    const exercise = exerciseIn(list);
    assert.equal(exercise?.checks[0]?.text, exerciseIn(text)?.checks[0]?.text);
    const { line = 0 } = exercise?.solution[0] ?? {};
    assert(list.split('\r\n')[line]?.includes('solution'));
  });

  it('is not shown with the answer: its solution least of all', () => {
    const { collections } = parsePack([{ path: 'a.md', text }]);
    const source = collections[0]!.categories[0]!.questions[0]!.source;
    const { sections, code } = renderAnswer(
      parseAnswer(questionBody(text, source), source.bodyLine),
    );
    assert.equal(sections.length, 1);
    assert(!JSON.stringify([sections, code]).includes('SECRET'));
  });

  it('is not shown with an answer so long that it is read in pieces', () => {
    const long = text.replace('Use ', `${'Words and more words.\n\n'.repeat(2_000)}Use `);
    const own = long.replace('return SECRET', `${'    # a line\n'.repeat(4_000)}    return SECRET`);
    assert.equal(exerciseIn(own)?.hints.length, 2);
    const { source } = parsePack([{ path: 'a.md', text: own }]).collections[0]!.categories[0]!
      .questions[0]!;
    const body = questionBody(own, source);
    assert(!JSON.stringify(parseAnswer(body, 0).sections).includes('# a line'));
    assert(!JSON.stringify(parseAnswer(body, 0).sections).includes('SECRET'));
  });

  it('is left out where an answer is copied or told', () => {
    const { source } = parsePack([{ path: 'a.md', text }]).collections[0]!.categories[0]!
      .questions[0]!;
    const body = questionBody(text, source);
    assert.equal(withoutExercise(body).trim(), '### In short\n\nUse `select_related`.');
    for (const other of ['', 'text', '### Exercise\n\nTry.', '```\n### Exercise\n```']) {
      assert.equal(withoutExercise(other), other);
    }
  });

  it('stays with its question where a table or a deck brings another answer', () => {
    const { source } = parsePack([{ path: 'a.md', text }]).collections[0]!.categories[0]!
      .questions[0]!;
    const body = questionBody(text, source);
    const kept = keepExercise(body, 'Another.\n');
    assert.equal(withoutExercise(kept), 'Another.');
    assert.deepEqual(
      { ...parseAnswer(kept, 0).exercise, line: 0 },
      { ...parseAnswer(body, 0).exercise, line: 0 },
    );
    assert.equal(keepExercise('Old.', 'New.'), 'New.');
    assert.equal(keepExercise(body, body), body);
  });

  it('is completed by its marks and kinds', () => {
    for (const [before, kind, rest] of [
      ['### Exercise {kind="re', 'exercise-kind', 're'],
      ['```python title="a.py" ', 'exercise-mark', ''],
      ['~~~ title="a.py" sol', 'exercise-mark', 'sol'],
      ['```python title="a.py', undefined, ''],
      ['### Exercise {', 'section', 'Exercise {'],
    ] as const) {
      const place = completionPlace(before);
      assert.equal(place?.kind, kind, before);
      if (place) assert.equal(before.slice(place.start), rest);
    }
  });

  it('is none without a marked block: then the section is text as ever', () => {
    const plain = '## A?\n\n> h\n\n### Exercise\n\nTry it.\n\n```python title="a.py"\nx\n```\n';
    assert.equal(exerciseIn(plain), undefined);
    const { collections } = parsePack([{ path: 'a.md', text: plain }]);
    const { source } = collections[0]!.categories[0]!.questions[0]!;
    const { sections } = parseAnswer(questionBody(plain, source), source.bodyLine);
    assert.deepEqual(
      sections.map(({ kind, title }) => [kind, title]),
      [['other', 'Exercise']],
    );
  });

  for (const [what, from, to] of [
    ['a task', /\nThe list[^]*?shown'\)\n```\n/, ''],
    ['a check', /```python title="checks[^]*?\n```\n/, ''],
    ['a solution', /`{3,4}\w+ title="[^"]*" solution[^]*?\n`{3,4}\n(?:`{4}\n)?/g, ''],
  ] as const) {
    it(`is none without ${what}, and says so`, () => {
      const changed = text.replace(from, to);
      assert.notEqual(changed, text);
      assert.equal(exerciseIn(changed), undefined);
      const { problems } = parsePack([{ path: 'a.md', text: changed }]);
      assert.deepEqual(
        problems.map(({ code, severity, startLine }) => [code, severity, startLine]),
        [['exercise-incomplete', 'error', 10]],
      );
    });
  }

  it('stays as it is through an export as a pack', () => {
    const own = text.replace('[there][docs]', 'there');
    const { collections } = parsePack([{ path: 'a.md', text: own }]);
    const category = collections[0]!.categories[0]!;
    const written = packMarkdown([
      {
        title: category.title,
        questions: category.questions.map(question => ({
          ...question,
          body: questionBody(own, question.source),
        })),
      },
    ]);
    const withoutLines = (exercise: Exercise | undefined) =>
      JSON.stringify(exercise, (key, value: unknown) => (key === 'line' ? 0 : value));
    assert.equal(withoutLines(exerciseIn(written)), withoutLines(exerciseIn(own)));
  });

  it('keeps only files whose names are safe, and tells of the others by line', () => {
    const bad = [
      ['../out.py', 'start', 'exercise-file'],
      ['.git/config', 'start', 'exercise-file'],
      ['/etc/passwd', 'solution', 'exercise-file'],
      ['shop/Views.py', 'solution', 'exercise-file'],
      ['requirements.txt', 'start', 'exercise-file'],
      ['tests/test_a.py', 'check', 'exercise-file.check'],
      ['checks/../x/test_a.py', 'check', 'exercise-file'],
      ['checks/helpers.py', 'solution', 'exercise-file.checks'],
      ['shop/views.py', 'start', 'exercise-file.twice'],
      ['conftest.py', 'start', 'exercise-file.run'],
      ['conftest/__init__.py', 'start', 'exercise-file.run'],
      ['shop/Conftest/a.py', 'solution', 'exercise-file.run'],
      ['conftest.pyc', 'start', 'exercise-file'],
      ['shop/Conftest.py', 'solution', 'exercise-file.run'],
      ['__init__.py', 'start', 'exercise-file.run'],
      ['__main__.py', 'start', 'exercise-file.run'],
      ['pytest.ini', 'start', 'exercise-file.run'],
      ['pyproject.toml', 'solution', 'exercise-file.run'],
      ['mypy.ini', 'start', 'exercise-file.run'],
      ['pylintrc.toml', 'start', 'exercise-file.run'],
      ['shop/static/vite.config.mjs', 'start', 'exercise-file.run'],
      ['shop/Cargo.toml', 'start', 'exercise-file.run'],
      ...settingsOfTools.map(path => [path, 'start', 'exercise-file.run'] as const),
      ['pdb.py', 'start', 'exercise-file.name'],
      ['json/__init__.py', 'start', 'exercise-file.name'],
      ['pytest.py', 'solution', 'exercise-file.name'],
      ['_pytest/config/a.py', 'start', 'exercise-file.name'],
      ['vscode_pytest.py', 'start', 'exercise-file.name'],
      ['cProfile.py', 'start', 'exercise-file.name'],
      ['pytest_cov.py', 'start', 'exercise-file.name'],
    ] as const;
    for (const [path, mark, key] of bad) {
      const block = `\`\`\`python title="${path}" ${mark}\nEVIL\n\`\`\`\n\n#### After`;
      const changed = text.replace('#### After', block);
      assert(!JSON.stringify(exerciseIn(changed)).includes('EVIL'), path);
      const { problems } = parsePack([{ path: 'a.md', text: changed }]);
      const line = changed.slice(0, changed.indexOf('\nEVIL')).split('\n').length - 1;
      assert.deepEqual(
        problems.map(({ key: said, args, startLine }) => [said, args[0], startLine]),
        [[key, path, line]],
      );
    }
  });

  it('says which library a refused file is named like, and where it could be', () => {
    for (const [path, name] of [
      ['queue.py', 'queue'],
      ['calendar/views.py', 'calendar'],
    ] as const) {
      const block = `\`\`\`python title="${path}" start\nx\n\`\`\`\n\n#### After`;
      const [problem] = parsePack([
        { path: 'a.md', text: text.replace('#### After', block) },
      ]).problems;
      assert.match(problem?.message ?? '', new RegExp(`library “${name}”`));
      assert.ok(problem?.message.includes(`shop/${path}`), problem?.message);
      const { start = [] } =
        exerciseIn(text.replace('#### After', block.replace(path, `shop/${path}`))) ?? {};
      assert.ok(start.some(file => file.path === `shop/${path}`));
    }
  });

  it('keeps files by the names of modules that no tool takes for those', () => {
    for (const path of [
      'shop/json.py',
      'orders/models.py',
      'locale/de/django.po',
      'email/a.html',
      'vscode/models.py',
      'library/models.py',
      'accounts/models.py',
      'e2e/a.py',
      'functions/a.py',
      'attributes/models.py',
      'shop/config.py',
      'requirements/base.txt',
      'deploy/web.yaml',
      'contracts/book.json',
      'Dockerfile',
    ]) {
      const block = `\`\`\`python title="${path}" start\nx\n\`\`\`\n\n#### After`;
      const { start = [] } = exerciseIn(text.replace('#### After', block)) ?? {};
      assert.ok(
        start.some(file => file.path === path),
        path,
      );
    }
  });

  it('becomes a project on the bookshop, without and with its solution', () => {
    const exercise = exerciseIn(text)!;
    const bookshop = [
      { path: 'manage.py', text: 'run' },
      { path: 'shop/__init__.py', text: '' },
      { path: 'shop/views.py', text: 'old' },
    ];
    const given = projectOf(exercise, bookshop);
    const solved = withSolution(exercise, bookshop);
    const paths = (files: readonly { path: string }[]) => files.map(({ path }) => path);
    const start = [
      'checks/__init__.py',
      'checks/test_books.py',
      'manage.py',
      'shop/__init__.py',
      'shop/views.py',
    ];
    assert.deepEqual(paths(given), start);
    assert.deepEqual(paths(solved), [...start, 'templates/new.html']);
    assert(given.find(({ path }) => path === 'shop/views.py')?.text.includes('return []'));
    assert(solved.find(({ path }) => path === 'shop/views.py')?.text.includes('SECRET'));
    assert.equal(fileToEdit(exercise), 'shop/views.py');
  });

  it('names its checks in words', () => {
    assert.deepEqual(checksOf(exerciseIn(text)!), [
      {
        id: 'checks.test_books.BookTests.test_counts_the_queries_once',
        name: 'Counts the queries once',
        path: 'checks/test_books.py',
        line: 4,
      },
      {
        id: 'checks.test_books.BookTests.test_other',
        name: 'The page shows each author.',
        path: 'checks/test_books.py',
        line: 7,
      },
    ]);
  });

  it('is summed up by its first sentence', () => {
    const cases: readonly [string, string][] = [
      ['One. Two.', 'One.'],
      ['See `a.b. c` and\ngo! Then', 'See `a.b. c` and go!'],
      ['Version 5.2 is **old.** Yes', 'Version 5.2 is **old.**'],
      ['No end\n\nNext.', 'No end'],
      ['改 `views.py`。然后', '改 `views.py`。'],
    ];
    for (const [task, summary] of cases) assert.equal(summaryOf({ task }), summary);
  });

  it('never has a file outside its project, whatever the section says', () => {
    const piece = fc.constantFrom(
      '```python title="checks/test_a.py" check\n    def test_a(self): 1\n```',
      '~~~ title="a.py" solution\nx\n~~~',
      '```title="../a" start\n',
      '```',
      '#### Hint',
      '#### After the checks',
      'Text.',
      '[a]: https://b.c',
      '- item\n  ```python title="b.py" solution\n  ```',
      '> ``` title="c.py" start',
      '',
    );
    const word = fc.oneof(piece, fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), fc.string(), (lines, heading) => {
        const exercise = readExercise({
          kind: 'exercise',
          title: `Exercise {${heading}}`,
          markdown: lines.join('\n'),
          line: 0,
        });
        if (!exercise) return;
        const all = [...exercise.start, ...exercise.checks, ...exercise.solution];
        assert.deepEqual(refusedPaths([...new Set(all.map(({ path }) => path))]), []);
        assert(exercise.hints.length <= 3);
        checksOf(exercise);
        projectOf(exercise, [{ path: 'A.py', text: '' }]);
      }),
    );
  });

  it('is not read where it is too long to be shown', () => {
    const markdown = [
      '```python title="checks/test_a.py" check\n```',
      '```python title="a.py" solution\n```',
      'Do it.',
    ].join('\n\n');
    const section = { kind: 'exercise', title: 'Exercise', markdown, line: 0 } as const;
    assert.ok(readExercise(section));
    const long = `${markdown}\n\n${'- a\n'.repeat(100_000)}`;
    assert.equal(readExercise({ ...section, markdown: long }), undefined);
  });
});
