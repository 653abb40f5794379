/** Connects the panel's page with its question's exercise: updates and requests. */
import * as vscode from 'vscode';
import type { ExerciseAction, ExerciseRequest, ExerciseView } from '../../protocol/exercise';
import type { ToWebview } from '../../protocol/question';
import type { Images } from '../../study/markdown/renderer';
import type { Answer, QuestionId } from '../../study/question';
import { commands } from '../base/ids';
import type { Study } from '../core/study';
import { ShownExercise } from './exerciseView';

/** The services it needs from the panel. */
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

  /** An answer's exercise; `undefined` if it has none that can be done. */
  static of(
    parts: ExerciseParts,
    id: QuestionId,
    answer: Answer,
    images: Images | undefined,
  ): ExerciseOfPanel | undefined {
    const exercise = ShownExercise.of(parts.context, answer, images);
    return exercise && new ExerciseOfPanel(parts, id, exercise);
  }

  /** The exercise with its current progress, to be sent with its question. */
  view(): ExerciseView {
    const view = this.#exercise.view(this.#parts.study.store.progress, this.#id);
    this.#sent = JSON.stringify(view);
    return view;
  }

  /** Sends the exercise if its progress differs from what the page shows. */
  refresh(): void {
    const before = this.#sent;
    const exercise = this.view();
    if (this.#sent !== before) this.#parts.post({ type: 'exercise', id: this.#id, exercise });
  }

  /** Handles the page's request, which is about the question shown. */
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

/** The commands of an exercise, by button. */
const exerciseCommands = {
  practise: commands.practise,
  check: commands.runChecks,
  compare: commands.compareSolution,
  startOver: commands.startExerciseOver,
  review: commands.reviewSolution,
} as const satisfies Readonly<Record<ExerciseAction, string>>;
