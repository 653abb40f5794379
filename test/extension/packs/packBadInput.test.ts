import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { App } from '../../../src/editor/main/app';
import { extensionId, until } from '../kit/app';

interface BadInput {
  /** The problem. */
  readonly what: string;
  /** Files of the folder `.interview`; a function makes anything but a file. */
  readonly files: Readonly<Record<string, string | Buffer | ((file: string) => void)>>;
  /** The ids of the questions that are still there. */
  readonly kept: readonly string[];
  /** `file code line` of the author's problems, except for missing hints. */
  readonly problems?: readonly string[];
  /** The message about the first problem. */
  readonly message?: RegExp;
  /** The rows below the questions in the tree, as `kind: text`. */
  readonly notices?: readonly RegExp[];
  /** The title, hint and answer of the first remaining question. */
  readonly first?: readonly [title: string, hint: string | undefined, answer: string];
}

const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const link = (to: string) => (file: string) => fs.symlinkSync(to, file);
const folder = (file: string) => {
  fs.mkdirSync(file);
};
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'packs-'));
const after = '\n\n## After? {#after}\n\n> h\n';

const cases: readonly BadInput[] = [
  {
    what: 'invalid UTF-8',
    files: { 'a.md': Buffer.from(`# A\n\n## Caf\xe9? {#a}\n\n> h${after}`, 'latin1') },
    kept: ['a', 'after'],
    first: ['Caf\uFFFD?', 'h', ''],
    problems: ['a.md encoding 3'],
    message: /This file is not UTF-8 from this line on.*Save it with the encoding UTF-8\./,
  },
  {
    what: 'a byte-order mark',
    files: { 'a.md': `\uFEFF## A? {#a}\n\n> h\n\nText${after}` },
    kept: ['a', 'after'],
    first: ['A?', 'h', '\nText'],
  },
  {
    what: 'CRLF',
    files: { 'a.md': `## A? {#a}\n\n> h\n\n- one\n\n  two${after}`.replaceAll('\n', '\r\n') },
    kept: ['a', 'after'],
    first: ['A?', 'h', '\n- one\n\n  two'],
  },
  {
    what: 'line ends of a single CR',
    files: { 'a.md': `## A? {#a}\n\n> h\n\nText${after}`.replaceAll('\n', '\r') },
    kept: ['a', 'after'],
    first: ['A?', 'h', '\nText'],
  },
  {
    what: 'NUL',
    files: { 'a.md': `## A\0? {#a}\n\n> h\n\nText${after}` },
    kept: ['a', 'after'],
    first: ['A\uFFFD?', 'h', '\nText'],
    problems: ['a.md nul-character 1'],
    message: /This line has a NUL character.*Delete it/,
  },
  {
    what: 'UTF-16 with a mark',
    files: { 'a.md': utf16(`\uFEFF## Ä? {#a}\r\n\r\n> h${after}`) },
    kept: ['a', 'after'],
    first: ['Ä?', 'h', ''],
  },
  {
    what: 'UTF-16 BE without a mark',
    files: { 'a.md': utf16(`## A? {#a}\n\n> h${after}`, true) },
    kept: ['a', 'after'],
    first: ['A?', 'h', ''],
  },
  {
    what: 'a line of 10 MB',
    files: { 'a.md': `## A? {#a}\n\n> h\n\n${megabytes(10)}${after}`, 'b.md': '## B? {#b}\n\n> h' },
    kept: ['b'],
    problems: ['a.md too-large 1'],
    message: /This file is not read: it is 10\.0 MB, and the limit is 5 MB\. Split it/,
    notices: [/^Files with errors: .*a\.md/],
  },
  {
    what: 'a line that is as long as a file may be',
    files: { 'a.md': `## A? {#a}\n\n> h\n\n[${'[x](y '.repeat(800_000)}${after}` },
    kept: ['a', 'after'],
  },
  {
    what: 'unterminated fences',
    files: {
      'a.md': '## A? {#a}\n\n```python\nx = 1\n\n## B? {#b}\n\n> h\n\n~~~\n\n## C? {#c}\n\n> h',
    },
    kept: ['a', 'b', 'c'],
    problems: ['a.md unclosed-fence 3', 'a.md unclosed-fence 10'],
    message: /This code block is never closed\. Close it with/,
    notices: [/^Files with errors: .*a\.md/],
  },
  {
    what: '100,000 headings',
    files: { 'a.md': '## a\n'.repeat(100_000), 'b.md': '## B? {#b}\n\n> h' },
    kept: ['b'],
    problems: ['a.md too-large 1'],
    message: /it has 100000 questions, and the limit is 20000\. Split it/,
    notices: [/^Files with errors: .*a\.md/],
  },
  {
    what: '100,000 headings of categories',
    files: { 'a.md': `${'# a\n'.repeat(100_000)}${after}` },
    kept: ['after'],
  },
  {
    what: 'an id twice, across files',
    files: { 'a.md': '## A? {#same}\n\n> h', 'b.md': '## B? {#same}\n\n> h' },
    kept: ['same', 'same-2'],
    problems: ['b.md duplicate-id 1'],
    message: /“same” belongs to a question in .*a\.md:1, so this one is called “same-2”/,
  },
  {
    what: 'an id of a built-in question',
    files: { 'a.md': '## Mine? {#signals}\n\n> h' },
    kept: ['signals-2'],
    problems: ['a.md duplicate-id 1'],
    message: /“signals” belongs to a question in /,
  },
  {
    what: 'deep nesting in the text',
    files: {
      'a.md': `## A? {#a}\n\n> h\n\n${'> '.repeat(5000)}q\n\n${'- '.repeat(5000)}l${after}`,
    },
    kept: ['a', 'after'],
  },
  {
    what: 'folders in folders beyond all measure',
    files: { [`${'d/'.repeat(40)}a.md`]: '## Too deep?', 'b.md': '## B? {#b}\n\n> h' },
    kept: ['b'],
    notices: [/^Not all of the pack is read: .* its folders are nested too deeply/],
  },
  {
    what: 'links that lead in circles',
    files: {
      'b.md': '## B? {#b}\n\n> h',
      loop: link('.'),
      'deep/up': link('../..'),
      'self.md': link('self.md'),
      'one.md': link('two.md'),
      'two.md': link('one.md'),
      'again.md': link('b.md'),
    },
    kept: ['b'],
  },
  {
    what: 'links that lead out of the pack, or nowhere',
    files: {
      'b.md': '## B? {#b}\n\n> h',
      'secret.md': link(path.join(outside, 'secret.md')),
      elsewhere: link(outside),
      'dangling.md': link('nowhere'),
    },
    kept: ['b'],
    notices: [/^Links that lead out of the pack: .*secret\.md/],
  },
  {
    what: 'a folder with the name of a file',
    files: { 'b.md': '## B? {#b}\n\n> h', 'a.md': folder },
    kept: ['b'],
  },
  {
    what: 'no text at all',
    files: { 'a.md': '', 'b.md': '## B? {#b}\n\n> h' },
    kept: ['b'],
    problems: ['a.md no-questions 1'],
    message: /This file has no questions\. A question is a heading/,
  },
];

describe('a pack with bad input', () => {
  let app: App;
  let place: string;

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(extensionId);
    assert.ok(extension);
    app = await (await extension.activate()).app();
    const workspace = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    place = path.join(workspace, '.interview');
    fs.writeFileSync(path.join(outside, 'secret.md'), '## Secret? {#secret}\n\n> h');
    await app.study.questions.settled();
  });

  const own = () => app.study.questions.library.questions.filter(({ source }) => source.pack);

  afterEach(async () => {
    fs.rmSync(place, { recursive: true, force: true });
    // VS Code may not report files that come and go at once.
    await (await app.study.questions.packs()).refresh();
    await until('all are gone', () => own().length === 0);
  });

  for (const { what, files, kept, problems = [], message, notices = [], first } of cases) {
    it(`is told of, and what is good in it kept: ${what}`, async () => {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(place, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        if (typeof content === 'function') content(file);
        else fs.writeFileSync(file, content);
      }
      const { questions } = app.study;
      const packs = await questions.packs();
      await packs.refresh();
      await until('it is read', () => own().length >= kept.length);
      await packs.settled();
      assert.deepEqual(
        own()
          .map(({ id }) => id)
          .sort(),
        [...kept].sort(),
      );
      const told = [...packs.problems].flatMap(([uri, all]) =>
        all
          .filter(({ code }) => code !== 'missing-hint')
          .map(problem => ({ ...problem, uri: uri.slice(uri.lastIndexOf('/') + 1) })),
      );
      assert.deepEqual(
        told.map(({ uri, code, startLine }) => `${uri} ${code} ${startLine + 1}`),
        problems,
      );
      if (message) assert.match(told[0]!.message, message);
      const rows = questions.notices.map(({ label, detail }) => `${label}: ${detail}`);
      assert.equal(rows.length, notices.length, rows.join('\n'));
      notices.forEach((notice, i) => assert.match(rows[i]!, notice));
      if (first) {
        const question = questions.question(kept[0]!)!;
        const answer = await questions.body(question);
        assert.deepEqual([question.title, question.hint, answer], first);
      }
    }).timeout(60_000);
  }
});
