/** The exercise of the question in the panel: what the page is told of it, and what the page asks for. */
import * as vscode from 'vscode';
import type { ExerciseAction, ExerciseRequest, ExerciseView } from '../../protocol/exercise';
import type { ToWebview } from '../../protocol/question';
import type { Images } from '../../study/markdown/renderer';
import type { Answer, QuestionId } from '../../study/question';
import { commands } from '../base/ids';
import type { Study } from '../core/study';
import { ShownExercise } from './exerciseView';

/** What it takes from the panel. */
export interface ExerciseParts {
  readonly context: vscode.ExtensionContext;
  readonly study: Study;
  readonly post: (message: ToWebview) => void;
}

export class ExerciseOfPanel {
  readonly #parts: ExerciseParts;
  readonly #id: QuestionId;
  readonly #exercise: ShownExercise;
  /** The exercise as it was sent to the page. */
  #sent = '';

  private constructor(parts: ExerciseParts, id: QuestionId, exercise: ShownExercise) {
    this.#parts = parts;
    this.#id = id;
    this.#exercise = exercise;
  }

  /** The exercise of an answer; `undefined` where it has none that can be done. */
  static of(
    parts: ExerciseParts,
    id: QuestionId,
    answer: Answer,
    images: Images | undefined,
  ): ExerciseOfPanel | undefined {
    const exercise = ShownExercise.of(parts.context, answer, images);
    return exercise && new ExerciseOfPanel(parts, id, exercise);
  }

  /** The exercise as the work on it stands, to be sent with its question. */
  view(): ExerciseView {
    const view = this.#exercise.view(this.#parts.study.store.progress, this.#id);
    this.#sent = JSON.stringify(view);
    return view;
  }

  /** Sends the exercise when the work on it stands otherwise than the page was told. */
  refresh(): void {
    const before = this.#sent;
    const exercise = this.view();
    if (this.#sent !== before) this.#parts.post({ type: 'exercise', id: this.#id, exercise });
  }

  /** Does what the page asks for; the request is about the question that is shown. */
  async receive(request: ExerciseRequest): Promise<void> {
    if (request.type === 'exercise') {
      await vscode.commands.executeCommand(exerciseCommands[request.action], this.#id);
      return;
    }
    await this.#parts.study.store.apply(
      '',
      progress => this.#exercise.openHint(progress, this.#id, request.hint),
      'quiet',
    );
  }
}

/** The commands of an exercise, by the buttons that ask for them. */
const exerciseCommands = {
  practise: commands.practise,
  check: commands.runChecks,
  compare: commands.compareSolution,
  startOver: commands.startExerciseOver,
  review: commands.reviewSolution,
} as const satisfies Readonly<Record<ExerciseAction, string>>;
