import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { axeViolations, setTheme, themeNames } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** A day of reviews as a person does them: each test continues from the last. */
describe('reviewing', () => {
  let workbench: Workbench;
  let page: Page;

  const first = 'What is Django and why is it used for web development?';

  const bar = (panel: Frame) => panel.getByRole('region', { name: 'Review' });
  const place = (text: string) => workbench.review.place(text);
  const rate = (panel: Frame, name: string) =>
    bar(panel).getByRole('button', { name: new RegExp(`^${name}`) });
  const title = () => workbench.question.title();
  const shows = (text: string | RegExp) => workbench.question.shows(text);

  const otherThan = (text: string) => workbench.question.showsOtherThan(text);

  const press = (key: string) => workbench.question.press(key);

  const reveal = () => workbench.review.reveal();

  const axe = async () => assert.deepEqual(await axeViolations(await workbench.panel()), []);

  before(async () => {
    workbench = await start({
      size: { width: 1280, height: 860 },
      settings: { 'djangoInterview.newPerDay': 3 },
    });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('asks the first new question with hint and answer folded', async () => {
    await workbench.tree.open();
    await workbench.runCommand('Review Due Questions');
    await shows(first);
    await place('3 to go');
    const panel = await workbench.panel();
    assert.equal(await rate(panel, 'Good').isVisible(), false);
    assert.equal(
      await panel.getByRole('button', { name: 'Hint' }).getAttribute('aria-expanded'),
      'false',
    );
    await workbench.screenshot('review-asked');
  });

  it('takes no rating before the answer is revealed', async () => {
    await press('3');
    await (
      await workbench.panel()
    )
      .getByText('Reveal the answer first, then rate it.')
      .waitFor({ state: 'attached' });
    await place('3 to go');
    assert.equal(await title(), first);
  });

  it('shows what each rating means and suggests one by the key points', async () => {
    const panel = await reveal();
    assert.match(await rate(panel, 'Again').innerText(), /1 min/);
    assert.match(await rate(panel, 'Good').innerText(), /10 min/);
    assert.match(await rate(panel, 'Easy').innerText(), /days/);
    const boxes = panel.getByRole('checkbox');
    const count = await boxes.count();
    assert.ok(count >= 3);
    await boxes.first().check();
    await bar(panel)
      .getByRole('button', { name: /^Again.*suggested/ })
      .waitFor();
    for (let index = 1; index < count; index++) await boxes.nth(index).check();
    await bar(panel)
      .getByRole('button', { name: /^Good.*suggested/ })
      .waitFor();
    // What decides the rating comes first, and the rest is folded.
    const order = await panel.locator('#page-answer h3:visible').allInnerTexts();
    assert.deepEqual(order.slice(0, 2), ['In short', 'Key points']);
    const rest = panel.locator('#page-rest');
    await rest.click();
    await panel.getByRole('heading', { name: 'In depth' }).waitFor();
    await rest.click();
    await workbench.screenshot('review-revealed');
  });

  it('goes on by a key, and shows what must be learned again', async () => {
    await press('1');
    await (
      await workbench.panel()
    )
      .getByRole('heading', { level: 1 })
      .filter({ hasNotText: first })
      .waitFor();
    await place('1 seen · 1 again soon · 2 to go');
    await workbench.statusBarItem('1 due').waitFor();
    // It would only suggest what is already being done.
    assert.equal(await page.locator('.activitybar .badge-content', { hasText: '1' }).count(), 0);
  });

  it('accepts by Space the rating that is suggested, and pages where none is', async () => {
    const asked = await title();
    const panel = await reveal();
    await page.keyboard.press('Space');
    assert.equal(await title(), asked);
    await panel.getByRole('checkbox').first().check();
    await rate(panel, 'Again').locator('kbd', { hasText: 'Space' }).waitFor();
    await press('Space');
    await otherThan(asked);
    await press('u');
    await shows(asked);
  });

  it('leaves room to read in a low window', async () => {
    // Until then VS Code would open the side bar again, to select it.
    await page.locator('.sidebar .monaco-list-row.selected', { hasText: await title() }).waitFor();
    await page.setViewportSize({ width: 640, height: 430 });
    await workbench.runCommand('View: Close Primary Side Bar');
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    const panel = await reveal();
    const room = await panel.evaluate(() => {
      const height = (query: string) =>
        document.querySelector(query)?.getBoundingClientRect().height ?? 0;
      return { all: innerHeight, read: innerHeight - height('.toolbar') - height('.review-bar') };
    });
    await workbench.screenshot('review-low');
    console.log(JSON.stringify(room));
    assert.ok(room.read >= 240, JSON.stringify(room));
    await press('v');
    await page.setViewportSize({ width: 1280, height: 860 });
    await workbench.tree.open();
  });

  it('counts a double click once', async () => {
    const second = await title();
    const panel = await reveal();
    await rate(panel, 'Easy').dblclick();
    await otherThan(second);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    assert.equal(await rate(panel, 'Easy').isVisible(), false);
  });

  it('comes back to the question after a reload of the window', async () => {
    const third = await title();
    await workbench.reload();
    page = workbench.page;
    await shows(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    await workbench.tree.open();
    await workbench.statusBarItem('1 due').waitFor();
  });

  it('takes a rating back by its name and asks the question again', async () => {
    const third = await title();
    const panel = await reveal();
    await rate(panel, 'Good').click();
    await shows(first);
    await press('u');
    await workbench.statusBarItem(`Undone: Good on “${third}”`).waitFor();
    await shows(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    assert.equal(await rate(await workbench.panel(), 'Good').isVisible(), false);
  });

  it('puts a skipped question at the end', async () => {
    const third = await title();
    await press('s');
    await shows(first);
    await press('s');
    await shows(third);
  });

  it('waits while the person looks at something else', async () => {
    const third = await title();
    await press('<');
    await shows(first);
    await (
      await workbench.panel()
    )
      .getByText('Your review is waiting: 2 seen · 1 learned · 1 again soon · 1 to go')
      .waitFor();
    await press('3');
    await workbench.screenshot('review-paused');
    await bar(await workbench.panel())
      .getByRole('button', { name: 'Continue Review' })
      .click();
    await shows(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    await bar(await workbench.panel())
      .getByRole('button', { name: 'Pause Review' })
      .click();
    await (
      await workbench.panel()
    )
      .getByText('Your review is waiting: 2 seen · 1 learned · 1 again soon · 1 to go')
      .waitFor();
    await workbench.runCommand('Review Due Questions');
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
  });

  it('leaves axe nothing to say about the bar in four themes', async () => {
    const panel = await reveal();
    await panel.getByRole('checkbox').first().check();
    for (const name of themeNames) {
      await setTheme(workbench, name);
      await workbench.screenshot(`review-bar-${name}`.replaceAll(' ', '-'));
      await axe();
    }
  });

  it('leaves out what is mastered, and brings it back by undo', async () => {
    const third = await title();
    await press('m');
    await otherThan(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    await press('u');
    await shows(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
  });

  it('buries a question until tomorrow, and lets another new one take its place', async () => {
    const third = await title();
    await press('-');
    await otherThan(third);
    await place('2 seen · 1 learned · 1 again soon · 1 to go');
    await rate(await reveal(), 'Easy').click();
    await shows(first);
    await place('3 seen · 2 learned · 1 again soon');
  });

  it('ends with a summary: how many, how well, what comes tomorrow', async () => {
    await rate(await reveal(), 'Easy').click();
    await shows('Review finished');
    const main = (await workbench.panel()).locator('main');
    await main.getByText('Done for today. Take a mock interview').waitFor();
    await main.getByText('You reviewed 3 questions in').waitFor();
    await main.getByText('You knew 2 of them when they were asked: 67%.').waitFor();
    await main.getByText('Tomorrow: 0 due, 3 new.').waitFor();
    await main.getByRole('link', { name: first }).waitFor();
    await workbench.statusBarItem(/\d due/).waitFor({ state: 'hidden' });
  });

  it('leaves axe nothing to say about the summary in four themes', async () => {
    for (const name of themeNames) {
      await setTheme(workbench, name);
      await workbench.screenshot(`review-summary-${name}`.replaceAll(' ', '-'));
      await axe();
    }
  });

  it('shows the summary again after a reload', async () => {
    await workbench.reload();
    page = workbench.page;
    await shows('Review finished');
    await (await workbench.panel()).locator('main').getByText('You reviewed 3 questions').waitFor();
  });

  it('learns more new questions than the limit when asked to', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Learn 10 More New Questions' }).click();
    await place('3 seen · 3 learned · 10 to go');
    await bar(await workbench.panel())
      .getByRole('button', { name: 'End Review' })
      .click();
    await shows('Review finished');
    await (
      await workbench.panel()
    )
      .locator('main')
      .getByText('Go on: 10 questions are left for today.')
      .waitFor();
    await (await workbench.panel()).getByRole('button', { name: 'Continue Review' }).click();
    await place('3 seen · 3 learned · 10 to go');
  });

  it('suspends a question from its row in the tree, and brings it back', async () => {
    const asked = await title();
    await workbench.tree.open();
    await workbench.runCommand('Suspend Question from Reviews');
    await (
      await workbench.panel()
    )
      .getByRole('heading', { level: 1 })
      .filter({ hasNotText: asked })
      .waitFor();
    await workbench.runCommand('Undo');
    await shows(asked);
  });

  it('reviews from a row of the tree, and says when nothing is there', async () => {
    await workbench.quickInput.openBy(
      'Review Due Questions From…',
      'What do you want to review?',
      'Bookmarked',
    );
    await workbench.quickInput.focused('Bookmarked').waitFor();
    await workbench.quickInput.accept();
    await shows('Review');
    await (
      await workbench.panel()
    )
      .locator('main')
      .getByText('There are no questions here.')
      .waitFor();
    const row = await workbench.tree.row('Bonus');
    await row.hover();
    await row.getByRole('button', { name: 'Review Due Questions Here' }).click();
    await shows('Review');
    await (await workbench.panel()).locator('main').getByText('Nothing is due now.').waitFor();
    await workbench.screenshot('review-nothing');
  });
});
