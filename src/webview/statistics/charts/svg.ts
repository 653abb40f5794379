/** SVG helpers. Geometry is in attributes, colour in classes: the page's policy forbids styles. */
import type { Attributes } from '../../kit/dom';

const namespace = 'http://www.w3.org/2000/svg';

/** Makes an SVG element. Children that are strings become text. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

/** The meanings of bars. Each has a theme colour, and a pattern where two are side by side. */
export const series = [
  'mastered',
  'started',
  'due',
  'overdue',
  'again',
  'hard',
  'good',
  'easy',
  'recalled',
  'time',
] as const;
export type Series = (typeof series)[number];

/** The size of a pattern tile, in CSS pixels. */
const tile = 6;

/** The lines and dots of each pattern, within a tile. Any other series is a plain surface. */
const patterns: Partial<Record<Series, () => SVGElement[]>> = {
  started: () => [stroke('M-1 7L7 -1M-1 1L1 -1M5 7L7 5')],
  overdue: () => [stroke('M-1 -1L7 7M5 -1L7 1M-1 5L1 7')],
  again: () => [stroke('M0 0L6 6M6 0L0 6')],
  hard: () => [stroke('M-1 7L7 -1M-1 1L1 -1M5 7L7 5')],
  easy: () => [svg('circle', { cx: '3', cy: '3', r: '1.6', class: 'pattern-dot' })],
};

function stroke(path: string): SVGElement {
  return svg('path', { d: path, class: 'pattern-stroke' });
}

const patternId = (name: Series) => `page-pattern-${name}`;

/** The patterns of all charts; add them to the page once. */
export function patternSheet(): SVGSVGElement {
  const tiles = series.flatMap(name => {
    const draw = patterns[name];
    if (!draw) return [];
    return svg(
      'pattern',
      {
        id: patternId(name),
        class: `series-${name}`,
        width: String(tile),
        height: String(tile),
        patternUnits: 'userSpaceOnUse',
      },
      svg('rect', { width: String(tile), height: String(tile), class: 'pattern-ground' }),
      ...draw(),
    );
  });
  return svg(
    'svg',
    { class: 'pattern-sheet', width: '0', height: '0', 'aria-hidden': 'true' },
    svg('defs', {}, ...tiles),
  );
}

/** The attributes that give a shape the look of a series. */
export function look(name: Series): Attributes {
  return patterns[name]
    ? { class: `series-${name} is-patterned`, fill: `url(#${patternId(name)})` }
    : { class: `series-${name} is-plain` };
}
