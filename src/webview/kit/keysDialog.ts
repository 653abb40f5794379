/** The dialog with the list of keys. */
import { button, element } from './dom';
import { icon } from './icons';
import { keyLabel } from './keys';

export interface KeysDialog {
  readonly element: HTMLDialogElement;
  toggle(): void;
}

/** The dialog's contents. */
export interface KeysDialogOptions {
  readonly strings: {
    /** Its title. */
    readonly keys: string;
    readonly keysNote: string;
    readonly changeKeys: string;
    readonly close: string;
  };
  readonly rows: readonly { readonly keys: readonly string[]; readonly text: string }[];
  /** Opens the editor's keyboard shortcuts. */
  readonly changeKeys: () => void;
}

export function createKeysDialog({ strings, rows, changeKeys }: KeysDialogOptions): KeysDialog {
  const title = element('h2', { id: 'page-keys-title' }, strings.keys);
  const list = rows.map(({ keys, text }) =>
    element(
      'div',
      { class: 'key-row' },
      element('dt', {}, text),
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
    element('dl', {}, ...list),
    element('p', { class: 'keys-note' }, strings.keysNote),
    button(
      { class: 'secondary' },
      () => {
        dialog.close();
        changeKeys();
      },
      strings.changeKeys,
    ),
  );
  // A click outside closes it, as everywhere in the editor.
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  return {
    element: dialog,
    // A modal dialog traps the focus, closes on Escape and restores the focus by itself.
    toggle: () => (dialog.open ? dialog.close() : dialog.showModal()),
  };
}
