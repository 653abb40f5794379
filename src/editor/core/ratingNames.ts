import * as vscode from 'vscode';
import type { Rating } from '../../study/progress';

/** The names of the ratings in the person's language, Again first. */
export function ratingNames(): [string, string, string, string] {
  const { t } = vscode.l10n;
  return [t('Again'), t('Hard'), t('Good'), t('Easy')];
}

/** The name of a rating in the person's language. */
export function ratingName(rating: Rating): string {
  return ratingNames()[rating - 1] ?? '';
}
