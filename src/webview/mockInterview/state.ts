import { isRecord } from '../../protocol/values';

/**
 * The state the page remembers, so that a hidden and rebuilt page looks as it was left. VS Code
 * keeps it across a window reload too; the editor reads `interview` to restore the panel.
 */
export interface InterviewPageState {
  /** Empty while the form is shown. */
  readonly interview: string;
  /** Identifies what is shown: a new key starts at the top, with the hint folded. */
  readonly key: string;
  /** The scroll position, in CSS pixels. */
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

/** Reads VS Code's stored state; a fresh one if it is not this page's. */
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

/** Returns the state to show something with: the remembered one if it matches, else a fresh one. */
export function stateFor(
  remembered: InterviewPageState,
  interview: string,
  key: string,
): InterviewPageState {
  if (remembered.key === key && remembered.interview === interview) return remembered;
  return { ...fresh, interview, key, writes: remembered.writes };
}
