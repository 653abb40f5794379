import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { setWindowTheme, themeNames } from '../workbench/themes';
import { drawn } from '../workbench/tree';
import { start, type Workbench } from '../workbench/start';

/** The walkthrough: each test continues from the last. */
describe('the walkthrough', () => {
  let workbench: Workbench;
  let page: Page;

  const walkthrough = () => page.locator('.gettingStartedDetailsContent');
  const steps = () => walkthrough().locator('.getting-started-step');

  /**
   * The color of a text in the visible drawing. Each drawing is in a page of its own, which VS Code
   * replaces when a step is opened, even while it is being read.
   */
  async function colorOf(text: string): Promise<string> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      for (const frame of page.frames()) {
        const found = frame.locator('svg text', { hasText: text }).first();
        const color = await found
          .isVisible()
          .then(visible =>
            visible
              ? found.evaluate(element => getComputedStyle(element).fill, { timeout: 2_000 })
              : undefined,
          )
          .catch(() => undefined);
        if (color !== undefined) return color;
      }
      if (Date.now() > deadline) throw new Error(`No picture with "${text}" is shown.`);
      await drawn(page);
    }
  }

  before(async () => {
    workbench = await start({
      size: { width: 1600, height: 860 },
      settings: { 'workbench.startupEditor': 'welcomePage' },
    });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('does not open by itself, also not where VS Code welcomes people', async () => {
    await page.getByText('Show welcome page on startup').waitFor();
    assert.equal(await page.locator('.tab').count(), 1);
    assert.equal(await page.getByText('Prepare for a Django Interview').count(), 0);
  });

  it('opens by its command, with five steps', async () => {
    await workbench.runCommand('Get Started');
    await walkthrough().getByText('Prepare for a Django Interview').waitFor();
    assert.deepEqual(await steps().locator('.step-title').allInnerTexts(), [
      'Say when your interview is',
      'Do your first review',
      'Add your own questions',
      'Take a mock interview',
      'See where you stand',
    ]);
  });

  it('shows a picture for each step, in the colors of every theme', async () => {
    const pictures = ['With the plan', 'Again', 'My Questions', 'Pause', 'Streak'];
    for (const name of themeNames) {
      await setWindowTheme(workbench, name);
      const colors = new Set<string>();
      for (const [index, text] of pictures.entries()) {
        await steps().nth(index).click();
        colors.add(await colorOf(text));
        await workbench.screenshot(`walkthrough-${name}-${index + 1}`.replaceAll(' ', '-'));
      }
      const foreground = await page
        .locator('.monaco-workbench')
        .evaluate(element => getComputedStyle(element).color);
      assert.ok(colors.has(foreground), `${[...colors].join(' ')} in ${name}: ${foreground}`);
    }
  });

  it('does what a step is about, by the keyboard, and checks it off', async () => {
    await steps().nth(1).click();
    const button = walkthrough().getByRole('button', { name: 'Review Due Questions' });
    const isFocused = () => button.evaluate(element => element === document.activeElement);
    await button.waitFor();
    for (let times = 0; times < 10 && !(await isFocused()); times++) {
      await page.keyboard.press('Tab');
    }
    assert.ok(await isFocused(), 'the button was not reached by Tab');
    await button.press('Enter');
    await workbench.pages.with(shown => shown.getByRole('heading', { level: 1 }));
    await workbench.runCommand('Get Started');
    await walkthrough().locator('.getting-started-step .codicon.complete').first().waitFor();
  });
});
