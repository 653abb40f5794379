import type { Frame, Locator } from 'playwright-core';
import type { Pages } from './pages';

/** The panel with a question, its hint and its answer. */
export class QuestionPanel {
  constructor(private readonly pages: Pages) {}

  /** The question of the page that is shown, or what stands in its place. */
  async heading(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('heading', { level: 1 });
  }

  async title(): Promise<string> {
    return (await this.heading()).innerText();
  }

  /** Waits until this question is shown. */
  async shows(title: string | RegExp): Promise<Frame> {
    const panel = await this.pages.shown();
    await panel.getByRole('heading', { level: 1, name: title }).waitFor();
    return panel;
  }

  /** Waits until another question than this one is shown. */
  async showsOtherThan(title: string): Promise<void> {
    await (await this.heading()).filter({ hasNotText: title }).waitFor();
  }

  /** Presses a key in the page, outside of any field. */
  async press(key: string): Promise<void> {
    // VS Code gives a panel the focus a moment after it is opened.
    await (await this.heading()).click();
    await this.pages.keyboard.press(key);
  }

  /** The answer's first heading. */
  async answer(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('heading', { name: 'In short' });
  }

  /** Reveals the answer by its key. */
  async reveal(): Promise<Frame> {
    await this.press('Space');
    await (await this.answer()).waitFor();
    return this.pages.shown();
  }
}
