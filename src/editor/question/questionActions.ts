import type { PanelAction } from '../../protocol/question';

/** The actions that show another question in the focused panel. */
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
  'showInList',
]);
