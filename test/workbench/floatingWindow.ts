import type { Frame, Locator, Page } from 'playwright-core';
import { Pages } from './pages';
import type { Workbench } from './workbench';

/** A window of its own that VS Code moved an editor to; it belongs to the window that it came from. */
export class FloatingWindow {
  readonly pages = new Pages(this);

  private constructor(readonly page: Page) {}

  /** Moves the editor that is shown to a window of its own. */
  static async of(workbench: Workbench): Promise<FloatingWindow> {
    const opened = workbench.parts.browser.waitForEvent('page');
    await workbench.runCommand('View: Move Editor into New Window');
    return FloatingWindow.opened(await opened);
  }

  /** The one that the workbench opens again while it starts. */
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

  /** The groups of editors that it shows side by side. */
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

  /** Closes it with its editors, as its cross does. */
  async close(): Promise<void> {
    const closed = this.page.waitForEvent('close');
    await this.page.close({ runBeforeUnload: true });
    await closed;
  }
}

/** Makes the window that a floating one came from the one that keys and commands go to. */
export async function takeFocus(workbench: Workbench): Promise<void> {
  await workbench.page.bringToFront();
  await workbench.page.locator('.part.sidebar .composite.title').click();
}
