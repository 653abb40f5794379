/** What every part of the editor works with: the questions, the progress, and which question is open. */
import * as vscode from 'vscode';
import { isInterviewId } from '../../study/plan/interviewId';
import {
  draftOf,
  hasMark,
  marks,
  noteOf,
  reviewsOf,
  setMark,
  type Mark,
  type Progress,
} from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import type { PersonalMemory } from '../../study/review/personalMemory';
import type { Schedule } from '../../study/review/schedule';
import { studyDayOf, type DayRules } from '../../study/studyDay';
import { readSetting } from '../base/configuration';
import { contextKeys, stateKeys } from '../base/ids';
import { settings } from '../base/settings';
import { studyDays } from './studyDays';
import type { QuestionSource } from './questionSource';
import type { ProgressStore } from './storage/progressStore';

/** Which questions the tree shows. */
export const filters = [
  'all',
  'due',
  'notSeen',
  'notMastered',
  'mastered',
  'bookmarked',
  'noted',
  'withExercise',
] as const;
export type Filter = (typeof filters)[number];

/**
 * How a question stands with the reviews: never rated, to be asked again in minutes, today, in so many
 * study days (1 is tomorrow), or left out of them.
 */
export type Standing = 'new' | 'learning' | 'due' | 'buried' | 'suspended' | number;

/** How a category stands with the next interview. */
export interface CategoryReadiness {
  /** The share of its questions that would be known on the day, in whole percents. */
  readonly percent: number;
  /** Whether it is well behind the others. */
  readonly needsAttention: boolean;
}

/** The shared services, handed to each `registerX`. */
export class Study implements vscode.Disposable {
  readonly questions: QuestionSource;
  readonly store: ProgressStore;
  readonly state: vscode.Memento;
  readonly #opened = new vscode.EventEmitter<QuestionId | undefined>();
  readonly #filtered = new vscode.EventEmitter<Filter>();
  readonly #subscription: vscode.Disposable;
  #current: QuestionId | undefined;
  #filter: Filter;
  #schedule: Schedule | undefined;
  #memory:
    | {
        readonly today: number;
        readonly days: DayRules;
        readonly made: Promise<PersonalMemory | undefined>;
      }
    | undefined;
  #readiness: ReadonlyMap<string, CategoryReadiness> = new Map();
  #reviewing = false;
  readonly #reviewed = new vscode.EventEmitter<void>();
  readonly #stand = new vscode.EventEmitter<ReadonlySet<QuestionId>>();

  /** Fires when the panel shows another question, or none any more. */
  readonly onDidOpen = this.#opened.event;
  /** Fires when the tree's filter changes. */
  readonly onDidFilter = this.#filtered.event;
  /** Fires when a review begins or ceases to ask the open question. */
  readonly onDidReview = this.#reviewed.event;
  /** Fires with the questions whose standing became known, or changed with the time of day. */
  readonly onDidStand = this.#stand.event;

  constructor(questions: QuestionSource, store: ProgressStore, state: vscode.Memento) {
    this.questions = questions;
    this.store = store;
    this.state = state;
    const filter = state.get<unknown>(stateKeys.filter);
    this.#filter = filters.find(known => known === filter) ?? 'all';
    setContext(contextKeys.filtered, this.#filter !== 'all');
    this.#subscription = store.onDidChange(ids => {
      // One question is one that was answered today; more are an import, an undo, another window.
      if (ids === 'all' || ids.size > 1) this.#memory = undefined;
      this.#updateContext();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#opened.dispose();
    this.#filtered.dispose();
    this.#stand.dispose();
    this.#reviewed.dispose();
  }

  /** The question in the panel. */
  get current(): Question | undefined {
    return this.#current === undefined ? undefined : this.questions.question(this.#current);
  }

  /** Says which question the panel shows; `undefined` when the panel was closed. */
  setCurrent(id: QuestionId | undefined): void {
    if (id === this.#current) return;
    this.#current = id;
    this.#updateContext();
    this.#opened.fire(id);
  }

  /** Whether the open question is asked by a review. */
  get isReviewing(): boolean {
    return this.#reviewing;
  }

  /** Says whether the open question is asked by a review. */
  setReviewing(reviewing: boolean): void {
    if (reviewing === this.#reviewing) return;
    this.#reviewing = reviewing;
    this.#reviewed.fire();
  }

  get filter(): Filter {
    return this.#filter;
  }

  async setFilter(filter: Filter): Promise<void> {
    this.#filter = filter;
    setContext(contextKeys.filtered, filter !== 'all');
    this.#filtered.fire(filter);
    await this.state.update(stateKeys.filter, filter === 'all' ? undefined : filter);
  }

  /** Whether the tree's filter lets the question through. */
  passes(id: QuestionId): boolean {
    switch (this.#filter) {
      case 'all':
        return true;
      case 'due':
        return !this.has(id, 'mastered') && this.isDue(id);
      case 'notSeen':
        return !this.isSeen(id);
      case 'notMastered':
        return !this.has(id, 'mastered');
      case 'mastered':
        return this.has(id, 'mastered');
      case 'bookmarked':
        return this.has(id, 'bookmarked');
      case 'noted':
        return this.note(id) !== '';
      case 'withExercise':
        return this.questions.question(id)?.exercise !== undefined;
    }
  }

  has(id: QuestionId, mark: Mark): boolean {
    return hasMark(this.store.progress, id, mark);
  }

  /** The person's note on the question, as Markdown; empty where there is none. */
  note(id: QuestionId): string {
    return noteOf(this.store.progress, id);
  }

  /** Whether the person has rated the question or marked it as mastered. */
  isSeen(id: QuestionId): boolean {
    return this.has(id, 'mastered') || reviewsOf(this.store.progress.get(id)).length > 0;
  }

  /** Whether the question is to be asked today; false as long as that is not known. */
  isDue(id: QuestionId): boolean {
    const standing = this.standing(id);
    return standing === 'due' || standing === 'learning';
  }

  /**
   * How the question stands now. `undefined` for one that was rated while the code of the schedule is
   * not loaded: `onDidStand` tells when it is.
   */
  standing(id: QuestionId): Standing | undefined {
    const record = this.store.progress.get(id);
    if (this.has(id, 'suspended')) return 'suspended';
    const now = Date.now();
    if ((record?.buriedUntil?.[0] ?? 0) > now) return 'buried';
    if (reviewsOf(record).length === 0) return 'new';
    const card = this.#schedule?.cardOf(id, record, now);
    if (card === undefined) return undefined;
    if (card.state !== 'review') return 'learning';
    const days = studyDayOf(card.due, this.days) - studyDayOf(now, this.days);
    return days <= 0 ? 'due' : days;
  }

  /** Tells that the standing of these questions is known now, or another with the time of day. */
  stand(ids: ReadonlySet<QuestionId>): void {
    if (ids.size > 0) this.#stand.fire(ids);
  }

  /** How the category stands with the next interview; `undefined` where none is set or it is not known yet. */
  readiness(category: string): CategoryReadiness | undefined {
    return this.#readiness.get(category);
  }

  /** Says how all categories of the next interview stand, by their ids; tell the changed ones by `stand`. */
  setReadiness(readiness: ReadonlyMap<string, CategoryReadiness>): void {
    this.#readiness = readiness;
  }

  /** What the person wrote as their own answer, and since when it is so, in ms since 1970; 0 where never. */
  draft(id: QuestionId): { readonly text: string; readonly time: number } {
    const { progress } = this.store;
    return { text: draftOf(progress, id), time: progress.get(id)?.draft?.[1] ?? 0 };
  }

  /** Whether anything was done to the question that stands: a mark, a review, a note, its exercise. */
  isStudied(id: QuestionId): boolean {
    const record = this.store.progress.get(id);
    return (
      marks.some(mark => record?.[mark]?.[0]) ||
      reviewsOf(record).length > 0 ||
      (record?.exerciseStarted?.[0] ?? 0) > 0 ||
      this.note(id) !== ''
    );
  }

  countMastered(questions: readonly Question[]): number {
    return questions.filter(question => this.has(question.id, 'mastered')).length;
  }

  /** Sets or clears a mark, and resolves when that is kept. `label` names the change for undo. */
  async mark(ids: readonly QuestionId[], mark: Mark, value: boolean, label: string): Promise<void> {
    await this.store.apply(label, (progress: Progress) =>
      setMark(progress, ids, mark, value, Date.now()),
    );
  }

  /** Where study days begin. */
  get days(): DayRules {
    return studyDays();
  }

  /** The schedule under the present settings. Its code is loaded when it is first asked for. */
  async schedule(): Promise<Schedule> {
    const { createSchedule } = await import('../../study/review/schedule');
    const weights = (await this.personalMemory())?.weights;
    const retention = readSetting(settings.retention);
    const { days } = this;
    const made = this.#schedule?.settings;
    // Kept as long as it is right: it remembers the cards it has derived.
    if (made?.retention !== retention || made.days !== days || made.weights !== weights) {
      this.#schedule = createSchedule({ retention, days, ...(weights && { weights }) });
    }
    return this.#schedule ?? createSchedule({ retention, days });
  }

  /**
   * What the schedule has learned of the person's memory from their reviews before today: the same all
   * day, and on every machine with these reviews. `undefined` where that is off or there are too few.
   */
  async personalMemory(): Promise<PersonalMemory | undefined> {
    if (!readSetting(settings.personalSchedule)) return undefined;
    const { days } = this;
    const now = Date.now();
    const today = studyDayOf(now, days);
    let kept = this.#memory;
    if (kept?.today !== today || kept.days !== days) {
      const { fitOwnMemory } = await import('./ownMemory');
      kept = { today, days, made: fitOwnMemory(this.store.progress, today, days, now) };
      this.#memory = kept;
      // What failed is tried again when it is next asked for.
      kept.made.catch(() => (this.#memory = undefined));
    }
    return kept.made;
  }

  #updateContext(): void {
    const current = this.#current;
    setContext(contextKeys.questionOpen, current !== undefined);
    setContext(
      contextKeys.questionMastered,
      current !== undefined && this.has(current, 'mastered'),
    );
    setContext(
      contextKeys.questionSuspended,
      current !== undefined && this.has(current, 'suspended'),
    );
    setContext(contextKeys.canUndo, this.store.undoLabel !== undefined);
    setContext(contextKeys.interviewDateSet, [...this.store.progress.keys()].some(isInterviewId));
    setContext(
      contextKeys.hasProgress,
      [...this.store.progress].some(
        ([id, record]) =>
          this.has(id, 'mastered') ||
          this.has(id, 'bookmarked') ||
          reviewsOf(record).length > 0 ||
          (record.exerciseStarted?.[0] ?? 0) > 0,
      ),
    );
  }
}

const contexts = new Map<string, unknown>();

/** Sets a context key, when it is not so already: each call goes to another process. */
export function setContext(
  key: (typeof contextKeys)[keyof typeof contextKeys],
  value: unknown,
): void {
  if (contexts.get(key) === value) return;
  contexts.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}
