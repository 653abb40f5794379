import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import { listPackFiles } from '../../../src/editor/packs/packFiles';
import { addToCategory, replaceAnswers } from '../../../src/editor/packs/packTargets';
import { activeApp, until } from '../kit/app';

/** In-memory files that behave as files on a disk do only at bad moments. */
class Elsewhere implements vscode.FileSystemProvider {
  readonly files = new Map<string, string | (() => never)>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  /** Writes a file and reports it. */
  write(file: string, content: string | (() => never)): void {
    const type = this.files.has(file)
      ? vscode.FileChangeType.Changed
      : vscode.FileChangeType.Created;
    this.files.set(file, content);
    this.#changed.fire([{ type, uri: vscode.Uri.from({ scheme: 'elsewhere', path: file }) }]);
  }

  watch = () => new vscode.Disposable(() => undefined);

  stat({ path: file }: vscode.Uri): vscode.FileStat {
    const content = this.files.get(file);
    const size = typeof content === 'string' ? content.length : 1;
    if (content !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: size, size };
    if ([...this.files.keys()].some(name => name.startsWith(`${file}/`))) {
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    throw vscode.FileSystemError.FileNotFound(file);
  }

  readDirectory({ path: folder }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.files.keys()]
      .filter(file => path.posix.dirname(file) === folder)
      .map(file => [path.posix.basename(file), vscode.FileType.File]);
  }

  readFile({ path: file }: vscode.Uri): Uint8Array {
    const content = this.files.get(file);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(file);
    return new TextEncoder().encode(typeof content === 'string' ? content : content());
  }

  readonly #refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  createDirectory = this.#refuse;
  delete = this.#refuse;
  rename = this.#refuse;
  writeFile = this.#refuse;
}

describe('packs that change under one’s hands', () => {
  let app: App;
  let folder: string;

  const file = (name: string) => path.join(folder, name);
  const write = (name: string, ...lines: string[]) => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), lines.join('\n'));
  };
  const has = (id: string) => app.study.questions.question(id) !== undefined;
  const title = (id: string) => app.study.questions.question(id)?.title;
  const notices = () => app.study.questions.notices.map(({ id }) => id.split(' ')[0]);
  const setFolders = (folders: readonly string[] | undefined) =>
    vscode.workspace
      .getConfiguration('djangoInterview')
      .update('packFolders', folders, vscode.ConfigurationTarget.Global);

  before(async () => {
    app = await activeApp();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    await app.study.questions.settled();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await setFolders(undefined);
    for (const name of fs.readdirSync(folder)) fs.rmSync(file(name), { recursive: true });
    await (await app.study.questions.packs()).refresh();
    await until(
      'only the built-in questions are there',
      () => app.study.questions.library.questions.length === 57 && notices().length === 0,
    );
  });

  it('are read from any file system, whatever becomes of a file while it is read', async () => {
    const elsewhere = new Elsewhere();
    const registration = vscode.workspace.registerFileSystemProvider('elsewhere', elsewhere);
    try {
      elsewhere.files.set('/pack/good.md', '## Good? {#good}');
      elsewhere.files.set('/pack/gone.md', () => {
        elsewhere.files.delete('/pack/gone.md');
        throw vscode.FileSystemError.FileNotFound();
      });
      elsewhere.files.set('/pack/locked.md', () => {
        throw vscode.FileSystemError.NoPermissions();
      });
      await setFolders(['elsewhere:/pack']);
      await until('the good one is there', () => has('good'));
      assert.deepEqual(notices(), ['unread']);
      const { detail } = app.study.questions.notices[0]!;
      assert.match(detail, /locked\.md/);
      assert.doesNotMatch(detail, /gone\.md/, 'of a file that is gone there is nothing to say');

      elsewhere.write('/pack/locked.md', '## Open again? {#again}');
      await until('it is read when it can be', () => has('again') && notices().length === 0);
      elsewhere.write('/pack/good.md', () => {
        throw vscode.FileSystemError.Unavailable();
      });
      await until('it is named', () => notices().includes('unread'));
      assert.equal(has('good'), true, 'what was read of it before is kept');
    } finally {
      await setFolders(undefined);
      await until('it is gone', () => !has('good'));
      registration.dispose();
    }
  });

  it('let others work while a slow pattern is looked for', async () => {
    const uri = vscode.Uri.file(fs.mkdtempSync(path.join(os.tmpdir(), 'slow-')));
    for (let at = 0; at < 300; at++) {
      fs.writeFileSync(path.join(uri.fsPath, `${'a'.repeat(200)}${at}.md`), '');
    }
    const { setTimeout } = globalThis;
    let pauses = 0;
    Object.assign(globalThis, {
      setTimeout: (...args: Parameters<typeof setTimeout>) => {
        if (args[1] === 0) pauses++;
        return setTimeout(...args);
      },
    });
    try {
      const globs = [`**/${'*a'.repeat(90)}*.md`];
      const { entries } = await listPackFiles({ id: 'slow', uri, kind: 'folder', globs });
      assert.equal(entries.length, 300);
      assert.ok(pauses > 2, String(pauses));
    } finally {
      Object.assign(globalThis, { setTimeout });
      fs.rmSync(uri.fsPath, { recursive: true });
    }
  });

  it('come back with their progress where their folder was moved away and back', async () => {
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'packs-'));
    const pack = path.join(outside, 'pack');
    fs.mkdirSync(pack);
    fs.writeFileSync(path.join(pack, 'a.md'), '## Moved? {#moved}');
    await setFolders([pack]);
    await until('the question is there', () => has('moved'));
    await vscode.commands.executeCommand(commands.open, 'moved');
    await vscode.commands.executeCommand(commands.toggleMastered);

    fs.renameSync(pack, path.join(outside, 'elsewhere'));
    // VS Code need not report it; it is looked for when the window gets the focus.
    const packs = await app.study.questions.packs();
    await packs.refresh();
    await until('it is said to be missing', () => !has('moved') && notices()[0] === 'missing');
    assert.equal(app.study.has('moved', 'mastered'), true);

    fs.renameSync(path.join(outside, 'elsewhere'), pack);
    await packs.refresh();
    await until('it is there again', () => has('moved') && notices().length === 0);
    assert.equal(app.study.has('moved', 'mastered'), true);
    await vscode.commands.executeCommand(commands.undo);
    await setFolders(undefined);
    await until('it is gone', () => !has('moved'));
    fs.rmSync(outside, { recursive: true });
  });

  it('are read a few times only when git checks out five hundred of them', async () => {
    // Beside the folder, so that VS Code's own git stays out of it.
    const repository = fs.mkdtempSync(path.join(os.tmpdir(), 'packs-git-'));
    const places = [`--git-dir=${repository}`, `--work-tree=${folder}`];
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...places, ...args]);
    const text = (i: number, branch: string) => [`## ${branch} ${i}? {#q-${i}}`, '', '> h'];
    git('init', '-q', '-b', 'one');
    for (let i = 0; i < 500; i++) write(`.interview/${i}.md`, ...text(i, 'One'));
    git('add', '.');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'two');
    for (let i = 0; i < 400; i++) write(`.interview/${i}.md`, ...text(i, 'Two'));
    for (let i = 400; i < 500; i++) fs.rmSync(file(`.interview/${i}.md`));
    for (let i = 500; i < 600; i++) write(`.interview/${i}.md`, ...text(i, 'Two'));
    git('add', '.');
    git('commit', '-qm', 'two');
    const all = (first: number, last: number, branch: string) => () =>
      app.study.questions.library.questions.length === 57 + last - first &&
      Array.from({ length: last - first }, (_, i) => i + first).every(
        i => title(`q-${i}`) === `${branch} ${i}?`,
      );
    await until('the second branch is there', () => has('q-599'));

    let changes = 0;
    const subscription = app.study.questions.onDidChange(() => changes++);
    git('checkout', '-q', 'one');
    await until('the first branch is there', all(0, 500, 'One'));
    git('checkout', '-q', 'two');
    await until('the second one again', () => has('q-599') && !has('q-400'));
    await until('with all its wordings', () => title('q-0') === 'Two 0?');
    subscription.dispose();
    assert.ok(changes < 20, `${changes} changes`);
    assert.equal(app.study.questions.library.questions.length, 57 + 500);
    fs.rmSync(repository, { recursive: true });
  }).timeout(120_000);

  it('keep what two windows write: what is on disk is studied, what is typed stays', async () => {
    write('.interview/a.md', '# Mine', '', '## One? {#one}', '', 'Text', '');
    await until('it is there', () => has('one'));
    const document = await vscode.workspace.openTextDocument(file('.interview/a.md'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit =>
      edit.insert(new vscode.Position(5, 0), '\n## Typed here? {#typed}\n\nText\n'),
    );
    // As saved by the other window.
    write('.interview/a.md', '# Mine', '', '## One? {#one}', '', 'Text', '', '## Other? {#other}');
    await until('what the other one saved is there', () => has('other'));
    assert.equal(has('typed'), false);
    assert.match(document.getText(), /Typed here/);
    assert.equal(document.isDirty, true);

    // The other window's data is never overwritten without asking.
    const category = app.study.questions.library.categories.at(-1)!;
    const added = Promise.resolve(addToCategory(app.study, category, '## Added? {#added}\n'));
    await assert.rejects(added, /a\.md could not be saved. The question is in its editor/);
    assert.match(fs.readFileSync(file('.interview/a.md'), 'utf8'), /Other\?/);
    assert.match(document.getText(), /Typed here\?.*Added\?/s);
  });

  it('stay as they are where a question would make one too large to be read', async () => {
    const long = `${'word '.repeat(100)}\n`.repeat(10_400);
    write('.interview/c.md', '# Long', '', '## Long? {#long}', '', long);
    await until('it is there', () => has('long'));
    const { category } = app.study.questions.library.place('long')!;
    const more = `## Added? {#added}\n\n${'word '.repeat(10_000)}\n`;
    const before = fs.readFileSync(file('.interview/c.md'), 'utf8');
    await assert.rejects(
      addToCategory(app.study, category, more),
      /more than 20000 questions or 5/,
    );
    const question = app.study.questions.question('long')!;
    const answer = `${long}${'word '.repeat(10_000)}\n`;
    const failures = await replaceAnswers(app.study, [{ question, answer }]);
    assert.deepEqual(failures, [
      '.interview/c.md would be larger than 5 MB, and none of its questions would be read. Answers that stay as they were: 1.',
    ]);
    assert.equal(fs.readFileSync(file('.interview/c.md'), 'utf8'), before);
  });

  it('take a question behind the last one of a category, saved or not', async () => {
    write('.interview/b.md', '# Mine', '', '## One? {#one}', '', 'Text', '', '# Next', '## Two?');
    await until('it is there', () => has('one') && has('two'));
    const document = await vscode.workspace.openTextDocument(file('.interview/b.md'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '<!-- typed -->\n\n'));
    const category = app.study.questions.library.place('one')!.category;
    await addToCategory(app.study, category, '## Added? {#added}\n\n> h\n');
    assert.equal(
      fs.readFileSync(file('.interview/b.md'), 'utf8'),
      '<!-- typed -->\n\n# Mine\n\n## One? {#one}\n\nText\n\n## Added? {#added}\n\n> h\n\n# Next\n## Two?',
    );
    await until('it can be studied', () => has('added'));
    assert.equal(app.study.questions.library.place('added')?.category.title, 'Mine');
  });
});
