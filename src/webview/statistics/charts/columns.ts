/** Side-by-side columns over an axis of days. */
import { percent, ticks } from './scale';
import { look, svg, type Series } from './svg';

export interface Column {
  /** From bottom to top. */
  readonly parts: readonly { readonly series: Series; readonly value: number }[];
  /** Shown on hover. */
  readonly title: string;
  /** The label below it; most have none. */
  readonly label?: string;
}

export interface ColumnChart {
  /** Describes the picture to screen readers. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Formats a number of the axis. */
  readonly format: (value: number) => string;
}

/** In CSS pixels, without the axes: the style sheet leaves room for them. */
export const plotHeight = 142;

export function columnChart({ name, columns, format }: ColumnChart): SVGSVGElement {
  const sum = ({ parts }: Column) => parts.reduce((total, part) => total + part.value, 0);
  const numbers = ticks(Math.max(0, ...columns.map(sum)));
  const top = numbers.at(-1) ?? 1;
  const width = 1 / Math.max(1, columns.length);
  const lines = numbers.map(number => {
    const y = percent(1 - number / top);
    return svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: '0', x2: '100%', y1: y, y2: y }),
      svg('text', { class: 'tick tick-side', x: '-8', y, dy: '0.32em' }, format(number)),
    );
  });
  const bars = columns.map((column, index) => {
    let below = 0;
    const parts = column.parts
      .filter(({ value }) => value > 0)
      .map(({ series, value }) => {
        below += value;
        return svg('rect', {
          ...look(series),
          x: percent((index + 0.14) * width),
          width: percent(0.72 * width),
          y: percent(1 - below / top),
          height: percent(value / top),
        });
      });
    const label =
      column.label === undefined
        ? []
        : [
            svg(
              'text',
              { class: 'tick', x: percent((index + 0.5) * width), y: '100%', dy: '18' },
              column.label,
            ),
          ];
    return svg(
      'g',
      { class: 'column' },
      svg('title', {}, column.title),
      svg('rect', {
        class: 'hover',
        x: percent(index * width),
        width: percent(width),
        y: '0',
        height: '100%',
      }),
      ...parts,
      ...label,
    );
  });
  return svg(
    'svg',
    { class: 'chart', height: String(plotHeight), role: 'img', 'aria-label': name },
    ...lines,
    ...bars,
  );
}
