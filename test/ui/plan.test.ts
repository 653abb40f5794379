import assert from 'node:assert/strict';
import * as path from 'node:path';
import { until } from '../workbench/editor';
import { newOrders } from '../faults/scene';
import { axeViolations, setTheme, themeNames } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

const aDay = 24 * 60 * 60 * 1000;

/** From "in eight days" to the day after. */
describe('studying to an interview', () => {
  const orders = newOrders();
  let workbench: Workbench;

  const status = (text: string | RegExp) => workbench.statusBarItem(text);
  /** Sets the clock this many days ahead; a window that returns reads it. */
  const daysLater = async (days: number) => {
    orders.give({ clock: { at: Date.now() + days * aDay, since: Date.now() } });
    await workbench.reload();
  };

  before(async () => {
    workbench = await start({
      ...orders.options,
      nodeArguments: [`--require=${path.join(__dirname, '../faults/preload.js')}`],
    });
  });

  after(() => workbench.close());

  it('begins with a date in words, says what can be reached, and shows how far it is', async () => {
    await workbench.tree.open();
    await workbench.quickInput.openBy(
      'Set Interview Date…',
      'In words, such as “in two weeks”, “12 March, 30 minutes a day”, or from the list',
      'in eight days, 10 minutes a day',
    );
    await workbench.quickInput.focused('8 days').waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('What Is the Interview About?');
    await workbench.quickInput.accept();
    await workbench.notification(/you can cover \d+ of 57 questions/).waitFor();
    await status('8 days · 0%').waitFor();
    await workbench.screenshot('plan');
  });

  it('asks what fits into the day, and says why and how ready one is', async () => {
    await workbench.runCommand('Review Due Questions');
    const panel = await workbench.panel();
    const bar = panel.getByRole('region', { name: 'Review' });
    await bar.getByText('New: begun today, it can come again before the interview.').waitFor();
    const place = await bar.locator('.review-place').innerText();
    assert.match(place, /^[2-5] to go$/);
    for (const seen of [0, 1]) {
      await bar.getByText(seen === 0 ? /^\d+ to go/ : /^1 seen/).waitFor();
      await workbench.review.reveal();
      await workbench.review.rate('Easy');
    }
    await bar.getByText(/^2 seen · 2 learned/).waitFor();
    await workbench.runCommand('End Review');
    await panel.getByRole('heading', { name: 'Review finished' }).waitFor();
    const next = /^You would know \d+% at the interview; \d+% if you go on tomorrow\.$/;
    await panel.getByText(next).first().waitFor();
    await status(/8 days · [3-9]%/).waitFor();
    await workbench.screenshot('plan-done');
  });

  it('tells in the tree how ready each category is', async () => {
    await workbench.tree.open();
    const row = await workbench.tree.row('Fundamentals');
    await row.filter({ visible: true }).waitFor();
    const label = async () => (await row.getAttribute('aria-label')) ?? '';
    await until('the row tells it', async () => /\d+% ready for the interview/.test(await label()));
  });

  it('shows how ready one is, and how it may go on, in four themes and in a table', async () => {
    const statistics = await workbench.statistics.open();
    const section = statistics.getByRole('region', { name: 'Ready for the interview' });
    await section
      .getByText(/^Your interview is on .* Ready: \d+% if you did nothing more, \d+% /)
      .waitFor();
    assert.ok((await section.locator('.course .path-planned').count()) >= 3);
    assert.equal(await section.locator('.course .path-without').count(), 1);
    const [, weakest] = await section
      .getByRole('table', { name: 'Readiness by category' })
      .getByRole('button')
      .all();
    assert.ok(weakest, 'categories lead to their weakest questions');
    await section.locator('summary').focus();
    await workbench.page.keyboard.press('Enter');
    const rows = section
      .getByRole('table', { name: 'Ready for the interview' })
      .locator('tbody tr');
    await rows.nth(7).waitFor();
    assert.equal(await rows.count(), 8);
    for (const name of themeNames) {
      await setTheme(workbench, name);
      const panel = await workbench.panel();
      assert.deepEqual(await axeViolations(panel), [], name);
      await workbench.screenshot(`plan-readiness-${name}`.replaceAll(' ', '-'));
    }
    const title = await weakest.innerText();
    await weakest.click();
    await workbench.pages.with(panel => panel.getByRole('heading', { name: title }));
  });

  it('puts first what a job ad asks for, and names what no question covers', async () => {
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.editor.type(
      'Senior Django developer: DRF, Celery, PostgreSQL, Docker, unit tests; nice to have: Kafka',
    );
    await workbench.page.keyboard.press('Control+A');
    await workbench.runCommand('Prepare for a Job Ad…');
    await workbench.quickInput.rows('Kafka').filter({ hasText: 'no question yet' }).waitFor();
    await workbench.quickInput
      .rows('Celery')
      .filter({ hasText: /\d questions?/ })
      .waitFor();
    await workbench.screenshot('plan-job-ad');
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('Which Interview Is It For?');
    await workbench.quickInput.focused('Interview').waitFor();
    await workbench.quickInput.accept();
    const uncovered = workbench.notification(/No question covers: .*Kafka/);
    await uncovered.getByRole('button', { name: 'Add a Question…' }).click();
    await workbench.quickInput.asks('The question');
    assert.equal(
      await workbench.quickInput.input.inputValue(),
      'What is your experience with Kafka?',
    );
    await workbench.page.keyboard.press('Escape');
    await workbench.notifications.clear();
    await workbench.runCommand('Review Due Questions');
    const bar = (await workbench.panel()).getByRole('region', { name: 'Review' });
    await bar.getByText('New: this interview asks for it.').waitFor();
    await workbench.runCommand('End Review');
  });

  it('counts the days, and rehearses on the last: what is weakest, the tips, a mock interview', async () => {
    await daysLater(3);
    await status(/5 days · \d+%/).waitFor();
    await daysLater(7);
    await status(/tomorrow · \d+%/).click();
    const title = 'Rehearse: what is weakest, the tips, a short mock interview';
    await workbench.quickInput.asks(title);
    await workbench.quickInput
      .rows('Review What Is Weakest')
      .filter({ hasText: '2 questions' })
      .waitFor();
    await workbench.quickInput.rows('Read the Tips and Your Weakest Answers').waitFor();
    await workbench.screenshot('plan-rehearsal');
    await workbench.quickInput.accept();
    const bar = (await workbench.panel()).getByRole('region', { name: 'Review' });
    await bar.getByText(/^2 to go/).waitFor();
    await workbench.runCommand('End Review');
    await bar.waitFor({ state: 'hidden' });
    await workbench.runCommand('Rehearse for the Interview…');
    await workbench.quickInput.asks(title);
    await workbench.quickInput.rows('Hold a Short Mock Interview').click();
    const form = await workbench.pages.with(page =>
      page.getByRole('radio', { name: '5 questions', exact: true }),
    );
    assert.ok(await form.getByRole('radio', { name: '5 questions', exact: true }).isChecked());
  });

  it('knows the day itself, with tips and answers to read', async () => {
    await daysLater(8);
    await status(/today · \d+%/).click();
    await workbench.editor.shows('Before the interview');
    const weakest = () =>
      workbench.page
        .frames()
        .map(frame => frame.getByRole('heading', { name: 'The weakest answers, in short' }));
    await until('the page is read', async () => {
      const shown = await Promise.all(
        weakest().map(heading => heading.isVisible().catch(() => false)),
      );
      return shown.includes(true);
    });
    await workbench.screenshot('plan-day');
  });

  it('goes back to the long term on the day after', async () => {
    await daysLater(9);
    await workbench.statusBarItem(/\d+ due/).waitFor();
    assert.equal(await status(/ · \d+%/).count(), 0);
  });

  it('takes what was asked into a pack of one’s own', async () => {
    await status('What were you asked?').click();
    await workbench.quickInput.answer('What Were You Asked?', 'How does a savepoint work?');
    await workbench.quickInput.answer('What Else Were You Asked? (1)', 'Why is N+1 slow?');
    await workbench.quickInput.answer('What Else Were You Asked? (2)', '');
    await workbench.quickInput.answer('The new pack', 'Asked');
    await workbench.editor.line('## How does a savepoint work? {#').waitFor();
    await workbench.editor.line('## Why is N+1 slow? {#').waitFor();
    await until(
      'it is not asked again',
      async () => (await status('What were you asked?').count()) === 0,
    );
  });
});
