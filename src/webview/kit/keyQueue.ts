/** Queues keys that are pressed faster than their actions finish. */

/** Runs the actions of keys one after the other. */
export interface KeyQueue<Action> {
  /**
   * Takes a key: runs its action now, or once all earlier ones are done.
   * @param repeated sent because the key is held down. Such keys never wait, so that the action
   *   stops when the key is released
   */
  press(action: Action, repeated: boolean): void;
  /** The awaited action is done. */
  done(): void;
}

/** Keys beyond this number are dropped: nobody still means them. */
const mostWaiting = 30;

/**
 * @param carryOut returns whether to wait for `done` before the next one
 * @param patience how long to wait for that, in ms
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
