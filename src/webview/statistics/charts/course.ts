/** Shares over time, as lines side by side: what was, and what may come. */
import { plotHeight } from './columns';
import { percent } from './scale';
import { svg } from './svg';

/** What a line stands for; each has a colour of the theme, and a dash where two may meet. */
export type CourseKind = 'past' | 'planned' | 'without';

export interface CoursePoint {
  /** From the left end, 0, to the right one, 1. */
  readonly at: number;
  /** 0 to 1. */
  readonly share: number;
  /** Shown while the mouse is over it. */
  readonly title: string;
}

export interface CourseChart {
  /** What the picture shows, for those who do not see it. */
  readonly name: string;
  readonly lines: readonly { readonly kind: CourseKind; readonly points: readonly CoursePoint[] }[];
  /** Moments that are named below, such as today, with a line up. */
  readonly moments: readonly { readonly at: number; readonly label: string }[];
  /** A share of the axis as text. */
  readonly format: (share: number) => string;
}

/** A name this near to an end is written from there, not around its place. */
const nearEnd = 0.06;

export function courseChart({ name, lines, moments, format }: CourseChart): SVGSVGElement {
  const y = (share: number) => percent(1 - share);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(share =>
    svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: '0', x2: '100%', y1: y(share), y2: y(share) }),
      svg('text', { class: 'tick tick-side', x: '-8', y: y(share), dy: '0.32em' }, format(share)),
    ),
  );
  const named = moments.map(({ at, label }) => {
    const side = at < nearEnd ? ' tick-from' : at > 1 - nearEnd ? ' tick-to' : '';
    return svg(
      'g',
      {},
      svg('line', { class: 'moment', x1: percent(at), x2: percent(at), y1: '0', y2: '100%' }),
      svg('text', { class: `tick${side}`, x: percent(at), y: '100%', dy: '18' }, label),
    );
  });
  const drawn = lines.flatMap(({ kind, points }) => [
    ...points.slice(1).map((point, index) =>
      svg('line', {
        class: `path path-${kind}`,
        x1: percent(points[index]?.at ?? 0),
        y1: y(points[index]?.share ?? 0),
        x2: percent(point.at),
        y2: y(point.share),
      }),
    ),
    ...points.map(point =>
      svg(
        'g',
        { class: 'point' },
        svg('title', {}, point.title),
        svg('circle', { class: 'hover', cx: percent(point.at), cy: y(point.share), r: '8' }),
        svg('circle', {
          class: `dot dot-${kind}`,
          cx: percent(point.at),
          cy: y(point.share),
          r: '2.5',
        }),
      ),
    ),
  ]);
  return svg(
    'svg',
    { class: 'chart course', height: String(plotHeight), role: 'img', 'aria-label': name },
    ...grid,
    ...named,
    ...drawn,
  );
}

/** How a line of the chart looks, for its legend. */
export function courseSwatch(kind: CourseKind): SVGSVGElement {
  return svg(
    'svg',
    { class: 'swatch', width: '22', height: '14', 'aria-hidden': 'true' },
    svg('line', { class: `path path-${kind}`, x1: '0', x2: '22', y1: '7', y2: '7' }),
  );
}
