import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const css = (file: string) => readFileSync(`src/webview/${file}`, 'utf8');
/** The value of a property in the rule of exactly this selector. */
const valueOf = (file: string, selector: string, property: string) => {
  const rule = css(file).split(`\n${selector} {`)[1]?.split('}')[0] ?? '';
  return new RegExp(`${property}: ([^;]+);`).exec(rule)?.[1];
};

describe('The colour of a rating', () => {
  for (const [number, name] of ['again', 'hard', 'good', 'easy'].entries()) {
    it(`is the same on every page for ${name}`, () => {
      const shared = `var(--rate-${name})`;
      assert.equal(valueOf('question/review.css', `.rate-${number + 1}`, '--rate'), shared);
      assert.equal(valueOf('mockInterview/page.css', `.rating-${name}`, '--rate'), shared);
      assert.equal(valueOf('statistics/charts/charts.css', `.series-${name}`, '--series'), shared);
    });
  }

  it('is red for Again, and another one for each of the others', () => {
    const colors = ['again', 'hard', 'good', 'easy'].map(name =>
      valueOf('kit/base.css', ':root', `--rate-${name}`),
    );
    assert.equal(colors[0], 'var(--vscode-charts-red)');
    assert.equal(new Set(colors).size, 4);
  });
});
