import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../host/cleanup';
import { until } from '../workbench/editor';
import { start, type Workbench } from '../workbench/start';

/** A person's own project, and the questions about it. */
describe('questions and the code at hand', () => {
  const temporary = temporaryFolder();
  const folder = path.join(temporary.path, 'project');
  let workbench: Workbench;
  let page: Page;

  const write = (file: string, ...lines: readonly string[]) => {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, `${lines.join('\n')}\n`);
  };
  const openFile = async (name: string) => {
    await page.keyboard.press('Control+P');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(name);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await workbench.quickInput.accept();
    // VS Code offers an editor's commands only once there is one, which a tab does not tell.
    await page.locator(`.monaco-editor[data-uri$="/${name}"]`).first().waitFor();
  };
  /** The frame of any webview with this heading, ours or not. */
  const frameWith = async (title: string) => {
    for (;;) {
      for (const frame of page.frames()) {
        const found = frame.getByRole('heading', { level: 1, name: title });
        if (await found.isVisible().catch(() => false)) return frame;
      }
      await page.waitForTimeout(50);
    }
  };
  const heading = async (name: string | RegExp) =>
    (await workbench.panel()).getByRole('heading', { level: 1, name }).waitFor();

  before(async () => {
    write(
      'shop/receivers.py',
      'from django.db import transaction',
      'from django.db.models.signals import post_save',
      'from django.dispatch import receiver',
      '',
      '',
      '@receiver(post_save)',
      'def order_paid(sender, **kwargs):',
      '    transaction.on_commit(lambda: None)',
    );
    write('shop/plain.py', 'total = 1 + 1');
    write('requirements.txt', 'Django==6.0', 'channels==4.3.2');
    workbench = await start({ folder, size: { width: 1400, height: 900 } });
    page = workbench.page;
  });

  after(async () => {
    await workbench.close();
    temporary.remove();
  });

  it('finds the questions about a file, with the names and lines that they share', async () => {
    await openFile('receivers.py');
    await workbench.runCommand('Questions About This Code');
    const best = page.locator('.quick-input-list .monaco-list-row').first();
    await best.waitFor();
    const text = (await best.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /signals/i);
    assert.match(text, /post_save \(line 2\)/);
    await workbench.screenshot('code-questions');
    await workbench.quickInput.accept();
    await heading(/signals/i);
  });

  it('says so where no question is about a file', async () => {
    await openFile('plain.py');
    await workbench.runCommand('Questions About This Code');
    await workbench.notification('No question is about what this file uses.').waitFor();
    await workbench.runCommand('View: Close Editor'); // the panel is behind it
  });

  it('shows where the names of an answer stand in the workspace', async () => {
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Space');
    const name = panel.getByRole('button', { name: 'post_save' });
    await name.waitFor();
    await name.scrollIntoViewIfNeeded();
    await workbench.screenshot('code-names');
    await name.click();
    await page.locator('.zone-widget .reference-zone-widget, .peekview-widget').first().waitFor();
    await page.locator('.peekview-widget', { hasText: 'receivers.py' }).waitFor();
    await workbench.screenshot('code-peek');
  });

  it('marks what an answer says of the Django of the project', async () => {
    const query = 'Content Security Policy';
    await workbench.search(query);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: query }).waitFor();
    await workbench.quickInput.accept();
    await heading(/Content Security Policy/);
    const panel = await workbench.question.reveal();
    await panel.locator('mark.version.same').first().waitFor();
    assert.match(await panel.locator('mark.version.same').first().innerText(), /Django 6/);
  });

  it('leads from code that builds on the bookshop to the page about it, and on to its files', async () => {
    const panel = await workbench.panel();
    const links = panel.getByRole('button', { name: /^Builds on the bookshop: / });
    const titles = await panel.locator('figure.code').evaluateAll(figures =>
      figures.map(figure => ({
        title: figure.querySelector('figcaption')!.textContent,
        has: figure.querySelector('.builds-on') !== null,
      })),
    );
    for (const { title, has } of titles) {
      assert.equal(has, /^(?:config|shop|templates)\//.test(title), title);
    }
    assert.ok((await links.count()) > 0);
    await links.first().scrollIntoViewIfNeeded();
    await workbench.screenshot('code-bookshop-links');
    await links.first().focus();
    await page.keyboard.press('Enter');
    await workbench.editor.shows('Preview README');
    const about = await frameWith('The bookshop');
    await workbench.screenshot('code-bookshop-page');
    await about.getByRole('link', { name: 'shop/models.py' }).click();
    await page.locator('.tab.active', { hasText: 'models.py' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'class Author(models.Model)' }).waitFor();
    await workbench.screenshot('code-bookshop');
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('View: Close Editor');
  });

  it('lists the files of the bookshop by command, the page about it first', async () => {
    await workbench.runCommand('Show the Bookshop Project');
    await workbench.quickInput.asks('Which file do you want to read?');
    await workbench.screenshot('code-bookshop-files');
    await workbench.quickInput.focused('About the bookshop').waitFor();
    await workbench.quickInput.choose('templates/base.html');
    await page.locator('.tab.active', { hasText: 'base.html' }).first().waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('puts the categories of the project’s stack first, and back', async () => {
    await workbench.tree.open();
    const first = async () => {
      const row = page.locator('.sidebar .monaco-list-row[aria-level="2"]');
      await row.first().waitFor();
      return row.allInnerTexts();
    };
    const rowsBefore = await first();
    await workbench.runCommand('Toggle My Stack First');
    await workbench.notification('Django 6.0, channels').waitFor();
    await page.waitForFunction(
      // On the page: the second collection starts with the category of Channels.
      `[...document.querySelectorAll('.sidebar .monaco-list-row')].map(row => row.textContent)
        .some((text, at, all) => /^Deep Dive/.test(text) && /^Advanced Topics/.test(all[at + 1]))`,
    );
    await workbench.screenshot('code-stack');
    await workbench.runCommand('Toggle My Stack First');
    await page.waitForFunction(
      `[...document.querySelectorAll('.sidebar .monaco-list-row')].map(row => row.textContent)
        .some((text, at, all) => /^Deep Dive/.test(text) && /^Security/.test(all[at + 1]))`,
    );
    assert.deepEqual(await first(), rowsBefore);
  });

  it('shows a lens and a hover only when the person wants them', async () => {
    await openFile('receivers.py');
    const lens = page.locator('.contentWidgets .codelens-decoration, .codelens-decoration');
    assert.equal(await lens.count(), 0);
    workbench.changeSettings({ 'djangoInterview.codeLens': true, 'djangoInterview.hover': true });
    await lens.filter({ hasText: 'signals' }).first().waitFor();
    await page.locator('.view-line span', { hasText: 'post_save' }).last().hover();
    await page
      .locator('.monaco-hover', { hasText: 'Say your answer, then look at this one' })
      .first()
      .waitFor();
    await workbench.screenshot('code-hints');
  });

  it('writes the bookshop with the answer’s code to a folder of the person’s choice', async () => {
    const target = path.join(temporary.path, 'tries');
    fs.mkdirSync(target);
    await workbench.runCommand('Try the Answer in a Project…');
    await workbench.quickInput.enterPath(
      'Where should the bookshop project be written?',
      `${target}/`,
      'Write the Project Here',
    );
    await workbench.notification('The project was written to').waitFor();
    const project = path.join(target, 'bookshop-content-security-policy');
    for (const file of ['manage.py', 'README.md', 'requirements.txt', 'shop/models.py']) {
      assert.ok(fs.existsSync(path.join(project, file)), file);
    }
  });

  it('writes a pack’s code only when the person trusts its author, who can read before what it is', async () => {
    const target = path.join(temporary.path, 'trusted');
    fs.mkdirSync(target);
    write(
      '.interview/theirs.md',
      ...['# Prices', '', '## What does a sale cost? {#sale}', '', '### In short', '', 'Half.', ''],
      ...['```python title="shop/prices.py"', 'SHARE = 0.5', '```'],
    );
    await workbench.tree.open();
    await workbench.tree.click('Prices', 'What does a sale cost?');
    await heading('What does a sale cost?');
    await workbench.runCommand('Try the Answer in a Project…');
    assert.match(await workbench.dialog.detail(), /has code by the author of .*theirs\.md/);
    await workbench.screenshot('code-trust');
    await workbench.dialog.choose('Show What Will Be Written');
    await workbench.editor.line('SHARE = 0.5').waitFor();
    await workbench.screenshot('code-will-be-written');
    await workbench.runCommand('View: Revert and Close Editor');
    await workbench.runCommand('Try the Answer in a Project…');
    await workbench.dialog.choose('Trust and Write the Project');
    await workbench.quickInput.enterPath(
      'Where should the bookshop project be written?',
      `${target}/`,
      'Write the Project Here',
    );
    const file = path.join(target, 'bookshop-sale', 'src', 'shop', 'prices.py');
    await until('the project is written', () => fs.existsSync(file));
    assert.equal(fs.readFileSync(file, 'utf8'), 'SHARE = 0.5\n');
  });
});
