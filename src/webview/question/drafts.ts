/** What the person types as their own answers, on its way to the editor, which keeps it. */
import type { PageContext } from './context';
import { draftOf, withDraft, withoutDraft } from './state';

/** How long typing may wait to be sent, in ms: the page may be thrown away without a word. */
const sendDelay = 300;

export interface Drafts {
  /** What is written for a question: what was typed here, or else what the editor keeps. */
  textOf(question: { readonly id: string; readonly draft?: string }): string;
  /** Sends what a page before this one may have sent in vain. Called once the editor hears. */
  sendRemembered(): void;
  /** Takes what is written for a question now. */
  typed(id: string, text: string): void;
  /** Sends what is not sent yet. */
  flush(): void;
  /**
   * Takes what the editor keeps for a question.
   * @returns whether that is news: what is typed here and is on its way is newer
   */
  kept(id: string, text: string): boolean;
}

export function createDrafts(context: Pick<PageContext, 'state' | 'remember' | 'send'>): Drafts {
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const textIn = (id: string) => draftOf(context.state().drafts, id);
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const id = waiting;
    waiting = undefined;
    const text = id === undefined ? undefined : textIn(id);
    if (id !== undefined && text !== undefined) context.send({ type: 'draft', id, text });
  };
  /** Of these the editor says what is newer: what is remembered, or what it keeps. */
  const remembered = new Set(context.state().drafts.map(([id]) => id));
  for (const leaving of ['visibilitychange', 'pagehide', 'blur'] as const) {
    window.addEventListener(leaving, flush, true);
  }
  return {
    textOf: ({ id, draft = '' }) => textIn(id) ?? draft,
    sendRemembered() {
      for (const [id, text, time] of context.state().drafts) {
        if (remembered.has(id)) context.send({ type: 'draft', id, text, time });
      }
    },
    typed(id, text) {
      remembered.delete(id);
      if (waiting !== id) flush();
      waiting = id;
      context.remember({ drafts: withDraft(context.state().drafts, [id, text, Date.now()]) });
      timer ??= setTimeout(flush, sendDelay);
    },
    flush,
    kept(id, text) {
      const typed = textIn(id);
      if (typed === undefined) return true;
      if (!remembered.delete(id) && (typed !== text || waiting === id)) return false;
      context.remember({ drafts: withoutDraft(context.state().drafts, id) });
      return true;
    },
  };
}
