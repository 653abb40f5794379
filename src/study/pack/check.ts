import { isSafeLink } from '../markdown/links';
import type { BlockText } from './blocks';
import type { Report } from './draft';
import { linkDestinations } from './inline';
import { isRelative } from './readme';

/** Reports what a file's Markdown has wrong, whatever the questions in it. */
export function checkMarkdown(text: BlockText, isReadme: boolean, report: Report): void {
  for (const { startLine, endLine, swallowed } of text.unclosed) {
    report(
      'unclosed-fence',
      swallowed ? 'error' : 'warning',
      { startLine, endLine },
      'This code block is never closed. Close it with a line of the same marks, such as ```.',
    );
  }
  for (const { href, startLine, endLine } of text.references) {
    if (!isSafeLink(href)) reportLink(href, startLine, endLine, report);
  }
  for (const { tokens } of text.blocks) {
    for (const token of tokens) {
      if (token.type !== 'inline' || !token.map || !mayBeUnsafe.test(token.content)) continue;
      const [startLine, endLine] = token.map;
      for (const destination of linkDestinations(token.content)) {
        // A README's links to the files beside it are what gives their order.
        if (isSafeLink(destination) || (isReadme && isRelative(destination))) continue;
        const at = token.content.indexOf(destination);
        if (at === -1) reportLink(destination, startLine, endLine, report);
        else {
          const line = startLine + token.content.slice(0, at).split('\n').length - 1;
          reportLink(destination, line, line + 1, report);
        }
      }
    }
  }
}

/** Passes over the usual safe links, so that most of the text is not read a second time. */
const mayBeUnsafe =
  /\]\((?!https:\/\/[a-z0-9.-]+[/)#?]|mailto:|#)|<(?!https:|mailto:)[a-z][a-z0-9+.-]*:/i;

function reportLink(href: string, startLine: number, endLine: number, report: Report): void {
  const shown = href.length > 80 ? `${href.slice(0, 80)}…` : href;
  report(
    'unsafe-link',
    'warning',
    { startLine, endLine },
    `The link to “${shown}” is shown as plain text. Links may lead to https:// pages, to mailto: addresses and, as #id, to questions.`,
  );
}
