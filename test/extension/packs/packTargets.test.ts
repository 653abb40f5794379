import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  newPackFile,
  newPackFolder,
  packFolder,
  replaceAnswers,
} from '../../../src/editor/packs/packTargets';
import { commands } from '../../../src/editor/base/ids';
import { HumanError } from '../../../src/editor/base/log';
import { listPackFiles } from '../../../src/editor/packs/packFiles';
import type { Study } from '../../../src/editor/core/study';
import { runCommand } from '../../../src/editor/main/commandTable';
import { activeApp, until } from '../kit/app';
import { MemoryDisk } from '../kit/memoryDisk';

/** A new pack's destination, and that it is found there. */
describe('a new pack', () => {
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'targets-'));
  const { showInputBox, showOpenDialog, showInformationMessage, showWarningMessage } =
    vscode.window;
  const workspaceFolders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
  const { getWorkspaceFolder } = vscode.workspace;
  const configuration = () => vscode.workspace.getConfiguration('djangoInterview');
  const folder = vscode.workspace.workspaceFolders![0]!.uri;

  const open = (...uris: readonly vscode.Uri[]) => {
    const value = uris.map((uri, index) => ({ uri, name: path.basename(uri.path), index }));
    Object.defineProperty(vscode.workspace, 'workspaceFolders', { value, configurable: true });
    Object.assign(vscode.workspace, {
      getWorkspaceFolder: (uri: vscode.Uri) =>
        value.find(one => uri.path.startsWith(`${one.uri.path}/`)),
    });
  };

  afterEach(async () => {
    Object.defineProperty(vscode.workspace, 'workspaceFolders', workspaceFolders!);
    Object.assign(vscode.workspace, { getWorkspaceFolder });
    Object.assign(vscode.window, { showInputBox, showOpenDialog });
    Object.assign(vscode.window, { showInformationMessage, showWarningMessage });
    for (const name of ['packFiles', 'packFolders'])
      await configuration().update(name, undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(() => {
    fs.rmSync(outside, { recursive: true });
    fs.rmSync(path.join(folder.fsPath, '.interview'), { recursive: true, force: true });
  });

  it('goes to the folder of the file that is worked on, of several that are open', async () => {
    const second = vscode.Uri.file(path.join(outside, 'second'));
    fs.mkdirSync(second.fsPath);
    fs.writeFileSync(path.join(second.fsPath, 'views.py'), '');
    open(folder, second);
    assert.equal(packFolder()?.path, `${folder.path}/.interview`);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(second, 'views.py'));
    assert.equal(packFolder()?.path, `${second.path}/.interview`);
  });

  it('goes where the person says with no folder open, and is found there', async () => {
    open();
    const said: string[] = [];
    Object.assign(vscode.window, {
      showOpenDialog: () => Promise.resolve([vscode.Uri.file(outside)]),
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
    const uri = await newPackFile('Mine', '# Mine\n');
    assert.equal(uri.fsPath, path.join(outside, '.interview/mine.questions.md'));
    assert.deepEqual(configuration().get('packFolders'), [path.join(outside, '.interview')]);
    assert.match(said.join(), /one of your pack folders now/);
  });

  it('goes elsewhere where the folder for packs is a link out of the workspace', async function () {
    if (process.platform === 'win32') this.skip();
    const work = path.join(outside, 'work');
    const elsewhere = path.join(outside, 'elsewhere');
    const chosen = path.join(outside, 'chosen');
    for (const each of [work, elsewhere, chosen]) fs.mkdirSync(each);
    fs.symlinkSync(elsewhere, path.join(work, '.interview'));
    open(vscode.Uri.file(work));
    const said: string[] = [];
    // The same folder first: its link is still no place for a pack.
    const answers = [work, chosen];
    Object.assign(vscode.window, {
      showOpenDialog: () => Promise.resolve([vscode.Uri.file(answers.shift()!)]),
      showInformationMessage: () => Promise.resolve(undefined),
      showWarningMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
    const uri = await newPackFile('Linked', '# Linked\n');
    assert.equal(uri.fsPath, path.join(chosen, '.interview/linked.questions.md'));
    assert.deepEqual(fs.readdirSync(elsewhere), []);
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /a link that leads out of the workspace/);
  });

  it('leaves nothing behind where it cannot be written, and says so', async () => {
    const work = path.join(outside, 'full');
    fs.mkdirSync(work);
    fs.writeFileSync(path.join(work, '.interview'), 'a file');
    open(vscode.Uri.file(work));
    await assert.rejects(newPackFile('Full', '# Full\n'), (error: unknown) => {
      assert.ok(error instanceof HumanError);
      assert.match(error.message, /full\.questions\.md could not be written: .*No pack was made/);
      return true;
    });
    assert.deepEqual(fs.readdirSync(work), ['.interview']);
  });

  /** Lets another window write `theirs` between the question for a free name and this one's write. */
  const meanwhile = async (theirs: string, write: 'works' | 'fails', act: () => Promise<void>) => {
    const { fs: files } = vscode.workspace;
    const writeFile = async (uri: vscode.Uri, bytes: Uint8Array) => {
      fs.mkdirSync(path.dirname(theirs), { recursive: true });
      fs.writeFileSync(theirs, '# Theirs\n');
      if (write === 'fails') throw new Error('The disk is full.');
      await files.writeFile(uri, bytes);
    };
    const value = Object.create(files, { writeFile: { value: writeFile } }) as unknown;
    Object.defineProperty(vscode.workspace, 'fs', { configurable: true, value });
    try {
      await act();
    } finally {
      Object.defineProperty(vscode.workspace, 'fs', { configurable: true, value: files });
    }
    assert.equal(fs.readFileSync(theirs, 'utf8'), '# Theirs\n');
  };

  it('takes nothing from another window that makes one of the same name meanwhile', async () => {
    const work = path.join(outside, 'both');
    const packs = path.join(work, '.interview');
    open(vscode.Uri.file(work));
    const theirs = path.join(packs, 'both.questions.md');
    await meanwhile(theirs, 'works', async () => {
      const uri = await newPackFile('Both', '# Mine\n');
      assert.equal(path.basename(uri.fsPath), 'both-2.questions.md');
      assert.equal(fs.readFileSync(uri.fsPath, 'utf8'), '# Mine\n');
      fs.rmSync(uri.fsPath);
    });
    fs.rmSync(theirs);
    await meanwhile(theirs, 'fails', () =>
      assert.rejects(newPackFile('Both', '# Mine\n'), /The disk is full/),
    );
    assert.deepEqual(fs.readdirSync(packs), ['both.questions.md']);
  });

  it('of several files takes nothing from another window either, and is not found in part', async () => {
    const work = path.join(outside, 'folders');
    const packs = path.join(work, '.interview');
    open(vscode.Uri.file(work));
    const theirs = path.join(packs, 'both', 'a.md');
    const files = [
      { path: 'README.md', text: '# Both\n' },
      { path: 'a.md', text: '# Mine\n' },
    ];
    await meanwhile(theirs, 'works', async () => {
      const uri = await newPackFolder('Both', files);
      assert.equal(uri.fsPath, path.join(packs, 'both-2', 'a.md'));
      assert.equal(fs.readFileSync(uri.fsPath, 'utf8'), '# Mine\n');
      assert.deepEqual(fs.readdirSync(packs), ['both', 'both-2']);
    });
    fs.rmSync(path.join(packs, 'both-2'), { recursive: true });
    await meanwhile(theirs, 'fails', () =>
      assert.rejects(newPackFolder('Both', files), (error: unknown) => {
        assert.ok(error instanceof HumanError);
        assert.match(error.message, /The disk is full/);
        return true;
      }),
    );
    assert.deepEqual(fs.readdirSync(packs), ['both']);
    // What a window that was killed has begun.
    const begun = path.join(packs, 'begun.tmp');
    fs.mkdirSync(begun);
    fs.writeFileSync(path.join(begun, 'a.md'), '# Half\n');
    const uri = vscode.Uri.file(work);
    for (const globs of [['.interview/**/*.md'], ['**/*.md']]) {
      const { entries } = await listPackFiles({ id: 'p', kind: 'workspace', uri, globs });
      assert.deepEqual(
        entries.map(entry => entry.path),
        ['.interview/both/a.md'],
      );
    }
  });

  it('of several files is there where only files can be renamed, or nothing of it is', async () => {
    const disk = new MemoryDisk();
    const registered = vscode.workspace.registerFileSystemProvider('only-files', disk);
    try {
      open(vscode.Uri.parse('only-files:/team'));
      disk.files.set('/team/.interview/both/a.md', Buffer.from('# Theirs\n'));
      // What a window that was killed left, long ago by the time of this disk.
      const begun = `/team/.interview/${globalThis.crypto.randomUUID()}.tmp`;
      disk.files.set(`${begun}/a.md`, Buffer.from('# Half\n'));
      const files = ['README.md', 'a.md', 'more/b.md'].map(name => ({ path: name, text: '# A\n' }));
      const uri = await newPackFolder('Both', files);
      assert.equal(uri.path, '/team/.interview/both-2/a.md');
      const whole = [
        '/team/.interview/both/a.md',
        ...files.map(file => `/team/.interview/both-2/${file.path}`),
      ];
      assert.deepEqual([...disk.files.keys()].sort(), whole.sort());
      assert.equal(String(disk.files.get('/team/.interview/both/a.md')), '# Theirs\n');
      const writeFile = disk.writeFile.bind(disk);
      disk.writeFile = (to, content) =>
        to.path.includes('both-3/more')
          ? Promise.reject(vscode.FileSystemError.Unavailable('The disk is full.'))
          : writeFile(to, content);
      await assert.rejects(newPackFolder('Both', files), /The disk is full/);
      assert.deepEqual([...disk.files.keys()].sort(), whole);
    } finally {
      registered.dispose();
    }
  });

  it('says where the setting leaves it out, and is found when that is changed', async () => {
    await configuration().update('packFiles', ['docs/*.md'], vscode.ConfigurationTarget.Global);
    const said: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: (text: string, add: string) => {
        said.push(text);
        return Promise.resolve(add);
      },
    });
    await newPackFile('Left out', '# Left out\n');
    await until('the setting has it', () =>
      configuration().get<string[]>('packFiles')?.includes('.interview/**/*.md'),
    );
    assert.deepEqual(configuration().get('packFiles'), ['.interview/**/*.md', 'docs/*.md']);
    assert.match(said.join(), /“djangoInterview.packFiles” leaves \.interview out/);
  });

  it('takes a copy of a built-in question, which stays as it is', async () => {
    const app = await activeApp();
    const { questions } = app.study;
    Object.assign(vscode.window, { showInputBox: () => Promise.resolve('My copies') });
    await runCommand(app, commands.copyToPack, ['middleware']);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    const heading = '## What are Django middlewares and how do they work?';
    assert.ok(
      text.startsWith(`# My copies\n\n${heading} {#middleware-2 title="Middleware"}\n\n> Discuss`),
      text.slice(0, 200),
    );
    assert.match(text, /^### Key points$/m);
    const copy = await until('it is read', () => questions.question('middleware-2'));
    const original = questions.question('middleware')!;
    assert.deepEqual([copy.title, copy.hint], [original.title, original.hint]);
    const bodies = [await questions.body(copy), await questions.body(original)];
    assert.equal(bodies[0]!.trim(), bodies[1]!.trim());
    const kindOf = (id: string) => app.tree.getTreeItem(app.tree.nodeOf(id)!).contextValue;
    assert.match(kindOf('middleware-2') ?? '', /^question .* own/);
    assert.match(kindOf('middleware') ?? '', /^question .* builtIn/);
  });

  it('takes a copy of another’s question, whose links run nothing there', async () => {
    const app = await activeApp();
    const { showQuickPick } = vscode.window;
    const file = path.join(folder.fsPath, '.interview', 'theirs.md');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const link = '[x](command:workbench.action.quit)';
    fs.writeFileSync(file, `# Theirs\n\n## Why? {#theirs}\n\n> ${link}\n\n${link}\n`);
    await until('it is read', () => app.study.questions.question('theirs'));
    Object.assign(vscode.window, {
      showInputBox: () => Promise.resolve('Copied links'),
      showQuickPick: (rows: readonly unknown[]) => Promise.resolve(rows[0]),
    });
    try {
      await runCommand(app, commands.copyToPack, ['theirs']);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Copied links\n/);
    assert.equal(text.split('[x]').length, 3);
    assert.ok(!text.includes('](command:'), text);
    fs.rmSync(file);
    await until('it is gone', () => !app.study.questions.question('theirs'));
  });

  it('that is given up keeps the question that was typed for it', async () => {
    const app = await activeApp();
    const given: (string | undefined)[] = [];
    const typed = ['What is new?', undefined, 'What is new now?', undefined];
    const said: string[] = [];
    Object.assign(vscode.window, {
      showInputBox: ({ value }: vscode.InputBoxOptions) => {
        given.push(value);
        return Promise.resolve(typed.shift());
      },
      // Continues once.
      showInformationMessage: (text: string, go: string) =>
        Promise.resolve(said.push(text) === 1 ? go : undefined),
    });
    await runCommand(app, commands.addQuestion, []);
    await until('it is given up again', () => said.length === 2);
    assert.deepEqual(given, ['', '', 'What is new?', '']);
    assert.match(said[0] ?? '', /“What is new\?” was not added/);
    assert.match(said[1] ?? '', /“What is new now\?” was not added/);
  });

  /** A new answer to a question of `answers.md`. */
  const change = (id: string, title: string, answer: string) => ({
    question: {
      id,
      title,
      hint: undefined,
      source: { pack: 'p', file: 'answers.md', startLine: 0, endLine: 1, bodyLine: 1 },
    },
    answer,
  });

  it('is changed as far as it can be where answers are replaced, once per file', async () => {
    const uri = vscode.Uri.file(path.join(outside, 'answers.md'));
    fs.writeFileSync(uri.fsPath, '# A\n\n## C?\n\nOne.\n\n## C++?\n\nTwo.\n\n## D?\n\nThree.\n');
    const study = { questions: { uriOf: () => uri } } as unknown as Study;
    let saved = 0;
    const subscription = vscode.workspace.onDidSaveTextDocument(() => saved++);
    const failures = await replaceAnswers(study, [
      change('c', 'C?', 'First.'),
      change('c-2', 'C++?', 'Second.'),
      change('gone', 'Gone?', 'Nothing.'),
    ]);
    subscription.dispose();
    assert.match(failures.join(), /^The answer to a question in answers\.md could not be changed/);
    assert.equal(saved, 1);
    assert.equal(
      fs.readFileSync(uri.fsPath, 'utf8'),
      '# A\n\n## C?\n\nFirst.\n\n## C++?\n\nSecond.\n\n## D?\n\nThree.\n',
    );
  });

  it('has no hint afterwards that an answer begins with', async () => {
    const uri = vscode.Uri.file(path.join(outside, 'quotations.md'));
    fs.writeFileSync(uri.fsPath, '## A? {#a}\n\nOne.\n\n## B? {#b}\n\n> hint\n\nTwo.\n');
    const study = { questions: { uriOf: () => uri } } as unknown as Study;
    const answer = '> A quotation first.\n\nThen more.';
    const changes = [change('a', 'A?', answer), change('b', 'B?', answer)];
    assert.deepEqual(await replaceAnswers(study, changes), []);
    // Again, below what is there now.
    assert.deepEqual(await replaceAnswers(study, changes), []);
    assert.equal(
      fs.readFileSync(uri.fsPath, 'utf8'),
      `## A? {#a}\n\n>\n\n${answer}\n\n## B? {#b}\n\n> hint\n\n${answer}\n`,
    );
  });

  it('says that there is no folder to remove, without asking', async () => {
    const said: string[] = [];
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
    assert.deepEqual(configuration().get('packFolders'), []);
    await runCommand(await activeApp(), commands.removePackFolder, []);
    assert.match(said.join(), /^No pack folders have been added\./);
  });
});
