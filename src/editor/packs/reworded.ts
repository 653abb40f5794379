/** Offers a question's progress after it was reworded elsewhere, as by a `git pull`. */
import * as vscode from 'vscode';
import { carryProgress, hasToCarry } from '../../study/pack/carry';
import type { QuestionId } from '../../study/question';
import { showInformationMessage } from '../base/messages';
import { showQuickPick } from '../base/picks';
import type { Study } from '../core/study';
import type { RewordedQuestion } from './packMemory';

/** A question, and the id it was studied under. */
interface Found {
  readonly id: QuestionId;
  readonly title: string;
  readonly formerId: QuestionId;
  readonly formerTitle: string;
}

/**
 * The reworded questions with progress stored under the old id, which is in no pack any more. The
 * current question may have progress of its own: it keeps that, and gets what it lacks.
 */
export function waiting(study: Study, reworded: Iterable<RewordedQuestion>): Found[] {
  const found: Found[] = [];
  const taken = new Set<QuestionId>();
  for (const { id, title, former } of reworded) {
    const was = former.findLast(one => !taken.has(one.id) && isWaiting(study, one.id, id));
    if (was === undefined) continue;
    taken.add(was.id);
    found.push({ id, title, formerId: was.id, formerTitle: was.title });
  }
  return found;
}

function isWaiting({ questions, store }: Study, former: QuestionId, id: QuestionId): boolean {
  return (
    questions.question(id) !== undefined &&
    !questions.isTaken(former) &&
    hasToCarry(store.progress, former, id)
  );
}

/**
 * Asks whether these are the same questions as before and moves their progress, as a step that can
 * be undone.
 *
 * @returns the questions not to ask about again
 */
export async function offerProgress(
  study: Study,
  found: readonly Found[],
): Promise<ReadonlySet<QuestionId>> {
  const [first] = found;
  if (first === undefined) return new Set();
  const bring = vscode.l10n.t('Bring It Over');
  const choose = vscode.l10n.t('Choose…');
  const never = vscode.l10n.t('Don’t Ask Again');
  const choice = await showInformationMessage(
    found.length === 1
      ? vscode.l10n.t(
          '“{0}” seems to be the question that was worded “{1}” when you studied it. Bring its progress over?',
          first.title,
          first.formerTitle,
        )
      : vscode.l10n.t(
          '{0} questions seem to be worded differently than when you studied them, “{1}” among them. Bring their progress over?',
          found.length,
          first.title,
        ),
    ...(found.length === 1 ? [bring, never] : [bring, choose, never]),
  );
  if (choice === undefined) return new Set();
  const chosen = choice === bring ? found : choice === choose ? await pick(found) : [];
  if (chosen === undefined) return new Set();
  // The message may have stayed until the former wording was back, as when another branch is checked out.
  const moved = chosen.filter(one => isWaiting(study, one.formerId, one.id));
  if (moved.length > 0) {
    await study.store.apply(vscode.l10n.t('Progress of reworded questions'), progress =>
      carryProgress(
        progress,
        moved.map(({ formerId, id }) => [formerId, id] as const),
        Date.now(),
      ),
    );
  }
  const done = found.filter(one => moved.includes(one) || !chosen.includes(one));
  return new Set(done.map(({ id }) => id));
}

async function pick(found: readonly Found[]): Promise<readonly Found[] | undefined> {
  const items = found.map(one => ({
    label: one.title,
    detail: one.formerTitle,
    picked: true,
    one,
  }));
  const picked = await showQuickPick(items, {
    canPickMany: true,
    matchOnDetail: true,
    title: vscode.l10n.t('Bring Progress Over'),
    placeHolder: vscode.l10n.t('The present wording, and below it the one you studied'),
  });
  return picked?.map(({ one }) => one);
}
