/** The grid behind a chart of shares: a labelled line at each quarter. */
import { percent } from './scale';
import { svg } from './svg';

/** The distance of a share from 0 to 1 from the top, in percent of the plot's height. */
export function heightOf(share: number): string {
  return percent(1 - share);
}

/** @param format formats a share, 0 to 1 */
export function shareGrid(format: (share: number) => string): SVGElement[] {
  return [0, 0.25, 0.5, 0.75, 1].map(share => {
    const y = heightOf(share);
    return svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: '0', x2: '100%', y1: y, y2: y }),
      svg('text', { class: 'tick tick-side', x: '-8', y, dy: '0.32em' }, format(share)),
    );
  });
}
