/** A row of points joined by lines: shares from 0 to 1. */
import { plotHeight } from './columns';
import { percent } from './scale';
import { heightOf, shareGrid } from './shareGrid';
import { svg } from './svg';

export interface LinePoint {
  /** 0 to 1. */
  readonly share: number;
  /** Shown on hover. */
  readonly title: string;
  readonly label?: string;
}

export interface LineChart {
  /** Describes the picture to screen readers. */
  readonly name: string;
  readonly points: readonly LinePoint[];
  /** Formats a share of the axis. */
  readonly format: (share: number) => string;
}

export function lineChart({ name, points, format }: LineChart): SVGSVGElement {
  const x = (index: number) => percent((index + 0.5) / Math.max(1, points.length));
  const lines = points.slice(1).map((point, index) =>
    svg('line', {
      class: 'path',
      x1: x(index),
      y1: heightOf(points[index]?.share ?? 0),
      x2: x(index + 1),
      y2: heightOf(point.share),
    }),
  );
  const dots = points.map((point, index) =>
    svg(
      'g',
      { class: 'point' },
      svg('title', {}, point.title),
      svg('circle', { class: 'hover', cx: x(index), cy: heightOf(point.share), r: '10' }),
      svg('circle', { class: 'dot', cx: x(index), cy: heightOf(point.share), r: '4' }),
      ...(point.label === undefined
        ? []
        : [svg('text', { class: 'tick', x: x(index), y: '100%', dy: '18' }, point.label)]),
    ),
  );
  return svg(
    'svg',
    { class: 'chart', height: String(plotHeight), role: 'img', 'aria-label': name },
    ...shareGrid(format),
    ...lines,
    ...dots,
  );
}
