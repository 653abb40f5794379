import assert from 'node:assert/strict';
import { finish } from '../../../src/study/steps';
import { questionsOf, readPackFile } from '../../../src/study/pack/file';
import { findRenames, similarity } from '../../../src/study/pack/renames';

const questions = (titles: readonly string[]) =>
  questionsOf(
    finish(
      readPackFile({ path: 'a.md', text: titles.map(title => `## ${title}\n\n> h\n`).join('\n') }),
    ),
  );

describe('A question that was worded anew', () => {
  const cases: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
    [
      'is recognised at its place',
      ['First?', 'How do signals work?', 'Last?'],
      ['First?', 'How do Django signals work?', 'Last?'],
      ['how-do-signals-work -> how-do-django-signals-work'],
    ],
    [
      'is recognised behind a new one at the start',
      ['First?', 'How do signals work?'],
      ['Brand new', 'First?', 'How do signals really work?'],
      ['how-do-signals-work -> how-do-signals-really-work'],
    ],
    [
      'is recognised beside another one that was',
      ['What is a view?', 'What is a form?'],
      ['What is a Django view?', 'What is a Django form?'],
      ['what-is-a-view -> what-is-a-django-view', 'what-is-a-form -> what-is-a-django-form'],
    ],
    ['is another one where it reads otherwise', ['How do signals work?'], ['Define caching'], []],
    [
      'is another one at another place',
      ['How do signals work?', 'B?'],
      ['B?', 'How do signals work'],
      [],
    ],
    ['is not one that is still there', ['A question?'], ['A question? ', 'A question then?'], []],
    [
      'keeps the id that the author gave it',
      ['How do signals work? {#a}'],
      ['How do signals work now?'],
      [],
    ],
    [
      'has the id that the author gives it now',
      ['How do signals work?'],
      ['How do signals work now? {#b}'],
      [],
    ],
    ['is not one that was deleted', ['How do signals work?', 'B?'], ['B?'], []],
  ];
  for (const [what, before, after, expected] of cases) {
    it(what, () => {
      const renames = finish(findRenames(questions(before), questions(after)));
      assert.deepEqual(
        renames.map(rename => `${rename.before.wishedId} -> ${rename.after.wishedId}`),
        expected,
      );
    });
  }

  it('is followed where its author chose another id, if asked for', () => {
    const before = questions(['How do signals work? {#a}', 'What is a view?', 'What is a form?']);
    const after = questions([
      'How do signals work now?',
      'What is a view? {#x}',
      'What is a form {#y}',
    ]);
    assert.deepEqual(
      finish(findRenames(before, after, true)).map(rename => rename.after.wishedId),
      ['how-do-signals-work-now', 'x', 'y'],
    );
  });
});

describe('The likeness of two wordings', () => {
  it('is 1 for the same but for case, accents and punctuation, and 0 for nothing in common', () => {
    assert.equal(similarity('What is a *QuerySet*?', 'what is a queryset'), 1);
    assert.equal(similarity('Café', 'cafe!'), 1);
    assert.equal(similarity('abc', 'xyz'), 0);
    assert.equal(similarity('', ''), 0);
    assert.equal(similarity('?', '?'), 0);
  });
});
