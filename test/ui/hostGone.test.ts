import type { Frame, Page } from 'playwright-core';
import { aim } from '../faults/crash';
import { until } from '../workbench/editor';
import { start, type Workbench } from '../workbench/start';

/**
 * After its extension host has ended, VS Code starts another one, but leaves the pages of panels as
 * they were, with nobody who listens to them. Each test continues from the last.
 */
describe('what is typed while the extension host is gone', () => {
  let workbench: Workbench;
  let page: Page;

  const question = 'What are Django middlewares and how do they work?';
  const other = 'How does Django handle user authentication?';
  const ownAnswer = (panel: Frame) => panel.locator('#page-own-answer');
  const answer = (panel: Frame) => panel.locator('#page-answer');
  const notice = (panel: Frame) =>
    panel.locator('.notice', { hasText: 'What you type is not saved at the moment' });

  /** Types at the end of a field. */
  async function type(find: typeof answer, text: string): Promise<Frame> {
    const panel = await workbench.pages.with(find);
    await find(panel).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(text);
    return panel;
  }

  async function has(find: typeof answer, text: string): Promise<void> {
    await until(`“${text}” is there`, async () => {
      const panel = await workbench.pages.with(find);
      return (await find(panel).inputValue()) === text;
    });
  }

  async function endHost(): Promise<void> {
    await (
      await aim(workbench, 'extension host')
    )();
  }

  before(async () => {
    workbench = await start({ own: true, settings: { 'files.autoSave': 'off' } });
    page = workbench.page;
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
  });

  after(() => workbench.close());

  it('is told, and stored by the panel that takes the place of the one that is cut off', async () => {
    await workbench.question.press('a');
    const before = await type(ownAnswer, 'They are called in order. ');
    await before.locator('#page-own-answer[data-kept]').waitFor();
    await endHost();
    const panel = await type(ownAnswer, 'Nobody listens.');
    await notice(panel).waitFor();
    await workbench.tree.click('Fundamentals', other); // the next host has drawn the tree
    await workbench.question.shows(other);
    await workbench.tree.click(question);
    await workbench.question.shows(question);
    await has(ownAnswer, 'They are called in order. Nobody listens.');
    const kept = await type(ownAnswer, ' ');
    await kept.locator('#page-own-answer[data-kept]').waitFor();
  });

  it('is stored in an interview after a reload of the window', async () => {
    await workbench.runCommand('Mock Interview…');
    const form = await workbench.pages.with(panel => panel.getByText('10 of 57 questions'));
    await form.getByRole('radio', { name: '5 questions', exact: true }).check();
    await workbench.interview.begin();
    await workbench.interview.asks(1);
    await type(answer, 'First I would say ');
    await new Promise(resolve => setTimeout(resolve, 1000));
    await endHost();
    const panel = await type(answer, 'what it is for.');
    await notice(panel).waitFor();
    for (let times = 0; times < 2; times++) {
      await workbench.reload();
      page = workbench.page;
      await has(answer, 'First I would say what it is for.');
    }
    const reloaded = await type(answer, '');
    await notice(reloaded).waitFor({ state: 'hidden' });
  });

  it('is stored in an interview that another panel goes on with', async () => {
    await workbench.question.press('p');
    await (await workbench.panel()).getByRole('button', { name: 'Pause' }).waitFor();
    await endHost();
    await type(answer, ' And then when not to.');
    await workbench.runCommand('Mock Interview…');
    const form = await workbench.pages.with(panel => panel.getByRole('button', { name: /Resume/ }));
    await form
      .getByRole('button', { name: /Resume/ })
      .first()
      .click();
    await has(answer, 'First I would say what it is for. And then when not to.');
  });

  it('is saved in a note by the next host', async () => {
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
    await workbench.question.press('e');
    await workbench.editor.tab('Note – ').waitFor();
    await endHost();
    await workbench.editor.type('Nobody listens.');
    const unsaved = page.locator('.tab.dirty', { hasText: 'Note – ' });
    await unsaved.waitFor();
    // VS Code keeps it unsaved until the next host has said that it stores notes.
    await until('it is saved', async () => {
      await page.keyboard.press('Control+s');
      return (await unsaved.count()) === 0;
    });
    await workbench.tree.click('Fundamentals', other);
    await workbench.question.shows(other);
    await workbench.tree.click(question);
    const panel = await workbench.question.shows(question);
    await workbench.question.reveal();
    await panel.locator('.note', { hasText: 'Nobody listens.' }).waitFor();
  });
});
