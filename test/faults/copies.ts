/** Moves, imports and backups: faults where more than the last action must survive. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeCheckpoint } from '../../src/editor/core/storage/journal';
import { writeProgressFile } from '../../src/study/exchange/progressFile';
import { writeInterview } from '../../src/study/mockInterview/format';
import { defaultInterviewSettings } from '../../src/study/mockInterview/settings';
import { startInterview } from '../../src/study/mockInterview/steps';
import { longestNote, mergeProgress, type QuestionRecord } from '../../src/study/progress';
import { checkpoint, formerCheckpoint } from './disk';
import { until } from '../workbench/editor';
import type { Exported } from './ledger';
import { move, scopeNow } from './middle';
import type { Orders } from './orders';
import type { Scene } from './scene';
import { both, fault } from './table';

const storage = 'globalStorage.+/progress/';
const day = 24 * 60 * 60_000;

/** An export's data on each question, without timestamps. */
function contentOf({ questions }: Exported) {
  const contents = Object.entries(questions).map(([id, record]) => ({
    id,
    mastered: record.mastered?.[0] ?? false,
    bookmarked: record.bookmarked?.[0] ?? false,
    note: record.note?.[0] ?? '',
    reviews: (record.reviews ?? []).filter(([, , , undone]) => undone !== true).length,
  }));
  return contents
    .filter(({ mastered, bookmarked, note, reviews }) => mastered || bookmarked || note || reviews)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function copies(scene: Scene, orders: Orders): void {
  const comeBack = async () => {
    await scene.workbench.page.reload();
    await scene.workbench.ready();
    await scene.person.review();
  };

  /** Notes written elsewhere, also added to the ledger. */
  function notes(name: string, count: number, length: number): Map<string, QuestionRecord> {
    const text = 'What the person wrote. '.repeat(Math.ceil(length / 20)).slice(0, length);
    return new Map(
      Array.from({ length: count }, (_, number) => {
        const id = `note-${number}-of-${name}`;
        scene.person.ledger.acknowledge({ id, note: text });
        return [id, { note: [text, Date.now()] }];
      }),
    );
  }

  /** Imports a file by the command; resolves once it is reported as done. */
  async function importFile(name: string, text: string, action = 'Import'): Promise<void> {
    const { workbench } = scene;
    const file = path.join(workbench.folder!, name);
    fs.writeFileSync(file, text);
    await workbench.runCommand('Import Progress…');
    await workbench.quickInput.enterPath('Import Progress', file);
    await workbench.dialog.choose(action);
    await workbench.notification(`${name} was imported.`).waitFor();
  }

  /** The stored interviews, except deleted ones. */
  const interviewIds = () => {
    const place = path.basename(scene.disk.folder);
    const folder = path.join(scene.disk.storage, 'interviews', place);
    return fs.readdirSync(folder).map(name => name.replace(/\.json$/, ''));
  };

  fault(
    'an import of interviews alone, taken back by its button when more was done since',
    { short: 1, long: 2 },
    async attempt => {
      const { workbench, person } = scene;
      await person.rate(1);
      const id = `interview-of-import-${attempt}`;
      const question = { id: 'signals', title: 'Signals?', collection: 'A', category: 'B' };
      const now = Date.now() - 60_000;
      const settings = defaultInterviewSettings;
      const interview = startInterview({ id, settings, questions: [question], now });
      const content = JSON.parse(
        writeProgressFile({ progress: new Map(), interviews: [] }, ''),
      ) as object;
      const file = { ...content, interviews: [writeInterview(interview)] };
      await importFile(`${id}.json`, JSON.stringify(file));
      await person.bookmark();
      assert.ok(interviewIds().includes(id), 'it was not imported');
      const folder = path.join(scene.disk.folder, 'backups');
      const backups = fs.readdirSync(folder).filter(name => name.endsWith('-import.backup'));
      assert.ok(backups.length > 0, 'no backup was made before the import');
      // Behind the bell, where VS Code moves it: it keeps its own button.
      await workbench.runCommand('Notifications: Show Notifications');
      const said = workbench.page
        .locator('.notifications-center .notification-list-item')
        .filter({ hasText: `${id}.json was imported.` });
      await said.getByRole('button', { name: 'Undo' }).click();
      await workbench.statusBarItem('Undone: Import of').waitFor();
      await workbench.notifications.clear();
      const verdict = await person.judge();
      const left = interviewIds().includes(id);
      return both(verdict, { lost: [], doubled: left ? [`${id} is still there`] : [] });
    },
  );

  fault('a week of backups, and a day with many imports', { short: 0, long: 1 }, async () => {
    const { workbench, person, disk } = scene;
    await person.rate(1); // there is progress from now on
    const startedAt = Date.now() - 10 * day;
    const folder = path.join(disk.folder, 'backups');
    /** Oldest first. */
    const backups = () =>
      fs.readdirSync(folder).flatMap(name => {
        const [, created, reason] = /^\d+-(\d+)-(\w+)\.backup$/.exec(name) ?? [];
        return created === undefined ? [] : [{ name, created: Number(created), reason }];
      });
    const dayOf = (number: number) =>
      backups().find(
        ({ created, reason }) =>
          reason === 'day' && Math.floor((created - startedAt) / day) === number,
      );
    let first: ReturnType<typeof contentOf> | undefined;
    for (let number = 0; number < 8; number++) {
      orders.give({ clock: { at: startedAt + number * day, since: Date.now() } });
      await orders.obeyed();
      await person.bookmark();
      await person.rate(1);
      await until(`the backup of day ${number}`, () => dayOf(number) !== undefined);
      for (let imports = 0; imports < (number === 7 ? 12 : 1); imports++) {
        await (
          await person.import()
        )();
        await workbench.notifications.clear();
      }
      first ??= contentOf(await person.export());
    }
    const lost = [0, 1, 2, 3, 4, 5, 6, 7].filter(number => !dayOf(number));
    const held = backups().map(({ name }) =>
      fs.readFileSync(path.join(folder, name), 'utf8').replace(/^.*\n/, ''),
    );
    const doubled = backups().filter((_, at) => at > 0 && held[at] === held[at - 1]);
    // Back to the end of the first day, and to the present again.
    const label = new Date(dayOf(1)!.created).toLocaleString('en', {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    await workbench.runCommand('Restore from Backup…');
    await workbench.quickInput.asks('Which backup do you want to restore?');
    await workbench.quickInput.input.fill(label);
    await workbench.quickInput
      .rows(label)
      .filter({ hasText: 'before the first change of a study day' })
      .click();
    await workbench.dialog.choose('Restore');
    await workbench.notification('Your progress is what it was on').waitFor();
    await workbench.notifications.clear();
    assert.deepEqual(contentOf(await person.export()), first);
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('Undone: Restored').waitFor();
    return both(await person.judge(), {
      lost: lost.map(number => `the backup of day ${number}`),
      doubled: doubled.map(({ name }) => name),
    });
  });

  fault('extension host killed while it moves slowly', { short: 0, long: 3 }, async attempt => {
    const { workbench, person, disk } = scene;
    if (scopeNow() === 'everywhere') await move(workbench)();
    // The other place has notes that no other copy has: too long for VS Code's state.
    const target = path.join(disk.storage, 'progress/everywhere');
    fs.mkdirSync(target, { recursive: true });
    const there = disk.progressIn(target);
    for (const name of fs.readdirSync(target)) {
      fs.rmSync(path.join(target, name), { recursive: true });
    }
    const more = notes(`the-other-place-${attempt}`, 20, 25_000);
    fs.writeFileSync(path.join(target, checkpoint), writeCheckpoint(mergeProgress(there, more)));
    for (let step = 0; step < 30; step++) await person.bookmark();
    const id = `slow move ${attempt} ${Date.now()}`;
    // The second time early, then in the middle of its steps, then when most of them are done.
    const step = [5, 40, 90][attempt]!;
    orders.give({ slow: { paths: storage, ms: 80 }, kill: { id, paths: target, step } });
    await orders.obeyed();
    const acknowledged = move(workbench);
    await Promise.race([orders.killed(id), acknowledged()]);
    orders.take();
    await comeBack();
    return person.judge();
  });

  fault('damaged checkpoint, then the disk is full', { short: 0, long: 2 }, async attempt => {
    const { workbench, person, disk } = scene;
    await person.rate(1);
    await workbench.stop('kill');
    const all = mergeProgress(disk.progress, notes(`before-the-damage-${attempt}`, 20, 25_000));
    const text = writeCheckpoint(all);
    disk.remove(...disk.journals);
    disk.write(formerCheckpoint, text);
    disk.write(checkpoint, text.slice(0, Math.floor(text.length / 4)));
    orders.give({
      disk: { what: 'write', paths: `${storage}.+/checkpoint\\.json`, code: 'ENOSPC' },
    });
    await workbench.open();
    await workbench.tree.open();
    await workbench.notification('Part of your stored progress could not be read.').waitFor();
    await workbench.notifications.clear();
    await person.review();
    await person.rate(2);
    await workbench.page.waitForTimeout(4_000); // the checkpoint's renewal has been tried
    assert.ok(disk.names().includes(formerCheckpoint), 'the good copy is gone');
    await workbench.stop('kill');
    disk.remove(...disk.journals.filter(name => disk.read(name) === ''));
    orders.take();
    await workbench.open();
    await person.review();
    return person.judge();
  });

  fault('1,001 long notes, backed up, exported and imported', { short: 0, long: 1 }, async () => {
    const { workbench, person, disk } = scene;
    await person.rate(1);
    await workbench.stop('kill');
    const all = mergeProgress(disk.progress, notes('much', 1_001, longestNote));
    disk.write(checkpoint, writeCheckpoint(all));
    await workbench.open();
    await person.review();
    await (
      await person.import()
    )(); // which makes a backup
    await workbench.notifications.clear();
    const verdict = await person.judge();
    const exported = person.lastExport;
    assert.ok(fs.statSync(exported).size > 50_000_000);
    // Its own export is readable, with nothing new.
    await workbench.runCommand('Import Progress…');
    await workbench.quickInput.enterPath('Import Progress', exported);
    await workbench
      .notification(`${path.basename(exported)} contains nothing you do not already have.`)
      .waitFor({ timeout: 60_000 });
    await workbench.notifications.clear();
    // Likewise the backup.
    await workbench.runCommand('Restore from Backup…');
    await workbench.quickInput.rows('before an import').first().click();
    await workbench.dialog.box.waitFor({ timeout: 60_000 });
    await workbench.dialog.choose('Restore');
    await workbench.notification('Your progress is what it was on').waitFor({ timeout: 60_000 });
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('Undone: Restored').waitFor({ timeout: 60_000 });
    return both(verdict, await person.judge());
  });
}
