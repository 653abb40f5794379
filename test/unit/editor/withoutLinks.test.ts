import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainText } from '../../../src/editor/base/plainText';
import { withoutLinks } from '../../../src/editor/base/withoutLinks';

/** A link in a VS Code notification (`parseLinkedText`, in `linkedText.ts` of its sources). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('a text in a notification', () => {
  const titles = [
    '[Undo](command:workbench.action.terminal.sendSequence?%7B%7D)',
    '\\[Undo\\](command:x)',
    '`[Undo](command:x)`',
    '[a](https://evil.example "Undo")',
    '[[a](b)](command:x)',
    '[a](file:///etc/passwd)',
  ];
  for (const title of titles) {
    it(`has no link where a title is ${title}`, () => {
      for (const text of [title, plainText(title)]) {
        assert.doesNotMatch(withoutLinks(`“${text}” is hidden.`), link);
      }
    });
  }

  it('would have one otherwise', () => {
    assert.match(plainText('\\[Undo\\](command:x)'), link);
  });

  it('never has one, looks the same, and is not without end', () => {
    const pieces = fc.constantFrom(
      ...['[', ']', '(', ')', 'command:x', 'a', ' ', '"', '\u2060', 'http://e.x'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), list => {
        const text = withoutLinks(list.join(''));
        assert.equal(link.test(text), false);
        assert.equal(text.replaceAll('\u2060', ''), list.join('').replaceAll('\u2060', ''));
      }),
    );
    assert.ok(withoutLinks('x'.repeat(1_000_000)).length < 3_000);
  });
});
