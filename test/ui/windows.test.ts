import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { manifest, projectFolder } from '../host/project';
import { start, type Workbench, type WorkbenchOptions } from './workbench';

const extensionId = `${manifest().publisher}.${manifest().name}`;
const category = 'Fundamentals';
const question = 'What are Django middlewares and how do they work?';

/** The windows that VS Code knows besides one on a trusted folder of the disk. */
interface Kind {
  readonly name: string;
  readonly options: WorkbenchOptions;
  /** Rejects when the window is not of this kind after all. */
  readonly check: (page: Page, workbench: Workbench) => Promise<void>;
}

/** Runs in a worker: the addresses of what it has loaded. */
const loadedFiles = () => performance.getEntriesByType('resource').map(({ name }) => name);

const kinds: readonly Kind[] = [
  {
    name: 'without a folder',
    options: { folder: null },
    check: page => page.locator('.command-center').getByText('Search', { exact: true }).waitFor(),
  },
  {
    name: 'in Restricted Mode',
    options: { restricted: true },
    check: page => page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor(),
  },
  {
    name: 'on a virtual workspace',
    options: {
      folder: 'memory:/bookshop',
      extensions: [path.join(projectFolder(), 'test', 'fixtures', 'memory-files')],
    },
    check: page => page.locator('.explorer-viewlet').getByText('shop', { exact: true }).waitFor(),
  },
  {
    name: 'in a web extension host',
    options: { settings: { 'remote.extensionKind': { [extensionId]: ['web'] } } },
    check: async (page, workbench) => {
      await workbench.openSideBar();
      await workbench.treeRow(category);
      const loaded = await Promise.all(page.workers().map(worker => worker.evaluate(loadedFiles)));
      const urls = loaded.flat().map(decodeURIComponent);
      assert.ok(urls.some(url => url.includes('/dist/web/extension.js')));
    },
  },
];

for (const { name, options, check } of kinds) {
  describe(`studying ${name}`, () => {
    let workbench: Workbench;
    let page: Page;

    before(async () => {
      workbench = await start(options);
      page = workbench.page;
    });

    after(() => workbench.close());

    it('is such a window', () => check(page, workbench));

    it('opens a question from the tree', async () => {
      await workbench.openSideBar();
      await workbench.clickTree(category, question);
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1, name: question }).waitFor();
      await workbench.screenshot(`window ${name}`.replaceAll(' ', '-'));
    });

    it('marks it as mastered by its checkbox', async () => {
      await (await workbench.treeRow(question)).getByRole('checkbox').click();
      await workbench.statusBarItem('1/57').waitFor();
    });

    it('filters the tree', async () => {
      await workbench.openPick(
        'Filter Questions…',
        'Which questions should the tree show?',
        'Mastered',
      );
      await page.keyboard.press('Enter');
      await workbench.treeRow(category);
      await page
        .locator('.sidebar .monaco-list-row', { hasText: 'Security' })
        .first()
        .waitFor({ state: 'detached' });
      await workbench.runCommand('Show All Questions');
      await workbench.treeRow('Security');
    });

    it('searches the answers', async () => {
      await workbench.search('prefetch_related');
      await page
        .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'optimizing database' })
        .waitFor();
      await page.keyboard.press('Enter');
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1, name: /optimizing database/ }).waitFor();
    });

    it('draws a random question', async () => {
      await workbench.runCommand('Random Django question');
      const other = (await workbench.panel())
        .locator('h1')
        .filter({ hasNotText: 'optimizing database' });
      await other.waitFor();
    });

    it('has kept the mark after it was killed', async () => {
      await workbench.restart('kill');
      page = workbench.page;
      await workbench.openSideBar();
      await workbench.statusBarItem('1/57').waitFor();
      await workbench.clickTree(category);
      const box = (await workbench.treeRow(question)).getByRole('checkbox');
      assert.equal(await box.isChecked(), true);
    });
  });
}

describe('two windows on the same folder', () => {
  let first: Workbench;
  let second: Workbench;

  const mark = async (workbench: Workbench, ...path: [string, string]) => {
    await workbench.focus();
    await workbench.openSideBar();
    await workbench.clickTree(path[0]);
    await (await workbench.treeRow(path[1])).getByRole('checkbox').click();
  };

  before(async () => {
    first = await start();
    second = await first.anotherWindow();
  });

  after(() => first.close());

  it('each shows what was done in the other once it has the focus', async () => {
    await mark(first, category, question);
    await first.statusBarItem('1/57').waitFor();
    await second.focus();
    await second.openSideBar();
    await second.statusBarItem('1/57').waitFor();
    await second.clickTree(category);
    assert.equal(await (await second.treeRow(question)).getByRole('checkbox').isChecked(), true);
  });

  it('both keep what was done in each, after all is killed', async () => {
    await mark(second, 'Intermediate', 'How do you handle caching in Django?');
    await second.statusBarItem('2/57').waitFor();
    await mark(first, 'Intermediate', 'What are Django signals and how can they be used?');
    await first.statusBarItem('3/57').waitFor();
    await first.restart('kill');
    await first.openSideBar();
    await first.statusBarItem('3/57').waitFor();
  });
});
