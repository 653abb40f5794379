import assert from 'node:assert/strict';
import * as path from 'node:path';
import { start, type Workbench } from '../../workbench/start';

/** Like VSCodium, code-server and Theia, now or formerly: without what they lack of VS Code. */
describe('an editor without chat, language models and checkboxes', () => {
  let workbench: Workbench;
  const question = 'What are Django middlewares and how do they work?';

  before(async () => {
    const preload = path.join(__dirname, '../../workbench/barePreload.js');
    workbench = await start({ nodeArguments: [`--require=${preload}`] });
    await workbench.tree.open();
  });

  after(() => workbench.close());

  it('shows the tree, and says nothing of an error', async () => {
    await workbench.tree.click('Fundamentals');
    const row = await workbench.tree.row(question);
    assert.equal(await row.getByRole('checkbox').count(), 0, 'the checkboxes were not taken away');
    assert.equal(await workbench.notification(/./).count(), 0);
  });

  it('marks by the menu of a row, and takes that back', async () => {
    await workbench.tree.menu(question, 'Mark as Mastered');
    await workbench.statusBarItem('1/57').waitFor();
    await workbench.tree.menu(question, 'Mark as Not Mastered');
    await workbench.statusBarItem('0/57').waitFor();
  });

  it('marks by its key in the panel', async () => {
    await workbench.tree.click(question);
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).waitFor();
    await panel.locator('body').press('m');
    await workbench.statusBarItem('1/57').waitFor();
  });

  it('says what is missing when an answer is to be graded', async () => {
    const panel = await workbench.panel();
    await panel.locator('body').press('a');
    await panel.locator('textarea').fill('They wrap the view.');
    await panel.locator('textarea').press('Control+Enter');
    await panel.locator('.grading-note', { hasText: 'No language model is available' }).waitFor();
    assert.equal(await panel.locator('textarea').inputValue(), 'They wrap the view.');
  });
});
