import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { start, type Workbench } from '../workbench/start';

/** A person's notes: each test continues from the last. */
describe('writing notes', () => {
  let workbench: Workbench;
  let page: Page;

  const category = 'Fundamentals';
  const question = 'What are Django middlewares and how do they work?';
  const tab = 'Note – What are Django middlewares and how do they work.md';

  const editor = () => page.locator('.editor-instance .monaco-editor').last();
  const openTab = () => workbench.editor.tab(tab);

  const type = (text: string) => workbench.editor.type(text);

  const backedUp = (text: string) => workbench.editor.backedUp('django-notes', text);

  before(async () => {
    // As on the desktop, where nothing is saved until the person does it.
    workbench = await start({ settings: { 'files.autoSave': 'off' } });
    page = workbench.page;
    await workbench.tree.open();
    await workbench.tree.click(category, question);
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).waitFor();
  });

  after(() => workbench.close());

  it('opens an empty note beside the question by E', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('e');
    await openTab().waitFor();
    assert.equal(await page.locator('.editor-group-container').count(), 2);
  });

  it('shows the note under the answer when it is saved', async () => {
    await type('Order is like **onion** layers.');
    await page.keyboard.press('Control+s');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Space');
    const note = panel.locator('.note');
    await note.getByRole('heading', { name: 'Your note' }).waitFor();
    await note.locator('strong', { hasText: 'onion' }).waitFor();
    await note.getByRole('button', { name: 'Edit note' }).waitFor();
    await note.scrollIntoViewIfNeeded();
    await workbench.screenshot('note-light');
  });

  it('follows the note as it is saved again, without hiding the answer', async () => {
    await editor().click();
    await page.keyboard.press('Control+End');
    await type(' Also `process_view`.');
    await page.keyboard.press('Control+s');
    const panel = await workbench.panel();
    await panel.locator('.note code', { hasText: 'process_view' }).waitFor();
    assert.equal(await panel.getByRole('heading', { name: 'In short' }).isVisible(), true);
  });

  it('is found by the search, which says that it is a note', async () => {
    await workbench.search('onion');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Note: Order is like onion' })
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('marks the question in the tree and passes the filter for notes', async () => {
    await workbench.quickInput.openBy(
      'Filter Questions…',
      'Which questions should the tree show?',
      'With a note',
    );
    await workbench.quickInput.accept();
    const row = await workbench.tree.row(question);
    await row.locator('.codicon-note').waitFor();
    assert.match((await row.getAttribute('aria-label')) ?? '', /has a note/);
    await workbench.runCommand('Show All Questions');
  });

  it('keeps what was typed and not saved when VS Code is killed', async () => {
    await editor().click();
    await page.keyboard.press('Control+End');
    await type(' And unsaved words.');
    await backedUp('And unsaved words.');
    await workbench.restart('kill');
    page = workbench.page;
    await openTab().waitFor();
    await page.locator('.tab.dirty', { hasText: tab }).waitFor();
    await openTab().click();
    await editor().locator('.view-lines', { hasText: 'unsaved' }).waitFor();
  });

  it('saves what came back, and shows it', async () => {
    await editor().click();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty', { hasText: tab }).waitFor({ state: 'detached' });
    await workbench.tree.open();
    await workbench.tree.click(question);
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).click();
    await page.keyboard.press('Space');
    await panel.locator('.note', { hasText: 'unsaved words' }).waitFor();
  });

  it('still has the note after a reload', async () => {
    await workbench.reload();
    page = workbench.page;
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).click();
    await page.keyboard.press('Space');
    await panel.locator('.note', { hasText: 'unsaved words' }).waitFor();
  });

  it('takes the last change back by Undo, by the name of the question', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('e');
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+s');
    await panel.getByRole('button', { name: 'Add a note' }).first().waitFor();
    await workbench.runCommand('Undo');
    await page.locator('.statusbar', { hasText: `Undone: Note on “${question}”` }).waitFor();
    await panel.locator('.note', { hasText: 'unsaved words' }).waitFor();
    await editor().locator('.view-lines', { hasText: 'unsaved' }).waitFor();
  });
});
