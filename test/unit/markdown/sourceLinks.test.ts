import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutUnsafeLinks } from '../../../src/study/markdown/sourceLinks';

/** What VS Code takes for links: vscode-markdown-languageservice, `documentLinks.ts`. */
const ofVsCode = [
  /(?<!\\)!?\[(?:[^[\]\\]|\\.|\[[^[\]]*\])*\]\(\s*([^\s()<](?:[^\s()]|\([^\s()]*?\))*|<(?:\\[<>]|[^<>])+>)/g,
  /(?<!\\)<(\w+:[^>\s]+)>/g,
  /^[\t ]*(?<!\\)\[(?!\^)(?:\\\]|[^\]])+\]:\s*([^<]\S*|<(?:\\[<>]|[^<>])+>)/gm,
  /(?:href|src|placeholder)\s*=\s*["']([^"']*)["']/gi,
];

function schemesIn(markdown: string): string[] {
  return ofVsCode.flatMap((pattern, index) =>
    [...markdown.matchAll(pattern)].flatMap(([, target = '']) => {
      const bare = target.trim().replace(/^<(.*)>$/, '$1');
      const read = index === 3 ? bare.replace(/&#99;/g, 'c') : bare; // of HTML alone
      return /^[a-z-][a-z-]+:/i.exec(read)?.[0] ?? [];
    }),
  );
}

describe('others’ Markdown, opened as a source', () => {
  const unsafe = [
    '[the documentation](command:workbench.action.terminal.sendSequence?%7B%7D)',
    '[x](<command:a>)',
    '[x](\n  COMMAND:a "title")',
    '![x](vscode://a.b/c)',
    '[![x](command:a)](command:b)',
    '[a][b]\n\n[b]: command:a',
    '[b]: <file:///etc/passwd>',
    '[b]:\ncommand:a',
    'See <command:a> and <ms-settings:x>.',
    '<a href="command:a">x</a> <img src=\'vscode:a\'> <a title=">" href = "&#99;ommand:a">',
    '\\`[x](javascript:a)`',
    '`a`` [x](command:b)`',
    '```\n[x](command:a)\n```',
    // Readers disagree on what is code: these schemes are known to start programs with others’ text.
    '```\n[x](vscode://a.b/c) [y](ms-msdt:/id) [z](search-ms:query=a)\n```',
    // No code, since it goes on with what stands above it.
    '1.  Step\n\n    [x](steam://run/1)',
    '- a\n  - b\n\n    <steam://run/1>',
    'Text\n    [x](steam://run/1)',
    // Code ends with what it is in.
    '> ```\n\n[x](steam://run/1)',
    '- ```\n\n[x](steam://run/1)',
    '[a\nb]: steam://run/1',
    '[a [b]: steam://run/1',
  ];
  for (const text of unsafe) {
    it(`has no link that an editor acts on: ${text}`, () => {
      assert.notDeepEqual(schemesIn(text), []);
      const made = withoutUnsafeLinks(text);
      assert.deepEqual(schemesIn(made), []);
      assert.equal(made.replaceAll('\u2060', ''), text, 'nothing is lost');
      assert.equal(withoutUnsafeLinks(made), made);
    });
  }

  it('stays as it is with other links, and with code that looks like one', () => {
    for (const text of [
      'Plain: text, 10:30, a::b.',
      'vector<std::string> v; a <b:c d> e; <xsl:template match="a">',
      'handlers[name]: lambda: 0\nf(a: list[int]: int)\nSee [a] or a[b]: c:d',
      '[^1]: note: a footnote',
      '[a](https://b.c) [d](http://e.f) [g](mailto:h@i.j) [k](l.md) [m](#n:o) <https://p.q>',
      '[a]: https://b.c',
      '<a href="https://b.c?d=1&e=2">x</a>, <img src="a.png?b=1&c=2">',
      'Use `path("<int:pk>/")` and ``<slug:slug>``.',
      '```python\npath("<int:pk>/", handlers["a"](lambda: 0))\n```',
      '    path("<int:pk>/")',
      '- a\n\n      <a href="tel:1">x</a>',
      '- item\n  ```html\n  <a href="tel:1">x</a>\n  ```',
    ]) {
      assert.equal(withoutUnsafeLinks(text), text);
    }
  });

  it('never runs a command, and starts no program known for it, whatever it is made of', () => {
    const piece = fc.constantFrom(
      ...['[', ']', '(', ')', '](', ']:', '<', '>', '`', '``', '```\n', '\n', ' ', '\\', '"', "'"],
      ...[
        'command:a',
        'COMMAND:b',
        'https://c.d',
        'href=',
        'src="',
        'vscode:a',
        '<ms-a:b>',
        'x',
        '!',
        '    ',
        '- ',
        '&#99;ommand:a',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), pieces => {
        const made = withoutUnsafeLinks(pieces.join(''));
        assert.ok(
          !schemesIn(made).some(scheme => /^(?:command|vscode|ms-a):$/i.test(scheme)),
          made,
        );
        assert.equal(withoutUnsafeLinks(made), made);
      }),
      { numRuns: 3000 },
    );
  });
});
