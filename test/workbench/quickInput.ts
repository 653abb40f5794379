import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette';

/** What VS Code opens at the top of the window: quick picks, input boxes and its own file dialog. */
export class QuickInput {
  constructor(
    private readonly window: { readonly page: Page },
    private readonly palette: Palette,
  ) {}

  /** Where a person types. */
  get input(): Locator {
    return this.window.page.locator('.quick-input-widget input.input').first();
  }

  /** The rows with this text. */
  rows(text: string | RegExp): Locator {
    return this.window.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** The row that Enter takes, once it has this text. */
  focused(text: string | RegExp): Locator {
    const rows = this.window.page.locator('.quick-input-list .monaco-list-row.focused');
    return rows.filter({ hasText: text });
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    return this.palette.row(label);
  }

  /** Runs a command that opens a quick pick with this placeholder, and types `text` into it. */
  async openBy(title: string, placeholder: string, text = ''): Promise<void> {
    await this.palette.run(title);
    await this.window.page.getByPlaceholder(placeholder).fill(text);
  }

  /** Types what leads to the row with this text, waits for it and takes it. */
  async choose(text: string): Promise<void> {
    await this.input.fill(text);
    await this.focused(text).waitFor();
    await this.accept();
  }

  /** Waits for a quick pick or an input box that asks this. */
  async asks(question: string): Promise<void> {
    const { page } = this.window;
    await page.getByPlaceholder(question).or(page.getByText(question)).first().waitFor();
  }

  /** Answers an input box, or a quick pick, with this title. */
  async answer(title: string, text: string): Promise<void> {
    await this.window.page.locator('.quick-input-widget', { hasText: title }).waitFor();
    await this.input.fill(text);
    await this.accept();
  }

  /** Takes what is chosen or typed, by Enter. */
  accept(): Promise<void> {
    return this.input.press('Enter');
  }

  /**
   * Answers VS Code's own file dialog, which it shows where there is no system's: types the whole path
   * and accepts it. `title` is a part of the dialog's text.
   *
   * @param button what to click; without it Enter is pressed
   */
  async enterPath(title: string, file: string, button?: string): Promise<void> {
    const dialog = this.window.page.locator('.quick-input-widget', { hasText: title });
    const input = dialog.locator('input.input').first();
    await input.waitFor();
    // The dialog proposes a folder, or a file in it, in two steps some time after it is there, and
    // what it proposes takes the place of what was typed. There is no sign that it has done so, but
    // that nothing comes after it.
    await this.stays(input, '');
    await input.fill(file);
    while (!(await this.stays(input, file))) await input.fill(file);
    if (button === undefined) await input.press('Enter');
    else await dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /**
   * Waits until the input holds the same text for half a second, and that is not empty.
   *
   * @param text gives false as soon as it is another than this, unless that is empty
   */
  private stays(input: Locator, text: string): Promise<boolean> {
    return input.evaluate(
      (element: HTMLInputElement, wanted) =>
        new Promise<boolean>((resolve, reject) => {
          let value = element.value;
          const began = performance.now();
          let since = began;
          const look = () => {
            if (performance.now() - began > 15_000) {
              reject(new Error('Nothing stays.'));
              return;
            }
            if (wanted !== '' && element.value !== wanted) {
              resolve(false);
              return;
            }
            if (element.value !== value || value === '') {
              value = element.value;
              since = performance.now();
            }
            if (performance.now() - since > 500) resolve(true);
            else setTimeout(look, 20);
          };
          look();
        }),
      text,
    );
  }
}
