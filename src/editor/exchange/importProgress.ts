/** "Import Progress…": merges in a file after showing what that changes. */
import * as vscode from 'vscode';
import { planImport, type ImportPlan } from '../../study/exchange/importPlan';
import {
  largestProgressFile,
  progressFileVersion,
  ProgressFileReader,
  type ReadProgressFile,
} from '../../study/exchange/progressFile';
import { sayDone } from '../core/changeCommands';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { HumanError, log } from '../base/log';
import { chooseText, nameOf } from './files';
import { progressFileOf, type Exchanged } from './exchanged';
import { confirm } from './preview';
import { showInformationMessage } from '../base/messages';

/** How many unreadable parts of a file are listed in the log. */
const mostLogged = 1000;

/** The handler of this command. */
export function importProgressCommands(
  exchanged: Exchanged,
): Handlers<typeof commands.importProgress> {
  return { [commands.importProgress]: () => importProgress(exchanged) };
}

async function importProgress(exchanged: Exchanged): Promise<void> {
  const { study } = exchanged;
  const reader = new ProgressFileReader();
  const uri = await chooseText(
    {
      title: vscode.l10n.t('Import Progress'),
      openLabel: vscode.l10n.t('Import'),
      filters: { [vscode.l10n.t('Progress file')]: ['json'] },
    },
    largestProgressFile,
    piece => reader.add(piece),
  );
  if (!uri) return;
  const name = nameOf(uri);
  const read = soundOrRefuse(name, reader.end());
  for (const { id, why } of read.rejected.slice(0, mostLogged)) {
    log().warn(`${name}: ${id} was left out: ${why}`);
  }
  await study.questions.settled();
  const isKnown = (id: string) => study.questions.question(id) !== undefined;
  const plan = planImport(await progressFileOf(exchanged), read, isKnown);
  const remarks = remarksOn(plan, read.rejected.length);
  if (plan.change.size === 0 && plan.interviews.length === 0) {
    const nothing = vscode.l10n.t('{0} contains nothing you do not already have.', name);
    void showInformationMessage([nothing, ...remarks].join(' '));
    return;
  }
  const isAgreed = await confirm(study, {
    question: vscode.l10n.t('Import {0} into your progress?', name),
    action: vscode.l10n.t('Import'),
    differences: plan.differences,
    remarks,
    title: vscode.l10n.t('What the import of {0} changes', name),
  });
  if (!isAgreed) return;
  // Planned again: something may have been studied while the prompt was open.
  const step = await study.store.applyMuch(
    vscode.l10n.t('Import of {0}', name),
    now => {
      const { change, interviews } = planImport(now, read, isKnown);
      return { progress: change, kept: interviews };
    },
    'import',
  );
  await sayDone(study, vscode.l10n.t('{0} was imported.', name), step);
}

function soundOrRefuse(
  name: string,
  read: ReadProgressFile,
): ReadProgressFile & { readonly kind: 'read' } {
  switch (read.kind) {
    case 'read':
      return read;
    case 'newer':
      throw new HumanError(
        vscode.l10n.t(
          'Nothing was changed: {0} was written by a newer version of Django Interview Study (format {1}, this one knows {2}). Update the extension, then import it again.',
          name,
          read.version,
          progressFileVersion,
        ),
      );
    case 'broken':
      throw new HumanError(
        vscode.l10n.t(
          'Nothing was changed: {0} cannot be imported as progress: {1}. Choose a file that “Export Progress” wrote.',
          name,
          read.why,
        ),
      );
  }
}

/** Warnings besides the totals. */
function remarksOn(plan: ImportPlan, rejected: number): string[] {
  const { newInterviews, interviews, unknown, older } = plan;
  const lines: readonly (readonly [number, (count: number) => string])[] = [
    [newInterviews, n => vscode.l10n.t('Interviews added: {0}', n)],
    [interviews.length - newInterviews, n => vscode.l10n.t('Interviews updated: {0}', n)],
    [unknown.length, n => vscode.l10n.t('Not in any of your packs, but kept: {0}', n)],
    [older, n => vscode.l10n.t('Older than yours, so yours are kept: {0}', n)],
    [rejected, n => vscode.l10n.t('Could not be read and are left out (see the log): {0}', n)],
  ];
  return lines.filter(([count]) => count > 0).map(([count, line]) => line(count));
}
