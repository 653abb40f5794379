import type { Frame, Locator, Page } from 'playwright-core';
import { Pages } from './pages';
import type { Workbench } from './workbench';

/** A separate window that VS Code moved an editor to; it belongs to its original window. */
export class FloatingWindow {
  readonly pages = new Pages(this);

  private constructor(readonly page: Page) {}

  /** Moves the active editor to a window of its own. */
  static async of(workbench: Workbench): Promise<FloatingWindow> {
    const opened = workbench.parts.browser.waitForEvent('page');
    await workbench.runCommand('View: Move Editor into New Window');
    return FloatingWindow.opened(await opened);
  }

  /** The one that the workbench restores on startup. */
  static async restored(workbench: Workbench): Promise<FloatingWindow> {
    const { browser, page } = workbench.parts;
    const there = browser.pages().find(each => each !== page);
    return FloatingWindow.opened(there ?? (await browser.waitForEvent('page')));
  }

  private static async opened(page: Page): Promise<FloatingWindow> {
    page.setDefaultTimeout(15_000);
    await page.locator('.editor-group-container').first().waitFor();
    return new FloatingWindow(page);
  }

  /** Its editor groups, side by side. */
  get groups(): Locator {
    return this.page.locator('.editor-group-container');
  }

  tab(text: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: text });
  }

  /** The page inside our panel, once it shows what `find` finds. */
  panel(find: (panel: Frame) => Locator): Promise<Frame> {
    return this.pages.with(find);
  }

  /** Closes it with its editors, like its close button. */
  async close(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }
}

/** Directs keys and commands to the window that a floating one came from. */
export async function takeFocus(workbench: Workbench): Promise<void> {
  await workbench.page.bringToFront();
  await workbench.page.locator('.part.sidebar .composite.title').click();
}
