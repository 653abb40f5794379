/**
 * Breaks links in others' Markdown that a person will have open as a source: at Ctrl+click, VS Code
 * runs `command:`, and hands any other scheme to the program that registered it.
 */

/** Shows as nothing, and ends whatever stands before it. */
const joiner = '\u2060';

/**
 * What VS Code takes for a link's beginning (vscode-markdown-languageservice, `documentLinks.ts`) with
 * its scheme behind it: `[text](…` and `[name]: …`, `<…`, and attributes of HTML, where an entity may
 * hide the scheme.
 */
const linkStart =
  /\](?=[(:]\s*(?:<\s*)?([a-z-]{2,30}:))|<(?=([a-z-]{2,30}:))|(?:href|src|placeholder)\s*=\s*(?:["']\s*)?(?=([a-z-]{2,30}:)|[a-z-]{0,30}&(?:#|\w{1,30};))/gi;

/** Schemes that lead to a page or a letter. */
const harmless = /^(?:https?|mailto):$/i;
const command = /^command:$/i;

/** Schemes that the editor itself carries out: its commands, and its own addresses. */
const ofEditor = /^(?:command|vscod[a-z-]*|code-oss|cursor|windsurf):$/i;

/**
 * A note without links that the editor carries out, such as `command:`. Others stay, since the person
 * may have written them. Applied again it changes nothing. Takes time in proportion to the text.
 */
export function withoutCommandLinks(note: string): string {
  return note.replace(
    linkStart,
    (start: string, inline?: string, auto?: string, attribute?: string) => {
      const scheme = inline ?? auto ?? attribute;
      return scheme === undefined || ofEditor.test(scheme) ? start + joiner : start;
    },
  );
}

/**
 * The text without links whose scheme is neither `http:`, `https:` nor `mailto:`: it looks the same, and
 * has an invisible character in them. Code stays as it is, apart from links with `command:`, since
 * readers disagree on what is code. Applied again it changes nothing. Takes time in proportion to the
 * text.
 */
export function withoutUnsafeLinks(markdown: string): string {
  let inCode: ((at: number) => boolean) | undefined;
  return markdown.replace(
    linkStart,
    (
      start: string,
      inline: string | undefined,
      auto: string | undefined,
      attribute: string | undefined,
      at: number,
    ) => {
      const scheme = inline ?? auto ?? attribute;
      if (scheme !== undefined) {
        if (harmless.test(scheme)) return start;
        inCode ??= codeIn(markdown);
        if (!command.test(scheme) && inCode(at)) return start;
      }
      return start + joiner;
    },
  );
}

/** Tells whether a position is in a fenced block, or between single backticks on one line. */
function codeIn(markdown: string): (at: number) => boolean {
  const ranges: (readonly [start: number, end: number])[] = [];
  let fence: { readonly marks: string; readonly start: number } | undefined;
  let at = 0;
  for (const line of markdown.split('\n')) {
    const text = line.replace(/^[ \t>]+/, '').replace(/^(?:[-*+]|\d{1,9}[.)])[ \t>]+/, '');
    const marks = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(text)?.[0];
    if (fence !== undefined) {
      if (marks?.startsWith(fence.marks) === true && text.trimEnd() === marks) {
        ranges.push([fence.start, at + line.length]);
        fence = undefined;
      }
    } else if (marks !== undefined) fence = { marks, start: at };
    else if (/^(?: {4}|\t)/.test(line)) ranges.push([at, at + line.length]);
    else {
      for (const { index, 0: span } of line.matchAll(/(?<![`\\])(`+)[^`]+\1(?!`)/g)) {
        ranges.push([at + index, at + index + span.length]);
      }
    }
    at += line.length + 1;
  }
  if (fence !== undefined) ranges.push([fence.start, at]);
  let next = 0;
  // Asked from the beginning to the end.
  return where => {
    while ((ranges[next]?.[1] ?? Infinity) <= where) next++;
    return (ranges[next]?.[0] ?? Infinity) <= where;
  };
}
