import type { Locator, Page } from 'playwright-core';

/** VS Code's modal dialog. */
export class Dialog {
  constructor(private readonly window: { readonly page: Page }) {}

  get box(): Locator {
    return this.window.page.locator('.monaco-dialog-box');
  }

  /** The text below its question. */
  detail(): Promise<string> {
    return this.box.locator('.dialog-message-detail').innerText();
  }

  /** Clicks a button and waits until the dialog is gone. */
  async choose(button: string): Promise<void> {
    await this.box.getByRole('button', { name: button, exact: true }).click();
    await this.box.waitFor({ state: 'detached' });
  }
}
