import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { lenientMemento } from '../../../src/editor/core/storage/lenientMemento';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { writeLine } from '../../../src/editor/core/storage/journal';
import { stateKeys } from '../../../src/editor/base/ids';
import { hasMark, noteOf, setMark, setNote } from '../../../src/study/progress';
import { ruleDisk } from '../kit/disk';
import { MemoryMemento } from '../kit/memoryMemento';

/** Returns the same object until it is updated, like VS Code's, and keeps what it does not store. */
class SameObjectMemento extends MemoryMemento {
  readonly #objects = new Map<string, unknown>();
  refuses = false;

  override get<T>(key: string, fallback?: T): T {
    return (this.#objects.get(key) ?? fallback) as T;
  }

  override async update(key: string, value: unknown): Promise<void> {
    const stored = super.update(key, value);
    this.#objects.set(key, super.get(key));
    await stored;
    if (this.refuses) throw new Error('disk full');
  }
}

describe('the progress store', () => {
  let folder: string;
  let stores: ProgressStore[];

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'progress-'));
    stores = [];
  });

  afterEach(async () => {
    for (const store of stores) store.dispose();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A window's store over the folder; another memento is the state after a kill or a re-clone. */
  function open(state: vscode.Memento = new MemoryMemento()): ProgressStore {
    const store = new ProgressStore({ state, folder: vscode.Uri.file(folder) });
    stores.push(store);
    return store;
  }

  async function master(store: ProgressStore, id: string, value = true): Promise<void> {
    await store.apply(`mastered ${id}`, progress =>
      setMark(progress, [id], 'mastered', value, Date.now()),
    );
  }

  async function mastered(store: ProgressStore): Promise<string[]> {
    await store.open();
    const { progress } = store;
    return [...progress.keys()].filter(id => hasMark(progress, id, 'mastered')).sort();
  }

  it('has kept a change when apply resolves, even if the window is killed then', async () => {
    await master(open(), 'signals');
    assert.deepEqual(await mastered(open()), ['signals']);
  });

  it('keeps changes of two windows that know nothing of each other', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.open(), two.open()]);
    for (let i = 0; i < 10; i++) {
      await Promise.all([master(one, `one-${i}`), master(two, `two-${i}`)]);
    }
    await Promise.all([one.flush(), two.flush()]);
    assert.equal((await mastered(open())).length, 20);
  });

  it('sees what another window did when it is refreshed', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.open(), two.open()]);
    await master(one, 'forms');
    let fired = 0;
    two.onDidChange(() => (fired += 1));
    await two.refresh();
    assert.deepEqual(await mastered(two), ['forms']);
    await two.refresh();
    assert.equal(fired, 1, 'nothing new, so nothing fired');
  });

  it('brings progress back from the folder when the workspace state is gone', async () => {
    const store = open();
    await master(store, 'forms');
    await store.flush();
    for (const name of await fs.readdir(folder)) {
      if (name.endsWith('.journal')) await fs.rm(path.join(folder, name));
    }
    assert.deepEqual(await mastered(open()), ['forms']);
  });

  it('brings progress back from the workspace state when the folder is gone', async () => {
    const state = new MemoryMemento();
    const store = open(state);
    await master(store, 'forms');
    await store.flush();
    await fs.rm(folder, { recursive: true });
    assert.deepEqual(await mastered(open(state)), ['forms']);
  });

  it('reads every whole line of a journal whose tail was torn, and writes on', async () => {
    await master(open(), 'forms');
    await master(stores[0]!, 'signals');
    const [journal] = (await fs.readdir(folder)).filter(name => name.endsWith('.journal'));
    const file = path.join(folder, journal!);
    await fs.appendFile(file, writeLine(new Map([['lost', { mastered: [true, 1] }]])).slice(0, 30));
    await master(stores[0]!, 'caching');
    assert.deepEqual(await mastered(open()), ['caching', 'forms', 'signals']);
  });

  it('sets a damaged checkpoint aside and goes on with the other copies', async () => {
    const state = new MemoryMemento();
    const store = open(state);
    await master(store, 'forms');
    await store.flush();
    const checkpoint = path.join(folder, 'checkpoint.json');
    const text = await fs.readFile(checkpoint, 'utf8');
    await fs.writeFile(checkpoint, text.replace('forms', 'f0rms'));
    assert.deepEqual(await mastered(open(state)), ['forms']);
    const aside = (await fs.readdir(folder)).filter(name => name.includes('.damaged-'));
    assert.equal(aside.length, 1);
    assert.match(await fs.readFile(path.join(folder, aside[0]!), 'utf8'), /f0rms/);
  });

  it('sets a broken workspace state aside, keeps what is sound of it, and does not lose a byte', async () => {
    const state = new MemoryMemento();
    await state.update(stateKeys.progress, {
      version: 1,
      questions: { forms: { m: [1, 5] }, signals: { m: 'yes' } },
    });
    assert.deepEqual(await mastered(open(state)), ['forms']);
    const [aside] = (await fs.readdir(folder)).filter(name => name.includes('.damaged-'));
    assert.match(await fs.readFile(path.join(folder, aside!), 'utf8'), /"m":"yes"/);
  });

  it('never overwrites progress of a newer version, and keeps what is done meanwhile', async () => {
    const state = new MemoryMemento();
    const newer = { version: 99, questions: 'a format of the future' };
    await state.update(stateKeys.progress, newer);
    const store = open(state);
    await master(store, 'forms');
    await store.flush();
    assert.deepEqual(state.get(stateKeys.progress), newer);
    assert.deepEqual(await mastered(open(state)), ['forms']);
  });

  /** A store whose folder cannot be written: a file stands where it should be. */
  async function openWithoutFiles(state: vscode.Memento): Promise<ProgressStore> {
    await fs.rm(folder, { recursive: true });
    await fs.writeFile(folder, '');
    const store = new ProgressStore({ state, folder: vscode.Uri.file(path.join(folder, 'below')) });
    stores.push(store);
    return store;
  }

  /** The ids of the questions that the workspace state has something of. */
  function inState(state: vscode.Memento): string[] {
    const stored = state.get<{ questions: object }>(stateKeys.progress);
    return Object.keys(stored?.questions ?? {}).sort();
  }

  it('keeps a change in the workspace state when the folder cannot be written', async () => {
    const state = new MemoryMemento();
    const store = await openWithoutFiles(state);
    await master(store, 'forms');
    assert.deepEqual(inState(state), ['forms']);
  });

  it('has both of two changes in the state where the copies are renewed between them', async () => {
    const state = new SameObjectMemento();
    const store = await openWithoutFiles(state);
    await master(store, 'forms');
    // The copies are renewed 1.5 s after it: while the second change waits for VS Code to write it.
    await new Promise(resolve => setTimeout(resolve, 1250));
    await master(store, 'signals');
    assert.deepEqual(inState(state), ['forms', 'signals']);
  });

  it('keeps in the state what arrived there while files cannot be written', async () => {
    const state = new SameObjectMemento();
    const store = await openWithoutFiles(state);
    await store.open();
    await state.update(stateKeys.progress, { version: 1, questions: { caching: { m: [1, 5] } } });
    await master(store, 'forms');
    await master(store, 'signals');
    assert.deepEqual(await mastered(store), ['caching', 'forms', 'signals']);
    assert.deepEqual(inState(state), ['caching', 'forms', 'signals']);
  });

  it('renews its checkpoint also where VS Code takes no state any more', async () => {
    const state = new MemoryMemento();
    state.update = () => Promise.reject(new TypeError('Cannot create property on string'));
    const store = new ProgressStore({ state, folder: vscode.Uri.file(folder) });
    stores.push(store);
    await master(store, 'forms');
    await store.flush();
    assert.match(await fs.readFile(path.join(folder, 'checkpoint.json'), 'utf8'), /forms/);
    const others = lenientMemento(state);
    await others.update('filter', 'mastered');
    assert.equal(others.get('filter'), 'mastered');
    await others.update('filter', undefined);
    assert.equal(others.get('filter', 'all'), 'all');
  });

  it('makes no change that can be kept nowhere, and says so', async () => {
    await fs.rm(folder, { recursive: true });
    await fs.writeFile(folder, '');
    const state = new MemoryMemento();
    state.update = () => Promise.reject(new Error('disk full'));
    const store = new ProgressStore({ state, folder: vscode.Uri.file(path.join(folder, 'below')) });
    stores.push(store);
    await assert.rejects(master(store, 'forms'), /could not be saved/);
    assert.deepEqual(await mastered(store), []);
  });

  it('makes no part of a change that there is no room for in the state', async () => {
    const state = new MemoryMemento();
    const store = open(state);
    const now = Date.now();
    const note = 'A long note. '.repeat(100);
    await store.apply('many notes', () => {
      const ids = Array.from({ length: 500 }, (_, at) => `q${at}`);
      return new Map(ids.map(id => [id, { note: [note, now] as const }]));
    });
    await store.flush();
    const endRule = ruleDisk({ paths: /journal/, refuses: 'ENOSPC' });
    const both = { mastered: [true, now] as const, note: ['Another note', now + 1] as const };
    try {
      await assert.rejects(store.apply('both', new Map([['q1', both]])), /could not be saved/);
      // A mark alone has room.
      await master(store, 'q2');
    } finally {
      endRule();
    }
    const { progress } = store;
    assert.equal(progress.get('q1')?.note?.[0], note);
    for (const window of [store, open(state)]) assert.deepEqual(await mastered(window), ['q2']);
  });

  it('does not make a change later that it could not keep, as VS Code remembers it', async () => {
    const state = new SameObjectMemento();
    const store = open(state);
    await master(store, 'signals');
    await store.flush();
    const endRule = ruleDisk({ paths: /journal/, refuses: 'ENOSPC' });
    try {
      state.refuses = true;
      await assert.rejects(master(store, 'forms'), /could not be saved/);
    } finally {
      endRule();
      state.refuses = false;
    }
    await master(store, 'models');
    await store.flush();
    await store.refresh();
    assert.deepEqual(await mastered(store), ['models', 'signals']);
    assert.deepEqual(await mastered(open(state)), ['models', 'signals']);
  });

  it('takes 30 changes back, one by one, by their names', async () => {
    const store = open();
    for (let i = 0; i < 31; i++) await master(store, `question-${i}`);
    for (let i = 30; i > 0; i--) {
      assert.equal(await store.undo(Date.now()), `mastered question-${i}`);
    }
    assert.equal(await store.undo(Date.now()), undefined);
    assert.deepEqual(await mastered(store), ['question-0']);
    assert.deepEqual(await mastered(open()), ['question-0'], 'after a restart too');
  });

  it('takes changes of an earlier session back, even after a kill, and knows what was taken back', async () => {
    const first = open();
    for (const id of ['forms', 'signals', 'caching']) await master(first, id);
    assert.equal(await first.undo(Date.now()), 'mastered caching');
    const second = open();
    await second.open();
    assert.equal(second.undoLabel, 'mastered signals');
    await second.undo(Date.now());
    await master(second, 'views');
    const third = open();
    await third.open();
    assert.equal(await third.undo(Date.now()), 'mastered views');
    assert.equal(await third.undo(Date.now()), 'mastered forms');
    assert.equal(await third.undo(Date.now()), undefined);
    assert.deepEqual(await mastered(third), []);
    assert.deepEqual(await mastered(open()), []);
  });

  it('takes a mark back that was set, cleared and set again, one step after the other', async () => {
    const store = open();
    for (const value of [true, false, true]) await master(store, 'forms', value);
    const seen: boolean[] = [];
    const again = open();
    for (const one of [store, again, again]) {
      if (one === again) await again.refresh();
      await one.undo(Date.now());
      seen.push(hasMark(one.progress, 'forms', 'mastered'));
    }
    assert.deepEqual(seen, [false, true, false]);
  });

  it('keeps a step that has no effect just now, for when what followed it was taken back', async () => {
    const store = open();
    await master(store, 'signals');
    const step = await store.apply('mastered forms', made =>
      setMark(made, ['forms'], 'mastered', true, Date.now()),
    );
    await master(store, 'forms', false);
    assert.equal(await store.undo(Date.now(), step), undefined);
    await store.undo(Date.now());
    assert.deepEqual(await mastered(store), ['forms', 'signals']);
    await store.undo(Date.now());
    assert.deepEqual(await mastered(store), ['signals']);
  });

  it('takes back in one window only what was done there, and nothing that another did since', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.open(), two.open()]);
    await master(one, 'forms');
    await master(one, 'signals');
    await master(two, 'caching');
    await two.refresh();
    await master(two, 'signals', false);
    await one.refresh();
    assert.equal(one.undoLabel, 'mastered forms', 'its mark of signals does not stand any more');
    assert.equal(await one.undo(Date.now()), 'mastered forms');
    assert.deepEqual(await mastered(one), ['caching']);
  });

  it('leaves what another window wrote into a note between two saves of it', async () => {
    const [one, two] = [open(), open()];
    const write = async (store: ProgressStore, text: string) => {
      await store.open();
      await store.refresh();
      await store.apply('Note', made => setNote(made, 'forms', text, Date.now()), 'joined');
    };
    await write(one, 'mine');
    await write(two, 'mine, theirs');
    await write(one, 'mine, theirs, mine');
    await one.undo(Date.now());
    assert.equal(noteOf(one.progress, 'forms'), 'mine, theirs');
  });

  it('keeps the journal of a step that can be taken back, however old it is', async () => {
    const store = open();
    await master(store, 'forms');
    await store.flush();
    await store.flush();
    const old = new Date(Date.now() - 60 * 60 * 1000);
    for (const name of await fs.readdir(folder)) await fs.utimes(path.join(folder, name), old, old);
    const second = open();
    assert.deepEqual(await mastered(second), ['forms']);
    assert.equal(await second.undo(Date.now()), 'mastered forms');
  });

  it('loses nothing to a flipped bit anywhere in its files', async () => {
    const store = open();
    for (const id of ['forms', 'signals', 'caching']) await master(store, id);
    await store.flush();
    await master(store, 'views');
    await store.flush();
    for (const name of await fs.readdir(folder)) {
      if (name.endsWith('.journal')) await fs.rm(path.join(folder, name));
    }
    const file = path.join(folder, 'checkpoint.json');
    const former = path.join(folder, 'checkpoint.former.json');
    const whole = await fs.readFile(file);
    for (let at = 0; at < whole.length; at += 7) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = spoilt[at]! ^ 1;
      await fs.writeFile(former, whole);
      await fs.writeFile(file, spoilt);
      const store = open();
      assert.deepEqual(
        await mastered(store),
        ['caching', 'forms', 'signals', 'views'],
        `byte ${at}`,
      );
      // It repairs the file after a while, which must not happen to the next one that is corrupted.
      store.dispose();
    }
  });

  // Windows has no files that their owner may not read.
  if (process.platform !== 'win32') {
    it('leaves a file that it cannot read as it is, and keeps what is done beside it', async () => {
      const store = open();
      await master(store, 'forms');
      await store.flush();
      const file = path.join(folder, 'checkpoint.json');
      const aside = path.join(folder, 'as-it-was');
      await fs.rename(file, aside);
      // An administrator may read any file: on Linux, use one that nobody can read.
      if (process.platform === 'linux') await fs.symlink('/proc/self/mem', file);
      else await fs.copyFile(aside, file).then(() => fs.chmod(file, 0));
      const second = open();
      await master(second, 'signals');
      await second.flush();
      await fs.rm(file);
      await fs.rename(aside, file);
      assert.deepEqual(
        (await fs.readdir(folder)).filter(name => name.startsWith('checkpoint')),
        ['checkpoint.json'],
      );
      assert.deepEqual(await mastered(open()), ['forms', 'signals']);
    });
  }

  it('takes progress along to another place and leaves it where it was', async () => {
    const places = (name: string) => ({
      state: new MemoryMemento(),
      folder: vscode.Uri.file(path.join(folder, name)),
    });
    const [here, there] = [places('here'), places('there')];
    const other = new ProgressStore(there);
    stores.push(other);
    await master(other, 'caching');
    const store = new ProgressStore(here);
    stores.push(store);
    await master(store, 'forms');
    await store.moveTo(there);
    assert.deepEqual(await mastered(store), ['caching', 'forms']);
    await master(store, 'signals');
    await store.flush();
    for (const [where, expected] of [
      [here, ['forms']],
      [there, ['caching', 'forms', 'signals']],
    ] as const) {
      const later = new ProgressStore({ ...where, state: new MemoryMemento() });
      stores.push(later);
      assert.deepEqual(await mastered(later), expected);
    }
    assert.equal(await store.undo(Date.now()), 'mastered signals');
    assert.equal(await store.undo(Date.now()), 'mastered forms');
  });

  it('takes what can be undone there, back and there again, as undos left it', async () => {
    const [here, there] = ['here', 'there'].map(name => ({
      state: new MemoryMemento(),
      folder: vscode.Uri.file(path.join(folder, name)),
    }));
    const store = new ProgressStore(here!);
    stores.push(store);
    await master(store, 'forms');
    await store.moveTo(there!);
    await store.moveTo(here!);
    await master(store, 'forms', false);
    await store.undo(Date.now());
    await master(store, 'signals');
    await store.moveTo(there!);
    const later = new ProgressStore({ ...there!, state: new MemoryMemento() });
    stores.push(later);
    await later.open();
    for (const one of [store, later]) {
      assert.equal(one.undoLabel, 'mastered signals');
    }
    await store.undo(Date.now());
    assert.equal(await store.undo(Date.now()), 'mastered forms');
    assert.deepEqual(await mastered(store), []);
    await later.undo(Date.now());
    assert.equal(later.undoLabel, 'mastered forms');
  });

  it('removes a journal only when it rested, both checkpoints hold it and no step needs it', async () => {
    const state = new MemoryMemento();
    const store = open(state);
    await store.open();
    const file = path.join(folder, 'earlier.journal');
    const change = new Map([['forms', { mastered: [true, 1] as const }]]);
    await fs.writeFile(file, writeLine(change));
    const exists = () =>
      fs.stat(file).then(
        () => true,
        () => false,
      );
    const rest = async () => {
      const old = new Date(Date.now() - 60 * 60 * 1000);
      await fs.utimes(file, old, old);
    };
    await rest();
    const first = open(state);
    assert.deepEqual(await mastered(first), ['forms']);
    assert.equal(await exists(), true, 'there was no checkpoint');
    await first.flush();
    await open(state).open();
    assert.equal(await exists(), true, 'there was one checkpoint only');
    await master(first, 'signals');
    await first.flush();
    const young = new Date();
    await fs.utimes(file, young, young);
    await open(state).open();
    assert.equal(await exists(), true, 'it is young: its window may be open');
    await rest();
    assert.deepEqual(await mastered(open(state)), ['forms', 'signals']);
    assert.equal(await exists(), false);
    assert.deepEqual(await mastered(open(new MemoryMemento())), ['forms', 'signals']);
  });

  it('writes nothing while nothing was done', async () => {
    await fs.rm(folder, { recursive: true });
    const store = open();
    await store.open();
    await store.flush();
    await assert.rejects(fs.stat(folder));
  });
});
