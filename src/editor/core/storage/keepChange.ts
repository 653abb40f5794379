/**
 * Stores one change of progress at a place: in its journal, or if that cannot be written, in VS
 * Code's state. `ProgressStore` decides when, and what happens then; the copies themselves are in
 * `place.ts`.
 */
import * as vscode from 'vscode';
import { mergeInto, type Progress, type QuestionRecord } from '../../../study/progress';
import type { QuestionId } from '../../../study/question';
import { HumanError, log } from '../../base/log';
import { changeLines, readJournal, type Action } from './journal';
import type { ProgressPlace } from './place';

/**
 * VS Code reports a state update 100 to 200 ms before it has written it; in ms, with a margin: if
 * the state is the only copy, a change is acknowledged only after this delay.
 */
const stateWrittenWithin = 500;

/**
 * Stores a change at a place whose `progress` is known, and merges it into that.
 * @returns the change as it will be read back
 * @throws HumanError when no copy could be written; nothing has then changed
 */
export async function keepChange(
  place: ProgressPlace,
  progress: Map<QuestionId, QuestionRecord>,
  change: Progress,
  action?: Action,
): Promise<Progress> {
  const lines = changeLines(change, action);
  const { progress: kept, damaged } = readJournal(lines);
  if (damaged > 0) throw new Error(`This change cannot be stored: ${firstOf(lines)}`);
  try {
    await place.append(lines);
  } catch (error) {
    log().error(`The journal could not be written: ${String(error)}`);
    const next = new Map(progress);
    mergeInto(next, kept);
    try {
      await place.keepInState(next, kept);
      // Before the wait: a checkpoint due meanwhile writes the state again, including this, and what
      // others wrote there, which was read on the way.
      mergeInto(progress, next);
      await new Promise(resolve => setTimeout(resolve, stateWrittenWithin));
    } catch (stateError) {
      log().error(`The state could not be written: ${String(stateError)}`);
      throw notSaved(error, place);
    }
  }
  mergeInto(progress, kept);
  if (!place.durable) {
    await place.writeState(progress).catch((error: unknown) => {
      log().warn(`The state could not be written, the journal holds the change: ${String(error)}`);
    });
  }
  return kept;
}

function notSaved(cause: unknown, place: ProgressPlace): HumanError {
  return new HumanError(
    vscode.l10n.t(
      'Your change could not be saved, so it was not made: {0}. Check the free space and the permissions of {1}, then try again.',
      cause instanceof Error ? cause.message : String(cause),
      place.folderUri.fsPath,
    ),
  );
}

function firstOf(lines: Iterable<string>): string {
  for (const line of lines) return line.slice(0, 500);
  return '';
}
