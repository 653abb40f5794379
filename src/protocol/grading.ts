/**
 * The messages about grading the person's own answer by a language model: the same for every page
 * that offers it. What a model wrote comes as HTML that the editor rendered from Markdown with raw
 * HTML, images and unsafe links off, or as plain text.
 */
import type { Rating, RatingNames } from './rating';
import { isRecord } from './values';

/** The longest answer that is taken, in characters: half an hour of speech. */
export const longestAnswer = 20_000;

/** One key point, as the grading sees it. */
export interface GradedPoint {
  /** The key point of the pack; absent where the pack gives none and the model found its own. */
  readonly pointHtml?: string;
  /** The person's own words that cover it, as plain text. */
  readonly quotes: readonly string[];
  /** What the model says about it. */
  readonly noteHtml?: string;
}

/** A graded answer, ready to show. */
export interface GradeView {
  readonly covered: readonly GradedPoint[];
  readonly missed: readonly GradedPoint[];
  /** Called covered, but what the model quotes is not in the answer. */
  readonly unproven: readonly GradedPoint[];
  /** Key points that the model left out. */
  readonly unmentioned: readonly GradedPoint[];
  readonly improveHtml?: string;
  readonly followUpHtml?: string;
  readonly rating?: Rating;
  /** What to know about this grading, as plain text: how far to trust it. */
  readonly notes: readonly string[];
}

/** Something that helps where no grade could be had. */
export type GradingRemedy = 'findModel' | 'chooseModel';

/** How the grading of an answer stands. */
export type GradingStatus =
  /** A model is being chosen or asked; `html` is what it has said so far. */
  | { readonly kind: 'asking'; readonly note: string; readonly html: string }
  | { readonly kind: 'graded'; readonly note: string; readonly grade: GradeView }
  /** It ended without a grade; `html` is what the model said, and may be empty. */
  | {
      readonly kind: 'ended';
      readonly note: string;
      readonly html: string;
      /** Whether `note` tells of something that went wrong. */
      readonly failed: boolean;
      readonly remedy?: GradingRemedy;
    };

/** What the editor tells a page about a grading. */
export interface GradingUpdate {
  readonly type: 'grading';
  /** Which question of the page it is about. */
  readonly visit: number;
  /** Absent where there is none any more. */
  readonly status?: GradingStatus;
}

/** What a page asks for. It is input: `readGradingRequest` checks it. */
export type GradingRequest =
  | { readonly type: 'grade'; readonly visit: number; readonly answer: string }
  | { readonly type: 'showPrompt'; readonly visit: number; readonly answer: string }
  | { readonly type: 'cancelGrading'; readonly visit: number }
  | { readonly type: 'gradingRemedy'; readonly remedy: GradingRemedy };

/** Every text of the part of a page that grades, in the person's language. */
export interface GradingStrings {
  readonly yourAnswer: string;
  readonly yourAnswerHint: string;
  readonly grade: string;
  readonly gradeAgain: string;
  readonly cancel: string;
  readonly showPrompt: string;
  readonly writeFirst: string;
  readonly tooLong: string;
  /** Heading over what the model said. */
  readonly grading: string;
  readonly covered: string;
  readonly missed: string;
  readonly unproven: string;
  readonly unmentioned: string;
  readonly improve: string;
  readonly followUp: string;
  readonly suggested: string;
  readonly suggestedNote: string;
  readonly ratings: RatingNames;
  readonly remedies: Readonly<Record<GradingRemedy, string>>;
}

/** Reads a page's request, or gives `undefined` for anything that is none. */
export function readGradingRequest(message: unknown): GradingRequest | undefined {
  if (!isRecord(message)) return undefined;
  const { type, visit, answer, remedy } = message;
  if (type === 'gradingRemedy') {
    return remedy === 'findModel' || remedy === 'chooseModel' ? { type, remedy } : undefined;
  }
  if (typeof visit !== 'number' || !Number.isSafeInteger(visit) || visit < 0) return undefined;
  if (type === 'cancelGrading') return { type, visit };
  if (type !== 'grade' && type !== 'showPrompt') return undefined;
  return typeof answer === 'string' && answer.length <= longestAnswer
    ? { type, visit, answer }
    : undefined;
}
