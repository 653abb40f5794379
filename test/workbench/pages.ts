import type { Frame, Keyboard, Locator, Page } from 'playwright-core';
import { manifest } from '../host/project';

/** The pages inside our panels. VS Code shows one of them at a time. */
export class Pages {
  constructor(private readonly window: { readonly page: Page }) {}

  get keyboard(): Keyboard {
    return this.window.page.keyboard;
  }

  /** The visible one, once it is loaded. */
  shown(): Promise<Frame> {
    const { publisher, name } = manifest();
    const ours = `extensionId=${publisher}.${name}`.toLowerCase();
    return this.until('No panel is shown.', 15_000, () => this.look(ours));
  }

  /**
   * The visible one, once `find` finds something in it: an older one may still be there, about to
   * be replaced.
   */
  with(find: (panel: Frame) => Locator): Promise<Frame> {
    return this.until('No panel shows what is looked for.', 15_000, async () => {
      const panel = await this.shown();
      const isThere = await find(panel)
        .isVisible()
        .catch(() => false);
      return isThere ? panel : undefined;
    });
  }

  /**
   * Marks the headings that our pages show now. The returned function waits until the visible page has
   * drawn its heading again, even with the same text. An opened question arrives a moment later; until
   * then a restored panel may already show that question, and will hide its answer and fields again.
   */
  async drawnAnew(): Promise<() => Promise<Frame>> {
    for (const frame of this.window.page.frames()) {
      await frame
        .evaluate(() => document.querySelector('h1')?.setAttribute('data-before', ''))
        .catch(() => undefined); // it is being closed
    }
    return () => this.with(panel => panel.locator('h1:not([data-before])'));
  }

  /**
   * Waits until the panel that VS Code restores with the window is drawn, if there is one, and a
   * question in it also with what the extension sends after it: that would hide its answer again.
   *
   * @param within ms
   */
  async restored(within: number): Promise<void> {
    const place = this.window.page.locator('[id^="webview-editor-element-"]');
    if ((await place.count()) === 0) return;
    await this.until('No panel is shown again.', within, async () => {
      const panel = await this.look('extensionid=');
      return panel && (await isWhole(panel)) ? panel : undefined;
    });
  }

  /** The page of a visible panel whose address contains `part`, in lower case. */
  private async look(part: string): Promise<Frame | undefined> {
    for (const frame of this.window.page.frames()) {
      const outer = frame.parentFrame();
      if (!outer?.url().toLowerCase().includes(part)) continue;
      if (await isShown(outer, frame)) return frame;
    }
    return undefined;
  }

  /** Nothing tells which frame VS Code shows, so they are polled every 20 ms. */
  private async until(
    failure: string,
    within: number,
    look: () => Promise<Frame | undefined>,
  ): Promise<Frame> {
    const deadline = Date.now() + within;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > deadline) throw new Error(failure);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

/**
 * Whether a page shows more than its HTML brought. That is nothing for most, and for a question a part
 * of it, which cannot be marked as mastered yet.
 */
function isWhole(panel: Frame): Promise<boolean> {
  return panel
    .evaluate(() => {
      if (document.querySelector('main:empty')) return false;
      const isQuestion = document.querySelector('article:not(.summary)') !== null;
      return !isQuestion || !document.querySelector('.mastered:disabled');
    })
    .catch(() => false); // it was replaced meanwhile
}

async function isShown(outer: Frame, inner: Frame): Promise<boolean> {
  try {
    const [outside, inside] = await Promise.all([outer.frameElement(), inner.frameElement()]);
    const shown = (await outside.isVisible()) && (await inside.isVisible());
    return shown && (await inner.evaluate<string>('document.readyState')) === 'complete';
  } catch {
    return false; // it was replaced meanwhile
  }
}
