import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { readSource } from '../../../src/editor/packs/importing/readFiles';
import { sourceOf } from '../../../src/editor/packs/importing/sources';
import type { Reading } from '../../../src/study/importing';
import { projectFolder } from '../../host/project';
import { zipped, type Zipped } from '../../unit/importing/zipped';

/** If the editor's Node supports it; else Anki packages are refused. */
const sqlite = process.getBuiltinModule('node:sqlite') as
  | { DatabaseSync: new (file: string) => { exec(sql: string): void; close(): void } }
  | undefined;

describe('what can be imported beside single files', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-'));
  const anki = path.join(projectFolder(), 'test/fixtures/anki');

  after(() => fs.rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Uint8Array): string => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  };
  const read = async (...names: readonly string[]) =>
    readSource(await sourceOf(names.map(name => vscode.Uri.file(path.resolve(folder, name)))));
  const told = async (...names: readonly string[]) => {
    const { files, without } = await read(...names);
    const found = files.map(({ category, readings: [reading] }) => {
      const titles = reading?.questions.map(({ title }) => title) ?? [];
      return `${category}: ${titles.join(' ')}`;
    });
    return { found, without };
  };
  const failure = async (...names: readonly string[]): Promise<string> => {
    try {
      await read(...names);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return assert.fail('it was read');
  };

  it('is a folder of any size, of which as much is read as memory holds', async () => {
    const { showWarningMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
    // Latin-1, and 10 MB each as far as is known before it is read.
    const bytes = Buffer.from('question,answer\nWhat is a caf\xe9?,A bar\n', 'latin1');
    const files = Array.from({ length: 20 }, (_, at) => ({
      path: `${at}.csv`,
      size: () => Promise.resolve(10 * 1024 * 1024),
      read: () => Promise.resolve(new Uint8Array(bytes)),
    }));
    try {
      const source = { title: 'large', isFolder: true, truncated: false };
      const { files: some, truncated } = await readSource({ ...source, files });
      assert.deepEqual([some.length, truncated], [12, true]);
      const { truncated: isCut } = await readSource({ ...source, files: files.slice(0, 12) });
      assert.equal(isCut, false);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    // One message for each import, not for each file.
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^12 files are not UTF-8, 0\.csv among them/);
  });

  it('is a folder, whose files without questions are passed over and named', async () => {
    write('list/2-forms.md', '## What is a form?\n\nFields.\n');
    write('list/10-views.csv', 'question,answer\nWhat is a view?,A callable\n');
    write('list/orm/README.md', '1. **Why lazy?** Saves queries.\n2. **When evaluated?** Late.\n');
    write('list/install.md', '# Install\n\n## Linux\n\napt\n\n## Windows\n\nwinget\n');
    write('list/tsconfig.json', '{ // no JSON\n}');
    write('list/data.json', '{ // no JSON\n}');
    write('list/.github/ISSUE.md', '## What happened?\n');
    write('list/node_modules/a/q.md', '## What is this?\n');
    fs.symlinkSync(folder, path.join(folder, 'list/round'));
    assert.deepEqual(await told('list'), {
      found: ['Forms: What is a form?', 'Views: What is a view?', 'Orm: Why lazy? When evaluated?'],
      without: ['data.json', 'install.md'],
    });
  });

  it('is an archive, read as the folder in it', async () => {
    write(
      'list.zip',
      zipped([
        { path: 'list-main/', content: '', stored: true },
        { path: 'list-main/a.md', content: '## What is ASGI?\n\nAn interface.\n' },
        { path: 'list-main/sub/b.md', content: '## What is WSGI?\n', stored: true },
        { path: 'list-main/logo.png', content: 'x'.repeat(1000) },
      ]),
    );
    assert.deepEqual(await told('list.zip'), {
      found: ['A: What is ASGI?', 'B: What is WSGI?'],
      without: [],
    });
    const { title } = await read('list.zip');
    assert.equal(title, 'list.zip');
  });

  const bomb = 'x'.repeat(1_000_000);
  const hostile: readonly (readonly [what: string, files: readonly Zipped[], why: RegExp])[] = [
    [
      'unpacks to more than it says',
      [{ path: 'a.md', content: bomb, claimedSize: 2000 }],
      /h\.zip is damaged/,
    ],
    [
      'says that it unpacks to far too much',
      Array.from({ length: 40 }, (_, index) => ({
        path: `${index}.md`,
        content: 'x',
        claimedSize: 4_000_000,
      })),
      /would unpack to more than 128 MB/,
    ],
    [
      'has a file that is larger than its bytes can be',
      [{ path: 'a.md', content: 'x', claimedSize: 4_000_000 }],
      /h\.zip is damaged/,
    ],
    ['leads out', [{ path: '../a.md', content: '## What?\n' }], /lead out of its folder/],
    ['is encrypted', [{ path: 'a.md', content: '## What?\n', flags: 1 }], /by a password/],
    ['has no text', [{ path: 'a.png', content: '' }], /h\.zip contains no file with questions/],
  ];
  for (const [what, files, why] of hostile) {
    it(`is no archive that ${what}`, async () => {
      write('h.zip', zipped(files));
      assert.match(await failure('h.zip'), why);
    });
  }

  it('is no archive whose bytes are spoilt', async () => {
    const archive = zipped([{ path: 'a.md', content: '## What is ASGI?\n'.repeat(500) }]);
    archive.fill(0xff, 40, 60);
    write('h.zip', archive);
    assert.match(await failure('h.zip'), /h\.zip is damaged/);
  });

  it('is several files, of which those that cannot be read are named', async () => {
    write('good.md', '## What is a form?\n');
    write('bad.json', '{');
    const { files, failures } = await read('good.md', 'bad.json');
    assert.deepEqual(
      files.map(({ path: name }) => name),
      ['good.md'],
    );
    assert.match(failures.join(' '), /bad\.json is not valid JSON/);
  });

  if (sqlite) {
    for (const name of ['old.apkg', 'new.colpkg']) {
      it(`is a package of Anki such as ${name}`, async () => {
        const { files } = await read(path.join(anki, name));
        assert.deepEqual(
          files[0]!.readings[0]!.questions.map(
            ({ category, title, answer }) => `${category}: ${title} → ${answer}`,
          ),
          [
            'Django: What is a signal? → A **hook**\\\nwith `receiver`',
            'ORM: Why lazy? → Saves queries',
            'Django: A queryset is \\[how\\] and chained. → A queryset is lazy and chained.\n\nSee docs',
            'Django: A queryset is lazy and \\[…\\]. → A queryset is lazy and chained.\n\nSee docs',
          ],
        );
        assert.deepEqual(
          files[0]!.readings[0]!.leftOut.map(({ reason, text }) => `${reason} ${text}`),
          ['media orm.png', 'media a.mp3'],
        );
        assert.deepEqual(
          fs.readdirSync(os.tmpdir()).filter(one => one.startsWith('django-interview-')),
          [],
        );
      });
    }

    it('is a package each of whose notes comes once', async () => {
      const file = path.join(folder, 'made.db');
      fs.rmSync(file, { force: true });
      const database = new sqlite.DatabaseSync(file);
      database.exec(
        'CREATE TABLE notes (id, mid, tags, flds); CREATE TABLE cards (nid, did, odid); ' +
          `CREATE TABLE col (models, decks); INSERT INTO col VALUES ('{}', '{}'); ` +
          `INSERT INTO notes VALUES (1, 1, '', 'Why?\x1fSo.'), (2, 1, '', 'Why?\x1fSo.')`,
      );
      database.close();
      write('made.apkg', zipped([{ path: 'collection.anki2', content: fs.readFileSync(file) }]));
      const [{ questions, leftOut }] = (await read('made.apkg')).files[0]!.readings as [Reading];
      assert.deepEqual(
        questions.map(({ title, answer }) => `${title} ${answer}`),
        ['Why? So.'],
      );
      assert.deepEqual(leftOut, [{ reason: 'duplicate', text: 'Why?' }]);
    });

    it('is no package whose notes would never end', async () => {
      assert.match(await failure(path.join(anki, 'endless.apkg')), /Notes in Plain Text/);
    });

    const computed: readonly [what: string, sql: string][] = [
      [
        'a view by the name of a table in capitals',
        'CREATE VIEW NOTES AS SELECT 1 AS id, 1 AS mid, 0 AS tags, 0 AS flds',
      ],
      [
        'columns that are computed, which a comment hides',
        'CREATE TABLE notes (id, mid, tags, flds AS/**/(hex(zeroblob(id))))',
      ],
      [
        'columns that are computed, where a table stands in for the question whether they are',
        'CREATE TABLE notes (id, mid, tags, flds AS (hex(zeroblob(id)))); ' +
          'CREATE VIRTUAL TABLE pragma_table_xinfo USING fts5(hidden)',
      ],
    ];
    for (const [what, sql] of computed) {
      it(`is no package whose notes are ${what}`, async () => {
        const file = path.join(folder, 'made.db');
        fs.rmSync(file, { force: true });
        const database = new sqlite.DatabaseSync(file);
        database.exec(
          `${sql}; CREATE TABLE cards (nid, did, odid); CREATE TABLE col (models, decks)`,
        );
        database.exec(`INSERT INTO col VALUES ('{}', '{}')`);
        database.close();
        write('made.apkg', zipped([{ path: 'collection.anki2', content: fs.readFileSync(file) }]));
        assert.match(await failure('made.apkg'), /made\.apkg is damaged or comes from an unknown/);
      });
    }

    it('is no package whose database is none', async () => {
      write('x.apkg', zipped([{ path: 'collection.anki2', content: 'no database'.repeat(99) }]));
      assert.match(await failure('x.apkg'), /x\.apkg is damaged/);
    });
  } else {
    it('is no package of Anki in an editor that cannot read it, which says what to do', async () => {
      const message = await failure(path.join(anki, 'new.colpkg'));
      assert.match(message, /new\.colpkg is an Anki package, which this editor cannot open/);
      assert.match(message, /File > Export and the format “Notes in Plain Text \(\.txt\)”/);
    });
  }

  it('is no archive without a collection that calls itself a package', async () => {
    write('y.apkg', zipped([{ path: 'media', content: '{}' }]));
    assert.match(await failure('y.apkg'), /y\.apkg contains no Anki collection/);
  });

  it('is thousands of pages at one go, a few at a time', async () => {
    const page = Array.from(
      { length: 60 },
      (_, index) => `### ${index + 1}. What is part ${index}?\n\n${'It is a part. '.repeat(40)}\n`,
    ).join('\n');
    for (let index = 0; index < 231; index++) write(`many/${index}.md`, `# Page\n\n${page}`);
    const { files } = await read('many');
    assert.equal(files.length, 231);
    assert.equal(
      files.reduce((sum, { readings: [best] }) => sum + (best?.questions.length ?? 0), 0),
      231 * 60,
    );
  });
});
