/**
 * Backups of progress and mock interviews: full copies in the data folder, with a checksum for each
 * line. No backup is made if nothing changed since the last one; all of the last days are kept, and
 * of older ones the last of each kind.
 */
import * as vscode from 'vscode';
import type { Interview } from '../../../study/mockInterview/interview';
import { readInterview, writeInterview } from '../../../study/mockInterview/format';
import { reviewsOf } from '../../../study/progress';
import { readProgressFile, type ProgressFile } from '../../../study/exchange/progressFile';
import { HumanError, log } from '../../base/log';
import { openDataFolder, type DataFolder } from './folder';
import {
  checkpointLines,
  hash,
  JournalReader,
  LineHash,
  parseChecked,
  withChecksum,
} from './journal';

/** Minimum number of backups kept, and minimum number of days with a backup. */
export const keptBackups = 10;
export const keptDays = 8;
/** Number of backups kept per day: its first and its latest ones. */
const keptOfDay = 50;

export const backupReasons = ['day', 'import', 'reset', 'restore', 'move'] as const;
/** The reason for the backup: the first change of a study day, …, a move to another place. */
export type BackupReason = (typeof backupReasons)[number];

/** A backup's metadata. */
export interface Backup {
  /** The file name. */
  readonly name: string;
  /** When it was made, in ms since 1970. */
  readonly created: number;
  readonly reason: BackupReason;
}

/** The amount of data in a backup. */
export interface BackupCounts {
  readonly questions: number;
  readonly mastered: number;
  readonly reviews: number;
  readonly notes: number;
  readonly interviews: number;
}

export class Backups {
  readonly #folder: DataFolder;
  readonly #others: readonly DataFolder[];

  /**
   * @param progressFolder the folder of the place to back up
   * @param others folders of other places, whose backups can be read too
   */
  constructor(progressFolder: vscode.Uri, others: readonly vscode.Uri[] = []) {
    const open = (folder: vscode.Uri) => openDataFolder(vscode.Uri.joinPath(folder, 'backups'));
    this.#folder = open(progressFolder);
    this.#others = others.map(open);
  }

  /** The backups, newest first, followed by those of other places. Reads only file names. */
  async list(): Promise<readonly Backup[]> {
    const own = await numbered(this.#folder);
    const others = await Promise.all(
      this.#others.map(folder =>
        numbered(folder).catch((error: unknown) => {
          log().warn(`Backups of another place cannot be listed: ${String(error)}`);
          return [];
        }),
      ),
    );
    return [...own, ...others.flat().sort((a, b) => b.created - a.created)];
  }

  /**
   * Makes a backup unless the last one has the same content, and removes old ones. `created` is in
   * ms since 1970. Rejects with the platform's error.
   */
  async write(reason: BackupReason, file: ProgressFile, created: number): Promise<void> {
    const backups = await numbered(this.#folder);
    const content = contentOf(file);
    const [last] = backups;
    if (last && (await this.#holds(last, content))) return;
    const number = (last?.number ?? 0) + 1;
    const name = `${String(number).padStart(6, '0')}-${created}-${reason}.backup`;
    const head: Head = { created, reason, counts: countsOf(file), content };
    await this.#folder.replace(name, {
      *[Symbol.iterator]() {
        yield withChecksum(JSON.stringify(head));
        yield* linesOf(file);
      },
    });
    const made = { name, number, created, reason, folder: this.#folder };
    for (const { name: old } of tooMany([made, ...backups])) await this.#folder.remove(old);
  }

  /** Whether a backup is readable and has exactly this content. */
  async #holds(backup: Backup, content: string): Promise<boolean> {
    const head = await this.#head(backup);
    if (head?.content !== content) return false;
    return this.read(backup).then(
      () => true,
      () => false,
    );
  }

  /** A backup's amount of data; `undefined` if its head is damaged. */
  async counts(backup: Backup): Promise<BackupCounts | undefined> {
    return (await this.#head(backup))?.counts;
  }

  /** A head with a correct checksum was written by `write`, so its fields are valid. */
  async #head(backup: Backup): Promise<Head | undefined> {
    let head: unknown;
    await this.#folderOf(backup).readLines(backup.name, line => {
      head = parseChecked(line);
      return false;
    });
    return head as Head | undefined;
  }

  /**
   * A backup's content.
   * @throws HumanError when it is damaged or gone.
   */
  async read(backup: Backup): Promise<ProgressFile> {
    const reader = new BackupReader();
    await this.#folderOf(backup).readLines(backup.name, line => {
      reader.take(line);
    });
    const read = reader.read();
    if (typeof read !== 'string') return read;
    log().error(`${backup.name} cannot be used: ${read}`);
    throw new HumanError(
      vscode.l10n.t(
        'This backup is damaged and was not used. Your progress is as it was. Choose another backup.',
      ),
    );
  }

  #folderOf(backup: Backup): DataFolder {
    return 'folder' in backup ? (backup as NumberedBackup).folder : this.#folder;
  }
}

/** The first line of a backup file. */
interface Head {
  readonly created: number;
  readonly reason: BackupReason;
  readonly counts: BackupCounts;
  /** The checksum of the content: of the lines after the head. */
  readonly content?: string;
  /** In older backups, which contain a progress file: its checksum. */
  readonly body?: string;
}

interface NumberedBackup extends Backup {
  /** A counter that keeps the order of backups even if the clock was set back. */
  readonly number: number;
  readonly folder: DataFolder;
}

/** The backups in a folder, newest first. */
async function numbered(folder: DataFolder): Promise<readonly NumberedBackup[]> {
  const files = (await folder.list()).map(({ name }) => parseName(name, folder));
  return files.filter(file => file !== undefined).sort((a, b) => b.number - a.number);
}

function parseName(name: string, folder: DataFolder): NumberedBackup | undefined {
  const match = /^(\d{6,})-(\d{1,16})-(\w+)\.backup$/.exec(name);
  const reason = backupReasons.find(known => known === match?.[3]);
  if (!match || !reason) return undefined;
  return { name, number: Number(match[1]), created: Number(match[2]), reason, folder };
}

const day = 24 * 60 * 60 * 1000;

/**
 * The backups to remove, given all of them newest first. Days are counted within the list: a wrong
 * clock makes no backup old.
 */
function tooMany(backups: readonly NumberedBackup[]): readonly NumberedBackup[] {
  const days = new Map<number, NumberedBackup[]>();
  for (const backup of backups) {
    const date = Math.floor(backup.created / day);
    days.set(date, [...(days.get(date) ?? []), backup]);
  }
  const kept = new Set(backups.slice(0, keptBackups));
  for (const ofDay of [...days.values()].slice(0, keptDays)) {
    for (const backup of [...ofDay.slice(0, keptOfDay - 1), ...ofDay.slice(-1)]) kept.add(backup);
  }
  for (const reason of backupReasons) {
    const last = backups.find(backup => backup.reason === reason);
    if (last) kept.add(last);
  }
  return backups.filter(backup => !kept.has(backup));
}

/** A line for each question, a line with their number, and a line for each interview. */
function* linesOf({ progress, interviews }: ProgressFile): Generator<string> {
  yield* checkpointLines(new Map([...progress].sort(([a], [b]) => (a < b ? -1 : 1))));
  const sorted = [...interviews].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const interview of sorted) {
    yield `\n${withChecksum(JSON.stringify({ interview: writeInterview(interview) }))}`;
  }
  yield `\n${withChecksum(JSON.stringify({ interviews: sorted.length }))}`;
}

/** The checksum of the checksums: the same for equal content. */
function contentOf(file: ProgressFile): string {
  const sum = new LineHash();
  let length = 0;
  for (const line of linesOf(file)) {
    sum.take(line.slice(1, 9));
    length += line.length;
  }
  return `${length} ${sum.text}`;
}

/** Reads a backup line by line. */
class BackupReader {
  #head: Head | undefined;
  #isFirst = true;
  readonly #journal = new JournalReader();
  readonly #interviews: Interview[] = [];
  /** In an older backup: the progress file. */
  readonly #body: string[] = [];
  #end: unknown;
  #problem: string | undefined;

  take(line: string): void {
    if (this.#isFirst) {
      this.#isFirst = false;
      this.#head = parseChecked(line) as Head | undefined;
      return;
    }
    if (this.#head === undefined) return;
    if (this.#head.body !== undefined) {
      this.#body.push(line);
      return;
    }
    if (line.trim() === '') return;
    const parsed = parseChecked(line) as
      | { readonly interview?: unknown; readonly interviews?: unknown }
      | undefined;
    if (parsed?.interviews !== undefined) this.#end = parsed.interviews;
    else if (parsed?.interview === undefined) this.#journal.take(line);
    else {
      const read = readInterview(parsed.interview);
      if (read.kind === 'read') this.#interviews.push(read.interview);
      else this.#problem = `an interview is ${read.kind}`;
    }
  }

  /** The content; or a description of the damage, for the log. */
  read(): ProgressFile | string {
    if (this.#head === undefined) return 'its beginning is damaged';
    if (this.#head.body !== undefined) {
      const body = this.#body.join('\n');
      if (this.#head.body !== hash(body)) return 'its checksum differs';
      const read = readProgressFile(body, Infinity);
      if (read.kind === 'read' && read.rejected.length === 0) return read;
      return JSON.stringify(read).slice(0, 1000);
    }
    const { progress, whole } = this.#journal.read();
    if (!whole || this.#end !== this.#interviews.length) return 'lines are damaged or missing';
    return this.#problem ?? { progress, interviews: this.#interviews };
  }
}

function countsOf({ progress, interviews }: ProgressFile): BackupCounts {
  const records = [...progress.values()];
  return {
    questions: progress.size,
    mastered: records.filter(({ mastered }) => mastered?.[0]).length,
    reviews: records.reduce((sum, record) => sum + reviewsOf(record).length, 0),
    notes: records.filter(({ note }) => note?.[0]).length,
    interviews: interviews.length,
  };
}
