import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette';

/** VS Code's notifications, at the lower right. */
export class Notifications {
  constructor(
    private readonly window: { readonly page: Page },
    private readonly palette: Palette,
  ) {}

  /** The visible ones whose text matches. */
  shown(text: string | RegExp): Locator {
    return this.window.page.locator('.notification-toast', { hasText: text });
  }

  /** Clears all. */
  clear(): Promise<void> {
    return this.palette.run('Notifications: Clear All Notifications');
  }

  /**
   * Reads one behind the bell, where it also is after VS Code has hidden it, as it does after a
   * while; and clears all.
   */
  async read(text: string): Promise<void> {
    const list = this.window.page.locator('.notifications-center .notification-list-item');
    const read = list.filter({ hasText: text }).first();
    const bell = this.window.page.locator('[id="status.notifications"] .codicon-bell-dot');
    await this.shown(text).or(read).or(bell).first().waitFor();
    await this.palette.run('Notifications: Show Notifications');
    await read.waitFor();
    await this.clear();
  }
}
