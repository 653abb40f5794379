import type { FocusKind } from './keys';
import { isScrollable } from './scrolling';

/** Returns what kind of element has the focus, as far as keys are concerned. */
export function focusKind(target: EventTarget | null): FocusKind {
  if (!(target instanceof HTMLElement)) return 'none';
  if (target.isContentEditable || target.matches('textarea, select')) return 'typing';
  if (target.matches('input')) {
    return target.matches('[type=checkbox], [type=button]') ? 'pressable' : 'typing';
  }
  if (target.matches('button, summary, a[href]')) return 'pressable';
  return isScrollable(target) ? 'scrollable' : 'none';
}

let whenBack: (() => void) | undefined;

/**
 * Moves the focus that `before` had to the element that replaced it (same id), and restores a text
 * field's selection. If the focus is elsewhere in the window, it stays there and the element gets
 * it when the page does; of several such elements, the last one.
 */
export function refocus(before: Element | null | undefined): void {
  const now = before?.id ? document.getElementById(before.id) : null;
  if (!before || !now) return;
  if (before instanceof HTMLTextAreaElement && now instanceof HTMLTextAreaElement) {
    now.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
  if (whenBack) window.removeEventListener('focus', whenBack);
  whenBack = () => now.focus({ preventScroll: true });
  if (document.hasFocus()) whenBack();
  else window.addEventListener('focus', whenBack, { once: true });
}
