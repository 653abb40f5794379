import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { axeViolations, setTheme, themeNames } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** A mock interview as a person does it: each test continues from the last. */
describe('a mock interview in the workbench', () => {
  let workbench: Workbench;
  let page: Page;

  /** Axe's findings in the page, in every theme. */
  async function checkThemes(name: string): Promise<void> {
    for (const theme of themeNames) {
      await setTheme(workbench, theme);
      assert.deepEqual(await axeViolations(await workbench.panel()), [], `${name} in ${theme}`);
    }
    await setTheme(workbench, 'dark');
  }

  const heading = (panel: Frame) => panel.getByRole('heading', { level: 1 });

  const press = (key: string) => workbench.question.press(key);

  const asks = (number: number) => workbench.interview.asks(number);

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 900 } });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('begins with a form that says what will be asked', async () => {
    await workbench.runCommand('Mock Interview…');
    const panel = await workbench.panel();
    await panel.getByText('10 of 57 questions, up to 30 minutes').waitFor();
    await panel.getByRole('checkbox', { name: 'All collections' }).uncheck();
    await panel.getByText('No questions match this mix.').waitFor();
    assert.equal(
      await panel.getByRole('button', { name: 'Start the interview' }).isDisabled(),
      true,
    );
    await panel.getByRole('checkbox', { name: 'All collections' }).check();
    await panel.getByRole('radio', { name: '5 questions', exact: true }).check();
    await panel.getByText('5 of 57 questions, up to 15 minutes').waitFor();
    await checkThemes('the form');
  });

  it('asks one question at a time, with a clock and without the model answer', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Start the interview' }).click();
    await asks(1);
    await panel
      .getByRole('timer')
      .getByText(/^0:0\d of 3:00$/)
      .waitFor();
    assert.equal(await panel.getByText('Model answer', { exact: true }).count(), 0);
    await panel.locator('#page-answer:focus').waitFor();
    await panel.getByRole('textbox').fill('First I would say what it is for.');
    await checkThemes('a question');
  });

  it('says what dictating needs, where it is missing', async () => {
    const panel = await workbench.panel();
    assert.equal(await panel.getByRole('button', { name: 'Dictate' }).count(), 0);
    await panel.getByRole('textbox').press('Escape');
    await page.keyboard.press('d');
    const told = workbench.notification('To dictate answers, install the extension');
    await told.getByRole('button', { name: 'Show the Extension' }).waitFor();
    await workbench.notifications.clear();
  });

  it('has answer and place after a reload, with the clock standing still', async () => {
    const question = await heading(await workbench.panel()).innerText();
    await workbench.reload();
    page = workbench.page;
    const panel = await workbench.panel();
    await asks(1);
    assert.equal(await heading(panel).innerText(), question);
    await panel.getByText('The clock stands still.').waitFor();
    assert.equal(
      await panel.getByRole('textbox').inputValue(),
      'First I would say what it is for.',
    );
    await press('p');
    await panel.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('shows the model answer beside one’s own, with key points, a rating and what is asked on', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('textbox').focus();
    await page.keyboard.press('Control+Enter');
    await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
    await panel.getByText('First I would say what it is for.').waitFor();
    // Every built-in answer has code that builds on it.
    await panel
      .getByRole('button', { name: /^Builds on the bookshop/ })
      .first()
      .waitFor({ state: 'attached' });
    const boxes = panel.getByRole('checkbox');
    for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
    await panel.getByText('Your ticks suggest Good.').waitFor();
    await panel.locator('.follow-up summary').first().click();
    await panel.locator('.follow-up[open] .follow-up-answer').first().waitFor();
    await press('n'); // not rated yet: it stays
    await press('3');
    await panel.getByRole('button', { name: 'Good', pressed: true }).waitFor();
    await asks(1);
    await panel.evaluate(() => window.scrollTo(0, 0));
    await checkThemes('the comparison');
    await workbench.screenshot('interview-dark');
    await press('n');
    await asks(2);
  });

  it('takes an answer from a plain editor, through a reload', async () => {
    await press('e');
    const tab = page.locator('.tab', { hasText: 'Answer 2' });
    await tab.waitFor();
    await page
      .locator('.monaco-editor.focused, .monaco-editor .native-edit-context:focus')
      .first()
      .waitFor();
    await page.keyboard.type('select_related joins, select');
    const panel = await workbench.panel();
    await panel.getByText('select_related joins, select', { exact: true }).waitFor();
    assert.equal(await page.locator('.suggest-widget.visible').count(), 0);
    await page.locator('.tab.dirty', { hasText: 'Answer 2' }).waitFor({ state: 'detached' });
    await workbench.reload();
    page = workbench.page;
    await page.locator('.tab', { hasText: 'Answer 2' }).waitFor();
    const again = await workbench.panel();
    await again.getByText('select_related joins, select', { exact: true }).waitFor();
    await workbench.runCommand('Compare Answer with Model Answer');
    await again.getByRole('heading', { name: 'Model answer' }).waitFor();
    await page.locator('.tab', { hasText: 'Answer 2' }).waitFor({ state: 'detached' });
    await again.getByText('select_related joins, select', { exact: true }).waitFor();
    await press('2');
    await again.getByRole('button', { name: 'Hard', pressed: true }).waitFor();
    await press('n');
    await asks(3);
  });

  it('lets one skip, and answer aloud', async () => {
    await press('s');
    await asks(4);
    const panel = await workbench.panel();
    await press('Space');
    await panel.getByText('You typed nothing: compare with what you said.').waitFor();
    await press('1');
    await panel.getByRole('button', { name: 'Again', pressed: true }).waitFor();
    await press('n');
    await asks(5);
  });

  it('ends with a report, and the ratings are in the schedule', async () => {
    await press('Space');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
    await press('4');
    await panel.getByRole('button', { name: 'Easy', pressed: true }).waitFor();
    await press('n');
    await panel.getByRole('heading', { name: 'Score and time by category' }).waitFor();
    // All key points and Good, Hard, skipped, Again, Easy: (0.9 + 0.5 + 0 + 0 + 1) / 5.
    await panel.locator('.figures dd', { hasText: '48%' }).waitFor();
    await panel.getByText('Nothing stands out').waitFor({ state: 'detached' });
    const first = panel.locator('article.report .buttons button').first();
    assert.match(await first.innerText(), /^Review These [2-4]$/);
    await checkThemes('the report');
    await workbench.screenshot('interview-report-dark');
    await workbench.runCommand('Undo');
    await workbench.statusBarItem(/Undone: Easy on/).waitFor();
  });

  it('is a Markdown document too, and its links open the questions', async () => {
    await workbench.runCommand('Open Report as Markdown');
    await page.locator('.tab', { hasText: 'Mock interview of' }).waitFor();
    await page.getByText('## Study next').first().waitFor();
    await workbench.runCommand('View: Close Editor');
    const panel = await workbench.panel();
    const link = panel.locator('.plain-list a').first();
    const title = await link.innerText();
    await link.click();
    await workbench.pages.with(shown => shown.getByRole('heading', { level: 1, name: title }));
  });

  it('is in the history, where it can be deleted and brought back', async () => {
    await workbench.runCommand('Mock Interview History…');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: '48%' });
    await workbench.quickInput.focused('48%').waitFor();
    await workbench.quickInput.accept();
    await workbench.interview.report();
    await workbench.runCommand('Delete Interview');
    await workbench.pages.with(shown => shown.getByRole('button', { name: 'Start the interview' }));
    await workbench
      .notification('Deleted the interview')
      .getByRole('button', { name: 'Undo' })
      .click();
    await (await workbench.panel()).getByRole('button', { name: 'History' }).click();
    await row.waitFor();
    await page.keyboard.press('Escape');
  });

  it('leads from the report to a review of what it says is to be studied', async () => {
    await workbench.runCommand('Mock Interview History…');
    await workbench.quickInput.focused('48%').waitFor();
    await workbench.quickInput.accept();
    const panel = await workbench.interview.report();
    const study = await panel.locator('.plain-list a').allInnerTexts();
    await panel.locator('#page-review-these').click();
    const shown = await workbench.pages.with(page => page.locator('#review-reveal'));
    assert.ok(study.includes(await heading(shown).innerText()));
    await shown.getByText(`${study.length} to go`, { exact: true }).waitFor();
    await workbench.runCommand('End Review');
  });
});

/** After the questions: an optional exercise, from the report. */
describe('the coding task of a mock interview', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 900 } });
  });

  after(() => workbench.close());

  it('is chosen in the form, begun from the report, and told there', async () => {
    await workbench.runCommand('Mock Interview…');
    const panel = await workbench.panel();
    await panel.getByRole('radio', { name: '5 questions', exact: true }).check();
    await panel.getByRole('checkbox', { name: 'End with a coding task' }).check();
    assert.deepEqual(await axeViolations(panel), []);
    await workbench.interview.begin();
    for (let number = 1; number <= 5; number++) {
      await workbench.interview.asks(number);
      await panel.getByRole('button', { name: 'Skip' }).click();
    }
    const report = await workbench.interview.report();
    const task = report.getByRole('region', { name: 'Coding task' });
    await task.getByText(/^Not begun yet · \d+ min$/).waitFor();
    assert.deepEqual(await axeViolations(report), []);
    await workbench.screenshot('interview-task');
    const title = await task.locator('p').first().innerText();
    await task.getByRole('button', { name: 'Begin the Coding Task' }).click();
    await workbench.quickInput.asks('Where should exercises be written?');
    await workbench.quickInput.choose('In This Workspace');
    await workbench.editor.shows('.py');
    await workbench.pages.with(shown => shown.getByRole('heading', { level: 1, name: title }));
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Mock Interview History…');
    await workbench.quickInput.rows('0%').waitFor();
    await workbench.quickInput.accept();
    const again = await workbench.interview.report();
    await again.getByText(/^Not solved yet · 0 of \d+ checks pass · Without hints$/).waitFor();
    await again.getByRole('button', { name: 'Open the Coding Task' }).waitFor();
  });
});
