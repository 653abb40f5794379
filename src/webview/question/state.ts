import { isCount, isRecord } from '../../protocol/values';

/**
 * The state the page remembers of its question, so that a hidden and rebuilt page looks as it was
 * left. VS Code keeps it across a window reload too; the editor reads `id` to restore the panel.
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
  /** Whether the own answer part is open. */
  readonly ownAnswerShown: boolean;
  /** Whether the exercise's task is open; absent until the person folds or unfolds it. */
  readonly taskShown?: boolean;
  /** Whether the rest of the answer is unfolded, in a review. */
  readonly restShown: boolean;
  /**
   * The person's own answers that the editor has not yet confirmed as stored, the latest last. They
   * outlive a visit.
   */
  readonly drafts: readonly Draft[];
  /** The scroll position, in CSS pixels. */
  readonly scroll: number;
}

/** One of the person's own answers, and when it was typed, in ms since 1970. */
export type Draft = readonly [id: string, text: string, time: number];

/** Beyond this number, the oldest are dropped. */
const mostDrafts = 50;
const mostCharacters = 200_000;

/**
 * Returns the state to show a question with: the remembered one of this visit, or a fresh one with
 * the answer hidden.
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

/** Reads VS Code's stored state; `undefined` if it is not this page's. */
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

/** The possibly unsaved text for a question; `undefined` if all is saved. */
export function draftOf(drafts: readonly Draft[], id: string): string | undefined {
  return drafts.find(([other]) => other === id)?.[1];
}

/** Returns the drafts without a question's. */
export function withoutDraft(drafts: readonly Draft[], id: string): readonly Draft[] {
  return drafts.filter(([other]) => other !== id);
}

/** Returns the drafts with this one as the latest. */
export function withDraft(drafts: readonly Draft[], [id, text, time]: Draft): readonly Draft[] {
  const kept = [...withoutDraft(drafts, id), [id, text, time] as const].slice(-mostDrafts);
  let size = kept.reduce((sum, [, each]) => sum + each.length, 0);
  while (size > mostCharacters && kept.length > 1) size -= kept.shift()?.[1].length ?? 0;
  return kept;
}

/** Returns the drafts with those that an earlier page has left, as far as they are later. */
export function laterDrafts(drafts: readonly Draft[], left: unknown): readonly Draft[] {
  const all = Array.isArray(left) ? left.flatMap(readDraft) : [];
  return all.reduce((kept, draft) => {
    const own = kept.find(([id]) => id === draft[0]);
    return own && own[2] >= draft[2] ? kept : withDraft(kept, draft);
  }, drafts);
}

function readIndexes(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter(isCount))].sort((a, b) => a - b);
}

/** Older versions stored pairs, without a time: then the editor's text is newer. */
function readDraft(value: unknown): readonly Draft[] {
  const [id, text, time = 1] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return typeof id === 'string' && typeof text === 'string' && isCount(time)
    ? [[id, text, time]]
    : [];
}
