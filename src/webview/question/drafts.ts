/** Sends the answers that the person types to the editor, which stores them. */
import type { Unsaved } from '../kit/unsaved';
import type { PageContext } from './context';
import { draftOf, withDraft, withoutDraft } from './state';

/** How long typed text may wait to be sent, in ms: the page may be discarded without notice. */
const sendDelay = 300;

export interface Drafts {
  /** The text for a question: typed here, or else the stored one. */
  textOf(question: { readonly id: string; readonly draft?: string }): string;
  /** Resends what an earlier page may have failed to send. Called once the editor listens. */
  sendRemembered(): void;
  /** Stores the current text for a question. */
  typed(id: string, text: string): void;
  /** Sends unsent text. */
  flush(): void;
  /**
   * Takes the editor's stored text for a question.
   * @returns whether it is new: text typed here and still on its way is newer
   */
  kept(id: string, text: string): boolean;
}

export function createDrafts(
  context: Pick<PageContext, 'state' | 'remember' | 'send'>,
  unsaved: Pick<Unsaved, 'keep' | 'heard'>,
): Drafts {
  /** The questions whose text this page has sent, or is going to. */
  const awaited = new Set<string>();
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
  /** For these the editor decides which is newer: the remembered or the stored text. */
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
      awaited.add(id);
      context.remember({ drafts: withDraft(context.state().drafts, [id, text, Date.now()]) });
      unsaved.keep(context.state().drafts);
      timer ??= setTimeout(flush, sendDelay);
    },
    flush,
    kept(id, text) {
      const typed = textIn(id);
      if (typed === undefined) return true;
      const isNew = remembered.delete(id) || (typed === text && waiting !== id);
      if (isNew) {
        awaited.delete(id);
        context.remember({ drafts: withoutDraft(context.state().drafts, id) });
      }
      const { drafts } = context.state();
      unsaved.heard(drafts.length > 0 ? drafts : undefined, awaited.size > 0);
      return isNew;
    },
  };
}
