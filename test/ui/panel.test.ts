import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { start, type Workbench } from '../workbench/start';

/** The one panel of a question: where it is, and that it stays. */
describe('the question panel among other editors', () => {
  let workbench: Workbench;
  let page: Page;

  const question = 'What are Django middlewares and how do they work?';
  const groups = () => page.locator('.editor-group-container');
  const tab = (text: string | RegExp) => page.locator('.tab', { hasText: text });
  /** Which group the panel's tab is in, from the left. */
  const groupOfPanel = () =>
    groups().evaluateAll(all =>
      all.findIndex(group =>
        group.querySelector('.tabs-container')?.textContent.includes('middlewares'),
      ),
    );

  before(async () => {
    workbench = await start();
    page = workbench.page;
    for (const name of ['one.txt', 'two.txt']) {
      fs.writeFileSync(path.join(workbench.folder!, name), name);
    }
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
  });

  after(() => workbench.close());

  it('is beside an empty place where it was the only editor', async () => {
    await workbench.tree.menu(question, 'Open Question to the Side');
    await groups().nth(1).waitFor();
    await workbench.question.shows(question);
    assert.equal(await groupOfPanel(), 1);
  });

  it('is not replaced by a file that is looked at', async () => {
    await workbench.runCommand('View: Show Explorer');
    for (const name of ['one.txt', 'two.txt']) {
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).click();
      await tab(name).waitFor();
    }
    await tab('middlewares').waitFor();
    assert.equal(await tab('middlewares').count(), 1);
  });

  it('is moved beside the editor that it shares a group with, and stays there', async () => {
    await workbench.tree.open();
    await tab('middlewares').click();
    const before = await groups().count();
    await workbench.tree.menu(question, 'Open Question to the Side');
    await groups().nth(before).waitFor();
    assert.equal(await groupOfPanel(), before);
    assert.equal(await tab('middlewares').locator('.monaco-icon-label.italic').count(), 0);
  });

  it('takes keys again after Escape from one’s own answer', async () => {
    await workbench.question.press('a');
    const panel = await workbench.panel();
    const field = panel.locator('#page-own-answer');
    await field.fill('They wrap the view.');
    await field.press('Escape');
    await page.keyboard.press('Space');
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    assert.equal(await field.isVisible(), true, 'the answer was folded');
  });

  it('follows keys that come faster than it does', async () => {
    await workbench.runCommand('Review Due Questions');
    const panel = await workbench.pages.with(shown => shown.locator('#review-reveal'));
    await panel.getByRole('heading', { level: 1 }).click();
    for (let question = 0; question < 4; question++) {
      await page.keyboard.press('Space');
      await page.keyboard.press('3');
    }
    // The fifth is asked when the fourth is rated: until then keys wait in the page.
    const fifth = 'How do you handle database interactions in Django?';
    await panel.getByRole('heading', { level: 1, name: fifth }).waitFor();
    await workbench.runCommand('Show Statistics');
    const today = await workbench.statistics.tile('Reviews today');
    await today.filter({ hasText: /^4$/ }).waitFor();
  });
});
