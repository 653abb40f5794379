import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import type { TestApi } from '../../../src/extension';
import { commands, noteScheme } from '../../../src/editor/base/ids';
import { noteUri } from '../../../src/editor/notes/notes';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { longestNote, setNote } from '../../../src/study/progress';
import { Effects } from '../kit/effects';
import { MemoryMemento } from '../kit/memoryMemento';
import { extensionId, until } from '../kit/app';

describe('a note in VS Code', () => {
  let app: App;
  let setting: string | undefined;
  const fs = vscode.workspace.fs;
  const uriOf = (id: string) => noteUri(app.study.questions.question(id)!);
  const text = (value: string) => new TextEncoder().encode(value);
  const read = async (uri: vscode.Uri) => new TextDecoder().decode(await fs.readFile(uri));
  const autoSave = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration('files')
      .update('autoSave', value, vscode.ConfigurationTarget.Global);
  const undo = () => vscode.commands.executeCommand(commands.undo);

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(extensionId);
    app = await (await extension!.activate()).app();
    await app.study.store.open();
    // In a browser VS Code saves by itself, which would disturb a test that saves.
    setting = vscode.workspace.getConfiguration('files').inspect<string>('autoSave')?.globalValue;
    await autoSave('off');
  });

  after(() => autoSave(setting));

  afterEach(async () => {
    for (const id of app.study.store.progress.keys()) {
      await app.study.store.apply('tidy up', progress => setNote(progress, id, '', Date.now()));
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is an empty file at first, named like its question', async () => {
    assert.equal(
      uriOf('signals').path,
      '/signals/Note – What are Django signals and how can they be used.md',
    );
    assert.equal(await read(uriOf('signals')), '');
    assert.equal((await fs.stat(uriOf('signals'))).size, 0);
  });

  it('is opened by its command, is Markdown, and is kept when it is saved', async () => {
    await vscode.commands.executeCommand(commands.editNote, 'signals');
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.uri.scheme, noteScheme);
    assert.equal(editor.document.languageId, 'markdown');
    const edited = await editor.edit(edit =>
      edit.insert(new vscode.Position(0, 0), 'Receivers run *in order*.\n'),
    );
    assert.equal(edited, true);
    assert.equal(await editor.document.save(), true);
    assert.equal(app.study.note('signals'), 'Receivers run *in order*.\n');
    assert.equal(app.study.store.undoLabel?.startsWith('Note on “What are Django signals'), true);
  });

  it('is the same note under another wording of its question', async () => {
    await fs.writeFile(uriOf('signals'), text('mine'));
    const old = vscode.Uri.from({ scheme: noteScheme, path: '/signals/As it was called.md' });
    assert.equal(await read(old), 'mine');
  });

  it('changes in its open editor when the change is undone', async () => {
    await fs.writeFile(uriOf('forms'), text('first'));
    await fs.writeFile(uriOf('forms'), text('the second one'));
    const document = await vscode.workspace.openTextDocument(uriOf('forms'));
    await vscode.window.showTextDocument(document);
    await undo();
    await until('the editor shows the note before', () => document.getText() === 'first');
  });

  it('is taken back at once when it was saved by itself while it was written', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await autoSave('afterDelay');
    await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand(commands.editNote, 'caching');
      const { document } = vscode.window.activeTextEditor!;
      for (const text of ['one', 'one two', 'one two three']) {
        await vscode.commands.executeCommand('editor.action.selectAll');
        await vscode.commands.executeCommand('type', { text });
        await until('it is saved', () => app.study.note('caching') === text);
      }
      await until('the editor is saved', () => !document.isDirty);
      await undo();
      assert.equal(app.study.note('caching'), '');
    } finally {
      await autoSave('off');
      await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is deleted by emptying it or its file, which can be undone', async () => {
    await fs.writeFile(uriOf('forms'), text('mine'));
    await fs.writeFile(uriOf('forms'), text(' \n'));
    assert.equal(app.study.note('forms'), '');
    await undo();
    assert.equal(app.study.note('forms'), 'mine');
    await fs.delete(uriOf('forms'));
    assert.equal(app.study.note('forms'), '');
    await undo();
    assert.equal(app.study.note('forms'), 'mine');
  });

  it('is refused with the reason when it is too long, and the one before stays', async () => {
    await fs.writeFile(uriOf('forms'), text('mine'));
    await assert.rejects(
      async () => fs.writeFile(uriOf('forms'), text('x'.repeat(longestNote + 1))),
      /was not saved: it has 50001 characters, and the limit is 50000\./,
    );
    assert.equal(app.study.note('forms'), 'mine');
    await fs.writeFile(uriOf('forms'), text('x'.repeat(longestNote)));
  });

  it('is refused when it is not UTF-8', async () => {
    await assert.rejects(
      async () => fs.writeFile(uriOf('forms'), Uint8Array.of(0x4d, 0xe4, 0xdf)),
      /UTF-8/,
    );
    assert.equal(app.study.note('forms'), '');
  });

  const strangers: readonly [string, string][] = [
    ['a question that is not there', '/no-such-question/x.md'],
    ['a name of the prototype', '/constructor/x.md'],
  ];
  for (const [name, path] of strangers) {
    it(`is no file for ${name}`, async () => {
      const uri = vscode.Uri.from({ scheme: noteScheme, path });
      await assert.rejects(async () => fs.readFile(uri), /not ?found|non-?existing|FileNotFound/i);
      await assert.rejects(async () => fs.writeFile(uri, text('x')));
    });
  }

  it('stays readable when its question has gone from the packs', async () => {
    await app.study.store.apply('import', progress =>
      setNote(progress, 'gone', 'kept', Date.now()),
    );
    const uri = vscode.Uri.from({ scheme: noteScheme, path: '/gone/x.md' });
    assert.equal(await read(uri), 'kept');
  });

  it('is kept when its pack has gone while it was written', async () => {
    const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, '.interview');
    await fs.writeFile(vscode.Uri.joinPath(folder, 'a.md'), text('## Leaving? {#leaving}'));
    await until('the question is there', () => app.study.questions.question('leaving'));
    const uri = uriOf('leaving');
    await fs.stat(uri);
    await fs.delete(folder, { recursive: true });
    await until('the question is gone', () => !app.study.questions.question('leaving'));
    const effects = new Effects();
    try {
      await fs.writeFile(uri, text('my words'));
      assert.equal(app.study.note('leaving'), 'my words');
      assert.equal(await read(uri), 'my words');
      assert.match(effects.seen.join(), /warning The note is kept, though its question “leaving”/);
    } finally {
      effects.dispose();
      await fs.delete(uri);
    }
  });

  it('is newer for VS Code when another window has saved it meanwhile', async () => {
    await fs.writeFile(uriOf('forms'), text('from here'));
    const before = await fs.stat(uriOf('forms'));
    const other = new ProgressStore({
      state: new MemoryMemento(),
      folder: app.study.store.folder,
    });
    try {
      await other.apply('note', progress => setNote(progress, 'forms', 'from there', Date.now()));
      const after = await fs.stat(uriOf('forms'));
      assert.ok(after.mtime > before.mtime);
      assert.equal(await read(uriOf('forms')), 'from there');
    } finally {
      other.dispose();
    }
  });
});
