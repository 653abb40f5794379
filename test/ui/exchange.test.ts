import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { isWritten, until } from '../workbench/editor';
import { start, type Workbench } from '../workbench/start';

/** Export and import of progress, as a person does it: each test continues from the last. */
describe('progress and questions as files', () => {
  let workbench: Workbench;
  let page: Page;
  let folder: string;

  const time = Date.UTC(2025, 10, 24, 12);
  const file = (name: string) => path.join(folder, name);
  const write = (name: string, value: unknown) =>
    fs.writeFileSync(file(name), typeof value === 'string' ? value : JSON.stringify(value));
  const progressFile = (questions: Record<string, unknown>, version = 1) => ({
    format: 'django-interview-progress',
    version,
    exported: new Date(time).toISOString(),
    questions,
    interviews: [],
  });

  const dialog = () => workbench.dialog.box;
  const choose = (button: string) => workbench.dialog.choose(button);
  const detail = () => workbench.dialog.detail();

  /** Chooses the row of an open quick pick. */
  const pick = (label: string | RegExp) => workbench.quickInput.rows(label).first().click();

  const enterPath = (title: string, name: string) =>
    workbench.quickInput.enterPath(title, file(name));

  const exists = (name: string) => isWritten(file(name));

  before(async () => {
    workbench = await start();
    page = workbench.page;
    folder = workbench.folder!;
    await workbench.tree.open();
  });

  after(() => workbench.close());

  it('imports a file after saying what it changes', async () => {
    write(
      'other.json',
      progressFile({
        signals: {
          mastered: [true, time],
          note: ['ask about receivers', time],
          reviews: [
            [time, 3, 12],
            [time + 1000, 4, 5],
          ],
        },
        forms: { bookmarked: [true, time] },
        'a-question-of-another-pack': { mastered: [true, time] },
        caching: { mastered: 'yes' },
      }),
    );
    await workbench.runCommand('Import Progress…');
    await enterPath('Import Progress', 'other.json');
    await dialog().getByText('Import other.json into your progress?').waitFor();
    assert.deepEqual((await detail()).split('\n'), [
      'Questions that change: 3',
      'Reviews added: 2',
      'Marked as mastered: 2',
      'Bookmarks set: 1',
      'Notes added: 1',
      'Not in any of your packs, but kept: 1',
      'Could not be read and are left out (see the log): 1',
      'This can be undone.',
    ]);
    await workbench.screenshot('exchange-import-preview');
    await choose('Import');
    await workbench.statusBarItem('1/57').waitFor();
    await workbench.notification('other.json was imported.').waitFor();
  });

  it('says that a second import of the same file would change nothing', async () => {
    await workbench.runCommand('Import Progress…');
    await enterPath('Import Progress', 'other.json');
    await workbench.notification('other.json contains nothing you do not already have.').waitFor();
    await workbench.notifications.clear();
  });

  it('takes the import back after a reload, by its name', async () => {
    await workbench.reload();
    page = workbench.page;
    await workbench.tree.open();
    await workbench.statusBarItem('1/57').waitFor();
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('Undone: Import of other.json').waitFor();
    await workbench.statusBarItem('0/57').waitFor();
  });

  it('brings the state of a backup back, after saying what that changes', async () => {
    const checkbox = (await workbench.tree.row('Bonus')).getByRole('checkbox');
    await checkbox.click();
    await choose('Mark as Mastered');
    await workbench.statusBarItem('2/57').waitFor();
    await workbench.runCommand('Reset Progress…');
    await choose('Reset Progress');
    await workbench.statusBarItem('0/57').waitFor();
    await workbench.quickInput.openBy(
      'Restore from Backup…',
      'Which backup do you want to restore?',
    );
    await page.locator('.quick-input-list', { hasText: 'mastered: 2' }).waitFor();
    await workbench.screenshot('exchange-backups');
    await pick('before a reset');
    await dialog().getByText('Restore your progress to what it was on').waitFor();
    assert.match(await detail(), /^Questions that change: 2\nMarked as mastered: 2\n/);
    await dialog().getByRole('button', { name: 'Show Every Change' }).click();
    await page.locator('.tab', { hasText: 'changes.txt' }).waitFor();
    await page.locator('.view-lines', { hasText: 'mastered' }).waitFor();
    await workbench.screenshot('exchange-changes');
    await workbench
      .notification('Restore your progress to what it was on')
      .getByRole('button', { name: 'Restore' })
      .click();
    await workbench.statusBarItem('2/57').waitFor();
    await workbench
      .notification('Your progress is what it was on')
      .getByRole('button', { name: 'Undo' })
      .click();
    await workbench.statusBarItem('0/57').waitFor();
    await workbench.runCommand('Undo');
    await workbench.statusBarItem('2/57').waitFor();
  });

  it('exports progress as a file that another can import', async () => {
    await workbench.runCommand('Export Progress…');
    await pick('Progress file');
    await enterPath('Export Progress', 'mine.json');
    await exists('mine.json');
    const { format, questions } = JSON.parse(fs.readFileSync(file('mine.json'), 'utf8')) as {
      format: string;
      questions: Record<string, unknown>;
    };
    assert.equal(format, 'django-interview-progress');
    assert.ok('signals' in questions && 'a-question-of-another-pack' in questions);
    await workbench.notification('Exported to mine.json.').waitFor();
    await workbench.notifications.clear();
  });

  it('exports progress as a table', async () => {
    await workbench.runCommand('Export Progress…');
    await pick('Table');
    await enterPath('Export Progress', 'mine.csv');
    await exists('mine.csv');
    const lines = fs.readFileSync(file('mine.csv'), 'utf8').trim().split('\r\n');
    assert.match(lines[0]!, /^\uFEFF?id,question,collection/);
    assert.equal(lines.length, 58);
  });

  const refused: readonly [string, unknown, string][] = [
    ['newer', progressFile({}, 2), 'was written by a newer version of Django Interview Study'],
    ['broken', '{"format": "django', 'cannot be imported as progress: it is not valid JSON'],
    ['another', { name: 'x', version: '1.0.0' }, 'cannot be imported as progress: it does not say'],
  ];
  for (const [name, content, message] of refused) {
    it(`refuses a file that is ${name}, with the reason`, async () => {
      write(`${name}.json`, content);
      await workbench.runCommand('Import Progress…');
      await enterPath('Import Progress', `${name}.json`);
      await workbench.notification(message).waitFor();
      await workbench.statusBarItem('2/57').waitFor();
      await workbench.notifications.clear();
    });
  }

  const exports: readonly [string, string, RegExp][] = [
    ['Anki cards', 'cards.txt', /^#separator:tab\n#html:true\n#notetype:Django Interview\n/],
    ['Markdown', 'questions.md', /^# Bonus\n\n## /],
    ['Study sheet', 'sheet.html', /^<!doctype html>/],
  ];
  for (const [format, name, beginning] of exports) {
    it(`exports the questions of a category as ${format}`, async () => {
      await workbench.quickInput.openBy('Export Questions…', 'Which questions?', 'Bonus');
      await page
        .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Bonus' })
        .waitFor();
      await workbench.quickInput.accept();
      await page.getByPlaceholder('As which file?').waitFor();
      await pick(format);
      await enterPath('Export Questions', name);
      await exists(name);
      const text = fs.readFileSync(file(name), 'utf8');
      assert.match(text, beginning);
      assert.match(text, /In short/);
    });
  }

  it('says how many pictures of a pack are not in the file, and shows the others', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    fs.mkdirSync(file('.interview'));
    fs.writeFileSync(file('.interview/own.png'), Buffer.from(png, 'base64'));
    write(
      '.interview/pictures.md',
      '# With pictures\n\n## What is drawn?\n\n> ![a hint](own.png)\n\n![own](own.png) ![missing](nowhere.png)\n\n```java\nclass A {}\n```\n',
    );
    await workbench.tree.row('With pictures').then(row => row.waitFor());
    await workbench.quickInput.openBy('Export Questions…', 'Which questions?', 'With pictures');
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'With pictures' })
      .waitFor();
    await workbench.quickInput.accept();
    await page.getByPlaceholder('As which file?').waitFor();
    await pick('Study sheet');
    await enterPath('Export Questions', 'pictures.html');
    await isWritten(file('pictures.html'));
    await workbench.notification(/One picture is missing or too large/).waitFor();
    const sheet = await page.context().newPage();
    await sheet.setContent(fs.readFileSync(file('pictures.html'), 'utf8'));
    const widths = await sheet
      .locator('img')
      .evaluateAll(all => all.map(each => (each as HTMLImageElement).naturalWidth));
    const colours = await sheet.locator('.hljs-keyword').allTextContents();
    await sheet.close();
    assert.deepEqual(widths, [1, 1]);
    assert.deepEqual(colours, ['class'], 'a language that no built-in question has');
  });

  it('shows a study sheet in a browser without an error', async () => {
    const sheet = await page.context().newPage();
    const errors: string[] = [];
    sheet.on('console', message => {
      if (message.type() === 'error') errors.push(message.text());
    });
    sheet.on('pageerror', error => errors.push(error.message));
    await sheet.setContent(fs.readFileSync(file('sheet.html'), 'utf8'));
    assert.equal(await sheet.locator('article').count(), 2);
    await sheet.screenshot({
      path: path.join(process.cwd(), 'out/screenshots/exchange-sheet.png'),
    });
    await sheet.close();
    assert.deepEqual(errors, []);
  });

  it('shows a cheat sheet in the editor: Markdown with contents, and the preview of it', async () => {
    await workbench.runCommand('Cheat Sheet…');
    await workbench.quickInput.asks('Cheat Sheet');
    await pick('Fundamentals');
    const previewed = async () => {
      for (const frame of page.frames()) {
        const shown = frame.getByRole('heading', { level: 1, name: 'Cheat sheet – Fundamentals' });
        if (await shown.isVisible().catch(() => false)) return frame;
      }
      return undefined;
    };
    await until('the preview is shown', async () => (await previewed()) !== undefined);
    const preview = (await previewed())!;
    await preview.getByText('Contents', { exact: true }).waitFor();
    await preview.getByText('What are Django middlewares and how do they work?').last().waitFor();
    await workbench.screenshot('cheat-sheet');
    await workbench.editor.tab('Untitled').first().click();
    await workbench.editor.line('# Cheat sheet – Fundamentals').waitFor();
  });
});
