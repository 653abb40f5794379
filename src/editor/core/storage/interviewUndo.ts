/** The part of an undo that concerns mock interviews, loaded when one does. */
import * as vscode from 'vscode';
import { returnedTo } from '../../../study/mockInterview/merge';
import type { InterviewStep, ReturnedInterview } from '../../../study/undo';
import { HumanError } from '../../base/log';
import type { InterviewStore } from './interviewStore';

/**
 * Restores interviews to before a step, except those changed since.
 * @param now in ms since 1970
 * @returns those restored; `undefined` if no effect of the step was left
 * @throws HumanError when one could not be written
 */
export async function returnInterviews(
  shelf: Pick<InterviewStore, 'read' | 'keep' | 'remove'> | undefined,
  steps: readonly InterviewStep[],
  now: number,
): Promise<readonly ReturnedInterview[] | undefined> {
  let returned: ReturnedInterview[] | undefined;
  for (const { id, before, after } of steps) {
    const is = await shelf?.read(id);
    if (is?.updated !== after) continue;
    returned ??= [];
    if (before === undefined) await shelf?.remove(id, is);
    else {
      const kept = await shelf?.keep(is === undefined ? before : returnedTo(before, is, now));
      returned.push({ id, after: kept?.updated });
    }
  }
  return returned;
}

/** The error for a step whose interviews were all changed since. */
export function notUndone(label: string): HumanError {
  return new HumanError(
    vscode.l10n.t(
      '“{0}” was not undone, because its mock interviews have changed since. Undo again to undo the step before it.',
      label,
    ),
  );
}
