import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import type { TestApi } from '../../../src/extension';
import { commands, panelViewType, stateKeys } from '../../../src/editor/base/ids';
import { extensionId, until } from '../kit/app';

describe('the extension in VS Code', () => {
  let api: App;
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(command, ...args);
  const panels = () =>
    vscode.window.tabGroups.all
      .flatMap(group => group.tabs)
      .filter(
        ({ input }) =>
          input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelViewType),
      );
  const current = () => api.study.current?.id;

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(extensionId);
    assert.ok(extension, 'the extension is installed');
    api = await (await extension.activate()).app();
    await api.study.store.open();
  });

  afterEach(async () => {
    await run('workbench.action.closeAllEditors');
    await until('the panel is closed', () => api.study.current === undefined);
  });

  it('registers every command of package.json', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(commands)) assert.ok(registered.has(id), id);
  });

  it('knows 4 collections, 21 categories and 57 questions', () => {
    const { collections, questions } = api.study.questions.library;
    assert.equal(collections.length, 4);
    assert.equal(collections.flatMap(collection => collection.categories).length, 21);
    assert.equal(questions.length, 57);
  });

  it('reads the answer of every question', async () => {
    for (const question of api.study.questions.library.questions) {
      const body = await api.study.questions.body(question);
      assert.ok(
        !body.includes(`{#${question.id}}`),
        `${question.id}: the body starts below its heading`,
      );
    }
  });

  it('opens questions in one panel, forwards and back', async () => {
    const [first, second] = api.study.questions.library.questions;
    await run(commands.open, first!.id);
    await until('the panel is open', () => panels().length === 1);
    await run(commands.next);
    assert.equal(current(), second!.id);
    await run(commands.previous);
    assert.equal(current(), first!.id);
    await run(commands.last);
    assert.equal(current(), api.study.questions.library.questions.at(-1)!.id);
    assert.equal(panels().length, 1);
  });

  it('stays where it is at the end, and at an argument that is no question', async () => {
    await run(commands.open, 'signals');
    await run(commands.open, 'no-such-question');
    await run(commands.open, { kind: 'question', question: { id: 'nor this' } });
    await run(commands.open, 42);
    assert.equal(current(), 'signals');
    await run(commands.last);
    const last = current();
    await run(commands.next);
    assert.equal(current(), last);
  });

  it('marks, bookmarks and takes both back', async () => {
    await run(commands.open, 'signals');
    await run(commands.toggleMastered);
    await run(commands.toggleBookmark);
    assert.equal(api.study.has('signals', 'mastered'), true);
    assert.equal(api.study.has('signals', 'bookmarked'), true);
    await run(commands.undo);
    assert.equal(api.study.has('signals', 'bookmarked'), false);
    await run(commands.undo);
    assert.equal(api.study.has('signals', 'mastered'), false);
  });

  it('draws every question once before it repeats one, and no mastered one', async () => {
    await api.study.state.update(stateKeys.drawn, undefined);
    await run(commands.markMastered, 'forms');
    const drawn = new Set<string>();
    for (let i = 0; i < 56; i++) {
      await run(commands.random);
      drawn.add(current()!);
    }
    assert.equal(drawn.size, 56);
    assert.equal(drawn.has('forms'), false);
    const last = current();
    await run(commands.random);
    assert.notEqual(current(), last, 'the new round does not begin with the last one');
    await run(commands.undo);
  });

  it('copies a question with its hint and answer as Markdown', async () => {
    await run(commands.open, 'signals');
    await run(commands.copyQuestion);
    const text = await vscode.env.clipboard.readText();
    assert.match(
      text,
      /^## What are Django signals and how can they be used\?\n\n> Explain their purpose/,
    );
    assert.match(text, /### In short/);
  });
});
