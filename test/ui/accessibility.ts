/** Checks a page for what axe misses: each function runs in the page. */

/**
 * Controls smaller than 24 by 24 CSS pixels (WCAG 2.2, 2.5.8). A label is part of its control;
 * links and buttons inside a sentence are as high as its line.
 */
export function smallTargets(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(
    'button, input, select, textarea, summary, a[href], [role=button], [role=checkbox]',
  )) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const inText = getComputedStyle(element).display === 'inline' && !element.matches('input');
    if (inText) continue;
    const label = element.closest('label') ?? document.querySelector(`label[for="${element.id}"]`);
    const boxes = [element, ...(label ? [label] : [])].map(each => each.getBoundingClientRect());
    if (boxes.every(({ width, height }) => width < 23.5 || height < 23.5)) {
      const { width, height } = boxes.at(-1)!;
      const size = `${Math.round(width)} × ${Math.round(height)}`;
      found.push(`${size}: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return found;
}

/** The names of elements that Tab should reach, in page order. */
export function controls(): string[] {
  const nameOf = (element: Element): string => {
    const text =
      element.getAttribute('aria-label') ??
      (element as HTMLInputElement).labels?.[0]?.textContent ??
      element.textContent;
    return `${element.localName} ${text.trim().replace(/\s+/g, ' ').slice(0, 40)}`;
  };
  Object.assign(globalThis, { nameOf });
  const groups = new Set<string>();
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(
    'button, input, select, textarea, summary, a[href], [tabindex]',
  )) {
    if (element.tabIndex < 0 || element.matches(':disabled')) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('[inert], dialog:not([open])')) continue;
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      // Tab reaches one of several radio buttons; arrows reach the others.
      if (groups.has(element.name)) continue;
      groups.add(element.name);
      const chosen = document.querySelector(`input[name="${element.name}"]:checked`) ?? element;
      found.push(nameOf(chosen));
    } else found.push(nameOf(element));
  }
  return found;
}

/** Elements beyond the right edge, where the page would scroll sideways or cut them off. */
export function tooWide(): string[] {
  const root = document.documentElement;
  const found =
    root.scrollWidth > root.clientWidth ? [`the page, ${root.scrollWidth} px wide`] : [];
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    element !== document.body &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) ||
      scrolls(element.parentElement));
  for (const element of document.querySelectorAll('body *')) {
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { right, width } = element.getBoundingClientRect();
    if (width === 0 || right <= root.clientWidth + 1 || scrolls(element.parentElement)) continue;
    if (scrolls(element) && element.parentElement!.getBoundingClientRect().right < right) continue;
    found.push(`${Math.round(right)}: ${element.outerHTML.slice(0, 120)}`);
  }
  return found;
}

/** Elements whose own text is cut off, in a box that does not scroll. */
export function clippedTexts(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (element instanceof SVGElement || element.closest('.visually-hidden, svg')) continue;
    if (element.textContent.trim() === '' || !element.checkVisibility()) continue;
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (clipPath !== 'none') continue;
    const cutX = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutY = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (cutX || cutY) found.push(element.outerHTML.slice(0, 160));
  }
  return found;
}

/** Doubles the text size in VS Code's settings, or restores it. */
export function doubleText(on: boolean): void {
  const { style } = document.documentElement;
  for (const name of ['--vscode-font-size', '--vscode-editor-font-size']) {
    const size = parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));
    style.setProperty(name, `${on ? size * 2 : size / 2}px`);
  }
}

/** Records what the live regions say from now on. */
export function listen(): void {
  const said: string[] = [];
  Object.assign(globalThis, { said });
  const observer = new MutationObserver(changes => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  });
  for (const region of document.querySelectorAll('[aria-live=polite]')) {
    observer.observe(region, { childList: true, subtree: true });
  }
}

/** Whether the live regions said something with this text. */
export function announcements(text: string): boolean {
  const { said } = globalThis as unknown as { said: string[] };
  return said.some(each => each.includes(text));
}
