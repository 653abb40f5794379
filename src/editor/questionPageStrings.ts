import * as vscode from 'vscode';
import { gradingStrings } from './interviewer/gradingStrings';
import type { PageStrings } from '../protocol/question';

/** The texts of the question panel's page, in the person's language. */
export function questionPageStrings(): PageStrings {
  const { t } = vscode.l10n;
  return {
    hint: t('Hint'),
    showHint: t('Show hint'),
    hideHint: t('Hide hint'),
    revealAnswer: t('Reveal answer'),
    hideAnswer: t('Hide answer'),
    answer: t('Answer'),
    answerShown: t('Answer shown'),
    answerHidden: t('Answer hidden'),
    noAnswer: t(
      'This question has no written answer yet. Say your own aloud, then check it against the hint.',
    ),
    previous: t('Previous question'),
    next: t('Next question'),
    random: t('Random question'),
    markMastered: t('Mark as mastered'),
    mastered: t('Mastered'),
    notMastered: t('Not mastered'),
    addBookmark: t('Bookmark'),
    bookmarked: t('Bookmarked'),
    notBookmarked: t('Bookmark removed'),
    keys: t('Keys'),
    keysNote: t(
      'These keys work while the panel has the focus. Each runs a command that you can bind to a key of your own.',
    ),
    changeKeys: t('Open Keyboard Shortcuts'),
    close: t('Close'),
    copyCode: t('Copy code'),
    copied: t('Copied'),
    openCode: t('Open code in an editor'),
    tips: t('Remember'),
    note: t('Your note'),
    addNote: t('Add a note'),
    editNote: t('Edit note'),
    inYourCode: t('In your code'),
    findInYourCode: t('Find {0} in this workspace', '{0}'),
    yourVersion: t('The version your project uses'),
    newerThanYours: t('Newer than the Django {0} of your project', '{0}'),
    keyPointsCovered: t('{0} of {1} covered', '{0}', '{1}'),
    positionInCategory: t('{0} of {1}', '{0}', '{1}'),
    grading: gradingStrings(),
    actions: {
      next: t('Next question'),
      previous: t('Previous question'),
      first: t('First question'),
      last: t('Last question'),
      random: t('Random question'),
      toggleMastered: t('Mastered, or not'),
      toggleBookmark: t('Bookmark, or not'),
      toggleAnswer: t('Reveal or hide the answer'),
      toggleHint: t('Show or hide the hint'),
      toggleKeys: t('Show these keys'),
      editNote: t('Write or edit your note'),
      search: t('Search questions'),
      undo: t('Undo the last change'),
      openKeybindings: t('Open Keyboard Shortcuts'),
      writeAnswer: t('Write your own answer'),
      gradeAnswer: t('Have it graded by a language model'),
    },
  };
}
