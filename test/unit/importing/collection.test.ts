import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { findQuestions } from '../../../src/study/importing';
import {
  categoryNames,
  collectionFiles,
  importedPackInSteps,
  mayHaveQuestions,
  type ImportedQuestion,
} from '../../../src/study/importing/collection';
import { repositoryAddress } from '../../../src/study/importing/repository';
import { readZip } from '../../../src/study/importing/zip';
import { parsePack, questionBody } from '../../../src/study/pack';
import { finish } from '../../../src/study/steps';
import { zipped } from './zipped';

const question = (id: string, rest: Partial<ImportedQuestion> = {}): ImportedQuestion => {
  return { id, title: `What is ${id}?`, hint: '', answer: '', category: '', ...rest };
};

describe('Questions of several files', () => {
  it('are looked for in files that may have some, and not in what every project has', () => {
    const taken = ['a.md', 'b/c.csv', 'README.md', 'x.apkg', 'q.JSONL', 'notes.txt'];
    const others = ['LICENSE.md', 'b/.github/a.md', 'node_modules/a/b.md', 'package.json', 'a.png'];
    assert.deepEqual([...taken, ...others].filter(mayHaveQuestions), taken);
  });

  it('have their file for a category, named so that each has a name of its own', () => {
    assert.deepEqual(categoryNames(['10-query-tuning.md', 'orm/README.md', 'forms.csv']), [
      'Query tuning',
      'Orm',
      'Forms',
    ]);
    assert.deepEqual(categoryNames(['django/views.md', 'flask/views.md', 'a.md']), [
      'Django / Views',
      'Flask / Views',
      'A',
    ]);
  });

  it('are written as a folder that reads back as one collection, in their order', () => {
    const categories = new Map([
      ['Views', [question('view', { answer: 'A callable.', hint: 'Think' })]],
      ['A [b] \\ c', [question('b'), question('c', { answer: '## No heading\n\n```\nopen' })]],
    ]);
    const files = finish(collectionFiles('Team list', categories));
    assert.deepEqual(
      files.map(({ path }) => path),
      ['README.md', 'views.questions.md', 'a-b-c.questions.md'],
    );
    const placed = files.map(({ path, text }) => ({ path: `team/${path}`, text }));
    const { collections } = parsePack(placed);
    assert.deepEqual(
      collections.map(({ title, categories }) => [
        title,
        categories.map(({ title, questions }) => [title, questions.map(({ id }) => id)]),
      ]),
      [
        [
          'Team list',
          [
            ['Views', ['view']],
            ['A [b] \\ c', ['b', 'c']],
          ],
        ],
      ],
    );
  });

  it('bring no link that an editor acts on, wherever it comes from', () => {
    const link = '[a](command:workbench.action.quit)';
    const [name = ''] = categoryNames([`${link}.md`]);
    const { questions } = findQuestions(
      'a.md',
      `# ${link}\n\n## What is a view, see ${link}?\n\n> ${link}\n\nSee ${link}.\n\n## And a form?\n\n> [a](\n\ncommand:b)\n`,
    ).readings[0]!;
    assert.match(name + JSON.stringify(questions), /(?:\]\(command:.*){4}/);
    const imported = questions.map((each, at) => ({ ...each, id: `q-${at}` }));
    const categories = ['One', name].map(title => ({
      title,
      questions: imported.map(each => ({ ...each, body: each.answer })),
    }));
    for (const text of [
      finish(importedPackInSteps(link, categories)),
      ...finish(collectionFiles(link, new Map([[name, imported]]))).map(file => file.text),
    ]) {
      assert.match(text, /command:/);
      assert.doesNotMatch(text, /(?<!\\)\]\(\s*command:/);
    }
  });

  it('stay as many where a broken definition is underlined', () => {
    const answer = 'See\n\n[rfc]: ftp://ftp.example.org/rfc.txt\n---\n\n## And so on';
    const imported = [question('a', { answer }), question('b')];
    const questions = imported.map(each => ({ ...each, body: each.answer }));
    for (const files of [
      [{ path: 'a.md', text: finish(importedPackInSteps('One', [{ title: 'One', questions }])) }],
      finish(collectionFiles('One', new Map([['One', imported]]))),
    ]) {
      const found = parsePack(files).collections.flatMap(({ categories }) =>
        categories.flatMap(one => one.questions.map(({ id }) => id)),
      );
      assert.deepEqual(found, ['a', 'b']);
    }
  });

  it('are divided where a category is too long for a file', () => {
    const long = 'word '.repeat(200_000);
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map(id => question(id, { answer: long }));
    const files = finish(collectionFiles('Long', new Map([['One', many]])));
    assert.deepEqual(
      files.map(({ path }) => path),
      ['README.md', 'one.questions.md', 'one-2.questions.md', 'one-3.questions.md'],
    );
    const { collections, problems } = parsePack(files);
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    const found = collections.flatMap(({ categories }) => categories.flatMap(one => one.questions));
    assert.deepEqual(
      found.map(({ id }) => id),
      ['a', 'b', 'c', 'd', 'e', 'f'],
    );
    const [, second] = files;
    assert.equal(questionBody(second!.text, found[0]!.source).trim(), long.trim());
  });
});

describe('An archive', () => {
  const contents = (archive: Uint8Array) => {
    const entries = readZip(archive);
    if (typeof entries === 'string') return entries;
    return entries.map(({ path, bytes, deflated, size }) => {
      const content = deflated ? inflateRawSync(bytes) : Buffer.from(bytes);
      assert.equal(content.length, size);
      return `${path}: ${content.toString()}`;
    });
  };

  it('gives its files, packed or stored, and no folders', () => {
    const archive = zipped([
      { path: 'list/', content: '', stored: true },
      { path: 'list/a.md', content: '## What is ASGI?' },
      { path: 'list\\ü.md', content: 'plain', stored: true },
    ]);
    assert.deepEqual(contents(archive), ['list/a.md: ## What is ASGI?', 'list/ü.md: plain']);
  });

  it('is read behind what stands before it and before a comment', () => {
    const archive = zipped([{ path: 'a.md', content: 'x' }]);
    archive[archive.length - 2] = 3;
    assert.deepEqual(contents(Buffer.concat([archive, Buffer.from('abc')])), ['a.md: x']);
  });

  const refusals: readonly (readonly [what: string, archive: Uint8Array, why: string])[] = [
    ['is no archive', Buffer.from('# A list\n'.repeat(10)), 'damaged'],
    ['is empty', new Uint8Array(), 'damaged'],
    ['has a name that leads up', zipped([{ path: 'a/../../b.md', content: '' }]), 'outside'],
    ['has a name from the root', zipped([{ path: '/etc/a.md', content: '' }]), 'outside'],
    ['has a name on a drive', zipped([{ path: 'C:\\a.md', content: '' }]), 'outside'],
    ['says that it has more files', zipped([{ path: 'a.md', content: '' }], 9_000), 'damaged'],
    ['says that it has very many', zipped([{ path: 'a.md', content: '' }], 65_535), 'too-many'],
    ['is encrypted', zipped([{ path: 'a.md', content: 'x', flags: 1 }]), 'encrypted'],
    ['is cut off', zipped([{ path: 'a.md', content: 'x'.repeat(99) }]).subarray(40), 'damaged'],
  ];
  for (const [what, archive, why] of refusals) {
    it(`that ${what} is refused`, () => assert.equal(contents(archive), why));
  }

  it('can be anything without anybody waiting', () => {
    const start = zipped([
      { path: 'a.md', content: 'x'.repeat(50) },
      { path: 'b.md', content: 'y', stored: true },
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { maxLength: 20 }),
        changes => {
          const archive = Uint8Array.from(start);
          for (const [at, value] of changes) archive[at] = value;
          const entries = readZip(archive);
          if (typeof entries === 'string') return;
          for (const { bytes } of entries) assert.ok(bytes.length <= archive.length);
        },
      ),
    );
  });
});

describe('The address of a repository', () => {
  for (const [typed, address] of [
    ['https://github.com/owner/name', 'https://github.com/owner/name'],
    ['owner/name', 'https://github.com/owner/name'],
    [' git clone https://github.com/owner/name.git ', 'https://github.com/owner/name.git'],
    ['https://github.com/owner/name/tree/main/docs?x=1#readme', 'https://github.com/owner/name'],
    ['https://gitlab.com/a/b/name/-/tree/main', 'https://gitlab.com/a/b/name'],
    ['https://git.example.org:8443/name', 'https://git.example.org:8443/name'],
    ['https://user:word@github.com/owner/name', undefined],
    ['http://github.com/owner/name', undefined],
    ['ext::sh -c whoami', undefined],
    ['https://github.com/owner', undefined],
    ['https://example.org/--upload-pack=x/y', undefined],
    ['../..', undefined],
    ['', undefined],
  ] as const) {
    it(`is ${address ?? 'none'} for ${JSON.stringify(typed)}`, () =>
      assert.equal(repositoryAddress(typed), address));
  }
});
