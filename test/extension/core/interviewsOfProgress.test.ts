import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { InterviewSession } from '../../../src/editor/mockInterview/session';
import { interviewFolder, InterviewStore } from '../../../src/editor/core/storage/interviewStore';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { Study } from '../../../src/editor/core/study';
import type { Interview } from '../../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import * as steps from '../../../src/study/mockInterview/steps';
import { addReview, hasMark, resetProgress, reviewsOf, setMark } from '../../../src/study/progress';
import { restoreInterviews, restoreProgress } from '../../../src/study/restore';
import { activeApp, until } from '../kit/app';
import { ruleDisk } from '../kit/disk';
import { MemoryMemento } from '../kit/memoryMemento';

/** A window: its progress and its mock interviews. */
interface Window {
  readonly progress: ProgressStore;
  readonly interviews: InterviewStore;
}

describe('mock interviews and progress', () => {
  let root: string;
  let open: Window[];
  let endRule: (() => void) | undefined;

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'both-'));
    open = [];
  });

  afterEach(async () => {
    endRule?.();
    endRule = undefined;
    for (const { progress, interviews } of open) {
      progress.dispose();
      interviews.dispose();
    }
    await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
  });

  const place = (name: string) => ({
    state: new MemoryMemento(),
    folder: vscode.Uri.file(path.join(root, 'progress', name)),
  });

  function openWindow(name = 'here', also: readonly string[] = []): Window {
    const progress: ProgressStore = new ProgressStore(place(name), {
      also: also.map(place),
      interviews: () => Promise.resolve(interviews),
    });
    const interviews = new InterviewStore(
      () => interviewFolder(progress.folder),
      () => progress.otherFolders.map(interviewFolder),
    );
    open.push({ progress, interviews });
    return { progress, interviews };
  }

  function begin(id: string, text = '', now = 1000): Interview {
    const question = { id: 'signals', title: 'Signals?', collection: 'A', category: 'B' };
    const settings = defaultInterviewSettings;
    return steps.answer(
      steps.startInterview({ id, settings, questions: [question], now }),
      text,
      now + 1,
    );
  }

  const answers = async ({ interviews }: Window) =>
    (await interviews.list()).map(({ id, questions }) => `${id}: ${questions[0]?.answer}`).sort();
  const take = ({ progress }: Window, ...kept: Interview[]) =>
    progress.applyMuch('import', () => ({ progress: new Map(), kept }), 'import');
  const mark = ({ progress }: Window, id: string) =>
    progress.apply(id, now => setMark(now, [id], 'mastered', true, Date.now()));
  const newest = async ({ progress }: Window) => {
    const backups = await progress.backups();
    const [backup] = await backups.list();
    assert.ok(backup, 'there is no backup');
    return backups.read(backup);
  };

  it('are backed up before an import of interviews alone, and undone by its own step', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    const step = await take(window, begin('theirs'), begin('mine', 'typed by them', 5000));
    assert.deepEqual(await answers(window), ['mine: typed by them', 'theirs: ']);
    await mark(window, 'forms');
    const again = openWindow(); // after a crash
    assert.equal(await again.progress.undo(Date.now(), step), 'import');
    assert.deepEqual(await answers(again), ['mine: typed']);
    assert.equal(hasMark(again.progress.progress, 'forms', 'mastered'), true);
    assert.equal(await again.progress.undo(Date.now(), step), undefined, 'it is undone already');
    assert.equal(hasMark(again.progress.progress, 'forms', 'mastered'), true);
    const { interviews } = await newest(again);
    assert.deepEqual(
      interviews.map(({ id }) => id),
      ['mine'],
    );
  });

  it('are left as they are by an undo where they were changed since', async () => {
    const window = openWindow();
    await take(window, begin('theirs'), begin('others'));
    const [changed] = await window.interviews.list();
    await window.interviews.keep(steps.answer(changed!, 'gone on', 9000));
    await window.progress.undo(Date.now());
    assert.deepEqual(await answers(window), [`${changed!.id}: gone on`]);
  });

  it('stay where another window types into one that is being deleted', async () => {
    const [window, other] = [openWindow(), openWindow()];
    const one = await window.interviews.keep(begin('one', 'typed'));
    const { interviews } = window;
    const list = interviews.list.bind(interviews);
    Object.assign(interviews, {
      list: async () => {
        const all = await list();
        await other.interviews.keep(steps.answer(one, 'typed there too', 9000), one);
        return all;
      },
    });
    const remove = () =>
      window.progress.applyMuch('delete', () => ({ progress: new Map(), removed: ['one'] }));
    await assert.rejects(remove(), /changed in another window/);
    Object.assign(interviews, { list });
    assert.deepEqual(await answers(window), ['one: typed there too']);
    await remove();
    assert.deepEqual(await answers(window), []);
    await window.progress.undo(Date.now());
    assert.deepEqual(await answers(window), ['one: typed there too']);
  });

  it('are brought back by a backup also where progress is as it was', async () => {
    const window = openWindow();
    await mark(window, 'forms');
    await window.interviews.keep(begin('one', 'as it was'));
    await window.interviews.keep(begin('two'));
    await take(window, begin('later')); // makes the backup
    const file = await newest(window);
    await window.interviews.keep(begin('one', 'changed', 50_000));
    await window.progress.applyMuch('deleted', () => ({ progress: new Map(), removed: ['two'] }));
    assert.deepEqual(await answers(window), ['later: ', 'one: changed']);
    await window.progress.applyMuch(
      'restored',
      now => ({
        progress: restoreProgress(now.progress, file.progress, Date.now()),
        ...restoreInterviews(now.interviews, file.interviews, Date.now()),
      }),
      'restore',
    );
    assert.deepEqual(await answers(window), ['one: as it was', 'two: ']);
    await openWindow().progress.undo(Date.now());
    assert.deepEqual(await answers(openWindow()), ['later: ', 'one: changed']);
  });

  it('that were deleted come back by an undo, also in another session', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('one', 'typed'));
    await window.progress.applyMuch('deleted', () => ({ progress: new Map(), removed: ['one'] }));
    assert.deepEqual(await answers(window), []);
    const again = openWindow();
    await again.progress.open();
    assert.equal(again.progress.undoLabel, 'deleted');
    assert.equal(await again.progress.undo(Date.now()), 'deleted');
    assert.deepEqual(await answers(again), ['one: typed']);
  });

  it('that cannot be stored take the rest of an import back', async () => {
    const window = openWindow();
    await mark(window, 'forms');
    endRule = ruleDisk({ paths: /interviews.+two\.json/, refuses: 'ENOSPC' });
    const reset = window.progress.applyMuch(
      'import',
      ({ progress }) => ({
        progress: resetProgress(progress, Date.now()),
        kept: [begin('one'), begin('two')],
      }),
      'import',
    );
    await assert.rejects(reset, /Nothing was changed.+ENOSPC/);
    assert.equal(hasMark(window.progress.progress, 'forms', 'mastered'), true);
    assert.deepEqual(await answers(window), []);
  });

  it('move together, whether interviews were asked for before or not', async () => {
    await openWindow().interviews.keep(begin('mine', 'typed'));
    const window = openWindow();
    await mark(window, 'forms');
    await window.progress.moveTo(place('there'));
    assert.deepEqual(await answers(window), ['mine: typed']);
    // The setting was changed while no window was open.
    assert.deepEqual(await answers(openWindow('elsewhere', ['here'])), ['mine: typed']);
    assert.deepEqual(await answers(openWindow()), ['mine: typed'], 'nothing was taken away');
  });

  it('that were deleted are not brought along again', async () => {
    await openWindow().interviews.keep(begin('mine', 'typed'));
    const moved = openWindow('there', ['here']);
    assert.deepEqual(await answers(moved), ['mine: typed']);
    await moved.interviews.remove('mine');
    const again = openWindow('there', ['here']);
    assert.deepEqual(await answers(again), []);
    await again.interviews.keep(begin('mine', 'back', 5000));
    assert.deepEqual(await answers(openWindow('there', ['here'])), ['mine: back']);
  });

  const deleteMine = ({ progress }: Window) =>
    progress.applyMuch('deleted', () => ({ progress: new Map(), removed: ['mine'] }));

  /** A window whose interview moved from "here" to "there", and was deleted there. */
  async function deletedAfterMove(): Promise<Window> {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    await window.progress.moveTo(place('there'));
    assert.deepEqual(await answers(window), ['mine: typed']);
    await deleteMine(window);
    return window;
  }

  it('that were deleted stay so where progress goes back to its former place', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    await window.interviews.keep(begin('other', 'typed'));
    await window.progress.moveTo(place('there'));
    assert.deepEqual(await answers(window), ['mine: typed', 'other: typed']);
    await deleteMine(window);
    await window.progress.moveTo(place('here'));
    assert.deepEqual(await answers(window), ['other: typed']);
    assert.deepEqual(await answers(openWindow('here', ['there'])), ['other: typed']);
    // A third place, which has it still.
    const third = openWindow('third');
    await third.interviews.keep(begin('mine', 'typed'));
    await third.progress.moveTo(place('here'));
    assert.deepEqual(await answers(third), ['other: typed']);
  });

  it('that were deleted by an earlier version, which left their marks empty, stay so too', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    await fs.mkdir(path.join(root, 'interviews', 'there'));
    await fs.writeFile(path.join(root, 'interviews', 'there', 'mine.deleted'), '');
    assert.deepEqual(await answers(openWindow('here', ['there'])), []);
    // When they were deleted is not known, and they may have gone on since.
    const folder = path.join(root, 'interviews', 'here');
    const aside = (await fs.readdir(folder)).find(name => name.startsWith('mine.deleted-'));
    assert.ok(aside, 'it was not set aside');
    assert.match(await fs.readFile(path.join(folder, aside), 'utf8'), /"typed"/);
    assert.deepEqual(await answers(openWindow('here', ['there'])), []);
  });

  it('that a window of an earlier version deleted are not stored by one that goes on', async () => {
    const window = openWindow();
    const stored = await window.interviews.keep(begin('mine', 'typed'));
    const folder = path.join(root, 'interviews', 'here');
    const mark = path.join(folder, 'mine.deleted');
    await fs.writeFile(mark, '');
    await fs.utimes(mark, 1_700_000_000.0005, 1_700_000_000.0005);
    await fs.rm(path.join(folder, 'mine.json'));
    window.interviews.keepSoon(steps.answer(stored, 'gone on', 2000), 0, stored);
    await window.interviews.flush();
    assert.deepEqual(await answers(window), []);
    await window.interviews.keep(stored); // an undo
    assert.deepEqual(await answers(openWindow()), ['mine: typed']);
    assert.deepEqual(await fs.readdir(folder), ['mine.json']);
  });

  it('that were deleted and went on elsewhere afterwards are kept', async () => {
    const window = await deletedAfterMove();
    const later = Date.now() + 60_000;
    await openWindow().interviews.keep(steps.answer(begin('mine', 'typed'), 'gone on', later));
    await window.progress.moveTo(place('here'));
    assert.deepEqual(await answers(window), ['mine: gone on']);
    assert.deepEqual(await answers(openWindow('there', ['here'])), ['mine: gone on']);
  });

  it('that were deleted and brought back by an undo stay, whichever place is read', async () => {
    const window = await deletedAfterMove();
    await window.progress.moveTo(place('here'));
    assert.deepEqual(await answers(window), []);
    assert.equal(await window.progress.undo(Date.now()), 'deleted');
    assert.deepEqual(await answers(window), ['mine: typed']);
    assert.deepEqual(await answers(openWindow('here', ['there'])), ['mine: typed']);
    assert.deepEqual(await answers(openWindow('there', ['here'])), ['mine: typed']);
  });

  it('that were deleted and brought back stay, whoever else read the deletion meanwhile', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    assert.deepEqual(await answers(openWindow('there', ['here'])), ['mine: typed']);
    await deleteMine(window);
    assert.deepEqual(await answers(openWindow('there', ['here'])), []);
    await window.progress.undo(Date.now());
    assert.deepEqual(await answers(openWindow('here', ['there'])), ['mine: typed']);
    assert.deepEqual(await answers(openWindow('there', ['here'])), ['mine: typed']);
  });

  it('that were deleted and came back are still those of the import before', async () => {
    const window = openWindow();
    await take(window, begin('theirs'));
    await window.progress.applyMuch('deleted', () => ({
      progress: new Map(),
      removed: ['theirs'],
    }));
    assert.equal(await window.progress.undo(Date.now()), 'deleted');
    assert.deepEqual(await answers(window), ['theirs: ']);
    assert.equal(await window.progress.undo(Date.now()), 'import');
    assert.deepEqual(await answers(window), []);
  });

  it('that were deleted and came back are those of the import before in the next session too', async () => {
    const window = openWindow();
    await mark(window, 'forms');
    await take(window, begin('theirs'));
    await window.progress.applyMuch('deleted', () => ({
      progress: new Map(),
      removed: ['theirs'],
    }));
    assert.equal(await window.progress.undo(Date.now()), 'deleted');
    const again = openWindow();
    await again.progress.open();
    assert.equal(await again.progress.undo(Date.now()), 'import');
    assert.deepEqual(await answers(again), []);
    assert.equal(hasMark(again.progress.progress, 'forms', 'mastered'), true);
  });

  it('that went on since an import are said to stay, and no other step is undone', async () => {
    const window = openWindow();
    const { progress } = window;
    await mark(window, 'forms');
    await take(window, begin('theirs'));
    const [imported] = await window.interviews.list();
    await window.interviews.keep(steps.answer(imported!, 'gone on', 9000));
    assert.equal(progress.undoLabel, 'import');
    await assert.rejects(progress.undo(Date.now()), /“import” was not undone/);
    assert.deepEqual(await answers(window), ['theirs: gone on']);
    assert.equal(hasMark(progress.progress, 'forms', 'mastered'), true);
    assert.equal(progress.undoLabel, 'forms');
    assert.equal(await progress.undo(Date.now()), 'forms');
    assert.equal(hasMark(progress.progress, 'forms', 'mastered'), false);
  });

  it('that were deleted leave no mark at a place that never had them', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('mine', 'typed'));
    await openWindow('third').interviews.keep(begin('mine', 'typed'));
    await deleteMine(window);
    const there = openWindow('there', ['here', 'third']);
    await there.interviews.keep(begin('other', 'typed'));
    assert.deepEqual(await answers(there), ['other: typed']);
    assert.deepEqual(await fs.readdir(path.join(root, 'interviews', 'there')), ['other.json']);
  });

  it('that could not all be brought along are tried again, and nothing waits for them', async () => {
    const first = openWindow();
    for (const id of ['a', 'b', 'c']) await first.interviews.keep(begin(id, id));
    const window = openWindow('there', ['here']);
    endRule = ruleDisk({ paths: /there.b\.json/, refuses: 'ENOSPC' });
    assert.deepEqual(await answers(window), ['a: a', 'c: c']);
    await window.interviews.keep(begin('new', 'typed'));
    endRule();
    const { now } = Date;
    const later = now() + 60_000;
    Date.now = () => later;
    try {
      assert.deepEqual(await answers(window), ['a: a', 'b: b', 'c: c', 'new: typed']);
    } finally {
      Date.now = now;
    }
  });

  it('cost nothing of each other where one cannot be read', async () => {
    const window = openWindow();
    await window.interviews.keep(begin('one', 'typed'));
    await fs.mkdir(path.join(root, 'interviews', 'here', 'two.json', 'below'), { recursive: true });
    await fs.writeFile(path.join(root, 'interviews', 'here', 'three.json'), 'torn');
    endRule = ruleDisk({ paths: /damaged/, refuses: 'ENOSPC' });
    assert.deepEqual(await answers(openWindow()), ['one: typed']);
    // It could not be copied, so it stays.
    const torn = await fs.readFile(path.join(root, 'interviews', 'here', 'three.json'), 'utf8');
    assert.equal(torn, 'torn');
    await assert.rejects(window.interviews.keep(begin('three')), /could not be saved/);
  });

  it('give each rating to the schedule once, though that was interrupted before it was noted', async () => {
    const { questions } = (await activeApp()).study;
    const { progress, interviews } = openWindow();
    const study = new Study(questions, progress, new MemoryMemento());
    await progress.open();
    let now = Date.now();
    const session = new InterviewSession(study, interviews, Math.random, () => now);
    const asked = steps.startInterview({
      id: 'one',
      settings: defaultInterviewSettings,
      questions: [{ id: 'forms', title: 'Forms?', collection: 'A', category: 'B' }],
      now,
    });
    await interviews.keep(steps.reveal(asked, { keyPoints: [], followUps: 0 }, Math.random, now));
    await session.open('one');
    session.rate(3);
    // Another window reviews the same question before the next one is asked.
    await progress.apply('elsewhere', is =>
      addReview(is, 'forms', { time: now + 60_000, rating: 4, duration: 0 }),
    );
    await interviews.flush();
    const file = path.join(root, 'interviews', 'here', 'one.json');
    now += 120_000;
    await session.next();
    session.dispose();
    await interviews.flush();
    // As it was when the window was killed: the review exists, but was not noted.
    const text = await fs.readFile(file, 'utf8');
    const [noted] = await interviews.list();
    assert.equal(noted?.questions[0]?.reviewed, true);
    await fs.rm(file);
    await interviews.keep({
      ...noted,
      questions: noted.questions.map(question => ({ ...question, reviewed: false })),
    });
    assert.notEqual(await fs.readFile(file, 'utf8'), text);
    const again = new InterviewSession(study, interviews, Math.random, () => now);
    await again.open('one');
    await until('it is noted', async () => (await interviews.read('one'))?.questions[0]?.reviewed);
    again.dispose();
    study.dispose();
    const reviews = reviewsOf(progress.progress.get('forms'));
    assert.deepEqual(
      reviews.map(({ rating }) => rating),
      [3, 4],
    );
  });
});
