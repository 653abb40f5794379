import { start, type Workbench } from '../workbench/start';

/** Checks the tools of these tests; the extension is tested in the other files. */
describe('the workbench', () => {
  let workbench: Workbench;
  /** When the last question was opened, in ms since 1970. */
  let opened: number;

  before(async () => {
    workbench = await start();
  });

  after(() => workbench.close());

  it('clicks a row of the tree, and finds one that is out of sight', async () => {
    await workbench.tree.open();
    const tree = workbench.page.locator('.sidebar .monaco-list');
    await tree.locator('[aria-expanded]').first().waitFor();
    await workbench.tree.click('Security');
    const row = await workbench.tree.row('Security');
    await row.and(workbench.page.locator('[aria-expanded="true"]')).waitFor();
    for (const label of ['Beyond Technical Skills', 'Fundamentals']) {
      await workbench.tree.click(label);
      await (await workbench.tree.row(label)).waitFor();
    }
  });

  it('runs a command by its title without the category', async () => {
    opened = Date.now();
    await workbench.runCommand('Random Django question');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1 }).waitFor();
  });

  it('changes settings while it runs', async () => {
    workbench.changeSettings({ 'workbench.colorTheme': 'Default High Contrast Light' });
    await workbench.page.locator('.monaco-workbench.hc-light').waitFor();
  });

  for (const how of ['reload', 'quit', 'kill'] as const) {
    it(`has the same window and settings after a ${how}`, async () => {
      await workbench.hasStoredQuestionOf(opened);
      const title = await workbench.page.locator('.tab').innerText();
      if (how === 'reload') await workbench.reload();
      else await workbench.restart(how);
      await workbench.page.locator('.tab', { hasText: title }).waitFor();
      await workbench.page.locator('.monaco-workbench.hc-light').waitFor();
      // The restored panel still shows the former question.
      const drawn = await workbench.pages.drawnAnew();
      opened = Date.now();
      await workbench.runCommand('Random Django question');
      await drawn();
    });
  }
});
