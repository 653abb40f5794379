/** The summary that replaces the question when a review has ended. */
import type { SummaryView } from '../../protocol/review';
import type { PanelAction } from '../../protocol/question';
import type { PageContext } from './context';
import { button, element, rendered } from '../kit/dom';

export interface SummaryPart {
  readonly element: HTMLElement;
  /** Takes the focus when the summary is new. */
  readonly heading: HTMLElement;
}

export function renderSummary(summary: SummaryView, context: PageContext): SummaryPart {
  const { review: strings } = context.strings;
  const heading = element('h1', { tabindex: '-1' }, summary.title);
  const most = Math.max(1, ...summary.ratings.map(({ count }) => count));
  const counts = summary.ratings.map(({ rating, name, count }) => {
    const bar = element('progress', { max: String(most), 'aria-hidden': 'true' });
    bar.value = count;
    return element(
      'div',
      { class: `rating-count rate-${rating}` },
      element('dt', {}, name),
      element('dd', {}, bar, element('span', {}, String(count))),
    );
  });
  let isFirst = true;
  const action = (name: PanelAction, text: string | undefined) => {
    if (text === undefined) return [];
    const style = isFirst ? 'reveal' : 'secondary';
    isFirst = false;
    return [
      button(
        { class: style, id: `summary-${name}` },
        () => context.send({ type: 'action', action: name }),
        text,
      ),
    ];
  };
  const actions = [
    ...action('review', summary.goOn),
    ...action('reviewMore', summary.more),
    ...action('startInterview', summary.interview ? strings.startInterview : undefined),
    ...action('showInList', context.strings.backToList),
  ];
  return {
    heading,
    element: element(
      'article',
      { class: 'question summary' },
      heading,
      element('p', { class: 'summary-now' }, summary.now),
      ...(actions.length > 0 ? [element('div', { class: 'summary-actions' }, ...actions)] : []),
      ...summary.lines.map(line => element('p', {}, line)),
      ...(counts.length > 0
        ? [
            element('h2', { class: 'quiet-title' }, strings.ratings),
            element('dl', { class: 'rating-counts' }, ...counts),
          ]
        : []),
      ...(summary.forgotten.length > 0
        ? [
            element('h2', { class: 'quiet-title' }, strings.forgotten),
            element(
              'ul',
              { class: 'summary-list' },
              ...summary.forgotten.map(({ id, titleHtml }) =>
                element('li', {}, rendered('a', { href: `#${id}`, class: 'prose' }, titleHtml)),
              ),
            ),
          ]
        : []),
      ...(summary.next.length > 0
        ? [
            element('h2', { class: 'quiet-title' }, strings.next),
            ...summary.next.map(line => element('p', {}, line)),
          ]
        : []),
    ),
  };
}
