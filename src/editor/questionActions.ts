/** What the keys and buttons of the question's page do. */
import type { PanelAction } from '../protocol/question';
import { commands, type CommandId } from './ids';

/** What each action of the page runs: a command, so that a person can bind it to another key. */
export const actionCommands: Record<PanelAction, CommandId> = {
  next: commands.next,
  previous: commands.previous,
  first: commands.first,
  last: commands.last,
  random: commands.random,
  toggleMastered: commands.toggleMastered,
  toggleBookmark: commands.toggleBookmark,
  toggleAnswer: commands.toggleAnswer,
  toggleHint: commands.toggleHint,
  toggleKeys: commands.toggleKeys,
  editNote: commands.editNote,
  search: commands.search,
  undo: commands.undo,
  openKeybindings: commands.openKeybindings,
  writeAnswer: commands.writeAnswer,
  gradeAnswer: commands.gradeAnswer,
  rateAgain: commands.rateAgain,
  rateHard: commands.rateHard,
  rateGood: commands.rateGood,
  rateEasy: commands.rateEasy,
  skipQuestion: commands.skipQuestion,
  buryQuestion: commands.buryQuestion,
  suspendQuestion: commands.suspendQuestion,
  pauseReview: commands.pauseReview,
  endReview: commands.endReview,
  review: commands.review,
  reviewMore: commands.reviewMore,
};

/** The actions that show another question in the panel that has the focus. */
export const walks: ReadonlySet<PanelAction> = new Set([
  'next',
  'previous',
  'first',
  'last',
  'random',
  'rateAgain',
  'rateHard',
  'rateGood',
  'rateEasy',
  'skipQuestion',
  'buryQuestion',
  'suspendQuestion',
  'undo',
  'endReview',
  'review',
  'reviewMore',
]);
