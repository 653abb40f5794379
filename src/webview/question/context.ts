import type { FromWebview, PageStrings } from '../../protocol/question';
import type { PageState } from './state';

/** What every part of the page may use. Parts know nothing of each other. */
export interface PageContext {
  readonly strings: PageStrings;
  send(message: FromWebview): void;
  /** Has a screen reader say `message` when it is done with what it says now. */
  announce(message: string): void;
  /** What is remembered of the question shown. */
  state(): PageState;
  /** Remembers a change, so that the page can be made anew as it was. */
  remember(change: Partial<PageState>): void;
}
