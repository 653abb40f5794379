/** A person at the workbench who studies and keeps a ledger of what was acknowledged. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame } from 'playwright-core';
import { progressFileFormat } from '../../src/study/exchange/progressFile';
import type { Workbench } from '../workbench/start';
import { countRetry } from '../host/tally';
import { idsByTitle, Ledger, type Deed, type Exported, type Verdict } from './ledger';

const ratingNames = { 1: 'Again', 2: 'Hard', 3: 'Good', 4: 'Easy' } as const;
type Rating = keyof typeof ratingNames;

let exports = 0;
let imports = 0;

export class Person {
  readonly #ids = idsByTitle();
  #exported: Exported | undefined;
  /** The last exported file. */
  lastExport = '';

  constructor(
    readonly workbench: Workbench,
    readonly ledger = new Ledger(),
  ) {}

  /** Opens the next question to review. */
  async review(): Promise<void> {
    await this.workbench.tree.open();
    const asked = await this.workbench.pages.drawnAnew();
    await this.workbench.runCommand('Review Due Questions');
    const panel = await asked();
    await panel.locator('#review-reveal, .rates').first().waitFor();
  }

  /** Rates the question asked; resolves once the next one is shown. */
  async rate(rating: Rating): Promise<void> {
    await (
      await this.beginRating(rating)
    )();
  }

  /** Gives a rating; the returned function waits for the acknowledgement. */
  async beginRating(rating: Rating, clicks = 1): Promise<() => Promise<void>> {
    const { click, seen } = await this.aimRating(rating, clicks);
    await click();
    return seen;
  }

  /** Prepares a rating, so that it takes one click; `seen` waits for the acknowledgement. */
  async aimRating(rating: Rating, clicks = 1) {
    const panel = await this.workbench.panel();
    const button = panel.getByRole('button', { name: new RegExp(`^${ratingNames[rating]}`) });
    if (!(await button.isVisible())) await panel.locator('#review-reveal').click();
    await button.waitFor();
    const id = await this.shown(panel);
    const deed: Deed = { id, rating };
    // If no other question is left, the same one is asked again, with its answer hidden.
    const changed = await watch(panel, 'h1', '#review-reveal');
    return {
      id,
      click: () => {
        this.ledger.begin(deed);
        return button.click({ clickCount: clicks });
      },
      seen: async () => {
        await changed();
        this.ledger.acknowledge(deed);
      },
    };
  }

  /** Waits for a question that nobody has rated: another window may have rated the one shown. */
  async fresh(other?: string): Promise<void> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const panel = await this.workbench.panel();
      const id = await this.shown(panel);
      if (!this.ledger.isRated(id)) {
        if (id !== other) return;
        const seen = await watch(panel, 'h1');
        await panel.getByRole('button', { name: /^Skip/ }).click();
        await seen();
      }
      if (Date.now() > deadline) throw new Error(`No question but ${id} is asked.`);
      await this.workbench.page.waitForTimeout(100);
    }
  }

  /**
   * Imports a file with two questions of another pack, up to the confirmation prompt; the returned
   * function confirms, and returns one that waits for the acknowledgement.
   */
  async beginImport(): Promise<() => Promise<() => Promise<void>>> {
    const { page, folder } = this.workbench;
    const name = `import-${++imports}`;
    const deeds: Deed[] = [1, 2].flatMap(number => {
      const id = `question-${number}-of-${name}`;
      return [
        { id, mark: 'mastered', value: true },
        { id, rating: 3 },
      ];
    });
    const time = Date.now() - 60_000;
    const record = { mastered: [true, time], reviews: [[time, 3, 5]] };
    const ids = new Set(deeds.map(({ id }) => id));
    const content = {
      format: progressFileFormat,
      version: 1,
      exported: new Date(time).toISOString(),
      questions: Object.fromEntries([...ids].map(id => [id, record])),
      interviews: [],
    };
    const file = path.join(folder!, `${name}.json`);
    fs.writeFileSync(file, JSON.stringify(content));
    await this.workbench.runCommand('Import Progress…');
    await this.workbench.quickInput.enterPath('Import Progress', file);
    const dialog = page.locator('.monaco-dialog-box', { hasText: `Import ${name}.json` });
    await dialog.waitFor();
    return async () => {
      for (const deed of deeds) this.ledger.begin(deed);
      await dialog.getByRole('button', { name: 'Import', exact: true }).click();
      return async () => {
        await this.workbench.notification(`${name}.json was imported.`).waitFor();
        for (const deed of deeds) this.ledger.acknowledge(deed);
      };
    };
  }

  /** Imports such a file; the returned function waits for the acknowledgement. */
  async import(): Promise<() => Promise<void>> {
    const agree = await this.beginImport();
    return agree();
  }

  /** Toggles the bookmark of the visible question. */
  async bookmark(): Promise<void> {
    await (
      await this.beginMark('bookmarked')
    )();
  }

  /** Sets or clears a mark of the visible question; returns what waits for the acknowledgement. */
  async beginMark(mark: 'mastered' | 'bookmarked'): Promise<() => Promise<void>> {
    const panel = await this.workbench.panel();
    const selector = `.toolbar .toggle.${mark === 'mastered' ? 'mastered' : 'bookmark'}`;
    const id = await this.shown(panel);
    // As the page shows it: until a newer version's copy is read, it knows less than the person.
    const pressed = await panel.locator(selector).getAttribute('aria-pressed');
    const deed: Deed = { id, mark, value: pressed !== 'true' };
    const seen = await watch(panel, selector);
    this.ledger.begin(deed);
    await panel.locator(selector).click();
    return async () => {
      await seen();
      this.ledger.acknowledge(deed);
    };
  }

  /** Writes an own answer to the visible question; resolves once it is saved. */
  async write(text: string): Promise<void> {
    const panel = await this.workbench.panel();
    const deed: Deed = { id: await this.shown(panel), draft: text };
    const field = panel.locator('#page-own-answer');
    if (!(await field.isVisible())) await panel.locator('#page-own-answer-toggle').click();
    this.ledger.begin(deed);
    await field.fill(text);
    await panel.locator('#page-own-answer[data-kept]').waitFor();
    this.ledger.acknowledge(deed);
  }

  /** The id of the question in the panel. */
  async shown(panel: Frame): Promise<string> {
    const title = await panel.getByRole('heading', { level: 1 }).innerText();
    const id = this.#ids.get(title);
    if (id === undefined) throw new Error(`No question "${title}".`);
    return id;
  }

  /** Compares the extension's export with what was acknowledged. */
  async judge(): Promise<Verdict> {
    this.#exported = await this.export();
    return this.ledger.judge(this.#exported);
  }

  /** The times of all reviews at the last judgement, in ms since 1970. */
  get dates(): number[] {
    const records = Object.values(this.#exported?.questions ?? {});
    return records.flatMap(({ reviews = [] }) => reviews.map(([time]) => time));
  }

  /** Exports all progress by the command and reads the file. */
  async export(): Promise<Exported> {
    const { page, folder } = this.workbench;
    const file = path.join(folder!, `export-${++exports}.json`);
    const written = async () => {
      await this.workbench.runCommand('Export Progress…');
      await this.workbench.quickInput.rows('Progress file').click({ timeout: 5_000 });
      await this.workbench.quickInput.enterPath('Export Progress', file);
      await appears(file);
    };
    try {
      await written();
    } catch {
      // A question that is drawn at this moment takes the focus, which closes the list.
      countRetry('the export of progress');
      await page.keyboard.press('Escape');
      await written();
    }
    this.lastExport = file;
    await this.workbench.notifications.read(`Exported to ${path.basename(file)}.`);
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Exported;
  }
}

/** Waits until the file exists. @throws Error if it does not within 5 s */
async function appears(file: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!fs.existsSync(file)) {
    if (Date.now() > deadline) throw new Error(`${file} was not written.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/**
 * Starts watching elements of the page; the returned function resolves once the text, state or
 * visibility of one has changed.
 */
async function watch(panel: Frame, ...selectors: string[]): Promise<() => Promise<void>> {
  const handle = await panel.evaluateHandle(watched => {
    const stateOf = (selector: string) => {
      const element = document.querySelector(selector);
      return [
        element?.textContent,
        element?.getAttribute('aria-pressed'),
        element?.checkVisibility(),
      ];
    };
    const state = () => JSON.stringify(watched.map(stateOf));
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
  }, selectors);
  return () => handle.evaluate(({ changed }) => changed);
}
