/** The commands of exercises. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { showInformationMessage } from '../base/messages';
import { showQuickPick, type PickItem } from '../base/picks';
import { plainText } from '../base/plainText';
import { durationText } from '../core/intervals';
import type { Study } from '../core/study';
import { readTarget, targetId } from '../core/target';
import type { Practice } from './practice';

type PracticeCommand =
  | typeof commands.practise
  | typeof commands.runChecks
  | typeof commands.startExerciseOver
  | typeof commands.compareSolution
  | typeof commands.nextExerciseHint
  | typeof commands.reviewSolution;

/** The services these commands use. */
interface PracticeCommandParts {
  readonly study: Study;
  readonly practice: () => Promise<Practice>;
}

/** The handlers of these commands. */
export function practiceCommands(parts: PracticeCommandParts): Handlers<PracticeCommand> {
  /** Runs something for the given exercise, or the current one. */
  const withExercise =
    (use: (practice: Practice, id: QuestionId) => unknown) => async (given: unknown) => {
      const practice = await parts.practice();
      const target = readTarget(given);
      const id = target === undefined ? practice.current : targetId(parts.study, target);
      if (id === undefined) {
        void showInformationMessage(
          vscode.l10n.t('Open a file of an exercise first, or a question that has one.'),
        );
        return;
      }
      await use(practice, id);
    };
  return {
    [commands.practise]: async given => {
      const practice = await parts.practice();
      const target = readTarget(given);
      const id = target === undefined ? await pick(parts, practice) : targetId(parts.study, target);
      if (id !== undefined) await practice.practise(id);
    },
    [commands.runChecks]: withExercise((practice, id) => practice.runChecks(id)),
    [commands.startExerciseOver]: withExercise((practice, id) => practice.startOver(id)),
    [commands.compareSolution]: withExercise((practice, id) => practice.compareSolution(id)),
    [commands.nextExerciseHint]: withExercise((practice, id) => practice.nextHint(id)),
    [commands.reviewSolution]: withExercise((practice, id) => practice.reviewSolution(id)),
  };
}

interface ExerciseItem extends PickItem {
  readonly id: QuestionId;
}

/** Lets the person choose an exercise; the current one comes first. */
async function pick({ study }: PracticeCommandParts, practice: Practice) {
  await study.questions.settled();
  const { all } = practice.exercises;
  if (all.length === 0) {
    void showInformationMessage(vscode.l10n.t('None of the questions shown has an exercise.'));
    return undefined;
  }
  const { current } = practice;
  const sorted = [...all].sort((a, b) => Number(b.id === current) - Number(a.id === current));
  const items = sorted.map((question): ExerciseItem => {
    const { kind, minutes } = question.exercise ?? {};
    const category = study.questions.library.place(question.id)?.category.title;
    const length = minutes === undefined ? [] : [durationText(minutes * 60_000, 'short')];
    return {
      id: question.id,
      label: plainText(question.title),
      description: [kindName(kind), ...length].join(' · '),
      ...(category !== undefined && { detail: category }),
    };
  });
  const chosen = await showQuickPick(items, {
    title: vscode.l10n.t('Which exercise do you want to do?'),
    placeHolder: vscode.l10n.t('Exercises'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.id;
}

function kindName(kind: 'implement' | 'repair' | 'judge' | undefined): string {
  switch (kind) {
    case 'repair':
      return vscode.l10n.t('Repair');
    case 'judge':
      return vscode.l10n.t('Judge');
    case 'implement':
    case undefined:
      return vscode.l10n.t('Implement');
  }
}
