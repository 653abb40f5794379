import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { panelViewType } from '../../../src/editor/base/ids';
import type { App } from '../../../src/editor/main/app';
import { setDraft } from '../../../src/study/progress';
import { activeApp, until } from '../kit/app';
import { FakePage } from '../kit/fakePage';

describe('an answer of one’s own', () => {
  let app: App;
  let page: FakePage;

  const shownId = () => (page.last('show')?.question as { id?: string } | undefined)?.id;
  const draft = (id: string) => app.study.draft(id).text;
  const kept = (id: string, text: string) =>
    until(`“${text}” is kept`, () => draft(id) === text && page.last('draft')?.text === text);

  beforeEach(async () => {
    app = await activeApp();
    page = new FakePage(panelViewType);
    await (await app.questionPanel()).restore(page.panel, { id: 'signals', visit: 1 });
    page.send({ type: 'ready' });
    // The question shown last is restored, whatever the state says: it is newer.
    await (await app.questionPanel()).show('signals');
    await until('the question is shown', () => shownId() === 'signals');
  });

  afterEach(async () => {
    for (const id of ['signals', 'caching', 'middleware', 'nowhere']) {
      await app.study.store.apply('no answer', now => setDraft(now, id, '', Date.now()), 'quiet');
    }
    page.panel.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is kept with the progress, which says so, and is no step for undo', async () => {
    const undo = app.study.store.undoLabel;
    page.send({ type: 'draft', id: 'signals', text: 'They let' });
    page.send({ type: 'draft', id: 'signals', text: 'They let apps react.' });
    await kept('signals', 'They let apps react.');
    assert.equal(app.study.store.undoLabel, undo);
  });

  it('is kept for the question that it is about, when another one is shown', async () => {
    page.send({ type: 'draft', id: 'caching', text: 'By layers.' });
    await kept('caching', 'By layers.');
    assert.equal(draft('signals'), '');
  });

  it('comes back by undo when all of it was deleted', async () => {
    page.send({ type: 'draft', id: 'signals', text: 'They let apps react.' });
    await kept('signals', 'They let apps react.');
    page.send({ type: 'draft', id: 'signals', text: '' });
    await kept('signals', '');
    assert.match(app.study.store.undoLabel ?? '', /^Your answer to “What are Django signals/);
    await app.study.store.undo(Date.now());
    await kept('signals', 'They let apps react.');
  });

  it('is not replaced by one that was typed before, and sent again', async () => {
    const now = Date.now();
    page.send({ type: 'draft', id: 'signals', text: 'new' });
    await kept('signals', 'new');
    page.send({ type: 'draft', id: 'signals', text: 'old', time: now - 60_000 });
    page.send({ type: 'draft', id: 'middleware', text: 'never kept', time: now - 60_000 });
    await kept('middleware', 'never kept');
    assert.equal(draft('signals'), 'new');
  });

  it('is not replaced by its own beginning, typed a moment before and sent again', async () => {
    page.send({ type: 'draft', id: 'signals', text: 'They let apps react.' });
    await kept('signals', 'They let apps react.');
    const { time } = app.study.draft('signals');
    page.send({ type: 'draft', id: 'signals', text: 'They', time: time - 200 });
    page.send({ type: 'draft', id: 'middleware', text: 'typed meanwhile', time });
    await kept('middleware', 'typed meanwhile');
    assert.equal(draft('signals'), 'They let apps react.');
    page.send({
      type: 'draft',
      id: 'signals',
      text: 'They let apps react, in turn',
      time: time - 200,
    });
    await kept('signals', 'They let apps react, in turn');
  });

  it('is not replaced by what was shortened or replaced a moment later, and sent again', async () => {
    const remote = Object.getOwnPropertyDescriptor(vscode.env, 'remoteName')!;
    Object.defineProperty(vscode.env, 'remoteName', { value: undefined, configurable: true });
    try {
      page.send({ type: 'draft', id: 'signals', text: 'They let apps react.' });
      await kept('signals', 'They let apps react.');
      const { time } = app.study.draft('signals');
      for (const [text, before] of [
        ['They let apps react. Or so I thought', 2000],
        ['Callbacks', 200],
      ] as const) {
        page.send({ type: 'draft', id: 'signals', text, time: time - before });
      }
      page.send({ type: 'draft', id: 'middleware', text: 'typed since', time });
      await kept('middleware', 'typed since');
      assert.equal(draft('signals'), 'They let apps react.');
    } finally {
      Object.defineProperty(vscode.env, 'remoteName', remote);
    }
  });

  it('is told to the page where it was written elsewhere', async () => {
    await app.study.store.apply('of another window', now =>
      setDraft(now, 'signals', 'written there', Date.now()),
    );
    await kept('signals', 'written there');
    await app.study.store.undo(Date.now());
  });

  it('is not kept of what is no question', async () => {
    page.send({ type: 'draft', id: 'nowhere', text: 'x' });
    page.send({ type: 'draft', id: 'signals', text: 'x'.repeat(50_001) });
    page.send({ type: 'draft', id: 'signals', text: 'last' });
    await kept('signals', 'last');
    assert.equal(draft('nowhere'), '');
    const told = (page.posted as { type?: unknown; id?: unknown }[]).some(
      ({ type, id }) => type === 'draft' && id === 'nowhere',
    );
    assert.ok(!told, 'the page forgets what it is told of');
  });

  it('is kept of a question whose pack is still being read, as after a reload', async () => {
    const { questions } = app.study;
    const { id } = questions.library.questions.at(-1)!;
    assert.equal(app.study.draft(id).time, 0);
    const [isTaken, settled] = [
      questions.isTaken.bind(questions),
      questions.settled.bind(questions),
    ];
    let isRead = false;
    Object.assign(questions, {
      isTaken: (one: string) => (isRead || one !== id) && isTaken(one),
      settled: async () => {
        await settled();
        isRead = true;
      },
    });
    try {
      page.send({ type: 'draft', id, text: 'unsent', time: Date.now() - 60_000 });
      await kept(id, 'unsent');
    } finally {
      for (const own of ['isTaken', 'settled']) Reflect.deleteProperty(questions, own);
      await app.study.store.apply('none', now => setDraft(now, id, '', Date.now()), 'quiet');
    }
  });
});
