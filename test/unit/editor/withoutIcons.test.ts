import assert from 'node:assert/strict';
import { marked } from 'marked';
import { withoutIcons } from '../../../src/editor/base/withoutIcons';
import {
  escapeLines,
  escapeText,
  inertInline,
  inertMarkdown,
} from '../../../src/study/markdown/inert';

/** VS Code renders icons in HTML tooltips that have an icon: from its `renderLabelWithIcons`. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('a text where VS Code shows icons', () => {
  const texts = [
    '$(check) done',
    '`$(document).ready`',
    '```\n$(x)\n```',
    '\\$(check)',
    '$\\(check)',
  ];
  for (const text of texts) {
    it(`has none after it was made harmless: ${JSON.stringify(text)}`, () => {
      for (const make of [escapeText, escapeLines, inertInline, inertMarkdown]) {
        const html = marked.parse(make(withoutIcons(text)), { async: false });
        assert.doesNotMatch(html, icon, html);
      }
    });
  }
});
