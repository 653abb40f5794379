/**
 * One place where progress is kept, in several copies that are merged at every start:
 * - this window's journal: a line is on disk before a change is acknowledged;
 * - a checkpoint beside the journals: all of it, replaced whole some time after a change; the one
 *   before it is kept too, so that no single damaged file costs anything;
 * - a memento (workspaceState or globalState): all of it as well, while it is small enough not to
 *   slow VS Code down.
 * A memento alone loses what was written in the last 100 ms before a kill, loses keys to another
 * window, and is gone after a re-clone.
 */
import * as vscode from 'vscode';
import {
  marks,
  mergeInto,
  missingFrom,
  type Progress,
  type QuestionRecord,
} from '../../../study/progress';
import { readProgress, writeProgress } from '../../../study/progressFormat';
import type { QuestionId } from '../../../study/question';
import { stateKeys } from '../../base/ids';
import { log, report } from '../../base/log';
import { openDataFolder, type DataFolder, type FileInfo } from './folder';
import { hash, readJournal, writeCheckpoint, type Action, type ReadJournal } from './journal';

const checkpointName = 'checkpoint.json';
const formerCheckpointName = 'checkpoint.former.json';
const journalSuffix = '.journal';
/** What a journal is called while it is removed. */
const leavingSuffix = '.leaving';
/** A journal younger than this, in ms, may belong to a window that is open: it is not removed. */
const journalRest = 10 * 60 * 1000;
/** The memento holds everything up to this many characters, and the marks alone beyond. */
export const largestState = 400_000;
/** The marks alone are held up to this many characters; VS Code warns beyond 512 KiB. */
const largestMarks = 500_000;
/** How many characters a line of a checkpoint has that a question in the memento has not. */
const checkpointOverhead = 38;

/** Where the copies are. */
export interface ProgressPlaces {
  /** Holds the copy under `stateKeys.progress`. */
  readonly state: vscode.Memento;
  /** The folder for journals and checkpoint; made on the first change. */
  readonly folder: vscode.Uri;
}

/** What was read: progress, and what can be undone. */
export interface Reading {
  readonly progress: Map<QuestionId, QuestionRecord>;
  readonly actions: Action[];
}

interface Found {
  checkpoint: ReadJournal | undefined;
  readonly journals: { readonly file: FileInfo; readonly journal: ReadJournal }[];
}

/** Not to be used by two callers at a time: `ProgressStore` sees to that. */
export class ProgressPlace {
  readonly folderUri: vscode.Uri;
  readonly #state: vscode.Memento;
  readonly #folder: DataFolder;
  readonly #journal = `${globalThis.crypto.randomUUID()}${journalSuffix}`;
  /** Size and time of each file when it was read last, to read only what is new. */
  readonly #seen = new Map<string, string>();
  #seenState: unknown;
  #stateText: string | undefined;
  #checkpointText: string | undefined;
  #newer: number | undefined;
  #unreadable: string | undefined;
  /** What the first `read` found, for `forgetOldJournals`. */
  #found: Found | undefined = { checkpoint: undefined, journals: [] };

  constructor({ state, folder }: ProgressPlaces) {
    this.#state = state;
    this.folderUri = folder;
    this.#folder = openDataFolder(folder);
  }

  /** Whether `append` alone makes a change survive a kill. */
  get durable(): boolean {
    return this.#folder.durable;
  }

  /** The version of a newer extension whose copy must not be overwritten, where there is one. */
  get newer(): number | undefined {
    return this.#newer;
  }

  /** A file that is there but cannot be read, where there is one: nothing is overwritten meanwhile. */
  get unreadable(): string | undefined {
    return this.#unreadable;
  }

  /** How many characters the last checkpoint of this session had; 0 before the first. */
  get size(): number {
    return this.#checkpointText?.length ?? 0;
  }

  /**
   * Everything that is kept here and was not read before: all of it the first time, later only what
   * other windows wrote. What cannot be read is set aside and named to the person.
   */
  async read(): Promise<Reading> {
    const reading: Reading = { progress: new Map(), actions: [] };
    await this.#readState(reading);
    try {
      await this.#readFolder(reading);
    } catch (error) {
      this.#cannotRead(this.folderUri.fsPath, error);
    }
    return reading;
  }

  /**
   * Adds a line to this window's journal.
   * @throws the platform's error; then the line is not there.
   */
  async append(line: string): Promise<void> {
    await this.#folder.append(this.#journal, line);
  }

  /**
   * Renews the memento's copy with `progress`, into which it merges what stands there. Leaves a copy
   * of a newer version alone. Rejects with VS Code's error.
   * @returns whether `progress` changed.
   */
  async writeState(progress: Map<QuestionId, QuestionRecord>): Promise<boolean> {
    if (this.#newer !== undefined) return false;
    const other: Reading = { progress: new Map(), actions: [] };
    await this.#readState(other);
    const changed = mergeInto(progress, other.progress);
    const text = this.#stateOf(progress);
    if (text !== undefined && text !== this.#stateText) {
      await this.#state.update(stateKeys.progress, JSON.parse(text));
      this.#seenState = this.#state.get(stateKeys.progress);
      this.#stateText = text;
    }
    return changed;
  }

  /**
   * Renews memento and checkpoint with `progress`, into which it merges what other windows wrote
   * there. Rejects with the platform's error; the journals hold everything all the same.
   * @returns whether `progress` changed.
   */
  async checkpoint(progress: Map<QuestionId, QuestionRecord>): Promise<boolean> {
    if (this.#newer !== undefined || progress.size === 0) return false;
    const changedByState = await this.writeState(progress).catch((error: unknown) => {
      if (!this.durable) throw error;
      log().warn(`The state could not be written, the files hold everything: ${String(error)}`);
      return false;
    });
    if (this.#unreadable !== undefined) return changedByState;
    const present = await this.#file(checkpointName);
    const other: Reading = { progress: new Map(), actions: [] };
    if (present && this.#isNew(present)) await this.#readFile(present, other);
    const changed = mergeInto(progress, other.progress);
    const text = writeCheckpoint(progress);
    if (text !== this.#checkpointText || !present) {
      if (present) await this.#folder.rename(checkpointName, formerCheckpointName);
      await this.#folder.replace(checkpointName, text);
      const written = await this.#file(checkpointName);
      if (written) this.#isNew(written);
      this.#checkpointText = text;
    }
    return changed || changedByState;
  }

  /**
   * Removes the journals whose every change both checkpoints hold, once they have rested long enough
   * to belong to no open window; not those that hold one of the steps of `undoable` (ids). Looks at
   * what the first `read` found, once.
   * @returns whether the checkpoint is whole and holds all of `progress`.
   */
  async forgetOldJournals(progress: Progress, undoable: ReadonlySet<string>): Promise<boolean> {
    const { checkpoint, journals = [] } = this.#found ?? {};
    this.#found = undefined;
    if (this.#newer !== undefined || this.#unreadable !== undefined) return true;
    if (!checkpoint?.whole) return progress.size === 0;
    let former: Progress | undefined;
    for (const { file, journal } of this.#folder.durable ? journals : []) {
      const lacks = (copy: Progress) => missingFrom(copy, journal.progress).size > 0;
      const isNeeded = journal.actions.some(action => 'id' in action && undoable.has(action.id));
      const rests = Date.now() - file.modified >= journalRest;
      if (!rests || isNeeded || journal.newer !== undefined || lacks(checkpoint.progress)) continue;
      former ??= readJournal((await this.#folder.read(formerCheckpointName)) ?? '').progress;
      if (!lacks(former)) await this.#removeJournal(file);
    }
    return missingFrom(checkpoint.progress, progress).size === 0;
  }

  /** A window that wakes up now makes the file anew; what it added before the rename shows in the size. */
  async #removeJournal({ name, size }: FileInfo): Promise<void> {
    const leaving = name.replace(journalSuffix, leavingSuffix);
    await this.#folder.rename(name, leaving);
    const now = await this.#file(leaving);
    if (now?.size === size) await this.#folder.remove(leaving);
    else if (now) {
      await this.#folder.rename(leaving, `${globalThis.crypto.randomUUID()}${journalSuffix}`);
    }
  }

  async #file(name: string): Promise<FileInfo | undefined> {
    return (await this.#folder.list()).find(file => file.name === name);
  }

  async #readState(reading: Reading): Promise<void> {
    const stored = this.#state.get<unknown>(stateKeys.progress);
    if (stored === undefined || stored === this.#seenState) return;
    this.#seenState = stored;
    const read = readProgress(stored);
    if (read.kind === 'newer') this.#newer = read.version;
    if (read.kind === 'read') mergeInto(reading.progress, read.progress);
    if (read.kind === 'broken' || (read.kind === 'read' && read.rejected.length > 0)) {
      await this.#setAside('state', JSON.stringify(stored));
    }
  }

  /**
   * What the memento is to hold, as JSON: as much as does not slow VS Code down. `undefined` where
   * even the marks are too much: what it held before is not wrong, and the files hold everything.
   */
  #stateOf(progress: Progress): string | undefined {
    // The lines of a checkpoint are kept from the last time: to measure them costs nothing.
    const overhead = progress.size * checkpointOverhead;
    const isSmall = writeCheckpoint(progress).length - overhead <= largestState;
    if (isSmall || !this.durable) return JSON.stringify(writeProgress(progress));
    const text = JSON.stringify(writeProgress(marksOnly(progress)));
    return text.length <= largestMarks ? text : undefined;
  }

  async #readFolder(reading: Reading): Promise<void> {
    const files = await this.#folder.list();
    let whole = false;
    for (const file of files) {
      const { name } = file;
      // One that is leaving was left behind by a kill: it is a journal like any other.
      const isJournal = name.endsWith(journalSuffix) || name.endsWith(leavingSuffix);
      if (!isJournal && name !== checkpointName) continue;
      if (name === this.#journal || !this.#isNew(file)) continue;
      const read = await this.#readFile(file, reading);
      if (isJournal) this.#found?.journals.push({ file, journal: read });
      else {
        whole = read.whole;
        if (this.#found) this.#found.checkpoint = read;
      }
    }
    const former = files.find(({ name }) => name === formerCheckpointName);
    if (former && !whole && this.#isNew(former)) {
      await this.#readFile(former, reading);
    }
  }

  /** Whether the file changed since it was read last; from now on it is not new. */
  #isNew({ name, size, modified }: FileInfo): boolean {
    const version = `${size} ${modified}`;
    if (this.#seen.get(name) === version) return false;
    this.#seen.set(name, version);
    return true;
  }

  async #readFile({ name }: FileInfo, reading: Reading): Promise<ReadJournal> {
    const text = await this.#folder.read(name).catch((error: unknown) => {
      this.#cannotRead(name, error);
      return undefined;
    });
    const read = readJournal(text ?? '');
    mergeInto(reading.progress, read.progress);
    for (const action of read.actions) reading.actions.push(action);
    const isCheckpoint = name === checkpointName || name === formerCheckpointName;
    if (read.newer !== undefined) {
      log().warn(`${name} has lines of format ${read.newer}; they are kept for a newer version.`);
      if (isCheckpoint) this.#newer = read.newer;
    }
    // One torn line at the end of a journal is what a kill leaves: it was never acknowledged.
    const damaged = isCheckpoint || !isTornTail(text ?? '') ? read.damaged : read.damaged - 1;
    if (damaged > 0) {
      log().warn(`${name} has ${damaged} damaged lines; all others were read.`);
      await this.#setAside(name.replace(/\.\w+$/, ''), text ?? '');
    }
    return read;
  }

  #cannotRead(what: string, error: unknown): void {
    log().error(`${what} cannot be read: ${String(error)}`);
    if (this.#unreadable !== undefined) return;
    this.#unreadable = what;
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Part of your stored progress cannot be read now: {0}. It is left as it is, and what you do is kept beside it. Check the permissions of {1}, then reload the window.',
        error instanceof Error ? error.message : String(error),
        this.folderUri.fsPath,
      ),
    );
  }

  /** Keeps a copy of what could not be read, and tells the person where it is. */
  async #setAside(what: string, text: string): Promise<void> {
    const name = `${what}.damaged-${hash(text)}.json`;
    try {
      if ((await this.#folder.list()).some(file => file.name === name)) return;
      await this.#folder.replace(name, text);
    } catch (error) {
      log().error(`Damaged progress could not be set aside: ${String(error)}\n${text}`);
      return;
    }
    const open = vscode.l10n.t('Show the Copy');
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
          await vscode.window.showTextDocument(vscode.Uri.joinPath(this.folderUri, name));
        }
      })
      .then(undefined, report);
  }
}

/** The part that must be in the memento whatever the size: what is mastered, bookmarked, suspended. */
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
  return readJournal(last).damaged === 1;
}
