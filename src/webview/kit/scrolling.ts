/** Things that scroll sideways: long code, wide tables and charts. */

const selector = 'pre, .table-scroll, .chart-scroll';

export function isScrollable(element: Element): boolean {
  return element.matches(selector) && element.scrollWidth > element.clientWidth;
}

/**
 * Makes whatever scrolls below `root` a stop of the Tab key, and only as long as it does: a short
 * block would be a stop with nothing to do. Call the result before `root` is thrown away.
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
