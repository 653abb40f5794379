/**
 * Breaks links in others' Markdown that a person will have open as a source: at Ctrl+click, VS Code
 * runs `command:`, and hands any other scheme to the program that registered it.
 */
import { readBlocksInSteps } from '../pack/blocks';
import { finish, type Steps } from '../steps';

/** Shows as nothing, and ends whatever stands before it. */
const joiner = '\u2060';

/**
 * What VS Code takes for a link's beginning (vscode-markdown-languageservice, `documentLinks.ts`) with
 * its scheme behind it: `[text](…` and `[name]: …`, `<…>`, and attributes of HTML, where an entity may
 * hide the scheme.
 */
const linkStart =
  /\](?=([(:])\s*(?:<\s*)?([a-z-]{2,}:))|<(?=([a-z-]{2,32}:)(:?)[^\s<>]*[<>])|(?:href|src|placeholder)\s*=\s*(?:["']\s*)?(?=([a-z-]{2,}:)|[a-z-]{0,30}&(?:#|\w{1,30};))/gi;

/** What may be the beginning of a link. */
interface LinkStart {
  /** Where it begins in the text. */
  readonly index: number;
  /** Where a joiner breaks it. */
  readonly end: number;
  /** With its colon; `undefined` where an entity hides it. */
  readonly scheme: string | undefined;
  /** Whether it is of the form `[name]: …`. */
  readonly isDefinition: boolean;
  /** Whether a second colon follows the scheme, as in `<std::string>`. */
  readonly isName: boolean;
}

/** Schemes that lead to a page or a letter. */
const harmless = /^(?:https?|mailto):$/i;

/** Schemes that the editor itself carries out: its commands, and its own addresses. */
const ofEditor = /^(?:command|vscod[a-z-]*|code-oss|cursor|windsurf):$/i;

/** Schemes of Windows that programs and searches were started with to attack people. */
const ofSystem = /^(?:ms-|search)[a-z-]*:$/i;

const isOfEditor = ({ scheme }: LinkStart) => scheme === undefined || ofEditor.test(scheme);

/**
 * A note without links that the editor carries out, such as `command:`. Others stay, since the person
 * may have written them. Applied again it changes nothing. Takes time in proportion to the text.
 */
export function withoutCommandLinks(note: string): string {
  return withJoiners(note, Array.from(linkStarts(note)).filter(isOfEditor));
}

/** The text as it was before its links were broken. */
export function withLinks(markdown: string): string {
  return markdown.replaceAll(joiner, '');
}

/** `withoutUnsafeLinksInSteps` in one go. */
export function withoutUnsafeLinks(markdown: string): string {
  return finish(withoutUnsafeLinksInSteps(markdown));
}

/**
 * The text without links whose scheme is neither `http:`, `https:` nor `mailto:`: it looks the same, and
 * has an invisible character in them. Code stays as it is, apart from links that run commands or whose
 * schemes are known from attacks, since readers disagree on what is code. Applied again it changes
 * nothing. Takes time in proportion to the text, in steps of a few milliseconds.
 */
export function* withoutUnsafeLinksInSteps(markdown: string): Steps<string> {
  const unsafe: LinkStart[] = [];
  const unsure: LinkStart[] = [];
  let count = 0;
  for (const start of linkStarts(markdown)) {
    if (++count % startsInStep === 0) yield;
    const { scheme = '', isName } = start;
    if (isOfEditor(start) || ofSystem.test(scheme)) unsafe.push(start);
    else if (!isName && !harmless.test(scheme)) unsure.push(start);
  }
  if (unsure.length > 0) {
    const isLink = yield* linksAmong(markdown);
    for (const start of unsure) {
      if (++count % startsInStep === 0) yield;
      if (isLink(start)) unsafe.push(start);
    }
    unsafe.sort((a, b) => a.end - b.end);
  }
  return withJoiners(markdown, unsafe);
}

const startsInStep = 1000;

function* linkStarts(markdown: string): Generator<LinkStart> {
  for (const match of markdown.matchAll(linkStart)) {
    const [{ length }, mark, inline, auto, second, attribute] = match;
    yield {
      index: match.index,
      end: match.index + length,
      scheme: inline ?? auto ?? attribute,
      isDefinition: mark === ':',
      isName: second === ':',
    };
  }
}

/** @param starts in the order of the text */
function withJoiners(markdown: string, starts: readonly LinkStart[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { end } of starts) {
    parts.push(markdown.slice(from, end));
    from = end;
  }
  parts.push(markdown.slice(from));
  return parts.join(joiner);
}

/** What stands before the colon of a definition: its name, which an earlier line may have begun. */
const definition = /^(?:[\t >]*\[(?!\^)(?:\\.|[^\]\\])*|[^[\]]*)\]/;

/**
 * Tells whether what may be a link is one: not in a block of code nor between backticks on one line, and
 * a definition only where a line begins. To be asked from the beginning to the end of the text.
 */
function* linksAmong(markdown: string): Steps<(start: LinkStart) => boolean> {
  const { lines, blocks } = yield* readBlocksInSteps(markdown);
  const code = new Set<number>();
  for (const { tokens, endLine } of blocks) {
    for (const { type, map } of tokens) {
      if ((type !== 'fence' && type !== 'code_block') || !map) continue;
      for (let line = map[0]; line < Math.min(map[1], endLine); line++) code.add(line);
    }
  }
  let line = -1;
  let at = 0;
  let next = 0;
  let spans: RegExpExecArray[] = [];
  let span = 0;
  let nameEnd = 0;
  return ({ index, isDefinition }) => {
    if (index >= next) {
      while (index >= next) {
        at = next;
        next += (lines[++line]?.length ?? Infinity) + 1;
      }
      const text = code.has(line) ? '' : (lines[line] ?? '');
      spans = Array.from(text.matchAll(/(?<![`\\])(`+)[^`]+\1(?!`)/g));
      span = 0;
      nameEnd = definition.exec(text)?.[0].length ?? 0;
    }
    const column = index - at;
    if (code.has(line) || (isDefinition && column + 1 !== nameEnd)) return false;
    const endOf = (one: RegExpExecArray | undefined) => one && one.index + one[0].length;
    while ((endOf(spans[span]) ?? Infinity) <= column) span++;
    return (spans[span]?.index ?? Infinity) > column;
  };
}
