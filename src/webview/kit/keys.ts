/** Maps key presses to a page's actions. No DOM here: `focus.ts` describes the focus. */
import { panelKeys, type PageAction, type PanelAction } from '../../protocol/question';

/** The used part of `KeyboardEvent`. */
export interface KeyPress {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** `KeyboardEvent.code`: the key's position, named as on a US keyboard; empty if unknown. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** Sent because the key is held down. */
  readonly repeat: boolean;
  /** Part of composing a character with an input method. */
  readonly isComposing: boolean;
}

/** The kind of element that has the focus, as far as keys are concerned. */
export type FocusKind =
  /** Takes every key: a text field, a list of choices. */
  | 'typing'
  /** Responds to Space or Enter: a button, a link, a checkbox, a disclosure. */
  | 'pressable'
  /** Scrolls sideways with the arrows and down with Space: long code, a wide table. */
  | 'scrollable'
  | 'none';

/** The keys of one action. `keys` are values of `KeyboardEvent.key`, letters in lower case. */
export interface KeyEntry<Action extends string> {
  readonly keys: readonly string[];
  readonly action: Action;
}

/** Actions of the question panel that repeat while a key is held: navigation, but not toggles. */
const walking: ReadonlySet<PanelAction | PageAction> = new Set<PanelAction>(['next', 'previous']);

/** Returns the question panel's action for a key press. */
export function actionOf(press: KeyPress, focus: FocusKind): PanelAction | PageAction | undefined {
  return actionIn(panelKeys, press, focus, walking);
}

/**
 * Returns the action of `table` for a key press, or `undefined` if the key keeps its own meaning. A
 * key held down triggers only the `repeatable` actions.
 */
export function actionIn<Action extends string>(
  table: readonly KeyEntry<Action>[],
  press: KeyPress,
  focus: FocusKind,
  repeatable?: ReadonlySet<Action>,
): Action | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  const typed = plainKey(press.key);
  // Which punctuation needs Shift depends on the keyboard layout; letters and named keys do not.
  const shifted = press.shiftKey && !isPunctuation(typed);
  const keys = [...(shifted ? [] : [typed]), ...(press.shiftKey ? [] : [usKey(typed, press.code)])];
  if (keys.some(key => keepsItsMeaning(key, focus))) return undefined;
  const action = keys
    .map(key => table.find(entry => entry.keys.includes(key))?.action)
    .find(found => found !== undefined);
  if (press.repeat && action !== undefined && !repeatable?.has(action)) return undefined;
  return action;
}

/** A key without the effect of an input method or Caps Lock: `n` for `Ｎ`, Space for a wide one. */
function plainKey(key: string): string {
  const plain = key.normalize('NFKC');
  return plain.length === 1 ? plain.toLowerCase() : key;
}

/**
 * The key in the same place on a US keyboard, if the person's has no Latin letter or digit there:
 * on a Cyrillic or Greek layout, in an input method, on AZERTY's digits without Shift.
 */
function usKey(typed: string, code: string): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const isProcessed = typed === 'Process' || typed === 'Unidentified';
  if (letter !== undefined) {
    return isProcessed || /^(?!\p{Script=Latin})\p{L}$/u.test(typed) ? letter : typed;
  }
  if (typed.length > 1 && !isProcessed) return typed; // arrows of the numeric keypad
  return code === 'Space' ? ' ' : (/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? typed);
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

/** Returns a key as it is printed on a key cap. */
export function keyLabel(key: string): string {
  return labels[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** Returns the keys of a question panel action; the first is the one to teach. */
export function keysOf(action: PanelAction | PageAction): readonly string[] {
  return panelKeys.find(entry => entry.action === action)?.keys ?? [];
}

/** Returns the keys of a question panel action in `aria-keyshortcuts` format. */
export function ariaKeys(action: PanelAction | PageAction): string | undefined {
  return ariaShortcuts(keysOf(action));
}

/** Returns keys in `aria-keyshortcuts` format, or `undefined` if there are none. */
export function ariaShortcuts(names: readonly string[]): string | undefined {
  const keys = names.map(key =>
    key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key,
  );
  return keys.length > 0 ? keys.join(' ') : undefined;
}
