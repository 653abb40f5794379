/** Small helpers for building the page. */

/** Attributes by name; `true` sets an empty one, `false` and `undefined` leave it out. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element. Children that are strings become text, never HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

/** Makes an element from HTML that the editor has rendered. Never pass it anything else. */
export function rendered<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  html: string,
): HTMLElementTagNameMap[K] {
  const made = element(tag, attributes);
  made.innerHTML = html;
  return made;
}

/** Makes a button outside of any form. */
export function button(
  attributes: Attributes,
  onClick: (event: MouseEvent) => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', onClick);
  return made;
}

/**
 * Finds an element of the page's initial HTML.
 * @throws Error if it is missing
 */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

/**
 * Returns the focus to the page after a mouse click, so that Space works as the page's key and does
 * not press the button again. A keyboard press leaves the focus on the button.
 */
export function releasePointerFocus(event: MouseEvent): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}

export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
