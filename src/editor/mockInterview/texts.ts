/** Texts shared by several parts of the interview, in the person's language. */
import * as vscode from 'vscode';
import type { ReportFormat, ReportTexts } from '../../study/mockInterview/reportMarkdown';
import { durationText, shareText } from '../core/intervals';
import { ratingNames } from '../core/ratings';
import type { QuestionId } from '../../study/question';

/** The texts of the report. */
export function reportTexts(): ReportTexts {
  const { t } = vscode.l10n;
  return {
    title: t('Mock interview of {0}', '{0}'),
    endedEarly: t('This interview was ended early.'),
    nothingRated: t('No question was answered, so there is nothing to report.'),
    score: t('Score'),
    questions: t('Questions'),
    time: t('Time'),
    keyPoints: t('Key points'),
    category: t('Category'),
    total: t('Total'),
    countOf: t('{0} of {1}', '{0}', '{1}'),
    skippedCount: t('Skipped: {0}', '{0}'),
    byCategory: t('Score and time by category'),
    studyNext: t('Study next'),
    nothingToStudy: t(
      'Nothing stands out: every question you rated scored at least {0}.',
      shareText(0.75),
    ),
    missed: t('Key points missed'),
    answers: t('Your answers'),
    noAnswer: t('Nothing was typed.'),
    skipped: t('Skipped'),
    notRated: t('Not rated'),
    overtime: t('{0} over the limit', '{0}'),
    comparison: t('Compared with your earlier interviews'),
    date: t('Date'),
    thisInterview: t('This one'),
    better: t('Your score is {0} points above the average of your earlier interviews.', '{0}'),
    worse: t('Your score is {0} points below the average of your earlier interviews.', '{0}'),
    same: t('Your score is the average of your earlier interviews.'),
    scoring: t(
      'Half of a question’s score is your rating (Again 0, Hard 50, Good 80, Easy 100), half the share of key points that you ticked; without ticks it is the rating alone. A skipped question scores 0. Time counts while you answer, not while you compare.',
    ),
    ratings: ratingNames(),
    task: {
      title: t('Coding task'),
      notBegun: t('Not begun yet'),
      expected: t('{0} min', '{0}'),
      solved: t('Solved in {0}', '{0}'),
      notSolved: t('Not solved yet'),
      checks: t('{0} of {1} checks pass', '{0}', '{1}'),
      hints: t('Hints opened: {0}', '{0}'),
      withoutHints: t('Without hints'),
      solutionSeen: t('Solution seen'),
      note: t('The coding task does not count towards the score.'),
    },
  };
}

/** How a report formats dates and durations. `link` gives a question's URL. */
export function reportFormat(link: (id: QuestionId) => string | undefined): ReportFormat {
  return { date: formatDate, duration: timeText, share: shareText, link };
}

/** A date and time in the person's language. `time` is in ms since 1970. */
export function formatDate(time: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  try {
    return new Intl.DateTimeFormat(vscode.env.language, options).format(time);
  } catch {
    return new Intl.DateTimeFormat(undefined, options).format(time);
  }
}

/** A duration in ms: "2 min 5 sec". */
export function timeText(duration: number): string {
  return durationText(duration, 'short', true);
}
