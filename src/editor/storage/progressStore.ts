/**
 * The person's progress, kept so that nothing that was acknowledged is ever lost.
 *
 * Three copies, merged at every start (the merge counts nothing twice):
 * - this window's journal under globalStorageUri: a line is on disk before a change is acknowledged;
 * - a checkpoint beside the journals: all of it, replaced whole shortly after a change;
 * - workspaceState: all of it too, as long as it is small enough not to slow VS Code down.
 * A memento alone loses what was written in the last 100 ms before a kill, loses keys to another
 * window, and is gone after a re-clone.
 */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import {
  marks,
  mergeProgress,
  undoOf,
  type Progress,
  type QuestionRecord,
} from '../../study/progress';
import { readProgress, writeProgress } from '../../study/progressFormat';
import { stateKeys } from '../ids';
import { HumanError, log, report } from '../log';
import { openDataFolder, type DataFolder } from './folder';
import { hash, parseChecked, readJournal, withChecksum, writeLine } from './journal';

const checkpointName = 'checkpoint.json';
const journalSuffix = '.journal';
/** How long after the last change the copies are renewed, in ms. */
const checkpointDelay = 1500;
/** A journal younger than this, in ms, may belong to a window that is open: it is not removed. */
const journalRest = 10 * 60 * 1000;
/** workspaceState holds everything up to this many characters, and the marks alone beyond. */
const largestState = 400_000;
/** How many changes can be taken back. */
const undoSteps = 30;

/** What changed: these questions, or (after a merge with other copies) perhaps any. */
export type ChangedQuestions = ReadonlySet<QuestionId> | 'all';

interface Step {
  readonly label: string;
  readonly change: Progress;
  readonly before: Progress;
}

/** Where a store keeps its copies. */
export interface ProgressPlaces {
  readonly state: vscode.Memento;
  /** The folder for journals and checkpoint; made on the first change. */
  readonly folder: vscode.Uri;
}

export class ProgressStore implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #folder: DataFolder;
  readonly #folderUri: vscode.Uri;
  readonly #journal = `${globalThis.crypto.randomUUID()}${journalSuffix}`;
  readonly #changed = new vscode.EventEmitter<ChangedQuestions>();
  /** Size and time of each foreign journal when it was read last, to read only what is new. */
  readonly #seen = new Map<string, string>();
  readonly #steps: Step[] = [];
  #progress: Progress = new Map();
  /** The version of a newer extension whose copy must not be overwritten. */
  #newer: number | undefined;
  #opened: Promise<void> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #checkpointTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  /** Fires after progress changed, by the person, by another window, or when the copies were read. */
  readonly onDidChange = this.#changed.event;

  constructor(places: ProgressPlaces) {
    this.#state = places.state;
    this.#folderUri = places.folder;
    this.#folder = openDataFolder(places.folder);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#checkpointTimer);
    this.#changed.dispose();
  }

  /** Progress as far as it is read: whole once `open` is done. */
  get progress(): Progress {
    return this.#progress;
  }

  /** What `undo` would take back, in the person's words; `undefined` when there is nothing. */
  get undoLabel(): string | undefined {
    return this.#steps.at(-1)?.label;
  }

  /** Reads and merges all copies, once. Never rejects: what cannot be read is set aside and named. */
  open(): Promise<void> {
    this.#opened ??= this.#read().catch(report);
    return this.#opened;
  }

  /**
   * Makes `change` and keeps it. Resolves when it survives a kill. `label` names the change for undo.
   * @throws HumanError when it could not be stored anywhere; then nothing has changed.
   */
  async apply(label: string, change: Progress | ((progress: Progress) => Progress)): Promise<void> {
    await this.open();
    await this.#exclusively(async () => {
      const before = this.#progress;
      const made = typeof change === 'function' ? change(before) : change;
      if (made.size === 0) return;
      await this.#keep(made);
      this.#steps.push({ label, change: made, before });
      if (this.#steps.length > undoSteps) this.#steps.shift();
      this.#changed.fire(new Set(made.keys()));
    });
  }

  /** Takes the last change back and gives its label; `undefined` when there was none. */
  async undo(now: number): Promise<string | undefined> {
    await this.open();
    return this.#exclusively(async () => {
      const step = this.#steps.at(-1);
      if (step === undefined) return undefined;
      const change = undoOf(step.change, step.before, this.#progress, now);
      if (change.size > 0) await this.#keep(change);
      this.#steps.pop();
      this.#changed.fire(new Set(step.change.keys()));
      return step.label;
    });
  }

  /** Reads what other windows wrote since; cheap when they wrote nothing. Never rejects. */
  async refresh(): Promise<void> {
    await this.open();
    await this.#exclusively(async () => {
      const before = this.#progress;
      await this.#mergeFolder().catch((error: unknown) => log().warn(String(error)));
      if (this.#progress !== before && !this.#disposed) this.#changed.fire('all');
    });
  }

  /** Writes the copies now; resolves when that is done. For tests and for the end of a session. */
  async flush(): Promise<void> {
    clearTimeout(this.#checkpointTimer);
    await this.#exclusively(() => this.#checkpoint());
  }

  /** One at a time, in the order of the calls, also after one failed. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(work);
    this.#writing = result.catch(() => undefined);
    return result;
  }

  /** Stores a change, then shows it. */
  async #keep(change: Progress): Promise<void> {
    const next = mergeProgress(this.#progress, change);
    try {
      await this.#folder.append(this.#journal, writeLine(change));
      this.#progress = next;
      if (!this.#folder.durable) await this.#writeState();
    } catch (error) {
      log().error(`The journal could not be written: ${String(error)}`);
      await this.#keepInStateOnly(next, error);
    }
    this.#checkpointSoon();
  }

  async #keepInStateOnly(next: Progress, cause: unknown): Promise<void> {
    const last = this.#progress;
    this.#progress = next;
    try {
      if (this.#newer !== undefined) throw cause;
      await this.#writeState();
    } catch {
      this.#progress = last;
      throw new HumanError(
        vscode.l10n.t(
          'Your change could not be saved, so it was not made: {0}. Check the free space and the permissions of {1}, then try again.',
          cause instanceof Error ? cause.message : String(cause),
          this.#folderUri.fsPath,
        ),
      );
    }
  }

  #checkpointSoon(): void {
    clearTimeout(this.#checkpointTimer);
    if (this.#disposed) return;
    this.#checkpointTimer = setTimeout(() => {
      this.#exclusively(() => this.#checkpoint()).catch((error: unknown) => {
        log().warn(
          `The checkpoint could not be written, the journal holds everything: ${String(error)}`,
        );
      });
    }, checkpointDelay);
  }

  async #checkpoint(): Promise<void> {
    if (this.#newer !== undefined || this.#progress.size === 0) return;
    await this.#writeState();
    // Another window may have written the checkpoint since: what it has, ours must have too.
    await this.#mergeCheckpoint();
    await this.#folder.replace(
      checkpointName,
      withChecksum(JSON.stringify(writeProgress(this.#progress))),
    );
  }

  async #writeState(): Promise<void> {
    if (this.#newer !== undefined) return;
    const whole = writeProgress(this.#progress);
    const small = JSON.stringify(whole).length <= largestState;
    await this.#state.update(
      stateKeys.progress,
      small ? whole : writeProgress(marksOnly(this.#progress)),
    );
  }

  async #read(): Promise<void> {
    const stored = this.#state.get<unknown>(stateKeys.progress);
    const read = readProgress(stored);
    if (read.kind === 'newer') this.#newer = read.version;
    if (read.kind === 'read') this.#merge(read.progress);
    if (read.kind === 'broken' || (read.kind === 'read' && read.rejected.length > 0)) {
      await this.#setAside('workspace-state', JSON.stringify(stored));
    }
    await this.#mergeFolder();
    if (this.#newer !== undefined) this.#sayNewer(this.#newer);
    if (!this.#disposed) this.#changed.fire('all');
    await this.#forgetOldJournals();
  }

  #merge(other: Progress): void {
    this.#progress = mergeProgress(this.#progress, other);
  }

  /** Merges checkpoint and journals, as far as they changed since they were read. */
  async #mergeFolder(): Promise<void> {
    for (const { name, size, modified } of await this.#folder.list()) {
      if (name === this.#journal) continue;
      const version = `${size} ${modified}`;
      if (this.#seen.get(name) === version) continue;
      this.#seen.set(name, version);
      if (name === checkpointName) await this.#mergeCheckpoint();
      else if (name.endsWith(journalSuffix)) await this.#mergeJournal(name);
    }
  }

  async #mergeCheckpoint(): Promise<void> {
    const text = await this.#folder.read(checkpointName);
    if (text === undefined) return;
    const read = readProgress(parseChecked(text));
    if (read.kind === 'newer') this.#newer = read.version;
    else if (read.kind === 'read') this.#merge(read.progress);
    if (read.kind === 'empty' || read.kind === 'broken') {
      await this.#setAside('checkpoint', text);
      await this.#folder.remove(checkpointName);
    }
  }

  async #mergeJournal(name: string): Promise<void> {
    const text = await this.#folder.read(name);
    if (text === undefined) return;
    const { progress, damaged, newer } = readJournal(text);
    this.#merge(progress);
    if (newer > 0)
      log().warn(`${name} has ${newer} changes of a newer version; they are kept for it.`);
    if (damaged > 0) {
      log().warn(`${name} has ${damaged} damaged lines; all others were read.`);
      // One torn line at the end is what a kill leaves: it was never acknowledged.
      if (damaged > 1 || !isTornTail(text))
        await this.#setAside(name.slice(0, -journalSuffix.length), text);
    }
  }

  /**
   * Removes journals whose every change the checkpoint on disk and workspaceState, as this session
   * read them back, hold, once they have rested long enough to belong to no open window.
   */
  async #forgetOldJournals(): Promise<void> {
    if (this.#newer !== undefined || !this.#folder.durable) return;
    const text = await this.#folder.read(checkpointName);
    const checkpoint = text === undefined ? undefined : readProgress(parseChecked(text));
    if (checkpoint?.kind !== 'read') {
      if (this.#progress.size > 0) this.#checkpointSoon();
      return;
    }
    let covered = true;
    for (const { name, size, modified } of await this.#folder.list()) {
      if (!name.endsWith(journalSuffix) || name === this.#journal) continue;
      const journal = readJournal((await this.#folder.read(name)) ?? '');
      if (mergeProgress(checkpoint.progress, journal.progress) !== checkpoint.progress) {
        covered = false;
        continue;
      }
      if (journal.newer > 0 || Date.now() - modified < journalRest) continue;
      // A window that wakes up now makes the file anew; what it added before the rename shows in the size.
      const leaving = name.replace(journalSuffix, '.leaving');
      await this.#folder.rename(name, leaving);
      const now = (await this.#folder.list()).find(file => file.name === leaving);
      if (now?.size === size) await this.#folder.remove(leaving);
      else await this.#folder.rename(leaving, `${globalThis.crypto.randomUUID()}${journalSuffix}`);
    }
    if (!covered) this.#checkpointSoon();
  }

  /** Keeps a copy of what could not be read, and tells the person where it is. */
  async #setAside(what: string, text: string): Promise<void> {
    const name = `${what}.damaged-${hash(text)}.json`;
    if ((await this.#folder.list()).some(file => file.name === name)) return;
    await this.#folder.replace(name, text);
    const open = vscode.l10n.t('Show the copy');
    log().warn(`Damaged progress was set aside as ${name}.`);
    void vscode.window
      .showWarningMessage(
        vscode.l10n.t(
          'Part of your stored progress could not be read. All that could be read is in use, and a copy of the damaged data was set aside.',
        ),
        open,
      )
      .then(async choice => {
        if (choice === open) {
          await vscode.window.showTextDocument(vscode.Uri.joinPath(this.#folderUri, name));
        }
      })
      .then(undefined, report);
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

/** The folder of this workspace's journals: named by a hash of its folders' addresses. */
export function progressFolder(
  globalStorage: vscode.Uri,
  folders: readonly vscode.WorkspaceFolder[] | undefined,
): vscode.Uri {
  const key = (folders ?? []).map(folder => folder.uri.toString()).join('\n');
  const name = key === '' ? 'no-folder' : hash(key) + hash(`${key} `);
  return vscode.Uri.joinPath(globalStorage, 'progress', name);
}

/** The part that must be in workspaceState whatever the size: what is mastered, bookmarked, suspended. */
function marksOnly(progress: Progress): Progress {
  const only = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of progress) {
    const set = marks.filter(mark => record[mark]).map(mark => [mark, record[mark]] as const);
    if (set.length > 0) only.set(id, Object.fromEntries(set));
  }
  return only;
}

function isTornTail(text: string): boolean {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  return parseChecked(last) === undefined;
}
