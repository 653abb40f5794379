import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../host/cleanup';
import { start } from '../workbench/start';
import { median, ratio, type Bench, type Table } from './table';

const sizes = [57, 1_000, 10_000, 100_000];
const rounds = 3;

export const bench: Bench = {
  title: 'The tree, by the number of questions',
  about: `ms, medians of ${rounds} new VS Codes for each size, seen in the window: from the click that opens the side
bar, which wakes the extension, to the first rows; and from the click on a checkbox to the new count of its category.
What is over 57 questions are packs of the person's own, 1,000 questions in each file of a folder.`,
  run,
};

async function run(): Promise<Table> {
  const measured = sizes.map((): (readonly [first: number, mark: number])[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, size] of sizes.entries()) measured[index]?.push(await measure(size));
  }
  const rows: (string | number)[][] = [];
  let base: readonly [number, number] | undefined;
  for (const [index, size] of sizes.entries()) {
    const of = (which: 0 | 1) => median((measured[index] ?? []).map(each => each[which]));
    const [first, mark] = [of(0), of(1)];
    base ??= [first, mark];
    rows.push([
      size.toLocaleString('en'),
      first,
      ratio(first, base[0]),
      mark,
      ratio(mark, base[1]),
      size > 10_000 ? '' : '≤ 2 ×',
    ]);
  }
  return { columns: ['questions', 'first rows', '/ 57', 'one row', '/ 57', 'goal'], rows };
}

async function measure(size: number): Promise<[number, number]> {
  const temporary = temporaryFolder();
  const packs = path.join(temporary.path, 'packs');
  fs.mkdirSync(packs);
  for (let made = 57, file = 1; made < size; file++) {
    const count = Math.min(1_000, size - made);
    const questions = Array.from(
      { length: count },
      (_, at) =>
        `## Question ${file}.${at}? {#q-${file}-${at}}\n\n> A hint.\n\n### In short\n\nText.\n`,
    );
    fs.writeFileSync(path.join(packs, `${file}.md`), `# Pack ${file}\n\n${questions.join('\n')}`);
    made += count;
  }
  const workbench = await start({
    own: true,
    asShipped: true,
    settings: { 'djangoInterview.packFolders': [packs] },
  });
  try {
    const { page } = workbench;
    await page.waitForTimeout(3_000); // VS Code's work after its start is over
    const tab = page.locator('.activitybar').getByRole('tab', { name: 'Django Interview' });
    const first = await clicked(page, () => tab.click(), 'Fundamentals');
    await page.waitForTimeout(size / 10 + 2_000); // the packs are read
    await workbench.tree.click('Fundamentals');
    const row = await workbench.tree.row('What are Django middlewares and how do they work?');
    const box = row.getByRole('checkbox');
    return [first, await clicked(page, () => box.click(), '1/5')];
  } finally {
    await workbench.close();
    temporary.remove();
  }
}

/** From a click until the side bar has the text and has been painted. */
export async function clicked(
  page: Page,
  click: () => Promise<void>,
  text: string,
): Promise<number> {
  const measured = page.evaluate<number>(`new Promise(resolve => {
    let started;
    addEventListener('mousedown', () => { started ??= performance.now(); }, true);
    const look = () => {
      const rows = document.querySelector('.sidebar .monaco-list-rows')?.textContent ?? '';
      if (started !== undefined && rows.includes(${JSON.stringify(text)})) {
        setTimeout(() => resolve(performance.now() - started));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);
  await page.waitForTimeout(300); // it is listening now
  await click();
  return measured;
}
