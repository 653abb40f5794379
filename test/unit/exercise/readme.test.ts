import assert from 'node:assert/strict';
import { exerciseReadme } from '../../../src/study/exercise/readme';

describe('The README of an exercise', () => {
  const task = 'See [the docs](https://docs.djangoproject.com/).\n\n```python\nx = "![a](b)"\n```';

  it('is its task, as it is written, if it is built in', () => {
    assert.ok(
      exerciseReadme('N+1', task, true).startsWith(`# N+1\n\n${task}\n\n## Run the checks`),
    );
  });

  it('loads nothing from elsewhere if it is another author’s', () => {
    const picture = '![x](https://example.org/x.png) <img src="https://example.org/y.png">';
    const readme = exerciseReadme(picture, `${picture}\n\n${task}\n\n\`\`\`\nopen`, false);
    assert.doesNotMatch(readme, /(?<!\\)!\[x|<img/);
    assert.ok(readme.includes('[the docs](https://docs.djangoproject.com/)'));
    assert.ok(readme.includes('x = "![a](b)"'));
    assert.match(readme, /\n```\n\n## Run the checks/);
  });
});
