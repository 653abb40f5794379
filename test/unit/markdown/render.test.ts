import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAnswer, parsePack, questionBody } from '../../../src/study/pack';
import { linkDestinations } from '../../../src/study/pack/inline';
import { parseFenceInfo } from '../../../src/study/markdown/fence';
import {
  imageDestinations,
  renderAnswer,
  renderBlock,
  renderInline,
} from '../../../src/study/markdown/render';
import { readPackFolder } from '../repository';

const render = (...lines: string[]) => renderAnswer(parseAnswer(lines.join('\n'), 0));
const text = (html: string): string => html.replace(/<[^>]*>/g, '');

describe('Rendered Markdown', () => {
  const cases: readonly [string, string, string][] = [
    [
      'raw HTML as text',
      '<b onclick="x">a</b>',
      '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt;</p>\n',
    ],
    ['a script as text', '<script>\nx\n</script>', '<p>&lt;script&gt;\nx\n&lt;/script&gt;</p>\n'],
    ['no comment', 'a <!-- b --> c\n\n<!--\nd\n\n# e\n-->\n\nf', '<p>a  c</p>\n<p>f</p>\n'],
    ['an open comment as text', 'a <!-- b', '<p>a &lt;!-- b</p>\n'],
    ['text after a comment', '<!--\na\n--> b', '<p> b</p>\n'],
    [
      'an image as its alt text',
      '![A *chart* "x"](https://x.org/a.png "t")',
      '<p>A chart &quot;x&quot;</p>\n',
    ],
    ['an image of any place as its alt text', '![a](b.png) ![c](data:x)', '<p>a c</p>\n'],
    [
      'headings below those of the page',
      '# a\n\n### b\n\n##### c',
      '<h4>a</h4>\n<h4>b</h4>\n<h5>c</h5>\n',
    ],
    ['no bare address as a link', 'https://x.org www.x.org', '<p>https://x.org www.x.org</p>\n'],
    [
      'math as it was typed',
      'Let $a_1*b_1$ and $$x*y*z$$ be',
      '<p>Let $a_1*b_1$ and $$x*y*z$$ be</p>\n',
    ],
    [
      'prices and variables that are no math',
      '$5 *and* $10, $HOME *or* $PATH, `$a*b$`, a$b*c*',
      '<p>$5 <em>and</em> $10, $HOME <em>or</em> $PATH, <code>$a*b$</code>, a$b<em>c</em></p>\n',
    ],
    ['no HTML in math', '$<b>$', '<p>$&lt;b&gt;$</p>\n'],
    [
      'callouts with their word and a class',
      '> [!NOTE]\n> Mind *this*.',
      '<blockquote class="callout callout-note">\n<p><strong>Note</strong><br>\nMind <em>this</em>.</p>\n</blockquote>\n',
    ],
    [
      'other quotations as they are',
      '> [!x]\n> a',
      '<blockquote>\n<p>[!x]\na</p>\n</blockquote>\n',
    ],
    ['quotes as they are', '"a" -- (c)', '<p>&quot;a&quot; -- (c)</p>\n'],
  ];
  for (const [what, markdown, html] of cases) {
    it(`has ${what}`, () => assert.equal(renderBlock(markdown), html));
  }

  it('has aligned tables that scroll, with classes instead of styles', () => {
    const html = renderBlock('| a | b | c | d |\n| :- | -: | :-: | - |\n| 1 | 2 | 3 | 4 |');
    assert.match(html, /^<div class="table-scroll" tabindex="0"><table>/);
    assert.match(html, /<th class="align-left">a<\/th>\s*<th class="align-right">b<\/th>/);
    assert.match(html, /<td class="align-center">3<\/td>\s*<td>4<\/td>/);
    assert.match(html, /<\/table><\/div>\s*$/);
  });

  it('has a title without a block around it', () => {
    assert.equal(
      renderInline(' What is `__init__` & *why*?\n'),
      'What is <code>__init__</code> &amp; <em>why</em>?',
    );
  });

  it('has nothing that the page’s policy blocks, whatever the pack says', () => {
    const pieces = fc.constantFrom(
      ...[
        '<script>',
        '<img src=x onerror=y>',
        ' style="x"',
        '"',
        "'",
        '>',
        '<',
        '&lt;',
        '[a](',
        ')',
        '`',
      ],
      ...[
        '\n',
        '```',
        '``` "><b x="',
        '| a |\n|:-:|\n',
        '![',
        '](',
        'https://x.org/"onclick=',
        '- ',
        '# ',
      ],
      ...[
        '<!--',
        '-->',
        'javascript:',
        '&quot;',
        '**',
        'title="<b>"',
        'title="&quot;><i>"',
        '\\',
        '~~',
      ],
    );
    const allowed =
      /^<\/?(?:p|h[4-6]|ul|ol|li|em|strong|s|code|pre|a|div|table|thead|tbody|tr|th|td|blockquote|hr|br|figure|figcaption|span)(?: (?:href|title|class|rel|start|tabindex|data-block)="[^"<>]*")*>$/;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), list => {
        const { sections } = render(list.join(''));
        for (const section of sections) {
          const html = section.kind === 'text' ? section.html : '';
          for (const [tag] of html.matchAll(/<[^>]*>?/g)) assert.match(tag, allowed);
        }
      }),
      { numRuns: 1000 },
    );
  }).timeout(30_000);
});

describe('A rendered code block', () => {
  it('is a figure with its file, its language and a number', () => {
    const { sections, code } = render(
      '```python title="shop/<a>.py" norun="x"',
      'x = "<b>"',
      '```',
    );
    const html = sections[0]!.kind === 'text' ? sections[0]!.html : '';
    assert.match(
      html,
      /^<figure class="code" data-block="0"><figcaption>shop\/&lt;a&gt;\.py<\/figcaption><pre tabindex="0"><code class="hljs language-python">/,
    );
    assert.match(html, /<span class="hljs-string">&quot;&lt;b&gt;&quot;<\/span>/);
    assert.deepEqual(code, [
      { language: 'python', title: 'shop/<a>.py', norun: 'x', text: 'x = "<b>"\n' },
    ]);
  });

  it('says which releases of Django it is for, where it says so in a way that is understood', () => {
    const caption = (info: string) =>
      /<figcaption>(.*?)<\/figcaption>/.exec(renderBlock(`\`\`\`${info}\n\`\`\``))?.[1];
    const of = (releases: string) => ` <span class="release">${releases}</span>`;
    assert.equal(caption('python title="a.py" django="6.0"'), `a.py${of('Django 6.0+')}`);
    assert.equal(caption('python django="<6.0"'), `python${of('Django &lt; 6.0')}`);
    for (const strange of ['6', '6.0+', '>6.0', '<b>', '']) {
      assert.equal(caption(`python django="${strange}"`), 'python');
    }
    const { code } = render('```python django="6.0"', 'x = 1', '```');
    assert.deepEqual(code, [{ language: 'python', django: '6.0', text: 'x = 1\n' }]);
  });

  it('is captioned with its language where it belongs to no file', () => {
    assert.match(renderBlock('```sql\nSELECT 1\n```'), /<figcaption>sql<\/figcaption>/);
  });

  it('is plain where it names no language, or one that is not known', () => {
    for (const fence of ['```', '```po', '```constructor', '```"><b>']) {
      assert.match(renderBlock(`${fence}\n<a> = 1\n\`\`\``), />&lt;a&gt; = 1\n<\/code><\/pre>/);
    }
    assert.match(renderBlock('    <a>'), /<code class="hljs language-plaintext">&lt;a&gt;/);
  });

  it('has no number outside an answer', () => {
    assert.doesNotMatch(renderBlock('```\nx\n```'), /data-block/);
  });

  it('keeps its text whatever the language', () => {
    const languages =
      'python django html xml bash sql json yaml javascript typescript ini toml dockerfile nginx css diff http graphql text po js sh';
    const source =
      '<a href="x">{% if a %}{{ b|c }}</a>\nHOST: x\n\n{"a": [1, "&"]} # c\n+ `x` $y {z}\n';
    for (const language of languages.split(' ')) {
      const html = renderBlock(`\`\`\`${language}\n${source}\`\`\``);
      const [, body = ''] = /<code[^>]*>([\s\S]*)<\/code>/.exec(html) ?? [];
      const back = text(body)
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#x27;', "'")
        .replaceAll('&amp;', '&');
      assert.equal(back, source, language);
      if (!['text', 'po'].includes(language)) assert.match(body, /class="hljs-/, language);
    }
  });

  it('looks the same whatever was shown before', () => {
    const html = '```html\n<style>a { b: c }</style><script>let x = 1</script>\n```';
    const http = '```http\nPOST /x HTTP/1.1\nHost: a\n\n{"a": 1}\n```';
    const first = [renderBlock(html), renderBlock(http)];
    for (const language of ['css', 'typescript', 'yaml', 'sql'])
      renderBlock(`\`\`\`${language}\nx\n\`\`\``);
    assert.deepEqual([renderBlock(html), renderBlock(http)], first);
    for (const language of ['python', 'sql']) renderBlock(`\`\`\`${language}\nx\n\`\`\``);
    const [, body] = renderBlock('```http\nGET / HTTP/1.1\n\ndef f(self): return None\n```').split(
      '\n\n',
    );
    assert.doesNotMatch(body!, /"hljs-/);
  });

  it('is plain when colouring it would keep the person waiting', () => {
    assert.match(renderBlock(`\`\`\`python\n${'x = 1\n'.repeat(3000)}\`\`\``), /hljs-number/);
    assert.doesNotMatch(
      renderBlock(`\`\`\`python\n${'x = 1\n'.repeat(4000)}\`\`\``),
      /hljs-number/,
    );
    assert.match(renderBlock(`\`\`\`ini\n${'x = 1\n'.repeat(500)}\`\`\``), /hljs-number/);
    assert.doesNotMatch(renderBlock(`\`\`\`toml\n${'x = 1\n'.repeat(1000)}\`\`\``), /hljs-number/);
    const word = `x = 1 # ${'a'.repeat(900)}\n`;
    assert.match(renderBlock(`\`\`\`python\n${word.repeat(2)}\`\`\``), /hljs-number/);
    assert.doesNotMatch(renderBlock(`\`\`\`python\n${word.repeat(3)}\`\`\``), /hljs-number/);
  });
});

describe('The colours of a code block', () => {
  const coloured = (language: string, code: string) =>
    renderBlock(`\`\`\`${language}\n${code}\n\`\`\``).includes('class="hljs-');

  for (const [languages, code, seen] of [
    ['java', 'public class A {}', '<span class="hljs-keyword">public</span>'],
    ['go golang', 'func main() {}', '<span class="hljs-keyword">func</span>'],
    ['rust rs', 'fn main() {}', '<span class="hljs-keyword">fn</span>'],
    ['c h', 'int a = 1;', '<span class="hljs-type">int</span>'],
    ['cpp c++', 'class A {};', '<span class="hljs-keyword">class</span>'],
    ['csharp cs c#', 'using System;', '<span class="hljs-keyword">using</span>'],
    ['php', '<?php echo 1;', '<span class="hljs-keyword">echo</span>'],
    ['ruby rb', 'def a; end', '<span class="hljs-keyword">def</span>'],
    ['kotlin kt', 'fun main() {}', '<span class="hljs-keyword">fun</span>'],
    ['powershell ps1 pwsh', 'foreach ($a in $b) {}', '<span class="hljs-keyword">foreach</span>'],
    ['typescript ts', 'interface A {}', '<span class="hljs-keyword">interface</span>'],
    ['pycon python-repl', '>>> 1 + 1\n2', '<span class="hljs-number">1</span>'],
    ['console shell-session', '$ export A=1', '<span class="hljs-built_in">export</span>'],
  ] as const) {
    it(`are there in ${languages.replaceAll(' ', ', ')}`, () => {
      for (const language of languages.split(' ')) {
        const html = renderBlock(`\`\`\`${language}\n${code}\n\`\`\``);
        assert.ok(html.includes(seen), `${language}: ${html}`);
      }
    });
  }

  for (const [what, code, seen] of [
    ['a line as long as people read', `x = "${'a'.repeat(990)}"`, true],
    ['a line longer than people read', `x = "${'a'.repeat(1000)}"`, false],
    ['many such lines', `x = "${'a'.repeat(90)}"\n`.repeat(150), true],
    ['a gap of fewer lines than a screen', `x = 1${'\n'.repeat(200)}y = 2`, true],
    ['a gap that goes on and on', `x = 1${' \n'.repeat(200)}y = 2`, false],
  ] as const) {
    it(`are ${seen ? 'there' : 'missing'} with ${what}`, () => {
      assert.equal(coloured('python', code), seen);
    });
  }

  it('are those of JSON in the body of a request, also where that looks like a request', () => {
    const html = renderBlock(`\`\`\`http\n${'POST / HTTP/1.1\n\n'.repeat(100)}\`\`\``);
    assert.equal(html.split('hljs-meta').length - 1, 1);
    assert.ok(coloured('http', 'POST / HTTP/1.1\n\n{"a": 1}'));
  });

  it('do not keep anyone waiting for what repeats', () => {
    // Each of these took seconds in one language or another, for 20 KB of it.
    const pieces = [
      'a',
      '1_',
      '0',
      '\n',
      ' \n',
      'GET / HTTP/1.1\n\n',
      '{',
      '[',
      '(',
      'a(',
      '"',
      '<a ',
    ];
    const languages =
      'bash css diff django dockerfile graphql http ini javascript json nginx python sql typescript xml yaml';
    for (const language of languages.split(' ')) {
      for (const piece of pieces) {
        const line = `${piece.repeat(Math.floor(990 / piece.length))}\n`;
        for (const part of [piece, line]) {
          coloured(language, part.repeat(Math.floor(20_000 / part.length)));
        }
      }
    }
  }).timeout(60_000);
});

describe('Markdown longer than anyone writes', () => {
  it('is shown as it is written, without its being parsed', () => {
    const long = `**a** <b>\n\n### Key points\n\n- ![x](y.png) [z](https://example.org)\n${'![['.repeat(70_000)}`;
    const answer = parseAnswer(long, 3);
    assert.deepEqual(answer.sections, [{ kind: 'other', title: '', markdown: long, line: 3 }]);
    const { sections } = renderAnswer(answer);
    assert.deepEqual(sections.length, 1);
    const html = sections[0]!.kind === 'text' ? sections[0]!.html : '';
    assert.match(html, /^<pre tabindex="0">\*\*a\*\* &lt;b&gt;\n/);
    assert.doesNotMatch(html, /<(?!\/?pre)/);
    assert.deepEqual(imageDestinations(long), []);
    assert.deepEqual(linkDestinations(long), []);
    assert.doesNotMatch(renderInline(long), /</);
  });

  it('is formatted up to there', () => {
    const { sections } = render(`**a** ${`${'b '.repeat(400)}\n\n`.repeat(200)}**c** d`);
    const html = JSON.stringify(sections);
    assert.ok(html.includes('<strong>a</strong>') && html.includes('<strong>c</strong>'));
  });

  it('has its sections below a code block that is divided', () => {
    const code = Array.from({ length: 2_000 }, (_, at) => `    x = f(${at})  # a *b*`);
    for (const mark of ['```', '~~~~', '  ````']) {
      const above = ['### In depth', '', `${mark}python`, '# one'];
      const parsed = parseAnswer(
        [...above, ...code, mark, '', '### Key points', '', '- a', '- b'].join('\n'),
        0,
      );
      assert.deepEqual(parsed.keyPoints, ['a', 'b']);
      assert.deepEqual([...new Set(parsed.sections.map(({ kind }) => kind))].sort(), [
        ...['in-depth', 'key-points', 'other'],
      ]);
      assert.equal(
        parsed.sections.find(({ kind }) => kind === 'key-points')?.line,
        above.length + code.length + 2,
      );
      const answer = renderAnswer(parsed);
      assert.ok(answer.code.every(({ language }) => language === 'python'));
      assert.deepEqual(
        answer.code.flatMap(({ text }) => text.trimEnd().split('\n')).map(line => line.trim()),
        ['# one', ...code.map(line => line.trim())],
      );
    }
  });

  it('may define thousands of links for thousands of items', () => {
    const links = Array.from({ length: 3000 }, (_, at) => `[a${at}]: https://example.org/${at}\n`);
    const items = Array.from({ length: 3000 }, (_, at) => `- [a${at}]\n`);
    const { sections } = render(`### Key points\n\n${items.join('')}\n\n${links.join('')}`);
    const last = sections.at(-1)!;
    assert.ok(last.kind === 'key-points');
    assert.equal(
      last.itemsHtml.at(-1),
      '<a href="https://example.org/2999" rel="noopener noreferrer">a2999</a>',
    );
  });
});

describe('The line of a code block', () => {
  const cases: readonly [string, string, Record<string, string>, string][] = [
    ['python', 'python', {}, ''],
    [
      ' Python  title="a b.py" norun="needs x" ',
      'python',
      { title: 'a b.py', norun: 'needs x' },
      '',
    ],
    ['title="a.py"', '', { title: 'a.py' }, ''],
    ['python{1,2} x=1', 'python', {}, '{1,2} x=1'],
    ['', '', {}, ''],
    ['python django="6.0"', 'python', { django: '6.0' }, ''],
    ['py title="open', 'py', {}, 'title="open'],
    ['py __proto__="x"', 'py', {}, '__proto__="x"'],
  ];
  for (const [info, language, attributes, rest] of cases) {
    it(`${JSON.stringify(info)} is read`, () => {
      const read = parseFenceInfo(info);
      assert.deepEqual(
        { ...read, attributes: Object.fromEntries(read.attributes) },
        { language, attributes, rest },
      );
    });
  }
});

describe('A rendered answer', () => {
  it('has its sections in order, lists as items, blocks numbered through', () => {
    const { sections, code } = render(
      '### In short',
      'a',
      '```\n0\n```',
      '### Key points',
      '- *one*',
      '- two\n\n  ```\n  1\n  ```',
      '### Follow-up questions',
      '- **Why `x`?** Because.\n\n  ```sql\n  2\n  ```',
      '### Read more',
      '- [a](https://x.org)\n\n```\n3\n```',
    );
    assert.deepEqual(
      sections.map(({ kind, titleHtml }) => [kind, titleHtml]),
      [
        ['text', 'In short'],
        ['key-points', 'Key points'],
        ['follow-ups', 'Follow-up questions'],
        ['text', 'Read more'],
      ],
    );
    assert.deepEqual(
      code.map(block => block.text),
      ['0\n', '1\n', '2\n', '3\n'],
    );
    const html = JSON.stringify(sections);
    const numbers = [...html.matchAll(/data-block=\\"(\d)\\"/g)].map(([, number]) =>
      Number(number),
    );
    assert.deepEqual(numbers, [0, 1, 2, 3]);
    const [, keyPoints, followUps] = sections;
    assert.equal(keyPoints!.kind === 'key-points' && keyPoints!.itemsHtml[0], '<em>one</em>');
    assert.equal(
      followUps!.kind === 'follow-ups' && followUps!.items[0]!.questionHtml,
      'Why <code>x</code>?',
    );
  });

  it('loses nothing that stands beside the list of such a section', () => {
    const { sections } = render('### Key points', 'Before.', '', '- a', '', 'After.', '', '1. b');
    assert.deepEqual(sections, [
      { kind: 'text', titleHtml: 'Key points', html: '<p>Before.</p>\n<p>After.</p>\n' },
      { kind: 'key-points', titleHtml: 'Key points', itemsHtml: ['a', 'b'] },
    ]);
  });

  it('shows key points without a list as text', () => {
    const { sections } = render('### Key points', 'None.');
    assert.deepEqual(sections, [{ kind: 'text', titleHtml: 'Key points', html: '<p>None.</p>\n' }]);
  });

  it('knows a link’s definition in all its sections', () => {
    const { sections } = render(
      '### In short',
      '[a][d]',
      '### Key points',
      '- [b][d]',
      '### Read more',
      '[d]: https://x.org',
    );
    assert.equal(JSON.stringify(sections).match(/https:\/\/x\.org/g)?.length, 2);
  });

  it('is there for each built-in question, with nothing of its text lost', () => {
    const files = readPackFolder('questions');
    const texts = new Map(files.map(file => [file.path, file.text]));
    for (const { categories } of parsePack(files).collections) {
      for (const { source } of categories.flatMap(({ questions }) => questions)) {
        const body = questionBody(texts.get(source.file)!, source);
        const { sections, code } = renderAnswer(parseAnswer(body, source.bodyLine));
        const [own = ''] = body.split(/^### Exercise\b/m); // the rest is not part of the answer
        const fences = own.match(/^ *```\S/gm)?.length ?? 0;
        assert.equal(code.length, fences, `${source.file}:${source.startLine + 1}`);
        const headings = own.match(/^### /gm)?.length ?? 0;
        assert.equal(sections.length, headings, `${source.file}:${source.startLine + 1}`);
      }
    }
  }).timeout(30_000);
});
