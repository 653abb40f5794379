/**
 * The person's progress: every change to it, one after the other, kept so that nothing that was
 * acknowledged is ever lost, and the steps by which it can be taken back. `ProgressPlace` holds the
 * copies.
 */
import * as vscode from 'vscode';
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
import type { UndoStep } from '../../../study/undo';
import { HumanError, log, report } from '../../base/log';
import type { BackupReason, Backups, InterviewsOf } from './backups';
import { readJournal, writeLine, type Action } from './journal';
import { ProgressPlace, type ProgressPlaces } from './place';

/**
 * How long after the last change the copies are renewed, in ms; longer where they are large (in
 * characters): the journal holds everything meanwhile.
 */
const checkpointDelay = 1500;
/** A change goes on with the step before up to this long after it, in ms. */
const joinedFor = 60_000;
/**
 * VS Code says that a state is updated some 100 to 200 ms before it has written it, in ms with time to
 * spare: where the state is the only copy, nobody is told before that a change is kept.
 */
const stateWrittenWithin = 500;
const largeCheckpointDelay = 20_000;
const largeCheckpoint = 400_000;

/** What the store takes from the rest of the extension. */
export interface StoreOptions {
  /** Other places whose progress is merged in when the store is opened; they stay as they are. */
  readonly also?: readonly ProgressPlaces[];
  /** The number of the study day that a time (ms since 1970) belongs to. */
  readonly studyDay?: (time: number) => number;
  /** Gives the interviews that belong into a backup. */
  readonly interviews?: InterviewsOf;
}

/** What changed: these questions, or (after a merge with other copies) perhaps any. */
export type ChangedQuestions = ReadonlySet<QuestionId> | 'all';

export class ProgressStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ChangedQuestions>();
  readonly #progress = new Map<QuestionId, QuestionRecord>();
  readonly #session = globalThis.crypto.randomUUID().slice(0, 13);
  readonly #options: StoreOptions;
  #place: ProgressPlace;
  /** Oldest first. */
  #steps: UndoStep[] = [];
  #stepCount = 0;
  #lastTime = 0;
  /** The top step that an undo would take back, as long as nothing changes. */
  #top: UndoStep | undefined | 'unknown' = 'unknown';
  #opened: Promise<void> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #checkpointing: Promise<unknown> = Promise.resolve();
  #checkpointTimer: ReturnType<typeof setTimeout> | undefined;
  /** The study day of the last change: before the first one of a day a backup is made. */
  #day: number | undefined;
  #disposed = false;

  /** Fires after progress changed, by the person, by another window, or when the copies were read. */
  readonly onDidChange = this.#changed.event;

  /** @param places where progress is kept. */
  constructor(places: ProgressPlaces, options: StoreOptions = {}) {
    this.#place = new ProgressPlace(places);
    this.#options = options;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#checkpointTimer);
    this.#changed.dispose();
  }

  /**
   * Progress as far as it is read: whole once `open` is done. Always the same map, which changes in
   * place (to copy 10,000 records for every rating takes longer than to store it); its records do not.
   */
  get progress(): Progress {
    return this.#progress;
  }

  /** What `undo` would take back, in the person's words; `undefined` when there is nothing. */
  get undoLabel(): string | undefined {
    if (this.#top === 'unknown') {
      this.#top = this.#steps.findLast(
        step => undoOf(step.change, step.before, this.#progress, 0).size > 0,
      );
    }
    return this.#top?.label;
  }

  /** The folder that holds journals, checkpoint and backups. */
  get folder(): vscode.Uri {
    return this.#place.folderUri;
  }

  /** Reads and merges all copies, once. Never rejects: what cannot be read is set aside and named. */
  open(): Promise<void> {
    this.#opened ??= this.#exclusively(() => this.#read()).catch(report);
    return this.#opened;
  }

  /**
   * Makes `change` and keeps it. Resolves when it survives a kill. `label` names the change for undo.
   *
   * @param how for a change of much what it is: then a backup is made before it. `joined` where undo is
   *   to take it back together with the step before, if that was made in this window less than a
   *   minute ago, by the same name and on the same note.
   * @throws HumanError when it, or the backup, could not be stored; then nothing has changed.
   */
  async apply(
    label: string,
    change: Progress | ((progress: Progress) => Progress),
    how?: BackupReason | 'joined',
  ): Promise<void> {
    await this.open();
    await this.#exclusively(async () => {
      const made = typeof change === 'function' ? change(this.#progress) : change;
      if (made.size === 0) return;
      if (how && how !== 'joined') await this.#backUpOrRefuse(how, this.#progress);
      else this.#backUpDay();
      const time = this.#nextTime(Date.now());
      const last = how === 'joined' ? this.#lastStep(label, time) : undefined;
      const step = (last && joinSteps(last, made, time)) ?? {
        id: `${this.#session}-${++this.#stepCount}`,
        label,
        time,
        change: made,
        before: beforeOf(made, this.#progress),
      };
      const kept = await this.#keep(made, step);
      if (step.id === last?.id) this.#steps.pop();
      this.#steps.push({ ...step, change: kept });
      if (this.#steps.length > undoSteps) this.#steps.shift();
      this.#show(new Set(kept.keys()));
    });
  }

  /** The last step, where it was made in this window by this name a moment before `time`. */
  #lastStep(label: string, time: number): UndoStep | undefined {
    const last = this.#steps.at(-1);
    if (last?.label !== label || !last.id.startsWith(`${this.#session}-`)) return undefined;
    return time - last.time < joinedFor ? last : undefined;
  }

  /** Takes the last change back and gives its label; `undefined` when there was none. */
  async undo(now: number): Promise<string | undefined> {
    await this.open();
    return this.#exclusively(async () => {
      for (let step = this.#steps.at(-1); step; step = this.#steps.at(-1)) {
        const change = undoOf(step.change, step.before, this.#progress, now);
        // Where another window did otherwise since, there is nothing to take back.
        if (change.size > 0) {
          const time = this.#nextTime(now);
          const kept = await this.#keep(change, { undoes: step.id, time, change });
          const undone = step;
          this.#steps = this.#steps.slice(0, -1).map(one => rebaseStep(one, undone, kept));
          this.#show(new Set(kept.keys()));
          return step.label;
        }
        this.#steps.pop();
      }
      return undefined;
    });
  }

  /** Reads what other windows wrote since; cheap when they wrote nothing. Never rejects. */
  async refresh(): Promise<void> {
    await this.open();
    await this.#exclusively(async () => {
      const { progress } = await this.#place.read();
      if (mergeInto(this.#progress, progress)) this.#show('all');
    }).catch(report);
  }

  /**
   * Keeps progress in `places` from now on: what is there and what is here become one. Nothing is
   * taken away from the place before.
   * @throws HumanError when nothing can be stored there; then progress stays where it was.
   */
  async moveTo(places: ProgressPlaces): Promise<void> {
    await this.open();
    await this.flush().catch((error: unknown) => log().warn(String(error)));
    await this.#exclusively(async () => {
      const place = new ProgressPlace(places);
      const { progress, actions } = await place.read();
      const former = this.#place;
      this.#place = place;
      try {
        await this.#backUpOrRefuse('move', progress);
        const missing = missingFrom(progress, this.#progress);
        if (missing.size > 0) await this.#keep(missing);
        const known = new Set(actions.map(action => ('id' in action ? action.id : undefined)));
        for (const step of this.#steps.filter(({ id }) => !known.has(id))) {
          await place.append(writeLine(step.change, step));
        }
      } catch (error) {
        this.#place = former;
        throw error;
      }
      mergeInto(this.#progress, progress);
      this.#steps = replaySteps([...actions, ...this.#steps]);
      this.#checkpointSoon();
      this.#show('all');
    });
  }

  /** The backups of the place where progress is kept now. */
  async backups(): Promise<Backups> {
    const { Backups } = await import('./backups');
    return new Backups(this.folder);
  }

  async #backUp(reason: BackupReason, progress: Progress, now: number): Promise<void> {
    if (progress.size === 0) return;
    const interviews = (await this.#options.interviews?.()) ?? [];
    await (await this.backups()).write(reason, { progress, interviews }, now);
  }

  async #backUpOrRefuse(reason: BackupReason, progress: Progress): Promise<void> {
    try {
      await this.#backUp(reason, progress, Date.now());
    } catch (error) {
      log().error(`The backup could not be written: ${String(error)}`);
      throw new HumanError(
        vscode.l10n.t(
          'Nothing was changed, because the backup before it could not be written: {0}. Check the free space and the permissions of {1}, then try again.',
          error instanceof Error ? error.message : String(error),
          this.folder.fsPath,
        ),
      );
    }
  }

  /** Before the first change of a study day: what there was, written while the change is made. */
  #backUpDay(): void {
    const now = Date.now();
    const { studyDay } = this.#options;
    const day = studyDay?.(now);
    if (day === this.#day) return;
    this.#day = day;
    const progress = new Map(this.#progress);
    const write = async () => {
      const last = (await (await this.backups()).list()).find(({ reason }) => reason === 'day');
      if (last && studyDay?.(last.created) === day) return;
      await this.#backUp('day', progress, now);
    };
    write().catch((error: unknown) => {
      log().warn(`The backup of the day could not be written: ${String(error)}`);
    });
  }

  /** Writes the copies now; resolves when that is done. For tests and before a change of place. */
  async flush(): Promise<void> {
    clearTimeout(this.#checkpointTimer);
    await this.#exclusively(() => Promise.resolve());
    await this.#checkpoint();
  }

  /** One at a time, in the order of the calls, also after one failed. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work);
    this.#writing = result.catch(() => undefined);
    return result;
  }

  /** A time after that of every action before, also where the clock was set back. */
  #nextTime(now: number): number {
    this.#lastTime = Math.max(now, this.#lastTime + 1);
    return this.#lastTime;
  }

  #show(changed: ChangedQuestions): void {
    this.#top = 'unknown';
    if (!this.#disposed) this.#changed.fire(changed);
  }

  /** Stores a change, then makes it; gives it as it will be read again. */
  async #keep(change: Progress, action?: Action): Promise<Progress> {
    const line = writeLine(change, action);
    const { progress: kept, damaged } = readJournal(line);
    if (damaged > 0) throw new Error(`This change cannot be stored: ${line.slice(0, 500)}`);
    try {
      await this.#place.append(line);
    } catch (error) {
      log().error(`The journal could not be written: ${String(error)}`);
      await this.#keepInState(kept, error);
    }
    mergeInto(this.#progress, kept);
    if (!this.#place.durable) {
      await this.#place.writeState(this.#progress).catch((error: unknown) => {
        log().warn(
          `The state could not be written, the journal holds the change: ${String(error)}`,
        );
      });
    }
    this.#checkpointSoon();
    return kept;
  }

  /** The way out where the journal cannot be written. */
  async #keepInState(change: Progress, cause: unknown): Promise<void> {
    try {
      if (this.#place.newer !== undefined) throw cause;
      const next = new Map(this.#progress);
      mergeInto(next, change);
      await this.#place.writeState(next);
      await new Promise(resolve => setTimeout(resolve, stateWrittenWithin));
    } catch {
      throw new HumanError(
        vscode.l10n.t(
          'Your change could not be saved, so it was not made: {0}. Check the free space and the permissions of {1}, then try again.',
          cause instanceof Error ? cause.message : String(cause),
          this.folder.fsPath,
        ),
      );
    }
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

  /** Not in the way of changes: those go on while the copies are written. */
  #checkpoint(): Promise<void> {
    const result = this.#checkpointing.then(async () => {
      if (await this.#place.checkpoint(this.#progress)) this.#show('all');
    });
    this.#checkpointing = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<void> {
    const { progress, actions } = await this.#place.read();
    const all: Action[] = [...actions];
    mergeInto(this.#progress, progress);
    for (const places of this.#options.also ?? []) {
      const other = await new ProgressPlace(places).read();
      const missing = missingFrom(this.#progress, other.progress);
      if (missing.size > 0) await this.#keep(missing).catch(report);
      all.push(...other.actions);
    }
    this.#lastTime = all.reduce((last, { time }) => Math.max(last, time), 0);
    this.#steps = replaySteps(all);
    if (this.#place.newer !== undefined) this.#sayNewer(this.#place.newer);
    this.#show('all');
    const undoable = new Set(this.#steps.map(({ id }) => id));
    if (!(await this.#place.forgetOldJournals(this.#progress, undoable))) this.#checkpointSoon();
  }

  #sayNewer(version: number): void {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Your progress was stored by a newer version of Django Interview Study (format {0}). It is left as it is. What you do now is kept beside it and joins it when you update the extension.',
        version,
      ),
    );
  }
}
