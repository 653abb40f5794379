import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import { readImages } from '../../../src/editor/packs/packImages';
import { extensionId, until } from '../kit/app';

describe('packs of the workspace and of the person', () => {
  let app: App;
  let folder: string;
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'packs-'));

  const write = (file: string, ...lines: readonly (string | Buffer)[]) => {
    const absolute = path.resolve(folder, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    const [first] = lines;
    fs.writeFileSync(absolute, Buffer.isBuffer(first) ? first : lines.join('\n'));
  };
  const remove = (file: string) => fs.rmSync(path.resolve(folder, file), { recursive: true });
  const has = (id: string) => app.study.questions.question(id) !== undefined;
  const setting = (name: string, value: unknown) =>
    vscode.workspace
      .getConfiguration('djangoInterview')
      .update(name, value, vscode.ConfigurationTarget.Global);
  const notices = () => app.study.questions.notices.map(({ id }) => id.split(' ')[0]);

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(extensionId);
    assert.ok(extension);
    app = await (await extension.activate()).app();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    await app.study.questions.settled();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    for (const name of fs.readdirSync(folder)) remove(name);
    for (const name of ['packFiles', 'packFolders', 'showBuiltInQuestions', 'hiddenCategories']) {
      await setting(name, undefined);
    }
    fs.rmSync(outside, { recursive: true });
    await until(
      'only the built-in questions are there',
      () => app.study.questions.library.questions.length === 57,
    );
  });

  it('are read when they come, change and go', async () => {
    write('.interview/team.md', '# Team', '', '## How do we deploy? {#deploy}', '', '> By hand.');
    await until('the question is there', () => has('deploy'));
    const [question] = app.study.questions.library.questions.slice(-1);
    assert.equal(question!.id, 'deploy');
    assert.equal(await app.study.questions.body(question!), '');

    write('.interview/team.md', '# Team', '', '## How do we deploy now? {#deploy}', '', 'By CI.');
    await until('it is worded anew', () =>
      Boolean(app.study.questions.question('deploy')?.title.includes('now')),
    );
    assert.match(await app.study.questions.body(app.study.questions.question('deploy')!), /By CI/);

    write('notes/asked.questions.md', '## What was asked? {#asked}');
    await until('the second pack is there', () => has('asked'));
    fs.renameSync(path.join(folder, 'notes'), path.join(folder, 'moved'));
    await until('it is read where it is now', () =>
      Boolean(app.study.questions.question('asked')?.source.file.startsWith('moved/')),
    );
    remove('moved');
    await until('it is gone with its folder', () => !has('asked'));
    remove('.interview');
    await until('both are gone', () => !has('deploy'));
  });

  it('leave the open question open and keep its progress', async () => {
    write('.interview/team.md', '## How do we deploy?', '', 'Old answer.');
    await until('the question is there', () => has('how-do-we-deploy'));
    await vscode.commands.executeCommand(commands.open, 'how-do-we-deploy');
    await vscode.commands.executeCommand(commands.toggleMastered);
    write('.interview/team.md', '## Another?', '', '## How do we deploy?', '', 'New answer.');
    await until('the other one is there', () => has('another'));
    assert.equal(app.study.current?.id, 'how-do-we-deploy');
    assert.equal(app.study.has('how-do-we-deploy', 'mastered'), true);

    write('.interview/team.md', '## Another?', '', '## How do we deploy things?', '', 'New.');
    await until(
      'the panel follows the new wording',
      () => app.study.current?.id === 'how-do-we-deploy-things',
    );
    await vscode.commands.executeCommand(commands.undo);
    remove('.interview');
    await until('no question is open', () => app.study.current === undefined);
  });

  it('wait for a question that is asked for before its pack is read', async () => {
    write('.interview/late.md', '## Late? {#late}');
    const packs = await app.study.questions.packs();
    void packs.refresh();
    assert.equal((await app.study.questions.find('late'))?.id, 'late');
    assert.equal(await app.study.questions.find('never'), undefined);
    remove('.interview');
    // VS Code may not report a file that comes and goes at once.
    await packs.refresh();
    await until('it is gone', () => !has('late'));
  });

  it('are a storm of files once, not five hundred times', async () => {
    let changes = 0;
    const subscription = app.study.questions.onDidChange(() => changes++);
    for (let i = 0; i < 500; i++) write(`.interview/storm/${i}.md`, `## Storm ${i}?`);
    await until('all are there', () => has('storm-499') && has('storm-0') && has('storm-250'));
    assert.equal(app.study.questions.library.questions.length, 57 + 500);
    assert.ok(changes < 15, `${changes} changes`);
    remove('.interview/storm');
    await until('all are gone', () => !has('storm-0') && !has('storm-499'));
    subscription.dispose();
  });

  it('can be in any folder, and are left out where there is none on this machine', async () => {
    write(path.join(outside, 'a.md'), '# A', '## In a folder? {#in-a-folder}');
    write(path.join(outside, 'README.md'), '# My pack', '', '- [a](a.md)');
    write(path.join(outside, 'node_modules/x/README.md'), '## No question of mine? {#not-mine}');
    write('docs/own/c.md', '## By a relative path? {#relative}');
    await setting('packFolders', [
      ...[outside, path.join(outside, 'nowhere'), 'C:\\Users\\me\\packs', '~/no/such/pack'],
      ...['./docs/own/', 'not/there', 'http:\\\\[', 42],
    ]);
    await until('the question is there', () => has('in-a-folder'));
    assert.equal(has('not-mine'), false);
    const place = app.study.questions.library.place('in-a-folder');
    assert.equal(place?.collection.title, 'My pack');
    await until('so is that of a relative path', () => has('relative'));
    assert.deepEqual(notices(), []);
    write(path.join(outside, 'b.md'), '# B', '## Added? {#added}');
    await until('another file is there', () => has('added'));
    await setting('packFolders', undefined);
    await until('both are gone', () => !has('in-a-folder') && !has('added'));
    assert.deepEqual(notices(), []);
    remove('docs');
  });

  it('are found below the home folder', async () => {
    const home = process.env.HOME!;
    process.env.HOME = outside;
    fs.mkdirSync(path.join(outside, 'packs'), { recursive: true });
    fs.writeFileSync(path.join(outside, 'packs/a.md'), '## At home? {#at-home}');
    try {
      await setting('packFolders', ['~/packs/']);
      await until('the question is there', () => has('at-home'));
      assert.deepEqual(notices(), []);
      await setting('packFolders', undefined);
      await until('it is gone', () => !has('at-home'));
    } finally {
      process.env.HOME = home;
    }
  });

  it('show their own pictures, and none from elsewhere', async () => {
    const png = Buffer.from('iVBORw0KGgo=', 'base64');
    write('.interview/deep/a.md', '## Pictures? {#pictures}');
    write('.interview/own.png', png);
    write('.interview/large.png', Buffer.alloc(2 * 1024 * 1024 + 1));
    write('outside.png', png);
    write('docs/b.questions.md', '## Without a folder of its own? {#beside}');
    write('docs/b.png', png);
    write(path.join(outside, 'secret.png'), png);
    fs.mkdirSync(path.join(folder, '.interview/folder.png'));
    const link = (to: string, name: string) => fs.symlinkSync(to, path.join(folder, name));
    link('own.png', '.interview/again.png');
    link(path.join(outside, 'secret.png'), '.interview/secret.png');
    link(outside, '.interview/elsewhere');
    await until('the question is there', () => has('pictures'));
    const destinations = [
      ...['../own.png', '../again.png', '../large.png', '../secret.png', '../elsewhere/secret.png'],
      ...['../nowhere.png', '../folder.png', '../../../outside.png', 'https://x.org/a.png', 'a.md'],
      '../../outside.png', // in the workspace, but outside the pack
    ];
    const images = await readImages(app.study.questions.question('pictures')!, destinations);
    assert.deepEqual(
      [...images],
      [
        ['../own.png', 'data:image/png;base64,iVBORw0KGgo='],
        ['../again.png', 'data:image/png;base64,iVBORw0KGgo='],
      ],
    );
    await until('the other question is there', () => has('beside'));
    const beside = await readImages(app.study.questions.question('beside')!, [
      ...['b.png', '../outside.png'],
    ]);
    assert.deepEqual([...beside.keys()], ['b.png']);
    for (const name of ['.interview', 'outside.png', 'docs']) remove(name);
    await until('they are gone', () => !has('pictures') && !has('beside'));
  });

  it('show no picture beyond a link where nobody can tell where it leads', async () => {
    const { Directory, File, SymbolicLink } = vscode.FileType;
    const types = new Map<string, vscode.FileType>([
      ['/pack', Directory],
      ['/pack/own', Directory],
      ['/pack/own/a.png', File],
      ['/pack/own/link.png', File | SymbolicLink],
      ['/pack/elsewhere', Directory | SymbolicLink],
      ['/pack/elsewhere/a.png', File],
    ]);
    const nothing = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const refuse = () => {
      throw vscode.FileSystemError.NoPermissions();
    };
    const provider: vscode.FileSystemProvider = {
      onDidChangeFile: nothing.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: uri => {
        const type = types.get(uri.path);
        if (type === undefined) throw vscode.FileSystemError.FileNotFound(uri);
        return { type, ctime: 0, mtime: 0, size: 1 };
      },
      readFile: () => new Uint8Array([0]),
      readDirectory: () => [],
      ...{ createDirectory: refuse, delete: refuse, rename: refuse, writeFile: refuse },
    };
    const registration = vscode.workspace.registerFileSystemProvider('linked', provider);
    const question = app.study.questions.library.questions[0]!;
    const source = { ...question.source, pack: 'linked:/pack', file: 'a.md' };
    const destinations = ['own/a.png', 'own/link.png', 'elsewhere/a.png', 'own/nowhere.png'];
    const images = await readImages({ ...question, source }, destinations);
    registration.dispose();
    assert.deepEqual([...images.keys()], ['own/a.png']);
  });

  it('may be all there is: the built-in questions can be hidden, or a category', async () => {
    write('.interview/a.md', '# Mine', '## One? {#one}', '## Signals? {#signals}');
    await until('the pack is there', () => has('one'));
    const [builtIn] = app.study.questions.library.collections;
    await setting('hiddenCategories', [builtIn!.categories[0]!.id]);
    await until('the category is hidden', () => {
      const [first] = app.study.questions.library.collections;
      return first!.categories.length === builtIn!.categories.length - 1;
    });
    await setting('showBuiltInQuestions', false);
    await until('only the pack is there', () => app.study.questions.library.questions.length === 2);
    assert.ok(has('signals-2'), 'an id of a hidden question is not given away');
    await setting('showBuiltInQuestions', undefined);
    await setting('hiddenCategories', undefined);
    remove('.interview');
    await until('all is as before', () => app.study.questions.library.questions.length === 57);
  });
});
