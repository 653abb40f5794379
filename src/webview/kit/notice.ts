import { element } from './dom';
import { icon } from './icons';

/** Makes a short message to show in place of missing content. */
export function renderNotice(kind: 'info' | 'warning', message: string): HTMLElement {
  return element('div', { class: `notice ${kind}` }, icon(kind), element('p', {}, message));
}
