import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { aYearOfReviews, fiveInterviews } from './aYearOfReviews';
import { addStudied } from './studied';
import { axeViolations, setTheme, themeNames } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** Pictures to look at, which README does not show. */
const look = process.env.SCREENSHOTS !== 'readme';

/** The statistics page: each test continues from the last. */
describe('the statistics', () => {
  let workbench: Workbench;
  let page: Page;

  const question = 'What are Django middlewares and how do they work?';
  const tile = (name: string) => workbench.statistics.tile(name);

  /** Adds another window's data, and has this one notice by a reload. */
  async function studyForAYear(): Promise<void> {
    const now = Date.now();
    addStudied(workbench.userData, aYearOfReviews(now), fiveInterviews(now));
    await workbench.reload();
    page = workbench.page;
  }

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 860 } });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('say what to do before anything was studied', async () => {
    await workbench.runCommand('Show Statistics');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: 'Your progress' }).waitFor();
    await panel.getByRole('heading', { name: 'Nothing reviewed yet' }).waitFor();
    await panel.getByRole('button', { name: 'Start a mock interview' }).waitFor();
    assert.equal(await panel.locator('.heat-map').count(), 0);
    if (look) await workbench.screenshot('statistics-empty');
    assert.deepEqual(await axeViolations(panel), []);
  });

  it('begin a review by their button', async () => {
    const statistics = await workbench.statistics.open();
    await statistics.getByRole('button', { name: 'Review questions' }).first().click();
    await workbench.pages.with(panel => panel.locator('#review-reveal'));
    await workbench.runCommand('End Review');
    await workbench.runCommand('View: Close Editor');
    await workbench.pages.with(panel => panel.getByRole('heading', { name: 'Your progress' }));
  });

  it('follow a mark that is set beside them', async () => {
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals');
    const row = await workbench.tree.row(question);
    await row.getByRole('checkbox').click();
    await (await tile('Mastered')).filter({ hasText: /^1$/ }).waitFor();
  });

  it('are there again after a reload, with a year of reviews', async () => {
    await studyForAYear();
    const panel = await workbench.panel();
    await panel.locator('.heat-map').waitFor();
    await (await tile('Streak')).filter({ hasText: '12 days' }).waitFor();
    for (const name of ['The last year', 'Coming up', 'Retention', 'Hardest questions']) {
      await panel.getByRole('heading', { name, exact: true }).waitFor();
    }
  });

  it('have no style in their HTML and nothing that the policy blocks', async () => {
    const panel = await workbench.panel();
    assert.equal(await panel.locator('body [style]').count(), 0);
    const patterned = panel.locator('rect.series-overdue, rect.series-started').first();
    assert.match((await patterned.getAttribute('fill')) ?? '', /^url\(#page-pattern-/);
  });

  it('tell the same in tables', async () => {
    const panel = await workbench.panel();
    const year = panel.locator('section.year');
    await year.getByText('Show as table').click();
    const table = year.getByRole('table', { name: 'The last year' });
    await table.waitFor();
    const reviews = await table.locator('tbody tr td:nth-child(2)').allInnerTexts();
    const total = reviews.reduce((sum, text) => sum + Number(text), 0);
    assert.match(await year.locator('.summary').innerText(), new RegExp(`^Reviews: ${total}\\.`));
    assert.ok(total > 100);
  });

  it('show the scores of mock interviews', async () => {
    const panel = await workbench.panel();
    const interviews = panel.locator('section.interviews');
    assert.equal(
      await interviews.locator('.summary').innerText(),
      'Interviews: 5. Last score: 90%. Best: 90%.',
    );
    assert.equal(await interviews.locator('.point').count(), 5);
  });

  it('look over another period, by the keyboard, and remember it', async () => {
    const panel = await workbench.panel();
    const month = await panel.locator('section.ratings').innerText();
    await panel.getByRole('radio', { name: 'Last 30 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await panel.getByRole('radio', { name: 'All time' }).isChecked(), true);
    assert.notEqual(await panel.locator('section.ratings').innerText(), month);
    await workbench.reload();
    page = workbench.page;
    const again = await workbench.panel();
    await again.locator('.heat-map').waitFor();
    assert.equal(await again.getByRole('radio', { name: 'All time' }).isChecked(), true);
    assert.equal(await again.getByRole('table', { name: 'The last year' }).isVisible(), true);
  });

  it('fit a narrow panel and 200 % zoom without scrolling sideways', async () => {
    for (const width of [400, 560]) {
      await page.setViewportSize({ width: width + 60, height: 860 });
      if (await page.locator('.part.sidebar').isVisible()) {
        await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      }
      const panel = await workbench.panel();
      const overflow = await panel.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide at ${width} px`);
      if (look) await workbench.screenshot(`statistics-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  for (const name of themeNames) {
    it(`leave axe nothing to say in the ${name} theme`, async () => {
      await setTheme(workbench, name);
      const panel = await workbench.panel();
      assert.deepEqual(await axeViolations(panel), []);
      await panel.evaluate(() => window.scrollTo(0, 0));
      for (const part of ['forecast', 'retention', 'interviews']) {
        await panel.evaluate(
          selector => document.querySelector(selector)?.scrollIntoView(),
          `section.${part}`,
        );
        if (look) await workbench.screenshot(`statistics-${name}-${part}`.replaceAll(' ', '-'));
      }
    });
  }

  it('look as README shows them', async () => {
    const panel = await workbench.panel();
    await panel.locator('section.year summary').click();
    await panel.locator('.twin-table').waitFor({ state: 'hidden' });
    await setTheme(workbench, 'dark');
    await panel.evaluate(() => window.scrollTo(0, 0));
    await workbench.screenshot('statistics-dark');
  });

  it('open a hard question by its link', async () => {
    const panel = await workbench.panel();
    const link = panel.locator('section.hardest button.link').first();
    const title = await link.innerText();
    await link.click();
    await page.locator('.tab.active', { hasText: title.slice(0, 30) }).waitFor();
    const opened = await workbench.panel();
    await opened.getByRole('heading', { level: 1, name: title }).waitFor();
  });
});
