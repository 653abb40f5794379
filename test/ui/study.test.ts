import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { start, type Workbench } from './workbench';

/** What a person does with the extension, in order: each test goes on where the last one left. */
describe('studying', () => {
  let workbench: Workbench;
  let page: Page;

  const category = 'Fundamentals';
  const question = 'What are Django middlewares and how do they work?';
  const checkbox = async (label: string) => (await workbench.treeRow(label)).getByRole('checkbox');
  const answer = (panel: Frame) => panel.getByRole('heading', { name: 'In short' });
  const shows = (panel: Frame, title: string | RegExp) =>
    panel.getByRole('heading', { level: 1, name: title }).waitFor();

  const themes = {
    light: { theme: 'Default Light Modern', window: 'vs', page: 'vscode-light' },
    dark: { theme: 'Default Dark Modern', window: 'vs-dark', page: 'vscode-dark' },
    'high-contrast dark': {
      theme: 'Default High Contrast',
      window: 'hc-black',
      page: 'vscode-high-contrast:not(.vscode-high-contrast-light)',
    },
    'high-contrast light': {
      theme: 'Default High Contrast Light',
      window: 'hc-light',
      page: 'vscode-high-contrast-light',
    },
  } as const;

  /** Changes the theme and waits until window and panel have it. */
  async function setTheme(name: keyof typeof themes): Promise<void> {
    const { theme, window, page: body } = themes[name];
    workbench.changeSettings({ 'workbench.colorTheme': theme });
    await page.locator(`.monaco-workbench.${window}`).waitFor();
    await (await workbench.panel()).locator(`body.${body}`).waitFor();
    await page.waitForTimeout(500); // colors fade
  }

  /** Presses a key in the panel: VS Code gives it the focus a moment after it is opened. */
  async function press(key: string): Promise<void> {
    await (await workbench.panel()).getByRole('heading', { level: 1 }).click();
    await page.keyboard.press(key);
  }

  const search = (text: string) => workbench.search(text);

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 860 } });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('opens a question from the tree, with its hint and without its answer', async () => {
    await workbench.openSideBar();
    await workbench.clickTree(category, question);
    const panel = await workbench.panel();
    await shows(panel, question);
    await panel.getByText('Discuss their role in request-response processing').waitFor();
    assert.equal(await answer(panel).isVisible(), false);
  });

  it('reveals the answer by Space and hides it again on the next visit', async () => {
    const panel = await workbench.panel();
    await press('Space');
    await answer(panel).waitFor();
    await page.keyboard.press('ArrowRight');
    await shows(panel, 'How do you handle database interactions in Django?');
    assert.equal(await answer(panel).isVisible(), false);
    await page.keyboard.press('ArrowLeft');
    await shows(panel, question);
    assert.equal(await answer(panel).isVisible(), false);
  });

  it('marks as mastered by M, seen in the tree and in the status bar', async () => {
    await press('m');
    await workbench.statusBarItem('1/57').waitFor();
    assert.equal(await (await checkbox(question)).isChecked(), true);
    assert.match(
      (await (await workbench.treeRow(category)).innerText()).replace(/\s+/g, ' '),
      /1\/5/,
    );
  });

  it('has kept the mark when VS Code is killed the moment it is seen', async () => {
    await press('n');
    await shows(await workbench.panel(), 'How do you handle database interactions in Django?');
    await press('m');
    await workbench.statusBarItem('2/57').waitFor();
    await workbench.restart('kill');
    page = workbench.page;
    await workbench.openSideBar();
    await workbench.statusBarItem('2/57').waitFor();
  });

  it('finds everything as it was after a reload, with the answer hidden', async () => {
    await search(question);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: question })
      .waitFor();
    await page.keyboard.press('Enter');
    await shows(await workbench.panel(), question);
    await press('Space');
    await answer(await workbench.panel()).waitFor();
    await workbench.reload();
    page = workbench.page;
    const panel = await workbench.panel();
    await shows(panel, question);
    assert.equal(await answer(panel).isVisible(), false);
    await workbench.statusBarItem('2/57').waitFor();
  });

  it('unmarks by a click on the checkbox, and takes that back by Undo', async () => {
    await workbench.openSideBar();
    await workbench.clickTree(question);
    await (await checkbox(question)).click();
    await workbench.statusBarItem('1/57').waitFor();
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('2/57').waitFor();
  });

  it('marks a whole category after asking, and takes it back from the message', async () => {
    await (await checkbox('Bonus')).click();
    await page.getByRole('button', { name: 'Mark as Mastered' }).click();
    await workbench.statusBarItem('4/57').waitFor();
    await workbench
      .notification('Mastered all of “Bonus”')
      .getByRole('button', { name: 'Undo' })
      .click();
    await workbench.statusBarItem('2/57').waitFor();
    await (await workbench.treeRow('Bonus')).getByText('0/2').waitFor();
    await page.waitForTimeout(300);
    await (await checkbox('Bonus')).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await workbench.statusBarItem('2/57').waitFor();
    assert.equal(await (await checkbox('Bonus')).isChecked(), false);
  });

  it('filters the tree, says when nothing is left, and shows all again', async () => {
    await workbench.openPick(
      'Filter Questions…',
      'Which questions should the tree show?',
      'Bookmarked',
    );
    await page.keyboard.press('Enter');
    await page.getByText('No question passes the filter.').waitFor();
    await page
      .locator('.sidebar')
      .getByRole('button', { name: 'Show All Questions' })
      .last()
      .click();
    await workbench.treeRow('Bonus');
  });

  it('shows a random question by the palette, another one each time', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const before = await page.title();
      await workbench.runCommand('Random Django question');
      await page.waitForFunction(title => document.title !== title, before);
      const title = (await page.title()).split('…')[0] ?? '';
      const heading = (await workbench.panel()).locator('h1', { hasText: title.slice(0, 30) });
      await heading.waitFor();
      seen.add(await heading.innerText());
    }
    assert.equal(seen.size, 4);
  });

  it('finds a word of an answer as it is typed', async () => {
    await search('prefetch_related');
    await page
      .locator('.quick-input-list .monaco-list-row.focused', {
        hasText: 'optimizing database queries',
      })
      .waitFor();
    await page.keyboard.press('Enter');
    await shows(await workbench.panel(), /optimizing database queries/);
  });

  it('copies a code block and opens it in an editor', async () => {
    await press('Space');
    const panel = await workbench.panel();
    await answer(panel).waitFor();
    const block = panel.locator('figure.code').first();
    const code = (await block.locator('code').innerText()).trimEnd();
    await block.getByRole('button', { name: /copy/i }).click();
    await page.waitForFunction(
      async text => (await navigator.clipboard.readText()).trimEnd() === text,
      code,
    );
    await block.getByRole('button', { name: /open/i }).click();
    await page.locator('.tab', { hasText: 'Untitled' }).waitFor();
    await workbench.runCommand('View: Revert and Close Editor');
  });

  for (const name of Object.keys(themes) as (keyof typeof themes)[]) {
    it(`leaves axe nothing to say about the panel in the ${name} theme`, async () => {
      await setTheme(name);
      await workbench.runCommand('Random Django question');
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1 }).click();
      await press('Space');
      await answer(panel).waitFor();
      const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
      await panel.evaluate(axe);
      const violations = await panel.evaluate(async () => {
        const { axe: run } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await run.run()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`,
        );
      });
      assert.deepEqual(violations, []);
    });
  }

  it('looks as README shows it', async () => {
    const picture = async (name: string, theme: keyof typeof themes) => {
      await setTheme(theme);
      await workbench.screenshot(name);
    };
    await workbench.openSideBar();
    await search(question);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: question })
      .waitFor();
    await page.keyboard.press('Enter');
    const panel = await workbench.panel();
    await shows(panel, question);
    await press('Space');
    await answer(panel).waitFor();
    await page.locator('.sidebar').hover();
    await page.mouse.wheel(0, -10_000);
    await page.mouse.move(800, 845);
    await panel.evaluate(() => document.querySelector('figure.code')?.scrollIntoView());
    await picture('question-light', 'light');
    await panel.evaluate(() => window.scrollTo(0, 0));
    await picture('tree-light', 'light');
    await setTheme('dark');
    await search('select_related');
    await page.waitForTimeout(800);
    await workbench.screenshot('search-dark');
    await page.keyboard.press('Escape');
  });
});
