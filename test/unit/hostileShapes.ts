/** Texts built to be slow: each defeats some pattern or loop that processes it carelessly. */

/** Repeats a piece up to a length in UTF-16 units. */
const filled = (piece: string) => (length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** The same with something before and after it. */
const between = (before: string, piece: string, after: string) => (length: number) =>
  before + filled(piece)(length) + after;

/** One piece as often as another is repeated after it. */
const halves = (first: string, second: string) => (length: number) =>
  filled(first)(length / 2) + filled(second)(length / 2);

/** A shape by its pieces; returns a text of about this many UTF-16 units. */
export type Shape = readonly [name: string, make: (length: number) => string];

export const shapes: readonly Shape[] = [
  ['one word', filled('a')],
  ['lines of one word', filled(`${'a'.repeat(900)}\n`)],
  ['spaces, then a word', between('', ' ', 'x')],
  ['spaces between words and an odd line end', between('K1 a', ' ', 'x\u2028y')],
  ['tabs', between('', '\t', 'x')],
  ['empty lines, then a word', between('', '\n', 'x')],
  ['lines of a space', between('', ' \n', 'x')],
  ['empty lines below a question of GIFT', between('::a:: b {=c}\n', '\n', '')],
  ['carriage returns', filled('\r')],
  ['links that go on', filled('](')],
  ['links in links', filled('[a](b')],
  ['pictures that go on', filled('![](')],
  ['open brackets', filled('[')],
  ['closed brackets', filled(']')],
  ['parentheses', filled('(')],
  [
    'runs of backticks, each longer',
    length => {
      let text = '';
      for (let run = 1; text.length < length; run++) text += `${'`'.repeat(run)}a`;
      return text.slice(0, length);
    },
  ],
  ['single backticks, then two', between('', '`a', '``')],
  ['backticks and a bracket', filled('[`')],
  ['one long fence', filled('`')],
  ['fences that are never closed', filled('```\n~~~\n')],
  ['fences of tildes on a line', filled('~~~ ')],
  ['stars', filled('*')],
  ['stars and letters', filled('*a **b ')],
  ['underscores', filled('_a_ __b ')],
  ['backslashes', between('', '\\', 'x')],
  ['escaped quotes', filled('"\\')],
  ['quotes of each kind', filled('"\'“«„')],
  ['open quotes of one kind', filled('“')],
  ['comments that go on', filled('<!--')],
  ['comments around questions', between('', '<!-- x\n\n## a\n\n', '<!-- y -->')],
  ['tags that go on', filled('<a ')],
  ['autolinks that go on', filled('<a:')],
  ['entities', filled('&#x26;&amp')],
  ['addresses', filled('https://a.b/?c=@')],
  ['mail addresses that go on', filled('a@a.')],
  ['open braces', filled('{{ ')],
  ['open tags of Django', filled('{% ')],
  ['ids', filled(' {#a')],
  ['headings', filled('## a\n')],
  ['hash marks', between('# ', '#', ' x')],
  ['hash marks apart', between('x', ' #', '\u2028y')],
  ['list items', filled('- a\n')],
  ['list items that look like rules', filled('- -\n')],
  ['tips', between('# A\n\n## Q\n\nx\n\n## Remember\n\n', '- a\n', '')],
  [
    'a list in a list in a list',
    length => {
      let text = '';
      for (let depth = 0; text.length < length; depth = (depth + 1) % 90) {
        text += `${'  '.repeat(depth)}- a\n`;
      }
      return text;
    },
  ],
  ['quotations in quotations', filled('> ')],
  ['lines of a table', filled('|a|\n|-|\n')],
  ['one row of a table', between('|', '-|', '\n')],
  ['questions of a kind', filled('## a {#b}\n\n> c\n\n```py title="d"\n```\n\n')],
  ['bullets in bold', between('## A\n\n**B:**\n\n', '* **a?** (b)\n', '')],
  ['an attribute in code, far from its value', between('`href=', ' ', 'x`')],
  ['attributes that go on', between('```', ' a="', '\n')],
  ['definitions of links', filled('[a]: b\n')],
  ['comments of Python', filled('#\n')],
  ['decorators', filled('@a\n')],
  ['a name of many parts in quotes', between('"', 'a.', 'a"')],
  ['a text that nothing ends', between('"', 'a', '')],
  ['definitions of Python', filled('def a():\n  x\n')],
  ['Python that goes on', filled('@a\n(\n')],
  ['names with commas', filled('a,')],
  ['imports', filled('import a\n')],
  ['lone surrogates', filled('\ud800')],
  ['marks above letters', filled('e\u0301\u0301\u0301')],
  ['what cannot be seen', filled('\u200b\u202e')],
  ['NUL', filled('\0')],
  ['cells in quotes', filled('"a""b,')],
  ['quotes in a cell, then spaces', length => `"${halves('b"', ' ')(length - 3)},x`],
  [
    'dashes in the name of a column of two lines',
    between('"', 'a - ', '\nx",answer\nq?,a\nr?,b\n'),
  ],
  ['separators', filled(',;\t|')],
  ['brackets of JSON', filled('[')],
  ['a list of JSON', length => `[${filled('"a",')(length - 4)}"b"]`],
  ['numbers and dots', filled('1. 2) ')],
  ['key points', between('## Covered\n', '- K1: "a" …\n', '')],
  ['ellipses', filled('[ … ] ')],
  ['days', filled('in the 1 ')],
];
