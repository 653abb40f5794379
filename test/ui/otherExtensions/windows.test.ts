import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../../host/cleanup';
import { manifest } from '../../host/project';
import { otherExtensions } from '../../workbench/fixtures';
import {
  setPersonsSettings,
  start,
  type Workbench,
  type WorkbenchOptions,
} from '../../workbench/start';

const extensionId = `${manifest().publisher}.${manifest().name}`;
const category = 'Fundamentals';
const question = 'What are Django middlewares and how do they work?';

/** VS Code's windows other than one on a trusted folder of the disk. */
interface Kind {
  readonly name: string;
  readonly options: Pick<WorkbenchOptions, 'folder' | 'restricted' | 'settings'>;
  /** Rejects if the window is not of this kind after all. */
  readonly check: (page: Page, workbench: Workbench) => Promise<void>;
}

/** Runs in a worker: the addresses of everything it has loaded. */
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
    options: { folder: 'memory:/bookshop' },
    check: page => page.locator('.explorer-viewlet').getByText('shop', { exact: true }).waitFor(),
  },
  {
    name: 'in a web extension host',
    options: { settings: { 'remote.extensionKind': { [extensionId]: ['web'] } } },
    check: async (page, workbench) => {
      await workbench.tree.open();
      await workbench.tree.row(category);
      // Some workers are short-lived, and end while being asked; the extension host does not.
      const asked = page.workers().map(worker => worker.evaluate(loadedFiles));
      const loaded = await Promise.allSettled(asked);
      const urls = loaded.flatMap(of => (of.status === 'fulfilled' ? of.value : []));
      assert.ok(urls.some(url => decodeURIComponent(url).includes('/dist/web/extension.js')));
    },
  },
];

/** All windows belong to one VS Code. Each crashes after use, and in the end the rest is killed. */
const temporary = temporaryFolder();
const opened = new Map<string, Workbench>();

async function open(name: string, options: Kind['options']): Promise<Workbench> {
  const known = opened.get(name);
  const first = [...opened.values()][0];
  if (known) {
    setPersonsSettings(known.vscode, options);
    if (!known.isOpen) await known.open();
    return known;
  }
  let { folder } = options;
  if (folder === undefined) {
    folder = path.join(temporary.path, name.replaceAll(' ', '-'));
    fs.mkdirSync(folder);
  }
  if (first) setPersonsSettings(first.vscode, options);
  const workbench = first
    ? await first.anotherWindow(folder)
    : await start({ ...options, folder, extensions: otherExtensions });
  opened.set(name, workbench);
  return workbench;
}

after(async () => {
  for (const workbench of [...opened.values()].reverse()) await workbench.close();
  temporary.remove();
});

for (const { name, options, check } of kinds) {
  describe(`studying ${name}`, () => {
    let workbench: Workbench;
    let page: Page;

    before(async () => {
      workbench = await open(name, options);
      page = workbench.page;
    });

    after(() => workbench.crash());

    it('is such a window', () => check(page, workbench));

    it('opens a question from the tree', async () => {
      await workbench.tree.open();
      await workbench.tree.click(category, question);
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1, name: question }).waitFor();
      await workbench.screenshot(`window ${name}`.replaceAll(' ', '-'));
    });

    it('marks it as mastered by its checkbox', async () => {
      await (await workbench.tree.row(question)).getByRole('checkbox').click();
      await workbench.statusBarItem('1/57').waitFor();
    });

    it('filters the tree', async () => {
      await workbench.quickInput.openBy(
        'Filter Questions…',
        'Which questions should the tree show?',
        'Mastered',
      );
      await page.keyboard.press('Enter');
      await workbench.tree.row(category);
      await page
        .locator('.sidebar .monaco-list-row', { hasText: 'Security' })
        .first()
        .waitFor({ state: 'detached' });
      await workbench.runCommand('Show All Questions');
      await workbench.tree.row('Security');
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
  });
}

describe('two windows on the same folder', () => {
  let first: Workbench;
  let second: Workbench;

  const mark = async (workbench: Workbench, ...path: [string, string]) => {
    await workbench.focus();
    await workbench.tree.open();
    await workbench.tree.click(path[0]);
    await (await workbench.tree.row(path[1])).getByRole('checkbox').click();
  };

  before(async () => {
    first = await open('in two windows', {});
    second = await first.anotherWindow();
  });

  it('each shows what was done in the other once it has the focus', async () => {
    await mark(first, category, question);
    await first.statusBarItem('1/57').waitFor();
    await second.focus();
    await second.tree.open();
    await second.statusBarItem('1/57').waitFor();
    await second.tree.click(category);
    const row = await second.tree.row(question);
    await row.getByRole('checkbox', { checked: true }).waitFor();
  });

  it('both keep what was done in each, after all is killed', async () => {
    await mark(second, 'Intermediate', 'How do you handle caching in Django?');
    await second.statusBarItem('2/57').waitFor();
    await mark(first, 'Intermediate', 'What are Django signals and how can they be used?');
    await first.statusBarItem('3/57').waitFor();
    await first.restart('kill');
    await first.tree.open();
    await first.statusBarItem('3/57').waitFor();
  });
});

for (const { name, options } of kinds) {
  describe(`studying ${name}`, () => {
    it('has kept the mark after it was killed', async () => {
      const workbench = await open(name, options);
      await workbench.tree.open();
      await workbench.statusBarItem('1/57').waitFor();
      await workbench.tree.click(category);
      const row = await workbench.tree.row(question);
      await row.getByRole('checkbox', { checked: true }).waitFor();
      await workbench.crash();
    });
  });
}
