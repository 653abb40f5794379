/**
 * The grading of answers in the interview's panel: made when the person first has an answer graded,
 * and forgotten with the question it belongs to. How answers are graded is in `ai/`.
 */
import type * as vscode from 'vscode';
import { currentQuestion } from '../../study/mockInterview/interview';
import type { GradingRequest, GradingUpdate } from '../../protocol/grading';
import type { InterviewView } from '../../protocol/mockInterview';
import type { Grading } from '../ai/grading';
import type { Study } from '../core/study';
import type { InterviewSession } from './session';

/** What grading needs of the panel. */
export interface AnswerGradingParts {
  readonly study: Study;
  readonly context: vscode.ExtensionContext;
  readonly session: InterviewSession;
}

export class AnswerGrading implements vscode.Disposable {
  readonly #parts: AnswerGradingParts;
  /** Sends an update to the page. */
  readonly #post: (update: GradingUpdate) => void;
  #grading: Grading | undefined;
  /** The interview and question being graded. */
  #graded = '';

  constructor(parts: AnswerGradingParts, post: (update: GradingUpdate) => void) {
    this.#parts = parts;
    this.#post = post;
  }

  dispose(): void {
    this.#grading?.dispose();
  }

  /** Follows what is shown: a grading belongs to one question of one interview. */
  follow(view: InterviewView): void {
    const key = view.kind === 'question' ? `${view.interview}/${view.index}` : '';
    if (key !== this.#graded) this.#grading?.forget();
    else if (view.kind === 'question') this.#grading?.repeat(view.visit);
    this.#graded = key;
  }

  /** Does what the page asks for. */
  async receive(request: GradingRequest): Promise<void> {
    await (await this.#load()).receive(request);
  }

  async #load(): Promise<Grading> {
    const { Grading } = await import('../ai/grading');
    const { study, context, session } = this.#parts;
    this.#grading ??= new Grading({
      context,
      study,
      post: this.#post,
      // Before the comparison a grade would reveal the model answer.
      question: visit => {
        const one = session.interview;
        return one?.current === visit && currentQuestion(one).phase !== 'asked'
          ? study.questions.question(currentQuestion(one).id)
          : undefined;
      },
    });
    return this.#grading;
  }
}
