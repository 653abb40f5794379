/** Shared services of the editor: the questions, the progress, and the open question. */
import * as vscode from 'vscode';
import { isInterviewId } from '../../study/plan/interviewId';
import {
  draftOf,
  hasMark,
  isBuried,
  marks,
  noteOf,
  reviewsOf,
  setMark,
  texts,
  type Mark,
  type Progress,
} from '../../study/progress';
import type { Library } from '../../study/library';
import type { Category, Question, QuestionId } from '../../study/question';
import type { PersonalMemory } from '../../study/review/personalMemory';
import type { Schedule } from '../../study/review/schedule';
import { studyDayOf, type DayRules } from '../../study/studyDay';
import { onDidChangeSettings, readSetting } from '../base/configuration';
import { contextKeys, stateKeys } from '../base/ids';
import { settings } from '../base/settings';
import { studyDays } from './studyDays';
import type { QuestionSource } from './questionSource';
import type { ProgressStore, StepId } from './storage/progressStore';

/** The questions the tree shows. */
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
 * A question's review state: never rated, due again in minutes, today, in a number of study days (1
 * is tomorrow), or excluded.
 */
export type Standing = 'new' | 'learning' | 'due' | 'buried' | 'suspended' | number;

/** What the project in the workspace uses. */
export interface ProjectStack {
  /** The categories with questions about a library of the project. Follows its files once asked. */
  about(library: Library): Promise<readonly Category[]>;
  /** Fires when the project turns out to use something else than before. */
  readonly onDidFind: vscode.Event<void>;
}

const noProject: ProjectStack = {
  about: () => Promise.resolve([]),
  onDidFind: () => new vscode.Disposable(() => undefined),
};

/** A category's readiness for the next interview. */
export interface CategoryReadiness {
  /** The share of its questions expected to be known on the day, in whole percents. */
  readonly percent: number;
  /** Whether it is well behind the others. */
  readonly needsAttention: boolean;
}

/** The shared services, passed to each `registerX`. */
export class Study implements vscode.Disposable {
  readonly questions: QuestionSource;
  readonly store: ProgressStore;
  readonly state: vscode.Memento;
  readonly project: ProjectStack;
  readonly #opened = new vscode.EventEmitter<QuestionId | undefined>();
  readonly #filtered = new vscode.EventEmitter<Filter>();
  readonly #subscription: vscode.Disposable;
  #current: QuestionId | undefined;
  #filter: Filter;
  #days: DayRules | undefined;
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

  /** Fires when the panel shows another question, or none. */
  readonly onDidOpen = this.#opened.event;
  /** Fires when the tree's filter changes. */
  readonly onDidFilter = this.#filtered.event;
  /** Fires when a review starts or stops asking the open question. */
  readonly onDidReview = this.#reviewed.event;
  /** Fires with the questions whose review state became known, or changed with time. */
  readonly onDidStand = this.#stand.event;

  constructor(
    questions: QuestionSource,
    store: ProgressStore,
    state: vscode.Memento,
    project = noProject,
  ) {
    this.questions = questions;
    this.store = store;
    this.state = state;
    this.project = project;
    const filter = state.get<unknown>(stateKeys.filter);
    this.#filter = filters.find(known => known === filter) ?? 'all';
    setContext(contextKeys.filtered, this.#filter !== 'all');
    this.#subscription = vscode.Disposable.from(
      store.onDidChange(ids => {
        // A single question was just answered; more come from an import, an undo or another window.
        if (ids === 'all' || ids.size > 1) this.#memory = undefined;
        this.#updateContext();
      }),
      onDidChangeSettings([settings.dayStart], () => (this.#days = undefined)),
    );
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

  /** Sets the question the panel shows; `undefined` when the panel was closed. */
  setCurrent(id: QuestionId | undefined): void {
    if (id === this.#current) return;
    this.#current = id;
    this.#updateContext();
    this.#opened.fire(id);
  }

  /** Whether a review asks the open question. */
  get isReviewing(): boolean {
    return this.#reviewing;
  }

  /** Sets whether a review asks the open question. */
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

  /** The person's note on the question, as Markdown; empty if there is none. */
  note(id: QuestionId): string {
    return noteOf(this.store.progress, id);
  }

  /** Whether the person has rated the question or marked it as mastered. */
  isSeen(id: QuestionId): boolean {
    return this.has(id, 'mastered') || reviewsOf(this.store.progress.get(id)).length > 0;
  }

  /** Whether the question is due today; false until known. */
  isDue(id: QuestionId): boolean {
    const standing = this.standing(id);
    return standing === 'due' || standing === 'learning';
  }

  /**
   * The question's review state. `undefined` if it was rated but the schedule's code is not loaded
   * yet: `onDidStand` fires once it is.
   */
  standing(id: QuestionId): Standing | undefined {
    const record = this.store.progress.get(id);
    if (this.has(id, 'suspended')) return 'suspended';
    const now = Date.now();
    if (isBuried(record, now)) return 'buried';
    if (reviewsOf(record).length === 0) return 'new';
    const card = this.#schedule?.cardOf(id, record, now);
    if (card === undefined) return undefined;
    if (card.state !== 'review') return 'learning';
    const days = studyDayOf(card.due, this.days) - studyDayOf(now, this.days);
    return days <= 0 ? 'due' : days;
  }

  /** Announces that the review state of these questions became known or changed with time. */
  stand(ids: ReadonlySet<QuestionId>): void {
    if (ids.size > 0) this.#stand.fire(ids);
  }

  /** The category's readiness for the next interview; `undefined` if none is set or until known. */
  readiness(category: string): CategoryReadiness | undefined {
    return this.#readiness.get(category);
  }

  /** Sets the readiness of all categories, by id; announce the changed ones with `stand`. */
  setReadiness(readiness: ReadonlyMap<string, CategoryReadiness>): void {
    this.#readiness = readiness;
  }

  /** The person's own answer, and when it was last changed, in ms since 1970; 0 if never. */
  draft(id: QuestionId): { readonly text: string; readonly time: number } {
    const { progress } = this.store;
    return { text: draftOf(progress, id), time: progress.get(id)?.draft?.[1] ?? 0 };
  }

  /** Whether the person has left anything on the question: a mark, review, text or exercise. */
  isStudied(id: QuestionId): boolean {
    const record = this.store.progress.get(id);
    return (
      marks.some(mark => record?.[mark]?.[0]) ||
      reviewsOf(record).length > 0 ||
      (record?.exerciseStarted?.[0] ?? 0) > 0 ||
      texts.some(text => record?.[text]?.[0])
    );
  }

  countMastered(questions: readonly Question[]): number {
    return questions.filter(question => this.has(question.id, 'mastered')).length;
  }

  /** Sets or clears a mark; resolves when stored, as `apply` does. `label` names it for undo. */
  mark(
    ids: readonly QuestionId[],
    mark: Mark,
    value: boolean,
    label: string,
  ): Promise<StepId | undefined> {
    return this.store.apply(label, (progress: Progress) =>
      setMark(progress, ids, mark, value, Date.now()),
    );
  }

  /** The start of study days. Reading a setting takes 10 µs, and rows of many questions ask. */
  get days(): DayRules {
    return (this.#days ??= studyDays());
  }

  /** The schedule under the current settings. Its code is loaded on first use. */
  async schedule(): Promise<Schedule> {
    const { createSchedule } = await import('../../study/review/schedule');
    const weights = (await this.personalMemory())?.weights;
    const retention = readSetting(settings.retention);
    const { days } = this;
    const made = this.#schedule?.settings;
    // Cached while valid: it remembers the cards it has derived.
    if (made?.retention !== retention || made.days !== days || made.weights !== weights) {
      this.#schedule = createSchedule({ retention, days, ...(weights && { weights }) });
    }
    return this.#schedule ?? createSchedule({ retention, days });
  }

  /**
   * The memory model fitted to the person's reviews before today: the same all day, and on every
   * machine with these reviews. `undefined` if fitting is off or there are too few reviews.
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
      // After a failure it is retried when next requested.
      kept.made.catch(() => (this.#memory = undefined));
    }
    return kept.made;
  }

  #updateContext(): void {
    const current = this.#current;
    setContext(contextKeys.questionOpen, current !== undefined);
    setContext(contextKeys.questionOwn, this.current?.source.pack !== undefined);
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

/** Sets a context key if it changed: each call goes to another process. */
export function setContext(
  key: (typeof contextKeys)[keyof typeof contextKeys],
  value: unknown,
): void {
  if (contexts.get(key) === value) return;
  contexts.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}
