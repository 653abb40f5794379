import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareName, naturalCompare, slug, titleFromName } from '../../src/study/slug';

describe('A slug', () => {
  const cases: readonly [string, string][] = [
    ['What is Django?', 'what-is-django'],
    ['  How do `select_related()` and N+1 relate?  ', 'how-do-select-related-and-n-1-relate'],
    ['Qu’est-ce qu’un modèle ?', 'qu-est-ce-qu-un-modele'],
    ['constructor', 'constructor'],
    ['__proto__', 'proto'],
  ];
  for (const [wording, expected] of cases) {
    it(`of “${wording}” is ${expected}`, () => assert.equal(slug(wording), expected));
  }

  it('tells wordings in other scripts apart', () => {
    assert.notEqual(slug('Что такое Django?'), slug('Зачем нужен Django?'));
    assert.notEqual(slug('什么是中间件'), slug('什么是信号'));
  });

  it('is that of millions of characters too', () => {
    // With an unusual line ending, the engine walks the text by code points.
    const gap = ' '.repeat(5_000_000);
    assert.equal(slug(`a${gap}\u2028b`), 'a-b');
  });

  it('tells long wordings apart that begin alike', () => {
    const start = 'word '.repeat(40);
    assert.notEqual(slug(`${start}a`), slug(`${start}b`));
  });

  it('is an id of at most 80 characters, whatever the wording', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), wording => {
        assert.match(slug(wording), /^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$/);
        assert.equal(slug(wording), slug(wording));
      }),
    );
  });
});

describe('Names of files', () => {
  it('are sorted as a person sorts them', () => {
    assert.deepEqual(['10-c.md', '2-b.md', '1-a.md', 'a10', 'a9'].sort(naturalCompare), [
      '1-a.md',
      '2-b.md',
      '10-c.md',
      'a9',
      'a10',
    ]);
  });

  it('lose their place and kind', () => {
    assert.equal(bareName('deep-dive/10-query-tuning.md'), 'query-tuning');
    assert.equal(bareName('2024.md'), '2024');
    assert.equal(titleFromName('.interview/last-week.questions.md'), 'Last week');
    assert.equal(titleFromName('x/3_my-own_pack.markdown'), 'My own pack');
  });
});
