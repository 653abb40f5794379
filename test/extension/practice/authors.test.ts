import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  digestOf,
  keepOwn,
  mayRun,
  mayUse,
  whatWillRun,
} from '../../../src/editor/practice/authors';
import { documentUri } from '../../../src/editor/practice/documents';
import { Practice, type PracticeParts } from '../../../src/editor/practice/practice';
import type { Exercises, LoadedExercise } from '../../../src/editor/practice/exercises';

/** Nothing changes. */
const never = () => new vscode.Disposable(() => undefined);

/** Resolves when it is fired. */
function eventOf<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise(resolve => {
    const listener = event(value => {
      listener.dispose();
      resolve(value);
    });
  });
}

/** An exercise of a pack, or of none, with this text at its start. */
function exercise(text: string, pack?: string): LoadedExercise {
  const source = { file: 'views.md', startLine: 0, endLine: 9, bodyLine: 1 };
  return {
    question: { id: 'n-plus-one', title: 'Books', source: pack ? { ...source, pack } : source },
    title: 'Books',
    exercise: { start: [{ path: 'shop/views.py', text, line: 3 }], checks: [] },
  } as unknown as LoadedExercise;
}

describe('code that is not ours', () => {
  const { showWarningMessage } = vscode.window;
  const stored = new Map<string, unknown>();
  const globalState = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
  } as unknown as vscode.Memento;
  const context = { globalState } as unknown as vscode.ExtensionContext;
  const exercises = { all: [] } as unknown as Exercises;
  let details: (string | undefined)[];
  let isAgreed: boolean;

  beforeEach(() => {
    stored.clear();
    details = [];
    isAgreed = true;
    const ask = (_: string, { detail }: vscode.MessageOptions, agree: string) => {
      details.push(detail);
      return Promise.resolve(isAgreed ? agree : undefined);
    };
    Object.assign(vscode.window, { showWarningMessage: ask });
  });

  after(() => Object.assign(vscode.window, { showWarningMessage }));

  const may = (loaded: LoadedExercise, code?: string) =>
    mayRun(context, exercises, loaded, {
      question: 'n-plus-one',
      path: '/practice/n-plus-one',
      started: 0,
      ...(code !== undefined && { code }),
    });

  it('in a folder that was made here runs without a question', async () => {
    await keepOwn(globalState, '/practice/n-plus-one');
    assert.equal(await mayUse(globalState, '/practice/n-plus-one'), true);
    assert.deepEqual(details, []);
  });

  it('in any other folder is asked about once', async () => {
    await keepOwn(globalState, '/practice/n-plus-one');
    isAgreed = false;
    assert.equal(await mayUse(globalState, '/practice/theirs'), false);
    isAgreed = true;
    assert.equal(await mayUse(globalState, '/practice/theirs'), true);
    assert.equal(await mayUse(globalState, '/practice/theirs'), true);
    assert.equal(details.length, 2);
    assert.match(details[0] ?? '', /it may have come with the project/);
    assert.equal(await mayUse(globalState, '/practice/n-plus-one'), true);
    assert.equal(details.length, 2);
  });

  it('is shown without a link in its title that runs a command', async () => {
    const title = '[Fix](command:x) <command:y> <a href="command:z">';
    const one = { ...exercise('a', 'file:///pack'), title };
    const { question } = one;
    const all = { all: [question], find: () => Promise.resolve(one) } as unknown as Exercises;
    const text = await whatWillRun(all, question);
    assert.match(text, /^# \[Fix\]/);
    assert.doesNotMatch(text, /\]\(|<\w/);
  });

  it('runs without a question where the pack is built in', async () => {
    assert.equal(await may(exercise('a')), true);
    assert.deepEqual(details, []);
  });

  it('is asked about once, and again when it changed', async () => {
    const first = exercise('a', 'file:///pack');
    assert.equal(await may(first, await digestOf(first)), true);
    assert.equal(await may(first, await digestOf(first)), true);
    assert.equal(details.length, 1);
    const second = exercise('b', 'file:///pack');
    isAgreed = false;
    assert.equal(await may(second, await digestOf(second)), false);
    assert.equal(details.length, 2);
  });

  it('is asked about once, however many exercises are in its file', async () => {
    const all = Array.from({ length: 1200 }, (_, index) => exercise(`${index}`, 'file:///pack'));
    const found = new Map(all.map(one => [String(one.exercise.start[0]?.text), one]));
    const many = {
      all: [...found].map(([id, { question }]) => ({ ...question, id })),
      find: (id: string) => Promise.resolve(found.get(id)),
    } as unknown as Exercises;
    for (const one of [all[5]!, all[5]!, all[1199]!]) {
      assert.equal(await mayRun(context, many, one, undefined), true);
    }
    assert.equal(details.length, 1);
  });

  it('is asked about where another version wrote the folder, which nobody agreed to', async () => {
    const [written, now] = ['a', 'b'].map(text => exercise(text, 'file:///pack'));
    assert.equal(await may(now!, await digestOf(now!)), true);
    isAgreed = false;
    assert.equal(await may(now!, await digestOf(written!)), false);
    assert.match(details[1] ?? '', /files in \/practice\/n-plus-one are from another version/);
    isAgreed = true;
    assert.equal(await may(now!, await digestOf(written!)), true);
    assert.equal(await may(now!, await digestOf(written!)), true);
    assert.equal(details.length, 3);
  });

  it('is shown as it is now, also in a tab that was open when the pack changed', async () => {
    const changed = new vscode.EventEmitter<void>();
    const of = (text: string) => exercise(text, 'file:///pack');
    let now = of('harmless()');
    const practice = new Practice({
      context: { ...context, extensionUri: vscode.Uri.file('/') },
      study: { questions: { onDidChange: changed.event } },
    } as unknown as PracticeParts);
    Object.assign(practice.exercises, { find: () => Promise.resolve(now) });
    Object.defineProperty(practice.exercises, 'all', { get: () => [now.question] });
    const document = await vscode.workspace.openTextDocument(
      documentUri('code', 'n-plus-one', 'what-will-run.md'),
    );
    try {
      assert.match(document.getText(), /harmless\(\)/);
      now = of('evil()');
      const renewed = eventOf(vscode.workspace.onDidChangeTextDocument);
      changed.fire();
      await renewed;
      assert.match(document.getText(), /evil\(\)/);
    } finally {
      practice.dispose();
      changed.dispose();
    }
  });

  it('is asked about before a file of it is opened beside the solution', async () => {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'beside-'));
    const folder = path.join(place, 'books');
    fs.mkdirSync(path.join(folder, 'shop'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'shop', 'views.py'), 'mine');
    fs.writeFileSync(path.join(folder, '.exercise.json'), '{"question": "n-plus-one"}');
    const loaded = exercise('a', 'file:///pack');
    Object.assign(loaded.exercise, { solution: loaded.exercise.start });
    const workspaceState = { get: () => place } as unknown as vscode.Memento;
    const store = { open: () => Promise.resolve(), progress: new Map() };
    const practice = new Practice({
      context: {
        ...context,
        workspaceState,
        extension: { extensionKind: vscode.ExtensionKind.Workspace },
        extensionUri: vscode.Uri.file('/'),
      },
      study: { store, questions: { library: { questions: [] }, onDidChange: never } },
    } as unknown as PracticeParts);
    Object.assign(practice.exercises, { load: () => Promise.resolve(loaded) });
    try {
      isAgreed = false;
      await practice.compareSolution('n-plus-one');
      assert.equal(details.length, 1);
      assert.match(details[0] ?? '', /The pack is at .* Its exercises/);
    } finally {
      practice.dispose();
      fs.rmSync(place, { recursive: true });
    }
  });
});
