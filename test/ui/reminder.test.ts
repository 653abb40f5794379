import assert from 'node:assert/strict';
import { aYearOfReviews } from './aYearOfReviews';
import { addStudied } from './studied';
import { start, type Workbench } from '../workbench/start';

const aDay = 24 * 60 * 60 * 1000;

/** A person who asked to be reminded, on the days after the last review. */
describe('what is due for review', () => {
  let workbench: Workbench;

  const reminder = () => workbench.notification(/questions? (is|are) due for review/);
  const reload = async () => {
    await workbench.reload();
    // The count is shown first, before the reminder is considered.
    await workbench.statusBarItem(/\d+ due/).waitFor();
  };

  before(async () => {
    workbench = await start({ settings: { 'djangoInterview.reviewReminder': true } });
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals');
    const row = await workbench.tree.row('What is Django and why is it used for web development?');
    await row.getByRole('checkbox').click();
    await workbench.statusBarItem('1/57').waitFor();
    addStudied(workbench.userData, aYearOfReviews(Date.now() - 2 * aDay));
  });

  after(() => workbench.close());

  it('is said once it is known, beside the count in the status bar and on the icon', async () => {
    await reload();
    await reminder().waitFor();
    const item = await workbench.statusBarItem(/\d+ due/).innerText();
    const count = /\d+/.exec(item)![0];
    assert.match(await reminder().innerText(), new RegExp(`\\b${count} Django questions are due`));
    await workbench.page.locator('.activitybar .badge', { hasText: count }).first().waitFor();
    await workbench.screenshot('reminder');
  });

  it('is not said again on the same day', async () => {
    await reminder().getByRole('button', { name: 'Not Today' }).click();
    await reload();
    // An immediate toast would be there before this, and stay until somebody closes it.
    await workbench.runCommand('Show Progress');
    await workbench.page.locator('.quick-input-list', { hasText: 'Fundamentals' }).waitFor();
    assert.equal(await reminder().count(), 0);
    await workbench.page.keyboard.press('Escape');
  });

  it('begins the review from the status bar', async () => {
    await workbench.statusBarItem(/\d+ due/).click();
    const panel = await workbench.panel();
    await panel.getByRole('region', { name: 'Review' }).waitFor();
  });
});
