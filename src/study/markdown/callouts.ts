import type { MarkdownIt } from 'markdown-it';

/** The kinds of callouts, as in GitHub and Obsidian. */
const kinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type CalloutKind = (typeof kinds)[number];

const start = /^\[!([a-z]{3,9})\][ \t]*(?:\n|$)/i;

/** The kind of a quotation whose text begins with a line such as `[!NOTE]`; else `undefined`. */
export function calloutKind(text: string): CalloutKind | undefined {
  const name = start.exec(text)?.[1]?.toLowerCase();
  return kinds.find(kind => kind === name);
}

/** Shows a quotation that begins with `[!NOTE]` as a callout with that title and a class. */
export function showCallouts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'callouts', state => {
    const { tokens } = state;
    tokens.forEach((token, index) => {
      const inline = tokens[index + 2];
      if (token.type !== 'blockquote_open' || inline?.type !== 'inline') return;
      const kind = calloutKind(inline.content);
      if (kind === undefined) return;
      token.attrJoin('class', `callout callout-${kind}`);
      const title = `**${kind.charAt(0).toUpperCase()}${kind.slice(1)}**`;
      const rest = inline.content.replace(start, '');
      // The title replaces the mark; an empty paragraph would leave a gap.
      inline.content = rest === '' ? title : `${title}\\\n${rest}`;
    });
  });
}
