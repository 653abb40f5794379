import assert from 'node:assert/strict';
import { listIn } from '../../../src/study/importing/list';
import { readPackFile } from '../../../src/study/pack/file';
import { finish } from '../../../src/study/steps';

describe('A file of packs', () => {
  const count = (path: string, ...lines: readonly string[]) => {
    const text = lines.join('\n');
    return finish(listIn(finish(readPackFile({ path, text })), text))?.questions.length;
  };

  it('is a list where its questions are in another form than that of packs', () => {
    assert.equal(count('a.md', '1. What is a view?', '2. And a form?'), 2);
    assert.equal(count('a.md', 'Q: What?', 'A: This.', '', 'Q: Why?', 'A: So.'), 2);
    assert.equal(
      count('a.md', '## ORM', '', '### Why lazy?', '', 'x', '', '### When evaluated?', '', 'y'),
      2,
    );
    assert.equal(
      count('a.md', '## Basics', '', '1. What is a view?', '2. And a form?', '3. Why CSRF?'),
      3,
    );
  });

  it('is a pack where it is marked as one, or reads as one', () => {
    assert.equal(count('a.md', '## What is a view?', '', 'x', '', '## And a form?'), undefined);
    assert.equal(count('a.md', '## ORM {#orm}', '', '1. Why lazy?', '2. When?'), undefined);
    assert.equal(count('a.md', '## ORM', '', '> Think', '', '1. Why lazy?', '2. When?'), undefined);
    const parts = ['### What is it?', '', 'x', '', '### Why?', '', 'y', ''];
    assert.equal(
      count('a.md', '## Explain views', '', ...parts, '## And forms?', '', ...parts),
      undefined,
    );
    assert.equal(count('README.md', '1. What is a view?', '2. And a form?'), undefined);
    assert.equal(
      count('a.md', '## Closures', '', '### Steps', '', 'a', '', '### Notes'),
      undefined,
    );
    assert.equal(count('a.md', '# Notes', '', 'Text without questions.'), undefined);
  });
});
