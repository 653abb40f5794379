/** What is due, in the tree's badge and in the status bar, and a reminder for who asked for one. */
import * as vscode from 'vscode';
import { isInterviewId } from '../../study/plan/interviewId';
import { reviewsOf } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import type { ReviewQueue } from '../../study/review/queue';
import { startOfStudyDay, studyDayOf } from '../../study/studyDay';
import { onDidChangeSettings, readSetting } from '../base/configuration';
import { commands } from '../base/ids';
import { report } from '../base/log';
import { settings } from '../base/settings';
import { Slices } from '../base/slices';
import { openDataFolder, type DataFolder } from '../core/storage/folder';
import type { Standing, Study } from '../core/study';
import { reviewLimits } from '../core/reviewLimits';

/** Changes that come together are counted once, after this many ms. */
const settleMs = 300;
/** What is due is looked at again at least this often, in ms: clocks are set and machines sleep. */
const longestWait = 60 * 60 * 1000;
/** Holds the study day of the last reminder, in days since 1970: of all windows and workspaces. */
const remindedFile = 'reminded';

/** How much is due today. */
interface DueCounts {
  /** Questions to be asked again. */
  readonly due: number;
  /** Questions that the day's limit lets begin. */
  readonly fresh: number;
}

/**
 * Counts what is due, without ever being waited for. As long as the person has rated nothing it costs
 * nothing: the schedule's code is loaded when there is the first review.
 */
export class DueReviews implements vscode.Disposable {
  readonly #study: Study;
  readonly #folder: DataFolder;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;
  #view: Pick<vscode.TreeView<unknown>, 'badge'> | undefined;
  #counts: DueCounts = { due: 0, fresh: 0 };
  /** How each rated question stood when that was last told. */
  #standings: ReadonlyMap<QuestionId, Standing | undefined> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest count: one that was overtaken by a change stops. */
  #run = 0;

  /** @param storage the extension's own folder of this profile; it need not exist yet */
  constructor(study: Study, storage: vscode.Uri) {
    this.#study = study;
    this.#folder = openDataFolder(storage);
    this.#item = vscode.window.createStatusBarItem('review', vscode.StatusBarAlignment.Right, 89);
    this.#item.name = vscode.l10n.t('Django interview reviews');
    this.#item.command = commands.review;
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      study.store.onDidChange(() => this.#countSoon(settleMs)),
      // A pack may have come, or gone, with questions that were reviewed.
      study.questions.onDidChange(() => this.#countSoon(settleMs)),
      onDidChangeSettings([], () => this.#countSoon(settleMs)),
      study.onDidReview(() => this.#show()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#countSoon(settleMs);
      }),
    );
  }

  dispose(): void {
    this.#run++;
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  /** Begins to show the count as the badge of `view`. */
  attach(view: Pick<vscode.TreeView<unknown>, 'badge'>): void {
    this.#view = view;
    this.#show();
  }

  #countSoon(ms: number): void {
    const run = ++this.#run;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#count(run).catch(report);
    }, ms);
  }

  async #count(run: number): Promise<void> {
    await this.#study.store.open();
    const { progress } = this.#study.store;
    const reviewed = [...progress].filter(([, record]) => reviewsOf(record).length > 0);
    if (reviewed.length === 0) {
      this.#counts = { due: 0, fresh: 0 };
      this.#show();
      return;
    }
    const [schedule, { buildQueue }] = await Promise.all([
      this.#study.schedule(),
      import('../../study/review/queue'),
    ]);
    const slices = new Slices();
    for (const [id, record] of reviewed) {
      schedule.cardOf(id, record, Date.now());
      await slices.pause();
      if (run !== this.#run) return;
    }
    const now = Date.now();
    const input = {
      ids: this.#study.questions.library.questions.map(({ id }) => id),
      progress,
      schedule,
      limits: reviewLimits(),
      now,
    };
    // Without a date nothing of planning is loaded.
    const queue = [...progress.keys()].some(isInterviewId)
      ? (await (await import('../core/planning')).queueByPlan(this.#study, input)).queue
      : buildQueue(input);
    if (run !== this.#run) return;
    this.#counts = { due: queue.learning.length + queue.due.length, fresh: queue.fresh.length };
    this.#show();
    this.#tellStandings(reviewed.map(([id]) => id));
    this.#countSoon(this.#msToNextChange(queue, now));
    await this.#remind(now);
  }

  /** Tells which questions stand otherwise than when this was called last. */
  #tellStandings(ids: readonly QuestionId[]): void {
    const before = this.#standings;
    this.#standings = new Map(ids.map(id => [id, this.#study.standing(id)]));
    const changed = [...this.#standings].filter(([id, standing]) => standing !== before.get(id));
    this.#study.stand(new Set(changed.map(([id]) => id)));
  }

  /** ms until the next learning step ends or the next study day begins. */
  #msToNextChange(queue: ReviewQueue, now: number): number {
    const { days } = this.#study;
    const tomorrow = startOfStudyDay(studyDayOf(now, days) + 1, days);
    const step = queue.learning.find(({ due }) => due > now)?.due ?? Infinity;
    return Math.min(Math.max(Math.min(step, tomorrow) - now, 1000), longestWait);
  }

  #show(): void {
    const { due, fresh } = this.#counts;
    const label =
      due === 1
        ? vscode.l10n.t('1 question is due for review')
        : vscode.l10n.t('{0} questions are due for review', due);
    // Who is reviewing need not be told to.
    const isShown = due > 0 && !this.#study.isReviewing;
    if (this.#view) this.#view.badge = isShown ? { value: due, tooltip: label } : undefined;
    if (due === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(history) ${vscode.l10n.t('{0} due', due)}`;
    const tooltip = fresh > 0 ? `${label}\n${vscode.l10n.t('{0} new today', fresh)}` : label;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }

  /** Says once a study day what is due, where the person wants that and has not begun already. */
  async #remind(now: number): Promise<void> {
    const { days, store } = this.#study;
    const { due } = this.#counts;
    const day = studyDayOf(now, days);
    if (due === 0 || !readSetting(settings.reviewReminder)) return;
    if (!vscode.window.state.focused) return;
    const { reviewedOn } = await import('../../study/review/queue');
    const done = reviewedOn(day, store.progress, days);
    if (done.fresh + done.reviews > 0) return;
    // A file, since another window would not see the workspace's state, nor the profile's in time.
    if ((await this.#folder.read(remindedFile)) === String(day)) return;
    await this.#folder.replace(remindedFile, String(day));
    const { ask } = await import('./messages');
    ask(
      due === 1
        ? vscode.l10n.t('1 Django question is due for review.')
        : vscode.l10n.t('{0} Django questions are due for review.', due),
      {
        [vscode.l10n.t('Review Now')]: () => vscode.commands.executeCommand(commands.review),
        [vscode.l10n.t('Not Today')]: () => undefined,
      },
    );
  }
}
