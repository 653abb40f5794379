import { isRecord } from '../../protocol/values';

/**
 * What the page remembers, so that a page that was hidden and made anew looks as it was left. VS
 * Code keeps it across a reload of the window too; the editor reads `interview` to restore the panel.
 */
export interface InterviewPageState {
  /** Empty while the form is shown. */
  readonly interview: string;
  /** Tells one thing that is shown from the next: another key begins at the top, with the hint folded. */
  readonly key: string;
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
  readonly hintShown: boolean;
  /** Whether the person types answers here: then the next question's field takes the focus. */
  readonly writes: boolean;
}

const fresh: InterviewPageState = {
  interview: '',
  key: '',
  scroll: 0,
  hintShown: false,
  writes: false,
};

/** Reads what VS Code has kept; a fresh state where that is none of this page. */
export function readInterviewState(stored: unknown): InterviewPageState {
  if (!isRecord(stored)) return fresh;
  const { interview, key, scroll, hintShown, writes } = stored;
  return {
    interview: typeof interview === 'string' ? interview : '',
    key: typeof key === 'string' ? key : '',
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
    hintShown: hintShown === true,
    writes: writes === true,
  };
}

/** Gives the state to show something with: what is remembered of this very thing, or a fresh start. */
export function stateFor(
  remembered: InterviewPageState,
  interview: string,
  key: string,
): InterviewPageState {
  if (remembered.key === key && remembered.interview === interview) return remembered;
  return { ...fresh, interview, key, writes: remembered.writes };
}
