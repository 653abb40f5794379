import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';

const read = (text: string) => findQuestions('list.txt', text).readings;
const found = (text: string): readonly string[] =>
  (read(text)[0]?.questions ?? []).map(({ title, answer }) => `${title} → ${answer}`);

describe('Questions above the number of the right option', () => {
  const questions = [
    ['Laske 3 + 4', ['8', '7', '6'], 'Oikea vastaus: 2'],
    ['Laske 2 * 5, kun käytät\nkokonaislukuja', ['10', '-10', '7'], 'Oikea vastaus: 1'],
    ['Mikä on parillinen?', ['3', '4', '6', '7'], 'Oikea vastaus: 2 tai 3 tai (2 ja 3)'],
  ] as const;
  const expected = [
    'Laske 3 + 4 → - 8\n- **7** ✓\n- 6',
    'Laske 2 * 5, kun käytät kokonaislukuja → - **10** ✓\n- \\-10\n- 7',
    'Mikä on parillinen? → - 3\n- **4** ✓\n- **6** ✓\n- 7\n\nOikea vastaus: 2 tai 3 tai (2 ja 3)',
  ];
  const text = (between: string, options = (all: readonly string[]) => all.join('\n')) =>
    questions.map(([title, all, key]) => [title, options(all), key].join(between)).join('\n\n\n');

  it('are read with the options below them, in one paragraph or one each', () => {
    assert.deepEqual(found(text('\n\n')), expected);
    assert.deepEqual(found(text('\n\n', all => all.join('\n\n'))), expected);
    assert.deepEqual(found(text('\n').replace('käytät\n', 'käytät ')), expected);
  });

  it('are read with numbers before the options, below headings and behind code', () => {
    const numbered = text('\n\n', all => all.map((each, at) => `${at + 1}) ${each}`).join('\n'));
    assert.deepEqual(found(numbered), expected);
    const [reading] = read(`# Laskut\n\n${text('\n\n')}`);
    assert.deepEqual(
      reading?.questions.map(({ category }) => category),
      ['Laskut', 'Laskut', 'Laskut'],
    );
    const code = '```\nx = 1\n\ny = 2\n```';
    const [first = ''] = found(text('\n\n').replace('3 + 4', `3 + 4\n\n${code}`));
    assert.ok(first.includes(code), first);
  });

  it('are none where the numbers mean no options', () => {
    const ages = ['Matti', 'Liisa', 'Kalle'].map((name, at) => `${name}\n\nIkä: ${at + 40}`);
    assert.ok(read(ages.join('\n\n')).every(({ shape }) => shape !== 'labels'));
    assert.ok(
      read(text('\n\n').replace(/vastaus: \d/g, 'vastaus: 9')).every(
        ({ shape }) => shape !== 'labels',
      ),
    );
  });
});
