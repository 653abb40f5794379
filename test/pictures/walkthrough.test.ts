import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame } from 'playwright-core';
import { aYearOfReviews, fiveInterviews } from '../ui/aYearOfReviews';
import { addStudied } from '../ui/studied';
import { start, type Workbench } from '../workbench/start';
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

  /** Leaves only the panel in the window, as wide as a picture. */
  async function onlyPanel(): Promise<Frame> {
    if (await workbench.page.locator('.part.sidebar').isVisible()) {
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    }
    const panel = await workbench.panel();
    const around =
      workbench.page.viewportSize()!.width - (await panel.evaluate<number>('innerWidth'));
    await workbench.page.setViewportSize({ width: width + around, height: 760 });
    await panel.waitForFunction(wanted => innerWidth === wanted, width);
    await panel.evaluate(() => window.scrollTo(0, 0));
    return panel;
  }

  const answer =
    'Classes that every request and response passes through, in the order of MIDDLEWARE: sessions, authentication, CSRF.';

  async function openQuestion(title: string): Promise<Frame> {
    await workbench.runCommand('Search Questions…');
    await workbench.page.getByPlaceholder('Search in questions, hints and answers').fill(title);
    await workbench.quickInput.row(title).click();
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: title }).waitFor();
    return panel;
  }

  beforeEach(async () => {
    workbench = await start({ size: { width: 1000, height: 760 } });
  });
  afterEach(() => workbench.close());

  it('one: the plan to a date', async () => {
    await workbench.runCommand('Review Due Questions');
    for (let rated = 0; rated < 4; rated++) {
      const panel = await workbench.panel();
      await panel
        .getByRole('region', { name: 'Review' })
        .getByText(rated === 0 ? 'to go' : `${rated} seen`)
        .waitFor();
      await workbench.review.reveal();
      await workbench.review.rate('Easy');
    }
    await workbench.runCommand('End Review');
    await workbench.quickInput.openBy(
      'Set Interview Date…',
      'In words, such as “in two weeks”, “12 March, 30 minutes a day”, or from the list',
      'in two weeks, 20 minutes a day',
    );
    await workbench.quickInput.focused('14 days').waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('What Is the Interview About?');
    await workbench.quickInput.accept();
    await workbench.statusBarItem(/14 days · /).waitFor();
    const statistics = await workbench.statistics.open();
    await statistics.locator('.course').waitFor();
    const panel = await onlyPanel();
    const section = panel.getByRole('region', { name: 'Ready for the interview' });
    const top = await section.evaluate(element => element.getBoundingClientRect().top);
    await keep('date', panel, { x: 0, y: Math.floor(top) - 12, width, height: 400 });
  });

  it('two: a review', async () => {
    await workbench.runCommand('Review Due Questions');
    let panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Reveal answer' }).click();
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    panel = await onlyPanel();
    const bar = panel.getByRole('region', { name: 'Review' });
    const { y, height } = await bar.evaluate(element => element.getBoundingClientRect());
    await keep('review', panel, { x: 0, y: y + height - 340, width, height: 340 });
  });

  it('three: own questions', async () => {
    await workbench.tree.open();
    const sideBar = workbench.page.locator('.part.sidebar');
    const before = (await sideBar.boundingBox())!;
    await workbench.page.mouse.move(before.x + before.width, 300);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(before.x + 450, 300, { steps: 5 });
    await workbench.page.mouse.up();
    // Each built-in collection is one row, so that there is room for the person's own.
    for (const collection of [
      'Prepare to Shine',
      'Deep Dive',
      'Beyond the Basics',
      'Off the Beaten Path',
    ]) {
      await (await workbench.tree.row(collection)).locator('.label-name').first().click();
    }
    const folder = path.join(workbench.folder!, '.interview');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'README.md'), '# My Questions\n');
    fs.writeFileSync(
      path.join(folder, 'asked.md'),
      [
        '# Work',
        '## How do we deploy?',
        '## Why did we leave Celery for Django tasks?',
        '# Asked elsewhere',
        '## What does select_for_update() lock?',
      ].join('\n\n'),
    );
    await workbench.statusBarItem('0/60').waitFor();
    for (const category of ['Work', 'Asked elsewhere']) await workbench.tree.click(category);
    await workbench.page.mouse.move(800, 600);
    const { x, y, width } = (await sideBar.boundingBox())!;
    await keep('own', workbench.page, { x, y, width: Math.round(width), height: 270 });
  });

  it('four: a mock interview', async () => {
    await workbench.runCommand('Mock Interview…');
    let panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Start the interview' }).click();
    await panel.getByRole('textbox').fill(answer);
    panel = await onlyPanel();
    await keep('interview', panel, { x: 0, y: 0, width, height: 470 });
  });

  it('five: the statistics', async () => {
    await openQuestion('What are Django middlewares and how do they work?');
    await workbench.runCommand('Toggle Mastered');
    await workbench.statusBarItem('1/57').waitFor();
    const now = Date.now();
    addStudied(workbench.userData, aYearOfReviews(now), fiveInterviews(now));
    await workbench.reload();
    await workbench.runCommand('Show Statistics');
    await (await workbench.panel()).locator('.heat-map').waitFor();
    await keep('statistics', await onlyPanel(), { x: 0, y: 0, width, height: 480 });
  });
});
