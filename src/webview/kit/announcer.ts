import { element } from './dom';

/** How long a message stays, in ms: long enough to be picked up, too short to be found by reading. */
const lifetime = 4000;

/**
 * Adds the page's polite live region and gives the function that speaks through it. Each message
 * is a paragraph of its own, so that two in a row are both heard and the same one is heard again.
 */
export function createAnnouncer(parent: HTMLElement): (message: string) => void {
  const region = element('div', {
    class: 'visually-hidden',
    role: 'status',
    'aria-live': 'polite',
    'aria-atomic': 'false',
  });
  parent.append(region);
  return message => {
    const paragraph = element('p', {}, message);
    region.append(paragraph);
    setTimeout(() => paragraph.remove(), lifetime);
  };
}
