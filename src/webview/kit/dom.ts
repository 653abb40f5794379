/** Small helpers to build the page with. */

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

/** Makes an element that holds HTML the editor has rendered: nothing else may be passed here. */
export function rendered<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  html: string,
): HTMLElementTagNameMap[K] {
  const made = element(tag, attributes);
  made.innerHTML = html;
  return made;
}

/** Makes a button that is not of a form. */
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
 * Finds an element that the page starts with.
 * @throws Error where there is none
 */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

/**
 * Gives the focus back to the page after a click with the mouse, so that Space still means the
 * page's key and does not press the same button again. A press from the keyboard keeps it.
 */
export function releasePointerFocus(event: MouseEvent): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}

export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
