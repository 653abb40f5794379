import { look, svg, type Series } from './charts/svg';
import { element } from '../kit/dom';

/** The legend of a chart's colours and patterns. */
export function legend(entries: readonly (readonly [Series, string])[]): HTMLElement {
  return element(
    'ul',
    { class: 'legend' },
    ...entries.map(([series, name]) =>
      element(
        'li',
        {},
        svg(
          'svg',
          { class: 'swatch', width: '14', height: '14', 'aria-hidden': 'true' },
          svg('rect', { ...look(series), x: '1', y: '1', width: '12', height: '12' }),
        ),
        name,
      ),
    ),
  );
}
