/** The person's own note, below the answer. */
import { equipCodeBlocks } from '../kit/codeBlocks';
import type { PageContext } from './context';
import { button, element, releasePointerFocus, rendered } from '../kit/dom';
import { icon } from '../kit/icons';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { makeScrollersReachable } from '../kit/scrolling';

export interface NotePart {
  readonly element: HTMLElement;
  /** Shows another note, or an invitation to write one. */
  set(html: string | undefined): void;
  dispose(): void;
}

export function renderNote(
  html: string | undefined,
  visit: number,
  context: PageContext,
): NotePart {
  const { strings } = context;
  const title = element('h3', { id: 'page-note-title' }, strings.note);
  const label = element('span');
  const [key = ''] = keysOf('editNote');
  const edit = button(
    {
      class: 'secondary',
      id: 'page-edit-note',
      'aria-keyshortcuts': ariaKeys('editNote'),
    },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'action', action: 'editNote' });
    },
    icon('note'),
    label,
    element('kbd', { 'aria-hidden': 'true' }, keyLabel(key)),
  );
  const body = element('div', { class: 'note-body' });
  const section = element('section', { class: 'section note' }, title, body, edit);
  let stopScrollers: (() => void) | undefined;
  const set = (next: string | undefined) => {
    stopScrollers?.();
    stopScrollers = undefined;
    title.hidden = body.hidden = next === undefined;
    section.classList.toggle('is-empty', next === undefined);
    label.textContent = next === undefined ? strings.addNote : strings.editNote;
    body.replaceChildren();
    if (next === undefined) return;
    body.append(rendered('div', { class: 'prose' }, next));
    equipCodeBlocks(body, visit, context);
    stopScrollers = makeScrollersReachable(body);
  };
  set(html);
  return { element: section, set, dispose: () => stopScrollers?.() };
}
