import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { projectFolder } from '../host/project';
import { start, type Workbench } from '../workbench/start';
import { median, ratio, type Bench, type Table } from './table';

const coldRounds = 4;
const warmRounds = 8;
const question = 'What are Django signals and how can they be used?';

export const bench: Bench = {
  title: 'From a key press to painted content',
  about: `ms, medians, seen in the window: the time from the key press until the frame after the one with the
content. "bare" is a webview of one heading in 1.5 KB of code, which sets its HTML anew for another
text; it takes turns with this extension in the same VS Code. Cold is the first time in a new VS Code
(${coldRounds} of them), where only the extension's first file is loaded.`,
  run,
};

/** Commands run by their own keys, so that no palette interferes. */
const keys = {
  bare: { key: 'ctrl+alt+shift+1', command: 'benchLimit.open', args: 'Question 1' },
  bareNext: { key: 'ctrl+alt+shift+2', command: 'benchLimit.open', args: 'Question 2' },
  ours: { key: 'ctrl+alt+shift+3', command: 'djangoInterview.open', args: 'signals' },
  close: { key: 'ctrl+alt+shift+4', command: 'workbench.action.closeAllEditors' },
};

const press = (key: string) =>
  key.replace('ctrl', 'Control').replace('alt', 'Alt').replace('shift', 'Shift');

async function run(): Promise<Table> {
  const times = new Map<string, number[]>();
  const add = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms]);
  for (let round = 0; round < coldRounds; round++) {
    const workbench = await start({
      own: true,
      asShipped: true,
      extensions: [path.join(projectFolder(), 'test', 'bench', 'fixtures', 'limit')],
    });
    try {
      await bindKeys(workbench);
      const subjects = ['bare', 'ours'] as const;
      for (const name of round % 2 === 0 ? subjects : [...subjects].reverse()) {
        add(`${name} cold`, await opened(workbench.page, name));
        await close(workbench.page);
      }
      for (let warm = 0; warm < warmRounds / coldRounds; warm++) {
        await measureWarm(workbench, add);
      }
    } finally {
      await workbench.close();
    }
  }
  return table(name => median(times.get(name) ?? []));
}

async function measureWarm(
  { page }: Workbench,
  add: (name: string, ms: number) => void,
): Promise<void> {
  add('bare warm', await opened(page, 'bare'));
  add('bare next', await until(page, keys.bareNext.key, () => shownIn(page, 'Question 2')));
  await close(page);
  add('ours warm', await opened(page, 'ours'));
  const panel = await shownIn(page, question);
  await panel.locator('h1').click();
  const inPanel = (key: string, condition: string) => pressed(page, panel, key, condition);
  add('ours reveal', await inPanel('Space', `document.body.innerText.includes('In short')`));
  const pressedButton = `document.querySelector('.mastered').getAttribute('aria-pressed')`;
  const before = await panel.evaluate<string>(pressedButton);
  add('ours key', await inPanel('m', `${pressedButton} !== ${JSON.stringify(before)}`));
  const title = await panel.locator('h1').innerText();
  const another = `document.querySelector('h1')?.innerText !== ${JSON.stringify(title)}`;
  add('ours next', await inPanel('ArrowRight', another));
  await close(page);
}

function table(of: (name: string) => number): Table {
  const row = (what: string, ours: string, bare: string, goal: number) => [
    what,
    of(`ours ${ours}`),
    of(`bare ${bare}`),
    ratio(of(`ours ${ours}`), of(`bare ${bare}`)),
    `≤ ${goal} ×`,
  ];
  return {
    columns: ['what', 'this extension', 'bare', '/ bare', 'goal'],
    rows: [
      row('open a question, cold', 'cold', 'cold', 1.3),
      row('open a question, warm', 'warm', 'warm', 1.2),
      row('next question', 'next', 'next', 1),
      row('reveal the answer', 'reveal', 'next', 0.5),
      row('mark by a key', 'key', 'next', 1),
    ],
  };
}

/** VS Code reads the file when its window loads. */
async function bindKeys(workbench: Workbench): Promise<void> {
  const file = path.join(workbench.userData, 'User', 'keybindings.json');
  fs.writeFileSync(file, JSON.stringify(Object.values(keys)));
  await workbench.reload();
  await workbench.page.locator('.statusbar-item').first().waitFor();
  await workbench.page.waitForTimeout(3_000); // VS Code's work after its start is over
}

function opened(page: Page, name: 'bare' | 'ours'): Promise<number> {
  const heading = name === 'bare' ? 'Question 1' : question;
  return until(page, keys[name].key, () => shownIn(page, heading));
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press(press(keys.close.key));
  await page.locator('.tab').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
}

/** The frame with this heading, as soon as there is one. */
async function shownIn(page: Page, heading: string): Promise<Frame> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const text = await Promise.race([
        frame.evaluate<string>(`document.querySelector('h1')?.innerText ?? ''`).catch(() => ''),
        page.waitForTimeout(200).then(() => ''), // a closing frame does not answer
      ]);
      if (text === heading) return frame;
    }
  }
  throw new Error(`"${heading}" was not shown.`);
}

/** From pressing a key in the window until the frame that `find` returns has been painted. */
async function until(page: Page, key: string, find: () => Promise<Frame>): Promise<number> {
  const started = Date.now(); // the browser is on this machine, so it has the same clock
  await page.keyboard.press(press(key));
  await find();
  const painted = await page.evaluate<number>(
    'new Promise(resolve => requestAnimationFrame(() => setTimeout(() => resolve(Date.now()))))',
  );
  return painted - started;
}

/** From pressing a key in the panel until `condition` holds there and has been painted. */
async function pressed(page: Page, panel: Frame, key: string, condition: string): Promise<number> {
  const measured = panel.evaluate<number>(`new Promise(resolve => {
    let started;
    addEventListener('keydown', () => { started ??= performance.now(); }, true);
    const look = () => {
      if (started !== undefined && ${condition}) {
        setTimeout(() => resolve(performance.now() - started));
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);
  await page.waitForTimeout(300); // it is listening now
  await page.keyboard.press(key);
  return measured;
}
