import type { Page } from 'playwright-core';
import { countRetry } from '../host/tally';
import { escape } from './text';

/** VS Code's command palette. */
export class Palette {
  constructor(private readonly window: { readonly page: Page }) {}

  private get input() {
    return this.window.page.locator('.quick-input-widget input.input');
  }

  /** Opens it and types `text` into it. */
  async open(text = ''): Promise<void> {
    const { page } = this.window;
    // A key pressed in a panel's page while VS Code loads it is lost without notice.
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLIFrameElement) document.activeElement.blur();
    });
    await page.keyboard.press('F1');
    try {
      await this.input.waitFor({ timeout: 5_000 });
    } catch {
      // Such a page took the focus before the key arrived.
      countRetry('the palette');
      await page.keyboard.press('F1');
    }
    await this.input.fill(`>${text}`);
  }

  /**
   * Types a command's title and picks the row with exactly that title (its category, "Django
   * Interview: ", may be omitted).
   */
  async run(title: string): Promise<void> {
    await this.open(title);
    const row = this.row(title);
    try {
      await row.click({ timeout: 10_000 });
    } catch {
      // The palette has the row only if the command's `when` held as it opened, and VS Code gives
      // no sign of when it will.
      countRetry(`the command "${title}"`);
      await this.window.page.keyboard.press('Escape');
      await this.open(title);
      await row.click();
    }
  }

  /** The row with exactly this title. */
  row(title: string) {
    const exact = new RegExp(`^(?:[^:]+: )?${escape(title)}$`);
    const { page } = this.window;
    const name = page.locator('.label-name', { hasText: exact });
    return page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }
}
