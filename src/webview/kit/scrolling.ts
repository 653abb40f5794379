/** Makes long code, wide tables and charts scrollable by keyboard. */

const selector = 'pre, .table-scroll, .chart-scroll';

export function isScrollable(element: Element): boolean {
  return element.matches(selector) && element.scrollWidth > element.clientWidth;
}

/**
 * Makes whatever scrolls below `root` a Tab stop, but only while it scrolls: on a short block the
 * stop would be useless. Call the returned function before discarding `root`.
 */
export function makeScrollersReachable(root: HTMLElement): () => void {
  const observer = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (isScrollable(target)) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  for (const scroller of root.querySelectorAll(selector)) observer.observe(scroller);
  return () => observer.disconnect();
}
