/** Which key of the page does what. Knows nothing of the DOM: `page.ts` describes it. */
import { panelKeys, type PanelAction } from '../protocol/question';

/** What is needed of a `KeyboardEvent`. */
export interface KeyPress {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** Sent again because the key is held down. */
  readonly repeat: boolean;
  /** Part of composing a character with an input method. */
  readonly isComposing: boolean;
}

/** What kind of thing has the focus, as far as keys are concerned. */
export type FocusKind =
  /** Takes every key: a text field, a list of choices. */
  | 'typing'
  /** Is pressed with Space or Enter: a button, a link, a checkbox, a disclosure. */
  | 'pressable'
  /** Scrolls sideways with the arrows and down with Space: long code, a wide table. */
  | 'scrollable'
  | 'none';

/** Gives the action a key press asks for, or `undefined` where the key keeps its own meaning. */
export function actionOf(press: KeyPress, focus: FocusKind): PanelAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  if (keepsItsMeaning(press.key, focus)) return undefined;
  // Which punctuation needs Shift depends on the keyboard's layout; letters and named keys do not.
  if (press.shiftKey && !isPunctuation(press.key)) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const action = panelKeys.find(entry => entry.keys.includes(key))?.action;
  // A key held down walks through the questions; it must not flip a mark to and fro.
  if (press.repeat && action !== 'next' && action !== 'previous') return undefined;
  return action;
}

function keepsItsMeaning(key: string, focus: FocusKind): boolean {
  switch (focus) {
    case 'typing':
      return true;
    case 'pressable':
      return key === ' ' || key === 'Enter';
    case 'scrollable':
      return key === ' ' || key.startsWith('Arrow');
    case 'none':
      return false;
  }
}

function isPunctuation(key: string): boolean {
  return key.length === 1 && key !== ' ' && key.toLowerCase() === key.toUpperCase();
}

const labels: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** Gives a key as it is printed on a key cap. */
export function keyLabel(key: string): string {
  return labels[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** Gives the keys of an action, the first one being the one to teach. */
export function keysOf(action: PanelAction): readonly string[] {
  return panelKeys.find(entry => entry.action === action)?.keys ?? [];
}

/** Gives the keys of an action as `aria-keyshortcuts` wants them, or `undefined` without any. */
export function ariaKeys(action: PanelAction): string | undefined {
  const keys = keysOf(action).map(key =>
    key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key,
  );
  return keys.length > 0 ? keys.join(' ') : undefined;
}
