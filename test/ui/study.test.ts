import assert from 'node:assert/strict';
import type { Frame, JSHandle, Locator, Page } from 'playwright-core';
import { until } from '../workbench/editor';
import { axeViolations, setTheme, themeNames, type ThemeName } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** The main flow of the extension, in order: each test continues from the last. */
describe('studying', () => {
  let workbench: Workbench;
  let page: Page;

  const category = 'Fundamentals';
  const question = 'What are Django middlewares and how do they work?';
  const checkbox = async (label: string) => (await workbench.tree.row(label)).getByRole('checkbox');
  const answer = (panel: Frame) => panel.getByRole('heading', { name: 'In short' });
  const shows = (panel: Frame, title: string | RegExp) =>
    panel.getByRole('heading', { level: 1, name: title }).waitFor();

  const press = (key: string) => workbench.question.press(key);

  const search = (text: string) => workbench.search(text);

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 860 } });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('opens a question from the tree, with its hint and without its answer', async () => {
    await workbench.tree.open();
    await workbench.tree.click(category, question);
    const panel = await workbench.panel();
    await shows(panel, question);
    await panel.getByText('Discuss their role in request-response processing').waitFor();
    assert.equal(await answer(panel).isVisible(), false);
  });

  it('has room for the name of the view beside four icons at 300 px', async () => {
    const sidebar = page.locator('.part.sidebar');
    const width = (await sidebar.boundingBox())?.width ?? 0;
    assert.ok(width <= 305, `the side bar is ${width} px wide`);
    const title = sidebar.locator('.composite.title');
    await title.hover();
    const name = title.locator('.title-label h2');
    assert.equal(await name.innerText(), 'Django Interview');
    assert.ok(await name.evaluate(shown => shown.scrollWidth <= shown.clientWidth));
    const icons = title.locator('.title-actions .action-item:not(.disabled)');
    assert.equal(await icons.count(), 5, 'four and the menu');
  });

  it('lets the mouse go from one checkbox to the next, past the tooltips', async () => {
    const questions = [question, 'How do you handle database interactions in Django?'];
    const middle = async (at: Locator) => {
      const box = (await at.boundingBox())!;
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    const [first, second] = await Promise.all(questions.map(checkbox));
    const label = (await workbench.tree.row(question)).locator('.label-name').first();
    for (const [from, tooltip] of [
      [first!, 'Mark as mastered'],
      [label, 'Discuss their role'],
    ] as const) {
      const before = await second!.getAttribute('aria-checked');
      await workbench.tree.hover(from, tooltip);
      await workbench.screenshot(`tooltip ${tooltip}`);
      const to = await middle(second!);
      await page.mouse.move(...to, { steps: 8 });
      // Nobody presses before the tooltip that was in the way is gone.
      await until('the mouse reaches the second checkbox', () =>
        second!.evaluate((box, at) => box.contains(document.elementFromPoint(...at)), to),
      );
      await page.mouse.down();
      await page.mouse.up();
      const after = before === 'true' ? 'false' : 'true';
      await second!.and(page.locator(`[aria-checked="${after}"]`)).waitFor();
      // Only then are the rows drawn anew, which ends a hover.
      await workbench.statusBarItem(after === 'true' ? '1/57' : '0/57').waitFor();
    }
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
    const row = await workbench.tree.row(question);
    await row.getByRole('checkbox', { checked: true }).waitFor();
    assert.match(
      (await (await workbench.tree.row(category)).innerText()).replace(/\s+/g, ' '),
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
    await workbench.tree.open();
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
    await workbench.tree.open();
    await workbench.tree.click(category, question);
    await (await checkbox(question)).click();
    await workbench.statusBarItem('1/57').waitFor();
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('2/57').waitFor();
  });

  it('ticks the row with the focus by Space, once, and leaves the focus there', async () => {
    await workbench.tree.open();
    const first = 'What is Django and why is it used for web development?';
    await workbench.tree.click(category, first);
    await workbench.question.shows(first);
    const list = page.locator('.sidebar .monaco-list').first();
    const row = await workbench.tree.row(question);
    const ticked = (at: Locator, value: boolean) =>
      at.locator(`[role="checkbox"][aria-checked="${value}"]`).waitFor();
    await list.focus();
    for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown');
    const tabs = await page.locator('.tab').allInnerTexts();
    const before = (await row.getByRole('checkbox').getAttribute('aria-checked')) === 'true';
    await page.keyboard.press('Space');
    await ticked(row, !before);
    // Three times without a pause is once. The status bar counts each.
    const counts = await countsOfStatusBar(page);
    for (let time = 0; time < 3; time++) await page.keyboard.press('Space');
    await page.waitForFunction(shown => shown.length === 3, counts);
    await ticked(row, before);
    assert.ok(await list.evaluate(each => each === document.activeElement));
    assert.deepEqual(await page.locator('.tab').allInnerTexts(), tabs);

    // The first question of the last category, below rows that stick to the top.
    for (const name of ['Security', 'Testing']) await workbench.tree.click(name);
    // Rows that come after the key would push the last one out of sight.
    await workbench.tree.rows('Continuous integration').waitFor();
    await page.keyboard.press('End');
    await page.locator('.sidebar .monaco-list-row.focused', { hasText: 'Remember' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.locator('.sidebar .monaco-list-row', { hasText: 'Project management' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('.sidebar .monaco-tree-sticky-row').first().waitFor();
    const focused = page.locator('.sidebar .monaco-list-row.focused');
    await ticked(focused, false);
    await page.keyboard.press('Space');
    await ticked(focused, true);
    await page.keyboard.press('Space');
    await ticked(focused, false);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Mark as Mastered' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    assert.ok(await list.evaluate(each => each === document.activeElement));
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual(await page.locator('.tab').allInnerTexts(), tabs);
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
    const row = await workbench.tree.row('Bonus');
    await row.getByText('0/2').waitFor();
    // Its checkbox is drawn after its text: a click before would clear it once more.
    await row.getByRole('checkbox', { checked: false }).waitFor();
    await (await checkbox('Bonus')).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await workbench.statusBarItem('2/57').waitFor();
    const bonus = await workbench.tree.row('Bonus');
    await bonus.getByRole('checkbox', { checked: false }).waitFor();
  });

  it('filters the tree, says when nothing is left, and shows all again', async () => {
    await workbench.quickInput.openBy(
      'Filter Questions…',
      'Which questions should the tree show?',
      'Bookmarked',
    );
    await page.keyboard.press('Enter');
    await page.getByText('No questions match the filter.').waitFor();
    await page
      .locator('.sidebar')
      .getByRole('button', { name: 'Show All Questions' })
      .last()
      .click();
    await workbench.tree.row('Bonus');
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

  for (const name of themeNames) {
    it(`leaves axe nothing to say about the panel in the ${name} theme`, async () => {
      await setTheme(workbench, name);
      await workbench.runCommand('Random Django question');
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1 }).click();
      await press('Space');
      await answer(panel).waitFor();
      assert.deepEqual(await axeViolations(panel), []);
    });
  }

  it('looks as README shows it', async () => {
    const picture = async (name: string, theme: ThemeName) => {
      await setTheme(workbench, theme);
      await workbench.screenshot(name);
    };
    await workbench.tree.open();
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
    await setTheme(workbench, 'dark');
    await search('select_related');
    await workbench.quickInput.rows('select_related').first().waitFor();
    await workbench.screenshot('search-dark');
    await page.keyboard.press('Escape');
  });
});

/** Collects each new count of mastered questions that the status bar shows from now on. */
function countsOfStatusBar(page: Page): Promise<JSHandle<string[]>> {
  return page.evaluateHandle(() => {
    const bar = document.querySelector('.statusbar');
    if (!bar) throw new Error('There is no status bar.');
    const count = () => /\d+\/57/.exec(bar.textContent)?.[0] ?? '';
    const counts: string[] = [];
    let last = count();
    new MutationObserver(() => {
      if (count() === last) return;
      last = count();
      counts.push(last);
    }).observe(bar, { subtree: true, childList: true, characterData: true });
    return counts;
  });
}
