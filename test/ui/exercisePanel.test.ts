import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame } from 'playwright-core';
import { temporaryFolder } from '../host/cleanup';
import { smallTargets, tooWide } from './accessibility';
import { axeViolations, setTheme, themeNames } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

const pack = `# Shelf

## Why is the shelf slow? {#slow-shelf}

> Count the queries.

### In short

It asks for each author.

### Exercise {kind="repair" minutes="15"}

The shelf in \`shop/views.py\` asks the database once for each author. Mend it, and leave the page as it
is.

\`\`\`python title="checks/test_shelf.py" check
from django.test import TestCase


class ShelfTests(TestCase):
    def test_takes_two_queries(self):
        """The shelf takes two queries, however many books there are."""

    def test_names_every_author(self):
        """Every author is named."""
\`\`\`

\`\`\`python title="shop/views.py" solution
SOLUTION = 1
\`\`\`

#### Hint

Look at what the template does with each book.

#### Hint

\`select_related\` follows a foreign key.
`;

/** The exercise on its question's page; practising it is in another file. */
describe('the exercise under its question', () => {
  const temporary = temporaryFolder();
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = path.join(temporary.path, 'work');
    fs.mkdirSync(path.join(folder, '.interview'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.interview', 'shelf.md'), pack);
    workbench = await start({ folder, size: { width: 1280, height: 860 } });
    await workbench.tree.open();
    await workbench.tree.click('Shelf', 'Why is the shelf slow?');
    await workbench.question.shows('Why is the shelf slow?');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    panel = await workbench.panel();
  });

  after(async () => {
    await workbench.close();
    temporary.remove();
  });

  const exercise = () => panel.getByRole('region', { name: 'Exercise' });

  it('is summed up while the answer is hidden', async () => {
    await exercise().getByText('Repair · 15 min').waitFor();
    await exercise().getByText('asks the database once for each author.').first().waitFor();
    assert.equal(await panel.getByRole('heading', { name: 'In short' }).isVisible(), false);
    assert.equal(await exercise().getByText('Mend it').isVisible(), false);
    await exercise().getByRole('button', { name: 'Practise' }).waitFor();
  });

  it('opens by the keyboard, and its hints one by one', async () => {
    await exercise().locator('summary', { hasText: 'Task, hints and checks' }).focus();
    await panel.page().keyboard.press('Enter');
    await exercise().getByText('Mend it').waitFor();
    await exercise().getByText('Every author is named.').waitFor();
    const hint = (name: string) => exercise().getByRole('heading', { name, exact: true });
    await exercise().getByRole('button', { name: 'Show hint 1 of 2' }).focus();
    await panel.page().keyboard.press('Enter');
    await hint('Hint 1').waitFor();
    assert.equal(await hint('Hint 2').count(), 0);
    // The focus stays on the button, which now opens the next one.
    const next = exercise().getByRole('button', { name: 'Show hint 2 of 2' });
    await next.and(panel.locator(':focus')).waitFor();
    await panel.page().keyboard.press('Enter');
    await hint('Hint 2').and(panel.locator(':focus')).waitFor();
    assert.equal(
      await exercise()
        .getByRole('button', { name: /Show hint/ })
        .count(),
      0,
    );
  });

  it('leaves axe nothing to say in four themes, and fits where there is little room', async () => {
    await workbench.page.setViewportSize({ width: 640, height: 430 });
    await exercise().scrollIntoViewIfNeeded();
    for (const name of themeNames) {
      await setTheme(workbench, name);
      await workbench.screenshot(`exercise-${name}`.replaceAll(' ', '-'));
      assert.deepEqual(await axeViolations(panel), []);
    }
    assert.deepEqual(await panel.evaluate(smallTargets), []);
    assert.deepEqual(await panel.evaluate(tooWide), []);
  });

  it('never shows its solution, with the answer or without', async () => {
    await panel.getByRole('button', { name: 'Reveal answer' }).first().click();
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    assert.doesNotMatch(await panel.content(), /SOLUTION|ShelfTests/);
    await exercise().scrollIntoViewIfNeeded();
    await workbench.screenshot('exercise-with-answer');
  });
});
