import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { start, type Workbench } from './workbench';

/** A mock interview as a person does it, in order: each test goes on where the last one left. */
describe('a mock interview in the workbench', () => {
  let workbench: Workbench;
  let page: Page;

  const themes = {
    light: { theme: 'Default Light Modern', window: 'vs', page: 'vscode-light' },
    dark: { theme: 'Default Dark Modern', window: 'vs-dark', page: 'vscode-dark' },
    'high-contrast dark': {
      theme: 'Default High Contrast',
      window: 'hc-black',
      page: 'vscode-high-contrast:not(.vscode-high-contrast-light)',
    },
    'high-contrast light': {
      theme: 'Default High Contrast Light',
      window: 'hc-light',
      page: 'vscode-high-contrast-light',
    },
  } as const;

  /** Changes the theme and waits until window and panel have it. */
  async function setTheme(name: keyof typeof themes): Promise<void> {
    const { theme, window, page: body } = themes[name];
    workbench.changeSettings({ 'workbench.colorTheme': theme });
    await page.locator(`.monaco-workbench.${window}`).waitFor();
    await (await workbench.panel()).locator(`body.${body}`).waitFor();
    await page.waitForTimeout(500); // colors fade
  }

  /** What axe finds wrong with the page, in every theme. */
  async function checkThemes(name: string): Promise<void> {
    const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
    for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
      await setTheme(theme);
      const panel = await workbench.panel();
      await panel.evaluate(axe);
      const violations = await panel.evaluate(async () => {
        const { axe: run } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await run.run()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`,
        );
      });
      assert.deepEqual(violations, [], `${name} in ${theme}`);
    }
    await setTheme('dark');
  }

  const heading = (panel: Frame) => panel.getByRole('heading', { level: 1 });

  /** Presses a key in the page, outside of any field. */
  async function press(key: string): Promise<void> {
    await heading(await workbench.panel()).click();
    await page.keyboard.press(key);
  }

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 900 } });
    page = workbench.page;
  });

  after(() => workbench.close());

  it('begins with a form that says what will be asked', async () => {
    await workbench.runCommand('Mock Interview…');
    const panel = await workbench.panel();
    await panel.getByText('10 of 57 questions, up to 30 minutes').waitFor();
    await workbench.screenshot('interview-setup');
    await panel.getByRole('radio', { name: '5 questions', exact: true }).check();
    await panel.getByText('5 of 57 questions, up to 15 minutes').waitFor();
  });

  it('asks', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Start the interview' }).click();
    await panel.getByText('Question 1 of 5', { exact: true }).waitFor();
    await panel.getByRole('textbox').fill('Django is a web framework.');
    await workbench.screenshot('interview-question');
    await page.keyboard.press('Control+Enter');
    await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
    await panel.getByRole('checkbox').first().check();
    await panel.getByRole('checkbox').nth(1).check();
    await workbench.screenshot('interview-comparison');
    await press('3');
    await panel.locator('[aria-pressed=true]', { hasText: 'Good' }).waitFor();
    await press('n');
    await panel.getByText('Question 2 of 5', { exact: true }).waitFor();
    await checkThemes('a question');
  });
});
