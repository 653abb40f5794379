/** The sections of an answer. */
import type { SectionView } from '../protocol/question';
import type { PageContext } from './context';
import { element, rendered } from './dom';
import { icon } from './icons';
import { withIndex } from './state';
import { format } from './text';

/** Makes all sections. Key points and follow-ups are numbered through the whole answer. */
export function renderSections(
  sections: readonly SectionView[],
  context: PageContext,
): readonly HTMLElement[] {
  let keyPoints = 0;
  let followUps = 0;
  return sections.map(section => {
    switch (section.kind) {
      case 'text':
        return frame(section, rendered('div', { class: 'prose' }, section.html));
      case 'key-points': {
        const first = keyPoints;
        keyPoints += section.itemsHtml.length;
        return renderKeyPoints(section, first, context);
      }
      case 'follow-ups': {
        const first = followUps;
        followUps += section.items.length;
        return renderFollowUps(section, first, context);
      }
    }
  });
}

function frame(section: SectionView, ...children: readonly Node[]): HTMLElement {
  const title = section.titleHtml === '' ? [] : [rendered('h3', {}, section.titleHtml)];
  return element('section', { class: `section ${section.kind}` }, ...title, ...children);
}

function renderKeyPoints(
  section: Extract<SectionView, { kind: 'key-points' }>,
  first: number,
  context: PageContext,
): HTMLElement {
  const total = section.itemsHtml.length;
  const count = element('p', { class: 'covered' });
  const bar = element('progress', { max: String(total), 'aria-hidden': 'true' });
  const showCount = () => {
    const covered = context
      .state()
      .ticked.filter(index => index >= first && index < first + total).length;
    count.textContent = format(context.strings.keyPointsCovered, covered, total);
    bar.value = covered;
  };

  const list = element('ul', { class: 'checklist' });
  section.itemsHtml.forEach((html, offset) => {
    const index = first + offset;
    const box = element('input', { type: 'checkbox', id: `page-key-point-${index}` });
    box.checked = context.state().ticked.includes(index);
    box.addEventListener('change', () => {
      context.remember({ ticked: withIndex(context.state().ticked, index, box.checked) });
      showCount();
      context.announce(count.textContent);
    });
    list.append(
      element('li', {}, element('label', {}, box, rendered('span', { class: 'prose' }, html))),
    );
  });
  showCount();
  return frame(section, element('div', { class: 'coverage' }, bar, count), list);
}

function renderFollowUps(
  section: Extract<SectionView, { kind: 'follow-ups' }>,
  first: number,
  context: PageContext,
): HTMLElement {
  const items = section.items.map(({ questionHtml, answerHtml }, offset) => {
    const question = rendered('span', { class: 'prose' }, questionHtml);
    if (answerHtml === '') return element('div', { class: 'follow-up unanswered' }, question);
    const index = first + offset;
    const details = element(
      'details',
      { class: 'follow-up', open: context.state().opened.includes(index) },
      element(
        'summary',
        { id: `page-follow-up-${index}` },
        icon('chevron-right', 'disclosure'),
        question,
      ),
      rendered('div', { class: 'prose follow-up-answer' }, answerHtml),
    );
    details.addEventListener('toggle', () =>
      context.remember({ opened: withIndex(context.state().opened, index, details.open) }),
    );
    return details;
  });
  return frame(section, element('div', { class: 'follow-up-list' }, ...items));
}
