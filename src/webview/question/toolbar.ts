/** The row of buttons, which stays within reach while reading. */
import type { PanelAction } from '../../protocol/question';
import type { PageContext } from './context';
import { button, element, releasePointerFocus } from '../kit/dom';
import { icon, type IconName } from '../kit/icons';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';

/** The marks of a question. */
export interface Marks {
  readonly mastered: boolean;
  readonly bookmarked: boolean;
}

export interface Toolbar {
  readonly element: HTMLElement;
  /** Shows a question's marks; without one, marks cannot be set. */
  setMarks(marks: Marks | undefined): void;
  /** Shows whether the question has a note. */
  setNoted(noted: boolean): void;
}

/**
 * @param contents the row of links to sections
 * @param showKeys opens the list of keys
 */
export function createToolbar(
  context: PageContext,
  contents: HTMLElement,
  showKeys: () => void,
): Toolbar {
  const { strings } = context;

  const simple = (action: PanelAction, name: string, picture: IconName) =>
    button(
      { class: 'tool', 'aria-label': name, ...hints(name, action) },
      event => {
        releasePointerFocus(event);
        context.send({ type: 'action', action });
      },
      icon(picture),
    );

  const state = element('span', { class: 'tool-text' });
  const mastered = button(
    { class: 'tool toggle mastered', 'aria-pressed': 'false' },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'action', action: 'toggleMastered' });
    },
    icon('circle', 'when-off'),
    icon('pass', 'when-on'),
    state,
  );
  const bookmark = button(
    { class: 'tool toggle bookmark', 'aria-label': strings.bookmarked, 'aria-pressed': 'false' },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'action', action: 'toggleBookmark' });
    },
    icon('bookmark', 'when-off'),
    icon('bookmark-filled', 'when-on'),
  );
  const note = button(
    { class: 'tool note-tool' },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'action', action: 'editNote' });
    },
    icon('note'),
  );
  const keys = button(
    {
      class: 'tool',
      'aria-label': strings.keys,
      'aria-haspopup': 'dialog',
      ...hints(strings.keys, 'toggleKeys'),
    },
    showKeys,
    icon('question'),
  );

  return {
    element: element(
      'nav',
      { class: 'toolbar' },
      element(
        'div',
        { class: 'toolbar-inner' },
        element(
          'div',
          { class: 'tools' },
          simple('previous', strings.previous, 'arrow-left'),
          simple('next', strings.next, 'arrow-right'),
          simple('random', strings.random, 'zap'),
        ),
        contents,
        element('div', { class: 'tools tools-end' }, mastered, bookmark, note, keys),
      ),
    ),
    setMarks(marks) {
      // The effect of a press, or the state after it.
      state.textContent = marks?.mastered ? strings.mastered : strings.markMastered;
      mastered.setAttribute('aria-pressed', String(marks?.mastered ?? false));
      bookmark.setAttribute('aria-pressed', String(marks?.bookmarked ?? false));
      mastered.disabled = bookmark.disabled = note.disabled = marks === undefined;
      describe(
        mastered,
        marks?.mastered ? strings.mastered : strings.markMastered,
        'toggleMastered',
      );
      describe(
        bookmark,
        marks?.bookmarked ? strings.bookmarked : strings.addBookmark,
        'toggleBookmark',
      );
    },
    setNoted(noted) {
      const name = noted ? strings.editNote : strings.addNote;
      note.setAttribute('aria-label', name);
      note.classList.toggle('is-noted', noted);
      describe(note, name, 'editNote');
    },
  };
}

/** A button's tooltip with its key, and the key for a screen reader. */
function hints(text: string, action: PanelAction) {
  const [key] = keysOf(action);
  return {
    title: key === undefined ? text : `${text} (${keyLabel(key)})`,
    'aria-keyshortcuts': ariaKeys(action),
  };
}

function describe(target: HTMLButtonElement, text: string, action: PanelAction): void {
  for (const [name, value] of Object.entries(hints(text, action))) {
    if (value !== undefined) target.setAttribute(name, value);
  }
}
