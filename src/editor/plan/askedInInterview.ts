/** After an interview: the questions that were asked there become questions of one's own. */
import * as vscode from 'vscode';
import { interviewsOf, type PlannedInterview } from '../../study/plan/interviews';
import { studyDayOf } from '../../study/studyDay';
import { commands, stateKeys } from '../base/ids';
import type { Study } from '../core/study';

const told = new vscode.EventEmitter<void>();
/** Fires when the person has told what was asked. */
export const onDidTell = told.event;

/** It is asked for so many days after the interview; longer ago nobody remembers. */
const daysAfter = 7;
/** So many answers to that are kept. */
const mostTold = 100;
/** Nobody remembers more questions. */
const mostQuestions = 50;

/** The latest interview of the last days of which the person has not told what was asked. */
export function interviewToTell(study: Study, now: number): PlannedInterview | undefined {
  const today = studyDayOf(now, study.days);
  const before = toldOf(study);
  return interviewsOf(study.store.progress).all.findLast(
    ({ id, day }) => day < today && day >= today - daysAfter && !before.includes(id),
  );
}

function toldOf(study: Study): readonly unknown[] {
  const stored = study.state.get<unknown>(stateKeys.toldInterviews);
  return Array.isArray(stored) ? stored : [];
}

/** Asks for one question after the other, and takes them into a pack. */
export async function askedInInterview(study: Study): Promise<void> {
  const { t } = vscode.l10n;
  await Promise.all([study.questions.packs(), study.store.open()]);
  const interview = interviewToTell(study, Date.now());
  const asked: string[] = [];
  while (asked.length < mostQuestions) {
    const text = await vscode.window.showInputBox({
      title:
        asked.length === 0
          ? t('What Were You Asked?')
          : t('What Else Were You Asked? ({0})', asked.length),
      placeHolder: t('How would you find a slow query?'),
      prompt: t('One question, then Enter. Enter without a text ends the list.'),
      ignoreFocusOut: true,
    });
    // Escape at the first one: not now. Later it keeps what was typed, which cost an effort.
    if (text === undefined && asked.length === 0) return;
    const wording = (text ?? '').replace(/\s+/g, ' ').trim();
    if (wording === '') break;
    if (!asked.includes(wording)) asked.push(wording);
  }
  if (asked.length > 0) await vscode.commands.executeCommand(commands.addQuestion, asked);
  if (interview === undefined) return;
  const all = [...toldOf(study), interview.id].slice(-mostTold);
  await study.state.update(stateKeys.toldInterviews, all);
  told.fire();
}
