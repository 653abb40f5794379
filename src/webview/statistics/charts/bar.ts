/** A one-line bar for a table cell: the numbers beside it say the same. */
import { percent } from './scale';
import { look, svg, type Series } from './svg';

/** A segment of a bar. */
export interface BarPart {
  readonly series: Series;
  /** Share of the whole bar, 0 to 1. */
  readonly share: number;
}

/** @param mark where to draw a line across the bar, 0 to 1 */
export function bar(parts: readonly BarPart[], mark?: number): SVGSVGElement {
  let from = 0;
  const rects = parts.map(({ series, share }) => {
    const rect = svg('rect', {
      ...look(series),
      x: percent(from),
      y: '3',
      width: percent(share),
      height: '10',
    });
    from += share;
    return rect;
  });
  const line =
    mark === undefined
      ? []
      : [
          svg('line', {
            class: 'bar-mark',
            x1: percent(mark),
            x2: percent(mark),
            y1: '0',
            y2: '16',
          }),
        ];
  return svg(
    'svg',
    { class: 'bar', height: '16', 'aria-hidden': 'true' },
    svg('rect', { class: 'track', x: '0', y: '3', width: '100%', height: '10' }),
    // An empty rectangle would still get an outline.
    ...rects.filter((_, index) => (parts[index]?.share ?? 0) > 0),
    ...line,
  );
}
