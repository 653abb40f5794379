import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { axeViolations, setTheme, themeNames } from '../../workbench/themes';
import { otherExtensions } from '../../workbench/fixtures';
import { start, type Workbench } from '../../workbench/start';

const question = 'What are Django middlewares and how do they work?';
const answer =
  'A middleware wraps the view and sees every request and response, from the top of the list down.';

/** A person who has an answer graded, with test-only models. */
describe('the AI interviewer in the question panel', () => {
  let workbench: Workbench;
  let page: Page;
  const requested: string[] = [];

  async function openQuestion(): Promise<Frame> {
    await workbench.search(question);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: question })
      .waitFor();
    await page.keyboard.press('Enter');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).waitFor();
    return panel;
  }

  const field = (panel: Frame) => panel.getByRole('textbox', { name: 'Your answer' });
  const note = (panel: Frame, text: string | RegExp) =>
    panel.locator('.grading-note', { hasText: text });
  const gradeButton = (panel: Frame) =>
    panel.getByRole('button', { name: /^Grade (my answer|again)/ });
  const fixture = (file: string) =>
    path.join(workbench.userData, 'User', 'globalStorage', 'fixture.model-provider', file);
  const requests = () =>
    existsSync(fixture('requests.txt')) ? Number(readFileSync(fixture('requests.txt'), 'utf8')) : 0;

  async function chooseModel(name: string): Promise<void> {
    await workbench.quickInput.openBy(
      "Choose the Interviewer's Model…",
      'Your choice is remembered',
      `Fixture ${name}`,
    );
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: `Fixture ${name}` })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  const grade = (panel: Frame) => gradeButton(panel).click();

  /** Focuses the answer: a closing quick pick returns the focus a moment later. */
  async function focusAnswer(panel: Frame): Promise<void> {
    await panel.waitForFunction(() => document.hasFocus());
    await field(panel).click();
    await panel.locator('#page-own-answer:focus').waitFor();
  }

  /** No mark, no rating, no request to anywhere: whatever a model has said. */
  async function nothingHappened(): Promise<void> {
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: question }).waitFor();
    assert.equal(
      await panel.getByRole('button', { name: 'Mastered' }).getAttribute('aria-pressed'),
      'false',
    );
    assert.equal(
      await panel.locator('.grading a[href^="command:"], .grading img, .grading script').count(),
      0,
    );
    assert.deepEqual(requested, []);
  }

  describe('without a model', () => {
    before(async () => {
      workbench = await start({
        size: { width: 1280, height: 900 },
        settings: { 'chat.disableAIFeatures': false },
      });
      page = workbench.page;
    });
    after(() => workbench.close());

    it('takes an answer, keeps it, and says what to do to have it graded', async () => {
      const panel = await openQuestion();
      await panel.getByRole('button', { name: 'Your answer' }).click();
      await field(panel).fill(answer);
      await gradeButton(panel).click();
      await note(panel, 'No language model is available').waitFor();
      await panel.getByRole('button', { name: 'Find an Extension' }).waitFor();
      assert.equal(await field(panel).inputValue(), answer);
      await panel.getByRole('button', { name: 'Find an Extension' }).click();
      await page.locator('.extensions-viewlet').waitFor();
    });

    it('shows what would be sent all the same', async () => {
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: 'Show what is sent' }).click();
      await page.locator('.tab', { hasText: 'What Is Sent' }).waitFor();
    });

    it('has kept the answer after a reload', async () => {
      await workbench.reload();
      page = workbench.page;
      const panel = await workbench.panel();
      await field(panel).waitFor();
      assert.equal(await field(panel).inputValue(), answer);
    });
  });

  describe('with models', () => {
    before(async () => {
      workbench = await start({
        size: { width: 1280, height: 1000 },
        settings: { 'chat.disableAIFeatures': false },
        extensions: otherExtensions,
      });
      page = workbench.page;
      page.on('request', request => {
        if (request.url().includes('evil.example')) requested.push(request.url());
      });
    });
    after(() => workbench.close());

    it('sends nothing while one writes, and asks which model when there are several', async () => {
      const panel = await openQuestion();
      await panel.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('a');
      await field(panel).waitFor();
      await page.keyboard.type(answer);
      assert.equal(await field(panel).inputValue(), answer);
      assert.equal(requests(), 0);
      await page.keyboard.press('Control+Enter');
      await page.getByPlaceholder('Your choice is remembered').waitFor();
      await page.keyboard.press('Escape');
      await note(panel, 'Cancelled').waitFor();
      assert.equal(requests(), 0);
    });

    it('grades the answer against the key points, with quotes and a suggested rating', async () => {
      await chooseModel('good');
      const panel = await workbench.panel();
      await grade(panel);
      await note(panel, 'Graded by Fixture good').waitFor();
      await panel.getByRole('heading', { name: 'You covered' }).waitFor();
      assert.equal(await panel.locator('.quote').innerText(), 'A middleware wraps the view');
      await panel.locator('.rating-scale .is-suggested', { hasText: 'Again' }).waitFor();
      await note(panel, 'The model suggested “Good”').waitFor();
      await workbench.screenshot('interviewer-light');
      await nothingHappened();
    });

    it('shows what was sent, word for word', async () => {
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: 'Show what is sent' }).click();
      await page.locator('.tab', { hasText: 'What Is Sent' }).waitFor();
      await page
        .locator('.monaco-editor .view-line', { hasText: 'You are a senior Django engineer' })
        .waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+c');
      const sent = readFileSync(fixture('last-prompt.md'), 'utf8');
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sent);
      assert.ok(sent.includes(answer));
    });

    it('streams a slow reply and stops at Cancel, with the answer kept', async () => {
      await chooseModel('slow');
      const panel = await workbench.panel();
      await grade(panel);
      await note(panel, 'Fixture slow is writing…').waitFor();
      await panel.locator('.said', { hasText: 'A middleware' }).waitFor();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await note(panel, 'Cancelled. Your answer is kept.').waitFor();
      assert.equal(await field(panel).inputValue(), answer);
    });

    it('stops at once with a model that does not listen, by Escape', async () => {
      await chooseModel('stuck');
      const panel = await workbench.panel();
      await focusAnswer(panel);
      await page.keyboard.press('Control+Enter');
      await note(panel, 'Fixture stuck is writing…').waitFor();
      await page.keyboard.press('Escape');
      await note(panel, 'Cancelled').waitFor();
    });

    for (const [model, said] of [
      ['empty', 'Fixture empty sent an empty reply'],
      ['failing', 'Fixture failing could not answer. Its extension says: getaddrinfo ENOTFOUND'],
      ['refusing', 'You have not allowed Django Interview Study to use Fixture refusing'],
      ['blocked', 'Fixture blocked declined this request'],
      ['gone', 'Fixture gone is no longer available'],
      ['prose', 'Fixture prose did not reply in the form of a grade'],
      ['endless', 'Fixture endless did not reply in the form of a grade'],
    ] as const) {
      it(`says what to do with a model that is ${model}`, async () => {
        await chooseModel(model);
        const panel = await workbench.panel();
        await grade(panel);
        await note(panel, said).waitFor();
        await panel.getByRole('button', { name: 'Choose Another Model' }).waitFor();
        assert.equal(await field(panel).inputValue(), answer);
        await nothingHappened();
      });
    }

    it('does nothing that a reply tells it to', async () => {
      await chooseModel('injecting');
      const panel = await workbench.panel();
      await grade(panel);
      await note(panel, 'Graded by Fixture injecting').waitFor();
      await panel.getByRole('heading', { name: 'Not found in your answer' }).waitFor();
      await panel.locator('.rating-scale .is-suggested', { hasText: 'Again' }).waitFor();
      await nothingHappened();
      await chooseModel('hijacked');
      await grade(panel);
      await note(panel, 'did not reply in the form').waitFor();
      await nothingHappened();
    });

    it('leaves axe nothing to say about a graded answer, in every theme', async () => {
      await chooseModel('good');
      await grade(await workbench.panel());
      await note(await workbench.panel(), 'Graded by Fixture good').waitFor();
      for (const theme of themeNames) {
        await setTheme(workbench, theme);
        assert.deepEqual(await axeViolations(await workbench.panel()), [], theme);
      }
      await setTheme(workbench, 'light');
    });

    it('forgets a grading with its question, and keeps the answer', async () => {
      const panel = await workbench.panel();
      await panel.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('n');
      await panel
        .getByRole('heading', { level: 1, name: 'How do you handle database interactions' })
        .waitFor();
      assert.equal(await panel.locator('.grading').isVisible(), false);
      await page.keyboard.press('p');
      await panel.getByRole('heading', { level: 1, name: question }).waitFor();
      assert.equal(await field(panel).inputValue(), answer);
    });

    it('takes a dictated answer of a mock interview in its editor', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Mock Interview…');
      const panel = await workbench.interview.begin();
      await panel.getByRole('button', { name: 'Dictate' }).waitFor();
      await panel.getByRole('textbox').press('Escape');
      await page.keyboard.press('d');
      await workbench.editor.line('These words were spoken.').waitFor();
      const own = workbench.pages.with(each => each.locator('.own-answer.live'));
      assert.equal(
        await (await own).locator('.own-answer.live').innerText(),
        'These words were spoken.',
      );
    });

    it('grades a typed answer of a mock interview, and rates nothing', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Mock Interview…');
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: 'Start the interview' }).click();
      await panel.getByRole('textbox').fill(answer);
      await panel.getByRole('textbox').press('Control+Enter');
      await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
      await grade(panel);
      await note(panel, 'Graded by Fixture good').waitFor();
      await panel.locator('.rating-scale .is-suggested').waitFor();
      assert.equal(await panel.locator('.rating[aria-pressed="true"]').count(), 0);
      await panel.locator('.rating.is-suggested').waitFor();
      await panel.getByText(/^The grading suggests /).waitFor();
    });

    it('marks on the bar of a review what it suggests, until a key point is ticked', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Review Due Questions');
      const panel = await workbench.panel();
      await panel.getByRole('button', { name: 'Reveal answer' }).click();
      const suggested = panel.locator('.review-bar .rate.is-suggested');
      await panel.locator('.review-bar .rate').first().waitFor();
      assert.equal(await suggested.count(), 0);
      if (!(await field(panel).isVisible())) {
        await panel.getByRole('button', { name: 'Your answer' }).click();
      }
      await field(panel).fill(answer);
      await grade(panel);
      await note(panel, 'Graded by Fixture good').waitFor();
      const rating = await panel.locator('.rating-scale .is-suggested').innerText();
      assert.match(await suggested.innerText(), new RegExp(`^${rating}`));
      assert.match(await suggested.innerText(), /suggested$/);
      const boxes = panel.getByRole('checkbox');
      for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
      await suggested.filter({ hasText: 'Good' }).waitFor();
      assert.equal(await suggested.count(), 1);
    });
  });
});
