/** The line about the exercise in a row's tooltip. */
import * as vscode from 'vscode';
import { exerciseProgress } from '../../study/exercise/progress';
import type { Progress } from '../../study/progress';
import type { ExerciseSummary, QuestionId } from '../../study/question';
import { dateText, durationText } from '../core/intervals';

/** Whether the exercise was solved, and how long it takes if it was not started. */
export function exerciseLine(
  progress: Progress,
  id: QuestionId,
  { minutes }: ExerciseSummary,
): string {
  const { solvedAt, startedAt } = exerciseProgress(progress, id);
  if (solvedAt !== undefined) return vscode.l10n.t('Exercise solved on {0}', dateText(solvedAt));
  if (startedAt !== undefined) return vscode.l10n.t('Exercise begun');
  return minutes === undefined
    ? vscode.l10n.t('With an exercise')
    : vscode.l10n.t('With an exercise of {0}', durationText(minutes * 60_000, 'short'));
}
