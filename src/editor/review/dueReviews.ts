/** Due questions in the tree's badge and the status bar, and an opt-in reminder. */
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

/** Delay to count changes together, in ms. */
const settleMs = 300;
/** Recounted at least this often, in ms: clocks are changed and machines sleep. */
const longestWait = 60 * 60 * 1000;
/** Holds the study day of the last reminder, in days since 1970, for all windows and workspaces. */
const remindedFile = 'reminded';

/** The number of questions due today. */
interface DueCounts {
  /** Questions to review again. */
  readonly due: number;
  /** New questions within the day's limit. */
  readonly fresh: number;
}

/**
 * Counts what is due in the background. Costs nothing until the person has rated something: the
 * schedule's code is loaded with the first review.
 */
export class DueReviews implements vscode.Disposable {
  readonly #study: Study;
  readonly #folder: DataFolder;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;
  #view: Pick<vscode.TreeView<unknown>, 'badge'> | undefined;
  #counts: DueCounts = { due: 0, fresh: 0 };
  /** Each rated question's state when last announced. */
  #standings: ReadonlyMap<QuestionId, Standing | undefined> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The number of the latest count: older ones stop. */
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
      // Packs with reviewed questions may have been added or removed.
      study.questions.onDidChange(() => this.#countSoon(settleMs)),
      // Interviews may be about what the project uses.
      study.project.onDidFind(() => this.#countSoon(settleMs)),
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

  /** Starts to show the count as the badge of `view`. */
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
    // Without a date no planning code is loaded.
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

  /** Announces the questions whose state changed since the last call. */
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
    // No reminder during a review.
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

  /** Shows once a study day what is due, if reminders are on and no review was started. */
  async #remind(now: number): Promise<void> {
    const { days, store } = this.#study;
    const { due } = this.#counts;
    const day = studyDayOf(now, days);
    if (due === 0 || !readSetting(settings.reviewReminder)) return;
    if (!vscode.window.state.focused) return;
    const { reviewedOn } = await import('../../study/review/queue');
    const done = reviewedOn(day, store.progress, days);
    if (done.fresh + done.reviews > 0) return;
    // A file: other windows would not see the workspace's state, nor the profile's in time.
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
