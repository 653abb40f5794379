import type { MarkdownIt } from 'markdown-it';
import { createMarkdown } from '../markdown/parser';

/** Text that starts in bold: what is bold, and what follows. Both are inline Markdown, trimmed. */
export interface BoldStart {
  readonly bold: string;
  readonly rest: string;
}

/** Takes `**Question?** Answer` apart; `undefined` where the text does not start in bold. */
export function splitBold(text: string): BoldStart | undefined {
  const mark = text.slice(0, 2);
  if ((mark !== '**' && mark !== '__') || !/\S/.test(text.charAt(2))) return undefined;
  let at = 2;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 2;
    } else if (character === '`') {
      at = afterCode(text, at);
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

/** Gives the position after the code span at `start`, or after its backticks when nothing ends it. */
function afterCode(text: string, start: number): number {
  const length = runLength(text, start);
  let at = start + length;
  for (;;) {
    at = text.indexOf('`', at);
    if (at === -1) return start + length;
    const found = runLength(text, at);
    at += found;
    if (found === length) return at;
  }
}

function runLength(text: string, start: number): number {
  let end = start + 1;
  while (text[end] === text[start]) end++;
  return end - start;
}

/** Gives the destinations of all links in inline Markdown, safe or not, in order. */
export function linkDestinations(inline: string): string[] {
  if (!mayHaveLink.test(inline)) return [];
  const [token] = inlineReader().parseInline(inline, {});
  return (token?.children ?? [])
    .filter(child => child.type === 'link_open')
    .map(child => String(child.attrGet('href') ?? ''));
}

const mayHaveLink = /\]\(|<[a-z][a-z0-9+.-]*:/i;

let reader: MarkdownIt | undefined;

function inlineReader(): MarkdownIt {
  if (reader) return reader;
  reader = createMarkdown();
  reader.validateLink = () => true;
  return reader;
}
