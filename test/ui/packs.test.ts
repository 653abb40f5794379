import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../workbench/editor';
import { start, type Workbench } from '../workbench/start';

/** Own questions, from nothing to studied: each test continues from the last. */
describe('writing and studying a pack of one’s own', () => {
  let workbench: Workbench;
  let page: Page;
  let folder: string;

  const file = '.interview/our-stack.questions.md';
  const written = () => fs.readFileSync(path.join(folder, file), 'utf8');
  const editor = () => page.locator('.editor-instance .monaco-editor').first();
  const problems = () => page.locator('.markers-panel .monaco-list-row');

  const answer = (title: string, text: string) => workbench.quickInput.answer(title, text);

  const cursorAt = (text: string) => workbench.editor.cursorAt(text);

  /** Picks the quick fix of the line with the cursor. */
  async function quickFix(title: string): Promise<void> {
    const action = await workbench.editor.quickFix(title);
    await workbench.screenshot(`packs-fix-${title.slice(0, 8).replace(/\W/g, '-')}`);
    await action.click();
  }

  const checkbox = (label: string) => workbench.tree.checkbox(label);

  before(async () => {
    workbench = await start({ size: { width: 1400, height: 900 } });
    page = workbench.page;
    folder = workbench.folder!;
    await workbench.tree.open();
  });

  after(() => workbench.close());

  it('begins with a new pack, made by a command and open in an editor', async () => {
    await workbench.runCommand('New Question Pack…');
    await answer('What is the pack about?', 'Our stack');
    await page.locator('.tab.active', { hasText: 'our-stack.questions.md' }).waitFor();
    assert.match(written(), /^# Our stack\n\n## What should everybody know about it\?/);
    await workbench.tree.row('Our stack');
  });

  it('shows a mistake in the Problems panel while one writes', async () => {
    fs.writeFileSync(
      path.join(folder, '.interview/pipeline.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><path stroke="gray" stroke-width="4" d="M10 20H110"/></svg>',
    );
    await editor().locator('.view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(
      [
        '',
        '## How do we use signals? {#signals}',
        '',
        '> Where are the receivers?',
        '',
        '### In short',
        '',
        'Only for what other apps must hear of.',
        '',
        '## How do we deploy?',
        '',
        '> By CI.',
        '',
        '### In short',
        '',
        'A tag is built, tested and rolled out.',
        '',
        '![From tag to server](pipeline.svg)',
        '',
      ].join('\n'),
    );
    await workbench.runCommand('Problems: Focus on Problems View');
    await problems().filter({ hasText: 'The id “signals” belongs to a question' }).waitFor();
    await workbench.screenshot('packs-problem');
  });

  it('mends it by the quick fix', async () => {
    await cursorAt('How do we use signals?');
    await quickFix('Give it the id “signals-2”');
    await editor().locator('.view-line', { hasText: '{#signals-2}' }).waitFor();
    await problems().first().waitFor({ state: 'detached' });
  });

  it('has its questions in the tree when it is saved', async () => {
    await page.keyboard.press('Control+S');
    await until('it is saved', () => written().includes('{#signals-2}'));
    await page.locator('.sidebar .monaco-list-row', { hasText: /^Our stack\s*0\/3/ }).waitFor();
    await workbench.tree.click('Our stack');
    await workbench.tree.row('How do we deploy?');
    await workbench.tree.row('How do we use signals?');
  });

  it('is studied in the panel', async () => {
    await workbench.tree.click('How do we deploy?');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: 'How do we deploy?' }).click();
    await page.keyboard.press('Space');
    await panel.getByText('A tag is built, tested and rolled out.').waitFor();
    const picture = panel.getByRole('img', { name: 'From tag to server' });
    assert.equal(
      await picture.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      }),
      120,
    );
    await page.keyboard.press('m');
    await workbench.statusBarItem('1/60').waitFor();
    await workbench.screenshot('packs-studied');
  });

  it('keeps the id of a question that is worded anew, by the quick fix', async () => {
    await workbench.tree.menu('How do we deploy?', 'Edit This Question');
    await page.locator('.tab.active', { hasText: 'our-stack.questions.md' }).waitFor();
    // The cursor is at the question's heading.
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText(' today?');
    await problems().filter({ hasText: 'changed the id of this question' }).waitFor();
    await quickFix('Keep the id “how-do-we-deploy”');
    await problems().first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+S');
    await until('it is saved', () =>
      written().includes('## How do we deploy today? {#how-do-we-deploy}'),
    );
    await until('it has its mark again', async () =>
      (await checkbox('How do we deploy today?')).isChecked(),
    );
  });

  it('is there with its progress after a reload', async () => {
    await workbench.reload();
    page = workbench.page;
    await workbench.pages.with(shown =>
      shown.getByRole('heading', { level: 1, name: 'How do we deploy today?' }),
    );
    await workbench.tree.open();
    await workbench.statusBarItem('1/60').waitFor();
    await workbench.tree.click('Our stack');
    for (const [title, checked] of [
      ['How do we deploy today?', true],
      ['How do we use signals?', false],
    ] as const) {
      await (await workbench.tree.row(title)).getByRole('checkbox', { checked }).waitFor();
    }
  });
});
