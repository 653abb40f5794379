import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { sectionTitles } from '../../src/study/pack/sections';
import { start, type Workbench } from '../workbench/start';

type Texts = Readonly<Record<string, string>>;
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Texts;

for (const language of ['de', 'zh-cn']) {
  /** Each test continues from the last. */
  describe(`with ${language} as the display language, the interface`, () => {
    const texts = read(`l10n/bundle.l10n.${language}.json`);
    const manifest = read(`package.nls.${language}.json`);
    const say = (english: string) => texts[english]!;
    /** Text that must no longer be visible. */
    const english = [
      ...Object.entries(texts),
      ...Object.entries(read('package.nls.json')).map(([key, text]) => [text, manifest[key]]),
    ]
      .flatMap(([text, translation]) => (text === translation ? [] : [text!]))
      // From packs, which have their own language.
      .filter(text => !sectionTitles.some(([, title]) => title === text));
    let workbench: Workbench;
    let page: Page;

    /** A page's English texts, visible and spoken. */
    const untranslated = async (source: Page | Frame, selector: string) =>
      source.evaluate(
        ({ selector, english }) => {
          const known = new Set(english);
          const found = new Set<string>();
          for (const root of document.querySelectorAll(selector)) {
            for (const element of [root, ...root.querySelectorAll('*')]) {
              // A class may be called `Review`, and a column of an answer "Good". VS Code's own bar
              // is called "Progress", in English without a language pack.
              if (element.closest('code, .prose, .monaco-progress-container')) continue;
              const texts = [
                ...[...element.childNodes].flatMap(node =>
                  node instanceof Text ? [node.data] : [],
                ),
                ...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name)),
              ];
              // A title ends with the equivalent keys.
              for (const text of texts) {
                const plain = text?.trim().replace(/ \([^)]*\)$/, '') ?? '';
                if (known.has(plain)) found.add(plain);
              }
            }
          }
          return [...found];
        },
        { selector, english },
      );

    before(async () => {
      workbench = await start({ language, size: { width: 1400, height: 900 } });
      page = workbench.page;
    });
    after(() => workbench.close());

    it('names commands and rows of the tree', async () => {
      await workbench.tree.open();
      await workbench.palette.open(manifest['command.showStatistics']);
      await workbench.quickInput.row(manifest['command.showStatistics']!).waitFor();
      await page.keyboard.press('Escape');
      await workbench.tree.row(say('Remember'));
      assert.deepEqual(await untranslated(page, '.sidebar, .statusbar'), []);
      await workbench.screenshot(`language-${language}-tree`);
    });

    it('asks and reviews questions', async () => {
      await workbench.runCommand(manifest['command.review']!);
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: say('Reveal answer') }).click();
      await panel.locator('.review-bar .rate', { hasText: say('Good') }).waitFor();
      assert.deepEqual(await untranslated(panel, 'body'), []);
      assert.equal(await panel.locator('html').getAttribute('lang'), language);
      await workbench.screenshot(`language-${language}-review`);
      await panel.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await panel.locator('dialog.keys[open]').waitFor();
      assert.deepEqual(await untranslated(panel, 'dialog'), []);
      await page.keyboard.press('Escape');
    });

    it('holds a mock interview', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand(manifest['command.startInterview']!);
      const panel = await workbench.panel();
      const begin = panel.getByRole('button', { name: say('Start the interview') });
      await begin.waitFor();
      assert.deepEqual(await untranslated(panel, 'body'), []);
      await begin.click();
      await panel.getByRole('textbox').press('Control+Enter');
      await panel.getByText(say('Model answer'), { exact: true }).waitFor();
      assert.deepEqual(await untranslated(panel, 'body'), []);
      await workbench.screenshot(`language-${language}-interview`);
    });

    it('shows the statistics', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand(manifest['command.showStatistics']!);
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1, name: say('Your progress') }).waitFor();
      assert.deepEqual(await untranslated(panel, 'body'), []);
    });

    it('walks through its five steps', async () => {
      await workbench.runCommand(manifest['command.getStarted']!);
      await page.getByText(manifest['walkthrough.title']!).first().waitFor();
      assert.deepEqual(await untranslated(page, '.gettingStartedDetailsContent'), []);
      await workbench.screenshot(`language-${language}-walkthrough`);
    });
  });
}
