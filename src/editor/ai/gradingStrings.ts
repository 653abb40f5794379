import * as vscode from 'vscode';
import type { GradingStrings } from '../../protocol/grading';
import { ratingNames } from '../core/ratings';

/** The texts of a page's grading section. */
export function gradingStrings(): GradingStrings {
  const { t } = vscode.l10n;
  return {
    yourAnswer: t('Your answer'),
    yourAnswerHint: t(
      'Write what you would say. It stays here; nothing is sent until you ask for a grade.',
    ),
    notSaved: t(
      'What you type is not saved at the moment, because the extension does not respond. It is kept on this page. Reload the window to save it.',
    ),
    grade: t('Grade my answer'),
    gradeAgain: t('Grade again'),
    cancel: t('Cancel'),
    showPrompt: t('Show what is sent'),
    writeFirst: t('Write your answer first.'),
    tooLong: t('Your answer is too long to be graded: at most {0} characters.', '{0}'),
    grading: t('Grading'),
    covered: t('You covered'),
    missed: t('You missed'),
    unproven: t('Not found in your answer'),
    unmentioned: t('Not judged'),
    improve: t('One thing to improve'),
    followUp: t('Follow-up question'),
    suggested: t('Suggested rating'),
    suggestedNote: t('A suggestion only. Nothing was rated.'),
    ratings: ratingNames(),
    remedies: { findModel: t('Find an Extension'), chooseModel: t('Choose Another Model') },
  };
}
