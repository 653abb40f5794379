/** The list of keys, over the page. */
import { panelKeys } from '../protocol/question';
import type { PageContext } from './context';
import { button, element } from './dom';
import { icon } from './icons';
import { keyLabel } from './keys';

export interface KeysDialog {
  readonly element: HTMLDialogElement;
  toggle(): void;
}

export function createKeysDialog(context: PageContext): KeysDialog {
  const { strings } = context;
  const title = element('h2', { id: 'page-keys-title' }, strings.keys);
  const rows = panelKeys.map(({ keys, action }) =>
    element(
      'div',
      { class: 'key-row' },
      element('dt', {}, strings.actions[action]),
      element('dd', {}, ...keys.map(key => element('kbd', {}, keyLabel(key)))),
    ),
  );
  const dialog = element(
    'dialog',
    { class: 'keys', 'aria-labelledby': title.id },
    element(
      'div',
      { class: 'keys-head' },
      title,
      button(
        { class: 'tool', 'aria-label': strings.close, title: strings.close },
        () => dialog.close(),
        icon('close'),
      ),
    ),
    element('dl', {}, ...rows),
    element('p', { class: 'keys-note' }, strings.keysNote),
    button(
      { class: 'secondary' },
      () => {
        dialog.close();
        context.send({ type: 'action', action: 'openKeybindings' });
      },
      strings.changeKeys,
    ),
  );
  // A click beside it closes it, as everywhere in the editor.
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  return {
    element: dialog,
    // A modal dialog keeps the focus, closes on Escape and gives the focus back: all by itself.
    toggle: () => (dialog.open ? dialog.close() : dialog.showModal()),
  };
}
