/**
 * The person's progress: makes changes one at a time, stored so that nothing acknowledged is ever
 * lost, with steps to undo them. `ProgressPlace` holds the copies.
 */
import * as vscode from 'vscode';
import type { ProgressFile } from '../../../study/exchange/progressFile';
import type { Interview } from '../../../study/mockInterview/interview';
import type { QuestionId } from '../../../study/question';
import {
  mergeInto,
  missingFrom,
  type Progress,
  type QuestionRecord,
} from '../../../study/progress';
import {
  beforeOf,
  joinSteps,
  rebaseStep,
  replaySteps,
  undoOf,
  undoSteps,
} from '../../../study/undo';
import type { InterviewStep, UndoStep } from '../../../study/undo';
import { HumanError, log, report } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import { backupsAt, backUpOrRefuse, dayBackup, type BackUpDay } from './backUp';
import type { BackupReason, Backups } from './backups';
import { changeLines, type Action } from './journal';
import { keepChange } from './keepChange';
import { ProgressPlace, type ProgressPlaces } from './place';

/**
 * Delay after the last change before the copies are renewed, in ms; longer if they are large (in
 * characters): the journal holds everything meanwhile.
 */
const checkpointDelay = 1500;
/** A change joins the step before up to this long after it, in ms. */
const joinedFor = 60_000;
const largeCheckpointDelay = 20_000;
const largeCheckpoint = 400_000;

/** The store's dependencies. */
export interface StoreOptions {
  /** Other places whose progress is merged in on opening; they stay as they are. */
  readonly also?: readonly ProgressPlaces[];
  /** The study day number of a time (ms since 1970). */
  readonly studyDay?: (time: number) => number;
  /** Gives the store of the mock interviews that belong to the progress. */
  readonly interviews?: () => Promise<InterviewShelf>;
  /** Gives the mock interviews that belong to the progress in another folder. */
  readonly interviewsOf?: (folder: vscode.Uri) => Promise<readonly Interview[]>;
}

/** Storage for mock interviews. */
export interface InterviewShelf {
  /** Every interview. */
  list(): Promise<readonly Interview[]>;
  /** One interview; `undefined` if there is none that can be read. */
  read(id: string): Promise<Interview | undefined>;
  /** Merges the interview with the stored one. @throws HumanError when it could not be written */
  keep(interview: Interview): Promise<Interview>;
  /** The interview as `keep` stores it where it was deleted: with a later stamp. */
  pastDeletion(interview: Interview): Promise<Interview>;
  /** Deletes it. @throws HumanError if more is stored than `known`, or when that failed */
  remove(id: string, known?: Interview): Promise<Interview | undefined>;
}

/** The label of an undo step. */
export type StepId = string;

/** A change of progress and mock interviews together. */
export interface LargeChange {
  readonly progress: Progress;
  /** The new state of interviews: new ones, or copies that replace existing ones. */
  readonly kept?: readonly Interview[];
  /** The ids of interviews to remove. */
  readonly removed?: readonly string[];
}

/** The changed questions, or (after a merge with other copies) possibly any. */
export type ChangedQuestions = ReadonlySet<QuestionId> | 'all';

export class ProgressStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ChangedQuestions>();
  readonly #progress = new Map<QuestionId, QuestionRecord>();
  readonly #session = globalThis.crypto.randomUUID().slice(0, 13);
  readonly #options: StoreOptions;
  readonly #backUpDay: BackUpDay;
  #place: ProgressPlace;
  /** Earlier folders of progress in this session. */
  readonly #former: vscode.Uri[] = [];
  /** Oldest first. */
  #steps: UndoStep[] = [];
  #stepCount = 0;
  #lastTime = 0;
  /** The latest step an undo would revert, valid until something changes. */
  #top: UndoStep | undefined | 'unknown' = 'unknown';
  #opened: Promise<void> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #checkpointing: Promise<unknown> = Promise.resolve();
  #checkpointTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  /** Fires after progress changed: by the person, another window, or reading the copies. */
  readonly onDidChange = this.#changed.event;

  /** @param places where progress is kept. */
  constructor(places: ProgressPlaces, options: StoreOptions = {}) {
    this.#place = new ProgressPlace(places);
    this.#options = options;
    this.#backUpDay = dayBackup(options);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#checkpointTimer);
    this.#changed.dispose();
  }

  /**
   * Progress as read so far: complete once `open` is done. Always the same map, changed in place
   * (copying 10,000 records per rating takes longer than storing it); records are immutable.
   */
  get progress(): Progress {
    return this.#progress;
  }

  /** The label of the step `undo` would revert; `undefined` if there is none. */
  get undoLabel(): string | undefined {
    if (this.#top === 'unknown') {
      this.#top = this.#steps.findLast(
        step =>
          step.interviews !== undefined ||
          undoOf(step.change, step.before, this.#progress, 0).size > 0,
      );
    }
    return this.#top?.label;
  }

  /** The folder with journals, checkpoint and backups. */
  get folder(): vscode.Uri {
    return this.#place.folderUri;
  }

  /** The folders of places that were merged in: earlier ones, and those named at first. */
  get otherFolders(): readonly vscode.Uri[] {
    const own = this.folder.toString();
    const others = [...this.#former, ...(this.#options.also ?? []).map(({ folder }) => folder)];
    return others.filter(folder => folder.toString() !== own);
  }

  /** Reads and merges all copies, once. Never rejects: unreadable data is set aside, reported. */
  open(): Promise<void> {
    this.#opened ??= this.#exclusively(() => this.#read()).catch(report);
    return this.#opened;
  }

  /**
   * Makes `change` and stores it. Resolves once it survives a kill. `label` names it for undo.
   *
   * @param how `joined` to undo it together with the step before, if that was made in this window
   * less than a minute ago, with the same name and on the same note, which is as it left it;
   * `quiet` to hide it from undo, as for text stored on every keystroke.
   * @returns the id of the step, for `undo`; `undefined` if there was nothing to change
   * @throws HumanError when it could not be stored; nothing has then changed.
   */
  async apply(
    label: string,
    change: Progress | ((progress: Progress) => Progress),
    how?: 'joined' | 'quiet',
  ): Promise<StepId | undefined> {
    await this.open();
    return this.#exclusively(async () => {
      const made = typeof change === 'function' ? change(this.#progress) : change;
      if (made.size === 0) return undefined;
      this.#backUpDay(this.folder, this.#progress);
      if (how === 'quiet') {
        this.#show(new Set((await this.#keep(made)).keys()));
        return undefined;
      }
      const time = this.#nextTime(Date.now());
      const last = how === 'joined' ? this.#lastStep(label, time) : undefined;
      const step =
        (last && joinSteps(last, made, time, this.#progress)) ??
        this.#newStep(label, time, made, undefined);
      await this.#take(step, last);
      return step.id;
    });
  }

  /**
   * Makes a bulk change, or one of mock interviews. One step for undo. `plan` gets the state at the
   * time its turn comes.
   *
   * @param reason the kind of change; if given, a backup is made first
   * @returns the id of the step, for `undo`; `undefined` if there was nothing to change
   * @throws HumanError when it, or the backup, could not be stored; nothing has then changed.
   */
  async applyMuch(
    label: string,
    plan: (now: ProgressFile) => LargeChange,
    reason?: BackupReason,
  ): Promise<StepId | undefined> {
    await this.open();
    return this.#exclusively(async () => {
      const shelf = await this.#options.interviews?.();
      const interviews = (await shelf?.list()) ?? [];
      const planned = plan({ progress: this.#progress, interviews });
      const { progress, removed = [] } = planned;
      const kept: Interview[] = [];
      // The step must know the stamps that are stored: by these its undo recognises its work.
      for (const each of planned.kept ?? []) kept.push((await shelf?.pastDeletion(each)) ?? each);
      const present = new Map(interviews.map(interview => [interview.id, interview]));
      const steps: InterviewStep[] = [
        ...kept.map(({ id, updated }) => ({ id, before: present.get(id), after: updated })),
        ...removed.flatMap(id => {
          const before = present.get(id);
          return before ? [{ id, before, after: undefined }] : [];
        }),
      ];
      if (progress.size === 0 && steps.length === 0) return undefined;
      if (reason === undefined) this.#backUpDay(this.folder, this.#progress, interviews);
      else {
        await backUpOrRefuse(reason, this.folder, { progress: this.#progress, interviews });
      }
      const step = this.#newStep(label, this.#nextTime(Date.now()), progress, steps);
      await this.#take(step);
      try {
        for (const interview of kept) await shelf?.keep(interview);
        for (const id of removed) await shelf?.remove(id, present.get(id));
      } catch (error) {
        throw await this.#takenBack(step, error);
      }
      return step.id;
    });
  }

  #newStep(
    label: string,
    time: number,
    change: Progress,
    interviews: readonly InterviewStep[] | undefined,
  ): UndoStep {
    return {
      id: `${this.#session}-${++this.#stepCount}`,
      label,
      time,
      change,
      before: beforeOf(change, this.#progress),
      ...(interviews && interviews.length > 0 && { interviews }),
    };
  }

  /** Stores a step's change; the step may be `last`, which it then extends. */
  async #take(step: UndoStep, last?: UndoStep): Promise<void> {
    const kept = await this.#keep(step.change, step);
    if (step.id === last?.id) this.#steps.pop();
    this.#steps.push({ ...step, change: kept });
    if (this.#steps.length > undoSteps) this.#steps.shift();
    this.#show(new Set(kept.keys()));
  }

  /** The last step, if made in this window under this name shortly before `time`. */
  #lastStep(label: string, time: number): UndoStep | undefined {
    const last = this.#steps.at(-1);
    if (last?.label !== label || !last.id.startsWith(`${this.#session}-`)) return undefined;
    return time - last.time < joinedFor ? last : undefined;
  }

  /**
   * Undoes a change and gives its label; `undefined` if there is nothing to undo.
   * @param id the step; without it the last one still in effect
   * @throws HumanError if it is one of interviews, all of which were changed since
   */
  async undo(now: number, id?: StepId): Promise<string | undefined> {
    await this.open();
    return this.#exclusively(async () => {
      for (;;) {
        const step = id === undefined ? this.#steps.at(-1) : this.#steps.find(one => one.id === id);
        if (step === undefined || (await this.#undoStep(step, now))) return step?.label;
        // If all of it was changed since, there is nothing to undo. The undo of a later step may
        // bring it into effect again, so only the last one is dropped.
        if (step === this.#steps.at(-1)) this.#steps.pop();
        if (step.interviews) {
          // The person was told that it is the next one.
          this.#show(new Set());
          throw (await import('./interviewUndo')).notUndone(step.label);
        }
        if (id !== undefined) return undefined;
      }
    });
  }

  /** Returns whether any of the step was still in effect. */
  async #undoStep({ id }: UndoStep, now: number): Promise<boolean> {
    const at = this.#steps.findIndex(one => one.id === id);
    const step = this.#steps[at];
    if (step === undefined) return false;
    const change = undoOf(step.change, step.before, this.#progress, now);
    // First: if a kill interrupts the rest, it can be undone again.
    const interviews = step.interviews && (await this.#returnInterviews(step.interviews, now));
    if (change.size === 0 && !interviews) return false;
    const time = this.#nextTime(now);
    const kept = await this.#keep(change, {
      undoes: id,
      time,
      change,
      ...(interviews && { interviews }),
    });
    this.#steps = this.#steps
      .map((one, index) => (index < at ? rebaseStep(one, step, kept, interviews) : one))
      .filter(one => one.id !== id);
    this.#show(new Set(kept.keys()));
    return true;
  }

  /** Restores interviews to before a step, except those changed since; see `interviewUndo.ts`. */
  async #returnInterviews(steps: readonly InterviewStep[], now: number) {
    const shelf = await this.#options.interviews?.();
    return (await import('./interviewUndo')).returnInterviews(shelf, steps, now);
  }

  /** Reads what other windows wrote; cheap if they wrote nothing. Never rejects. */
  async refresh(): Promise<void> {
    await this.open();
    await this.#exclusively(async () => {
      const { progress } = await this.#place.read();
      if (mergeInto(this.#progress, progress)) this.#show('all');
    }).catch(report);
  }

  /**
   * Keeps progress in `places` from now on: the data there and here are merged. The previous place
   * stays as it is.
   * @throws HumanError when nothing can be stored there; progress then stays where it was.
   */
  async moveTo(places: ProgressPlaces): Promise<void> {
    await this.open();
    await this.flush().catch((error: unknown) => log().warn(String(error)));
    await this.#exclusively(() =>
      this.#betweenCheckpoints(async () => {
        const place = new ProgressPlace(places);
        const { progress, actions } = await place.read();
        const interviews = (await this.#options.interviewsOf?.(place.folderUri)) ?? [];
        await backUpOrRefuse('move', place.folderUri, { progress, interviews });
        const missing = missingFrom(progress, this.#progress);
        if (missing.size > 0) await keepChange(place, progress, missing);
        const known = new Set(actions.map(action => ('id' in action ? action.id : undefined)));
        for (const { time } of actions) this.#lastTime = Math.max(this.#lastTime, time);
        // A step that is there from an earlier move may have been changed by undos since: it is
        // written again, later than there, and what followed it after it.
        let isAgain = false;
        const steps = this.#steps.map(step => {
          isAgain ||= known.has(step.id);
          return isAgain ? { ...step, time: this.#nextTime(Date.now()) } : step;
        });
        for (const step of steps) await place.append(changeLines(step.change, step));
        // All is there. The rest is synchronous: no copy is renewed in between.
        mergeInto(this.#progress, progress);
        this.#former.push(this.#place.folderUri);
        this.#place = place;
        this.#steps = replaySteps([...actions, ...steps]);
        this.#checkpointSoon();
        this.#show('all');
      }),
    );
  }

  /** The backups of the current place, and of earlier ones. */
  async backups(): Promise<Backups> {
    return backupsAt(this.folder, this.otherFolders);
  }

  /** Writes the copies now; resolves when done. For tests and before a change of place. */
  async flush(): Promise<void> {
    clearTimeout(this.#checkpointTimer);
    await this.#exclusively(() => Promise.resolve());
    await this.#checkpoint();
  }

  /** Runs one at a time, in call order, even after a failure. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work);
    this.#writing = result.catch(() => undefined);
    return result;
  }

  /** A time later than that of every earlier action, even if the clock was set back. */
  #nextTime(now: number): number {
    this.#lastTime = Math.max(now, this.#lastTime + 1);
    return this.#lastTime;
  }

  #show(changed: ChangedQuestions): void {
    this.#top = 'unknown';
    if (!this.#disposed) this.#changed.fire(changed);
  }

  /** Stores a change, then makes it; gives it as it will be read back. */
  async #keep(change: Progress, action?: Action): Promise<Progress> {
    const kept = await keepChange(this.#place, this.#progress, change, action);
    this.#checkpointSoon();
    return kept;
  }

  /** Reverts a step whose interviews could not be stored, and gives the error to show. */
  async #takenBack(step: UndoStep, cause: unknown): Promise<HumanError> {
    // While an interview goes on, failures to save it are reported elsewhere.
    const reason = cause instanceof HumanError ? (cause.cause ?? cause) : cause;
    const why = reason instanceof Error ? reason.message : String(reason);
    try {
      await this.#undoStep(step, Date.now());
    } catch (error) {
      log().error(`What was stored of “${step.label}” could not be taken back: ${String(error)}`);
      return new HumanError(
        vscode.l10n.t(
          'Only part of it was stored: {0}. Check the free space, or take that part back with Undo.',
          why,
        ),
      );
    }
    return new HumanError(
      vscode.l10n.t(
        'Nothing was changed, because the mock interviews could not be stored: {0}',
        why,
      ),
    );
  }

  #checkpointSoon(): void {
    clearTimeout(this.#checkpointTimer);
    if (this.#disposed) return;
    const isLarge = this.#place.size > largeCheckpoint;
    this.#checkpointTimer = setTimeout(
      () => {
        this.#checkpoint().catch((error: unknown) => {
          log().warn(
            `The checkpoint could not be written, the journal holds everything: ${String(error)}`,
          );
        });
      },
      isLarge ? largeCheckpointDelay : checkpointDelay,
    );
  }

  /** Does not block changes: those continue while the copies are written. */
  #checkpoint(): Promise<void> {
    return this.#betweenCheckpoints(async () => {
      if (await this.#place.checkpoint(this.#progress)) this.#show('all');
    });
  }

  /** Ensures that no copy is renewed meanwhile. */
  #betweenCheckpoints(work: () => Promise<void>): Promise<void> {
    const result = this.#checkpointing.then(work);
    this.#checkpointing = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<void> {
    const { progress, actions } = await this.#place.read();
    let all: readonly Action[] = actions;
    mergeInto(this.#progress, progress);
    for (const places of this.#options.also ?? []) {
      const other = await new ProgressPlace(places).read();
      const missing = missingFrom(this.#progress, other.progress);
      if (missing.size > 0) await this.#keep(missing).catch(report);
      all = [...all, ...other.actions];
    }
    this.#lastTime = all.reduce((last, { time }) => Math.max(last, time), 0);
    this.#steps = replaySteps(all);
    if (this.#place.newer !== undefined) this.#sayNewer(this.#place.newer);
    this.#show('all');
    if (!(await this.#place.forgetOldJournals(this.#progress, this.#steps))) {
      this.#checkpointSoon();
    }
  }

  #sayNewer(version: number): void {
    void showWarningMessage(
      vscode.l10n.t(
        'Your progress was stored by a newer version of Django Interview Study (format {0}). It is left as it is. What you do now is kept beside it and joins it when you update the extension.',
        version,
      ),
    );
  }
}
