/**
 * Typed text that the editor has not confirmed as stored. After a restart of the extension host VS
 * Code leaves a page as it was, but nobody listens to it: the person is told, and the text waits for
 * the page that takes its place, in the browser's storage, which those of a panel share.
 */

/** How long a confirmation may take before the person is told, in ms. */
const patience = 10_000;

export interface Unsaved {
  /** Says that text is not saved; hidden until that is so. */
  readonly notice: HTMLElement;
  /** What an earlier page of the workspace has left; other code may have written it. */
  left(): unknown;
  /** Keeps text that was typed. It must be JSON. */
  keep(text: unknown): void;
  /**
   * The editor answered.
   * @param rest what is not stored yet; `undefined` for nothing
   * @param isAwaited whether it is going to be stored
   */
  heard(rest: unknown, isAwaited?: boolean): void;
}

/**
 * @param name of the page
 * @param notice tells the person that text is not saved
 */
export function createUnsaved(
  name: string,
  notice: HTMLElement,
  page: { announce(message: string): void },
): Unsaved {
  notice.hidden = true;
  const key = `unsaved ${name} ${document.body.dataset.workspace ?? ''}`;
  const store = (text: unknown) => {
    try {
      if (text === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(text));
    } catch {
      // A browser may forbid it, or be full: the page's state has the text too.
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    timer ??= setTimeout(() => {
      notice.hidden = false;
      page.announce(notice.textContent);
    }, patience);
  };
  return {
    notice,
    left() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
      } catch {
        return undefined;
      }
    },
    keep(text) {
      store(text);
      wait();
    },
    heard(rest, isAwaited = rest !== undefined) {
      store(rest);
      clearTimeout(timer);
      timer = undefined;
      notice.hidden = true;
      if (isAwaited) wait();
    },
  };
}
