/** Stores the person's own answer to a question as the page sends it. */
import * as vscode from 'vscode';
import { setDraft } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';

/** What the page says was typed, and when, in ms since 1970 by its clock, if it knows. */
export interface TypedDraft {
  readonly text: string;
  readonly time: number | undefined;
}

/**
 * Stores an own answer, unless a newer one is stored.
 *
 * @param isShown whether the panel shows the question
 * @returns the stored text; `undefined` if the question no longer exists: the page keeps its text
 * @throws Error if it cannot be stored
 */
export async function keepDraft(
  study: Study,
  id: QuestionId,
  { text: typed, time }: TypedDraft,
  isShown: () => boolean,
): Promise<string | undefined> {
  const { questions, store } = study;
  await store.open();
  const isKnown = () => isShown() || study.draft(id).time > 0 || questions.isTaken(id);
  // After a reload the packs may not have been read yet.
  if (!isKnown()) await questions.settled();
  if (!isKnown()) return undefined;
  const before = study.draft(id);
  // What a page remembered of a text that went on was typed before it, however shortly.
  const isBegun =
    typed !== '' && before.text.startsWith(typed) && (time ?? Infinity) <= before.time;
  // A text that was replaced or shortened must not come back; one that went on may have been typed
  // while the stored one was on its way.
  const isRemote = vscode.env.remoteName !== undefined;
  const goesOn = typed.startsWith(before.text);
  const tolerance = isRemote ? otherClock : goesOn ? onItsWay : 0;
  if (!isBegun && (time === undefined || time >= before.time - tolerance)) {
    const title = plainText(questions.question(id)?.title ?? id);
    await store.apply(
      vscode.l10n.t('Your answer to “{0}”', title),
      progress => setDraft(progress, id, typed, Date.now()),
      // Of text typed key by key only deleting all of it is worth an undo step.
      typed === '' ? undefined : 'quiet',
    );
  }
  return study.draft(id).text;
}

/** How far the clock of a page may be behind that of the editor on another machine, in ms. */
const otherClock = 5_000;
/** How long a text may take from its typing until it is stored, in ms. */
const onItsWay = 1_000;
