import assert from 'node:assert/strict';
import { editorLanguage } from '../../../src/editor/base/editorLanguage';

describe('the language of a code block in an editor', () => {
  const known = ['plaintext', 'python', 'shellscript', 'html', 'ini', 'markdown', 'prompt'];
  for (const [language, wanted] of [
    ['python', 'python'],
    ['bash', 'shellscript'],
    ['django', 'html'],
    ['toml', 'ini'],
    ['klingon', 'plaintext'],
    ['', 'plaintext'],
    // A click on a link in these may run a command.
    ['markdown', 'plaintext'],
    ['prompt', 'plaintext'],
  ] as const) {
    it(`is ${wanted} for ${language || 'none'}`, () => {
      assert.equal(editorLanguage(language, known), wanted);
    });
  }

  it('is the one that an extension adds', () => {
    assert.equal(editorLanguage('django', [...known, 'django-html']), 'django-html');
    assert.equal(editorLanguage('toml', [...known, 'toml']), 'toml');
  });
});
