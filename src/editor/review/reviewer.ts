/** Asks a review's questions one after the other, and stores the ratings. */
import * as vscode from 'vscode';
import { addReview, setMark, type Progress } from '../../study/progress';
import type { Rating } from '../../study/rating';
import type { QuestionId } from '../../study/question';
import {
  becameLeech,
  becameMastered,
  buryUntilTomorrow,
  isReviewed,
  nextQuestion,
  reviewedOn,
  type ReviewScope,
} from '../../study/review/queue';
import {
  readSession,
  startSession,
  withMissedRatings,
  withoutUndone,
  withSkipped,
  withStep,
  type ReviewSession,
} from '../../study/review/session';
import type { Card } from '../../study/review/schedule';
import { studyDayOf } from '../../study/studyDay';
import type { ReviewView, SummaryView } from '../../protocol/review';
import { contextKeys, stateKeys } from '../base/ids';
import { onDidChangeSettings } from '../base/configuration';
import { report } from '../base/log';
import { plainText } from '../base/plainText';
import type { QuestionPanel } from '../question/questionPanel';
import type { LibraryChange } from '../core/packSource';
import { planNow } from '../core/planning';
import { setContext, type Study } from '../core/study';
import { intervalText } from '../core/intervals';
import { sayLeech, suggestMastered } from './messages';
import { ratingLabel, ratingNames } from '../core/ratings';
import { reviewLimits } from '../core/reviewLimits';
import { extraOf, queueOf } from './reviewQueue';
import { reviewView } from './reviewView';
import { Stopwatch } from './stopwatch';
import { summaryView } from './summary';

/** How many new questions beyond the day's limit are added at a time. */
const more = 10;

export class Reviewer implements vscode.Disposable {
  readonly #study: Study;
  readonly #panel: QuestionPanel;
  readonly #subscriptions: vscode.Disposable;
  #session: ReviewSession | undefined;
  /** Set while a step is being stored: clicks meanwhile were meant for the step before. */
  #busy = false;
  readonly #watch = new Stopwatch();

  constructor(study: Study, panel: QuestionPanel) {
    this.#study = study;
    this.#panel = panel;
    this.#session = readSession(study.state.get<unknown>(stateKeys.review));
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(() => void this.#follow().catch(report)),
      study.questions.onDidChange(({ renamed }) => this.#followPacks(renamed)),
      study.onDidOpen(() => this.#updateContext()),
      onDidChangeSettings([], () => panel.refreshReview()),
      vscode.window.onDidChangeWindowState(({ focused }) => this.#watch.run(focused)),
    );
    this.#updateContext();
    this.#watch.restart();
    // The session may have been stored before the last rating was.
    study.store
      .open()
      .then(() => this.#follow())
      .catch(report);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Whether a step is being stored: actions on the open question meanwhile were meant for that. */
  get isBusy(): boolean {
    return this.#busy;
  }

  /** Whether a review is under way. */
  get isOpen(): boolean {
    return this.#session !== undefined && this.#session.status !== 'ended';
  }

  /**
   * Starts reviewing `scope`, or resumes a review of it. Without a scope, resumes today's review.
   */
  async start(scope?: ReviewScope): Promise<void> {
    await this.#study.store.open();
    await this.#follow();
    const now = Date.now();
    const { days } = this.#study;
    const last = this.#session;
    const today = last !== undefined && studyDayOf(last.started, days) === studyDayOf(now, days);
    if (today && scope === undefined && last.status === 'ended' && this.#panel.showsSummary) {
      // The person ended early and resumes from the summary.
      const next = await this.#next();
      if (next !== undefined) {
        this.#keep({ ...last, status: 'open' });
        await this.#ask(next);
        return;
      }
    }
    const goesOn =
      today &&
      last.status !== 'ended' &&
      (scope === undefined || JSON.stringify(scope) === JSON.stringify(last.scope));
    this.#keep(goesOn ? { ...last, status: 'open' } : startSession(scope ?? { kind: 'all' }, now));
    await this.#ask(goesOn ? last.current : undefined);
  }

  /** Goes on after the summary, with more new questions than the day's limit. */
  async learnMore(): Promise<void> {
    await this.#study.store.open();
    const now = Date.now();
    const day = studyDayOf(now, this.#study.days);
    const last = this.#session;
    const session =
      last !== undefined && studyDayOf(last.started, this.#study.days) === day
        ? last
        : startSession(last?.scope ?? { kind: 'all' }, now);
    const begun = reviewedOn(day, this.#study.store.progress, this.#study.days).fresh;
    const planned = await planNow(this.#study, now);
    const before = planned ? extraOf(this.#study, session, now) : begun - reviewLimits().newPerDay;
    const count = Math.max(0, before) + more;
    this.#keep({ ...session, status: 'open', extra: { day, count } });
    await this.#ask(undefined);
  }

  /** Stores the person's rating of the current question, and asks the next one. */
  async rate(rating: Rating): Promise<void> {
    const asked = this.#asked;
    if (this.#busy) return;
    if (asked === undefined) {
      await this.#rateOpen(rating);
      return;
    }
    this.#busy = true;
    try {
      const { before, after, time } = await this.#keepRating(asked, rating, this.#watch.elapsed);
      // Stored with the next question; until then the progress tells of this rating.
      if (this.#session) {
        this.#session = withStep(this.#session, { kind: 'rated', id: asked, time });
      }
      // The page announces the next question.
      this.#announceRating(rating, after, time);
      await this.#goOn(asked);
      this.#sayWhatItBecame(asked, before, after, time);
    } catch (error) {
      // The page waits for a response to the click.
      this.#panel.refreshReview();
      throw error;
    } finally {
      this.#busy = false;
      // Catches up with changes by another window, or an undo, made meanwhile.
      if (this.#isBehind) void this.#follow().catch(report);
    }
  }

  /** Stores the person's rating of the open question, which no review asks, once per visit. */
  async #rateOpen(rating: Rating): Promise<void> {
    const id = this.#study.current?.id;
    if (id === undefined || this.#panel.rated !== undefined) return;
    this.#busy = true;
    try {
      // Thinking time is measured only in a review.
      const { before, after, time } = await this.#keepRating(id, rating, 0);
      this.#panel.setRated(id, time);
      this.#announceRating(rating, after, time);
      this.#sayWhatItBecame(id, before, after, time);
    } finally {
      this.#busy = false;
    }
  }

  async #keepRating(id: QuestionId, rating: Rating, duration: number) {
    const schedule = await this.#study.schedule();
    const { store } = this.#study;
    const before = schedule.cardOf(id, store.progress.get(id), Date.now());
    let time = 0;
    await store.apply(ratingLabel(rating, this.#title(id)), progress => {
      const change = addReview(progress, id, { time: Date.now(), rating, duration });
      time = change.get(id)?.reviews?.[0]?.time ?? 0;
      return change;
    });
    return { before, after: schedule.cardOf(id, store.progress.get(id), time), time };
  }

  /** For a screen reader. */
  #announceRating(rating: Rating, after: Card, time: number): void {
    this.#panel.post({
      type: 'announce',
      message: vscode.l10n.t(
        '{0}: again in {1}',
        ratingNames()[rating],
        intervalText(after, time, 'long'),
      ),
    });
  }

  #sayWhatItBecame(id: QuestionId, before: Card, after: Card, time: number): void {
    if (becameLeech(before, after)) sayLeech(this.#study, id, after.lapses);
    else if (becameMastered(before, after)) suggestMastered(this.#study, id, after, time);
  }

  /** Moves the question to the end of the review. */
  async skip(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined || !this.#session || this.#busy) return;
    this.#busy = true;
    try {
      const before = this.#session;
      this.#keep(withSkipped(before, asked));
      const next = await this.#next();
      if (next === asked && this.#asked === asked) {
        this.#keep(before);
        this.#panel.refreshReview();
        this.#panel.post({
          type: 'announce',
          message: vscode.l10n.t('This is the last question of the review.'),
        });
      } else await this.#goOn(asked, next);
    } finally {
      this.#busy = false;
      if (this.#isBehind) void this.#follow().catch(report);
    }
  }

  /**
   * Asks the next question after `done`, unless the person did something else meanwhile: closed the
   * panel, opened another question, paused or ended the review.
   */
  async #goOn(done: QuestionId, next?: QuestionId): Promise<void> {
    // Looking for it takes a moment, in which the person can do all that.
    const following = this.#asked === done ? await this.#orNext(next) : undefined;
    if (this.#asked === done) {
      await this.#show(following);
      return;
    }
    const session = this.#session;
    // It is not asked again when the review goes on.
    if (session)
      this.#keep(session.current === done ? { ...session, current: undefined } : session);
    if (session?.status === 'ended' && this.#panel.showsSummary) await this.#showSummary();
    else this.#panel.refreshReview();
  }

  /** Leaves the questions out until tomorrow. The next one is asked once that is stored. */
  async bury(ids: readonly QuestionId[]): Promise<void> {
    const [id] = ids;
    if (id === undefined) return;
    const label =
      ids.length === 1
        ? vscode.l10n.t('Buried “{0}” until tomorrow', this.#title(id))
        : vscode.l10n.t('Buried until tomorrow: {0} questions', ids.length);
    await this.#changeAndFollow(label, progress =>
      buryUntilTomorrow(progress, ids, this.#study.days, Date.now()),
    );
  }

  /** Leaves the question out of reviews until the person brings it back. */
  async suspend(id: QuestionId | undefined, on = true): Promise<void> {
    if (id === undefined) return;
    const label = on
      ? vscode.l10n.t('Suspended “{0}”', this.#title(id))
      : vscode.l10n.t('Unsuspended “{0}”', this.#title(id));
    await this.#changeAndFollow(label, progress =>
      setMark(progress, [id], 'suspended', on, Date.now()),
    );
  }

  /** Pauses the review; the question stays where it is. */
  pause(): void {
    if (this.#session?.status !== 'open') return;
    this.#keep({ ...this.#session, status: 'paused' });
    this.#panel.refreshReview();
  }

  /** Ends the review and shows its summary. */
  async end(): Promise<void> {
    if (!this.isOpen || !this.#session) return;
    this.#keep({ ...this.#session, status: 'ended', current: undefined });
    await this.#showSummary();
  }

  /** The bar under the question, if there is a review. */
  async viewOf(id: QuestionId, keyPoints: number): Promise<ReviewView | undefined> {
    await this.#study.store.open();
    const session = this.#session;
    if (session === undefined || session.status === 'ended') return undefined;
    if (!this.#busy && withMissedRatings(session, this.#study.store.progress) !== session) {
      void this.#follow().catch(report); // to the next question, if this is the current one
      return undefined;
    }
    const now = Date.now();
    const place = await queueOf(this.#study, session, await this.#study.schedule(), now);
    return reviewView(session, place, id, keyPoints);
  }

  /** The summary shown in place of a question after the review. */
  async summary(): Promise<SummaryView | undefined> {
    await this.#study.store.open();
    const session = this.#session;
    if (session === undefined) return undefined;
    const schedule = await this.#study.schedule();
    const { queue, input, planned } = await queueOf(this.#study, session, schedule, Date.now());
    return summaryView(this.#study, session, { input, queue, planned, more });
  }

  /** The current question, if the panel shows it. */
  get #asked(): QuestionId | undefined {
    const session = this.#session;
    if (session?.status !== 'open' || session.current === undefined) return undefined;
    return session.current === this.#study.current?.id ? session.current : undefined;
  }

  /** Asks `id`, or the next question; without any the review has ended. */
  async #ask(id: QuestionId | undefined): Promise<void> {
    await this.#show(await this.#orNext(id));
  }

  async #orNext(id: QuestionId | undefined): Promise<QuestionId | undefined> {
    return id !== undefined && this.#canBeAsked(id) ? id : this.#next();
  }

  /** Shows the question to ask; without one the review has ended. */
  async #show(next: QuestionId | undefined): Promise<void> {
    if (!this.#session) return;
    if (next === undefined) {
      this.#keep({ ...this.#session, status: 'ended', current: undefined });
      await this.#showSummary();
      return;
    }
    this.#keep({ ...this.#session, current: next });
    await this.#panel.show(next);
    this.#watch.restart();
    this.#updateContext();
  }

  #canBeAsked(id: QuestionId): boolean {
    return (
      this.#study.questions.question(id) !== undefined &&
      isReviewed(this.#study.store.progress.get(id), Date.now())
    );
  }

  async #next(): Promise<QuestionId | undefined> {
    const session = this.#session;
    if (session === undefined) return undefined;
    const now = Date.now();
    const { queue } = await queueOf(this.#study, session, await this.#study.schedule(), now);
    return nextQuestion(queue, now, session.skipped);
  }

  async #showSummary(): Promise<void> {
    const summary = await this.summary();
    if (summary) await this.#panel.showSummary(summary);
    this.#updateContext();
  }

  async #changeAndFollow(label: string, change: (progress: Progress) => Progress): Promise<void> {
    try {
      await this.#study.store.apply(label, change);
    } finally {
      await this.#follow();
    }
  }

  #following: Promise<void> = Promise.resolve();

  /** Follows progress: undone questions are asked again, excluded ones are dropped. */
  #follow(): Promise<void> {
    if (this.#busy) return Promise.resolve();
    this.#following = this.#following.catch(() => undefined).then(() => this.#catchUp());
    return this.#following;
  }

  /** Whether a change of progress makes another question current. */
  get #isBehind(): boolean {
    const session = this.#session;
    const asked = this.#asked;
    if (session === undefined || asked === undefined) return false;
    const { progress } = this.#study.store;
    const now = Date.now();
    return (
      withMissedRatings(session, progress) !== session ||
      withoutUndone(session, progress, now) !== session ||
      !isReviewed(progress.get(asked), now)
    );
  }

  /** Follows the packs: adds new questions to the queue and drops removed ones. */
  #followPacks(renamed: LibraryChange['renamed']): void {
    const session = this.#session;
    if (session === undefined || session.status === 'ended') return;
    const { questions } = this.#study;
    const { current } = session;
    const now = current === undefined ? undefined : renamed.get(current);
    if (current !== undefined && now !== undefined) {
      // A question reworded while being asked stays current.
      if (!questions.question(current) && questions.question(now)) {
        this.#keep({ ...session, current: now });
      }
    }
    this.#panel.refreshReview();
  }

  async #catchUp(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const { progress } = this.#study.store;
    const now = Date.now();
    const asked = this.#asked;
    const inView = asked !== undefined || (session.status === 'ended' && this.#panel.showsSummary);
    const rated = withMissedRatings(session, progress);
    if (rated !== session) {
      this.#keep(rated);
      if (asked === undefined) this.#panel.refreshReview();
      else await this.#ask(undefined);
      return;
    }
    const back = withoutUndone(session, progress, now);
    if (back !== session) {
      this.#keep({ ...back, status: inView ? 'open' : session.status });
      if (inView) await this.#ask(back.current);
      else this.#panel.refreshReview();
      return;
    }
    const record = asked === undefined ? undefined : progress.get(asked);
    if (asked === undefined || isReviewed(record, now)) {
      this.#panel.refreshReview();
      return;
    }
    const kind = record?.mastered?.[0]
      ? 'mastered'
      : record?.suspended?.[0]
        ? 'suspended'
        : 'buried';
    this.#keep(withStep(session, { kind, id: asked }));
    await this.#ask(undefined);
  }

  #keep(session: ReviewSession): void {
    this.#session = session;
    this.#study.state.update(stateKeys.review, session).then(undefined, report);
    this.#updateContext();
  }

  #updateContext(): void {
    setContext(contextKeys.reviewing, this.#asked !== undefined);
    this.#study.setReviewing(this.#asked !== undefined);
    setContext(contextKeys.reviewOpen, this.isOpen);
  }

  #title(id: QuestionId): string {
    return plainText(this.#study.questions.question(id)?.title ?? id);
  }
}
