/** The current mock interview: steps, clock and storage. */
import * as vscode from 'vscode';
import {
  currentQuestion,
  type Interview,
  type TaskResult,
} from '../../study/mockInterview/interview';
import { mergeAnswers, mergeChanges } from '../../study/mockInterview/merge';
import { candidatesOf, pickQuestions } from '../../study/mockInterview/pick';
import { askedIds } from '../../study/mockInterview/report';
import type { InterviewSettings } from '../../study/mockInterview/settings';
import * as steps from '../../study/mockInterview/steps';
import { pickTask } from '../../study/mockInterview/task';
import { canRun, countTime, isRunning, longestGap } from '../../study/mockInterview/timer';
import { addReviewOnce, nextReviewTime } from '../../study/progress';
import type { Rating } from '../../study/rating';
import type { QuestionId } from '../../study/question';
import { HumanError, report } from '../base/log';
import { plainText } from '../base/plainText';
import type { InterviewStore } from '../core/storage/interviewStore';
import { ratingLabel } from '../core/ratings';
import type { Study } from '../core/study';

/** Clock interval, in ms. */
const tickInterval = 1000;
/** Counted time is on disk after this many ms; typing after `typingDelay`. */
const timeDelay = 5000;
const typingDelay = 200;

/**
 * The kind of change: another question or part of it, the clock only, or the text only. `kept` is
 * none: the interview was written, see `isKept`.
 */
export type SessionChange = 'view' | 'timer' | 'answer' | 'marks' | 'kept';

export class InterviewSession implements vscode.Disposable {
  readonly #study: Study;
  readonly #store: InterviewStore;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #changed = new vscode.EventEmitter<SessionChange>();
  readonly #subscription: vscode.Disposable;
  #interview: Interview | undefined;
  /** What is known to be stored of it; what it began with, until that is stored. */
  #stored: Interview | undefined;
  /** The states that were handed over to be stored from here. */
  readonly #given = new WeakSet<Interview>();
  #ticking: ReturnType<typeof setInterval> | undefined;
  #reviewing: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(
    study: Study,
    store: InterviewStore,
    random: () => number = Math.random,
    now: () => number = Date.now,
  ) {
    this.#study = study;
    this.#store = store;
    this.#random = random;
    this.#now = now;
    this.#subscription = vscode.Disposable.from(
      store.onDidChange(({ id, kept, given }) => {
        if (id !== this.#interview?.id) return;
        if (kept) this.#join(this.#interview, kept, given);
        else this.#forget();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // The person may have gone on with it in the window that they come from.
        if (focused && this.#interview?.status === 'open') this.#keepSoon(0);
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.leave();
    this.#changed.dispose();
  }

  /** The interview shown, which is in progress or has ended. */
  get interview(): Interview | undefined {
    return this.#interview;
  }

  /**
   * Starts an interview with these settings; leaves the previous one as it is.
   * @throws HumanError when no question matches the settings
   */
  async start(settings: InterviewSettings): Promise<void> {
    await this.#study.store.open();
    const { library } = this.#study.questions;
    const candidates = candidatesOf(library.collections, settings, this.#study.store.progress);
    const recent = new Set<QuestionId>();
    const last = (await this.#store.list()).find(({ status }) => status !== 'open');
    for (const id of last ? askedIds(last) : []) recent.add(id);
    const questions = pickQuestions(candidates, settings, this.#random, recent).flatMap(id => {
      const question = library.question(id);
      const place = library.place(id);
      if (!question || !place) return [];
      const { collection, category } = place;
      const { title } = question;
      return [{ id, title, collection: collection.title, category: category.title }];
    });
    if (questions.length === 0) {
      throw new HumanError(
        vscode.l10n.t(
          'No questions match this mix. Choose more categories, or include mastered questions.',
        ),
      );
    }
    this.leave();
    const id = globalThis.crypto.randomUUID();
    const { progress } = this.#study.store;
    const task = settings.withTask
      ? pickTask(library.collections, settings, progress, this.#random)
      : undefined;
    const now = this.#now();
    this.#stored = steps.startInterview({ id, settings, questions, task, now });
    this.#take(this.#stored, 'view', 0);
  }

  /** Shows a stored interview: paused where it was left, or its end. Gives whether it exists. */
  async open(id: string): Promise<boolean> {
    if (this.#interview?.id === id) return true;
    const [stored, from] = (await this.#store.goOn(id)) ?? [];
    if (!stored) return false;
    // Meanwhile it may have been opened, and typed into.
    if (this.#interview?.id === id) return true;
    this.leave();
    this.#stored = from;
    const found = steps.reopen(stored, this.#now());
    this.#take(found, 'view', found === stored ? undefined : 0);
    await this.giveReviews();
    return true;
  }

  /** Stops the clock and closes the interview, which can be opened again. */
  leave(): void {
    const left = this.#interview && steps.pause(this.#interview, this.#now());
    if (left && left !== this.#interview) {
      this.#interview = left;
      this.#keepSoon(0);
    }
    this.#close();
  }

  /** Closes a deleted interview. */
  #forget(): void {
    this.#close();
    this.#changed.fire('view');
  }

  #close(): void {
    this.#interview = undefined;
    this.#stored = undefined;
    this.#updateClock();
  }

  /**
   * Records typed text as the answer, unless the interview or its question has moved on.
   * @param before the text that was edited; by now the answer may be a different one
   */
  answer(id: string, index: number, text: string, before?: string): void {
    if (this.#interview?.id !== id || this.#interview.current !== index) return;
    const { answer } = currentQuestion(this.#interview);
    const whole = mergeAnswers(before ?? answer, text, answer);
    this.#step((one, now) => steps.answer(one, whole, now), 'answer', typingDelay);
  }

  /**
   * Takes in text typed into any stored interview; resolves once it is on disk.
   * @param before as for `answer`
   * @returns whether the question still waits for its answer
   * @throws HumanError when it could not be written
   */
  async answerAnywhere(id: string, index: number, text: string, before?: string): Promise<boolean> {
    if (this.isAsked(id, index)) {
      this.answer(id, index, text, before);
      const one = this.#interview;
      if (one) {
        this.#given.add(one);
        await this.#store.keep(one, this.#stored ?? one);
      }
      return true;
    }
    if (this.#interview?.id === id) return false;
    const [stored, from] = (await this.#store.goOn(id)) ?? [];
    if (stored?.status !== 'open' || stored.current !== index) return false;
    const { phase, answer } = currentQuestion(stored);
    if (phase !== 'asked') return false;
    const whole = mergeAnswers(before ?? answer, text, answer);
    await this.#store.keep(steps.answer(stored, whole, this.#now()), from);
    return true;
  }

  /** Whether this question waits for its answer. */
  isAsked(id: string, index: number): boolean {
    const one = this.#interview;
    return one?.id === id && one.current === index && currentQuestion(one).phase === 'asked';
  }

  /** Whether the answer to the current question is stored. */
  get isKept(): boolean {
    const one = this.#interview;
    return (
      one?.questions[one.current]?.answer === this.#stored?.questions[one?.current ?? 0]?.answer
    );
  }

  togglePause(): void {
    this.#step((one, now) => (isRunning(one) ? steps.pause(one, now) : steps.resume(one, now)));
  }

  /** Resumes the clock; does nothing if it is running. */
  resume(): void {
    this.#step(steps.resume);
  }

  /** Shows the model answer with these parts. */
  reveal(answer: { readonly keyPoints: readonly string[]; readonly followUps: number }): void {
    this.#step((one, now) => steps.reveal(one, answer, this.#random, now));
  }

  tick(index: number, point: number, on: boolean): void {
    if (this.#interview?.current !== index) return;
    this.#step((one, now) => steps.tickKeyPoint(one, point, on, now), 'marks');
  }

  openFollowUp(index: number, followUp: number): void {
    if (this.#interview?.current !== index) return;
    this.#step((one, now) => steps.openFollowUp(one, followUp, now), 'marks');
  }

  rate(rating: Rating): void {
    this.#step((one, now) => {
      // The review is identified by this time, however often it is passed to the schedule.
      const { progress } = this.#study.store;
      const reviewed = nextReviewTime(progress, currentQuestion(one).id, now);
      return steps.rate(one, rating, now, reviewed);
    });
  }

  /** Records the progress of the shown interview's coding task. */
  noteTask(id: string, result: TaskResult): void {
    if (this.#interview?.id === id) this.#step((one, now) => steps.noteTask(one, result, now));
  }

  async skip(): Promise<void> {
    this.#step(steps.skip);
    await this.giveReviews();
  }

  /** Asks the next question, or ends the interview; adds the rating to the schedule. */
  async next(): Promise<void> {
    this.#step(steps.askNextQuestion);
    await this.giveReviews();
  }

  /** Ends the interview early. */
  async end(): Promise<void> {
    this.#step(steps.abandon);
    await this.giveReviews();
  }

  /**
   * Adds the ratings of the finished questions to the schedule, each as a change that can be
   * undone. After an interruption this continues when the interview is opened again; the rating's
   * time identifies the review, so none is added twice.
   */
  giveReviews(): Promise<void> {
    const meant = this.#interview;
    if (!meant) return this.#reviewing;
    this.#reviewing = this.#reviewing
      // The panel may close before its turn: the interview then stays as it was left.
      .then(() => this.#giveReviewsOf(this.#interview?.id === meant.id ? this.#interview : meant))
      .catch(report);
    return this.#reviewing;
  }

  async #giveReviewsOf(interview: Interview): Promise<void> {
    for (const [index, question] of interview.questions.entries()) {
      const { id, title, rating, rated, reviewed, spent } = question;
      const isLeft = index !== interview.current || interview.status !== 'open';
      if (rating === undefined || rated === undefined || reviewed || !isLeft) continue;
      await this.#study.store.open();
      await this.#study.store.apply(ratingLabel(rating, plainText(title)), progress =>
        addReviewOnce(progress, id, { time: rated, rating, duration: spent }),
      );
      // Meanwhile the interview may have gone on, or another may be shown.
      const now = this.#interview?.id === interview.id ? this.#interview : undefined;
      if (now) this.#step((one, time) => steps.noteReviewed(one, index, time), 'marks');
      else {
        const [stored, from] = (await this.#store.goOn(interview.id)) ?? [];
        if (stored) {
          // It is nobody's step: with a later stamp it would undo a deletion in another window.
          const { updated } = stored;
          const noted = { ...steps.noteReviewed(stored, index, updated), updated };
          this.#store.keepSoon(noted, 0, from);
        }
      }
    }
  }

  /** Makes a step of the person's, shows it, and stores it within `delay` ms. */
  #step(
    step: (interview: Interview, now: number) => Interview,
    change: SessionChange = 'view',
    delay = 0,
  ): void {
    const before = this.#interview;
    if (!before) return;
    const after = step(before, this.#now());
    if (after !== before) this.#take(after, change, delay);
  }

  #take(interview: Interview, change: SessionChange, delay: number | undefined): void {
    this.#interview = interview;
    if (delay !== undefined) this.#keepSoon(delay);
    this.#updateClock();
    this.#changed.fire(change);
  }

  /** Stores it within `delay` ms. */
  #keepSoon(delay: number): void {
    const one = this.#interview;
    if (!one) return;
    this.#given.add(one);
    this.#store.keepSoon(one, delay, this.#stored ?? one);
  }

  #updateClock(): void {
    const runs = this.#interview !== undefined && isRunning(this.#interview);
    if (runs === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#ticking = runs ? setInterval(() => this.#tick(), tickInterval) : undefined;
  }

  #tick(): void {
    const before = this.#interview;
    if (!before) return;
    const now = this.#now();
    const silence = now - (before.runningSince ?? now);
    this.#interview = countTime(before, now);
    this.#keepSoon(timeDelay);
    // After sleep or a clock change, the page's own count is wrong.
    if (silence < 0 || silence > longestGap) this.#changed.fire('timer');
  }

  /**
   * Takes over what is stored of the interview: another window's changes, an import, an undo.
   * @param given the state passed to the store, if its base was passed along. What is shown descends
   * from it, unless it holds only text that arrived before the interview was shown
   */
  #join(before: Interview, kept: Interview, given: Interview | undefined): void {
    const base = (given && this.#given.has(given) ? given : this.#stored) ?? kept;
    const now = this.#now();
    this.#stored = kept;
    const merged = mergeChanges(base, before, withClockOf(before, kept));
    if (merged !== before) {
      const { phase } = currentQuestion(merged);
      const isLeft = phase === 'planned' || phase === 'skipped' || isRunning(merged);
      const goesOn = merged.status === 'open' && !canRun(merged) && isLeft;
      this.#take(goesOn ? steps.reopen(merged, now) : merged, 'view', timeDelay);
    }
    this.#changed.fire('kept');
  }
}

/** Another window may have stopped the clock of this one, but it neither starts it nor counts for it. */
function withClockOf({ runningSince }: Interview, kept: Interview): Interview {
  const { runningSince: since, ...rest } = kept;
  return since === undefined || runningSince === undefined ? rest : { ...rest, runningSince };
}
