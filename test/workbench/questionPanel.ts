import type { Frame, Locator } from 'playwright-core';
import type { Pages } from './pages';

/** The panel with a question, its hint and its answer. */
export class QuestionPanel {
  constructor(private readonly pages: Pages) {}

  /** The visible question, or what replaces it. */
  async heading(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('heading', { level: 1 });
  }

  async title(): Promise<string> {
    return (await this.heading()).innerText();
  }

  /** Waits until this question is shown. */
  shows(title: string | RegExp): Promise<Frame> {
    return this.pages.with(panel => panel.getByRole('heading', { level: 1, name: title }));
  }

  /** Waits until a question other than this one is shown. */
  async showsOtherThan(title: string): Promise<void> {
    await (await this.heading()).filter({ hasNotText: title }).waitFor();
  }

  /** Presses a key in the page, outside of any field. */
  async press(key: string): Promise<void> {
    // VS Code focuses a panel a moment after it is opened.
    await (await this.heading()).click();
    await this.pages.keyboard.press(key);
  }

  /** The answer's first heading. */
  async answer(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('heading', { name: 'In short' });
  }

  /** Reveals the answer by key. */
  async reveal(): Promise<Frame> {
    await this.press('Space');
    await (await this.answer()).waitFor();
    return this.pages.shown();
  }
}
