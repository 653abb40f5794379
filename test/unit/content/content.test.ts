import assert from 'node:assert/strict';
import { parsePack } from '../../../src/study/pack';
import { codeCanBeRead } from './contentCode';
import * as rules from './contentRules';
import type { Finding, Rule, Written } from './contentRules';
import { readPackFolder, readText } from '../repository';

const files = readPackFolder('questions');
const all = rules.readWritten(files);

function place({ question }: Written, { line, what }: Finding): string {
  return `questions/${question.source.file}:${line + 1}: ${what} (${question.id})`;
}

function assertNone(findings: readonly string[]): void {
  assert.equal(findings.length, 0, `\n${findings.join('\n')}`);
}

const named: readonly [string, Rule][] = [
  ['has the six sections in their order', rules.sectionsInOrder],
  ['has 400 to 900 words without code', rules.lengthInAll],
  ['says in short what can be spoken: 70 to 150 words of prose', rules.inShort],
  ['has 4 to 7 key points', rules.keyPoints],
  ['has 3 to 5 follow-up questions, each answered', rules.followUps],
  ['leads on to 2 to 5 pages of documentation sites', rules.readMore],
  ['links over https', rules.linksAreSecure],
  ['covers what the hint names', rules.hintIsCovered],
  ['names the language of its code, and its file', rules.codeIsNamed],
  ['has JavaScript, Dockerfiles and nginx blocks that can be read', codeCanBeRead],
];

describe('Every built-in answer', () => {
  for (const [sentence, rule] of named) {
    it(sentence, () =>
      assertNone(all.flatMap(written => rule(written).map(finding => place(written, finding)))),
    );
  }

  it('repeats no paragraph of another', () => {
    assertNone(rules.duplicates(all).map(({ written, finding }) => place(written, finding)));
  });

  it('has a short title that no other in its category has', () => {
    for (const { categories } of parsePack(files).collections) {
      for (const { questions } of categories) {
        const shorts = questions.map(({ short = '' }) => short);
        assertNone(shorts.filter(short => short === '' || short.length > 26));
        assert.equal(new Set(shorts).size, questions.length, shorts.join());
      }
    }
  });

  it('is without problems for the parser', () => {
    const problems = parsePack(files).problems.filter(({ code }) => code !== 'missing-hint');
    assertNone(
      problems.map(
        ({ file, startLine, message }) => `questions/${file}:${startLine + 1}: ${message}`,
      ),
    );
  });

  it('has the id that people’s progress hangs on', () => {
    const frozen = JSON.parse(readText('test/fixtures/question-ids.json')) as string[];
    assert.equal(frozen.length, 57);
    assert.deepEqual(
      all.map(({ question }) => question.id),
      frozen,
    );
  });
});

describe('The rules for answers', () => {
  const good = [
    '## Q {#q}',
    '> Use Redis, `strip_tags` and CDNs.',
    '',
    '### In short',
    '',
    'word '.repeat(100),
    '',
    '### In depth',
    '',
    `Redis strip_tags CDN ${'more '.repeat(300)}`,
    '',
    '```python title="a.py"',
    'x = 1',
    '```',
    '',
    '### Key points',
    '',
    '- a\n- b\n- c\n- d',
    '',
    '### Pitfalls',
    '',
    '- a',
    '',
    '### Follow-up questions',
    '',
    '- **A?** One two three.\n- **B?** One two three.\n- **C?** One two three.',
    '',
    '### Read more',
    '',
    '- [A](https://docs.djangoproject.com/a)',
    '- [B](https://django-csp.readthedocs.io/b)',
  ].join('\n');
  const findings = (text: string, rule: Rule): string[] =>
    rules
      .readWritten([{ path: 'a.md', text }])
      .flatMap(written => rule(written).map(({ line, what }) => `${line + 1}: ${what}`));

  it('pass a good answer', () => {
    for (const [, rule] of named) assert.deepEqual(findings(good, rule), []);
  });

  const faults: readonly [string, Rule, string, string, RegExp][] = [
    [
      'another section',
      rules.sectionsInOrder,
      '### Pitfalls',
      '### Traps',
      /^1: the sections are .*Traps/,
    ],
    ['too few words', rules.lengthInAll, 'more '.repeat(300), '', /^1: \d+ words without code/],
    [
      'too many words',
      rules.lengthInAll,
      'more '.repeat(300),
      'more '.repeat(900),
      /^1: \d+ words without code/,
    ],
    [
      'a short In short',
      rules.inShort,
      'word '.repeat(100),
      'word '.repeat(60),
      /^4: 60 words In short/,
    ],
    [
      'a list In short',
      rules.inShort,
      'word '.repeat(100),
      `- ${'word '.repeat(100)}`,
      /^4: In short is to be spoken/,
    ],
    [
      'too few key points',
      rules.keyPoints,
      '- a\n- b\n- c\n- d',
      '- a\n- b\n- c',
      /^16: 3 key points/,
    ],
    [
      'text beside the key points',
      rules.keyPoints,
      '- a\n- b\n- c\n- d',
      'x\n\n- a\n- b\n- c\n- d',
      /^16: Key points is to be one/,
    ],
    [
      'a follow-up question without an answer',
      rules.followUps,
      '**C?** One two three.',
      '**C?**',
      /^27: “C\?” is not/,
    ],
    [
      'too few follow-up questions',
      rules.followUps,
      '- **C?** One two three.',
      '',
      /^27: 2 follow-up questions/,
    ],
    [
      'too few links',
      rules.readMore,
      '- [B](https://django-csp.readthedocs.io/b)',
      '',
      /^33: 1 links/,
    ],
    [
      'a link to any site',
      rules.readMore,
      'django-csp.readthedocs.io',
      'evil.example',
      /^36: .*evil\.example.* none/,
    ],
    [
      'a link without TLS',
      rules.linksAreSecure,
      'https://django-csp',
      'http://django-csp',
      /^36: http:/,
    ],
    [
      'a name of the hint that is missing',
      rules.hintIsCovered,
      'Redis strip_tags',
      'strip_tags',
      /^1: the hint names Redis/,
    ],
    [
      'code of the hint that is missing',
      rules.hintIsCovered,
      'strip_tags CDN',
      'CDN',
      /^1: the hint names strip_tags/,
    ],
    [
      'a plural of the hint that is missing',
      rules.hintIsCovered,
      'strip_tags CDN',
      'strip_tags',
      /^1: the hint names CDN/,
    ],
    [
      'code without a language',
      rules.codeIsNamed,
      '```python title="a.py"',
      '```',
      /^12: “” is no known language/,
    ],
    [
      'an unknown attribute',
      rules.codeIsNamed,
      'title="a.py"',
      'run="a.py"',
      /^12: .* has more than/,
    ],
    [
      'a release that is none',
      rules.codeIsNamed,
      'title="a.py"',
      'title="a.py" django="6"',
      /^12: .* django is a release such as 6\.0/,
    ],
    [
      'indented code',
      rules.codeIsNamed,
      '```python title="a.py"\nx = 1\n```',
      '    x = 1',
      /^12: this code is indented/,
    ],
  ];
  for (const [what, rule, before, after, expected] of faults) {
    it(`find ${what}`, () => {
      assert.ok(good.includes(before));
      const found = findings(good.replace(before, after), rule);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0]!, expected);
    });
  }

  const broken: readonly [string, string, string, RegExp][] = [
    ['JavaScript that ends too early', 'javascript', 'const a = 1;\nf(() => {', /^15: the Java/],
    [
      'an await without its function',
      'javascript',
      'const f = () => { await g(); };',
      /^13: .*async/,
    ],
    ['a misspelt instruction', 'dockerfile', 'FROM a\nRUNN b', /^14: .*no instruction RUNN/],
    ['a Dockerfile without an image', 'dockerfile', 'RUN a\nCMD b', /^13: .*begin with FROM/],
    ['a command that is no JSON', 'dockerfile', "FROM a\nCMD ['a']", /^14: .*no JSON list/],
    ['a stage that does not exist', 'dockerfile', 'FROM a\nCOPY --from=b c d', /^14: .*from b/],
    ['a second command', 'dockerfile', 'FROM a\nCMD b\nCMD c', /^15: .*second CMD/],
    ['an instruction with nothing', 'dockerfile', 'FROM a\nUSER', /^14: .*gives USER nothing/],
    ['an nginx block left open', 'nginx', 'server {\n  listen 80;', /^13: nginx: server \{ is not/],
    ['an nginx block closed twice', 'nginx', 'server { listen 80; }\n}', /^14: .*closes nothing/],
    ['a missing semicolon', 'nginx', 'server {\n  listen 80\n}', /^15: .*listen does not end/],
    ['a misspelt directive', 'nginx', 'server {\n  listens 80;\n}', /^14: .*listens is no/],
    ['a directive in the wrong block', 'nginx', 'server { alias /a/; }', /^13: .*alias does not/],
    [
      'TLS without a certificate',
      'nginx',
      '\nserver { listen 443 ssl; }',
      /^14: .*ssl_certificate/,
    ],
  ];
  for (const [what, language, code, expected] of broken) {
    it(`find ${what}`, () => {
      const text = good.replace('```python title="a.py"\nx = 1', `\`\`\`${language}\n${code}`);
      const found = findings(text, codeCanBeRead);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0]!, expected);
    });
  }

  const sound: readonly [string, string, string][] = [
    ['JSX and an await at the top', 'javascript', 'const a = await f();\nconst b = <p>{a}</p>;'],
    [
      'stages and continued lines',
      'dockerfile',
      'FROM a AS b\nRUN c && \\\n  d\nFROM a\nCOPY --from=b c d',
    ],
    ['braces and semicolons in quotes', 'nginx', 'location ~ "^/a{2};$" { alias /b/$1; } # {'],
  ];
  for (const [what, language, code] of sound) {
    it(`let ${what} pass`, () => {
      const text = good.replace('```python title="a.py"\nx = 1', `\`\`\`${language}\n${code}`);
      assert.deepEqual(findings(text, codeCanBeRead), []);
    });
  }

  it('find a paragraph that stands in two answers', () => {
    const paragraph = 'One two three four five six seven eight.';
    const text = `## a\n\n${paragraph}\n\n## b\n\n- ${paragraph.replace('two', 'TWO')}\n`;
    const found = rules.duplicates(rules.readWritten([{ path: 'a.md', text }]));
    assert.deepEqual(
      found.map(({ written }) => written.question.id),
      ['b'],
    );
  });
});
