/** Sends what the person types as an answer to the editor, which stores it. */
import type { AskedView, FromInterviewPage } from '../../protocol/mockInterview';
import type { Page } from '../kit/start';
import type { Unsaved } from '../kit/unsaved';
import type { InterviewPageState } from './state';

/** How long typed text may wait to be sent, in ms: the page may be discarded without notice. */
const sendDelay = 150;

export interface Typing {
  /** The answer so far. */
  readonly text: string;
  /** The person has changed it. */
  typed(text: string): void;
  /** Sends text that has not been sent yet. */
  flush(): void;
  /**
   * Takes the text as the editor has stored it, unless the person has typed since.
   * @param heard the last message with typed text that is in it
   * @returns whether it is another one
   */
  stored(text: string, heard: number): boolean;
}

/** What it takes to send typed text and to keep it until it is stored. */
type TypingContext = Pick<
  Page<FromInterviewPage, InterviewPageState, unknown>,
  'state' | 'remember' | 'send'
> & {
  readonly unsaved: Pick<Unsaved, 'keep' | 'heard'>;
};

/** The number of the page's last message with typed text. */
let turn = 0;
/** The message with the remembered text, if an earlier page has left that; otherwise -1. */
let leftTurn = -1;

/** Sends text that an earlier page may have failed to send, whatever is shown now. */
export function sendLeft(context: TypingContext): void {
  const { typed } = context.state();
  if (!typed) return;
  leftTurn = ++turn;
  context.send({ type: 'answer', ...typed, turn });
}

/** Treats text that an earlier page has left like this page's own: its question is shown. */
export function adoptLeft(): void {
  leftTurn = -1;
}

/**
 * The editor has the text of a message of `sendLeft`, which is forgotten.
 * @param heard the number of the message
 */
export function takenLeft(context: TypingContext, heard: number): void {
  if (heard !== leftTurn) return;
  leftTurn = -1;
  forgetTyped(context);
}

/**
 * Forgets typed text that has been sent, and that the page does not show any more; not what an earlier
 * page has left, which the editor may have failed to store: see `takenLeft`.
 */
export function forgetTyped(context: TypingContext): void {
  if (leftTurn >= 0) return;
  if (context.state().typed) context.remember({ typed: undefined });
  context.unsaved.heard(undefined);
}

/**
 * The editor tells what it has stored.
 * @param heard the last message with typed text that is in it
 * @returns whether that is all that was sent
 */
export function confirmTyped(context: TypingContext, heard: number): boolean {
  const isAll = heard === turn;
  if (isAll) forgetTyped(context);
  else context.unsaved.heard(context.state().typed);
  return isAll;
}

/** Text that is not known to be stored is sent again. */
export function createTyping(
  { interview, index, answer }: Pick<AskedView, 'interview' | 'index' | 'answer'>,
  context: TypingContext,
): Typing {
  const { typed } = context.state();
  const left = typed?.interview === interview && typed.index === index ? typed : undefined;
  let text = left?.text ?? answer;
  /** The text that the editor is known to have stored, and the one that it was last told. */
  let kept = left?.before ?? answer;
  let told = kept;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    context.send({ type: 'answer', interview, index, text, before: told, turn: ++turn });
    told = text;
  };
  const keep = () => {
    const unsent = { interview, index, text, before: kept };
    leftTurn = -1;
    context.remember({ typed: unsent });
    context.unsaved.keep(unsent);
    timer ??= setTimeout(flush, sendDelay);
  };
  if (left) keep();
  return {
    get text() {
      return text;
    },
    typed(next) {
      text = next;
      keep();
    },
    flush,
    stored(next, heard) {
      if (timer !== undefined || !confirmTyped(context, heard)) return false;
      const isOther = next !== text;
      text = kept = told = next;
      return isOther;
    },
  };
}
