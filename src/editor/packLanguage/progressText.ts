/** A question's progress as text. */
import * as vscode from 'vscode';
import { reviewsOf } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import type { Study } from '../core/study';

/** Lines on a question's progress, most important first; empty if there is none. */
export async function progressLines(study: Study, id: QuestionId): Promise<string[]> {
  const lines: string[] = [];
  const record = study.store.progress.get(id);
  const reviews = reviewsOf(record);
  if (reviews.length > 0) {
    const { due } = (await study.schedule()).cardOf(id, record, Date.now());
    const count =
      reviews.length === 1
        ? vscode.l10n.t('1 review')
        : vscode.l10n.t('{0} reviews', reviews.length);
    lines.push(vscode.l10n.t('{0}, {1}', count, dueText(due - Date.now())));
  }
  if (study.has(id, 'mastered')) lines.push(vscode.l10n.t('mastered'));
  if (study.has(id, 'bookmarked')) lines.push(vscode.l10n.t('bookmarked'));
  return lines;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** When a question is due; the argument is in ms from now. */
function dueText(ms: number): string {
  if (ms <= 0) return vscode.l10n.t('due now');
  if (ms < hour) return vscode.l10n.t('due in {0} minutes', Math.ceil(ms / 60_000));
  const days = Math.ceil(ms / day);
  if (days === 1) return vscode.l10n.t('due tomorrow');
  return vscode.l10n.t('due in {0} days', days);
}
