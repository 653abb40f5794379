import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import {
  announcements,
  clippedTexts,
  controls,
  doubleText,
  listen,
  smallTargets,
  tooWide,
} from './accessibility';
import { aYearOfReviews, fiveInterviews } from './aYearOfReviews';
import { addStudied } from './studied';
import { start, type Workbench } from '../workbench/start';

/**
 * Accessibility of every page for people who see, point or move differently. Axe's findings in each
 * theme are in the tests of the pages.
 */
describe('every page is accessible', () => {
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 900 } });
    page = workbench.page;
    await workbench.runCommand('Random Django question');
    await (await workbench.panel()).getByRole('heading', { level: 1 }).waitFor();
    await workbench.runCommand('Toggle Mastered');
    await workbench.statusBarItem('1/57').waitFor();
    const now = Date.now();
    addStudied(workbench.userData, aYearOfReviews(now), fiveInterviews(now));
    await workbench.reload();
    page = workbench.page;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  });
  after(() => workbench.close());

  const reveal = async () => {
    const panel = await workbench.panel();
    await panel.getByRole('button', { name: 'Reveal answer' }).first().click();
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    return panel;
  };
  /** The pages, in the order in which they are opened. */
  const pages: Readonly<Record<string, () => Promise<Frame>>> = {
    async question() {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Random Django question');
      return reveal();
    },
    async review() {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Review Due Questions');
      return reveal();
    },
    async 'form of an interview'() {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Mock Interview…');
      const panel = await workbench.panel();
      await panel.getByRole('radio', { name: '5 questions', exact: true }).check();
      return panel;
    },
    async interview() {
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: 'Start the interview' }).click();
      await panel.getByRole('textbox').fill('First I would say what it is for.');
      return panel;
    },
    async comparison() {
      const panel = await workbench.panel();
      await panel.getByRole('textbox').press('Control+Enter');
      await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
      return panel;
    },
    async report() {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Mock Interview History…');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: '90%' }).click();
      const panel = await workbench.panel();
      await panel.getByRole('heading', { name: 'Score and time by category' }).waitFor();
      return panel;
    },
    async statistics() {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Show Statistics');
      const panel = await workbench.panel();
      await panel.locator('.heat-map').waitFor();
      return panel;
    },
  };

  /** Resizes the window so that the page has this width, in CSS pixels. */
  async function widen(panel: Frame, width: number): Promise<void> {
    const around = page.viewportSize()!.width - (await panel.evaluate<number>('innerWidth'));
    await page.setViewportSize({ width: width + around, height: 900 });
    await panel.waitForFunction(wanted => innerWidth === wanted, width);
  }

  for (const [name, open] of Object.entries(pages)) {
    describe(`the page of the ${name}`, () => {
      let panel: Frame;
      before(async () => {
        panel = await open();
      });

      it('has targets of at least 24 by 24 pixels', async () => {
        assert.deepEqual(await panel.evaluate(smallTargets), []);
      });

      it('is reached by Tab in order, and shows where the focus is', async () => {
        let expected = await panel.evaluate(controls);
        assert.ok(expected.length > 2, expected.join());
        let { reached, unseen } = await tabThrough(panel, expected.length);
        // An answer's names arrive a moment after it and add to the page.
        const whole = await panel.evaluate(controls);
        if (whole.length > expected.length) {
          expected = whole;
          ({ reached, unseen } = await tabThrough(panel, expected.length));
        }
        assert.deepEqual(reached, expected);
        assert.deepEqual(unseen, []);
      });

      it('fits 320 pixels, with nothing cut off and no scrolling sideways', async () => {
        await widen(panel, 320);
        await workbench.screenshot(`accessible-320-${name}`.replaceAll(' ', '-'));
        assert.deepEqual(await panel.evaluate(tooWide), []);
        assert.deepEqual(await panel.evaluate(clippedTexts), []);
      });

      it('fits text of twice the size', async () => {
        await widen(panel, 640);
        await panel.evaluate(doubleText, true);
        await workbench.screenshot(`accessible-200-${name}`.replaceAll(' ', '-'));
        const [wide, clipped] = [await panel.evaluate(tooWide), await panel.evaluate(clippedTexts)];
        await panel.evaluate(doubleText, false);
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.deepEqual([wide, clipped], [[], []]);
      });
    });
  }

  /** Presses Tab from the start of the page: what gets the focus, and what of that is hidden. */
  async function tabThrough(panel: Frame, count: number) {
    await panel.evaluate(() => window.scrollTo(0, 0));
    await panel.locator('h1').first().click();
    await panel.evaluate(() => {
      const top = document.createElement('span');
      top.tabIndex = -1;
      top.id = 'top-of-page';
      document.body.prepend(top);
      top.focus();
    });
    const reached: string[] = [];
    const unseen: string[] = [];
    for (let number = 0; number < count; number++) {
      await page.keyboard.press('Tab');
      const { name, seen } = await panel.evaluate(() => {
        const focused = document.activeElement!;
        const look = () =>
          [focused, focused.parentElement!, focused.closest('label') ?? focused]
            .map(element => {
              const style = getComputedStyle(element);
              const { outlineStyle, outlineWidth, outlineColor, boxShadow } = style;
              return [
                outlineStyle,
                outlineWidth,
                outlineColor,
                boxShadow,
                style.borderColor,
              ].join();
            })
            .join('\n');
        const name = (globalThis as unknown as { nameOf(element: Element): string }).nameOf(
          focused,
        );
        const inside = look();
        (focused as HTMLElement).blur();
        const outside = look();
        (focused as HTMLElement).focus();
        return { name, seen: inside !== outside };
      });
      reached.push(name);
      if (!seen) unseen.push(name);
    }
    await panel.evaluate(() => document.querySelector('#top-of-page')!.remove());
    return { reached, unseen };
  }

  it('is told aloud: the question, the reveal, and what a rating did', async () => {
    await workbench.runCommand('View: Close All Editors');
    // None at random: it might be the last one, with no next question.
    await workbench.search('prefetch_related');
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'optimizing database' })
      .waitFor();
    await page.keyboard.press('Enter');
    const panel = await workbench.question.shows(/optimizing database/);
    await panel.evaluate(listen);
    const heading = panel.getByRole('heading', { level: 1 });
    await heading.click();
    await page.keyboard.press('n');
    await panel.waitForFunction(announcements, 'of');
    // The heading has the focus, so that it is read.
    await panel.locator('h1:focus').waitFor();
    await page.keyboard.press('Space');
    await panel.waitForFunction(announcements, 'Answer shown');
    await workbench.runCommand('Review Due Questions');
    // Not the question before it, whose answer is still shown.
    const review = await workbench.pages.with(shown => shown.locator('#review-reveal'));
    await review.evaluate(listen);
    await review.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Space');
    await review.getByRole('button', { name: /^Good/ }).waitFor();
    await page.keyboard.press('3');
    await review.waitForFunction(announcements, 'Good: again in');
    await review.waitForFunction(announcements, 'Review, 1 seen');
  });

  it('moves nothing for those who want no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const panel = await pages.question!();
    const moving = await panel.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map(element => ({ element, style: getComputedStyle(element) }))
        .filter(({ style }) => {
          const seconds = `${style.transitionDuration}, ${style.animationDuration}`.split(', ');
          return seconds.some(value => parseFloat(value) > 0);
        })
        .map(({ element }) => element.outerHTML.slice(0, 100)),
    );
    assert.deepEqual(moving, []);
    assert.equal(
      await panel.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior),
      'auto',
    );
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
});
