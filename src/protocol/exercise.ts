/** The exercise of a question, as the panel shows it. */
import { isCount } from './values';

/** A check by what it shows, as plain text. */
export interface CheckView {
  readonly name: string;
  /** Whether it passed when the checks were last run. */
  readonly passed: boolean;
}

/** All that is shown of an exercise; files and solution are not. `…Html` is rendered, safe HTML. */
export interface ExerciseView {
  /** Kind and length, such as "Repair · 15 min". Plain text. */
  readonly facts: string;
  /** Says that and when it was solved; absent where it was not. Plain text. */
  readonly solved?: string;
  /** The task's first sentence, without a block around it. */
  readonly summaryHtml: string;
  readonly taskHtml: string;
  /** Whether the person has begun: then there is work to go on with. */
  readonly isBegun: boolean;
  /** The hints that are open, in order; the others are not told. */
  readonly hintsHtml: readonly string[];
  /** How many hints there are. */
  readonly hintCount: number;
  readonly checks: readonly CheckView[];
  /** What comes after the checks; absent before it is solved. */
  readonly afterHtml?: string;
  /** Whether a model can review it: all checks pass in this attempt. */
  readonly canBeReviewed: boolean;
  /** Why it cannot be practised here; absent where it can. Plain text. */
  readonly why?: string;
  readonly strings: ExerciseStrings;
}

/** The texts of this part of the page. They come with the exercise: most questions have none. */
export interface ExerciseStrings {
  readonly title: string;
  /** On the button, by whether there is work to go on with. */
  readonly practise: string;
  readonly goOn: string;
  readonly check: string;
  readonly compare: string;
  /** Instead of `compare`, where nothing can be practised. */
  readonly showSolution: string;
  readonly startOver: string;
  readonly review: string;
  /** Over what folds: task, hints and checks. */
  readonly task: string;
  /** `{0}` is the number of the hint. */
  readonly hint: string;
  /** `{0}` of `{1}` is the hint that opens next. */
  readonly showHint: string;
  readonly checks: string;
  /** `{0}` of `{1}` checks pass. */
  readonly passing: string;
  readonly passes: string;
  readonly fails: string;
  readonly after: string;
}

/** What the buttons of an exercise ask for. */
export const exerciseActions = ['practise', 'check', 'compare', 'startOver', 'review'] as const;
export type ExerciseAction = (typeof exerciseActions)[number];

/** What the page asks the editor about an exercise. */
export type ExerciseRequest =
  | { readonly type: 'exercise'; readonly visit: number; readonly action: ExerciseAction }
  /** The hint with this number, from 1, is to be opened: the one after those that are. */
  | { readonly type: 'openHint'; readonly visit: number; readonly hint: number };

/** Reads such a request, which is input; `undefined` for anything else. */
export function readExerciseRequest(
  message: Readonly<Record<string, unknown>>,
): ExerciseRequest | undefined {
  const { type, visit, hint } = message;
  if (!isCount(visit)) return undefined;
  if (type === 'openHint') return isCount(hint) ? { type, visit, hint } : undefined;
  const action = exerciseActions.find(known => known === message.action);
  return type === 'exercise' && action !== undefined ? { type, visit, action } : undefined;
}
