/** A person at the workbench who studies, and writes down what was acknowledged. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../ui/workbench';
import { idsByTitle, Ledger, type Deed, type Exported, type Verdict } from './ledger';

const ratingNames = { 1: 'Again', 2: 'Hard', 3: 'Good', 4: 'Easy' } as const;
type Rating = keyof typeof ratingNames;

let exports = 0;

export class Person {
  readonly #ids = idsByTitle();

  constructor(
    readonly workbench: Workbench,
    readonly ledger = new Ledger(),
  ) {}

  /** Opens the next question to review. */
  async review(): Promise<void> {
    await this.workbench.openSideBar();
    await this.workbench.runCommand('Review Due Questions');
    const panel = await this.workbench.panel();
    await panel.locator('#review-reveal, .rates').first().waitFor();
  }

  /** Rates the question that is asked; resolves in the moment when the next one is there. */
  async rate(rating: Rating): Promise<void> {
    await (
      await this.beginRating(rating)
    )();
  }

  /** Gives a rating; what it returns waits for the acknowledgement. */
  async beginRating(rating: Rating, clicks = 1): Promise<() => Promise<void>> {
    const panel = await this.workbench.panel();
    const button = panel.getByRole('button', { name: new RegExp(`^${ratingNames[rating]}`) });
    if (!(await button.isVisible())) await panel.locator('#review-reveal').click();
    await button.waitFor();
    const deed: Deed = { id: await this.shown(panel), rating };
    const seen = await watch(panel, 'h1');
    this.ledger.begin(deed);
    await button.click({ clickCount: clicks });
    return async () => {
      await seen();
      this.ledger.acknowledge(deed);
    };
  }

  /** Bookmarks the question that is shown, or takes the bookmark away. */
  async bookmark(): Promise<void> {
    await (
      await this.beginMark('bookmarked')
    )();
  }

  /** Sets or clears a mark of the shown question; what it returns waits for the acknowledgement. */
  async beginMark(mark: 'mastered' | 'bookmarked'): Promise<() => Promise<void>> {
    const panel = await this.workbench.panel();
    const selector = `.toolbar .toggle.${mark === 'mastered' ? 'mastered' : 'bookmark'}`;
    const id = await this.shown(panel);
    const deed: Deed = { id, mark, value: !this.ledger.has(id, mark) };
    const seen = await watch(panel, selector);
    this.ledger.begin(deed);
    await panel.locator(selector).click();
    return async () => {
      await seen();
      this.ledger.acknowledge(deed);
    };
  }

  /** The id of the question in the panel. */
  async shown(panel: Frame): Promise<string> {
    const title = await panel.getByRole('heading', { level: 1 }).innerText();
    const id = this.#ids.get(title);
    if (id === undefined) throw new Error(`No question "${title}".`);
    return id;
  }

  /** Holds what the extension exports against what was acknowledged. */
  async judge(): Promise<Verdict> {
    return this.ledger.judge(await this.export());
  }

  /** Exports all progress by the command and reads the file. */
  async export(): Promise<Exported> {
    const { page, folder } = this.workbench;
    const file = path.join(folder!, `export-${++exports}.json`);
    const input = page.locator('.quick-input-widget', { hasText: 'Export Progress' });
    const deadline = Date.now() + 20_000;
    for (;;) {
      await this.workbench.runCommand('Export Progress…');
      const format = page.locator('.quick-input-list .monaco-list-row', {
        hasText: 'Progress file',
      });
      try {
        await format.click({ timeout: 3_000 });
        await input.waitFor({ timeout: 5_000 });
        break;
      } catch (error) {
        // A page that is drawn at this moment takes the focus, which closes the list.
        if (Date.now() > deadline) throw error;
        await page.keyboard.press('Escape');
      }
    }
    // The dialog proposes a file a moment after it is there.
    await page.waitForFunction(() =>
      document
        .querySelector<HTMLInputElement>('.quick-input-widget input.input')
        ?.value.endsWith('.json'),
    );
    await input.locator('input.input').first().fill(file);
    await page.keyboard.press('Enter');
    const said = this.workbench.notification(`Exported to ${path.basename(file)}.`);
    await said.waitFor();
    await said.hover();
    await said.getByRole('button', { name: /^Clear Notification/ }).click();
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Exported;
  }
}

/** Begins to watch an element of the page; what it returns resolves when text or state changed. */
async function watch(panel: Frame, selector: string): Promise<() => Promise<void>> {
  const handle = await panel.evaluateHandle(watched => {
    const state = () => {
      const element = document.querySelector(watched);
      return `${element?.textContent} ${element?.getAttribute('aria-pressed')}`;
    };
    const before = state();
    const changed = new Promise<void>(resolve => {
      const observer = new MutationObserver(() => {
        if (state() === before) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    return { changed };
  }, selector);
  return () => handle.evaluate(({ changed }) => changed);
}
