/** "Restore from Backup…": restores an earlier state after showing what that changes. */
import * as vscode from 'vscode';
import { differencesBetween } from '../../study/difference';
import { mergeProgress } from '../../study/progress';
import { restoreInterviews, restoreProgress, type RestoredInterviews } from '../../study/restore';
import { sayDone } from '../core/changeCommands';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import type { Backup, BackupCounts } from '../core/storage/backups';
import { progressFileOf, type Exchanged } from './exchanged';
import { confirm } from './preview';
import { showInformationMessage } from '../base/messages';
import { showQuickPick } from '../base/picks';

/** The handler of this command. */
export function restoreCommands(exchanged: Exchanged): Handlers<typeof commands.restoreBackup> {
  return { [commands.restoreBackup]: () => restoreBackup(exchanged) };
}

async function restoreBackup(exchanged: Exchanged): Promise<void> {
  const { study } = exchanged;
  await study.store.open();
  const backups = await study.store.backups();
  const list = await backups.list();
  if (list.length === 0) {
    void showInformationMessage(
      vscode.l10n.t(
        'There is no backup yet. One is made on each day that you study, and before every import and reset.',
      ),
    );
    return;
  }
  const items = await Promise.all(
    list.map(async backup => ({
      icon: 'history',
      label: dateOf(backup),
      description: reasonOf(backup),
      detail: countsLine(await backups.counts(backup)),
      backup,
    })),
  );
  const chosen = await showQuickPick(items, {
    title: vscode.l10n.t('Restore from Backup'),
    placeHolder: vscode.l10n.t(
      'Which backup do you want to restore? You will see what changes first.',
    ),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return;
  const file = await backups.read(chosen.backup);
  const now = await progressFileOf(exchanged);
  const change = restoreProgress(now.progress, file.progress, Date.now());
  const interviews = restoreInterviews(now.interviews, file.interviews, Date.now());
  const differences = differencesBetween(now.progress, mergeProgress(now.progress, change));
  const date = dateOf(chosen.backup);
  if (change.size + interviews.kept.length + interviews.removed.length === 0) {
    void showInformationMessage(vscode.l10n.t('Your progress is as it was on {0}.', date));
    return;
  }
  const isAgreed = await confirm(study, {
    question: vscode.l10n.t('Restore your progress to what it was on {0}?', date),
    action: vscode.l10n.t('Restore'),
    differences,
    remarks: remarksOn(interviews),
    title: vscode.l10n.t('What changes when you go back to {0}', date),
  });
  if (!isAgreed) return;
  const step = await study.store.applyMuch(
    vscode.l10n.t('Restored the backup of {0}', date),
    current => ({
      progress: restoreProgress(current.progress, file.progress, Date.now()),
      ...restoreInterviews(current.interviews, file.interviews, Date.now()),
    }),
    'restore',
  );
  await sayDone(study, vscode.l10n.t('Your progress is what it was on {0}.', date), step);
}

function remarksOn({ brought, kept, removed }: RestoredInterviews): string[] {
  const lines: readonly (readonly [number, (count: number) => string])[] = [
    [brought, n => vscode.l10n.t('Mock interviews brought back: {0}', n)],
    [kept.length - brought, n => vscode.l10n.t('Mock interviews reverted: {0}', n)],
    [
      removed.length,
      n => vscode.l10n.t('Mock interviews removed because the backup does not have them: {0}', n),
    ],
  ];
  return lines.filter(([count]) => count > 0).map(([count, line]) => line(count));
}

function dateOf({ created }: Backup): string {
  return new Date(created).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

function reasonOf({ reason }: Backup): string {
  switch (reason) {
    case 'day':
      return vscode.l10n.t('before the first change of a study day');
    case 'import':
      return vscode.l10n.t('before an import');
    case 'reset':
      return vscode.l10n.t('before a reset');
    case 'restore':
      return vscode.l10n.t('before a backup was restored');
    case 'move':
      return vscode.l10n.t('before progress was brought together');
  }
}

function countsLine(counts: BackupCounts | undefined): string {
  if (counts === undefined) return vscode.l10n.t('damaged');
  return vscode.l10n.t(
    'mastered: {0} · reviews: {1} · notes: {2} · interviews: {3}',
    counts.mastered,
    counts.reviews,
    counts.notes,
    counts.interviews,
  );
}
