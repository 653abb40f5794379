/** Keys that are pressed faster than what they ask for is done. */

/** Carries out what keys ask for, one after the other. */
export interface KeyQueue<Action> {
  /**
   * Takes a key: it is carried out now, or when all before it is done.
   * @param repeated sent again because the key is held down: of these none waits, so that what they do
   *   ends when the key is let go
   */
  press(action: Action, repeated: boolean): void;
  /** What was waited for is done. */
  done(): void;
}

/** More keys than these do not wait: nobody means them any more. */
const mostWaiting = 30;

/**
 * @param carryOut gives whether to wait for `done` before the next one
 * @param patience how long that is waited for, in ms
 */
export function createKeyQueue<Action>(
  carryOut: (action: Action) => boolean,
  patience: number,
): KeyQueue<Action> {
  const waiting: Action[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = () => {
    while (timer === undefined) {
      const action = waiting.shift();
      if (action === undefined) return;
      if (carryOut(action)) timer = setTimeout(done, patience);
    }
  };
  const done = () => {
    clearTimeout(timer);
    timer = undefined;
    goOn();
  };
  return {
    press(action, repeated) {
      if (timer !== undefined && (repeated || waiting.length >= mostWaiting)) return;
      waiting.push(action);
      goOn();
    },
    done,
  };
}
