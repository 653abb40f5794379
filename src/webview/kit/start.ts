/** Startup of every page: initial data, remembered state, and messages to and from the editor. */
import { createAnnouncer } from './announcer';
import { byId } from './dom';

/** The data the editor provided for the first paint; `null` for none. */
export const firstData = JSON.parse(byId('first').textContent) as unknown;

/** Shared by every part of a page. Parts know nothing of each other. */
export interface Page<Said, State, Strings> {
  readonly strings: Strings;
  send(message: Said): void;
  /** Has a screen reader say `message` once it has finished speaking. */
  announce(message: string): void;
  /** The remembered view state. */
  state(): State;
  /** Stores a change, so that the page can be rebuilt as it was. */
  remember(change: Partial<State>): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The element that holds all of a page's content. */
export const main = byId('main');

/**
 * Starts a page: its texts, its live region, and its previous state.
 *
 * VS Code discards a hidden page without notice and rebuilds it later, so state is stored at once.
 * It also survives a reload of the window.
 *
 * @param readState reads stored state, which another version may have written
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
 * Listens to the editor and reports ready; the editor replies with what to show.
 * @param read returns `undefined` for anything but a message to this page: other code may post too
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

/** Remembers the scroll position, in CSS pixels, while something `isShown`. */
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

/** Asks the editor for the question a link targets: `#id`, or the link's `data-question`. */
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
