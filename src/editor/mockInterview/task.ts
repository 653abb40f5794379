/** The coding task at the end of an interview: its availability and progress. */
import * as vscode from 'vscode';
import { checksOf } from '../../study/exercise/checks';
import { readExercise } from '../../study/exercise/exercise';
import type { Interview, TaskResult } from '../../study/mockInterview/interview';
import { taskOutcome } from '../../study/mockInterview/reportMarkdown';
import { openTasks, resultOf } from '../../study/mockInterview/task';
import type { QuestionId } from '../../study/question';
import type { ReportView } from '../../protocol/mockInterview';
import { report } from '../base/log';
import type { Study } from '../core/study';
import { whyNotRun } from '../core/whyNotHere';
import { timeText, reportTexts } from './texts';

/** Why no interview can end with a coding task, for display; `undefined` if one can. */
export function whyNoTask(context: vscode.ExtensionContext, study: Study): string | undefined {
  const why = whyNotRun(context);
  if (why !== undefined) return why;
  const { library } = study.questions;
  return openTasks(library.collections, study.store.progress).length > 0
    ? undefined
    : vscode.l10n.t('There is no exercise that you have not solved yet.');
}

/** The progress of an interview's coding task; `undefined` if not started. */
export async function taskResult(
  study: Study,
  { task }: Interview,
): Promise<TaskResult | undefined> {
  if (task === undefined) return undefined;
  await study.store.open();
  if (resultOf(task, study.store.progress, 0) === undefined) return undefined;
  return resultOf(task, study.store.progress, await checkCount(study, task.id));
}

/** The number of checks in a question's exercise; 0 if that cannot be read. */
async function checkCount(study: Study, id: QuestionId): Promise<number> {
  try {
    const question = await study.questions.find(id);
    if (!question) return 0;
    const [body, { parseAnswer }] = await Promise.all([
      study.questions.body(question),
      import('../../study/pack/answer'),
    ]);
    const section = parseAnswer(body, question.source.bodyLine).exercise;
    const exercise = section && readExercise(section);
    return exercise ? checksOf(exercise).length : 0;
  } catch (error) {
    report(error);
    return 0;
  }
}

/** The coding task in an interview's report. */
export function taskView(
  context: vscode.ExtensionContext,
  study: Study,
  { task }: Interview,
  renderInline: (markdown: string) => string,
): ReportView['task'] {
  if (task === undefined) return undefined;
  const texts = reportTexts().task;
  const isThere = study.questions.question(task.id) !== undefined;
  const why = isThere
    ? whyNotRun(context)
    : vscode.l10n.t('This question is no longer in any pack.');
  return {
    question: {
      ...(isThere && { id: task.id }),
      titleHtml: renderInline(task.title),
      outcome: taskOutcome(task, texts, { duration: timeText }),
    },
    action:
      task.result === undefined
        ? vscode.l10n.t('Begin the Coding Task')
        : vscode.l10n.t('Open the Coding Task'),
    note: texts.note,
    ...(why !== undefined && { why }),
  };
}
