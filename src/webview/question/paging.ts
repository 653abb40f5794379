/** Scrolling by pages: no line is lost behind what covers the page's top and bottom. */
import { prefersReducedMotion } from '../kit/dom';
import type { FocusKind, KeyPress } from '../kit/keys';

/** How much of the previous page stays in sight, in CSS pixels. */
const overlap = 40;

/**
 * The direction in which a key pages: 1 down, -1 up, 0 for other keys. Space is left out, since it
 * reveals the answer first.
 */
export function pageDirection(press: KeyPress, focus: FocusKind): 1 | 0 | -1 {
  if (press.ctrlKey || press.altKey || press.metaKey || focus === 'typing') return 0;
  if (press.shiftKey) return press.key === ' ' && focus === 'none' ? -1 : 0;
  return press.key === 'PageDown' ? 1 : press.key === 'PageUp' ? -1 : 0;
}

/** Scrolls by the visible height between the toolbar and the review bar. */
export function pageBy(direction: 1 | -1, isHeld = false): void {
  const style = getComputedStyle(document.documentElement);
  const covered =
    (parseFloat(style.scrollPaddingTop) || 0) + (parseFloat(style.scrollPaddingBottom) || 0);
  scrollBy({
    top: direction * Math.max(innerHeight - covered - overlap, overlap),
    behavior: isHeld || prefersReducedMotion() ? 'instant' : 'smooth',
  });
}
