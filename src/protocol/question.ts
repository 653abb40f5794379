/**
 * Messages between the editor and the question panel's page.
 *
 * The only file that both bundles share. HTML in these messages was rendered by the editor from
 * Markdown with raw HTML off; the page's CSP allows only its own script and style.
 */

import {
  readGradingRequest,
  type GradingRequest,
  type GradingStrings,
  type GradingUpdate,
} from './grading';
import { readExerciseRequest, type ExerciseRequest, type ExerciseView } from './exercise';
import type { RatesView, ReviewView, SummaryView } from './review';
import { isCount, isRecord } from './values';

/** A question without its answer. All `…Html` fields are rendered, safe HTML. */
export interface QuestionHead {
  /** Changes each time a question is visited: the page hides the answer when it sees a new one. */
  readonly visit: number;
  readonly id: string;
  readonly titleHtml: string;
  /** Plain text. */
  readonly collection: string;
  /** Plain text. */
  readonly category: string;
  /** The question's place in its category, from 1. */
  readonly position: number;
  /** How many questions the category has. */
  readonly count: number;
  /** Absent if the pack gives no hint. */
  readonly hintHtml?: string;
}

/** The page's initial content, contained in its HTML; the full question follows by message. */
export interface FirstView {
  readonly question: QuestionHead;
  readonly hintShown: boolean;
}

/** The panel's view of one question. */
export interface QuestionView extends QuestionHead {
  /** The answer's sections in order; empty while no answer is written. */
  readonly sections: readonly SectionView[];
  readonly mastered: boolean;
  readonly bookmarked: boolean;
  /** The person's own note; absent while there is none. */
  readonly noteHtml?: string;
  /** The person's own answer as stored so far, as plain text. */
  readonly draft: string;
  /** Absent if the question has none. */
  readonly exercise?: ExerciseView;
  /** Time to answer before the answer is revealed, in seconds; 0 for no limit. */
  readonly answerTime: number;
}

/** Maximum length of a stored own answer, in characters. */
export const longestDraft = 50_000;

/** One section of an answer, ready to show. */
export type SectionView =
  | { readonly kind: 'text'; readonly titleHtml: string; readonly html: string }
  | {
      readonly kind: 'key-points';
      readonly titleHtml: string;
      readonly itemsHtml: readonly string[];
    }
  | {
      readonly kind: 'follow-ups';
      readonly titleHtml: string;
      readonly items: readonly { readonly questionHtml: string; readonly answerHtml: string }[];
    };

/** The editor's messages to the page. */
export type ToWebview =
  | {
      readonly type: 'show';
      readonly question: QuestionView;
      readonly hintShown: boolean;
      /** The bar under the question, during a review. */
      readonly review?: ReviewView;
    }
  /** The bar has changed, or must be removed. */
  | { readonly type: 'review'; readonly id: string; readonly review?: ReviewView }
  /** A review has ended: the summary replaces the question. */
  | { readonly type: 'summary'; readonly visit: number; readonly summary: SummaryView }
  | {
      readonly type: 'marks';
      readonly id: string;
      readonly mastered: boolean;
      readonly bookmarked: boolean;
    }
  /** The note of the question shown has changed; without `html` it was deleted. */
  | { readonly type: 'note'; readonly id: string; readonly html?: string }
  /** The current progress of the shown question's exercise. */
  | { readonly type: 'exercise'; readonly id: string; readonly exercise: ExerciseView }
  /** The person's own answer as stored; also confirms storing it. */
  | { readonly type: 'draft'; readonly id: string; readonly text: string }
  /** Links this visit's question to the person's project; sent after `answerShown`. */
  | {
      readonly type: 'project';
      readonly visit: number;
      /** Names the question is about, to look for in the workspace. Plain text. */
      readonly symbols: readonly string[];
      /** The project's Django as `major.minor`. */
      readonly django?: string;
    }
  /** How to rate this visit's question outside a review; sent after `answerShown`. */
  | { readonly type: 'rates'; readonly visit: number; readonly rates: RatesView }
  /** An action requested by the page was carried out, and its result was sent. */
  | { readonly type: 'acted' }
  | { readonly type: 'toggleAnswer' }
  | { readonly type: 'toggleHint' }
  | { readonly type: 'toggleKeys' }
  /** An action on the person's own answer: write it, grade it, stop grading, show what is sent. */
  | { readonly type: 'ownAnswer'; readonly what: OwnAnswerAction }
  | GradingUpdate
  /** The question cannot be shown; `message` is plain text that says why and what to do. */
  | { readonly type: 'problem'; readonly message: string }
  /** Plain text for the page's live region. */
  | { readonly type: 'announce'; readonly message: string };

/** Actions on the person's own answer, which only the page has. */
export type OwnAnswerAction = 'write' | 'grade' | 'cancel' | 'showPrompt';

/** Actions the page may request: each is a command that can be bound to a key. */
export const panelActions = [
  'next',
  'previous',
  'first',
  'last',
  'random',
  'toggleMastered',
  'toggleBookmark',
  'toggleAnswer',
  'toggleHint',
  'toggleKeys',
  'editNote',
  'search',
  'undo',
  'openKeybindings',
  'writeAnswer',
  'gradeAnswer',
  'practise',
  'rateAgain',
  'rateHard',
  'rateGood',
  'rateEasy',
  'skipQuestion',
  'buryQuestion',
  'suspendQuestion',
  'pauseReview',
  'endReview',
  'review',
  'reviewMore',
  'showInList',
  'startInterview',
] as const;
export type PanelAction = (typeof panelActions)[number];

/** Actions of keys that the page handles itself, without the editor. */
export const pageActions = ['goOn', 'keyPoints', 'nextSection', 'previousSection'] as const;
export type PageAction = (typeof pageActions)[number];

/** The page's messages to the editor. Untrusted: `readFromWebview` checks them. */
export type FromWebview =
  /** The page is loaded (again): the editor answers with `show`. */
  | { readonly type: 'ready' }
  /** With `visit` it applies to that visit only: the second click of a double click is too late. */
  | { readonly type: 'action'; readonly action: PanelAction; readonly visit?: number }
  /** The answer is shown: data needed only for that is now collected. */
  | { readonly type: 'answerShown'; readonly visit: number }
  /** A button of the visit's code block `block` (from 0: the answer's, then the note's). */
  | { readonly type: 'copyCode'; readonly visit: number; readonly block: number }
  | { readonly type: 'openCode'; readonly visit: number; readonly block: number }
  /** The link from a code block to the project it builds on. */
  | { readonly type: 'showBookshop' }
  /** Look for the `symbol`-th name (from 0) of the visit's `project` in the workspace. */
  | { readonly type: 'findSymbol'; readonly visit: number; readonly symbol: number }
  /**
   * The person's current own answer to a question. With `time`, when it was typed in ms since 1970,
   * it was sent before, perhaps in vain: anything stored since is newer.
   */
  | {
      readonly type: 'draft';
      readonly id: string;
      readonly text: string;
      readonly time?: number;
    }
  /** A link to another question was followed. */
  | { readonly type: 'openQuestion'; readonly id: string }
  | ExerciseRequest
  | GradingRequest;

/** The page's keys and their actions, as listed by `?`. `key` is `KeyboardEvent.key`. */
export const panelKeys: readonly {
  readonly keys: readonly string[];
  readonly action: PanelAction | PageAction;
}[] = [
  { keys: [' '], action: 'goOn' },
  { keys: ['v'], action: 'toggleAnswer' },
  { keys: ['k'], action: 'keyPoints' },
  { keys: ['.'], action: 'nextSection' },
  { keys: [','], action: 'previousSection' },
  { keys: ['h'], action: 'toggleHint' },
  { keys: ['ArrowRight', 'n'], action: 'next' },
  { keys: ['ArrowLeft', 'p'], action: 'previous' },
  { keys: ['<'], action: 'first' },
  { keys: ['>'], action: 'last' },
  { keys: ['l'], action: 'showInList' },
  { keys: ['r'], action: 'random' },
  { keys: ['m'], action: 'toggleMastered' },
  { keys: ['b'], action: 'toggleBookmark' },
  { keys: ['e'], action: 'editNote' },
  { keys: ['a'], action: 'writeAnswer' },
  { keys: ['g'], action: 'gradeAnswer' },
  { keys: ['c'], action: 'practise' },
  { keys: ['/'], action: 'search' },
  { keys: ['u'], action: 'undo' },
  { keys: ['?'], action: 'toggleKeys' },
  { keys: ['1'], action: 'rateAgain' },
  { keys: ['2'], action: 'rateHard' },
  { keys: ['3'], action: 'rateGood' },
  { keys: ['4'], action: 'rateEasy' },
  { keys: ['s'], action: 'skipQuestion' },
  { keys: ['-'], action: 'buryQuestion' },
  { keys: ['x'], action: 'suspendQuestion' },
];

/** Every text of the page that does not come from a pack, in the person's language. */
export interface PageStrings {
  readonly hint: string;
  readonly showHint: string;
  readonly hideHint: string;
  readonly revealAnswer: string;
  readonly hideAnswer: string;
  readonly answer: string;
  readonly answerShown: string;
  readonly answerHidden: string;
  readonly noAnswer: string;
  readonly previous: string;
  readonly next: string;
  readonly random: string;
  readonly markMastered: string;
  readonly mastered: string;
  /** Announced when the mark is removed. */
  readonly notMastered: string;
  readonly addBookmark: string;
  readonly bookmarked: string;
  /** Announced when the bookmark is removed. */
  readonly notBookmarked: string;
  readonly keys: string;
  readonly keysNote: string;
  readonly changeKeys: string;
  readonly close: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly openCode: string;
  /** On code blocks that build on the bookshop, and what a click does. */
  readonly buildsOnBookshop: string;
  readonly showBookshop: string;
  /** The accessible name of the row of answer sections. */
  readonly contents: string;
  /** Announced when a key asks for a section while the answer is hidden. */
  readonly revealToJump: string;
  /** Announced when a key asks for key points that the answer does not have. */
  readonly noKeyPoints: string;
  /** Collapsed in a review: everything but the short answer and its key points. */
  readonly restOfAnswer: string;
  /** Above the ratings outside a review. */
  readonly rateIt: string;
  readonly backToList: string;
  readonly timeIsUp: string;
  readonly note: string;
  readonly addNote: string;
  readonly editNote: string;
  readonly inYourCode: string;
  /** `{0}` is the name to look for. */
  readonly findInYourCode: string;
  /** `{0}` is the project's Django version. */
  readonly yourVersion: string;
  readonly newerThanYours: string;
  /** `{0}` of `{1}` key points ticked. */
  readonly keyPointsCovered: string;
  readonly positionInCategory: string;
  readonly grading: GradingStrings;
  readonly review: ReviewStrings;
  readonly actions: Readonly<Record<PanelAction | PageAction, string>>;
}

/** The texts of a review that are the same for every question. */
export interface ReviewStrings {
  /** The bar's accessible name. */
  readonly title: string;
  readonly reveal: string;
  readonly skip: string;
  readonly bury: string;
  readonly suspend: string;
  readonly pause: string;
  readonly end: string;
  readonly goOn: string;
  /** `{0}` is a rating's name. */
  readonly suggested: string;
  /** Beside a suggested rating, on the button. */
  readonly suggestedMark: string;
  /** Announced when a rating is pressed while the answer is hidden. */
  readonly revealFirst: string;
  readonly forgotten: string;
  readonly next: string;
  readonly ratings: string;
  readonly startInterview: string;
}

/** Reads a message of the page; `undefined` for anything not in the protocol. */
export function readFromWebview(message: unknown): FromWebview | undefined {
  if (!isRecord(message)) return undefined;
  const fields = message;
  switch (fields.type) {
    case 'ready':
    case 'showBookshop':
      return { type: fields.type };
    case 'action': {
      const action = panelActions.find(known => known === fields.action);
      if (action === undefined) return undefined;
      const { visit } = fields;
      return isCount(visit) ? { type: 'action', action, visit } : { type: 'action', action };
    }
    case 'copyCode':
    case 'openCode': {
      const { visit, block } = fields;
      return isCount(visit) && isCount(block) ? { type: fields.type, visit, block } : undefined;
    }
    case 'answerShown': {
      const { visit } = fields;
      return isCount(visit) ? { type: 'answerShown', visit } : undefined;
    }
    case 'findSymbol': {
      const { visit, symbol } = fields;
      return isCount(visit) && isCount(symbol) ? { type: 'findSymbol', visit, symbol } : undefined;
    }
    case 'draft': {
      const { id, text, time } = fields;
      if (typeof id !== 'string' || id === '' || id.length > 200) return undefined;
      if (typeof text !== 'string' || text.length > longestDraft) return undefined;
      if (time === undefined) return { type: 'draft', id, text };
      return isCount(time) ? { type: 'draft', id, text, time } : undefined;
    }
    case 'openQuestion': {
      const id = fields.id;
      return typeof id === 'string' && id.length <= 200 ? { type: 'openQuestion', id } : undefined;
    }
    case 'exercise':
    case 'openHint':
      return readExerciseRequest(fields);
    default:
      return readGradingRequest(message);
  }
}
