import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Backups, keptBackups, keptDays } from '../../../src/editor/core/storage/backups';
import { hash, withChecksum } from '../../../src/editor/core/storage/journal';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { writeProgressFile } from '../../../src/study/exchange/progressFile';
import {
  hasMark,
  longestNote,
  resetProgress,
  setMark,
  type Progress,
} from '../../../src/study/progress';
import { restoreProgress } from '../../../src/study/restore';
import { MemoryMemento } from '../kit/memoryMemento';

describe('backups', () => {
  let folder: string;
  let store: ProgressStore;
  /** The current study day, as the test sets it. */
  let today: number;

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'backups-'));
    today = 1;
    open();
  });

  afterEach(async () => {
    store.dispose();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
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
  const reset = () =>
    store.applyMuch(
      'reset',
      ({ progress }) => ({ progress: resetProgress(progress, Date.now()) }),
      'reset',
    );
  /** The complete backups: one is written beside its place and renamed. */
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

  /** The day's backup is written while the change continues. */
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
    // The backup says when it was made; for this test's rules that is today.
    store.dispose();
    open();
    await mark('caching');
    await new Promise(resolve => setTimeout(resolve, 100));
    assert.equal((await names()).length, 1);
  });

  it('are made before a reset, which is then undone without them', async () => {
    await mark('forms');
    await reset();
    assert.deepEqual(await reasons(), ['reset']);
    assert.deepEqual(await kept(0), ['forms']);
    await store.undo(Date.now());
    assert.equal(hasMark(store.progress, 'forms', 'mastered'), true);
  });

  it('refuse a change of much when they cannot be written', async () => {
    await mark('forms');
    await fs.writeFile(path.join(folder, 'backups'), 'a file stands in the way');
    await assert.rejects(reset(), /Nothing was changed/);
    assert.equal(hasMark(store.progress, 'forms', 'mastered'), true);
  });

  it('bring back the state of their moment by a change that can be undone', async () => {
    await mark('forms');
    await mark('signals');
    await reset();
    await mark('caching');
    const backups = await store.backups();
    const [backup] = await backups.list();
    const { progress } = await backups.read(backup!);
    await store.applyMuch(
      'restored',
      now => ({ progress: restoreProgress(now.progress, progress, Date.now()) }),
      'restore',
    );
    const mastered = () =>
      [...store.progress.keys()].filter(id => hasMark(store.progress, id, 'mastered')).sort();
    assert.deepEqual(mastered(), ['forms', 'signals']);
    assert.deepEqual(await reasons(), ['restore', 'reset']);
    await store.undo(Date.now());
    assert.deepEqual(mastered(), ['caching']);
  });

  const oneDay = 24 * 60 * 60 * 1000;
  const written = (backups: Backups, name: string, created: number) =>
    backups.write('import', { progress: marked(name), interviews: [] }, created);
  const held = async (backups: Backups) => {
    const list = await backups.list();
    const files = await Promise.all(list.map(backup => backups.read(backup)));
    return files.map(({ progress }) => [...progress.keys()].join());
  };

  it(`are kept to the last ${keptBackups} of ${keptDays} days, in the order they were made`, async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    const count = keptBackups + 3;
    for (let i = 0; i < count; i++) await written(backups, `question-${i}`, i * oneDay);
    const list = await backups.list();
    assert.deepEqual(
      await held(backups),
      Array.from({ length: keptBackups }, (_, at) => `question-${count - 1 - at}`),
    );
    assert.deepEqual(await backups.counts(list[0]!), {
      questions: 1,
      mastered: 1,
      reviews: 0,
      notes: 0,
      interviews: 0,
    });
  });

  it('of a week are not pushed out in a day, nor by a clock that is wrong', async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    for (let i = 0; i < 7; i++) await written(backups, `day-${i}`, i * oneDay);
    for (let i = 0; i < 70; i++) await written(backups, `import-${i}`, 7 * oneDay + i);
    const kept = await held(backups);
    for (let i = 0; i < 7; i++) assert.ok(kept.includes(`day-${i}`), `that of day ${i} is gone`);
    assert.ok(kept.includes('import-0') && kept.includes('import-69'));
    assert.equal(kept.length, 7 + 50);
    const years = 100 * 365 * oneDay;
    await written(backups, 'ahead', years);
    await written(backups, 'back', 1);
    assert.ok((await held(backups)).includes('day-6'));
  });

  it('of each kind are kept, the last one, however old', async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    await backups.write('reset', { progress: marked('all'), interviews: [] }, 0);
    for (let i = 1; i < 30; i++) await written(backups, `import-${i}`, i * oneDay);
    assert.ok((await held(backups)).includes('all'));
  });

  it('are not made of what the last one holds', async () => {
    const backups = new Backups(vscode.Uri.file(folder));
    for (let i = 0; i < 10; i++) await written(backups, 'forms', i);
    assert.deepEqual(await held(backups), ['forms']);
    // Except where that can no longer be read.
    const [name] = await names();
    const file = path.join(folder, 'backups', name!);
    await fs.writeFile(file, (await fs.readFile(file, 'utf8')).replace('forms', 'f0rms'));
    await written(backups, 'forms', 11);
    assert.equal((await names()).length, 2);
  });

  it('can be read however large they are', async function () {
    this.timeout(60_000);
    const backups = new Backups(vscode.Uri.file(folder));
    const note = 'ä'.repeat(longestNote);
    const notes: Progress = new Map(
      Array.from({ length: 1001 }, (_, at) => [`question-${at}`, { note: [note, 1] as const }]),
    );
    await backups.write('import', { progress: notes, interviews: [] }, 1);
    const [backup] = await backups.list();
    const { progress } = await backups.read(backup!);
    assert.equal(progress.size, 1001);
    assert.equal(progress.get('question-1000')?.note?.[0], note);
  });

  it('of an earlier version are read as well', async () => {
    const body = writeProgressFile({ progress: marked('forms'), interviews: [] }, '2026-01-01');
    const head = JSON.stringify({ created: 1, reason: 'day', counts: {}, body: hash(body) });
    await fs.mkdir(path.join(folder, 'backups'));
    const file = path.join(folder, 'backups', '000001-1-day.backup');
    await fs.writeFile(file, `${withChecksum(head)}\n${body}`);
    assert.deepEqual(await held(new Backups(vscode.Uri.file(folder))), ['forms']);
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
