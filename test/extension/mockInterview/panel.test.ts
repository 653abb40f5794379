import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { interviewViewType } from '../../../src/editor/base/ids';
import type { LibraryChange, PackSource, PackText } from '../../../src/editor/core/packSource';
import { QuestionSource } from '../../../src/editor/core/questionSource';
import { interviewFolder, InterviewStore } from '../../../src/editor/core/storage/interviewStore';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { Study } from '../../../src/editor/core/study';
import { InterviewPanel } from '../../../src/editor/mockInterview/panel';
import { InterviewSession } from '../../../src/editor/mockInterview/session';
import type { Whiteboard } from '../../../src/editor/mockInterview/whiteboard';
import { currentQuestion } from '../../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { answer } from '../../../src/study/mockInterview/steps';
import { reviewsOf } from '../../../src/study/progress';
import type { Collection, Question } from '../../../src/study/question';
import { activeApp, until } from '../kit/app';
import { ruleDisk } from '../kit/disk';
import { FakePage } from '../kit/fakePage';
import { MemoryMemento } from '../kit/memoryMemento';

describe('the panel of a mock interview, while a step is on its way', () => {
  const { createWebviewPanel } = vscode.window;
  let root: string;
  let study: Study;
  let progress: ProgressStore;
  let store: InterviewStore;
  let session: InterviewSession;
  let panel: InterviewPanel;
  let page: FakePage;
  let opened: number;
  let isInEditor: boolean;
  /** Lets the whiteboard close, which takes until then; or the person keep it open. */
  let closeWhiteboard: (isClosed?: boolean) => void;
  let endRule: (() => void) | undefined;

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'panel-'));
    const app = await activeApp();
    const folder = vscode.Uri.file(path.join(root, 'progress', 'here'));
    progress = new ProgressStore({ state: new MemoryMemento(), folder });
    store = new InterviewStore(() => interviewFolder(progress.folder));
    study = new Study(app.study.questions, progress, new MemoryMemento());
    session = new InterviewSession(study, store, () => 0);
    const closing = new Promise<boolean>(resolve => {
      closeWhiteboard = (isClosed = true) => resolve(isClosed);
    });
    const whiteboard: Pick<Whiteboard, 'isOpen' | 'close' | 'show' | 'onDidChange'> = {
      isOpen: () => isInEditor,
      close: () => closing,
      show: () => Promise.resolve(),
      onDidChange: new vscode.EventEmitter<void>().event,
    };
    const { extensionUri } = vscode.extensions.getExtension(
      'django-interview-study.django-interview-study',
    )!;
    panel = new InterviewPanel({
      study,
      context: { extensionUri } as vscode.ExtensionContext,
      store,
      session,
      whiteboard: whiteboard as Whiteboard,
      openQuestion: () => Promise.resolve(),
    });
    page = new FakePage(interviewViewType);
    opened = 0;
    isInEditor = true;
    Object.assign(vscode.window, {
      createWebviewPanel: () => {
        opened += 1;
        return new FakePage(interviewViewType).panel;
      },
    });
    await panel.restore(page.panel, {});
    page.send({ type: 'ready' });
    await session.start(defaultInterviewSettings);
  });

  afterEach(async () => {
    endRule?.();
    endRule = undefined;
    Object.assign(vscode.window, { createWebviewPanel });
    panel.dispose();
    session.dispose();
    await store.flush();
    store.dispose();
    study.dispose();
    progress.dispose();
    await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const phases = () => session.interview?.questions.map(({ phase }) => phase).slice(0, 3);

  it('takes typed text and tells when it is stored, with what another window has typed', async () => {
    isInEditor = false;
    const { id } = session.interview!;
    const type = (text: string, before: string, turn: number) =>
      page.send({ type: 'answer', interview: id, index: 0, text, before, turn });
    const told = (text: string, heard: number) =>
      until(`“${text}” is stored`, () => {
        const last = page.last('answer');
        return last?.text === text && last.heard === heard;
      });
    type('typed', '', 1);
    await told('typed', 1);
    type('typed', 'typed', 2); // nothing is to be stored
    await told('typed', 2);
    const other = new InterviewStore(() => interviewFolder(progress.folder));
    const stored = await other.read(id);
    await other.keep(answer(stored!, 'typed there', Date.now() + 1000));
    other.dispose();
    type('typed here', 'typed', 3);
    await told('typed there\n\ntyped here', 3);
    type('typed here, on', 'typed here', 4); // what the page sent before it knew
    await told('typed there\n\ntyped here, on', 4);
  });

  it('takes what an earlier page has left of an interview that is not shown', async () => {
    const { id } = session.interview!;
    session.leave();
    page.send({ type: 'answer', interview: id, index: 0, text: 'left', before: '', turn: 1 });
    await until('it is stored', async () => {
      const kept = await store.read(id);
      return kept?.questions[0]?.answer === 'left';
    });
    assert.equal(session.interview, undefined);
    await until('the page may forget it', () => page.last('taken')?.turn === 1);
  });

  it('opens left text that its question no longer takes, unless that has it', async () => {
    const { id } = session.interview!;
    session.answer(id, 0, 'typed, left, and more');
    const going = panel.skip();
    closeWhiteboard();
    await going;
    const said: unknown[] = [];
    const opened: unknown[] = [];
    const { showWarningMessage, showTextDocument } = vscode.window;
    const { openTextDocument } = vscode.workspace;
    Object.assign(vscode.window, {
      showWarningMessage: (text: string) => Promise.resolve(void said.push(text)),
      showTextDocument: (text: string) => Promise.resolve(void opened.push(text)),
    });
    Object.assign(vscode.workspace, {
      openTextDocument: ({ content }: { readonly content: string }) => Promise.resolve(content),
    });
    const leave = (text: string, turn: number, interview = id, index = 0) =>
      page.send({ type: 'answer', interview, index, text, before: '', turn });
    const isTaken = (turn: number) =>
      until('the page may forget it', () => page.last('taken')?.turn === turn);
    try {
      leave('left', 1);
      await isTaken(1);
      assert.deepEqual([opened, said], [[], []]);
      leave('typed there', 2);
      await isTaken(2);
      assert.deepEqual(opened, ['typed there']);
      assert.match(said.join(), /in a new editor/);
      await store.keep({ ...session.interview!, id: 'other' });
      endRule = ruleDisk({ paths: /interviews/, refuses: 'ENOSPC' });
      leave('not stored', 3, 'other', 1);
      await until('it is opened', () => opened.includes('not stored'));
      assert.equal(page.last('taken')?.turn, 2, 'the page keeps it');
    } finally {
      Object.assign(vscode.window, { showWarningMessage, showTextDocument });
      Object.assign(vscode.workspace, { openTextDocument });
    }
  });

  it('skips one question for a key that is pressed twice', async () => {
    const keys = [panel.skip(), panel.skip(), panel.skip()];
    closeWhiteboard();
    await Promise.all(keys);
    assert.deepEqual(phases(), ['skipped', 'asked', 'planned']);
  });

  it('reveals no answer of the next question for a key that was meant for this one', async () => {
    const keys = [panel.skip(), panel.reveal()];
    closeWhiteboard();
    await Promise.all(keys);
    assert.deepEqual(phases(), ['skipped', 'asked', 'planned']);
  });

  it('reveals an answer once, and skips no question for a key after that', async () => {
    const keys = [panel.reveal(), panel.reveal(), panel.skip()];
    closeWhiteboard();
    await Promise.all(keys);
    assert.deepEqual(phases(), ['revealed', 'planned', 'planned']);
  });

  it('stays at the question whose text the person keeps open, since it cannot be saved', async () => {
    closeWhiteboard(false);
    await panel.reveal();
    await panel.skip();
    assert.deepEqual(phases(), ['asked', 'planned', 'planned']);
  });

  it('takes the next key when a step came to nothing', async () => {
    const { interview } = session;
    const lost = panel.reveal();
    session.leave();
    closeWhiteboard();
    await lost;
    await session.open(interview!.id);
    await panel.reveal();
    assert.equal(currentQuestion(session.interview!).phase, 'revealed');
  });

  it('stays closed where it is closed while a rating is stored, which is kept', async () => {
    closeWhiteboard();
    await panel.reveal();
    panel.rate(3);
    const { id, questions } = session.interview!;
    endRule = ruleDisk({ paths: /[/\\]progress[/\\]/, flushMs: 100 });
    const stored = panel.next();
    page.panel.dispose();
    assert.equal(session.interview, undefined, 'it is left');
    await stored;
    await until('the review is noted', async () => {
      const kept = await store.read(id);
      return kept?.questions[0]?.reviewed;
    });
    assert.equal(session.interview, undefined);
    assert.equal(opened, 0, 'a panel was opened');
    assert.equal(reviewsOf(progress.progress.get(questions[0]!.id)).length, 1);
  });

  it('leaves an interview that begins while it is closed, which waits', async () => {
    session.leave();
    const choices = { ...defaultInterviewSettings };
    page.send({ type: 'start', choices });
    page.panel.dispose();
    await until('it is kept', async () => (await store.list()).length >= 2);
    assert.equal(session.interview, undefined);
    assert.equal(opened, 0, 'a panel was opened');
    assert.ok((await store.list()).every(({ status }) => status === 'open'));
  });
});

describe('the panel of a mock interview whose pack is read late, as after a reload', () => {
  const text = 'What is it?\n\n### In short\n\nA thing.\n\n### Key points\n\n- one\n- two\n';
  const question: Question = {
    id: 'own',
    title: 'What is it?',
    hint: 'Think.',
    source: { pack: 'file:///pack', file: 'a.md', startLine: 0, bodyLine: 1, endLine: 10 },
  };
  const collection: Collection = {
    id: 'pack',
    title: 'Pack',
    introduction: '',
    tips: [],
    categories: [{ id: 'pack/all', title: 'All', questions: [question] }],
  };
  let root: string;
  const made: { dispose(): void }[] = [];

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'late-'));
  });

  afterEach(async () => {
    for (const each of made.splice(0).reverse()) each.dispose();
    await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A window, whose packs are read when `read` is called. */
  function open() {
    const changed = new vscode.EventEmitter<LibraryChange>();
    let isRead = false;
    const reading = new EventEmitter();
    const read = once(reading, 'read');
    const packs: Partial<PackSource> = {
      onDidChange: changed.event,
      get collections() {
        return isRead ? [collection] : [];
      },
      notices: [],
      settled: () => read.then(() => undefined),
      file: () => ({ text }) as PackText,
      dispose: () => undefined,
    };
    const extension = vscode.extensions.getExtension(
      'django-interview-study.django-interview-study',
    )!;
    const { extensionUri } = extension;
    const questions = new QuestionSource(vscode.Uri.joinPath(extensionUri, 'questions'), () =>
      Promise.resolve(packs as PackSource),
    );
    const folder = vscode.Uri.file(path.join(root, 'progress', 'here'));
    const progress = new ProgressStore({ state: new MemoryMemento(), folder });
    const store = new InterviewStore(() => interviewFolder(progress.folder));
    const study = new Study(questions, progress, new MemoryMemento());
    const session = new InterviewSession(study, store, () => 0);
    const whiteboard: Pick<Whiteboard, 'isOpen' | 'onDidChange'> = {
      isOpen: () => false,
      onDidChange: new vscode.EventEmitter<void>().event,
    };
    const panel = new InterviewPanel({
      study,
      context: { extensionUri, extension } as vscode.ExtensionContext,
      store,
      session,
      whiteboard: whiteboard as Whiteboard,
      openQuestion: () => Promise.resolve(),
    });
    made.push(questions, progress, store, study, session, panel);
    return {
      panel,
      session,
      store,
      read: async () => {
        await questions.packs();
        isRead = true;
        changed.fire({ renamed: new Map() });
        reading.emit('read');
      },
    };
  }

  it('shows the hint and the model answer, and keeps its key points', async () => {
    const before = open();
    await before.read();
    await before.session.start({ ...defaultInterviewSettings, categories: ['pack/all'] });
    const { id } = before.session.interview!;
    before.session.leave();
    await before.store.flush();

    const { panel, session, read, store } = open();
    const page = new FakePage(interviewViewType);
    const restoring = panel.restore(page.panel, { interview: id });
    page.send({ type: 'ready' });
    await until('it is open', () => session.interview !== undefined);
    const revealing = panel.reveal();
    await new Promise(resolve => setTimeout(resolve, 50));
    await read();
    await Promise.all([restoring, revealing]);
    await until('it is compared', () => JSON.stringify(page.last('show')).includes('A thing.'));
    assert.match(JSON.stringify(page.last('show')), /Think\./);
    assert.deepEqual(currentQuestion(session.interview!).keyPoints, ['one', 'two']);
    session.leave();
    await store.flush();

    // Also where the answers are being compared when the window is reloaded.
    const after = open();
    const other = new FakePage(interviewViewType);
    const again = after.panel.restore(other.panel, { interview: id });
    other.send({ type: 'ready' });
    await new Promise(resolve => setTimeout(resolve, 50));
    await after.read();
    await again;
    await until('it is there', () => JSON.stringify(other.last('show')).includes('A thing.'));
  });

  it('lists its categories in the form once it is read', async () => {
    const { panel, read } = open();
    const page = new FakePage(interviewViewType);
    await panel.restore(page.panel, {});
    page.send({ type: 'ready' });
    await until('the form', () => page.last('show') !== undefined);
    assert.doesNotMatch(JSON.stringify(page.last('show')), /pack\/all/);
    await read();
    await until('the pack', () => JSON.stringify(page.last('show')).includes('pack/all'));
  });
});

describe('interviews that are brought along from another folder', () => {
  it('are tried again where that failed midway, and none is lost or brought twice', async () => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'brought-'));
    const folder = (name: string) => vscode.Uri.file(path.join(root, 'interviews', name));
    const question = { id: 'signals', title: 'Signals?', collection: 'A', category: 'B' };
    const { startInterview } = await import('../../../src/study/mockInterview/steps');
    const former = new InterviewStore(() => folder('former'));
    for (const id of ['a', 'b', 'c']) {
      const settings = defaultInterviewSettings;
      await former.keep(startInterview({ id, settings, questions: [question], now: 1000 }));
    }
    former.dispose();
    const { now } = Date;
    const endRule = ruleDisk({ paths: /interviews[/\\]here[/\\]b\.json/, refuses: 'ENOSPC' });
    const store = new InterviewStore(
      () => folder('here'),
      () => [folder('former')],
    );
    const ids = async () => (await store.list()).map(({ id }) => id).sort();
    try {
      assert.deepEqual(await ids(), ['a', 'c'], 'the others come all the same');
      endRule();
      assert.deepEqual(await ids(), ['a', 'c'], 'not at each look');
      await store.remove('c');
      Date.now = () => now() + 11_000;
      assert.deepEqual(await ids(), ['a', 'b'], 'and what was deleted meanwhile stays so');
    } finally {
      Date.now = now;
      endRule();
      store.dispose();
      await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
