/** After an interview: turns the questions asked there into the person's own. */
import * as vscode from 'vscode';
import { interviewsOf, type PlannedInterview } from '../../study/plan/interviews';
import { studyDayOf } from '../../study/studyDay';
import { stateKeys } from '../base/ids';
import { showInformationMessage } from '../base/messages';
import type { Study } from '../core/study';

const told = new vscode.EventEmitter<void>();
/** Fires when the person has recorded what was asked. */
export const onDidTell = told.event;

/** Days after the interview during which to ask; later nobody remembers. */
const daysAfter = 7;
/** Maximum number of answers kept. */
const mostTold = 100;
/** Maximum number of questions remembered. */
const mostQuestions = 50;

/** The latest recent interview whose questions the person has not recorded. */
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

/** Typed questions that are not in a pack yet. */
function typedBefore(study: Study): readonly string[] {
  const stored = study.state.get<unknown>(stateKeys.askedQuestions);
  const texts = Array.isArray(stored) ? stored.filter(each => typeof each === 'string') : [];
  return texts.slice(0, mostQuestions);
}

/**
 * Adds questions to a pack that the person chooses; gives whether they were added.
 * @throws HumanError and the file system's errors if they cannot be written
 */
export type AddQuestions = (wordings: readonly string[]) => Promise<boolean>;

/**
 * Asks for one question after the other, and adds them to a pack. Each is stored as it is typed,
 * until it is in one: nobody remembers them a second time.
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
    // Escape at the first one means not now. Later it keeps the typed ones, which took effort.
    if (text === undefined && asked.length === 0) return;
    const wording = (text ?? '').replace(/\s+/g, ' ').trim();
    if (wording === '') break;
    if (asked.includes(wording)) continue;
    asked.push(wording);
    await study.state.update(stateKeys.askedQuestions, asked);
  }
  if (asked.length > 0) {
    let isAdded = false;
    try {
      isAdded = await add(asked);
    } finally {
      // Also after an error, which says nothing of them.
      if (!isAdded) {
        void showInformationMessage(
          t('Your questions are kept. Run “What Were You Asked?” again to add them to a pack.'),
        );
      }
    }
    if (!isAdded) return;
    await study.state.update(stateKeys.askedQuestions, undefined);
  }
  if (interview === undefined) return;
  const all = [...toldOf(study), interview.id].slice(-mostTold);
  await study.state.update(stateKeys.toldInterviews, all);
  told.fire();
}
