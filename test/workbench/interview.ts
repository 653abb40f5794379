import type { Frame } from 'playwright-core';
import type { Pages } from './pages';

/** The page of a mock interview: its form, its questions, its report. */
export class Interview {
  constructor(private readonly pages: Pages) {}

  /** Starts the interview from the visible form. */
  async begin(): Promise<Frame> {
    const panel = await this.pages.shown();
    await panel.getByRole('button', { name: 'Start the interview' }).click();
    return panel;
  }

  /** Waits until the question with this number, of 5, is asked. */
  async asks(number: number): Promise<void> {
    const panel = await this.pages.shown();
    await panel.locator('.position', { hasText: `Question ${number} of 5` }).waitFor();
  }

  /** Answers the question in writing, and waits for the comparison with the model answer. */
  async answer(text: string): Promise<Frame> {
    const panel = await this.pages.shown();
    await panel.getByRole('textbox').fill(text);
    await panel.getByRole('textbox').press('Control+Enter');
    await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
    return panel;
  }

  /** Waits for the report of a finished interview. */
  report(): Promise<Frame> {
    return this.pages.with(panel =>
      panel.getByRole('heading', { name: 'Score and time by category' }),
    );
  }
}
