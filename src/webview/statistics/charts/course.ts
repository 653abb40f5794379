/** Shares over time as lines side by side: past values and forecasts. */
import { plotHeight } from './columns';
import { percent } from './scale';
import { heightOf, shareGrid } from './shareGrid';
import { svg } from './svg';

/** The meaning of a line; each has a theme colour, and a dash where two may meet. */
export type CourseKind = 'past' | 'planned' | 'without';

export interface CoursePoint {
  /** From the left end, 0, to the right end, 1. */
  readonly at: number;
  /** 0 to 1. */
  readonly share: number;
  /** Shown on hover. */
  readonly title: string;
}

export interface CourseChart {
  /** Describes the picture to screen readers. */
  readonly name: string;
  readonly lines: readonly { readonly kind: CourseKind; readonly points: readonly CoursePoint[] }[];
  /** Moments labelled below, such as today, each with a vertical line. */
  readonly moments: readonly { readonly at: number; readonly label: string }[];
  /** Formats a share of the axis. */
  readonly format: (share: number) => string;
}

/** A label this near to an end is aligned to it instead of centred. */
const nearEnd = 0.06;

export function courseChart({ name, lines, moments, format }: CourseChart): SVGSVGElement {
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
        y1: heightOf(points[index]?.share ?? 0),
        x2: percent(point.at),
        y2: heightOf(point.share),
      }),
    ),
    ...points.map(point =>
      svg(
        'g',
        { class: 'point' },
        svg('title', {}, point.title),
        svg('circle', { class: 'hover', cx: percent(point.at), cy: heightOf(point.share), r: '8' }),
        svg('circle', {
          class: `dot dot-${kind}`,
          cx: percent(point.at),
          cy: heightOf(point.share),
          r: '2.5',
        }),
      ),
    ),
  ]);
  return svg(
    'svg',
    { class: 'chart course', height: String(plotHeight), role: 'img', 'aria-label': name },
    ...shareGrid(format),
    ...named,
    ...drawn,
  );
}

/** The look of a chart line, for its legend. */
export function courseSwatch(kind: CourseKind): SVGSVGElement {
  return svg(
    'svg',
    { class: 'swatch', width: '22', height: '14', 'aria-hidden': 'true' },
    svg('line', { class: `path path-${kind}`, x1: '0', x2: '22', y1: '7', y2: '7' }),
  );
}
