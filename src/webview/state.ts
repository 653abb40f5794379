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
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
}

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
    scroll: 0,
  };
}

/** Reads what VS Code has kept, or gives `undefined` when it is not a state of this page. */
export function readState(stored: unknown): PageState | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { id, visit, answerShown, hintShown, ticked, opened, scroll } = stored as Record<
    string,
    unknown
  >;
  if (typeof id !== 'string' || !isCount(visit)) return undefined;
  return {
    id,
    visit,
    answerShown: answerShown === true,
    hintShown: hintShown === true,
    ticked: readIndexes(ticked),
    opened: readIndexes(opened),
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
  };
}

/** Gives `indexes` with `index` in it or not, ascending and without repeats. */
export function withIndex(
  indexes: readonly number[],
  index: number,
  present: boolean,
): readonly number[] {
  const others = indexes.filter(other => other !== index);
  return present ? [...others, index].sort((a, b) => a - b) : others;
}

function readIndexes(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter(isCount))].sort((a, b) => a - b);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
