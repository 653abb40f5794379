/** Two windows at once, and two actions in one. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Person } from './person';
import type { Scene } from './scene';
import { both, fault, isLong, type Times } from './table';
import type { Verdict } from './ledger';
import type { Workbench } from '../workbench/start';

/** The delay of the second window's action after the first's, in ms. */
const apart = [0, 50, 100, 200, 400];

export function windows(scene: Scene): void {
  let other: Person | undefined;
  let otherFolder: string | undefined;

  /** The person at a second window: the open one, or a new one. */
  async function second(folder: string): Promise<Person> {
    const { workbench, person } = scene;
    if (other === undefined || otherFolder !== folder || !isOpen(other.workbench)) {
      if (other && isOpen(other.workbench)) await other.workbench.close();
      other = new Person(await workbench.anotherWindow(folder), person.ledger);
      otherFolder = folder;
    }
    await other.review();
    return other;
  }

  /** Each window must have the actions of both; at the end also after everything was killed. */
  async function judge(there: Person, isLast: boolean): Promise<Verdict> {
    const { workbench, person } = scene;
    await workbench.focus(); // a window reads others' changes when it gets the focus
    const here = await person.judge();
    await there.workbench.focus();
    const verdict = both(here, await there.judge());
    if (!isLast) return verdict;
    await workbench.restart('kill');
    await person.review();
    return both(verdict, await person.judge());
  }

  async function together(there: Person, gap: number): Promise<void> {
    const { workbench, person } = scene;
    await workbench.focus();
    await person.fresh();
    const first = await person.aimRating(4);
    await there.workbench.focus();
    await there.fresh(first.id); // nobody can rate one question twice within a millisecond
    const last = await there.aimRating(4);
    await Promise.all([
      first.click(),
      new Promise(resolve => setTimeout(resolve, gap)).then(() => last.click()),
    ]);
    await Promise.all([first.seen(), last.seen()]);
  }

  const times = (gap: number): Times => ({ short: gap === 0 ? 1 : 0, long: 2 });

  for (const gap of apart) {
    fault(`one folder in two tabs, rated ${gap} ms apart`, times(gap), async (attempt, count) => {
      const there = await second(scene.workbench.folder!);
      await together(there, gap);
      return judge(there, isLong && attempt === count - 1);
    });
  }

  for (const gap of apart) {
    const name = `progress kept everywhere, two folders rated ${gap} ms apart`;
    fault(name, times(gap), async (attempt, count) => {
      const { workbench } = scene;
      workbench.changeSettings({ 'djangoInterview.progressScope': 'everywhere' });
      const folder = path.join(path.dirname(workbench.folder!), 'elsewhere');
      fs.mkdirSync(folder, { recursive: true });
      const there = await second(folder);
      await together(there, gap);
      return judge(there, isLong && attempt === count - 1);
    });
  }

  fault('an import while another window reviews', { short: 1, long: 3 }, async () => {
    const { workbench, person } = scene;
    workbench.changeSettings({ 'djangoInterview.progressScope': 'workspace' });
    const there = await second(workbench.folder!);
    await workbench.focus();
    const confirm = await person.beginImport();
    await there.workbench.focus();
    await there.fresh();
    await there.rate(4); // while the prompt is open
    const meanwhile = await there.aimRating(4);
    const [imported] = await Promise.all([confirm(), meanwhile.click()]);
    await meanwhile.seen();
    await imported();
    return judge(there, true);
  });

  fault('a rating clicked twice', { short: 1, long: 5 }, async () => {
    const { person } = scene;
    await (
      await person.beginRating(1, 2)
    )();
    return person.judge();
  });
}

function isOpen(workbench: Workbench): boolean {
  try {
    return !workbench.page.isClosed();
  } catch {
    return false;
  }
}
