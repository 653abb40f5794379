import assert from 'node:assert/strict';
import { start, type Workbench } from '../workbench/start';

describe('a link to a question that is copied in a browser', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await start();
    await workbench.tree.open();
  });

  after(() => workbench.close());

  it('opens the question in the window that it was copied in', async () => {
    const { page } = workbench;
    await workbench.tree.click('Fundamentals');
    await workbench.tree.menu(
      'What are Django middlewares and how do they work?',
      'Copy Link to Question',
    );
    await workbench.statusBarItem('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\//);
    const other = await page.context().newPage();
    await other.goto(link);
    const heading = (await workbench.panel()).getByRole('heading', { level: 1 });
    await heading.filter({ hasText: 'What are Django middlewares' }).waitFor();
    await other.close();
  });
});
