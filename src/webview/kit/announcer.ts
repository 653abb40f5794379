import { element } from './dom';

/** How long a message stays, in ms: enough to be picked up, too short to be found by reading. */
const lifetime = 4000;

/**
 * Adds the page's polite live region and returns the function that speaks through it. Each message
 * is its own paragraph, so that two in a row are both heard, and a repeated one again.
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
