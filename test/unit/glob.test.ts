import assert from 'node:assert/strict';
import fc from 'fast-check';
import { literalFolder, matchGlob } from '../../src/study/glob';

describe('A pattern for files', () => {
  const cases: readonly [string, readonly string[], readonly string[]][] = [
    [
      '.interview/**/*.md',
      ['.interview/a.md', '.interview/b/c/a.md'],
      ['a.md', 'x.interview/a.md', '.interview/a.txt', 'x/.interview/a.md', '.interviewa.md'],
    ],
    [
      '**/*.questions.md',
      ['a.questions.md', 'x/y/a.questions.md', '.questions.md'],
      ['a.md', 'a.questions.md/x', 'aquestions.md'],
    ],
    ['*.md', ['a.md'], ['x/a.md', 'a.mdx']],
    ['docs/**', ['docs/a', 'docs/a/b'], ['docs', 'docsx/a']],
    ['**', ['a', 'a/b'], []],
    ['a?c.md', ['abc.md'], ['ac.md', 'a/c.md']],
    ['{a,b/*}.md', ['a.md', 'b/x.md'], ['c.md', 'b.md']],
    ['[a-c]1.md', ['b1.md'], ['d1.md', 'b2.md', '/1.md']],
    ['[!a]1.md', ['b1.md'], ['a1.md', '/1.md']],
    ['a+(b).md', ['a+(b).md'], ['aab.md', 'ab.md']],
    ['a**b.md', ['axxb.md', 'ab.md'], ['a/b.md']],
    ['é/*.md', ['é/a.md'], ['e/a.md']],
    ['{a', [], ['a', '{a']],
    ['[z-a].md', [], ['z.md', 'a.md']],
  ];
  for (const [glob, matches, others] of cases) {
    it(`${glob} matches ${matches.join(', ') || 'nothing'}`, () => {
      const test = matchGlob(glob);
      for (const path of matches) assert.equal(test(path), true, path);
      for (const path of others) assert.equal(test(path), false, path);
    });
  }

  it('never throws, whatever it is', () => {
    const pieces = fc.constantFrom(
      '*',
      '**',
      '/',
      '?',
      '{',
      '}',
      ',',
      '[',
      ']',
      '!',
      '\\',
      'a',
      '.',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.string(), (glob, path) => {
        matchGlob(glob.join(''))(path);
        literalFolder(glob.join(''));
      }),
    );
    assert.equal(matchGlob('*'.repeat(100_000))('a'), false);
    // Each path would take as many steps as both lengths multiplied.
    assert.equal(matchGlob('*a'.repeat(100))('a'.repeat(150)), true);
    assert.equal(matchGlob('*a'.repeat(101))('a'.repeat(150)), false);
  });

  it('tells the folder that all its paths are in', () => {
    assert.deepEqual(
      ['.interview/**/*.md', 'a/b/c.md', 'a/b*/c.md', '**/*.md', '*.md', 'a.md'].map(literalFolder),
      ['.interview', 'a/b', 'a', '', '', ''],
    );
  });
});
