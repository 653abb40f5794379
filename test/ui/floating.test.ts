import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { FloatingWindow, takeFocus } from '../workbench/floatingWindow';
import { start, type Workbench } from '../workbench/start';

/** The question panel in a window of its own, which VS Code calls floating. */
describe('the question panel in a floating window', () => {
  let workbench: Workbench;
  let floating: FloatingWindow;
  let written = '';

  const question = 'What are Django middlewares and how do they work?';
  const other = 'How does Django handle user authentication?';
  const field = (panel: Frame) => panel.locator('#page-own-answer');
  const heading = (title: string) => (panel: Frame) =>
    panel.getByRole('heading', { level: 1, name: title });

  async function write(sentence: string): Promise<void> {
    const panel = await floating.panel(field);
    await field(panel).focus();
    await floating.page.keyboard.press('Control+End');
    await floating.page.keyboard.type(sentence);
    written += sentence;
  }

  const holds = (panel: Frame) =>
    panel.waitForFunction(
      text => document.querySelector<HTMLTextAreaElement>('#page-own-answer')?.value === text,
      written,
    );

  before(async () => {
    workbench = await start();
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
    floating = await FloatingWindow.of(workbench);
  });

  after(() => workbench.close());

  it('opens a note beside the question, not over it', async () => {
    const panel = await floating.panel(heading(question));
    await heading(question)(panel).click();
    await floating.page.keyboard.press('e');
    await floating.tab('Note – What are Django middlewares').waitFor();
    await floating.groups.nth(1).waitFor();
    assert.equal(await floating.groups.count(), 2);
    await floating.panel(heading(question));
    await floating.page.keyboard.press('Control+w');
    await floating.groups.nth(1).waitFor({ state: 'detached' });
  });

  it('is where a row of the tree is opened', async () => {
    await workbench.tree.click(other);
    await floating.panel(heading(other));
    assert.equal(await workbench.editor.tab('How does Django').count(), 0);
    await workbench.tree.click(question);
    await floating.panel(heading(question));
  });

  it('is there again after a reload, with what was typed', async () => {
    await heading(question)(await floating.panel(heading(question))).click();
    await floating.page.keyboard.press('a');
    await write('They wrap the view. ');
    await takeFocus(workbench);
    await workbench.reload();
    floating = await FloatingWindow.restored(workbench);
    await holds(await floating.panel(field));
    assert.equal(await workbench.editor.tab('What are Django').count(), 0);
  });

  it('leaves a change to be undone after it was closed, and what was typed', async () => {
    const panel = await floating.panel(heading(question));
    await heading(question)(panel).click();
    await floating.page.keyboard.press('m');
    await workbench.statusBarItem('1/57').waitFor();
    await write('Each may answer. ');
    await field(panel).and(panel.locator('[data-kept]')).waitFor();
    await floating.close();
    await takeFocus(workbench);
    await workbench.runCommand('Undo');
    await workbench.statusBarItem(`Undone: Mastered “${question}”`).waitFor();
    await workbench.statusBarItem('0/57').waitFor();
    await workbench.tree.click(question);
    await holds(await workbench.pages.with(field));
  });
});
