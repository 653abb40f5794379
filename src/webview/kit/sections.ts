/** The sections of an answer. */
import type { SectionView } from '../../protocol/question';
import { element, rendered } from './dom';
import { icon } from './icons';
import { withIndex } from './indexes';
import { format } from './text';

/** The parts of a page that an answer's sections use. */
export interface SectionsContext {
  /** `keyPointsCovered`: `{0}` of `{1}` key points are ticked. */
  readonly strings: { readonly keyPointsCovered: string };
  /** Indexes in the whole answer: key points ticked, follow-up questions opened. */
  state(): { readonly ticked: readonly number[]; readonly opened: readonly number[] };
  remember(
    change: { readonly ticked: readonly number[] } | { readonly opened: readonly number[] },
  ): void;
  announce(message: string): void;
}

/** Makes all sections. Key points and follow-ups are numbered across the whole answer. */
export function renderSections(
  sections: readonly SectionView[],
  context: SectionsContext,
): readonly HTMLElement[] {
  let keyPoints = 0;
  let followUps = 0;
  return sections.map(section => {
    switch (section.kind) {
      case 'text':
        return renderTextSection(section);
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

type TextSection = Extract<SectionView, { kind: 'text' }>;

/** Makes a section of running text. */
export function renderTextSection(section: TextSection): HTMLElement {
  return frame(section, rendered('div', { class: 'prose' }, section.html));
}

function frame(section: SectionView, ...children: readonly Node[]): HTMLElement {
  const title = section.titleHtml === '' ? [] : [rendered('h3', {}, section.titleHtml)];
  return element('section', { class: `section ${section.kind}` }, ...title, ...children);
}

function renderKeyPoints(
  section: Extract<SectionView, { kind: 'key-points' }>,
  first: number,
  context: SectionsContext,
): HTMLElement {
  const checklist = renderChecklist({
    itemsHtml: section.itemsHtml,
    first,
    covered: context.strings.keyPointsCovered,
    isTicked: index => context.state().ticked.includes(index),
    onTick: (index, ticked, count) => {
      context.remember({ ticked: withIndex(context.state().ticked, index, ticked) });
      context.announce(count);
    },
  });
  return frame(section, ...checklist);
}

/** A checklist of key points. */
export interface Checklist {
  readonly itemsHtml: readonly string[];
  /** The index of the first one in the whole answer. */
  readonly first: number;
  /** How many are ticked: `{0}` of `{1}`. */
  readonly covered: string;
  isTicked(index: number): boolean;
  /** `count` is the number ticked now. */
  onTick(index: number, ticked: boolean, count: string): void;
}

/** Makes the checklist and a bar that shows how many are ticked. */
export function renderChecklist(checklist: Checklist): readonly HTMLElement[] {
  const { itemsHtml, first } = checklist;
  const count = element('p', { class: 'covered' });
  const bar = element('progress', { max: String(itemsHtml.length), 'aria-hidden': 'true' });
  const boxes: HTMLInputElement[] = [];
  const showCount = () => {
    const ticked = boxes.filter(box => box.checked).length;
    count.textContent = format(checklist.covered, ticked, itemsHtml.length);
    bar.value = ticked;
  };
  const list = element('ul', { class: 'checklist' });
  itemsHtml.forEach((html, offset) => {
    const index = first + offset;
    const box = element('input', { type: 'checkbox', id: `page-key-point-${index}` });
    box.checked = checklist.isTicked(index);
    box.addEventListener('change', () => {
      showCount();
      checklist.onTick(index, box.checked, count.textContent);
    });
    boxes.push(box);
    list.append(
      element('li', {}, element('label', {}, box, rendered('span', { class: 'prose' }, html))),
    );
  });
  showCount();
  return [element('div', { class: 'coverage' }, bar, count), list];
}

function renderFollowUps(
  section: Extract<SectionView, { kind: 'follow-ups' }>,
  first: number,
  context: SectionsContext,
): HTMLElement {
  const items = section.items.map((item, offset) => {
    const index = first + offset;
    return renderFollowUp(item, index, context.state().opened.includes(index), open =>
      context.remember({ opened: withIndex(context.state().opened, index, open) }),
    );
  });
  return frame(section, element('div', { class: 'follow-up-list' }, ...items));
}

/** Makes a follow-up question that unfolds its answer. */
export function renderFollowUp(
  item: { readonly questionHtml: string; readonly answerHtml: string },
  index: number,
  open: boolean,
  onToggle: (open: boolean) => void,
): HTMLElement {
  const question = rendered('span', { class: 'prose' }, item.questionHtml);
  if (item.answerHtml === '') return element('div', { class: 'follow-up unanswered' }, question);
  const details = element(
    'details',
    { class: 'follow-up', open },
    element(
      'summary',
      { id: `page-follow-up-${index}` },
      icon('chevron-right', 'disclosure'),
      question,
    ),
    rendered('div', { class: 'prose follow-up-answer' }, item.answerHtml),
  );
  details.addEventListener('toggle', () => onToggle(details.open));
  return details;
}
