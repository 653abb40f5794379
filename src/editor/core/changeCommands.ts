/** Commands to undo the last change and to reset all progress. */
import * as vscode from 'vscode';
import { resetProgress } from '../../study/progress';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { withoutIcons } from '../base/withoutIcons';
import type { StepId } from './storage/progressStore';
import type { Study } from './study';
import { showInformationMessage, showWarningMessage } from '../base/messages';

/** The handlers of these commands. */
export function changeCommands({
  study,
}: {
  readonly study: Study;
}): Handlers<typeof commands.undo | typeof commands.resetProgress> {
  return {
    [commands.undo]: () => undo(study),
    [commands.resetProgress]: () => reset(study),
  };
}

/** Undoes the step, or without one the last change, and says so. */
export async function undo(study: Study, step?: StepId): Promise<void> {
  const label = await study.store.undo(Date.now(), step);
  const message =
    label === undefined
      ? vscode.l10n.t('There is nothing to undo.')
      : vscode.l10n.t('Undone: {0}', withoutIcons(label));
  vscode.window.setStatusBarMessage(message, 4000);
}

/** Reports that something was done, with a button to undo this step, whatever was done since. */
export async function sayDone(
  study: Study,
  message: string,
  step: StepId | undefined,
): Promise<void> {
  const action = vscode.l10n.t('Undo');
  const choice = await showInformationMessage(message, ...(step === undefined ? [] : [action]));
  if (choice === action) await undo(study, step);
}

async function reset(study: Study): Promise<void> {
  await study.store.open();
  const action = vscode.l10n.t('Reset Progress');
  const choice = await showWarningMessage(
    vscode.l10n.t('Reset which questions you mastered and bookmarked, and all your reviews?'),
    {
      modal: true,
      detail: vscode.l10n.t('Your notes stay. A backup is made before. This can be undone.'),
    },
    action,
  );
  if (choice !== action) return;
  const step = await study.store.applyMuch(
    vscode.l10n.t('Reset progress'),
    ({ progress }) => ({ progress: resetProgress(progress, Date.now()) }),
    'reset',
  );
  await sayDone(study, vscode.l10n.t('Your progress was reset.'), step);
}
