import { element } from './dom';
import { icon } from './icons';

/** Makes a short message that stands where something else would have stood. */
export function renderNotice(kind: 'info' | 'warning', message: string): HTMLElement {
  return element('div', { class: `notice ${kind}` }, icon(kind), element('p', {}, message));
}
