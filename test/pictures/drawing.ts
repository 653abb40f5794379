/**
 * Draws a part of a page as SVG in theme colours: small, sharp at every size, and right in every
 * theme. It supports what our pages and the tree are made of, not all of CSS.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { faded } from '../workbench/themes';

/** In CSS pixels of the page. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a part of a page. This permanently changes its colours: take pictures of it before, or
 * reload it.
 *
 * @returns the text of an SVG file: no style, script or picture, and colours by `var(--vscode-…)`
 */
export async function draw(frame: Frame | Page, clip: Clip): Promise<string> {
  await frame.evaluate(markColours, substitutes);
  await faded(frame);
  const drawing = await frame.evaluate(drawPage, clip);
  const withIcons = drawing.replace(
    /<codicon name="([\w-]+)" (transform="[^"]*" fill="[^"]*")\/>/g,
    (_, name: string, attributes: string) => `<path ${attributes} d="${iconPath(name)}"/>`,
  );
  // A hundredth of a pixel suffices.
  const short = withIcons.replace(/ d="[^"]+"/g, d =>
    d.replace(/\d*\.\d+/g, number => String(Math.round(Number(number) * 100) / 100)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${clip.width} ${clip.height}">${short}</svg>\n`;
}

const codicons = 'node_modules/@vscode/codicons/src';
const iconNames = Object.values(
  JSON.parse(readFileSync(`${codicons}/template/mapping.json`, 'utf8')) as Record<string, string[]>,
);

/** VS Code's own names for font icons. */
const aliases: Readonly<Record<string, string>> = {
  'toolbar-more': 'more',
  'tree-item-expanded': 'chevron-down',
};

/** The shape of an icon of the icon font, which may have several names. */
function iconPath(given: string): string {
  const name = aliases[given] ?? given;
  const names = iconNames.find(each => each.includes(name)) ?? [name];
  const file = names.map(each => `${codicons}/icons/${each}.svg`).find(each => existsSync(each));
  if (file === undefined) throw new Error(`No codicon "${name}".`);
  const paths = readFileSync(file, 'utf8').matchAll(/<path [^>]*?\bd="([^"]+)"/g);
  return [...paths].map(([, d]) => d!).join('');
}

/** Replacements for style sheet colours that are not directly a theme's. */
const substitutes: Readonly<Record<string, string>> = {
  '--line':
    'var(--vscode-contrastBorder,color-mix(in srgb,var(--vscode-foreground) 16%,transparent))',
  '--tint': 'color-mix(in srgb,var(--vscode-foreground) 5%,transparent)',
  '--muted': 'var(--vscode-descriptionForeground)',
  // Light and dark themes have none where high-contrast themes have a border.
  '--vscode-contrastBorder': 'var(--vscode-contrastBorder,transparent)',
};

/** Runs in the page: gives every theme colour a unique value, to recognise it by. */
function markColours(known: Readonly<Record<string, string>>): void {
  const root = document.querySelector<HTMLElement>('.monaco-workbench') ?? document.documentElement;
  const names = new Set(Object.keys(known));
  const collect = (style: CSSStyleDeclaration) => {
    for (const name of style) if (name.startsWith('--vscode-')) names.add(name);
  };
  collect(root.style);
  for (const sheet of document.styleSheets) {
    try {
      for (const rule of sheet.cssRules) if (rule instanceof CSSStyleRule) collect(rule.style);
    } catch {
      // cross-origin
    }
  }
  const computed = getComputedStyle(root);
  const values = [...names].map(name => [name, computed.getPropertyValue(name).trim()] as const);
  const expressions: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of values) {
    if (!(name in known) && (value === '' || !CSS.supports('color', value))) continue;
    const [red, green] = [count >> 5, (count & 31) * 8 + 4];
    count++;
    root.style.setProperty(name, `rgb(${red}, ${green}, 123)`);
    expressions[`${red},${green},123`] = known[name] ?? `var(${name})`;
  }
  (globalThis as unknown as { expressions: typeof expressions }).expressions = expressions;
}

/** Runs in the page: returns the SVG's content. Icons of the icon font are in it by name. */
function drawPage(clip: Clip): string {
  const { expressions } = globalThis as unknown as { expressions: Record<string, string> };
  const output: string[] = [];
  const round = (value: number) => String(Math.round(value * 10) / 10);
  const quote = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const tag = (name: string, attributes: Record<string, string | undefined>, text?: string) => {
    const list = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}="${quote(value!)}"`)
      .join('');
    return text === undefined ? `<${name}${list}/>` : `<${name}${list}>${quote(text)}</${name}>`;
  };

  /** A colour as a theme expression; undefined if it is transparent. */
  const paint = (colour: string, text = false): string | undefined => {
    const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
    const alpha = numbers[3] ?? 1;
    if (numbers.length < 3 || alpha === 0) return undefined;
    const scale = colour.startsWith('color(') ? 255 : 1;
    const key = numbers
      .slice(0, 3)
      .map(number => Math.round(number * scale))
      .join(',');
    const found = expressions[key];
    if (found === undefined) return text ? 'currentColor' : undefined;
    // A theme without the colour draws nothing there, and its own colour for text.
    const safe = found.replace(/^var\((--vscode-[\w-]+)\)$/, (_, name: string) =>
      text ? `var(${name},currentColor)` : `var(${name},transparent)`,
    );
    return alpha === 1
      ? safe
      : `color-mix(in srgb,${safe} ${Math.round(alpha * 100)}%,transparent)`;
  };

  interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  const whole: Box = {
    left: clip.x,
    top: clip.y,
    right: clip.x + clip.width,
    bottom: clip.y + clip.height,
  };
  const intersect = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = (box: Box) => box.right - box.left < 0.5 || box.bottom - box.top < 0.5;

  const drawBox = (rect: Box, style: CSSStyleDeclaration, visible: Box) => {
    const box = intersect(rect, visible);
    if (isEmpty(box)) return;
    const fill = paint(style.backgroundColor);
    const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map(side => ({
      width: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]),
      colour: paint(style[`border${side}Color`]),
    }));
    const drawn = sides.map(side => (side.colour !== undefined ? side.width : 0));
    const same = sides.every(
      side => side.width === sides[0]!.width && side.colour === sides[0]!.colour,
    );
    const stroke = same && drawn[0]! > 0 ? sides[0]!.colour : undefined;
    const inset = stroke === undefined ? 0 : drawn[0]! / 2;
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, 20);
    if (fill !== undefined || stroke !== undefined) {
      output.push(
        tag('rect', {
          x: round(box.left - clip.x + inset),
          y: round(box.top - clip.y + inset),
          width: round(box.right - box.left - 2 * inset),
          height: round(box.bottom - box.top - 2 * inset),
          rx: radius > 0 ? round(radius) : undefined,
          fill: fill ?? 'none',
          stroke,
        }),
      );
    }
    if (stroke !== undefined) return;
    const { left, top, right, bottom } = rect;
    const edges: readonly Box[] = [
      { left, top, right, bottom: top + drawn[0]! },
      { left: right - drawn[1]!, top, right, bottom },
      { left, top: bottom - drawn[2]!, right, bottom },
      { left, top, right: left + drawn[3]!, bottom },
    ];
    edges.forEach((edge, index) => {
      const line = intersect(edge, visible);
      if (drawn[index] === 0 || isEmpty(line)) return;
      output.push(
        tag('rect', {
          x: round(line.left - clip.x),
          y: round(line.top - clip.y),
          width: round(line.right - line.left),
          height: round(line.bottom - line.top),
          fill: sides[index]!.colour,
        }),
      );
    });
  };

  const canvas = document.createElement('canvas').getContext('2d')!;
  const drawText = (
    text: string,
    rect: { left: number; top: number; width: number; height: number },
    style: CSSStyleDeclaration,
    colour: string,
  ) => {
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const metrics = canvas.measureText(text);
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = metrics;
    const isCode = /mono|courier|consolas/i.test(style.fontFamily);
    output.push(
      tag(
        'text',
        {
          x: round(rect.left - clip.x),
          y: round(rect.top - clip.y + (rect.height * ascent) / (ascent + descent)),
          'font-size': round(parseFloat(style.fontSize)),
          'font-weight': Number(style.fontWeight) >= 600 ? '600' : undefined,
          'font-style': style.fontStyle === 'italic' ? 'italic' : undefined,
          'font-family': isCode ? 'var(--vscode-editor-font-family)' : undefined,
          // Another font is squeezed into this one's width.
          textLength: text.length > 1 ? round(rect.width) : undefined,
          fill: paint(colour, true) ?? 'currentColor',
        },
        text,
      ),
    );
  };

  /** A text node, line by line; truncated text ends in an ellipsis. */
  const drawTextNode = (node: Text, style: CSSStyleDeclaration, visible: Box) => {
    const range = document.createRange();
    let line:
      | { text: string; left: number; top: number; right: number; height: number }
      | undefined;
    const flush = () => {
      if (!line || line.text.trim() === '') return;
      let { text, right } = line;
      if (right > visible.right + 1) {
        const share = (visible.right - line.left) / (right - line.left);
        text = `${text.slice(0, Math.max(0, Math.floor(text.length * share) - 1))}…`;
        right = visible.right;
      }
      const middle = line.top + line.height / 2;
      if (middle < visible.top || middle > visible.bottom || line.left > visible.right) return;
      const lead = text.length - text.trimStart().length;
      const indent = (lead / text.length) * (right - line.left);
      const width = ((right - line.left) * text.trim().length) / text.length;
      const isMono = lead > 0;
      drawText(
        text.trim(),
        {
          left: line.left + (isMono ? indent : 0),
          top: line.top,
          width: text.trim() === text ? right - line.left : width,
          height: line.height,
        },
        style,
        style.color,
      );
    };
    for (let index = 0; index < node.data.length; index++) {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const rect = range.getClientRects()[0];
      if (!rect || (rect.width === 0 && node.data[index]!.trim() === '')) continue;
      if (!line || Math.abs(rect.top - line.top) > 3) {
        flush();
        line = { text: '', left: rect.left, top: rect.top, right: rect.right, height: rect.height };
      }
      line.text += node.data[index]!.replace(/\s/, ' ');
      if (node.data[index]!.trim() !== '') line.right = rect.right;
      else line.right = Math.max(line.right, rect.right);
    }
    flush();
  };

  /** Pictures of the page: icons and charts. Shapes that look the same are merged. */
  const drawSvg = (picture: SVGSVGElement, visible: Box) => {
    const shapes = new Map<string, string>();
    const add = (attributes: Record<string, string | undefined>, d: string) => {
      const key = JSON.stringify(attributes);
      shapes.set(key, (shapes.get(key) ?? '') + d);
    };
    const texts: (() => void)[] = [];
    for (const element of picture.querySelectorAll<SVGGraphicsElement>(
      'rect, path, line, circle, text',
    )) {
      if (element.closest('defs, pattern, title')) continue;
      const style = getComputedStyle(element);
      const rect = element.getBoundingClientRect();
      if (isEmpty(intersect(rect, visible)) || style.visibility === 'hidden') continue;
      if (style.display === 'none' || Number(style.opacity) === 0) continue;
      const look: Record<string, string | undefined> = {
        fill: paint(style.fill) ?? 'none',
        stroke: style.stroke === 'none' ? undefined : paint(style.stroke),
      };
      if (look.stroke !== undefined) look['stroke-width'] = style.strokeWidth.replace('px', '');
      if (look.fill === 'none' && look.stroke === undefined && !(element instanceof SVGTextElement))
        continue;
      if (element instanceof SVGTextElement) {
        texts.push(() => drawText(element.textContent, rect, style, style.fill));
      } else if (element instanceof SVGPathElement) {
        const matrix = element.getScreenCTM()!;
        const scale = matrix.a === 1 ? '' : ` scale(${Math.round(matrix.a * 1000) / 1000})`;
        const transform = `translate(${round(matrix.e - clip.x)} ${round(matrix.f - clip.y)})${scale}`;
        add({ transform, ...look }, element.getAttribute('d')!);
      } else if (element instanceof SVGLineElement) {
        const matrix = element.getScreenCTM()!;
        const at = (x: SVGAnimatedLength, y: SVGAnimatedLength) =>
          `${round(x.baseVal.value + matrix.e - clip.x)} ${round(y.baseVal.value + matrix.f - clip.y)}`;
        add(look, `M${at(element.x1, element.y1)}L${at(element.x2, element.y2)}`);
      } else {
        const half = look.stroke === undefined ? 0 : parseFloat(style.strokeWidth) / 2;
        const box = intersect(rect, visible);
        const [x, y] = [round(box.left - clip.x + half), round(box.top - clip.y + half)];
        const width = round(box.right - box.left - 2 * half);
        const height = round(box.bottom - box.top - 2 * half);
        add({ ...look, 'stroke-linejoin': 'round' }, `M${x} ${y}h${width}v${height}h-${width}z`);
      }
    }
    for (const [attributes, d] of shapes) {
      output.push(
        tag('path', { ...(JSON.parse(attributes) as Record<string, string | undefined>), d }),
      );
    }
    for (const text of texts) text();
  };

  const walk = (element: Element, visible: Box) => {
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0) return;
    const rect = element.getBoundingClientRect();
    if (element instanceof SVGSVGElement) {
      drawSvg(element, visible);
      return;
    }
    const isShown = style.visibility === 'visible' && style.clipPath === 'none';
    if (isShown && style.display !== 'contents') {
      const boxes = style.display === 'inline' ? [...element.getClientRects()] : [rect];
      for (const box of boxes) drawBox(box, style, visible);
      // A closed tree row has the arrow of an open one, rotated.
      const icon = element.matches('.monaco-tl-twistie.collapsed')
        ? 'codicon-chevron-right'
        : [...element.classList].find(name => /^codicon-(?!modifier)/.test(name));
      if (icon && !isEmpty(intersect(rect, visible))) {
        const before = getComputedStyle(element, '::before');
        const size = parseFloat(before.fontSize);
        const left = rect.left + (rect.width - size) / 2;
        const top = rect.top + (rect.height - size) / 2;
        const scale = size === 16 ? '' : ` scale(${size / 16})`;
        const transform = `translate(${round(left - clip.x)} ${round(top - clip.y)})${scale}`;
        if (before.content !== 'none') {
          const fill = paint(before.color, true) ?? 'currentColor';
          output.push(`<codicon name="${icon.slice(8)}" transform="${transform}" fill="${fill}"/>`);
        }
      }
    }
    if (style.clipPath !== 'none') return;
    const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    const inside = cuts && element !== document.body ? intersect(visible, rect) : visible;
    if (cuts && element !== document.documentElement && isEmpty(inside)) return;
    if (element instanceof HTMLTextAreaElement) return;
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child, inside);
      else if (child instanceof Text && isShown) drawTextNode(child, style, inside);
    }
  };
  walk(document.body, whole);
  const frame = tag('rect', {
    x: '.5',
    y: '.5',
    width: String(clip.width - 1),
    height: String(clip.height - 1),
    rx: '4',
    fill: 'none',
    stroke:
      'var(--vscode-contrastBorder,color-mix(in srgb,var(--vscode-foreground) 16%,transparent))',
  });
  const cut = `<clipPath id="cut"><rect width="${clip.width}" height="${clip.height}"/></clipPath>`;
  return `${cut}<g clip-path="url(#cut)" color="var(--vscode-foreground)" font-family="var(--vscode-font-family)">${output.join('')}${frame}</g>`;
}
