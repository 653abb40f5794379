import { isSafeLink } from '../markdown/links';
import { isReadmePath } from './arrange';
import { lastNonBlank, type BlockText } from './blocks';
import type { Steps } from '../steps';
import type { LineRange, Report } from './draft';
import { imagePath } from './images';
import { destinations } from './inline';
import { isRelative } from './readme';

/** A link such as `[signals](#signals)`. */
export interface QuestionLink extends LineRange {
  /** The question's id, as written. */
  readonly id: string;
}

/** A picture such as `![the layers](layers.png)`. */
export interface ImageLink extends LineRange {
  /** Its path in the pack. */
  readonly path: string;
}

/** The links of a file's Markdown within its pack. */
export interface PackLinks {
  readonly links: readonly QuestionLink[];
  readonly images: readonly ImageLink[];
}

/** Only the start of a longer paragraph is checked: no person wrote it. In UTF-16 units. */
const longestParagraph = 50_000;
/** Further links and pictures of a file are not checked. */
const mostDestinations = 10_000;
/** The number of UTF-16 units per step. */
const unitsAtOnce = 5_000;

/**
 * Reports defects of a file's Markdown that do not depend on its questions; returns its links.
 * Takes steps of about a millisecond; a paragraph is one step.
 */
export function* checkMarkdown(text: BlockText, file: string, report: Report): Steps<PackLinks> {
  const isReadme = isReadmePath(file);
  const links: QuestionLink[] = [];
  const images: ImageLink[] = [];
  const short = (href: string): string => (href.length > 80 ? `${href.slice(0, 80)}…` : href);
  const checkImage = (href: string, range: LineRange): void => {
    const path = imagePath(file, href);
    if (path !== undefined) images.push({ ...range, path });
    else if (!isReadme) report('unsafe-image', 'information', range, short(href));
  };
  const check = (href: string, range: LineRange): void => {
    if (!isSafeLink(href)) {
      // A README's links to nearby files define their order.
      if (!isReadme || !isRelative(href)) {
        report('unsafe-link', 'warning', range, short(href));
      }
    } else if (href.startsWith('#')) {
      links.push({ ...range, id: href.slice(1) });
    }
  };
  for (const { startLine, endLine, swallowed } of text.unclosed) {
    report('unclosed-fence', swallowed ? 'error' : 'warning', { startLine, endLine });
  }
  for (const { startLine, heading } of swallowing(text)) {
    const endLine = lastNonBlank(text.lines, startLine, heading);
    report('swallowed-question', 'error', { startLine, endLine }, ...questionAt(text, heading));
  }
  yield;
  for (const { href, startLine, endLine } of text.references) {
    check(href, finder(text.lines, startLine, endLine)(href));
  }
  let units = 0;
  let left = mostDestinations;
  for (const { tokens } of text.blocks) {
    for (const { type, map, content } of tokens) {
      if (units >= unitsAtOnce) {
        units = 0;
        yield;
      }
      const start = content.slice(0, longestParagraph);
      units += start.length + 1;
      if (type !== 'inline' || !map) continue;
      checkSpaces(text.lines, ...map, report);
      if (!mayMatter.test(start)) continue;
      const place = finder(text.lines, ...map);
      for (const { href, isImage } of destinations(start)) {
        if (left-- <= 0) return { links, images };
        if (isImage) checkImage(href, place(href));
        else check(href, place(href));
      }
    }
  }
  return { links, images };
}

/**
 * Fences closed too early or by another block's mark, so that they contain a question: a `## `
 * heading after a blank line, and below it a line that begins a code block of some language.
 */
function swallowing({
  blocks,
  lines,
  unclosed,
}: BlockText): { startLine: number; heading: number }[] {
  const open = new Set(unclosed.map(({ startLine }) => startLine));
  const found: { startLine: number; heading: number }[] = [];
  for (const { tokens } of blocks) {
    for (const { type, map } of tokens) {
      if (type !== 'fence' || !map || open.has(map[0])) continue;
      let heading: number | undefined;
      for (let line = map[0] + 1; line < map[1]; line++) {
        const text = lines[line] ?? '';
        if (heading === undefined) {
          if (text.startsWith('## ') && lines[line - 1]?.trim() === '') heading = line;
        } else if (/^ {0,3}(?:`{3,}|~{3,})\s*[a-z]/i.test(text)) {
          found.push({ startLine: map[0], heading });
          break;
        }
      }
    }
  }
  return found;
}

/** Reports comments that hold a question: the lines where they begin, and the question's. */
export function reportComments(
  comments: ReadonlyMap<number, number>,
  text: BlockText,
  report: Report,
): void {
  for (const [startLine, heading] of comments) {
    const range = { startLine, endLine: startLine + 1 };
    report('unclosed-comment', 'warning', range, ...questionAt(text, heading));
  }
}

/** The title of a question and the number of its line, for a message. */
function questionAt({ lines }: BlockText, line: number): [title: string, number: number] {
  return [(lines[line] ?? '').slice(3).trim().slice(0, 80), line + 1];
}

/** Reports lines meant as headings, such as `##Question`. A single `#` may begin a tag. */
function checkSpaces(
  lines: readonly string[],
  startLine: number,
  endLine: number,
  report: Report,
): void {
  for (let line = startLine; line < endLine; line++) {
    const [, indent = '', marks] = /^( {0,3})(#{2,6})[^\s#]/.exec(lines[line] ?? '') ?? [];
    if (marks === undefined) continue;
    const columns = [indent.length, (lines[line] ?? '').trimEnd().length] as const;
    report('missing-space', 'warning', { startLine: line, endLine: line + 1, columns }, marks);
  }
}

/** Skips ordinary links to pages, so that most of the text is not read twice. */
const mayMatter =
  /!\[|\]\((?!https:\/\/[a-z0-9.-]+[/)#?]|mailto:)|<(?!https:|mailto:)[a-z][a-z0-9+.-]*:/i;

/** After this many destinations spelt differently in the source, places are not searched for. */
const mostMisses = 20;

/**
 * Finds the places of destinations in the lines, in sequence. Returns all lines for one spelt
 * differently, such as with `&amp;`.
 */
function finder(
  lines: readonly string[],
  startLine: number,
  endLine: number,
): (href: string) => LineRange {
  let from = { line: startLine, column: 0 };
  let misses = 0;
  return href => {
    if (href !== '' && misses < mostMisses) {
      let { line, column } = from;
      for (; line < endLine; line++, column = 0) {
        const at = lines[line]?.indexOf(href, column) ?? -1;
        if (at === -1) continue;
        from = { line, column: at + href.length };
        return { startLine: line, endLine: line + 1, columns: [at, from.column] };
      }
      misses++;
    }
    return { startLine, endLine };
  };
}
