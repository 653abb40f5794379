import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { until } from '../workbench/editor';
import { axeViolations } from '../workbench/themes';
import { start, type Workbench } from '../workbench/start';

/** Two interviews: one on what the project uses, and one on a category. */
describe('studying for two interviews', () => {
  const temporary = temporaryFolder();
  const requirements = path.join(temporary.path, 'shop', 'requirements.txt');
  let workbench: Workbench;

  const status = (text: string | RegExp) => workbench.statusBarItem(text);
  const require = (...lines: readonly string[]) => {
    fs.mkdirSync(path.dirname(requirements), { recursive: true });
    fs.writeFileSync(requirements, `${lines.join('\n')}\n`);
  };
  const when = 'In words, such as “in two weeks”, “12 March, 30 minutes a day”, or from the list';
  const set = async (words: string, about: string, row: string) => {
    await workbench.quickInput.asks(when);
    await workbench.quickInput.input.fill(words);
    await workbench.quickInput.focused(/\d+ days/).waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('What Is the Interview About?');
    await workbench.quickInput.row('All questions').getByRole('checkbox').click();
    await workbench.quickInput.input.fill(about);
    await workbench.quickInput.row(row).getByRole('checkbox').click();
    await workbench.quickInput.accept();
  };
  /** The row of an interview in the list of all of them. */
  const listed = async (name: string) => {
    await workbench.runCommand('Set Interview Date…');
    await workbench.quickInput.asks('Choose one to change or clear it');
    const row = await workbench.quickInput.rows(name).first().innerText();
    await workbench.page.keyboard.press('Escape');
    return row.replace(/\s+/g, ' ');
  };

  before(async () => {
    require('Django==6.0', 'channels==4.3.2');
    workbench = await start({ folder: path.dirname(requirements) });
  });

  after(async () => {
    await workbench.close();
    temporary.remove();
  });

  it('sets both, and says that they share the day', async () => {
    await workbench.tree.open();
    await workbench.runCommand('Set Interview Date…');
    await set('Bookshop in four days, 20 minutes a day', 'What my project', 'What my project uses');
    await workbench.notification(/Your interview is on/).waitFor();
    await workbench.notifications.clear();
    await status(/4 days · 0%/).waitFor();
    await workbench.runCommand('Set Interview Date…');
    await workbench.quickInput.asks('Choose one to change or clear it');
    await workbench.quickInput.rows('Another Interview…').click();
    await set('Library in twelve days, 30 minutes a day', 'Fundamentals', 'Fundamentals');
    await workbench.notification(/The minutes of a day are shared with Bookshop\./).waitFor();
    await workbench.notifications.clear();
    const item = status(/4 days · 0%/);
    const label = async () =>
      (await item.locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
    await until('both are told', async () => /Bookshop: .*Library: /.test(await label()));
    await workbench.screenshot('interviews');
  });

  it('asks for both in one session, and says for which', async () => {
    await workbench.runCommand('Review Due Questions');
    const bar = (await workbench.panel()).getByRole('region', { name: 'Review' });
    const seen = new Set<string>();
    for (let count = 1; seen.size < 2; count++) {
      assert.ok(count < 12, `only for ${[...seen].join()}`);
      const why = await bar.getByText(/^For (Bookshop|Library)\. New: /).innerText();
      seen.add(/^For (\w+)/.exec(why)![1]!);
      if (count === 1) await workbench.screenshot('interviews-why');
      await workbench.review.reveal();
      await workbench.review.rate('Easy');
      await bar.getByText(new RegExp(`^${count} seen`)).waitFor();
    }
    await workbench.runCommand('End Review');
    const panel = await workbench.panel();
    await panel.getByText(/^Bookshop: You would know \d+% at the interview/).waitFor();
    await panel.getByText(/^Library: You would know \d+% at the interview/).waitFor();
  });

  it('shows in the statistics how ready one is for each', async () => {
    const statistics = await workbench.statistics.open();
    for (const name of ['Bookshop', 'Library']) {
      const section = statistics.getByRole('region', { name: `Ready for the interview: ${name}` });
      await section.getByText(/Ready: \d+% if you did nothing more, \d+% with the plan/).waitFor();
      await section.getByText(/^Your interviews share the minutes of a day/).waitFor();
      await section.getByRole('table', { name: /^Readiness by category/ }).waitFor();
    }
    assert.deepEqual(await axeViolations(await workbench.panel()), []);
    await workbench.screenshot('interviews-readiness');
  });

  it('follows the project when its requirements change, and says so where none are left', async () => {
    const before = await listed('Bookshop');
    assert.match(before, /\d+ questions? · what your project uses · \d+% ready/);
    require('Django==6.0', 'djangorestframework==3.16', 'celery==5.5');
    await until('other questions are in it', async () => {
      const now = await listed('Bookshop');
      const count = (text: string) => /(\d+) questions?/.exec(text)?.[1];
      return now.includes('what your project uses') && count(now) !== count(before);
    });
    fs.rmSync(requirements);
    await until('nothing says what it uses', async () =>
      (await listed('Bookshop')).includes('this workspace shows nothing'),
    );
    assert.match(await listed('Bookshop'), /^\D*Bookshop.*[1-9]\d* questions?/);
  });
});
