/** The rehearsal on the last day: weakest questions, tips, a short mock interview. */
import * as vscode from 'vscode';
import { rehearsalOf } from '../../study/plan/rehearsal';
import { commands } from '../base/ids';
import { HumanError } from '../base/log';
import { showQuickPick, type PickItem } from '../base/picks';
import { plainText } from '../base/plainText';
import { inputOfDay, planNow, sameDay } from '../core/planning';
import { daysLeftText, listText, nameOf } from '../core/planTexts';
import type { Study } from '../core/study';

/** A mock interview that fits into an evening. */
const shortInterview = { count: 5, secondsPerQuestion: 180 } as const;

interface Step extends PickItem {
  readonly run: () => Thenable<unknown>;
}

/** Offers the remaining parts of the rehearsal, in any order, and repeatable. */
export async function rehearse(study: Study): Promise<void> {
  await Promise.all([study.questions.packs(), study.store.open()]);
  const { t } = vscode.l10n;
  const planned = await planNow(study, Date.now());
  if (planned === undefined) throw new HumanError(t('First set the date of your interview.'));
  const { daysLeft, minutesLeft } = planned;
  const input = inputOfDay(planned);
  const { ids, minutes } = rehearsalOf(input, minutesLeft);
  const names = listText(sameDay(planned).map(({ interview }) => nameOf(interview)));
  const steps: Step[] = [
    ...(ids.length === 0
      ? []
      : [
          {
            icon: 'history',
            label: t('Review What Is Weakest'),
            description:
              ids.length === 1
                ? t('1 question, about {0} minutes', Math.max(1, Math.round(minutes)))
                : t(
                    '{0} questions, about {1} minutes',
                    ids.length,
                    Math.max(1, Math.round(minutes)),
                  ),
            run: () => vscode.commands.executeCommand(commands.review, { kind: 'questions', ids }),
          },
        ]),
    {
      icon: 'lightbulb',
      label: t('Read the Tips and Your Weakest Answers'),
      run: () => vscode.commands.executeCommand(commands.dayOfInterview),
    },
    {
      icon: 'comment-discussion',
      label: t('Hold a Short Mock Interview'),
      description: t(
        '{0} questions, {1} minutes each',
        shortInterview.count,
        shortInterview.secondsPerQuestion / 60,
      ),
      run: () =>
        vscode.commands.executeCommand(commands.startInterview, {
          length: { kind: 'questions', count: shortInterview.count },
          secondsPerQuestion: shortInterview.secondsPerQuestion,
          weakFirst: true,
          categories: [...new Set(input.questions.map(({ category }) => category))],
        }),
    },
  ];
  const choice = await showQuickPick(steps, {
    title: `${plainText(names)}: ${daysLeftText(daysLeft)}`,
    placeHolder: t('Rehearse: what is weakest, the tips, a short mock interview'),
  });
  await choice?.run();
}
