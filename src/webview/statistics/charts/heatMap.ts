/** A year as one column per week: the busier a day, the larger and stronger its square. */
import { levelOf } from './scale';
import { svg } from './svg';

export interface HeatMapDay {
  readonly value: number;
  /** Shown on hover. */
  readonly title: string;
  /** The month, if this is its first day. */
  readonly month?: string;
}

export interface HeatMap {
  /** Describes the picture to screen readers. */
  readonly name: string;
  /** Starts on a Monday. The last is today. */
  readonly days: readonly HeatMapDay[];
  /** The names of the seven weekdays from Monday; only those to show beside the rows. */
  readonly weekdays: readonly (string | undefined)[];
}

/** All in CSS pixels. */
const pitch = 12;
const cell = 10;
const left = 34;
const top = 18;
/** The side of a day's square by level: colour alone must not tell. */
const sides = [0, 4, 6, 8, 10] as const;

export function heatMap({ name, days, weekdays }: HeatMap): SVGSVGElement {
  const greatest = Math.max(0, ...days.map(day => day.value));
  const weeks = Math.ceil(days.length / 7);
  let lastMonth = -4;
  const months = days.flatMap((day, index) => {
    const week = Math.floor(index / 7);
    // Labels that would overlap or leave the picture are omitted.
    if (day.month === undefined || week - lastMonth < 3 || week > weeks - 2) return [];
    lastMonth = week;
    return svg(
      'text',
      { class: 'tick tick-month', x: String(left + week * pitch), y: '11' },
      day.month,
    );
  });
  const rows = weekdays.flatMap((weekday, row) =>
    weekday === undefined
      ? []
      : svg(
          'text',
          { class: 'tick tick-side', x: String(left - 6), y: String(top + row * pitch + 9) },
          weekday,
        ),
  );
  const cells = days.map((day, index) => {
    const x = left + Math.floor(index / 7) * pitch;
    const y = top + (index % 7) * pitch;
    const level = levelOf(day.value, greatest);
    return svg(
      'g',
      { class: index === days.length - 1 ? 'heat is-today' : 'heat' },
      svg('title', {}, day.title),
      square('heat-frame', x, y, cell),
      ...(level === 0 ? [] : [heatSquare(level, x, y)]),
    );
  });
  const size = { width: String(left + weeks * pitch + 2), height: String(top + 7 * pitch + 2) };
  return svg(
    'svg',
    { class: 'heat-map', ...size, role: 'img', 'aria-label': name },
    ...months,
    ...rows,
    ...cells,
  );
}

/** The five looks of a day, from no activity to most. */
export function heatLegend(): SVGSVGElement {
  const cells = ([0, 1, 2, 3, 4] as const).flatMap(level => {
    const x = 1 + level * pitch;
    return [square('heat-frame', x, 1, cell), ...(level === 0 ? [] : [heatSquare(level, x, 1)])];
  });
  return svg(
    'svg',
    { class: 'heat-legend', width: String(5 * pitch), height: '12', 'aria-hidden': 'true' },
    ...cells,
  );
}

function heatSquare(level: 1 | 2 | 3 | 4, x: number, y: number): SVGRectElement {
  const inset = (cell - sides[level]) / 2;
  return square(`heat-level heat-${level}`, x + inset, y + inset, sides[level]);
}

function square(className: string, x: number, y: number, side: number): SVGRectElement {
  return svg('rect', {
    class: className,
    x: String(x),
    y: String(y),
    width: String(side),
    height: String(side),
    rx: '2',
  });
}
