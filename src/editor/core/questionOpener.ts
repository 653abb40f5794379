/** The interface for features that open a question. */
import type { QuestionId } from '../../study/question';

/** Options for opening a question. */
export interface ShowOptions {
  readonly toSide?: boolean;
  /** Does not move the focus. */
  readonly preserveFocus?: boolean;
}

export interface QuestionOpener {
  /** Shows a question in its panel, which is opened if necessary. Never rejects. */
  show(id: QuestionId, options?: ShowOptions): Promise<void>;
}
