import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Backups, keptBackups } from '../../../src/editor/core/storage/backups';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { hasMark, resetProgress, setMark, type Progress } from '../../../src/study/progress';
import { restoreProgress } from '../../../src/study/restore';
import { MemoryMemento } from '../kit/memoryMemento';

describe('backups', () => {
  let folder: string;
  let store: ProgressStore;
  /** The study day of the moment, as the test sets it. */
  let today: number;

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'backups-'));
    today = 1;
    open();
  });

  afterEach(async () => {
    store.dispose();
    await fs.rm(folder, { recursive: true, force: true });
  });

  function open(): void {
    store = new ProgressStore(
      { state: new MemoryMemento(), folder: vscode.Uri.file(folder) },
      { studyDay: time => (time > 1e12 ? today : time) },
    );
  }

  const marked = (...ids: string[]): Progress =>
    new Map(ids.map(id => [id, { mastered: [true, 1] as const }]));
  const mark = (id: string, value = true) =>
    store.apply(id, progress => setMark(progress, [id], 'mastered', value, Date.now()));
  /** The backups that are whole: one is written beside its place and renamed. */
  const names = async () => {
    const files = await fs.readdir(path.join(folder, 'backups')).catch((): string[] => []);
    return files.filter(name => name.endsWith('.backup'));
  };
  const reasons = async () => (await (await store.backups()).list()).map(({ reason }) => reason);
  const kept = async (at: number) => {
    const backups = await store.backups();
    const backup = (await backups.list())[at];
    return [...(await backups.read(backup!)).progress.keys()];
  };

  /** The backup of a day is written while the change goes on. */
  async function backupsOf(count: number): Promise<void> {
    for (let i = 0; i < 200 && (await names()).length < count; i++) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.equal((await names()).length, count);
  }

  it('are made before the first change of a study day, and hold what there was', async () => {
    await mark('forms');
    await mark('signals');
    assert.deepEqual(await names(), [], 'there was nothing to back up');
    today = 2;
    await mark('caching');
    await mark('views');
    await backupsOf(1);
    assert.deepEqual(await kept(0), ['forms', 'signals']);
  });

  it('are not made again by another window on the same day', async () => {
    await mark('forms');
    today = 2;
    await mark('signals');
    await backupsOf(1);
    // The backup says when it was made; to the rules of this test that is today.
    store.dispose();
    open();
    await mark('caching');
    await new Promise(resolve => setTimeout(resolve, 100));
    assert.equal((await names()).length, 1);
  });

  it('are made before a reset, which is then undone without them', async () => {
    await mark('forms');
    await store.apply('reset', progress => resetProgress(progress, Date.now()), 'reset');
    assert.deepEqual(await reasons(), ['reset']);
    assert.deepEqual(await kept(0), ['forms']);
    await store.undo(Date.now());
    assert.equal(hasMark(store.progress, 'forms', 'mastered'), true);
  });

  it('refuse a change of much when they cannot be written', async () => {
    await mark('forms');
    await fs.writeFile(path.join(folder, 'backups'), 'a file stands in the way');
    await assert.rejects(
      store.apply('reset', progress => resetProgress(progress, Date.now()), 'reset'),
      /Nothing was changed/,
    );
    assert.equal(hasMark(store.progress, 'forms', 'mastered'), true);
  });

  it('bring back the state of their moment by a change that can be undone', async () => {
    await mark('forms');
    await mark('signals');
    await store.apply('reset', progress => resetProgress(progress, Date.now()), 'reset');
    await mark('caching');
    const backups = await store.backups();
    const [backup] = await backups.list();
    const { progress } = await backups.read(backup!);
    await store.apply('restored', now => restoreProgress(now, progress, Date.now()), 'restore');
    const mastered = () =>
      [...store.progress.keys()].filter(id => hasMark(store.progress, id, 'mastered')).sort();
    assert.deepEqual(mastered(), ['forms', 'signals']);
    assert.deepEqual(await reasons(), ['restore', 'reset']);
    await store.undo(Date.now());
    assert.deepEqual(mastered(), ['caching']);
  });

  it(`are kept to the last ${keptBackups}, in the order they were made, whatever the clock said`, async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    for (let i = 0; i < keptBackups + 3; i++) {
      const file = { progress: marked(`question-${i}`), interviews: [] };
      await backups.write('import', file, i % 2 === 0 ? 2_000_000_000_000 - i : i);
    }
    const list = await backups.list();
    assert.equal(list.length, keptBackups);
    const first = await backups.read(list[0]!);
    assert.deepEqual([...first.progress.keys()], [`question-${keptBackups + 2}`]);
    const last = await backups.read(list.at(-1)!);
    assert.deepEqual([...last.progress.keys()], ['question-3']);
    assert.deepEqual(await backups.counts(list[0]!), {
      questions: 1,
      mastered: 1,
      reviews: 0,
      notes: 0,
      interviews: 0,
    });
  });

  it('are not used when they are damaged', async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    await backups.write('import', { progress: marked('forms'), interviews: [] }, 1);
    const [name] = await names();
    const file = path.join(folder, 'backups', name!);
    const text = await fs.readFile(file, 'utf8');
    const [backup] = await backups.list();
    for (const spoilt of [text.replace('forms', 'f0rms'), text.slice(0, -20), '', 'x\ny']) {
      await fs.writeFile(file, spoilt);
      await assert.rejects(backups.read(backup!), /damaged/);
    }
    await fs.writeFile(file, text);
    assert.deepEqual([...(await backups.read(backup!)).progress.keys()], ['forms']);
  });
});
