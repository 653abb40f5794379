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
  /**
   * What the person wrote as their own answers, by question, the latest last: they outlive a visit.
   * Pairs, since an id may be called `__proto__`.
   */
  readonly drafts: readonly Draft[];
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
}

/** An answer of the person's own, by the question's id. */
export type Draft = readonly [id: string, text: string];

/** More than these are forgotten, the oldest first. */
const mostDrafts = 50;
const mostCharacters = 200_000;

/**
 * Gives the state to show a question with: what is remembered of this very visit, or a fresh start
 * with the answer hidden.
 */
export function stateOfVisit(
  question: { readonly id: string; readonly visit: number },
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
    ownAnswerShown: draftOf(remembered?.drafts ?? [], question.id) !== '',
    drafts: remembered?.drafts ?? [],
    scroll: 0,
  };
}

/** Reads what VS Code has kept, or gives `undefined` when it is not a state of this page. */
export function readState(stored: unknown): PageState | undefined {
  if (!isRecord(stored)) return undefined;
  const { id, visit, answerShown, hintShown, ticked, opened, ownAnswerShown, drafts, scroll } =
    stored;
  if (typeof id !== 'string' || !isCount(visit)) return undefined;
  return {
    id,
    visit,
    answerShown: answerShown === true,
    hintShown: hintShown === true,
    ticked: readIndexes(ticked),
    opened: readIndexes(opened),
    ownAnswerShown: ownAnswerShown === true,
    drafts: Array.isArray(drafts) ? drafts.filter(isDraft).slice(-mostDrafts) : [],
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
  };
}

/** What the person wrote for a question; empty where they wrote nothing. */
export function draftOf(drafts: readonly Draft[], id: string): string {
  return drafts.find(([other]) => other === id)?.[1] ?? '';
}

/** Gives the drafts with this one as the latest, or without it where it is empty. */
export function withDraft(drafts: readonly Draft[], id: string, text: string): readonly Draft[] {
  const others = drafts.filter(([other]) => other !== id);
  if (text === '') return others;
  const kept = [...others, [id, text] as const].slice(-mostDrafts);
  let size = kept.reduce((sum, [, each]) => sum + each.length, 0);
  while (size > mostCharacters && kept.length > 1) size -= kept.shift()?.[1].length ?? 0;
  return kept;
}

function readIndexes(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter(isCount))].sort((a, b) => a - b);
}

function isDraft(value: unknown): value is Draft {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((part: unknown) => typeof part === 'string')
  );
}
