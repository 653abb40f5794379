import type { Frame, Locator, Page } from 'playwright-core';
import { start, type Workbench } from '../workbench/start';

/** A typed answer survives, whatever happens to the page it was typed in. */
describe('an answer that is being written', () => {
  let workbench: Workbench;
  let page: Page;
  let written = '';

  const question = 'What are Django middlewares and how do they work?';
  const field = (panel: Frame) => panel.locator('#page-own-answer');

  /** Waits until the field contains the typed text. */
  async function isThere(at = workbench): Promise<Locator> {
    const panel = await at.pages.with(field);
    await panel.waitForFunction(
      text => document.querySelector<HTMLTextAreaElement>('#page-own-answer')?.value === text,
      written,
    );
    return field(panel);
  }

  /** Types a sentence at the end; it is saved a moment later. */
  async function write(sentence: string): Promise<void> {
    const panel = await workbench.pages.with(field);
    await field(panel).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(sentence);
    written += sentence;
  }

  async function isKept(): Promise<void> {
    await (await workbench.panel()).locator('#page-own-answer[data-kept]').waitFor();
  }

  before(async () => {
    workbench = await start({ own: true });
    page = workbench.page;
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
    await workbench.question.press('a');
  });

  after(() => workbench.close());

  it('is there after its tab was closed by a key while it was typed', async () => {
    await write('They are called in order. ');
    await workbench.runCommand('View: Close Editor');
    await workbench.tree.open();
    await workbench.tree.click(question);
    await isThere();
  });

  it('is there after a reload', async () => {
    await write('The last one is called first on the way back. ');
    await workbench.reload();
    page = workbench.page;
    await isThere();
  });

  it('is there in another window of the same folder, and goes on there and back', async () => {
    await isThere();
    const other = await workbench.anotherWindow();
    await workbench.focus(); // VS Code notes a lost focus only after the focus
    await other.focus();
    await other.tree.open();
    const opened = await other.pages.drawnAnew(); // VS Code has restored the panel there
    await other.tree.click('Fundamentals', question);
    await opened();
    await other.question.shows(question);
    await isThere(other);
    const there = await other.pages.with(field);
    await field(there).focus();
    await other.page.keyboard.press('Control+End');
    const sentence = 'An exception ends the way. ';
    await other.page.keyboard.type(sentence);
    written += sentence;
    await there.locator('#page-own-answer[data-kept]').waitFor();
    await workbench.focus();
    await isThere();
    await other.close();
  });

  it('is there after all was killed', async () => {
    await write('Each may answer by itself. ');
    await isKept();
    await workbench.restart('kill');
    page = workbench.page;
    await isThere();
  });
});
