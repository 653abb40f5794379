/** A question's exercise, as the panel shows it. */
import { isCount } from './values';

/** A check, described by what it tests, as plain text. */
export interface CheckView {
  readonly name: string;
  /** Whether it passed when the checks were last run. */
  readonly passed: boolean;
}

/** Everything shown of an exercise, without files and solution. `…Html` is rendered, safe HTML. */
export interface ExerciseView {
  /** Kind and length, such as "Repair · 15 min". Plain text. */
  readonly facts: string;
  /** Says that and when it was solved; absent if it was not. Plain text. */
  readonly solved?: string;
  /** The task's first sentence, without a block element around it. */
  readonly summaryHtml: string;
  readonly taskHtml: string;
  /** Whether the person has started, so that there is work to resume. */
  readonly isBegun: boolean;
  /** The open hints, in order; the others are not sent. */
  readonly hintsHtml: readonly string[];
  /** How many hints there are. */
  readonly hintCount: number;
  readonly checks: readonly CheckView[];
  /** Shown after the checks; absent before it is solved. */
  readonly afterHtml?: string;
  /** Whether a model can review it: all checks pass in this attempt. */
  readonly canBeReviewed: boolean;
  /** Why it cannot be practised here; absent if it can. Plain text. */
  readonly why?: string;
  readonly strings: ExerciseStrings;
}

/** The texts of this part of the page. Sent with the exercise: most questions have none. */
export interface ExerciseStrings {
  readonly title: string;
  /** Button text, by whether there is work to resume. */
  readonly practise: string;
  readonly goOn: string;
  readonly check: string;
  readonly compare: string;
  /** Replaces `compare` if nothing can be practised. */
  readonly showSolution: string;
  readonly startOver: string;
  readonly review: string;
  /** Headings that expand task, hints and checks. */
  readonly task: string;
  /** `{0}` is the number of the hint. */
  readonly hint: string;
  /** Hint `{0}` of `{1}` opens next. */
  readonly showHint: string;
  readonly checks: string;
  /** `{0}` of `{1}` checks pass. */
  readonly passing: string;
  readonly passes: string;
  readonly fails: string;
  readonly after: string;
}

/** The actions of an exercise's buttons. */
export const exerciseActions = ['practise', 'check', 'compare', 'startOver', 'review'] as const;
export type ExerciseAction = (typeof exerciseActions)[number];

/** The page's requests about an exercise. */
export type ExerciseRequest =
  | { readonly type: 'exercise'; readonly visit: number; readonly action: ExerciseAction }
  /** Opens the hint with this number, from 1: the one after those already open. */
  | { readonly type: 'openHint'; readonly visit: number; readonly hint: number };

/** Reads such a request, which is untrusted; `undefined` for anything else. */
export function readExerciseRequest(
  message: Readonly<Record<string, unknown>>,
): ExerciseRequest | undefined {
  const { type, visit, hint } = message;
  if (!isCount(visit)) return undefined;
  if (type === 'openHint') return isCount(hint) ? { type, visit, hint } : undefined;
  const action = exerciseActions.find(known => known === message.action);
  return type === 'exercise' && action !== undefined ? { type, visit, action } : undefined;
}
