/**
 * Reads Markdown line by line for the shapes: code, headings, list items. Not a Markdown parser: it
 * recognises what a person does at a glance, even in sloppy Markdown.
 */
import type { Steps } from '../steps';
import { isApparatus, likeness, surely } from './titles';
import { undress, valueOf } from './undress';

/** An item's mark at the start of a line. */
export interface Mark {
  /** Columns of white space before it. */
  readonly indent: number;
  /** Its number; `undefined` for a bullet. */
  readonly number: number | undefined;
  /** The text after it. */
  readonly rest: string;
  /** Columns from the line's start to that text. */
  readonly width: number;
}

export interface Line {
  readonly text: string;
  /** In a code block or a comment, where nothing has a meaning. */
  readonly opaque: boolean;
  /** In a comment that is closed, which no page shows. */
  readonly comment: boolean;
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
  /** The text of a heading without its marks, else empty. */
  readonly heading: string;
  /** That text without its number and decoration. */
  readonly title: string;
  /** Whether it is a heading that names what is below it, unlike "Contents". */
  readonly names: boolean;
  /** The mark of a list item, if one begins here. */
  readonly mark: Mark | undefined;
  /** How many `<details>` are open at its start. */
  readonly details: number;
  /** Whether it is only a link back to the top of the page. */
  readonly back: boolean;
  /** Whether it is a category label such as `**Fundamentals:**`. */
  readonly label: boolean;
}

/** Longer lines, in characters, are plain text: no person wrote them. */
export const longestLine = 5000;

/** This many unclosed fences are treated as text; after that the rest is code. */
const mostOpenFences = 8;

/** Number of lines between steps, so that typing is never blocked. */
export const linesInStep = 2000;

/** Whether a line shows nothing: it is blank, a rule or a line break. */
export function isEmpty(line: string): boolean {
  // Fast path: most lines begin with a letter.
  const code = line.charCodeAt(0) | 32;
  if ((code > 96 && code < 123) || line.length > longestLine) return false;
  const text = line.trim();
  switch (text.charAt(0)) {
    case '':
      return true;
    case '\\':
      return text === '\\';
    case '-':
    case '=':
    case '#':
    case '*':
    case '_':
      return '-=#*_'.includes(text.charAt(text.length - 1)) && rule.test(text);
    case '<':
      return text.replace(/<\/?br\s?\/?>/gi, '').trim() === '';
    case '&':
      return text.replaceAll('&nbsp;', '').trim() === '';
    default:
      return false;
  }
}

const rule = /^(?:-{3,}|={5,}|#-{3,}#|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])$/;

/** The first line from `start` on that is not blank; `end` if there is none. */
export function pastBlank(lines: readonly Line[], start: number, end = lines.length): number {
  let at = start;
  while (at < end && lines[at]?.text.trim() === '') at++;
  return at;
}

/** Splits a normalised text, in steps and in time proportional to its length. */
export function* readLines(text: string): Steps<Line[]> {
  const texts = text.split('\n');
  yield;
  const opaque = /`{3}|~{3}|<!--/.test(text) ? yield* opaqueLines(texts) : [];
  let details = 0;
  const plain = itemsAmong(texts, opaque);
  const sections = yield* sectionsAmong(texts, opaque);
  // Where nobody closes one, none of them says where it ends.
  const areClosed = /<\/details\s*>/i.test(text);
  const read = (given: string, index: number): Line => {
    // A heading that is nothing but an address is plain text.
    const isPlain = given.includes('#') && opaque[index] === undefined;
    const text = isPlain ? withoutMarks(given, plain) : given;
    const before = details;
    const kind = opaque[index];
    const isOpaque = kind !== undefined;
    const comment = kind === 'comment';
    let level = 0;
    let heading = '';
    let mark: Mark | undefined;
    // Blank, like every other line.
    const isRead = text !== '' && !isOpaque && text.length <= longestLine;
    if (isRead) {
      const first = firstMark(text);
      if (areClosed && text.includes('<') && /<\/?details/i.test(text)) {
        details += count(text, /<details\b/gi) - count(text, /<\/details\s*>/gi);
        details = Math.max(0, details);
      }
      if (first !== 'letter') mark = readMark(text);
      const own =
        mark || first === 'heading'
          ? readHeading(mark?.rest ?? text.trimStart(), mark !== undefined, text)
          : undefined;
      if (own) {
        level = own.level;
        heading = own.heading.replace(/\s\{#[^{}\s]*\}$/, '');
      } else if (sections.has(index)) {
        level = 2;
        heading = sections.get(index) ?? '';
      } else if (first === 'other' && text.trimStart().startsWith('<h'))
        ({ level, heading } = htmlHeading(text.trimStart()));
      else if (!mark && opaque[index + 1] === undefined) {
        level = underlined(text, texts[index + 1] ?? '', texts[index - 1] ?? '');
        if (level > 0) heading = text.trim();
      }
    }
    const back = isRead && leadsBack(text);
    const label = isRead && isLabel(text);
    // Written out: spreading takes three times as long.
    return {
      text,
      opaque: isOpaque,
      comment,
      level,
      heading,
      title: level > 0 ? undress(heading).title : '',
      names: level > 0 && !isApparatus(heading),
      mark,
      details: before,
      back,
      label,
    };
  };
  const lines: Line[] = [];
  for (let index = 0; index < texts.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    lines.push(read(texts[index] ?? '', index));
  }
  return lines;
}

const headingMarks = /^(?:[-*+]\s{1,4}(?=#)|(?=#))#{1,6}\s{1,4}/;

/** A heading that is only an address, or an item among others that are none, as text. */
function withoutMarks(text: string, areItems: boolean): string {
  const marks = headingMarks.exec(text)?.[0];
  if (marks === undefined) return text;
  const rest = text.slice(marks.length);
  if (/^<?https?:\/\/\S+\s*$/.test(rest)) return rest;
  return areItems && !marks.startsWith('#') ? `${marks.charAt(0)} ${rest}` : text;
}

/** The least number of bullets with headings, and of others that ask, in one list. */
const leastOfEach = 3;

/**
 * Whether some of a file's bullets at the margin are headings most of which ask, unlike topics, and
 * as many others ask.
 */
function itemsAmong(texts: readonly string[], opaque: readonly unknown[]): boolean {
  let [marked, markedAsking, asking] = [0, 0, 0];
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    if (opaque[index] !== undefined || !/^[-*+]\s/.test(text)) continue;
    if (headingMarks.test(text)) {
      marked++;
      if (likeness(text.replace(headingMarks, '').trim(), false) >= surely) markedAsking++;
    } else if (/[?？]\s*$/.test(text.slice(-longestEnd))) asking++;
  }
  return marked >= leastOfEach && markedAsking * 2 > marked && asking >= leastOfEach;
}

/** How much of a line's end is looked at, in characters. */
const longestEnd = 20;

/** A name in a frame, above what asks or counts from one: `===== Databases =====`, `***** Databases *****`. */
const banner =
  /^\s{0,3}(?:={3,}|\*{5,}|~{3,})\s?(\p{L}[^=*~]{0,60}?)\s?(?:={3,}|\*{5,}|~{3,})\s*$/u;

/** What a section's line ends in: `Databases -`, `Databases:`. */
const sectionMark = /(?:\s[-–—]|\s?[:：])\s*$/;
/** One with a picture and a number: `🔹 2. Databases`. */
const countedSection = /^ {0,3}\p{Extended_Pictographic}\uFE0F?\s{1,3}\d{1,2}[.)]\s/u;
/** A longer line, in characters, is a sentence. */
const longestSection = 60;
/** The least number of sections whose first question asks. */
const leastSections = 2;

/** The name of such a section, as a line of a plain list. */
const calledQuestions =
  /^\p{Lu}.{0,40}(?:questions|fragen|preguntas|perguntas|вопросы|问题)\s?[:：]\s*$/iu;

/** A heading, bold or a label: what a page has that needs no such names. */
const otherMarks = /^(?:#{2,6}\s|\*\*|__|<h\d|(?:q|a|question|answer)\s?\d{0,4}\s?[:.)])/i;

/**
 * The lines that name the questions below, most of which ask: which are counted from one again, or
 * are called questions. Only in a text without other marks: else they are parts of answers.
 */
function* sectionsAmong(
  texts: readonly string[],
  opaque: readonly unknown[],
): Steps<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  const banners = new Map<number, string>();
  const names = new Set<string>();
  let [asking, hasMarks, last] = [0, false, -1];
  for (let index = 0; index < texts.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const text = texts[index] ?? '';
    if (text === '' || opaque[index] !== undefined) continue;
    const framed = last === -1 ? undefined : banner.exec(texts[last] ?? '')?.[1];
    hasMarks ||= otherMarks.test(text);
    // Then only frames name anything.
    if (hasMarks && framed === undefined) {
      last = index;
      continue;
    }
    const count = /^ {0,3}(\d{1,4})[.)]/.exec(text);
    const wording = text.slice(count?.[0].length ?? 0, longestLine).trim();
    const asks = () => likeness(wording, count !== null) >= surely;
    if (framed !== undefined && (count?.[1] === '1' || asks())) banners.set(last, framed);
    last = index;
    if (hasMarks) continue;
    const at = (texts[index - 1] ?? '').trim() === '' ? index - 2 : index - 1;
    const name = texts[at] ?? '';
    if (name === '' || name.length > longestSection || opaque[at] !== undefined) continue;
    const isCounted = countedSection.test(name);
    const isNumbered = (isCounted || at === index - 1) && /^ {0,3}1[.)]\s/.test(text);
    if (isCounted) {
      if (!isNumbered) continue;
    } else if (isNumbered) {
      if (!/^\p{L}/u.test(name) || !sectionMark.test(name)) continue;
      if ((texts[index - 2] ?? '').trim() !== '') continue;
    } else if (!/^\p{L}/u.test(text) || !calledQuestions.test(name)) continue;
    found.set(at, name.replace(sectionMark, ''));
    names.add(name);
    if (asks()) asking++;
  }
  // What is repeated, as "Follow-ups:" is, names nothing.
  const areNames = names.size === found.size;
  const areSections = areNames && asking >= leastSections && asking * 2 > found.size;
  return areSections && !hasMarks ? new Map([...found, ...banners]) : banners;
}

/** What a line may begin with: most begin with a letter, and need no more looking at. */
function firstMark(text: string): 'letter' | 'heading' | 'other' {
  let at = 0;
  let code = text.charCodeAt(0);
  while (code === 32 || code === 9) code = text.charCodeAt(++at);
  if (code === 35) return 'heading';
  return (code >= 65 && code <= 90) || (code >= 97 && code < 0x2000 && !isDigit(code))
    ? 'letter'
    : 'other';
}

/** Whether a code above those of Latin letters is that of a digit. */
function isDigit(code: number): boolean {
  return code >= 0x660 && /\p{Nd}/u.test(String.fromCharCode(code));
}

const backToTop =
  /^\W{0,8}\[[^[\]]{0,40}[⬆↥↑▲🔝][^[\]]{0,40}\]\(#[^()\s]*\)\W{0,4}$|^(?:[\p{Extended_Pictographic}\uFE0F*_[\](↥↑▲⇧\s]|<[^<>]*>)*(?:back to (?:the )?(?:top|contents?|index|questions?)|go to top|nach oben|返回(?:顶部|目录))/iu;

/** Fast path: most lines begin with a letter no back link has. */
function leadsBack(text: string): boolean {
  return !/^[ac-fh-mo-z]/i.test(text) && backToTop.test(text);
}

/** `**Fundamentals:**`, or with the colon after the bold, on its own line. */
function isLabel(text: string): boolean {
  return /^\s*\*\*[^*]{1,80}(?:[:：]\*\*|\*\*[:：])\s*$/.test(text);
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** The lines in code blocks, including their fences, or in comments. */
function* opaqueLines(texts: readonly string[]): Steps<('code' | 'comment' | undefined)[]> {
  const opaque: ('code' | 'comment' | undefined)[] = [];
  let recoveries = 0;
  let looked = 0;
  for (let index = 0; index < texts.length; index++) {
    if (++looked % linesInStep === 0) yield;
    const whole = texts[index] ?? '';
    if (!whole.includes('```') && !whole.includes('~~~') && !whole.includes('<!--')) continue;
    const text = whole.slice(0, longestLine).trimStart();
    const fence = /^(?:(?:[-*+]|\d{1,4}[.)])\s{1,4})?(`{3,}|~{3,}(?!~))[^`]*$/.exec(text);
    const comment = text.startsWith('<!--');
    if (!fence?.[1] && !comment) continue;
    const end = fence?.[1] ? closingFence(texts, index, fence[1]) : closingComment(texts, index);
    if (end === undefined && recoveries++ < mostOpenFences) continue;
    const last = end ?? texts.length - 1;
    const kind = comment && end !== undefined ? 'comment' : 'code';
    for (let line = index; line <= last; line++) opaque[line] = kind;
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

/** The mark of an item: `-`, `*`, `+`, `1.` or `1)`, or a full-width stop. */
function readMark(line: string): Mark | undefined {
  if (line.includes('<li')) {
    const item = /^([ \t]*)<li\b[^<>]*>[ \t]*/i.exec(line);
    if (item) {
      const rest = line.slice(item[0].length).replace(/<\/li>\s*$/i, '');
      const indent = columns(item[1] ?? '');
      return { indent, number: undefined, rest, width: indent + 2 };
    }
  }
  const match =
    /^([ \t]*)(?:[-*+•]|[●○▪▫◦‣■◆►➤➢❖]|(\p{Nd}{1,4})(?:[.)、．]|\\\.))(?:[ \t]+|$|(?<=[、．])|(?<=[.])(?=\p{Script=Han}))/u.exec(
      line,
    );
  if (!match || /^[ \t]*(?:[-*][ \t]*){3,}$/.test(line)) return undefined;
  const number = match[2] === undefined ? undefined : valueOf(match[2]);
  const rest = line.slice(match[0].length);
  return { indent: columns(match[1] ?? ''), number, rest, width: columns(match[0]) };
}

/** `## Words`, or `##Words`, which most tools show as a heading; a single `#` may begin a tag. */
function readHeading(
  text: string,
  marked: boolean,
  line: string,
): { level: number; heading: string } | undefined {
  if (!text.startsWith('#')) return undefined;
  // In a list it may be further in, but so may be the comments of code.
  const isNumbered = /^#{2,6}[ \t]+\d{1,4}[.)]/.test(text);
  if (!marked && indentOf(line) > (isNumbered ? 4 : 3)) return undefined;
  const marks = /^#+/.exec(text)?.[0].length ?? 0;
  const after = text.charAt(marks);
  if (marks > 6 || (after !== '' && !/\s/.test(after) && marks === 1)) return undefined;
  return { level: marks, heading: withoutClosing(text.slice(marks).trim(), marks) };
}

/** `<h3 id="orm">The ORM</h3>` on a line of its own, without code as `{name}`, however closed. */
function htmlHeading(text: string): { level: number; heading: string } {
  const found = /^<h([1-6])\b[^<>]*>((?:[^<{]|\{[\s}])*)<\W{0,3}h[1-6]>\s*$/i.exec(text);
  const heading = (found?.[2] ?? '').trim();
  return heading === '' ? { level: 0, heading } : { level: Number(found?.[1]), heading };
}

/** Strips closing marks as in `Words ##`, also `Words?##` if they are as many as at the start. */
function withoutClosing(heading: string, level: number): string {
  let end = heading.length;
  while (heading.charAt(end - 1) === '#') end--;
  const isClosed = level > 1 && heading.length - end === level;
  return end === 0 || isClosed || /\s/.test(heading.charAt(end - 1))
    ? heading.slice(0, end).trimEnd()
    : heading;
}

/** The heading level that a `===` or `---` line below gives a line; 0 for anything else. */
function underlined(line: string, next: string, before: string): number {
  const mark = next.trimStart().charAt(0);
  if (mark !== '=' && mark !== '-') return 0;
  if (line.trim() === '' || before.trim() !== '' || /^\s*[<>|]|\|/.test(line)) return 0;
  if (/^ {0,3}={2,}\s*$/.test(next)) return 1;
  return /^ {0,3}-{2,}\s*$/.test(next) ? 2 : 0;
}

/** The width of white space and marks, in columns; tabs stop at every fourth. */
export function columns(text: string): number {
  if (text === '') return 0;
  let width = 0;
  for (const character of text) width += character === '\t' ? 4 - (width % 4) : 1;
  return width;
}

/** The columns of white space before a line's text. */
export function indentOf(line: string): number {
  let width = 0;
  for (let index = 0; line[index] === ' ' || line[index] === '\t'; index++)
    width += line[index] === '\t' ? 4 - (width % 4) : 1;
  return width;
}

/** Removes up to `width` columns of white space from a line's start. */
export function dedent(line: string, width: number): string {
  let column = 0;
  let index = 0;
  while (column < width && (line[index] === ' ' || line[index] === '\t')) {
    column += line[index] === '\t' ? 4 - (column % 4) : 1;
    index++;
  }
  return line.slice(index);
}

/** Whether a text has the cards or the questions of LaTeX's classes for them. */
export function isLatex(text: string): boolean {
  return (
    text.includes('\\') && /^[ \t]{0,20}\\(?:card\{|begin\{flashcard\}|question\s)/m.test(text)
  );
}

/** Whether a text has the directives or link targets of reStructuredText. */
export function isRestructured(text: string): boolean {
  return /^\.\. (?:_[^:\n]{1,200}: |[\w-]{1,40}::)/m.test(text);
}

/** Whether a text has Logseq's cards or items. */
export function isLogseq(text: string): boolean {
  return /^[ \t]{1,40}(?:id|collapsed|card-[\w-]{1,40})::\s| #card$/m.test(text);
}
