/** Points in a row, joined by lines: shares from 0 to 1. */
import { plotHeight } from './columns';
import { percent } from './scale';
import { svg } from './svg';

export interface LinePoint {
  /** 0 to 1. */
  readonly share: number;
  /** Shown while the mouse is over it. */
  readonly title: string;
  readonly label?: string;
}

export interface LineChart {
  /** What the picture shows, for those who do not see it. */
  readonly name: string;
  readonly points: readonly LinePoint[];
  /** A share of the axis as text. */
  readonly format: (share: number) => string;
}

export function lineChart({ name, points, format }: LineChart): SVGSVGElement {
  const x = (index: number) => percent((index + 0.5) / Math.max(1, points.length));
  const y = (share: number) => percent(1 - share);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(share =>
    svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: '0', x2: '100%', y1: y(share), y2: y(share) }),
      svg('text', { class: 'tick tick-side', x: '-8', y: y(share), dy: '0.32em' }, format(share)),
    ),
  );
  const lines = points.slice(1).map((point, index) =>
    svg('line', {
      class: 'path',
      x1: x(index),
      y1: y(points[index]?.share ?? 0),
      x2: x(index + 1),
      y2: y(point.share),
    }),
  );
  const dots = points.map((point, index) =>
    svg(
      'g',
      { class: 'point' },
      svg('title', {}, point.title),
      svg('circle', { class: 'hover', cx: x(index), cy: y(point.share), r: '10' }),
      svg('circle', { class: 'dot', cx: x(index), cy: y(point.share), r: '4' }),
      ...(point.label === undefined
        ? []
        : [svg('text', { class: 'tick', x: x(index), y: '100%', dy: '18' }, point.label)]),
    ),
  );
  return svg(
    'svg',
    { class: 'chart', height: String(plotHeight), role: 'img', 'aria-label': name },
    ...grid,
    ...lines,
    ...dots,
  );
}
