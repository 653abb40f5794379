import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { start, type Workbench } from '../workbench/start';

/** The single question panel: its position, and that it persists. */
describe('the question panel among other editors', () => {
  let workbench: Workbench;
  let page: Page;

  const question = 'What are Django middlewares and how do they work?';
  const groups = () => page.locator('.editor-group-container');
  const tab = (text: string | RegExp) => page.locator('.tab', { hasText: text });
  /** The group of the panel's tab, from the left. */
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

  it('scrolls by the keys that scroll everywhere, and finds by Ctrl+F', async () => {
    const panel = await workbench.panel();
    /** Presses a key and returns where the page comes to rest, in CSS pixels. */
    const scrolledBy = async (key: string) => {
      await panel.evaluate(() => {
        Object.assign(globalThis, { rests: false });
        addEventListener('scrollend', () => Object.assign(globalThis, { rests: true }), {
          once: true,
        });
      });
      await page.keyboard.press(key);
      await panel.waitForFunction(() => (globalThis as unknown as { rests: boolean }).rests);
      return panel.evaluate(() => Math.round(scrollY));
    };
    await (await workbench.question.heading()).click();
    const end = await scrolledBy('End');
    assert.ok(end > 500, `End scrolled to ${end}`);
    assert.equal(await scrolledBy('Home'), 0);
    const page1 = await scrolledBy('Space');
    assert.ok(page1 > 100, `Space scrolled to ${page1}`);
    const page2 = await scrolledBy('PageDown');
    assert.ok(page2 > page1 + 100 && page2 < end, `Page Down scrolled to ${page2}`);
    assert.ok((await scrolledBy('Shift+Space')) < page2);
    assert.equal(await scrolledBy('PageUp'), 0);
    // Faster than it scrolls.
    await page.keyboard.press('Space');
    await page.keyboard.press('PageDown');
    await panel.waitForFunction(at => Math.round(scrollY) === at, page2);
    await page.keyboard.press('Home');
    await panel.waitForFunction(() => scrollY === 0);
    assert.equal(await workbench.question.title(), question);
    await page.keyboard.press('Control+f');
    const find = page.locator('.simple-find-part.visible');
    await find.waitFor();
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'hidden' });
  });

  it('keeps the sections of the answer in sight, and goes to them by click and key', async () => {
    const panel = await workbench.panel();
    const row = panel.getByRole('group', { name: 'Sections of the answer' });
    const current = row.locator('[aria-current]');
    const heading = panel.locator('h3:focus');
    await workbench.question.press('k');
    await heading.filter({ hasText: 'Key points' }).waitFor();
    await current.filter({ hasText: 'Key points' }).waitFor();
    assert.ok(await row.isVisible());
    await page.keyboard.press(',');
    await heading.filter({ hasText: 'In depth' }).waitFor();
    await page.keyboard.press('.');
    await page.keyboard.press('.');
    await heading.filter({ hasText: 'Pitfalls' }).waitFor();
    await row.getByRole('button', { name: 'In short' }).click();
    await current.filter({ hasText: 'In short' }).waitFor();
    await workbench.screenshot('panel-contents');
    await workbench.question.press('v');
    await (await workbench.question.answer()).waitFor({ state: 'hidden' });
    assert.equal(await row.isVisible(), false);
    await page.keyboard.press('k');
    await panel.getByText('Reveal the answer first.').waitFor({ state: 'attached' });
    await workbench.question.reveal();
  });

  it('leads on after an answer: rates it outside a review, takes that back, goes to the list', async () => {
    const panel = await workbench.panel();
    const end = panel.getByRole('region', { name: 'How well did you know it?' });
    await end.getByRole('button', { name: /^Good/ }).waitFor();
    await workbench.question.press('3');
    await end.getByText(/^Good: again in 10 minutes/).waitFor();
    await page.keyboard.press('1');
    await workbench.question.press('u');
    await workbench.statusBarItem(`Undone: Good on “${question}”`).waitFor();
    await end.getByRole('button', { name: /^Good/ }).scrollIntoViewIfNeeded();
    await workbench.screenshot('panel-leads-on');
    await workbench.question.press('l');
    await page.locator('.sidebar .monaco-list-row.focused', { hasText: 'Middleware' }).waitFor();
    await page.locator('.sidebar .monaco-list:focus-within, .sidebar .monaco-list:focus').waitFor();
  });

  it('counts the time down that an answer may take, where a setting says so', async () => {
    workbench.changeSettings({ 'djangoInterview.answerTime': 90 });
    const panel = await workbench.panel();
    await workbench.question.press('n');
    await panel
      .getByRole('timer')
      .filter({ hasText: /^1:\d\d$/ })
      .waitFor();
    workbench.changeSettings({ 'djangoInterview.answerTime': 1 });
    await panel.getByRole('timer').filter({ hasText: 'Time is up' }).waitFor();
    workbench.changeSettings({ 'djangoInterview.answerTime': 0 });
    await panel.getByRole('timer').waitFor({ state: 'hidden' });
    await workbench.question.press('p');
    await workbench.question.shows(question);
  });

  it('follows keys that come faster than it does', async () => {
    await workbench.runCommand('Review Due Questions');
    const panel = await workbench.pages.with(shown => shown.locator('#review-reveal'));
    await panel.getByRole('heading', { level: 1 }).click();
    for (let question = 0; question < 4; question++) {
      await page.keyboard.press('Space');
      await page.keyboard.press('3');
    }
    // The fifth is asked once the fourth is rated: until then keys wait in the page.
    const fifth = 'How do you handle database interactions in Django?';
    await panel.getByRole('heading', { level: 1, name: fifth }).waitFor();
    await workbench.runCommand('Show Statistics');
    const today = await workbench.statistics.tile('Reviews today');
    await today.filter({ hasText: /^4$/ }).waitFor();
  });

  it('is reached by the default keys while one writes code', async () => {
    await workbench.runCommand('End Review');
    const code = page.locator('.monaco-editor .view-lines').first();
    const chord = async (key: string) => {
      await code.click();
      await page.locator('.monaco-editor.focused').waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.press(key);
    };
    await tab('two.txt').click();
    const before = await workbench.question.title();
    await chord('g');
    await workbench.question.showsOtherThan(before);
    await tab('two.txt').click();
    await chord('a');
    await page.getByPlaceholder('Search in questions, hints and answers').waitFor();
    await page.keyboard.press('Escape');
    await chord('q');
    await workbench.pages.with(shown => shown.locator('#review-reveal'));
  });
});
