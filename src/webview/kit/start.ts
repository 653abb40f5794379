/** The start of every page: what the editor gave it, what it remembers, and how the two talk. */
import { createAnnouncer } from './announcer';
import { byId } from './dom';

/** What the editor gave the page to show at once; `null` for nothing. */
export const firstData = JSON.parse(byId('first').textContent) as unknown;

/** What every part of a page may use. Parts know nothing of each other. */
export interface Page<Said, State, Strings> {
  readonly strings: Strings;
  send(message: Said): void;
  /** Has a screen reader say `message` when it is done with what it says now. */
  announce(message: string): void;
  /** What is remembered of what is shown. */
  state(): State;
  /** Remembers a change, so that the page can be made anew as it was. */
  remember(change: Partial<State>): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The element that a page shows everything in. */
export const main = byId('main');

/**
 * Begins a page: its texts, its live region, and what it was left as.
 *
 * VS Code throws a page away when it is hidden, without a word, and makes it anew: what is to be kept
 * is kept at once, and stays across a reload of the window.
 *
 * @param readState reads what was kept; other versions may have kept it
 */
export function startPage<Said, State, Strings>(
  readState: (kept: unknown) => State,
): Page<Said, State, Strings> {
  const host = acquireVsCodeApi();
  let state = readState(host.getState());
  return {
    strings: JSON.parse(byId('strings').textContent) as Strings,
    send: message => host.postMessage(message),
    announce: createAnnouncer(document.body),
    state: () => state,
    remember(change) {
      state = { ...state, ...change };
      host.setState(state);
    },
  };
}

/**
 * Hears the editor, and tells it so: it answers with what is to be shown.
 * @param read gives `undefined` for what is not a message to this page: other code may post to it too
 */
export function listen<Message>(
  page: { send(message: { readonly type: 'ready' }): void },
  read: (data: unknown) => Message | undefined,
  receive: (message: Message) => void,
): void {
  window.addEventListener('message', event => {
    const message = read(event.data);
    if (message !== undefined) receive(message);
  });
  page.send({ type: 'ready' });
}

/** Remembers how far the page is scrolled, in CSS pixels, as long as something `isShown`. */
export function rememberScroll(
  page: { remember(change: { readonly scroll: number }): void },
  isShown: () => boolean,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('scroll', () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isShown() && innerHeight > 0) page.remember({ scroll: Math.round(scrollY) });
    }, 100);
  });
}

/** Asks the editor for the question that a link leads to: `#id`, or `data-question` of the link. */
export function followLinks(page: {
  send(message: { readonly type: 'openQuestion'; readonly id: string }): void;
}): void {
  main.addEventListener('click', event => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLElement>('a[href^="#"]') : null;
    const id = link?.dataset.question ?? link?.getAttribute('href')?.slice(1);
    if (!id) return;
    event.preventDefault();
    page.send({ type: 'openQuestion', id });
  });
}
