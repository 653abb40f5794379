/** Suggestions of a review, shown as notifications with buttons. */
import * as vscode from 'vscode';
import { setMark } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import type { Card } from '../../study/review/schedule';
import { commands } from '../base/ids';
import { report } from '../base/log';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { intervalText } from '../core/intervals';
import { showInformationMessage } from '../base/messages';

/** Reports a question that is forgotten repeatedly. */
export function sayLeech(study: Study, id: QuestionId, lapses: number): void {
  const title = titleOf(study, id);
  const note = vscode.l10n.t('Write a Note');
  const suspend = vscode.l10n.t('Suspend');
  ask(
    vscode.l10n.t(
      'You have forgotten “{0}” {1} times. Reading it again will hardly help: put the answer into your own words as a note, look up what it builds on, or suspend it for now.',
      title,
      lapses,
    ),
    {
      [note]: () => vscode.commands.executeCommand(commands.editNote, id),
      [suspend]: () => vscode.commands.executeCommand(commands.suspendQuestion, id),
    },
  );
}

/** Suggests marking a long-known question as mastered. This is never automatic. */
export function suggestMastered(study: Study, id: QuestionId, card: Card, now: number): void {
  const title = titleOf(study, id);
  const master = vscode.l10n.t('Mark as Mastered');
  ask(
    vscode.l10n.t(
      'You know “{0}” well: its next review would be in {1}. Mark it as mastered and take it out of your reviews?',
      title,
      intervalText(card, now, 'long'),
    ),
    {
      [master]: () =>
        study.store.apply(vscode.l10n.t('Mastered “{0}”', title), progress =>
          setMark(progress, [id], 'mastered', true, Date.now()),
        ),
    },
  );
}

/** Shows a message with buttons, without waiting: it stays as long as the person likes. */
export function ask(message: string, actions: Readonly<Record<string, () => unknown>>): void {
  void showInformationMessage(message, ...Object.keys(actions))
    .then(choice => (choice === undefined ? undefined : actions[choice]?.()))
    .then(undefined, report);
}

function titleOf(study: Study, id: QuestionId): string {
  return plainText(study.questions.question(id)?.title ?? id);
}
