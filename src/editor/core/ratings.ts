import * as vscode from 'vscode';
import type { Rating } from '../../study/rating';

/** The names of the ratings in the person's language. */
export function ratingNames(): Readonly<Record<Rating, string>> {
  return {
    1: vscode.l10n.t('Again'),
    2: vscode.l10n.t('Hard'),
    3: vscode.l10n.t('Good'),
    4: vscode.l10n.t('Easy'),
  };
}

/** A rating's label for undo. `title` is plain text. */
export function ratingLabel(rating: Rating, title: string): string {
  switch (rating) {
    case 1:
      return vscode.l10n.t('Again on “{0}”', title);
    case 2:
      return vscode.l10n.t('Hard on “{0}”', title);
    case 3:
      return vscode.l10n.t('Good on “{0}”', title);
    case 4:
      return vscode.l10n.t('Easy on “{0}”', title);
  }
}
