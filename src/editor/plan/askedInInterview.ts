/** After an interview: the questions that were asked there become questions of one's own. */
import * as vscode from 'vscode';
import { interviewsOf, type PlannedInterview } from '../../study/plan/interviews';
import { studyDayOf } from '../../study/studyDay';
import { stateKeys } from '../base/ids';
import { showInformationMessage } from '../base/messages';
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

/** What was typed and is in no pack yet. */
function typedBefore(study: Study): readonly string[] {
  const stored = study.state.get<unknown>(stateKeys.askedQuestions);
  const texts = Array.isArray(stored) ? stored.filter(each => typeof each === 'string') : [];
  return texts.slice(0, mostQuestions);
}

/**
 * Adds questions to a pack that the person chooses; gives whether they are there.
 * @throws HumanError and what the file system says where they cannot be written
 */
export type AddQuestions = (wordings: readonly string[]) => Promise<boolean>;

/**
 * Asks for one question after the other, and takes them into a pack. Each is kept as it is typed, until
 * it is in one: nobody remembers them a second time.
 */
export async function askedInInterview(study: Study, add: AddQuestions): Promise<void> {
  const { t } = vscode.l10n;
  await Promise.all([study.questions.packs(), study.store.open()]);
  const interview = interviewToTell(study, Date.now());
  const asked = [...typedBefore(study)];
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
    if (asked.includes(wording)) continue;
    asked.push(wording);
    await study.state.update(stateKeys.askedQuestions, asked);
  }
  if (asked.length > 0) {
    if (!(await add(asked))) {
      void showInformationMessage(
        t('Your questions are kept. Run “What Were You Asked?” again to add them to a pack.'),
      );
      return;
    }
    await study.state.update(stateKeys.askedQuestions, undefined);
  }
  if (interview === undefined) return;
  const all = [...toldOf(study), interview.id].slice(-mostTold);
  await study.state.update(stateKeys.toldInterviews, all);
  told.fire();
}
