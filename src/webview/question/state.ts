import { isCount, isRecord } from '../../protocol/values';

/**
 * What the page remembers of the question it shows, so that a page that was hidden and made anew
 * looks as it was left. VS Code keeps it across a reload of the window too; the editor reads `id`
 * to restore the panel.
 */
export interface PageState {
  readonly id: string;
  readonly visit: number;
  readonly answerShown: boolean;
  readonly hintShown: boolean;
  /** Key points ticked, by their index in the whole answer, ascending. */
  readonly ticked: readonly number[];
  /** Follow-up questions opened, by their index in the whole answer, ascending. */
  readonly opened: readonly number[];
  /** Whether the part with the person's own answer is open. */
  readonly ownAnswerShown: boolean;
  /** Whether the task of the exercise is open; absent while the person has not folded or opened it. */
  readonly taskShown?: boolean;
  /** Whether the rest of the answer is unfolded, in a review. */
  readonly restShown: boolean;
  /**
   * What the person wrote as their own answers and the editor has not said yet that it keeps, the
   * latest last: they outlive a visit.
   */
  readonly drafts: readonly Draft[];
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
}

/** An answer of the person's own, and when it was typed, in ms since 1970. */
export type Draft = readonly [id: string, text: string, time: number];

/** More than these are forgotten, the oldest first. */
const mostDrafts = 50;
const mostCharacters = 200_000;

/**
 * Gives the state to show a question with: what is remembered of this very visit, or a fresh start
 * with the answer hidden.
 */
export function stateOfVisit(
  question: { readonly id: string; readonly visit: number; readonly draft?: string },
  hintShown: boolean,
  remembered: PageState | undefined,
): PageState {
  if (remembered?.visit === question.visit && remembered.id === question.id) return remembered;
  return {
    id: question.id,
    visit: question.visit,
    answerShown: false,
    hintShown,
    ticked: [],
    opened: [],
    restShown: false,
    ownAnswerShown: (draftOf(remembered?.drafts ?? [], question.id) ?? question.draft ?? '') !== '',
    drafts: remembered?.drafts ?? [],
    scroll: 0,
  };
}

/** Reads what VS Code has kept, or gives `undefined` when it is not a state of this page. */
export function readState(stored: unknown): PageState | undefined {
  if (!isRecord(stored)) return undefined;
  const { id, visit, answerShown, hintShown, ticked, opened, restShown, ownAnswerShown } = stored;
  const { drafts, scroll, taskShown } = stored;
  if (typeof id !== 'string' || !isCount(visit)) return undefined;
  return {
    id,
    visit,
    answerShown: answerShown === true,
    hintShown: hintShown === true,
    ticked: readIndexes(ticked),
    opened: readIndexes(opened),
    restShown: restShown === true,
    ownAnswerShown: ownAnswerShown === true,
    ...(typeof taskShown === 'boolean' && { taskShown }),
    drafts: Array.isArray(drafts) ? drafts.flatMap(readDraft).slice(-mostDrafts) : [],
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
  };
}

/** What the person wrote for a question and may not be kept yet; `undefined` where all is kept. */
export function draftOf(drafts: readonly Draft[], id: string): string | undefined {
  return drafts.find(([other]) => other === id)?.[1];
}

/** Gives the drafts without that of a question. */
export function withoutDraft(drafts: readonly Draft[], id: string): readonly Draft[] {
  return drafts.filter(([other]) => other !== id);
}

/** Gives the drafts with this one as the latest. */
export function withDraft(drafts: readonly Draft[], [id, text, time]: Draft): readonly Draft[] {
  const kept = [...withoutDraft(drafts, id), [id, text, time] as const].slice(-mostDrafts);
  let size = kept.reduce((sum, [, each]) => sum + each.length, 0);
  while (size > mostCharacters && kept.length > 1) size -= kept.shift()?.[1].length ?? 0;
  return kept;
}

function readIndexes(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter(isCount))].sort((a, b) => a - b);
}

/** Pages of before kept pairs, without a time: then what the editor keeps is newer. */
function readDraft(value: unknown): readonly Draft[] {
  const [id, text, time = 1] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return typeof id === 'string' && typeof text === 'string' && isCount(time)
    ? [[id, text, time]]
    : [];
}
