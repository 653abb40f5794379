import { isSafeLink } from '../markdown/links';
import type { BlockText } from './blocks';
import type { LineRange, Report } from './draft';
import { linkDestinations } from './inline';
import { isRelative } from './readme';

/** A link such as `[signals](#signals)`. */
export interface QuestionLink extends LineRange {
  /** The question's id, as written. */
  readonly id: string;
}

/** Reports what a file's Markdown has wrong, whatever the questions in it; gives its links to questions. */
export function checkMarkdown(text: BlockText, isReadme: boolean, report: Report): QuestionLink[] {
  const links: QuestionLink[] = [];
  const check = (href: string, range: LineRange): void => {
    if (!isSafeLink(href)) {
      // A README's links to the files beside it are what gives their order.
      if (!isReadme || !isRelative(href)) {
        report('unsafe-link', 'warning', range, href.length > 80 ? `${href.slice(0, 80)}…` : href);
      }
    } else if (href.startsWith('#')) {
      links.push({ ...range, id: href.slice(1) });
    }
  };
  for (const { startLine, endLine, swallowed } of text.unclosed) {
    report('unclosed-fence', swallowed ? 'error' : 'warning', { startLine, endLine });
  }
  for (const { href, startLine, endLine } of text.references) {
    check(href, finder(text.lines, startLine, endLine)(href));
  }
  for (const { tokens } of text.blocks) {
    for (const token of tokens) {
      if (token.type !== 'inline' || !token.map || !mayMatter.test(token.content)) continue;
      const place = finder(text.lines, ...token.map);
      for (const href of linkDestinations(token.content)) check(href, place(href));
    }
  }
  return links;
}

/** Passes over the usual links to pages, so that most of the text is not read a second time. */
const mayMatter =
  /\]\((?!https:\/\/[a-z0-9.-]+[/)#?]|mailto:)|<(?!https:|mailto:)[a-z][a-z0-9+.-]*:/i;

/** After so many destinations that are written otherwise than they read, places are not looked for. */
const mostMisses = 20;

/**
 * Finds where destinations stand among the lines, one after the other. Gives all of the lines for
 * one that is written in another way, such as with `&amp;`.
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
