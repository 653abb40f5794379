/** The row of the answer's sections, which stays in sight while one reads. */
import type { PageContext } from './context';
import { button, element, prefersReducedMotion, releasePointerFocus } from '../kit/dom';

/** The sections of an answer to jump to. */
export interface Contents {
  readonly element: HTMLElement;
  /** Shows the sections of an answer that is shown; none without. */
  set(sections: readonly HTMLElement[]): void;
  /** By a key: to the section after the one that is read, or before it. */
  step(by: 1 | -1): void;
  /** By a key: to the key points. */
  keyPoints(): void;
}

/** Sections whose heading is so many px below what covers the top of the page are read already. */
const slack = 24;

/** So much of what is before the present section stays in sight in the row, in CSS pixels. */
const peek = 60;

export function createContents(context: PageContext): Contents {
  const { strings } = context;
  const row = element('div', { class: 'contents', role: 'group', hidden: true });
  row.setAttribute('aria-label', strings.contents);
  let sections: readonly HTMLElement[] = [];
  let links: readonly HTMLButtonElement[] = [];

  /** The section whose beginning was passed last; -1 above the first. */
  const current = () => {
    const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    // Nothing more can be scrolled up to the top: the last one is what is read.
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
    // Only sideways, within the row: the page itself stays where it is.
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
        // A section that has just been jumped to is at the top, or as near to it as the page's end lets it.
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

/** What is folded has no place on the page. */
function isShown(section: HTMLElement): boolean {
  return section.offsetParent !== null;
}

function isInSight(section: HTMLElement | undefined): boolean {
  const { top = -1, bottom = -1 } = section?.getBoundingClientRect() ?? {};
  return bottom > 0 && top < innerHeight;
}
