/** Renders the exercise of the question in the panel. */
import * as vscode from 'vscode';
import type { ExerciseStrings, ExerciseView } from '../../protocol/exercise';
import { checksOf, type Check } from '../../study/exercise/checks';
import { readExercise, summaryOf, type Exercise } from '../../study/exercise/exercise';
import {
  exerciseProgress,
  noteExerciseHints,
  type ExerciseProgress,
} from '../../study/exercise/progress';
import { renderBlock, renderInline } from '../../study/markdown/render';
import { readReferences, type Images, type References } from '../../study/markdown/renderer';
import { linkDefinitions } from '../../study/pack/answer';
import type { Progress } from '../../study/progress';
import { finish } from '../../study/steps';
import type { Answer, ExerciseKind, QuestionId } from '../../study/question';
import { dateText, durationText } from '../core/intervals';
import { whyNotRun } from '../core/whyNotHere';

/** A loaded exercise that can be rendered with the person's current progress. */
export class ShownExercise {
  readonly #context: vscode.ExtensionContext;
  readonly #exercise: Exercise;
  readonly #checks: readonly Check[];
  readonly #images: Images | undefined;
  readonly #references: References;
  /** Task and hints as HTML, by Markdown: they are sent again with every change of progress. */
  readonly #rendered = new Map<string, string>();

  private constructor(
    context: vscode.ExtensionContext,
    exercise: Exercise,
    answer: Answer,
    images: Images | undefined,
  ) {
    this.#context = context;
    this.#exercise = exercise;
    this.#checks = checksOf(exercise);
    this.#images = images;
    this.#references = finish(readReferences(finish(linkDefinitions(answer))));
  }

  /** An answer's exercise; `undefined` if it has none that can be done. */
  static of(
    context: vscode.ExtensionContext,
    answer: Answer,
    images: Images | undefined,
  ): ShownExercise | undefined {
    const exercise = answer.exercise && readExercise(answer.exercise);
    return exercise && new ShownExercise(context, exercise, answer, images);
  }

  view(progress: Progress, id: QuestionId): ExerciseView {
    const { kind, minutes, task, hints, after } = this.#exercise;
    const done = exerciseProgress(progress, id);
    const length = minutes === undefined ? [] : [durationText(minutes * 60_000, 'short')];
    const why = whyNotRun(this.#context);
    return {
      facts: [kindName(kind), ...length].join(' · '),
      ...(done.solvedAt !== undefined && {
        solved: vscode.l10n.t('Solved on {0}', dateText(done.solvedAt)),
      }),
      summaryHtml: renderInline(summaryOf(this.#exercise)),
      taskHtml: this.#render(task),
      isBegun: done.startedAt !== undefined,
      canBeReviewed: done.isSolvedNow,
      hintsHtml: hints.slice(0, done.hints).map(hint => this.#render(hint)),
      hintCount: hints.length,
      checks: this.#checksOf(done),
      ...(after !== undefined && done.solvedAt !== undefined && { afterHtml: this.#render(after) }),
      ...(why !== undefined && { why }),
      strings: strings(),
    };
  }

  /** The change that opens this hint, from 1; empty if another one is next. */
  openHint(progress: Progress, id: QuestionId, hint: number): Progress {
    const next = exerciseProgress(progress, id).hints + 1;
    const isNext = hint === next && hint <= this.#exercise.hints.length;
    return isNext ? noteExerciseHints(progress, id, hint, Date.now()) : new Map();
  }

  /** What each check tests. In a code review the faults are not revealed before they are found. */
  #checksOf({ passed }: ExerciseProgress): ExerciseView['checks'] {
    const green = new Set(passed);
    return this.#checks.map(({ id, name }, index) => {
      const isGreen = green.has(id);
      const isTold = isGreen || this.#exercise.kind !== 'judge';
      return { name: isTold ? name : vscode.l10n.t('Fault {0}', index + 1), passed: isGreen };
    });
  }

  #render(markdown: string): string {
    const html =
      this.#rendered.get(markdown) ??
      renderBlock(markdown, undefined, this.#images, this.#references);
    this.#rendered.set(markdown, html);
    return html;
  }
}

function kindName(kind: ExerciseKind): string {
  switch (kind) {
    case 'implement':
      return vscode.l10n.t('Implement');
    case 'repair':
      return vscode.l10n.t('Repair');
    case 'judge':
      return vscode.l10n.t('Judge');
  }
}

function strings(): ExerciseStrings {
  const { t } = vscode.l10n;
  return {
    title: t('Exercise'),
    practise: t('Practise'),
    goOn: t('Continue'),
    check: t('Run the Checks'),
    compare: t('Compare with the Solution'),
    showSolution: t('Show the Solution'),
    startOver: t('Start Over'),
    review: t('Ask a Model for a Review'),
    task: t('Task, hints and checks'),
    hint: t('Hint {0}', '{0}'),
    showHint: t('Show hint {0} of {1}', '{0}', '{1}'),
    checks: t('Checks'),
    passing: t('{0} of {1} pass', '{0}', '{1}'),
    passes: t('passes'),
    fails: t('does not pass yet'),
    after: t('After the checks'),
  };
}
