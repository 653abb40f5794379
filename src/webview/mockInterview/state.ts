import { isCount, isRecord } from '../../protocol/values';

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
  /** Text that the editor has not yet confirmed as stored; it outlives what is shown. */
  readonly typed: TypedAnswer | undefined;
}

/** An answer as the person has typed it. */
export interface TypedAnswer {
  readonly interview: string;
  readonly index: number;
  readonly text: string;
  /** The text that it was, as the editor has stored it. */
  readonly before: string;
}

const fresh: InterviewPageState = {
  interview: '',
  key: '',
  scroll: 0,
  hintShown: false,
  writes: false,
  typed: undefined,
};

/** Reads VS Code's stored state; a fresh one if it is not this page's. */
export function readInterviewState(stored: unknown): InterviewPageState {
  if (!isRecord(stored)) return fresh;
  const { interview, key, scroll, hintShown, writes, typed } = stored;
  return {
    interview: typeof interview === 'string' ? interview : '',
    key: typeof key === 'string' ? key : '',
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
    hintShown: hintShown === true,
    writes: writes === true,
    typed: readTyped(typed),
  };
}

/** Reads text that an earlier page has kept; `undefined` if it is none. */
export function readTyped(value: unknown): TypedAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const { interview, index, text, before } = value;
  return typeof interview === 'string' &&
    isCount(index) &&
    typeof text === 'string' &&
    typeof before === 'string'
    ? { interview, index, text, before }
    : undefined;
}

/** Returns the state to show something with: the remembered one if it matches, else a fresh one. */
export function stateFor(
  remembered: InterviewPageState,
  interview: string,
  key: string,
): InterviewPageState {
  if (remembered.key === key && remembered.interview === interview) return remembered;
  const { writes, typed } = remembered;
  return { ...fresh, interview, key, writes, typed };
}
