import type { Frame, Locator } from 'playwright-core';
import type { Pages } from './pages';
import type { QuestionPanel } from './questionPanel';

/** The bar below a question that is reviewed. */
export class ReviewBar {
  constructor(
    private readonly pages: Pages,
    private readonly panel: QuestionPanel,
  ) {}

  async bar(): Promise<Locator> {
    return (await this.pages.shown()).getByRole('region', { name: 'Review' });
  }

  /** Waits until the bar says where the review is: "2 of 3". */
  async place(text: string): Promise<void> {
    await (await this.bar()).getByText(text, { exact: true }).waitFor();
  }

  /** A button, by what its name begins with: "Good", "End Review". */
  async button(name: string): Promise<Locator> {
    return (await this.bar()).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** Reveals the answer by its key, which shows the ratings. */
  async reveal(): Promise<Frame> {
    await this.panel.press('Space');
    await (await this.button('Good')).waitFor();
    return this.pages.shown();
  }

  /** Rates the question, whose answer is revealed, by a click. */
  async rate(name: 'Again' | 'Hard' | 'Good' | 'Easy'): Promise<void> {
    await (await this.button(name)).click();
  }
}
