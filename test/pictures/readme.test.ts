import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { Progress, QuestionRecord } from '../../src/study/progress';
import { temporaryFolder } from '../host/cleanup';
import { faded, setTheme, setWindowTheme } from '../workbench/themes';
import { start, type Workbench, type WorkbenchOptions } from '../workbench/start';
import { addStudied } from '../ui/studied';
import { Film, takePicture } from './film';

const aDay = 24 * 60 * 60 * 1000;

/** Five new questions a day for a week, and some of them again. @param now ms since 1970 */
function aWeekOfReviews(now: number): Progress {
  const ids = JSON.parse(fs.readFileSync('test/fixtures/question-ids.json', 'utf8')) as string[];
  return new Map(
    ids.slice(0, 35).map((id, at): [string, QuestionRecord] => {
      const first = now - (7 - Math.floor(at / 5)) * aDay;
      const times = at < 20 && at % 3 > 0 ? [first, first + 3 * aDay] : [first];
      return [
        id,
        {
          reviews: times.map((time, review) => ({
            time: time + at * 60_000,
            rating: review > 0 || at % 4 > 0 ? 3 : 1,
            duration: 90_000,
          })),
        },
      ];
    }),
  );
}

/** Takes README's film, and the pictures that the feature tests do not take. */
describe('the pictures of README', () => {
  const temporary = temporaryFolder();
  let workbench: Workbench;
  let page: Page;

  async function open(options: WorkbenchOptions): Promise<void> {
    workbench = await start(options);
    page = workbench.page;
  }
  const heading = (panel: Frame) => panel.getByRole('heading', { level: 1 });
  const settle = () => page.waitForTimeout(700); // VS Code's fades have ended

  /** Presses a key in the page, outside of any field. */
  async function press(key: string): Promise<void> {
    await heading(await workbench.panel()).click();
    await page.keyboard.press(key);
  }

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-picture');
    await workbench.close();
  });
  after(() => temporary.remove());

  it('a film: from the tree to a question, its answer and a rating', async () => {
    await open({ size: { width: 1000, height: 620 } });
    await setWindowTheme(workbench, 'dark');
    await workbench.tree.open();
    await page.mouse.move(620, 420);
    await settle();
    const film = new Film(page);
    await film.showPointer(620, 420);
    await film.hold(1200);
    await film.click((await workbench.tree.row('Intermediate')).locator('.label-name'));
    const row = await workbench.tree.row('How do you handle caching in Django?');
    await row.waitFor();
    await settle();
    await film.hold(900);
    await film.click(row.locator('.label-name'));
    let panel = await workbench.panel();
    await settle();
    await film.hold(2000);
    await film.press('Space', 'Space');
    await panel.getByRole('heading', { name: 'In short' }).waitFor();
    await settle();
    await film.hold(2200);
    const category = await workbench.tree.row('Intermediate');
    await film.moveTo(category.locator('.label-name'));
    await film.click(category.getByRole('button', { name: /Review/ }));
    panel = await workbench.panel();
    await panel.getByRole('region', { name: 'Review' }).waitFor();
    await settle();
    const title = await heading(panel).innerText();
    await film.hold(1800);
    await film.press('Space', 'Space');
    await panel.getByRole('button', { name: /^Good/ }).waitFor();
    await settle();
    await film.hold(2000);
    await film.press('3', '3');
    await heading(panel).filter({ hasNotText: title }).waitFor();
    await settle();
    await film.hold(2500);
    film.save('tour');
  });

  it('a review', async () => {
    await open({ size: { width: 1280, height: 800 } });
    await setWindowTheme(workbench, 'dark');
    await workbench.tree.open();
    await workbench.runCommand('Review Due Questions');
    const panel = await workbench.panel();
    await press('Space');
    const rating = panel.getByRole('button', { name: /^Good/ });
    await rating.waitFor();
    const boxes = panel.getByRole('checkbox');
    for (let i = 0; i < (await boxes.count()) - 1; i++) await boxes.nth(i).check();
    await boxes.first().evaluate(element => element.scrollIntoView({ block: 'center' }));
    await page.mouse.move(800, 300);
    await faded(panel);
    await settle();
    await takePicture(page, 'review-dark');
  });

  it('a plan to the day of an interview', async () => {
    await open({ size: { width: 1280, height: 860 } });
    await setWindowTheme(workbench, 'light');
    await workbench.tree.open();
    // Progress is stored from the first change on.
    const row = await workbench.tree.row('Fundamentals');
    await workbench.tree.click('Fundamentals');
    await (
      await workbench.tree.row('What is Django and why is it used for web development?')
    )
      .getByRole('checkbox')
      .click();
    await workbench.statusBarItem('1/57').waitFor();
    addStudied(workbench.userData, aWeekOfReviews(Date.now()));
    await workbench.reload();
    await workbench.tree.open();
    await row.filter({ visible: true }).waitFor();
    const when = 'In words, such as “in two weeks”, “12 March, 30 minutes a day”, or from the list';
    await workbench.quickInput.openBy(
      'Set Interview Date…',
      when,
      'in nine days, 15 minutes a day',
    );
    await workbench.quickInput.focused('9 days').waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('What Is the Interview About?');
    await workbench.quickInput.accept();
    await workbench.statusBarItem(/9 days · \d+%/).waitFor();
    await workbench.notifications.clear();
    const statistics = await workbench.statistics.open();
    await setTheme(workbench, 'light');
    const section = statistics.getByRole('region', { name: 'Ready for the interview' });
    await section.evaluate(element => {
      element.scrollIntoView({ block: 'start' });
    });
    await page.mouse.move(200, 770);
    await settle();
    await takePicture(page, 'plan-light');
  });

  it('a mock interview and its report', async () => {
    await open({ size: { width: 1280, height: 860 } });
    await setWindowTheme(workbench, 'light');
    await workbench.runCommand('Mock Interview…');
    const panel = await workbench.panel();
    await setTheme(workbench, 'light');
    await panel.getByRole('radio', { name: '5 questions', exact: true }).check();
    await panel.getByText('5 of 57 questions, up to 15 minutes').waitFor();
    await panel.getByRole('button', { name: 'Start the interview' }).click();
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const [index, rating] of ['3', '4', '2', '3', '4'].entries()) {
      await panel.locator('.position', { hasText: `Question ${index + 1} of 5` }).waitFor();
      const answer = `First I say what it is for, in one sentence. Then an example from a project of mine, what went wrong there, and what I would do today.`;
      await panel.getByRole('textbox').fill(answer);
      await page.keyboard.press('Control+Enter');
      await panel.getByRole('heading', { name: 'Model answer' }).waitFor();
      const boxes = panel.getByRole('checkbox');
      const ticked = Math.min(await boxes.count(), 1 + Number(rating));
      for (let i = 0; i < ticked; i++) await boxes.nth(i).check();
      await press(rating);
      await panel.locator('button[aria-pressed=true]').waitFor();
      if (index === 1) {
        await panel.evaluate(() => window.scrollTo(0, 0));
        await page.mouse.move(640, 845);
        await settle();
        await takePicture(page, 'interview-light');
      }
      await press('n');
    }
    await panel.getByRole('heading', { name: 'Score and time by category' }).waitFor();
    await panel.evaluate(() => window.scrollTo(0, 0));
    await settle();
    await takePicture(page, 'report-light');
  });

  it('questions about the code at hand', async () => {
    const folder = path.join(temporary.path, 'shop');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'receivers.py'), receivers);
    fs.writeFileSync(path.join(folder, 'requirements.txt'), 'Django==5.2\n');
    await open({ folder, size: { width: 1280, height: 640 } });
    await setWindowTheme(workbench, 'dark');
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input.input').fill('receivers.py');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'receivers.py' }).click();
    await page.locator('.tab.active', { hasText: 'receivers.py' }).waitFor();
    await workbench.runCommand('Questions About This Code');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'post_save' })
      .first()
      .waitFor();
    await page.mouse.move(800, 560);
    await settle();
    await takePicture(page, 'code-dark');
  });
});

const receivers = `from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Order
from .tasks import send_receipt


@receiver(post_save, sender=Order)
def order_paid(sender, instance, **kwargs):
    """Sends the receipt once the order is safe in the database."""
    if instance.is_paid:
        transaction.on_commit(lambda: send_receipt.delay(instance.pk))


def open_orders(customer):
    orders = Order.objects.filter(customer=customer, is_paid=False)
    return orders.select_related("customer").prefetch_related("lines__book")
`;
