import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import { Packs } from '../../../src/editor/packs/packs';
import { offerProgress, waiting } from '../../../src/editor/packs/reworded';
import { draftOf, reviewsOf } from '../../../src/study/progress';
import { activeApp, until } from '../kit/app';

describe('a question that is worded anew while nobody looks', () => {
  const { showInformationMessage } = vscode.window;
  let app: App;
  let folder: string;
  let memory: string;
  const said: string[] = [];
  let answer: string | Promise<string> | undefined;

  const file = (name: string) => path.join(folder, '.interview', name);
  const save = (name: string, ...lines: string[]) => {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), lines.join('\n'));
  };
  const body = ['', 'A callable that takes a request and gives a response.', ''];
  const isThere = (id: string) => app.study.questions.question(id) !== undefined;

  before(async () => {
    app = await activeApp();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    memory = fs.mkdtempSync(path.join(os.tmpdir(), 'memory-'));
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) => {
        said.push(text);
        return Promise.resolve(answer);
      },
    });
  });

  beforeEach(() => {
    said.length = 0;
    answer = undefined;
  });

  after(async () => {
    Object.assign(vscode.window, { showInformationMessage });
    fs.rmSync(path.join(folder, '.interview'), { recursive: true, force: true });
    fs.rmSync(memory, { recursive: true, force: true });
    await until('it is gone', () => app.study.questions.library.questions.length === 57);
  });

  /** What a window opened on the folder finds. */
  async function inANewWindow<T>(look: (packs: Packs) => T): Promise<T> {
    const packs = new Packs([], vscode.Uri.file(memory));
    try {
      await packs.settled();
      return look(packs);
    } finally {
      packs.dispose();
    }
  }
  const ids = (packs: Packs) =>
    packs.collections.flatMap(({ categories }) =>
      categories.flatMap(({ questions }) =>
        questions.map(({ id, source }) => `${source.file} ${id}`),
      ),
    );

  it('is known after a restart, and ids stay with their files', async () => {
    save('m.md', '# Our stack', '', '## What is our oddest view?', ...body);
    assert.deepEqual(await inANewWindow(ids), ['.interview/m.md what-is-our-oddest-view']);
    save('a.md', '# Others', '', '## What is our oddest view?', '', 'Another one.');
    assert.deepEqual((await inANewWindow(ids)).sort(), [
      '.interview/a.md what-is-our-oddest-view-2',
      '.interview/m.md what-is-our-oddest-view',
    ]);
    fs.rmSync(file('a.md'));
    save('m.md', '# Our stack', '', '## Show us something strange.', ...body);
    const reworded = await inANewWindow(packs => [...packs.reworded]);
    assert.deepEqual(
      reworded.map(({ id, former }) => [id, former.map(one => one.title)]),
      [['show-us-something-strange', ['What is our oddest view?']]],
    );
  });

  it('is followed to the id it was given, not to one that is taken', async () => {
    save('m.md', '# Ours', '', '## How do our signals work? {#our-signals}', ...body);
    save('n.md', '# Others', '', '## What are receivers? {#our-receivers}', ...body);
    const packs = new Packs([], vscode.Uri.file(memory));
    const renamed: (readonly [string, string])[] = [];
    packs.onDidChange(change => renamed.push(...change.renamed));
    try {
      await packs.settled();
      for (const id of ['our-signals', 'receivers-of-ours']) {
        save('n.md', '# Others', '', `## What are receivers? {#${id}}`, ...body);
        await packs.refresh();
      }
    } finally {
      packs.dispose();
      fs.rmSync(file('n.md'));
      save('m.md', '# Our stack', '', '## Show us something strange.', ...body);
    }
    assert.deepEqual(renamed, [
      ['our-receivers', 'our-signals-2'],
      ['our-signals-2', 'receivers-of-ours'],
    ]);
  });

  it('is known where its memory was damaged, as a new question', async () => {
    for (const name of fs.readdirSync(memory)) fs.writeFileSync(path.join(memory, name), '0 {"ver');
    assert.deepEqual(await inANewWindow(packs => [...packs.reworded]), []);
    assert.deepEqual(await inANewWindow(ids), ['.interview/m.md show-us-something-strange']);
  });

  it('is offered its progress, which moves as one step', async () => {
    save('m.md', '# Our stack', '', '## Which view is odd?', ...body);
    await until('it is read', () => isThere('which-view-is-odd'));
    const reviews = [{ time: Date.now() - 1000, rating: 3 as const, duration: 1000 }];
    await app.study.store.apply('Good', () => new Map([['which-view-is-odd', { reviews }]]));
    answer = 'Bring It Over';
    save('m.md', '# Our stack', '', '## Tell us of a strange callable.', ...body);
    const count = (id: string) => reviewsOf(app.study.store.progress.get(id)).length;
    await until('it is asked', () => said.length > 0);
    assert.match(said[0]!, /Tell us of a strange callable\..*Which view is odd\?/);
    await until('the review is with it', () => count('tell-us-of-a-strange-callable') === 1);
    assert.equal(count('which-view-is-odd'), 0);
    await vscode.commands.executeCommand(commands.undo);
    assert.equal(count('which-view-is-odd'), 1);
    assert.equal(count('tell-us-of-a-strange-callable'), 0);
    await vscode.commands.executeCommand(commands.undo);
  });

  it('is offered an answer of one’s own too, whatever was done since', async () => {
    const former = [{ id: 'worded-before', title: 'Worded before?' }];
    const [question] = app.study.questions.library.questions;
    const { id, title } = question!;
    const offered = () =>
      waiting(app.study, [{ id, title, former, pack: '', file: '' }]).map(one => one.formerId);
    assert.deepEqual(offered(), []);
    const draft = ['typed under the wording before', Date.now()] as const;
    await app.study.store.apply('typed', () => new Map([['worded-before', { draft }]]));
    assert.deepEqual(offered(), ['worded-before']);
    await app.study.mark([id], 'bookmarked', true, 'marked');
    assert.deepEqual(offered(), ['worded-before']);
    for (let step = 0; step < 2; step++) await app.study.store.undo(Date.now());
    assert.deepEqual(offered(), []);
  });

  it('keeps its progress where its old wording is back when the button is clicked', async () => {
    const [question] = app.study.questions.library.questions;
    const { id, title } = question!;
    const former = [{ id: 'worded-before', title: 'Worded before?' }];
    const draft = ['typed under the wording before', Date.now()] as const;
    await app.study.store.apply('typed', () => new Map([['worded-before', { draft }]]));
    let click: (choice: string) => void = () => assert.fail('nothing was asked');
    answer = new Promise(resolve => (click = resolve));
    const found = waiting(app.study, [{ id, title, former, pack: '', file: '' }]);
    const offered = offerProgress(app.study, found);
    save('m.md', '# Our stack', '', '## Worded before?', ...body);
    await until('it is read', () => isThere('worded-before'));
    click('Bring It Over');
    assert.deepEqual([...(await offered)], [], 'it may be asked again');
    assert.equal(draftOf(app.study.store.progress, 'worded-before'), draft[0]);
    assert.equal(draftOf(app.study.store.progress, id), '');
    await app.study.store.undo(Date.now());
  });

  it('is offered nothing while it is written in an editor, or where nothing was done', async () => {
    save('m.md', '# Our stack', '', '## How do we say hello?', ...body);
    await until('it is read', () => isThere('how-do-we-say-hello'));
    const reviews = [{ time: Date.now() - 1000, rating: 3 as const, duration: 1000 }];
    await app.study.store.apply('Good', () => new Map([['how-do-we-say-hello', { reviews }]]));
    await vscode.window.showTextDocument(vscode.Uri.file(file('m.md')));
    save('m.md', '# Our stack', '', '## How do we say goodbye?', ...body);
    await until('it is read', () => isThere('how-do-we-say-goodbye'));
    await app.study.questions.settled();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand(commands.undo);
    assert.deepEqual(said, []);
  });
});
