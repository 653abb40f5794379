import type { FocusKind } from './keys';
import { isScrollable } from './scrolling';

/** Tells what kind of thing has the focus, as far as keys are concerned. */
export function focusKind(target: EventTarget | null): FocusKind {
  if (!(target instanceof HTMLElement)) return 'none';
  if (target.isContentEditable || target.matches('textarea, select')) return 'typing';
  if (target.matches('input')) {
    return target.matches('[type=checkbox], [type=button]') ? 'pressable' : 'typing';
  }
  if (target.matches('button, summary, a[href]')) return 'pressable';
  return isScrollable(target) ? 'scrollable' : 'none';
}
