import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { countRetry } from '../host/tally';

/** The window's editors, and their tabs. */
export class Editor {
  constructor(private readonly window: { readonly page: Page; readonly userData: string }) {}

  /** The tabs with this text. */
  tab(text: string): Locator {
    return this.window.page.locator('.tabs-container .tab', { hasText: text });
  }

  /** Waits until the tab with this text is active. */
  shows(text: string): Promise<void> {
    return this.window.page.locator('.tab.active', { hasText: text }).first().waitFor();
  }

  /** The first line with this text. */
  line(text: string): Locator {
    const lines = this.window.page.locator('.editor-instance .view-line', { hasText: text });
    return lines.first();
  }

  /** Types where the cursor is, once an editor has the focus. */
  async type(text: string): Promise<void> {
    await this.window.page.locator('.monaco-editor.focused').waitFor();
    await this.window.page.keyboard.type(text);
  }

  /** Puts the cursor at the end of the line that has `text`. */
  async cursorAt(text: string): Promise<void> {
    await this.line(text).click();
    await this.window.page.keyboard.press('End');
  }

  /** Opens the quick fixes of the line with the cursor and returns the one with this title. */
  async quickFix(title: string): Promise<Locator> {
    const { page } = this.window;
    const action = page.locator('.action-widget .monaco-list-row', { hasText: title });
    await page.keyboard.press('Control+.');
    try {
      await action.waitFor({ timeout: 5_000 });
    } catch {
      // VS Code closes the menu without notice if the file is marked at that moment.
      countRetry(`the quick fix "${title}"`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
      await action.waitFor();
    }
    return action;
  }

  /** Waits until VS Code has backed up an unsaved file with `name` in its path. */
  async backedUp(name: string, text: string): Promise<void> {
    const folder = path.join(this.window.userData, 'User', 'Backups');
    await until(`the unsaved "${text}" is backed up`, () => {
      const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }) : [];
      return files
        .map(file => path.join(folder, String(file)))
        .filter(file => file.includes(name) && fs.statSync(file).isFile())
        .some(file => fs.readFileSync(file, 'utf8').includes(text));
    });
  }
}

/** Waits for something no page shows, such as a file: polls every 50 ms, for 15 s. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Waits until a file exists and is not empty. */
export function isWritten(file: string): Promise<void> {
  return until(
    `${path.basename(file)} is written`,
    () => fs.existsSync(file) && fs.statSync(file).size > 0,
  );
}
