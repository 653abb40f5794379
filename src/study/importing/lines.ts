/**
 * A Markdown text line by line, as the shapes look at it: what is code, what is a heading, where an
 * item of a list begins. Not a parser of Markdown: it is told apart what a person tells apart at a
 * glance, also where the Markdown is sloppy.
 */

/** An item's mark at the start of a line. */
export interface Mark {
  /** Columns of white space before it. */
  readonly indent: number;
  /** Its number; `undefined` for a bullet. */
  readonly number: number | undefined;
  /** What follows it. */
  readonly rest: string;
  /** Columns from the line's start to what follows. */
  readonly width: number;
}

export interface Line {
  readonly text: string;
  /** In a code block or a comment: nothing in it has a meaning. */
  readonly opaque: boolean;
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
  /** The text of a heading without its marks, else empty. */
  readonly heading: string;
  /** The mark of a list's item, where one begins. */
  readonly mark: Mark | undefined;
  /** How many `<details>` the line is in, at its start. */
  readonly details: number;
}

/** In a longer line, in characters, nothing has a meaning: no person wrote it. */
export const longestLine = 5000;

/** Fences that nothing closes are taken for text so many times; then the rest is code. */
const mostOpenFences = 8;

/** Takes a normalised text apart. Takes time in proportion to its length. */
export function readLines(text: string): Line[] {
  const texts = text.split('\n');
  const opaque = opaqueLines(texts);
  let details = 0;
  return texts.map((line, index): Line => {
    const before = details;
    if (line.length > longestLine) return { ...plain(line), details: before };
    if (opaque[index] === true) return { ...plain(line), opaque: true, details: before };
    if (line.includes('<')) {
      details += count(line, /<details\b/gi) - count(line, /<\/details\s*>/gi);
      details = Math.max(0, details);
    }
    const mark = readMark(line);
    const heading = readHeading(mark?.rest ?? line.trimStart(), mark !== undefined, line);
    if (heading) return { ...plain(line), ...heading, mark, details: before };
    const next = texts[index + 1] ?? '';
    const level = mark || opaque[index + 1] ? 0 : underlined(line, next, texts[index - 1] ?? '');
    return { ...plain(line), level, heading: level > 0 ? line.trim() : '', mark, details: before };
  });
}

function plain(text: string): Line {
  return { text, opaque: false, level: 0, heading: '', mark: undefined, details: 0 };
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** Which lines are in code blocks, their fences included, or in comments. */
function opaqueLines(texts: readonly string[]): boolean[] {
  const opaque: boolean[] = [];
  let recoveries = 0;
  for (let index = 0; index < texts.length; index++) {
    const text = (texts[index] ?? '').slice(0, longestLine).trimStart();
    const fence = /^(?:(?:[-*+]|\d{1,4}[.)])\s{1,4})?(`{3,}|~{3,}(?!~))[^`]*$/.exec(text);
    const comment = text.startsWith('<!--');
    if (!fence?.[1] && !comment) continue;
    const end = fence?.[1] ? closingFence(texts, index, fence[1]) : closingComment(texts, index);
    if (end === undefined && recoveries++ < mostOpenFences) continue;
    const last = end ?? texts.length - 1;
    opaque.fill(true, index, last + 1);
    for (let line = index; line <= last; line++) opaque[line] = true;
    index = last;
  }
  return opaque;
}

function closingFence(texts: readonly string[], start: number, marks: string): number | undefined {
  for (let index = start + 1; index < texts.length; index++) {
    const text = (texts[index] ?? '').trim();
    if (text.length >= marks.length && text === marks.charAt(0).repeat(text.length)) return index;
  }
  return undefined;
}

function closingComment(texts: readonly string[], start: number): number | undefined {
  for (let index = start; index < texts.length; index++) {
    if (texts[index]?.includes('-->')) return index;
  }
  return undefined;
}

/** The mark of an item: `-`, `*`, `+`, `1.` or `1)`, also before a full-width stop. */
function readMark(line: string): Mark | undefined {
  const match = /^([ \t]*)(?:[-*+•]|(\d{1,4})(?:[.)、．]|\\\.))(?:[ \t]+|$|(?<=[、．]))/.exec(line);
  if (!match || /^[ \t]*(?:[-*][ \t]*){3,}$/.test(line)) return undefined;
  const number = match[2] === undefined ? undefined : Number(match[2]);
  const rest = line.slice(match[0].length);
  return { indent: columns(match[1] ?? ''), number, rest, width: columns(match[0]) };
}

/** `## Words`, also `##Words`, which most tools show as a heading; one `#` may begin a tag. */
function readHeading(
  text: string,
  marked: boolean,
  line: string,
): { level: number; heading: string } | undefined {
  if (!text.startsWith('#')) return undefined;
  if (!marked && columns(/^[ \t]*/.exec(line)?.[0] ?? '') > 3) return undefined;
  const marks = /^#+/.exec(text)?.[0].length ?? 0;
  const after = text.charAt(marks);
  if (marks > 6 || (after !== '' && !/\s/.test(after) && marks === 1)) return undefined;
  return { level: marks, heading: withoutClosing(text.slice(marks).trim()) };
}

/** `Words ##` closes as it began. */
function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading.charAt(end - 1) === '#') end--;
  return end === 0 || /\s/.test(heading.charAt(end - 1))
    ? heading.slice(0, end).trimEnd()
    : heading;
}

/** The level that a line of `===` or `---` below gives a line; 0 where it is something else. */
function underlined(line: string, next: string, before: string): number {
  if (line.trim() === '' || before.trim() !== '' || /^\s*[<>|]|\|/.test(line)) return 0;
  if (/^ {0,3}={2,}\s*$/.test(next)) return 1;
  return /^ {0,3}-{2,}\s*$/.test(next) ? 2 : 0;
}

/** The columns of white space and marks; a tab reaches to the next fourth. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) width += character === '\t' ? 4 - (width % 4) : 1;
  return width;
}

/** Takes up to `width` columns of white space from a line's start. */
export function dedent(line: string, width: number): string {
  let column = 0;
  let index = 0;
  while (column < width && (line[index] === ' ' || line[index] === '\t')) {
    column += line[index] === '\t' ? 4 - (column % 4) : 1;
    index++;
  }
  return line.slice(index);
}
