import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { start, type Workbench } from '../workbench/start';

/** VS Code restores a panel only once its tab is shown: until then only the tab exists. */
describe('a panel whose tab was in the background when the window was reloaded', () => {
  let workbench: Workbench;

  const question = 'What are Django middlewares and how do they work?';
  const statistics = () => workbench.editor.tab('Django Statistics');
  const questions = () => workbench.editor.tab('What are Django middlewares');
  const showsStatistics = () =>
    workbench.pages.with(panel => panel.getByRole('heading', { name: 'Your progress' }));

  before(async () => {
    workbench = await start();
    fs.writeFileSync(path.join(workbench.folder!, 'one.txt'), 'one');
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
    await workbench.runCommand('Show Statistics');
    await showsStatistics();
    await workbench.runCommand('View: Show Explorer');
    await workbench.page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'one.txt' })
      .click();
    await workbench.editor.shows('one.txt');
    await workbench.reload();
    await workbench.editor.shows('one.txt');
  });

  after(() => workbench.close());

  it('is the statistics: their command leaves one of them, which stays', async () => {
    assert.equal(await statistics().count(), 1);
    await workbench.runCommand('Show Statistics');
    await showsStatistics();
    await statistics().nth(1).waitFor({ state: 'detached' });
    await workbench.editor.tab('one.txt').click();
    await workbench.editor.shows('one.txt');
    await statistics().click();
    await showsStatistics();
    assert.equal(await statistics().count(), 1);
  });

  it('is a question: its row of the tree leaves one of it, which stays', async () => {
    assert.equal(await questions().count(), 1);
    await workbench.tree.open();
    await workbench.tree.click('Fundamentals', question);
    await workbench.question.shows(question);
    await questions().nth(1).waitFor({ state: 'detached' });
    await workbench.editor.tab('one.txt').click();
    await workbench.editor.shows('one.txt');
    await questions().click();
    await workbench.question.shows(question);
    assert.equal(await questions().count(), 1);
  });
});
