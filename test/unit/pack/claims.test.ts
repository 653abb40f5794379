import assert from 'node:assert/strict';
import { assemblePack, claimsOf, IdSpace } from '../../../src/study/pack/assemble';
import { readPackFile } from '../../../src/study/pack/file';
import { finish } from '../../../src/study/steps';

const draft = (path: string, ...titles: readonly string[]) =>
  finish(readPackFile({ path, text: titles.map(title => `## ${title}\n`).join('\n') }, 'mine'));

describe('The id of a question', () => {
  const ids = (assembled: ReturnType<typeof assemblePack>) =>
    assembled.collections.flatMap(({ categories }) =>
      categories.flatMap(({ questions }) =>
        questions.map(({ id, source }) => `${source.file} ${id}`),
      ),
    );
  const first = [draft('m.md', 'What is a view?', 'What is a form?')];
  const before = assemblePack(first, IdSpace.of([])).collections.flatMap(({ categories }) =>
    categories.flatMap(({ questions }) => questions),
  );

  it('stays with the file that had it, and another with the same heading is named', () => {
    const files = [draft('a.md', 'What is a view?'), ...first];
    const { collections, problems } = assemblePack(files, IdSpace.of([], claimsOf(before, files)));
    assert.deepEqual(ids({ collections, problems }), [
      'a.md what-is-a-view-2',
      'm.md what-is-a-view',
      'm.md what-is-a-form',
    ]);
    const named = problems.filter(({ code }) => code === 'duplicate-id');
    assert.deepEqual(
      named.map(({ file, args }) => [file, ...args]),
      [['a.md', 'what-is-a-view', 'm.md:1', 'what-is-a-view-2']],
    );
  });

  it('is free again when the question is gone from its file', () => {
    const files = [draft('a.md', 'What is a view?'), draft('m.md', 'What is a form?')];
    const assembled = assemblePack(files, IdSpace.of([], claimsOf(before, files)));
    assert.deepEqual(ids(assembled), ['a.md what-is-a-view', 'm.md what-is-a-form']);
  });
});
