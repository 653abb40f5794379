import type { Frame, Locator } from 'playwright-core';
import type { Pages } from './pages';
import type { QuestionPanel } from './questionPanel';

/** The bar below a question in a review. */
export class ReviewBar {
  constructor(
    private readonly pages: Pages,
    private readonly panel: QuestionPanel,
  ) {}

  async bar(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('region', { name: 'Review' });
  }

  /** Waits until the bar shows this progress: "2 of 3". */
  async place(text: string): Promise<void> {
    await (await this.bar()).getByText(text, { exact: true }).waitFor();
  }

  /** A button, by the start of its name: "Good", "End Review". */
  async button(name: string): Promise<Locator> {
    return (await this.bar()).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Reveals the answer by key, which shows the ratings. */
  async reveal(): Promise<Frame> {
    await this.panel.press('Space');
    await (await this.button('Good')).waitFor();
    return this.pages.shown();
  }

  /** Rates the question by a click; its answer must be revealed. */
  async rate(name: 'Again' | 'Hard' | 'Good' | 'Easy'): Promise<void> {
    await (await this.button(name)).click();
  }
}
