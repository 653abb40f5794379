import type { Locator, Page } from 'playwright-core';
import { countRetry } from '../host/tally';
import { escape } from './text';

/** The side bar with the question tree. */
export class Tree {
  constructor(
    private readonly window: { readonly page: Page },
    /** The title of our view container, in the display language. */
    private readonly title: string,
  ) {}

  private get tree(): Locator {
    return this.window.page.locator('.sidebar .monaco-list').first();
  }

  /** Opens a view container by its title in the activity bar, unless it is open. */
  async open(title = this.title): Promise<void> {
    const tab = this.window.page.locator('.activitybar').getByRole('tab', { name: title });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.window.page.locator('.sidebar .monaco-list-rows').first().waitFor();
  }

  /** The visible rows with this text. */
  rows(text: string | RegExp): Locator {
    return this.window.page.locator('.sidebar .monaco-list-row', { hasText: text });
  }

  /**
   * The row whose label is exactly `label`, or that of the question with this wording, which
   * follows its short title. Scrolls to it, until it is whole in sight: rows out of sight do not
   * exist in the page, and VS Code moves one that is cut off while it is clicked.
   */
  async row(label: string): Promise<Locator> {
    const { page } = this.window;
    const name = page
      .locator('.label-name', { hasText: new RegExp(`^${escape(label)}$`) })
      .or(page.locator('.label-description', { hasText: new RegExp(`(^| · )${escape(label)}$`) }));
    const row = this.tree.locator('.monaco-list-row').filter({ has: name }).first();
    let hidden = await this.hiddenPart(row);
    if (hidden === 0) return row;
    await this.tree.hover();
    const rows = this.tree.locator('.monaco-list-rows');
    const deadline = Date.now() + 15_000;
    for (let down = true; hidden !== 0; hidden = await this.hiddenPart(row)) {
      if (Date.now() > deadline) throw new Error(`No row "${label}" in the tree.`);
      const before = await rows.getAttribute('style');
      await page.mouse.wheel(0, hidden ?? (down ? 200 : -10_000));
      await drawn(page);
      down = down ? before !== (await rows.getAttribute('style')) : true; // and from the top again
    }
    return row;
  }

  /**
   * How many pixels of a row are below the tree's edge, or (negative) above it or the rows that stick
   * to it; `undefined` if the row is not there.
   */
  private async hiddenPart(row: Locator): Promise<number | undefined> {
    if ((await row.count()) === 0) return undefined;
    const sticky = this.tree.locator('.monaco-tree-sticky-container:not(.empty)');
    const [part, whole, stuck] = await Promise.all([
      row.boundingBox(),
      this.tree.boundingBox(),
      sticky.evaluateAll(found => found.reduce((sum, each) => sum + each.clientHeight, 0)),
    ]);
    if (!part || !whole) return undefined; // it has just been replaced
    const isStuck = await row.evaluate(each => each.matches('.monaco-tree-sticky-row'));
    const above = whole.y + (isStuck ? 0 : stuck) - part.y;
    if (above > 0) return -Math.ceil(above);
    return Math.max(0, Math.ceil(part.y + part.height - (whole.y + whole.height)));
  }

  /** The checkbox of a row. */
  async checkbox(label: string): Promise<Locator> {
    return (await this.row(label)).getByRole('checkbox');
  }

  /**
   * Clicks the labels of rows one after the other: `click(collection, category)`. A row that is
   * already open, since VS Code may remember it, is left open.
   */
  async click(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = await this.row(label);
      const expanded = await row.getAttribute('aria-expanded');
      if (expanded === 'true') continue;
      await row.locator('.label-name').first().click();
      if (expanded !== null) await this.isOpen(row, label);
      // The click scrolled a label that is too long to its middle, which a person's would not.
      for (const part of await row.locator('.monaco-icon-label-container').all()) {
        await part
          .evaluate(each => each.scrollTo(0, 0), undefined, { timeout: 1000 })
          .catch(() => undefined);
      }
    }
  }

  /** Waits until a clicked row is open. */
  private async isOpen(row: Locator, label: string): Promise<void> {
    const open = row.and(this.window.page.locator('[aria-expanded="true"]'));
    try {
      await open.waitFor({ timeout: 3_000 });
    } catch {
      // VS Code restores open rows some time after it has drawn the tree, without notice; a click
      // at that moment closes the row again.
      countRetry(`the row "${label}"`);
      await row.locator('.label-name').first().click();
      await open.waitFor();
    }
  }

  /** Picks an entry of a row's menu. */
  async menu(label: string, entry: string): Promise<void> {
    const { page } = this.window;
    await (await this.row(label)).click({ button: 'right' });
    // VS Code ignores clicks in a menu that has only just opened.
    await page.locator('.context-view').getByText(entry, { exact: true }).hover();
    await page.keyboard.press('Enter');
  }

  /**
   * The hover of a row with this text. The first hover of a mouse moving between rows may show the
   * previous row's: then the mouse leaves and comes back, as a person's would.
   */
  async hover(row: Locator, text: string): Promise<Locator> {
    const { page } = this.window;
    const shown = page.locator('.monaco-hover', { hasText: text });
    await page.mouse.move(0, 0);
    await row.hover();
    try {
      await shown.waitFor({ timeout: 5_000 });
    } catch {
      countRetry(`the hover "${text}"`);
      await page.mouse.move(0, 0);
      await page.locator('.monaco-hover').waitFor({ state: 'hidden' });
      await row.hover();
      await shown.waitFor();
    }
    return shown;
  }
}

/** Waits until the page has drawn the last change. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
