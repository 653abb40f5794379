/** The row of links to the answer's sections, which stays in sight. */
import type { PageContext } from './context';
import { button, element, prefersReducedMotion, releasePointerFocus } from '../kit/dom';

/** Links to the sections of an answer. */
export interface Contents {
  readonly element: HTMLElement;
  /** Shows the sections of a visible answer; none without one. */
  set(sections: readonly HTMLElement[]): void;
  /** By key: to the section after or before the current one. */
  step(by: 1 | -1): void;
  /** By key: to the key points. */
  keyPoints(): void;
}

/** A heading within this many px below what covers the page's top counts as reached. */
const slack = 24;

/** How much of the preceding links stays visible in the row, in CSS pixels. */
const peek = 60;

export function createContents(context: PageContext): Contents {
  const { strings } = context;
  const row = element('div', { class: 'contents', role: 'group', hidden: true });
  row.setAttribute('aria-label', strings.contents);
  let sections: readonly HTMLElement[] = [];
  let links: readonly HTMLButtonElement[] = [];

  /** The last section whose start was passed; -1 above the first. */
  const current = () => {
    const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    // At the end of the page, the last section counts as being read.
    const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.body.scrollHeight - 2;
    return isAtEnd
      ? lastShown()
      : sections.findLastIndex(
          one => isShown(one) && one.getBoundingClientRect().top <= top + slack,
        );
  };
  const lastShown = () => sections.findLastIndex(isShown);
  let drawing = 0;
  const mark = () => {
    drawing = 0;
    if (row.hidden) return;
    const now = current();
    for (const [index, link] of links.entries()) {
      if (index === now) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    // Only sideways, within the row: the page itself does not move.
    row.scrollTo({ left: (links[now]?.offsetLeft ?? 0) - peek, behavior: 'instant' });
  };
  const markSoon = () => (drawing ||= requestAnimationFrame(mark));
  document.addEventListener('scroll', markSoon, { passive: true });

  const jump = (target: HTMLElement | undefined) => {
    if (!target) return;
    const fold = target.closest('details');
    if (fold) fold.open = true;
    const heading = target.querySelector<HTMLElement>('h3') ?? target;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    target.scrollIntoView({
      block: 'start',
      behavior: prefersReducedMotion() ? 'instant' : 'smooth',
    });
    markSoon();
  };
  const unlessHidden = (act: () => void) => () => {
    if (context.state().answerShown) act();
    else context.announce(strings.revealToJump);
  };

  return {
    element: row,
    set(next) {
      sections = next.filter(one => one.querySelector(':scope > h3') !== null);
      links = sections.map(section =>
        button(
          { class: 'contents-link' },
          event => {
            jump(section);
            releasePointerFocus(event);
          },
          section.querySelector('h3')?.textContent ?? '',
        ),
      );
      row.replaceChildren(...links);
      row.hidden = links.length < 2;
      markSoon();
    },
    step: by =>
      unlessHidden(() => {
        // A section just jumped to is at the top, or as near to it as the end of the page allows.
        const focused = sections.findIndex(one => one.contains(document.activeElement));
        const now = focused >= 0 && isInSight(sections[focused]) ? focused : current();
        jump(sections[Math.min(Math.max(now + by, 0), sections.length - 1)]);
      })(),
    keyPoints: unlessHidden(() => {
      const target = sections.find(one => one.classList.contains('key-points'));
      if (target) jump(target);
      else context.announce(strings.noKeyPoints);
    }),
  };
}

/** Folded sections are not laid out. */
function isShown(section: HTMLElement): boolean {
  return section.offsetParent !== null;
}

function isInSight(section: HTMLElement | undefined): boolean {
  const { top = -1, bottom = -1 } = section?.getBoundingClientRect() ?? {};
  return bottom > 0 && top < innerHeight;
}
