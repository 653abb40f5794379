/**
 * Backs up before changes: before a study day's first one, and before a change of much, which is
 * refused if that fails. `ProgressStore` knows which change is which; the files of the backups and
 * which of them are kept are in `backups.ts`, loaded on first use.
 */
import * as vscode from 'vscode';
import type { ProgressFile } from '../../../study/exchange/progressFile';
import type { Interview } from '../../../study/mockInterview/interview';
import type { Progress } from '../../../study/progress';
import { HumanError, log } from '../../base/log';
import type { BackupReason, Backups } from './backups';

/** What `dayBackup` depends on. */
export interface DayBackupOptions {
  /** The study day number of a time (ms since 1970); without it no day is backed up. */
  readonly studyDay?: (time: number) => number;
  /** Gives the store of the mock interviews that belong to the progress. */
  readonly interviews?: () => Promise<{ list(): Promise<readonly Interview[]> }>;
}

/** The backups in a folder of progress, and in `others`. */
export async function backupsAt(
  folder: vscode.Uri,
  others: readonly vscode.Uri[] = [],
): Promise<Backups> {
  const { Backups } = await import('./backups');
  return new Backups(folder, others);
}

/**
 * Backs up `file` before a change; does nothing if it is empty.
 * @throws HumanError when the backup could not be written: the change must not be made
 */
export async function backUpOrRefuse(
  reason: BackupReason,
  folder: vscode.Uri,
  file: ProgressFile,
): Promise<void> {
  if (file.progress.size === 0 && file.interviews.length === 0) return;
  try {
    await (await backupsAt(folder)).write(reason, file, Date.now());
  } catch (error) {
    log().error(`The backup could not be written: ${String(error)}`);
    throw new HumanError(
      vscode.l10n.t(
        'Nothing was changed, because the backup before it could not be written: {0}. Check the free space and the permissions of {1}, then try again.',
        error instanceof Error ? error.message : String(error),
        folder.fsPath,
      ),
    );
  }
}

/**
 * Backs up a folder's `current` progress before the first change of a study day, while the change is
 * made. Never throws. `known` are the mock interviews, if they are known.
 */
export type BackUpDay = (
  folder: vscode.Uri,
  current: Progress,
  known?: readonly Interview[],
) => void;

/** Makes the function to call before each change. */
export function dayBackup({ studyDay, interviews }: DayBackupOptions): BackUpDay {
  /** The study day of the last change. */
  let lastDay: number | undefined;
  return (folder, current, known) => {
    const now = Date.now();
    const day = studyDay?.(now);
    if (day === lastDay) return;
    lastDay = day;
    const progress = new Map(current);
    const write = async () => {
      const backups = await backupsAt(folder);
      const last = (await backups.list()).find(({ reason }) => reason === 'day');
      if (last && studyDay?.(last.created) === day) return;
      const list = known ?? (await (await interviews?.())?.list()) ?? [];
      if (progress.size > 0 || list.length > 0) {
        await backups.write('day', { progress, interviews: list }, now);
      }
    };
    write().catch((error: unknown) => {
      log().warn(`The backup of the day could not be written: ${String(error)}`);
      lastDay = undefined; // retried at the next change
    });
  };
}
