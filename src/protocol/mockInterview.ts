/**
 * Messages between the editor and the mock interview page. HTML in them was rendered by the editor
 * from Markdown with raw HTML off; everything else is plain text.
 */

import type { Rating, RatingNames } from './rating';
import {
  readGradingRequest,
  type GradingRequest,
  type GradingStrings,
  type GradingUpdate,
} from './grading';
import { isCount, isRecord } from './values';

/** Settings chosen before an interview. */
export interface InterviewChoices {
  readonly length:
    | { readonly kind: 'questions'; readonly count: number }
    | { readonly kind: 'time'; readonly minutes: number };
  /** 0 for no limit. */
  readonly secondsPerQuestion: number;
  /** Ids of categories. */
  readonly categories: 'all' | readonly string[];
  readonly weakFirst: boolean;
  readonly oneFromEach: 'nothing' | 'collection' | 'category';
  readonly withMastered: boolean;
  readonly withTask: boolean;
}

/** A category to choose. */
export interface CategoryChoice {
  readonly id: string;
  readonly title: string;
  /** How many of its questions can be asked, and how many of those are mastered. */
  readonly count: number;
  readonly mastered: number;
}

/** The form at the start of an interview. */
export interface SetupView {
  readonly kind: 'setup';
  readonly choices: InterviewChoices;
  readonly collections: readonly {
    readonly id: string;
    readonly title: string;
    readonly categories: readonly CategoryChoice[];
  }[];
  /** Unfinished interviews, latest first. */
  readonly unfinished: readonly { readonly id: string; readonly text: string }[];
  /** The number of interviews in the history. */
  readonly history: number;
  /** Why no coding task can follow; absent if one can. */
  readonly whyNoTask?: string;
}

/** The timer's state. All times in ms. */
export interface TimerView {
  readonly running: boolean;
  readonly spent: number;
  /** For one question; absent without a limit. */
  readonly limit?: number;
  readonly totalSpent: number;
  /** For the interview; absent when it ends by its number of questions. */
  readonly totalLimit?: number;
}

/** A section of the model answer. */
export interface TextSectionView {
  readonly kind: 'text';
  readonly titleHtml: string;
  readonly html: string;
}

/** The model answer beside the person's own. */
export interface ComparisonView {
  /** Empty if no answer is written, or the pack is gone: `missing` says which. */
  readonly sections: readonly TextSectionView[];
  readonly missing?: string;
  readonly keyPointsHtml: readonly string[];
  readonly ticked: readonly number[];
  /** The suggested rating for each number of ticked key points, from 0 on; 0 is none. */
  readonly suggestions: readonly (Rating | 0)[];
  readonly rating?: Rating;
  readonly followUps: readonly {
    /** Its index in the whole answer. */
    readonly index: number;
    readonly questionHtml: string;
    readonly answerHtml: string;
    readonly opened: boolean;
  }[];
}

/** One question of an interview. */
export interface AskedView {
  readonly kind: 'question';
  readonly interview: string;
  /** The question's index in the interview. */
  readonly index: number;
  /** Identifies the code blocks shown: changes with each question. */
  readonly visit: number;
  /** "Question 3 of 10" or, if the clock ends the interview, "Question 3". */
  readonly position: string;
  readonly place: string;
  readonly titleHtml: string;
  readonly hintHtml?: string;
  readonly answer: string;
  /** Where the answer is typed: here, or in a separate editor. */
  readonly typedIn: 'page' | 'editor';
  /** Whether an extension that takes dictation in editors is installed. */
  readonly canDictate: boolean;
  readonly timer: TimerView;
  /** Absent until the model answer is shown. */
  readonly comparison?: ComparisonView;
  readonly last: boolean;
}

/** A question in the report; `id` is absent if it can no longer be opened. */
export interface ReportedQuestion {
  readonly id?: string;
  readonly titleHtml: string;
  /** "Good · Key points: 4 of 6" and the like. */
  readonly outcome: string;
}

/** The report of an interview. */
export interface ReportView {
  readonly kind: 'report';
  readonly interview: string;
  readonly title: string;
  /** Notes at the top, such as that it was ended early. */
  readonly notes: readonly string[];
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly categories: readonly (readonly string[])[];
  /** The total of all categories, as a row of that table. */
  readonly total: readonly string[];
  readonly study: readonly ReportedQuestion[];
  /** The text of the button that reviews the questions to study that can be opened. */
  readonly reviewThese: string;
  readonly missed: readonly (ReportedQuestion & { readonly pointsHtml: readonly string[] })[];
  readonly answers: readonly (ReportedQuestion & {
    /** Outcome, time, time over the limit. */
    readonly facts: string;
    /** Empty if it was spoken. */
    readonly answer: string;
    readonly skipped: boolean;
  })[];
  /** The coding task that follows the questions. */
  readonly task?: {
    readonly question: ReportedQuestion;
    /** The text of the button that starts or resumes it. */
    readonly action: string;
    readonly note: string;
    /** Why it cannot be done here; absent if it can. */
    readonly why?: string;
  };
  readonly comparison?: string;
  /** This interview first, then earlier ones; `id` is absent for this one. */
  readonly before: readonly { readonly id?: string; readonly cells: readonly string[] }[];
  readonly scoring: string;
}

export type InterviewView = SetupView | AskedView | ReportView;

/** The editor's messages to the page. */
export type ToInterviewPage =
  | { readonly type: 'show'; readonly view: InterviewView }
  | { readonly type: 'timer'; readonly timer: TimerView }
  /**
   * The current text of the answer; `heard` is the page's last message with a part in it, -1 while
   * that is not stored.
   */
  | { readonly type: 'answer'; readonly text: string; readonly heard: number }
  /** The page's message `turn` had text of a question that is not shown, which is safe now. */
  | { readonly type: 'taken'; readonly turn: number }
  | { readonly type: 'toggleKeys' }
  | { readonly type: 'toggleHint' }
  /** Nothing can be shown; `message` says why and what to do. */
  | { readonly type: 'problem'; readonly message: string }
  /** For the page's live region. */
  | { readonly type: 'announce'; readonly message: string }
  | GradingUpdate;

/** Actions the page may request: each is a command that can be bound to a key. */
export const interviewActions = [
  'reveal',
  'next',
  'skip',
  'pause',
  'editor',
  'dictate',
  'again',
  'hard',
  'good',
  'easy',
  'end',
  'report',
  'export',
  'delete',
  'history',
  'setup',
  'toggleHint',
  'toggleKeys',
  'openKeybindings',
] as const;
export type InterviewAction = (typeof interviewActions)[number];

/** Actions of keys that the page handles itself. */
export type InterviewKeyAction = InterviewAction | 'write';

/** The page's keys and their actions, as listed by `?`. `key` is `KeyboardEvent.key`. */
export const interviewKeys: readonly {
  readonly keys: readonly string[];
  readonly action: InterviewKeyAction;
}[] = [
  { keys: ['w'], action: 'write' },
  { keys: [' '], action: 'reveal' },
  { keys: ['h'], action: 'toggleHint' },
  { keys: ['p'], action: 'pause' },
  { keys: ['e'], action: 'editor' },
  { keys: ['d'], action: 'dictate' },
  { keys: ['s'], action: 'skip' },
  { keys: ['1'], action: 'again' },
  { keys: ['2'], action: 'hard' },
  { keys: ['3'], action: 'good' },
  { keys: ['4'], action: 'easy' },
  { keys: ['ArrowRight', 'n'], action: 'next' },
  { keys: ['o'], action: 'report' },
  { keys: ['?'], action: 'toggleKeys' },
];

/** Maximum length of an answer from the page, in UTF-16 code units. */
export const longestTyped = 200_000;

/** The page's messages to the editor. Untrusted: `readFromInterviewPage` checks them. */
export type FromInterviewPage =
  /** The page is loaded (again): the editor answers with `show`. */
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly action: InterviewAction }
  /** The form changed; `choices` is checked on use. */
  | { readonly type: 'choose'; readonly choices: unknown }
  | { readonly type: 'start'; readonly choices: unknown }
  /** Resumes an interview, or shows its report. */
  | { readonly type: 'open'; readonly interview: string }
  /** Reviews the questions to study from an interview's report. */
  | { readonly type: 'reviewThese'; readonly interview: string }
  /** Starts or resumes an interview's coding task. */
  | { readonly type: 'practise'; readonly interview: string }
  /** The text typed so far, the text that it was before, and the message's number, from 1 on. */
  | {
      readonly type: 'answer';
      readonly interview: string;
      readonly index: number;
      readonly text: string;
      readonly before: string;
      readonly turn: number;
    }
  | { readonly type: 'tick'; readonly index: number; readonly point: number; readonly on: boolean }
  | { readonly type: 'followUp'; readonly index: number; readonly followUp: number }
  | { readonly type: 'openQuestion'; readonly id: string }
  | { readonly type: 'copyCode'; readonly visit: number; readonly block: number }
  | { readonly type: 'openCode'; readonly visit: number; readonly block: number }
  /** The link from a code block to the project it builds on. */
  | { readonly type: 'showBookshop' }
  | GradingRequest;

/** Every text of the page that is not sent by message, in the person's language. */
export interface InterviewPageStrings {
  // The form
  readonly setupTitle: string;
  readonly setupIntroduction: string;
  readonly unfinished: string;
  readonly resume: string;
  readonly length: string;
  /** `{0}` questions. */
  readonly questionCount: string;
  readonly byTime: string;
  readonly minutes: string;
  readonly byTimeNote: string;
  readonly timePerQuestion: string;
  readonly noLimit: string;
  /** `{0}` minutes, and one minute. */
  readonly minuteCount: string;
  readonly oneMinute: string;
  readonly questionsFrom: string;
  readonly allQuestions: string;
  readonly mix: string;
  readonly weakFirst: string;
  readonly weakFirstNote: string;
  readonly withMastered: string;
  readonly withTask: string;
  readonly withTaskNote: string;
  readonly oneFromEach: string;
  readonly fromNothing: string;
  readonly fromCollection: string;
  readonly fromCategory: string;
  /** `{0}` questions of `{1}`. */
  readonly willAsk: string;
  /** Up to `{0}` minutes. */
  readonly willTake: string;
  /** `{0}` minutes, questions drawn from `{1}`. */
  readonly willRun: string;
  /** The mix has `{0}` questions, fewer than requested. */
  readonly fewer: string;
  /** `{0}` groups and `{1}` questions: some groups cannot be covered. */
  readonly tooManyGroups: string;
  readonly noQuestions: string;
  readonly start: string;
  readonly history: string;
  // A question
  readonly hint: string;
  readonly showHint: string;
  readonly hideHint: string;
  readonly yourAnswer: string;
  readonly answerPlaceholder: string;
  readonly answerNote: string;
  readonly typedInEditor: string;
  readonly showEditor: string;
  readonly answerInEditor: string;
  readonly dictate: string;
  readonly reveal: string;
  readonly skip: string;
  readonly end: string;
  readonly timer: string;
  /** `{0}` over the limit. */
  readonly over: string;
  /** `{0}` is used, `{1}` is the limit. */
  readonly spentOf: string;
  readonly totalTime: string;
  readonly pause: string;
  readonly resumeTimer: string;
  readonly paused: string;
  readonly pausedNote: string;
  readonly timerRuns: string;
  readonly oneMinuteLeft: string;
  readonly timeUp: string;
  readonly interviewTimeUp: string;
  readonly modelAnswer: string;
  readonly modelShown: string;
  readonly spoken: string;
  readonly keyPoints: string;
  readonly keyPointsNote: string;
  readonly keyPointsCovered: string;
  readonly rating: string;
  readonly ratings: RatingNames;
  readonly ratingNotes: RatingNames;
  /** `{0}` is the rating suggested by the ticks. */
  readonly suggested: string;
  /** `{0}` is the rating suggested by a grading of the answer. */
  readonly suggestedByGrading: string;
  /** `{0}` is a rating. */
  readonly rated: string;
  readonly rateFirst: string;
  readonly followUps: string;
  readonly next: string;
  readonly finish: string;
  // The report
  readonly task: string;
  readonly byCategory: string;
  readonly categoryHeads: readonly string[];
  readonly studyNext: string;
  readonly nothingToStudy: string;
  readonly missed: string;
  readonly answers: string;
  readonly spokenAnswer: string;
  readonly compared: string;
  readonly comparedHeads: readonly string[];
  readonly openReport: string;
  readonly exportReport: string;
  readonly deleteInterview: string;
  readonly newInterview: string;
  readonly openQuestion: string;
  // Common
  readonly grading: GradingStrings;
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
  readonly actions: Readonly<Record<InterviewKeyAction, string>>;
}

/** Reads a message of the page; `undefined` for anything not in the protocol. */
export function readFromInterviewPage(message: unknown): FromInterviewPage | undefined {
  if (!isRecord(message)) return undefined;
  const fields = message;
  const { type, index } = fields;
  switch (type) {
    case 'ready':
    case 'showBookshop':
      return { type };
    case 'action': {
      const action = interviewActions.find(known => known === fields.action);
      return action && { type, action };
    }
    case 'choose':
    case 'start':
      return { type, choices: fields.choices };
    case 'open':
    case 'reviewThese':
    case 'practise':
      return isId(fields.interview) ? { type, interview: fields.interview } : undefined;
    case 'answer': {
      const { interview, turn } = fields;
      const [text, before] = [fields.text, fields.before].map(readTyped);
      return isId(interview) &&
        isCount(index) &&
        isCount(turn) &&
        text !== undefined &&
        before !== undefined
        ? { type, interview, index, text, before, turn }
        : undefined;
    }
    case 'tick': {
      const { point, on } = fields;
      return isCount(index) && isCount(point) && typeof on === 'boolean'
        ? { type, index, point, on }
        : undefined;
    }
    case 'followUp': {
      const { followUp } = fields;
      return isCount(index) && isCount(followUp) ? { type, index, followUp } : undefined;
    }
    case 'openQuestion':
      return isId(fields.id) ? { type, id: fields.id } : undefined;
    case 'copyCode':
    case 'openCode': {
      const { visit, block } = fields;
      return isCount(visit) && isCount(block) ? { type, visit, block } : undefined;
    }
    default:
      return readGradingRequest(message);
  }
}

function readTyped(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, longestTyped) : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}
