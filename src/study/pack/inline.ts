import type { MarkdownIt } from 'markdown-it';
import { createMarkdown, longestFormatted } from '../markdown/parser';

/** Text that starts in bold: the bold part and the rest. Both are inline Markdown, trimmed. */
export interface BoldStart {
  readonly bold: string;
  readonly rest: string;
}

/** Splits `**Question?** Answer`; `undefined` if the text does not start in bold. */
export function splitBold(text: string): BoldStart | undefined {
  const mark = text.slice(0, 2);
  if ((mark !== '**' && mark !== '__') || !/\S/.test(text.charAt(2))) return undefined;
  const code = new CodeSpans(text);
  let at = 2;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 2;
    } else if (character === '`') {
      at = code.after(at);
    } else if (character === mark[0]) {
      const length = runLength(text, at);
      const closes = at > 2 && /\S/.test(text.charAt(at - 1));
      if (length >= 2 && closes) {
        const end = at + length - 2;
        return { bold: text.slice(2, end).trim(), rest: text.slice(end + 2).trim() };
      }
      at += length;
    } else {
      at++;
    }
  }
  return undefined;
}

/** Code spans of a text; the runs of backticks are found once, however many there are. */
class CodeSpans {
  readonly #text: string;
  /** Positions of the runs of each length, last first, not yet passed by the search. */
  #runs: Map<number, number[]> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns the position after the code span at `start`, or after its backticks if unclosed. */
  after(start: number): number {
    const length = runLength(this.#text, start);
    const behind = start + length;
    const runs = (this.#runs ??= runsOf(this.#text, start)).get(length) ?? [];
    let end = runs.at(-1);
    for (; end !== undefined && end < behind; end = runs.at(-1)) runs.pop();
    return end === undefined ? behind : end + length;
  }
}

function runsOf(text: string, start: number): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (let at = text.indexOf('`', start); at !== -1;) {
    const length = runLength(text, at);
    const alike = runs.get(length);
    if (alike) alike.push(at);
    else runs.set(length, [at]);
    at = text.indexOf('`', at + length);
  }
  for (const alike of runs.values()) alike.reverse();
  return runs;
}

function runLength(text: string, start: number): number {
  let end = start + 1;
  while (text[end] === text[start]) end++;
  return end - start;
}

/** The target of a link or a picture. */
export interface Destination {
  readonly href: string;
  readonly isImage: boolean;
}

/**
 * Returns the destinations of all links and pictures in inline Markdown, safe or not, in text
 * order: a picture in a link comes before the link's own destination.
 */
export function destinations(inline: string): Destination[] {
  // Text too long to be shown formatted has no links.
  if (inline.length > longestFormatted || !mayHaveLink.test(inline)) return [];
  const [token] = inlineReader().parseInline(inline, {});
  const found: Destination[] = [];
  let href = '';
  for (const child of token?.children ?? []) {
    if (child.type === 'link_open') href = String(child.attrGet('href') ?? '');
    else if (child.type === 'link_close') found.push({ href, isImage: false });
    else if (child.type === 'image') {
      found.push({ href: String(child.attrGet('src') ?? ''), isImage: true });
    }
  }
  return found;
}

/** Returns the destinations of all links in inline Markdown, safe or not, in order. */
export function linkDestinations(inline: string): string[] {
  return destinations(inline).flatMap(({ href, isImage }) => (isImage ? [] : [href]));
}

const mayHaveLink = /\]\(|<[a-z][a-z0-9+.-]*:/i;

let reader: MarkdownIt | undefined;

function inlineReader(): MarkdownIt {
  if (reader) return reader;
  reader = createMarkdown();
  reader.validateLink = () => true;
  return reader;
}
