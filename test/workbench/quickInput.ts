import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette';

/** VS Code's inputs at the top of the window: quick picks, input boxes and file dialogs. */
export class QuickInput {
  constructor(
    private readonly window: { readonly page: Page },
    private readonly palette: Palette,
  ) {}

  /** The input. */
  get input(): Locator {
    return this.window.page.locator('.quick-input-widget input.input').first();
  }

  /** The rows with this text. */
  rows(text: string | RegExp): Locator {
    return this.window.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** The row that Enter picks, once it has this text. */
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

  /** Types a filter for the row with this text, waits for the row and picks it. */
  async choose(text: string): Promise<void> {
    await this.input.fill(text);
    await this.focused(text).waitFor();
    await this.accept();
  }

  /** Waits for a quick pick or an input box with this question. */
  async asks(question: string): Promise<void> {
    const { page } = this.window;
    await page.getByPlaceholder(question).or(page.getByText(question)).first().waitFor();
  }

  /** Answers an input box or a quick pick with this title. */
  async answer(title: string, text: string): Promise<void> {
    await this.window.page.locator('.quick-input-widget', { hasText: title }).waitFor();
    await this.input.fill(text);
    await this.accept();
  }

  /** Accepts the selection or text, by Enter. */
  accept(): Promise<void> {
    return this.input.press('Enter');
  }

  /**
   * Answers VS Code's own file dialog, shown if the system has none: types the whole path and
   * accepts it. `title` is a part of the dialog's text.
   *
   * @param button what to click; without it Enter is pressed
   */
  async enterPath(title: string, file: string, button?: string): Promise<void> {
    const dialog = this.window.page.locator('.quick-input-widget', { hasText: title });
    const input = dialog.locator('input.input').first();
    await input.waitFor();
    // Some time after it opens, the dialog suggests a folder, or a file in it, in two steps that
    // replace any typed text. The only sign that it is done is that nothing follows.
    await this.stays(input, '');
    await input.fill(file);
    while (!(await this.stays(input, file))) await input.fill(file);
    if (button === undefined) await input.press('Enter');
    else await dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /**
   * Waits until the input holds the same non-empty text for half a second.
   *
   * @param text returns false as soon as it is a different one, unless that is empty
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
