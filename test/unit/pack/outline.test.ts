import assert from 'node:assert/strict';
import { readPackFile } from '../../../src/study/pack/file';
import { outlineOf, type OutlineItem } from '../../../src/study/pack/outline';
import { finish } from '../../../src/study/steps';

const question = (at: number) =>
  `## What is ${at}?\n\n### In short\n\nThis.\n\n### Code\n\nThat.\n`;
const outline = (questions: number) => {
  const text = `# All\n\n${Array.from({ length: questions }, (_, at) => question(at)).join('\n')}`;
  return outlineOf(finish(readPackFile({ path: 'a.md', text })));
};
const kinds = (items: readonly OutlineItem[]): string[] =>
  items.flatMap(({ kind, children }) => [kind, ...kinds(children)]);

describe('The outline of a file', () => {
  it('has its categories, questions and sections', () => {
    const section = ['section', 'section'];
    const two = ['category', 'question', ...section, 'question', ...section];
    assert.deepEqual(kinds(outline(2)), two);
    const [category] = outline(2);
    assert.deepEqual(
      category?.children[1]?.children.map(({ title, line, endLine }) => [title, line, endLine]),
      [
        ['In short', 14, 18],
        ['Code', 18, 21],
      ],
    );
  });

  it('leaves out the sections where an editor would choke on them', () => {
    const items = kinds(outline(4000));
    assert.deepEqual([items.length, new Set(items).size], [4001, 2]);
    assert.equal(kinds(outline(3000)).length, 1 + 3000 * 3);
  });
});
