/**
 * One place where progress is kept, in several copies that are merged at every start:
 * - this window's journal: a line is on disk before a change is acknowledged;
 * - a checkpoint beside the journals: everything, replaced whole some time after a change; the
 *   previous one is kept too, so that no single damaged file costs anything;
 * - a memento (workspaceState or globalState): everything as well, while it is small enough not to
 *   slow VS Code down;
 * - a file beside the checkpoint with the data that the first versions do not know and would drop
 *   when writing the other copies; they leave this file alone. It is renewed with the checkpoint.
 * A memento alone loses the last 100 ms before a kill, loses keys to another window, and is gone
 * after a re-clone.
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
import type { UndoStep } from '../../../study/undo';
import { stateKeys } from '../../base/ids';
import { log } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import type { Pieces } from '../../base/pieces';
import { DamagedCopies } from './damagedCopies';
import { fileNamed, openDataFolder, type DataFolder, type FileInfo } from './folder';
import {
  checkpointLength,
  checkpointLines,
  hash,
  isSound,
  LineHash,
  parseChecked,
  readJournal,
  writeCheckpoint,
  type Action,
  type ReadJournal,
} from './journal';
import {
  formerCheckpointName,
  isJournal,
  newJournalName,
  readLines,
  removeOldFiles,
  type JournalFile,
} from './journalFiles';

const checkpointName = 'checkpoint.json';
const besideName = 'checkpoint.beside.json';
/** A journal longer than this, in characters, continues in a new file. */
const longestJournal = 4_000_000;
/** Up to this many characters the memento holds everything, beyond that only the marks. */
export const largestState = 400_000;
/** The size limit for marks in the memento, in characters; VS Code warns beyond 512 KiB. */
const largestMarks = 500_000;
/** How much longer a question's checkpoint line is than its memento entry, in characters. */
const checkpointOverhead = 38;

/** The locations of the copies. */
export interface ProgressPlaces {
  /** Holds the copy under `stateKeys.progress`. */
  readonly state: vscode.Memento;
  /** The folder for journals and checkpoint; created on the first change. */
  readonly folder: vscode.Uri;
}

/** The result of reading: progress, and the undo steps. */
export interface Reading {
  readonly progress: Map<QuestionId, QuestionRecord>;
  readonly actions: Action[];
}

/** Not safe for concurrent callers: `ProgressStore` takes care of that. */
export class ProgressPlace {
  readonly folderUri: vscode.Uri;
  readonly #state: vscode.Memento;
  readonly #folder: DataFolder;
  /** This window's journals, whose content is known. The last one is written to. */
  readonly #journals = [newJournalName()];
  #journalLength = 0;
  /** Size and time of each file when last read, to read only new data. */
  readonly #seen = new Map<string, string>();
  #seenState: unknown;
  #stateText: string | undefined;
  /** The records in the last written checkpoint. */
  #written: Progress | undefined;
  #writtenLength = 0;
  /** The content of the file beside the checkpoint, as far as this window knows. */
  #besideText = '';
  /** Whether the checkpoint was intact when last read or written. */
  #isCheckpointWhole = false;
  readonly #damaged: DamagedCopies;
  #newer: number | undefined;
  #unreadable: string | undefined;
  /** The result of the first `read`, for `forgetOldJournals`. */
  #found: { checkpoint?: ReadJournal; readonly journals: JournalFile[] } | undefined = {
    journals: [],
  };

  constructor({ state, folder }: ProgressPlaces) {
    this.#state = state;
    this.folderUri = folder;
    this.#folder = openDataFolder(folder);
    this.#damaged = new DamagedCopies(this.#folder, folder);
  }

  /** Whether `append` alone makes a change survive a kill. */
  get durable(): boolean {
    return this.#folder.durable;
  }

  /** The version of a newer extension whose copy must not be overwritten, if there is one. */
  get newer(): number | undefined {
    return this.#newer;
  }

  /** A file that exists but cannot be read, if there is one: nothing is overwritten meanwhile. */
  get unreadable(): string | undefined {
    return this.#unreadable;
  }

  /** The length of this session's last checkpoint in characters; 0 before the first. */
  get size(): number {
    return this.#writtenLength;
  }

  /**
   * Everything stored here that was not read before: all of it the first time, later only what
   * other windows wrote. Unreadable data is set aside and reported to the person.
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
   * Appends lines to this window's journal.
   * @throws the platform's error; the lines are then not there.
   */
  async append(lines: Pieces): Promise<void> {
    if (this.#journalLength > longestJournal) {
      this.#journals.push(newJournalName());
      this.#journalLength = 0;
    }
    await this.#folder.append(
      this.#journals.at(-1) ?? newJournalName(),
      counted(lines, length => {
        this.#journalLength += length;
      }),
    );
  }

  /**
   * Renews the memento's copy with `progress`, after merging the stored copy into it. Leaves a copy
   * of a newer version alone. Rejects with VS Code's error.
   * @returns whether `progress` changed.
   */
  async writeState(progress: Map<QuestionId, QuestionRecord>): Promise<boolean> {
    if (this.#newer !== undefined) return false;
    const other: Reading = { progress: new Map(), actions: [] };
    await this.#readState(other);
    const changed = mergeInto(progress, other.progress);
    // The copy just read may be of a newer version, or damaged and not yet copied.
    if (this.#isHeld()) return changed;
    const text = this.#stateOf(progress);
    if (text !== undefined && text !== this.#stateText) {
      await this.#updateState(JSON.parse(text));
      this.#stateText = text;
      const now: unknown = this.#state.get(stateKeys.progress);
      // Another machine's copy may have arrived meanwhile and has to be read.
      if (JSON.stringify(now) === text) this.#seenState = now;
    }
    return changed;
  }

  /** @throws what VS Code says if it does not store `value`; the memento is then as it was before */
  async #updateState(value: unknown): Promise<void> {
    const before = this.#state.get<unknown>(stateKeys.progress);
    const updated = this.#state.update(stateKeys.progress, value);
    const refused = this.#state.get<unknown>(stateKeys.progress);
    try {
      await updated;
    } catch (error) {
      // VS Code keeps even what it did not store, and would store it with the next value.
      if (refused !== before && this.#state.get(stateKeys.progress) === refused) {
        Promise.resolve(this.#state.update(stateKeys.progress, before)).catch(() => undefined);
        this.#seenState = this.#state.get(stateKeys.progress);
      }
      throw error;
    }
  }

  /**
   * Stores `change` in the memento, with all of `progress`: for when files cannot be written.
   * @throws Error if it is not there afterwards
   */
  async keepInState(progress: Map<QuestionId, QuestionRecord>, change: Progress): Promise<void> {
    if (this.#newer !== undefined) throw new Error('the state is of a newer version');
    const check = (state: unknown) => {
      const stored = readProgress(state);
      if (stored.kind === 'read' && missingFrom(stored.progress, change).size === 0) return;
      throw new Error('there is too much for the state');
    };
    // First: where only its marks had room, a part of a refused change would be there.
    check(JSON.parse(this.#stateOf(progress) ?? 'null'));
    await this.writeState(progress);
    check(this.#state.get<unknown>(stateKeys.progress));
  }

  /**
   * Renews memento and checkpoint with `progress`, after merging what other windows wrote there.
   * Rejects with the platform's error; the journals still hold everything.
   * @returns whether `progress` changed.
   */
  async checkpoint(progress: Map<QuestionId, QuestionRecord>): Promise<boolean> {
    if (this.#newer !== undefined || progress.size === 0) return false;
    await this.#damaged.retry();
    const changedByState = await this.writeState(progress).catch((error: unknown) => {
      if (!this.durable) throw error;
      log().warn(`The state could not be written, the files hold everything: ${String(error)}`);
      return false;
    });
    if (this.#isHeld() || this.#unreadable !== undefined) return changedByState;
    const present = await this.#file(checkpointName);
    const other: Reading = { progress: new Map(), actions: [] };
    if (present && this.#isNew(present)) {
      await this.#readCheckpoint(present, other);
      this.#written = undefined; // another window's: it may lack some of our data
    }
    const beside = await this.#file(besideName);
    if (beside && this.#isNew(beside)) {
      await this.#readFile(beside, other);
      this.#besideText = '';
    }
    const changed = mergeInto(progress, other.progress) || changedByState;
    // The copies just read may have to be preserved.
    if (this.#mayNotOverwrite()) return changed;
    await this.#writeBeside(progress);
    if (present && this.#isWritten(progress)) return changed;
    // Changes continue during the write: the checkpoint has the records as of now.
    const records = new Map(progress);
    // An incomplete copy never replaces a good one.
    const former =
      present && (await this.#isWhole(checkpointName)) ? formerCheckpointName : undefined;
    await this.#folder.replace(checkpointName, checkpointLines(records), former);
    const written = await this.#file(checkpointName);
    if (written) this.#isNew(written);
    this.#isCheckpointWhole = true;
    this.#written = records;
    this.#writtenLength = checkpointLength(records);
    return changed;
  }

  async #writeBeside(progress: Progress): Promise<void> {
    const text = writeCheckpoint(onlyBeside(progress));
    if (text === this.#besideText || text === nothingBeside) return;
    await this.#folder.replace(besideName, [text]);
    const written = await this.#file(besideName);
    if (written) this.#isNew(written);
    this.#besideText = text;
  }

  /** Whether a copy must be preserved: of a newer version, or damaged and not yet set aside. */
  #isHeld(): boolean {
    return this.#newer !== undefined || this.#damaged.isWaiting;
  }

  #mayNotOverwrite(): boolean {
    return this.#isHeld() || this.#unreadable !== undefined;
  }

  /** Whether the last written checkpoint has exactly these records. */
  #isWritten(progress: Progress): boolean {
    const written = this.#written;
    if (written?.size !== progress.size) return false;
    for (const [id, record] of progress) if (written.get(id) !== record) return false;
    return true;
  }

  /** Whether the checkpoint was complete when read, and still is: checks every line of it. */
  async #isWhole(name: string): Promise<boolean> {
    if (!this.#isCheckpointWhole) return false;
    let last = '';
    let count = -1; // the last line is not included in its count
    await this.#folder.readLines(name, line => {
      if (line.trim() === '') return true;
      last = line;
      count += 1;
      return isSound(line);
    });
    const end = parseChecked(last) as { readonly end?: unknown } | undefined;
    return end?.end === count;
  }

  /**
   * Removes the old journals that the first `read` found and nothing needs, not even an undo of one
   * of `undoable`; see `removeOldFiles`. Does nothing when called again.
   * @returns whether the checkpoint is complete and holds all of `progress`.
   */
  async forgetOldJournals(progress: Progress, undoable: readonly UndoStep[]): Promise<boolean> {
    const { checkpoint, journals = [] } = this.#found ?? {};
    this.#found = undefined;
    if (this.#mayNotOverwrite()) return true;
    if (!checkpoint?.whole) return progress.size === 0;
    await removeOldFiles(this.#folder, journals, checkpoint.progress, undoable);
    return missingFrom(checkpoint.progress, progress).size === 0;
  }

  #file(name: string): Promise<FileInfo | undefined> {
    return fileNamed(this.#folder, name);
  }

  async #readState(reading: Reading): Promise<void> {
    const stored = this.#state.get<unknown>(stateKeys.progress);
    if (stored === undefined || stored === this.#seenState) return;
    this.#seenState = stored;
    const read = readProgress(stored);
    if (read.kind === 'newer') this.#newer = read.version;
    if (read.kind === 'read') mergeInto(reading.progress, read.progress);
    if (read.kind === 'broken' || (read.kind === 'read' && read.rejected.length > 0)) {
      const text = JSON.stringify(stored);
      await this.#damaged.keep('state', hash(text), name => this.#folder.replace(name, [text]));
    }
  }

  /**
   * The memento's content as JSON: as much as does not slow VS Code down. `undefined` if even the
   * marks are too large: its previous content is not wrong, and the files hold everything.
   */
  #stateOf(progress: Progress): string | undefined {
    const overhead = progress.size * checkpointOverhead;
    const isSmall = checkpointLength(progress) - overhead <= largestState;
    if (isSmall || !this.durable) return JSON.stringify(writeProgress(progress));
    const text = JSON.stringify(writeProgress(marksOnly(progress)));
    return text.length <= largestMarks ? text : undefined;
  }

  async #readFolder(reading: Reading): Promise<void> {
    const files = await this.#folder.list();
    for (const file of files) {
      const { name } = file;
      const isJournalFile = isJournal(name);
      if (!isJournalFile && name !== checkpointName && name !== besideName) continue;
      if (this.#journals.includes(name) || !this.#isNew(file)) continue;
      if (isJournalFile) {
        const journal = await this.#readFile(file, reading);
        this.#found?.journals.push({ file, journal });
      } else if (name === besideName) {
        await this.#readFile(file, reading);
      } else {
        const checkpoint = await this.#readCheckpoint(file, reading);
        if (this.#found) this.#found.checkpoint = checkpoint;
      }
    }
    const former = files.find(({ name }) => name === formerCheckpointName);
    if (former && !this.#isCheckpointWhole && this.#isNew(former)) {
      await this.#readFile(former, reading);
    }
  }

  /** Whether the file changed since it was last read; records it as read. */
  #isNew({ name, size, modified }: FileInfo): boolean {
    const version = `${size} ${modified}`;
    if (this.#seen.get(name) === version) return false;
    this.#seen.set(name, version);
    return true;
  }

  async #readCheckpoint(file: FileInfo, reading: Reading): Promise<ReadJournal> {
    const read = await this.#readFile(file, reading);
    this.#isCheckpointWhole = read.whole;
    return read;
  }

  async #readFile({ name }: FileInfo, reading: Reading): Promise<ReadJournal> {
    const read = await readLines(this.#folder, name).catch((error: unknown) => {
      this.#cannotRead(name, error);
      return readJournal('');
    });
    mergeInto(reading.progress, read.progress);
    for (const action of read.actions) reading.actions.push(action);
    const isCheckpoint = name === checkpointName || name === formerCheckpointName;
    if (read.newer !== undefined) {
      log().warn(`${name} has lines of format ${read.newer}; they are kept for a newer version.`);
      if (isCheckpoint) this.#newer = read.newer;
    }
    // One torn line at the end of a journal is left by a kill: it was never acknowledged.
    const damaged = isCheckpoint || !read.isTorn ? read.damaged : read.damaged - 1;
    if (damaged > 0) {
      log().warn(`${name} has ${damaged} damaged lines; all others were read.`);
      await this.#setAsideFile(name);
    }
    return read;
  }

  async #setAsideFile(name: string): Promise<void> {
    const text = new LineHash();
    await this.#folder
      .readLines(name, line => {
        text.take(line);
      })
      .catch((error: unknown) => this.#cannotRead(name, error));
    const what = name.replace(/\.\w+$/, '');
    await this.#damaged.keep(what, text.text, copy => this.#folder.copy(name, copy));
  }

  #cannotRead(what: string, error: unknown): void {
    log().error(`${what} cannot be read: ${String(error)}`);
    if (this.#unreadable !== undefined) return;
    this.#unreadable = what;
    void showWarningMessage(
      vscode.l10n.t(
        'Part of your stored progress cannot be read now: {0}. It is left unchanged, and what you do is kept beside it. Check the permissions of {1}, then reload the window.',
        error instanceof Error ? error.message : String(error),
        this.folderUri.fsPath,
      ),
    );
  }
}

/** The part that is in the memento regardless of size: mastered, bookmarked, suspended. */
function marksOnly(progress: Progress): Progress {
  const only = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of progress) {
    const set = marks.filter(mark => record[mark]).map(mark => [mark, record[mark]] as const);
    if (set.length > 0) only.set(id, Object.fromEntries(set));
  }
  return only;
}

/** The part of the records unknown to the first versions: work on exercises, and later fields. */
function onlyBeside(progress: Progress): Progress {
  const only = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of progress) {
    const beside = Object.entries(record).filter(([key]) => /^(?:exercise|later)/.test(key));
    if (beside.length > 0) only.set(id, Object.fromEntries(beside));
  }
  return only;
}

const nothingBeside = writeCheckpoint(new Map());

/** Passes the pieces on and reports their lengths. */
function counted(pieces: Pieces, tell: (length: number) => void): Pieces {
  return {
    *[Symbol.iterator]() {
      for (const piece of pieces) {
        tell(piece.length);
        yield piece;
      }
    },
  };
}
