import assert from 'node:assert/strict';
import fsOfNode from 'node:fs';
import * as fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { InterviewSession } from '../../../src/editor/mockInterview/session';
import { inTurn } from '../../../src/editor/core/storage/interviewLock';
import { InterviewStore } from '../../../src/editor/core/storage/interviewStore';
import type { Study } from '../../../src/editor/core/study';
import type { Interview } from '../../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { until } from '../kit/app';
import { ruleDisk } from '../kit/disk';
import { MemoryDisk } from '../kit/memoryDisk';
import { abandon, answer, startInterview } from '../../../src/study/mockInterview/steps';

describe('the store of interviews', () => {
  let folder: string;
  let stores: InterviewStore[];

  beforeEach(async () => {
    folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'interviews-')), 'below');
    stores = [];
  });

  afterEach(async () => {
    for (const store of stores) store.dispose();
    await fs.rm(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
  });

  /** A window's store over the folder; another one is another window, or the same after a kill. */
  function open(): InterviewStore {
    const store = new InterviewStore(() => vscode.Uri.file(folder));
    stores.push(store);
    return store;
  }

  function begin(id: string, now = 1000): Interview {
    const question = { id: 'signals', title: 'Signals?', collection: 'A', category: 'B' };
    return startInterview({ id, settings: defaultInterviewSettings, questions: [question], now });
  }

  const file = (name: string) => path.join(folder, name);
  const asides = async () => (await fs.readdir(folder)).filter(name => name.includes('.damaged-'));
  const answers = (interviews: readonly Interview[]) =>
    interviews.map(({ id, questions }) => `${id}: ${questions[0]?.answer ?? ''}`);

  it('is empty, and makes no folder, before an interview is kept', async () => {
    assert.deepEqual(await open().list(), []);
    await assert.rejects(fs.stat(folder));
  });

  it('gives back what was kept, the interview that began last first', async () => {
    const store = open();
    await store.keep(begin('first', 1000));
    await store.keep(answer(begin('second', 2000), 'typed', 2500));
    assert.deepEqual(answers(await open().list()), ['second: typed', 'first: ']);
  });

  it('has typing on disk within its delay, although more is typed meanwhile', async () => {
    const store = open();
    let one = begin('typing');
    let keys = 0;
    const press = () => {
      one = answer(one, 'x'.repeat(++keys), 2000 + keys);
      store.keepSoon(one, 300);
    };
    press();
    // Would each key begin the delay anew, it would never end.
    const typing = setInterval(press, 50);
    try {
      await until('what is typed is stored', async () => (await open().list()).length > 0);
    } finally {
      clearInterval(typing);
    }
    await store.flush();
    assert.deepEqual(answers(await open().list()), [`typing: ${'x'.repeat(keys)}`]);
  });

  it('has typing on disk within its delay, although the clock is set back by a year meanwhile', async () => {
    const { now } = Date;
    const store = open();
    try {
      store.keepSoon(answer(begin('clock'), 'typed', 2000), 100);
      Date.now = () => now() - 365 * 24 * 60 * 60 * 1000;
      await until('what is typed is stored', async () => (await open().list()).length > 0);
    } finally {
      Date.now = now;
    }
    assert.deepEqual(answers(await open().list()), ['clock: typed']);
  });

  it('has an answer on disk once its file is saved, shown or not', async () => {
    const store = open();
    await store.keep(begin('shown'));
    await store.keep(begin('left'));
    // Nothing is rated here, so progress and questions are not needed.
    const noStudy: unknown = {};
    const session = new InterviewSession(noStudy as Study, store);
    await session.open('shown');
    for (const id of ['shown', 'left']) {
      assert.equal(await session.answerAnywhere(id, 0, 'saved'), true);
      // Another store reads only what is on disk.
      const stored = await open().read(id);
      assert.equal(stored?.questions[0]?.answer, 'saved', id);
    }
    session.dispose();
  });

  it('goes on with what is typed while it is read', async () => {
    const store = open();
    const one = await store.keep(begin('read'));
    const read = store.read.bind(store);
    store.read = async id => {
      const stored = await read(id);
      store.keepSoon(answer(one, 'typed', 2000), 60_000, one);
      return stored;
    };
    const [interview, from] = (await store.goOn('read'))!;
    assert.equal(interview.questions[0]?.answer, 'typed');
    assert.equal(from, one);
  });

  it('keeps what another window types while the file of an answer is saved', async () => {
    const store = open();
    await store.keep(begin('left'));
    const read = store.read.bind(store);
    store.read = async id => {
      const one = await read(id);
      if (one) await open().keep(answer(one, 'theirs', 9e12), one);
      return one;
    };
    const noStudy: unknown = {};
    const session = new InterviewSession(noStudy as Study, store);
    assert.equal(await session.answerAnywhere('left', 0, 'mine'), true);
    const kept = (await open().read('left'))?.questions[0]?.answer ?? '';
    for (const typed of ['mine', 'theirs']) assert.ok(kept.includes(typed), kept);
    session.dispose();
  });

  it('has an answer once that is corrected after it could not be saved', async () => {
    const store = open();
    await store.keep(begin('left'));
    const noStudy: unknown = {};
    const session = new InterviewSession(noStudy as Study, store);
    await session.open('left');
    const endRule = ruleDisk({ paths: /left\.json/, refuses: 'ENOSPC' });
    session.answer('left', 0, 'An answr');
    session.leave();
    const flush = store.flush.bind(store);
    store.flush = () => flush().then(endRule);
    assert.equal(await session.answerAnywhere('left', 0, 'An answer', 'An answr'), true);
    assert.deepEqual(answers(await open().list()), ['left: An answer']);
    await flush();
    assert.deepEqual(answers(await open().list()), ['left: An answer']);
    session.dispose();
  });

  it('writes a step of the person before typing that came earlier', async () => {
    const store = open();
    const one = begin('step');
    store.keepSoon(answer(one, 'slow', 2000), 60_000);
    store.keepSoon(abandon(answer(one, 'slow', 2000), 3000), 0);
    await new Promise<void>(resolve => store.onDidChange(() => resolve()));
    assert.equal((await open().read('step'))?.status, 'abandoned');
  });

  it('keeps what two windows did to one interview', async () => {
    const [one, two] = [open(), open()];
    const start = await one.keep(begin('shared'));
    await two.keep(answer(start, 'from the second window', 3000));
    const merged = await one.keep({ ...start, updated: 4000 });
    assert.equal(merged.questions[0]?.answer, 'from the second window');
    assert.equal(merged.updated, 4000);
  });

  it('keeps what two windows type into one answer at the same time', async () => {
    const [one, two] = [open(), open()];
    const base = await one.keep(begin('both'));
    for (let i = 1; i <= 20; i++) {
      const from = (await one.read('both')) ?? base;
      const { answer: before = '' } = from.questions[0] ?? {};
      const typed = (window: string) =>
        answer(from, `${before}${i} in window ${window}\n`, 1000 + 10 * i);
      await Promise.all([one.keep(typed('one'), from), two.keep(typed('two'), from)]);
      const kept = (await open().read('both'))?.questions[0]?.answer ?? '';
      for (const window of ['one', 'two']) assert.ok(kept.includes(`${i} in window ${window}`));
    }
    assert.deepEqual(await fs.readdir(folder), ['both.json']);
  });

  it('reads what waits to be written, with what another window has typed, as it is written', async () => {
    const [one, two] = [open(), open()];
    const base = await one.keep(begin('both'));
    one.keepSoon(answer(base, 'mine', 2000), 60_000, base);
    await two.keep(answer(base, 'theirs', 3000), base);
    const read = await one.read('both');
    assert.equal(read?.questions[0]?.answer, 'theirs\n\nmine');
    await one.flush();
    assert.deepEqual(await open().read('both'), read);
  });

  it('does not wait for long for a window that was killed while it wrote', async () => {
    await fs.mkdir(folder);
    await fs.writeFile(file('one.lock'), 'gone');
    const store = open();
    store.keepSoon(begin('one'), 0);
    await store.flush();
    assert.deepEqual(await fs.readdir(folder), ['one.json']);
  });

  /** Does `act` while a lock is written in another way. Returns how many were to be written. */
  async function withLocks(
    write: (file: string, own: string) => Promise<void>,
    act: () => Promise<unknown>,
  ): Promise<number> {
    const { writeFile } = fsOfNode.promises;
    let count = 0;
    const replaced = (name: string, text: string, options: { flag: string }) => {
      if (!name.endsWith('.lock')) return writeFile(name, text, options);
      count += 1;
      return write(name, text);
    };
    Object.assign(fsOfNode.promises, { writeFile: replaced });
    syncBuiltinESMExports();
    try {
      await act();
    } finally {
      Object.assign(fsOfNode.promises, { writeFile });
      syncBuiltinESMExports();
    }
    return count;
  }

  it('leaves no lock that nobody owns on a full disk', async () => {
    const full = async (name: string) => {
      fsOfNode.writeFileSync(name, '', { flag: 'wx' });
      await Promise.reject(new Error('ENOSPC: no space left on device, write'));
    };
    assert.equal(await withLocks(full, () => open().keep(begin('one'))), 1);
    assert.deepEqual(await fs.readdir(folder), ['one.json']);
  });

  it('does not wait for a lock that cannot be made, and that nobody has', async () => {
    const refused = () => Promise.reject(new Error('EPERM: operation not permitted, open'));
    const began = performance.now();
    await withLocks(refused, () => open().keep(begin('one')));
    assert.ok(performance.now() - began < 500);
  });

  it('waits for a window that takes turn after turn, on a slow disk', async () => {
    await fs.mkdir(folder);
    await fs.writeFile(file('one.lock'), 'theirs');
    const { readFile } = fsOfNode.promises;
    let turns = 5;
    const slowly = async (...given: Parameters<typeof readFile>) => {
      // The other one has ended its turn since this one found its lock, and begins the next.
      fsOfNode.rmSync(file('one.lock'), { force: true });
      await new Promise(resolve => setTimeout(resolve, 30));
      const read = readFile(...given);
      await read.catch(() => undefined);
      if (turns-- > 0) fsOfNode.writeFileSync(file('one.lock'), 'theirs');
      return read;
    };
    Object.assign(fsOfNode.promises, { readFile: slowly });
    syncBuiltinESMExports();
    let seen = '';
    try {
      await inTurn(vscode.Uri.file(folder), 'one', () => {
        seen = fsOfNode.readFileSync(file('one.lock'), 'utf8');
        return Promise.resolve();
      });
    } finally {
      Object.assign(fsOfNode.promises, { readFile });
      syncBuiltinESMExports();
    }
    assert.notEqual(seen, 'theirs');
  });

  it('takes no lock from a window that has taken over one of a killed window', async () => {
    await fs.mkdir(folder);
    await fs.writeFile(file('one.lock'), 'gone');
    let working = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++working);
      await new Promise(resolve => setTimeout(resolve, 100));
      working -= 1;
    };
    const windows = Array.from({ length: 8 }, () => inTurn(vscode.Uri.file(folder), 'one', work));
    await Promise.all(windows);
    assert.equal(most, 1);
    assert.deepEqual(await fs.readdir(folder), []);
  });

  it('takes no lock from a window that works, though its own machine has slept', async () => {
    await fs.mkdir(folder);
    await fs.writeFile(file('one.lock'), 'busy');
    let isTaken = false;
    const turn = inTurn(vscode.Uri.file(folder), 'one', () => {
      isTaken = true;
      return Promise.resolve();
    });
    const later = () => new Promise(resolve => setTimeout(resolve, 100));
    await later();
    const awake = performance.now() + 1_500;
    while (performance.now() < awake);
    await later();
    assert.ok(!isTaken);
    await fs.rm(file('one.lock'));
    await turn;
    assert.ok(isTaken);
  });

  it('takes no lock from one that has taken it over when both found the lock of the killed one', async () => {
    await fs.mkdir(folder);
    await fs.writeFile(file('one.lock'), 'gone');
    const { rename, rm } = fsOfNode.promises;
    let working = 0;
    let most = 0;
    let count = 0;
    /** The second of the two acts once the first, which has waited for it, has taken the lock over. */
    const inOrder = async (name: unknown) => {
      if (path.normalize(String(name)) !== file('one.lock')) return;
      const own = ++count;
      if (own === 1) await until('both found it', () => count === 2);
      else if (own === 2) await until('the first works', () => working > 0);
    };
    Object.assign(fsOfNode.promises, {
      rename: (...given: Parameters<typeof rename>) =>
        inOrder(given[0]).then(() => rename(...given)),
      rm: (...given: Parameters<typeof rm>) => inOrder(given[0]).then(() => rm(...given)),
    });
    syncBuiltinESMExports();
    const work = async () => {
      most = Math.max(most, ++working);
      await new Promise(resolve => setTimeout(resolve, 200));
      working -= 1;
    };
    try {
      await Promise.all([1, 2].map(() => inTurn(vscode.Uri.file(folder), 'one', work)));
    } finally {
      Object.assign(fsOfNode.promises, { rename, rm });
      syncBuiltinESMExports();
    }
    assert.equal(most, 1);
    assert.deepEqual(await fs.readdir(folder), []);
  });

  it('removes what a window left that was killed as it removed a lock', async () => {
    await open().keep(begin('one'));
    const [old, fresh] = ['1', '2'].map(
      one => `one.lock.${one.repeat(8)}-1111-4111-8111-111111111111`,
    );
    for (const name of [old!, fresh!]) await fs.writeFile(file(name), 'gone');
    await fs.utimes(file(old!), new Date(0), new Date(0));
    await open().list();
    assert.deepEqual(await fs.readdir(folder), ['one.json', fresh]);
  });

  it('takes no turn where another folder has nothing new', async () => {
    const other = vscode.Uri.file(path.join(path.dirname(folder), 'other'));
    const there = new InterviewStore(() => other);
    stores.push(there);
    for (const id of ['one', 'two', 'three']) await there.keep(begin(id));
    await there.remove('three');
    const bring = () => {
      const store = new InterviewStore(
        () => vscode.Uri.file(folder),
        () => [other],
      );
      stores.push(store);
      return store.list();
    };
    assert.equal((await bring()).length, 2);
    const locks = await withLocks(() => Promise.resolve(), bring);
    assert.equal(locks, 0);
    assert.equal((await bring()).length, 2);
  });

  it('shows what is not on disk yet', async () => {
    const store = open();
    store.keepSoon(answer(begin('fresh'), 'typed', 2000), 60_000);
    assert.equal((await store.read('fresh'))?.questions[0]?.answer, 'typed');
    store.keepSoon(answer(begin('fresh'), 'typed more', 2500), 60_000);
    await store.flush();
    assert.deepEqual(answers(await open().list()), ['fresh: typed more']);
  });

  it('sets a torn file aside, byte by byte, and goes on without it', async () => {
    await open().keep(begin('torn'));
    await open().keep(begin('whole'));
    const text = await fs.readFile(file('torn.json'), 'utf8');
    await fs.writeFile(file('torn.json'), text.slice(0, 60));
    assert.deepEqual(answers(await open().list()), ['whole: ']);
    const [aside] = await asides();
    assert.equal(await fs.readFile(file(aside!), 'utf8'), text.slice(0, 60));
    assert.deepEqual(answers(await open().list()), ['whole: ']);
    assert.equal((await asides()).length, 1);
  });

  it('keeps what is sound of a file with a flipped bit, and a copy of it', async () => {
    await open().keep(answer(begin('bit'), 'my answer', 2000));
    const text = await fs.readFile(file('bit.json'), 'utf8');
    await fs.writeFile(file('bit.json'), text.replace('"Signals?"', '7'));
    const store = open();
    assert.deepEqual(answers(await store.list()), ['bit: my answer']);
    assert.equal((await asides()).length, 1);
    await store.keep(answer(begin('bit'), 'my answer goes on', 5000));
    assert.deepEqual(answers(await open().list()), ['bit: my answer goes on']);
  });

  it('takes a file under the name of another interview for damaged', async () => {
    await open().keep(begin('one'));
    await fs.rename(file('one.json'), file('two.json'));
    assert.deepEqual(await open().list(), []);
    assert.equal((await asides()).length, 1);
  });

  it('leaves a file of a newer version as it is', async () => {
    const store = open();
    await store.keep(begin('newer'));
    const { withChecksum } = await import('../../../src/editor/core/storage/journal');
    const text = withChecksum(JSON.stringify({ version: 99, future: true }));
    await fs.writeFile(file('newer.json'), text);
    assert.deepEqual(await store.list(), []);
    await assert.rejects(store.keep(begin('newer')), /newer/);
    assert.equal(await store.remove('newer'), undefined);
    assert.equal(await fs.readFile(file('newer.json'), 'utf8'), text);
  });

  it('deletes an interview, and brings it back', async () => {
    const store = open();
    await store.keep(answer(begin('gone'), 'typed', 2000));
    const removed = await store.remove('gone');
    assert.deepEqual(await open().list(), []);
    await store.keep(removed!);
    assert.deepEqual(answers(await open().list()), ['gone: typed']);
  });

  it('says once that it cannot save, keeps what was typed, and saves it when it can again', async () => {
    await fs.writeFile(folder, 'a file stands where the folder should be');
    const store = open();
    await assert.rejects(store.keep(begin('full')), /could not be saved/);
    store.keepSoon(answer(begin('full'), 'typed', 2000), 0);
    await store.flush();
    assert.equal((await store.read('full'))?.questions[0]?.answer, 'typed');
    await fs.rm(folder);
    assert.equal((await store.read('full'))?.questions[0]?.answer, 'typed');
    await store.flush();
    assert.deepEqual(answers(await open().list()), ['full: typed']);
  });

  it('brings its interviews along when their folder becomes another one', async () => {
    let uri = vscode.Uri.file(folder);
    const store = new InterviewStore(() => uri);
    stores.push(store);
    await store.keep(answer(begin('mine'), 'typed', 2000));
    uri = vscode.Uri.file(`${folder}-everywhere`);
    assert.deepEqual(answers(await store.list()), ['mine: typed']);
    assert.deepEqual(await fs.readdir(uri.fsPath), ['mine.json']);
    assert.deepEqual(answers(await open().list()), ['mine: typed'], 'nothing was moved away');
  });

  it('has an interview before or after a change, when a page is closed in the middle of it', async () => {
    const disk = new MemoryDisk();
    const registered = vscode.workspace.registerFileSystemProvider('memory-disk', disk);
    const openOnWeb = () => {
      const store = new InterviewStore(() => vscode.Uri.parse('memory-disk:/interviews'));
      stores.push(store);
      return store;
    };
    try {
      for (let isDone = false, changes = 0; !isDone; changes++) {
        disk.files.clear();
        disk.changesLeft = Infinity;
        const store = openOnWeb();
        await store.keep(answer(begin('web'), 'typed', 2000));
        disk.changesLeft = changes;
        const kept = await store.keep(answer(begin('web'), 'typed more', 3000)).catch(() => false);
        isDone = kept !== false;
        disk.changesLeft = Infinity;
        const [left] = answers(await openOnWeb().list());
        assert.match(
          left ?? '',
          isDone ? /^web: typed more$/ : /^web: typed( more)?$/,
          `${changes}`,
        );
      }
    } finally {
      registered.dispose();
    }
  });

  it('reads no file whose name is no interview', async () => {
    await open().keep(begin('real'));
    await fs.writeFile(file('notes.txt'), 'x');
    await fs.writeFile(file('Real.json'), 'x');
    await fs.writeFile(file('real.json.123.tmp'), 'x');
    assert.deepEqual(answers(await open().list()), ['real: ']);
    assert.equal(await open().read('../progress'), undefined);
  });
});
