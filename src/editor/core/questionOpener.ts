/** Where questions are shown, for features that lead to one. */
import type { QuestionId } from '../../study/question';

/** How a question is opened. */
export interface ShowOptions {
  readonly toSide?: boolean;
  /** Leaves the focus where it is. */
  readonly preserveFocus?: boolean;
}

export interface QuestionOpener {
  /** Shows a question, in its panel, which is opened when it is not. Never rejects. */
  show(id: QuestionId, options?: ShowOptions): Promise<void>;
}
