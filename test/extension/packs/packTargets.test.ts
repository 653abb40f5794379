import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { newPackFile, packFolder, replaceAnswers } from '../../../src/editor/packs/packTargets';
import { commands } from '../../../src/editor/base/ids';
import { HumanError } from '../../../src/editor/base/log';
import type { Study } from '../../../src/editor/core/study';
import { runCommand } from '../../../src/editor/main/commandTable';
import { activeApp, until } from '../kit/app';

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

  it('takes nothing from another window that makes one of the same name meanwhile', async () => {
    const work = path.join(outside, 'both');
    const packs = path.join(work, '.interview');
    fs.mkdirSync(packs, { recursive: true });
    open(vscode.Uri.file(work));
    const { writeFile } = fs.promises;
    const theirs = path.join(packs, 'both.questions.md');
    const { fs: files } = vscode.workspace;
    const write = files.writeFile.bind(files);
    // The other window writes between the question for a free name and this one's write.
    const meanwhile = (then: typeof write) =>
      Object.defineProperty(vscode.workspace, 'fs', {
        configurable: true,
        value: Object.create(files, {
          writeFile: {
            value: async (uri: vscode.Uri, bytes: Uint8Array) => {
              await writeFile(theirs, '# Theirs\n');
              await then(uri, bytes);
            },
          },
        }) as unknown,
      });
    try {
      meanwhile(write);
      const uri = await newPackFile('Both', '# Mine\n');
      assert.equal(path.basename(uri.fsPath), 'both-2.questions.md');
      assert.equal(fs.readFileSync(uri.fsPath, 'utf8'), '# Mine\n');
      assert.equal(fs.readFileSync(theirs, 'utf8'), '# Theirs\n');
      fs.rmSync(uri.fsPath);
      fs.rmSync(theirs);
      meanwhile(() => Promise.reject(new Error('The disk is full.')));
      await assert.rejects(newPackFile('Both', '# Mine\n'), /The disk is full/);
      assert.equal(fs.readFileSync(theirs, 'utf8'), '# Theirs\n');
      assert.deepEqual(fs.readdirSync(packs), ['both.questions.md']);
    } finally {
      Object.defineProperty(vscode.workspace, 'fs', { configurable: true, value: files });
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
