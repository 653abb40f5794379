import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../host/cleanup';
import { addStudied } from './studied';
import { setWindowTheme, themeNames, type ThemeName } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** Pictures to look at, which README does not show. */
const look = process.env.SCREENSHOTS !== 'readme';

/** A team's pack in its editor, as README shows it, in all kinds of theme. */
describe('the look of a pack', () => {
  const temporary = temporaryFolder();
  const folder = path.join(temporary.path, 'bookshop');
  let workbench: Workbench;
  let page: Page;

  const lens = (text: string | RegExp) => page.locator('.codelens-decoration', { hasText: text });
  const line = (text: string) => workbench.editor.line(text);

  const setTheme = (name: ThemeName) => setWindowTheme(workbench, name);

  before(async () => {
    fs.mkdirSync(path.join(folder, '.interview'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, '.interview/our-stack.questions.md'),
      [
        '# Our stack',
        '',
        '## How do we deploy? {#how-do-we-deploy}',
        '',
        '> What happens to requests that are being answered?',
        '',
        '### In short',
        '',
        'A tag is built, tested and rolled out, one server after the other.',
        '',
        '### Key points',
        '',
        '- Migrations run before the new code does',
        '- See [how we use signals](#our-signal)',
        '',
        '## Where do we use signals? {#our-signals}',
        '',
        '### In short',
        '',
        'Only for what other apps must hear of.',
        '',
      ].join('\n'),
    );
    workbench = await start({ folder, size: { width: 1280, height: 760 } });
    page = workbench.page;
    await workbench.tree.open();
    await workbench.tree.click('Our stack');
    await (await workbench.tree.row('Where do we use signals?')).getByRole('checkbox').click();
    await workbench.statusBarItem('1/59').waitFor();
    const day = 24 * 60 * 60 * 1000;
    const reviews = [12, 9].map(ago => {
      return { time: Date.now() - ago * day, rating: 3 as const, duration: 40_000 };
    });
    addStudied(workbench.userData, new Map([['how-do-we-deploy', { reviews }]]), []);
    await workbench.reload();
    page = workbench.page;
    await workbench.tree.open();
    await workbench.tree.click('Our stack');
  });

  after(async () => {
    await workbench.close();
    temporary.remove();
  });

  it('tells above each question how it stands, and marks what is wrong', async () => {
    await workbench.tree.menu('How do we deploy?', 'Edit This Question');
    await page.locator('.tab.active', { hasText: 'our-stack.questions.md' }).waitFor();
    assert.equal(await page.locator('.editor-group-container').count(), 1, 'beside nothing');
    await lens(/^Study this question · 2 reviews, due (now|in \d+ days|tomorrow)$/).waitFor();
    await lens(/^Study this question · mastered$/).waitFor();
    await page.locator('.editor-instance .squiggly-warning').first().waitFor();
    await page.locator('.editor-instance .squiggly-info').first().waitFor();
  });

  for (const name of themeNames) {
    it(`can be read in ${name}`, async () => {
      await setTheme(name);
      await line('signals](#our-signal)').click();
      await page.keyboard.press('End');
      await workbench.editor.quickFix('Link to “our-signals”');
      // README shows the light one.
      if (look || name === 'light') {
        await workbench.screenshot(`pack-${name}`.replaceAll(' ', '-'));
      }
      await page.keyboard.press('Escape');
      await line('## How do we deploy').hover({ position: { x: 60, y: 8 } });
      await page.locator('.monaco-hover', { hasText: 'Id: how-do-we-deploy' }).first().waitFor();
      if (look) await workbench.screenshot(`pack-hover-${name}`.replaceAll(' ', '-'));
      await page.mouse.move(0, 0);
    });
  }

  it('completes the sections that an answer lacks', async () => {
    await setTheme('light');
    await line('Only for what other apps').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('### ');
    const widget = page.locator('.suggest-widget .monaco-list-row');
    await widget.filter({ hasText: 'Pitfalls' }).waitFor();
    assert.equal(await widget.filter({ hasText: 'In short' }).count(), 0);
    if (look) await workbench.screenshot('pack-completion');
    await page.keyboard.type('Pit');
    await page.keyboard.press('Enter');
    await line('### Pitfalls').waitFor();
  });
});
