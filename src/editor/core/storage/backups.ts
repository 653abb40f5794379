/** Backups of progress: whole copies in the data folder, each with its checksum, the last ten kept. */
import * as vscode from 'vscode';
import type { Interview } from '../../../study/mockInterview/interview';
import { reviewsOf } from '../../../study/progress';
import {
  readProgressFile,
  writeProgressFile,
  type ProgressFile,
} from '../../../study/exchange/progressFile';
import { HumanError, log } from '../../base/log';
import { openDataFolder, type DataFolder } from './folder';
import { hash, parseChecked, withChecksum } from './journal';

/** How many backups are kept. */
export const keptBackups = 10;

export const backupReasons = ['day', 'import', 'reset', 'restore', 'move'] as const;
/** What was about to happen: the first change of a study day, …, a move to another place. */
export type BackupReason = (typeof backupReasons)[number];

/** A backup, without what it holds. */
export interface Backup {
  /** The name of its file. */
  readonly name: string;
  /** When it was made, in ms since 1970. */
  readonly created: number;
  readonly reason: BackupReason;
}

/** What a backup holds, in numbers. */
export interface BackupCounts {
  readonly questions: number;
  readonly mastered: number;
  readonly reviews: number;
  readonly notes: number;
  readonly interviews: number;
}

/** Gives the interviews that belong to the progress. */
export type InterviewsOf = () => Promise<readonly Interview[]>;

export class Backups {
  readonly #folder: DataFolder;

  /** @param progressFolder the folder of the place whose backups these are. */
  constructor(progressFolder: vscode.Uri) {
    this.#folder = openDataFolder(vscode.Uri.joinPath(progressFolder, 'backups'));
  }

  /** The backups, newest first. Reads only their names. */
  list(): Promise<readonly Backup[]> {
    return this.#numbered();
  }

  async #numbered(): Promise<readonly NumberedBackup[]> {
    const files = (await this.#folder.list()).map(({ name }) => parseName(name));
    return files.filter(file => file !== undefined).sort((a, b) => b.number - a.number);
  }

  /**
   * Makes a backup and removes the oldest beyond `keptBackups`. `created` is in ms since 1970.
   * Rejects with the platform's error.
   */
  async write(reason: BackupReason, file: ProgressFile, created: number): Promise<void> {
    const backups = await this.#numbered();
    const number = (backups[0]?.number ?? 0) + 1;
    const body = writeProgressFile(file, new Date(created).toISOString());
    const head: Head = { created, reason, counts: countsOf(file), body: hash(body) };
    const name = `${String(number).padStart(6, '0')}-${created}-${reason}.backup`;
    await this.#folder.replace(name, `${withChecksum(JSON.stringify(head))}\n${body}`);
    for (const { name: old } of backups.slice(keptBackups - 1)) await this.#folder.remove(old);
  }

  /** What a backup holds, in numbers; `undefined` where its beginning is damaged. */
  async counts({ name }: Backup): Promise<BackupCounts | undefined> {
    const text = (await this.#folder.read(name)) ?? '';
    return readHead(text)?.counts;
  }

  /**
   * What a backup holds.
   * @throws HumanError when it is damaged or gone.
   */
  async read({ name }: Backup): Promise<ProgressFile> {
    const text = (await this.#folder.read(name)) ?? '';
    const body = text.slice(text.indexOf('\n') + 1);
    const read = readHead(text)?.body === hash(body) ? readProgressFile(body) : undefined;
    if (read?.kind !== 'read' || read.rejected.length > 0) {
      log().error(`${name} cannot be used: ${JSON.stringify(read ?? 'its checksum differs')}`);
      throw new HumanError(
        vscode.l10n.t(
          'This backup is damaged and was not used. Your progress is as it was. Choose another backup.',
        ),
      );
    }
    return read;
  }
}

/** The first line of a backup's file. */
interface Head {
  readonly created: number;
  readonly reason: BackupReason;
  readonly counts: BackupCounts;
  /** The checksum of the rest. */
  readonly body: string;
}

/** A head whose checksum is right was written by `write`, so its fields are what they should be. */
function readHead(text: string): Head | undefined {
  return parseChecked(text.slice(0, Math.max(text.indexOf('\n'), 0))) as Head | undefined;
}

interface NumberedBackup extends Backup {
  /** Counts up: the order of backups also where the clock was set back. */
  readonly number: number;
}

function parseName(name: string): NumberedBackup | undefined {
  const match = /^(\d{6,})-(\d{1,16})-(\w+)\.backup$/.exec(name);
  const reason = backupReasons.find(known => known === match?.[3]);
  if (!match || !reason) return undefined;
  return { name, number: Number(match[1]), created: Number(match[2]), reason };
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
