/**
 * Messages for grading an answer with a language model, shared by all pages. A model's text is sent
 * as HTML, rendered by the editor from Markdown with raw HTML, images and unsafe links off, or as
 * plain text.
 */
import type { Rating, RatingNames } from './rating';
import { isRecord } from './values';

/** Maximum length of an answer, in characters: half an hour of speech. */
export const longestAnswer = 20_000;

/** A key point's grade. */
export interface GradedPoint {
  /** The pack's key point; absent if the pack has none and the model found its own. */
  readonly pointHtml?: string;
  /** The person's own words that cover it, as plain text. */
  readonly quotes: readonly string[];
  /** The model's comment on it. */
  readonly noteHtml?: string;
}

/** A graded answer, ready to show. */
export interface GradeView {
  readonly covered: readonly GradedPoint[];
  readonly missed: readonly GradedPoint[];
  /** Rated as covered, but the model's quote is not in the answer. */
  readonly unproven: readonly GradedPoint[];
  /** Key points that the model omitted. */
  readonly unmentioned: readonly GradedPoint[];
  readonly improveHtml?: string;
  readonly followUpHtml?: string;
  readonly rating?: Rating;
  /** The limits of this grading, as plain text. */
  readonly notes: readonly string[];
}

/** An action that may help if grading failed. */
export type GradingRemedy = 'findModel' | 'chooseModel';

/** The state of an answer's grading. */
export type GradingStatus =
  /** A model is being chosen or asked; `html` is its reply so far. */
  | { readonly kind: 'asking'; readonly note: string; readonly html: string }
  | { readonly kind: 'graded'; readonly note: string; readonly grade: GradeView }
  /** It ended without a grade; `html` is the model's reply, and may be empty. */
  | {
      readonly kind: 'ended';
      readonly note: string;
      readonly html: string;
      /** Whether `note` is about something that went wrong. */
      readonly failed: boolean;
      readonly remedy?: GradingRemedy;
    };

/** The editor's messages to a page about a grading. */
export interface GradingUpdate {
  readonly type: 'grading';
  /** The question of the page it is about. */
  readonly visit: number;
  /** Absent if there is none any more. */
  readonly status?: GradingStatus;
}

/** A page's requests. Untrusted: `readGradingRequest` checks them. */
export type GradingRequest =
  | { readonly type: 'grade'; readonly visit: number; readonly answer: string }
  | { readonly type: 'showPrompt'; readonly visit: number; readonly answer: string }
  | { readonly type: 'cancelGrading'; readonly visit: number }
  | { readonly type: 'gradingRemedy'; readonly remedy: GradingRemedy };

/** Every text of a page's grading section, in the person's language. */
export interface GradingStrings {
  readonly yourAnswer: string;
  readonly yourAnswerHint: string;
  /** What is typed is not stored; the page keeps it. */
  readonly notSaved: string;
  readonly grade: string;
  readonly gradeAgain: string;
  readonly cancel: string;
  readonly showPrompt: string;
  readonly writeFirst: string;
  readonly tooLong: string;
  /** Heading of the model's reply. */
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

/** Reads a page's request; `undefined` for anything else. */
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
