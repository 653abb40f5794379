import type { Frame, Locator } from 'playwright-core';
import type { Pages } from './pages';
import type { Palette } from './palette';

/** The page with the statistics. */
export class Statistics {
  constructor(
    private readonly pages: Pages,
    private readonly palette: Palette,
  ) {}

  async open(): Promise<Frame> {
    await this.palette.run('Show Statistics');
    return this.pages.with(panel =>
      panel.getByRole('heading', { level: 1, name: 'Your progress' }),
    );
  }

  /** The figure below this name. */
  async tile(name: string): Promise<Locator> {
    const find = (panel: Frame) =>
      panel
        .locator('.tile')
        .filter({ has: panel.getByText(name, { exact: true }) })
        .locator('.tile-value');
    return find(await this.pages.with(find));
  }
}
