import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { writeCheckpoint } from '../../../src/editor/core/storage/journal';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import {
  exerciseProgress,
  noteExerciseHints,
  noteExerciseStarted,
} from '../../../src/study/exercise/progress';
import {
  hasMark,
  noteOf,
  setMark,
  setNote,
  type QuestionRecord,
} from '../../../src/study/progress';
import { ruleDisk } from '../kit/disk';
import { MemoryMemento } from '../kit/memoryMemento';

describe('the copies of progress', () => {
  let root: string;
  let stores: ProgressStore[];
  let endRule: (() => void) | undefined;

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'copies-'));
    stores = [];
  });

  afterEach(async () => {
    endRule?.();
    endRule = undefined;
    for (const store of stores) store.dispose();
    await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const places = (name: string, state: vscode.Memento = new MemoryMemento()) => ({
    state,
    folder: vscode.Uri.file(path.join(root, name)),
  });

  /** A window's store; another memento is the state after a re-clone. */
  function open(name = 'here'): ProgressStore {
    const store = new ProgressStore(places(name));
    stores.push(store);
    return store;
  }

  const master = (store: ProgressStore, id: string, value = true) =>
    store.apply(`${id}: ${value}`, progress =>
      setMark(progress, [id], 'mastered', value, Date.now()),
    );
  const mastered = async (store: ProgressStore) => {
    await store.open();
    return [...store.progress.keys()].filter(id => hasMark(store.progress, id, 'mastered')).sort();
  };
  const file = (name: string, place = 'here') => path.join(root, place, name);
  const removeJournals = async (place = 'here') => {
    for (const name of await fs.readdir(path.join(root, place))) {
      if (name.endsWith('.journal')) await fs.rm(file(name, place));
    }
  };
  /** Nothing has changed in the place for an hour. */
  const rest = async (place = 'here') => {
    const old = new Date(Date.now() - 60 * 60 * 1000);
    for (const name of await fs.readdir(path.join(root, place))) {
      await fs.utimes(file(name, place), old, old);
    }
  };

  it('hold the work on exercises where a version without them wrote all others', async () => {
    const store = open();
    await store.apply('', progress => noteExerciseStarted(progress, 'forms', Date.now()));
    await master(store, 'forms');
    await store.flush();
    await store.apply('', progress => noteExerciseHints(progress, 'forms', 2, Date.now()));
    await master(store, 'signals');
    await store.flush();
    // What such a version reads and writes: the records without fields it does not know.
    const old = new Map<string, QuestionRecord>([
      ['forms', { mastered: [true, 5] }],
      ['signals', { mastered: [true, 5] }],
    ]);
    for (const name of ['checkpoint.json', 'checkpoint.former.json']) {
      await fs.writeFile(file(name), writeCheckpoint(old));
    }
    await removeJournals();
    const next = open();
    assert.deepEqual(await mastered(next), ['forms', 'signals']);
    assert.equal(exerciseProgress(next.progress, 'forms').hints, 2);
    assert.ok(exerciseProgress(next.progress, 'forms').startedAt);
    // Another window of this version adds to the data, in a copy that lacks it.
    await next.apply('', progress => noteExerciseHints(progress, 'signals', 1, Date.now()));
    await next.flush();
    await removeJournals();
    for (const name of ['checkpoint.json', 'checkpoint.former.json']) await fs.rm(file(name));
    const last = open();
    await last.open();
    const hints = ['forms', 'signals'].map(id => exerciseProgress(last.progress, id).hints);
    assert.deepEqual(hints, [2, 1]);
  });

  it('hold what is at the target of a move at every moment of it', async function () {
    this.timeout(60_000);
    const other = open('there');
    await master(other, 'caching');
    await other.flush();
    await removeJournals('there');
    const store = open();
    for (let i = 0; i < 30; i++) await master(store, `question-${i}`);
    endRule = ruleDisk({ paths: /there/, flushMs: 80 });
    const state = { isMoved: false };
    const move = store.moveTo(places('there')).then(() => (state.isMoved = true));
    const without: number[] = [];
    // What a window finds if opened after a kill at this moment.
    for (let at = 0; !state.isMoved; at++) {
      await fs.cp(path.join(root, 'there'), path.join(root, `seen-${at}`), { recursive: true });
      if (!(await mastered(open(`seen-${at}`))).includes('caching')) without.push(at);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await move;
    assert.deepEqual(without, []);
    assert.equal((await mastered(open('there'))).length, 31);
  });

  it('that were read in part never take the place of a good one, also where the disk is full then', async () => {
    const notes = new Map<string, QuestionRecord>(
      Array.from({ length: 20 }, (_, at) => [`question-${at}`, { note: [`note ${at}`, 1] }]),
    );
    await fs.mkdir(path.join(root, 'here'));
    const whole = writeCheckpoint(notes);
    await fs.writeFile(file('checkpoint.former.json'), whole);
    await fs.writeFile(file('checkpoint.json'), whole.slice(0, whole.length / 4));
    const store = open();
    await store.open();
    assert.equal(store.progress.size, 20);
    endRule = ruleDisk({ paths: /here.checkpoint\.json/, refuses: 'ENOSPC' });
    await store.apply('a note', progress => setNote(progress, 'question-0', 'more', Date.now()));
    await store.flush().catch(() => undefined);
    endRule();
    await removeJournals();
    const again = open();
    await again.open();
    const kept = [...notes.keys()].filter(id => noteOf(again.progress, id) !== '');
    assert.equal(kept.length, 20);
  });

  it('keep an undo of which the step is in another journal', async () => {
    const first = open();
    await master(first, 'forms');
    await master(first, 'forms', false);
    const second = open();
    await second.open();
    assert.equal(await second.undo(Date.now()), 'forms: false');
    for (let i = 0; i < 3; i++) {
      const store = open();
      await store.open();
      await store.flush();
      await rest();
    }
    const last = open();
    await last.open();
    assert.equal(await last.undo(Date.now()), 'forms: true');
    assert.deepEqual(await mastered(last), []);
  });
});
