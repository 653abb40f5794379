import * as fs from 'node:fs';
import type { Frame } from 'playwright-core';
import { start, type Workbench } from '../ui/workbench';
import { draw, type Clip } from './drawing';

/** Draws the pictures of the walkthrough from what the extension shows in VS Code. */
describe('the pictures of the walkthrough', () => {
  let workbench: Workbench;

  /** About as wide as VS Code shows them: text has its own size. */
  const width = 530;

  async function keep(name: string, source: Parameters<typeof draw>[0], clip: Clip) {
    fs.mkdirSync('media/walkthrough', { recursive: true });
    fs.writeFileSync(`media/walkthrough/${name}.svg`, await draw(source, clip));
  }

  /** Leaves the panel alone in the window, as wide as a picture. */
  async function onlyPanel(): Promise<Frame> {
    if (await workbench.page.locator('.part.sidebar').isVisible()) {
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    }
    await workbench.page.setViewportSize({ width: width + 48, height: 700 });
    const panel = await workbench.panel();
    await panel.waitForFunction(wanted => innerWidth === wanted, width);
    await panel.evaluate(() => window.scrollTo(0, 0));
    return panel;
  }

  beforeEach(async () => {
    workbench = await start({ size: { width: 1000, height: 700 } });
  });
  afterEach(() => workbench.close());

  it('one: the tree', async () => {
    await workbench.openSideBar();
    const sideBar = workbench.page.locator('.part.sidebar');
    const before = (await sideBar.boundingBox())!;
    await workbench.page.mouse.move(before.x + before.width, 300);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(before.x + 450, 300, { steps: 5 });
    await workbench.page.mouse.up();
    await workbench.clickTree('Fundamentals');
    for (const title of [
      'What is Django and why is it used for web development?',
      'What are Django middlewares and how do they work?',
    ]) {
      await (await workbench.treeRow(title)).getByRole('checkbox').click();
    }
    await workbench.statusBarItem('2/57').waitFor();
    await workbench.page.mouse.move(800, 600);
    const { x, y, width } = (await sideBar.boundingBox())!;
    await keep('open', workbench.page, { x, y, width: Math.round(width), height: 330 });
  });

  it('two: an answer', async () => {
    await workbench.runCommand('Search Questions…');
    await workbench.page.keyboard.type('What are Django middlewares');
    await workbench.page.locator('.quick-input-list .monaco-list-row.focused').waitFor();
    await workbench.page.keyboard.press('Enter');
    const panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Reveal answer' }).click();
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    await keep('reveal', await onlyPanel(), { x: 0, y: 0, width, height: 400 });
  });
});
