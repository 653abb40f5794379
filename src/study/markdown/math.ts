import type { MarkdownIt, StateInline } from 'markdown-it';

/**
 * Leaves `$…$` and `$$…$$` as they were typed, where emphasis would take away the `_` and `*` in it.
 * Formulas are not set: what a person reads is what the author wrote.
 *
 * What counts is pandoc's rule, which keeps prices and shell variables out: no space behind the first
 * mark, none before the last, and no digit behind that. Source: pandoc.org/MANUAL.html,
 * "Extension: tex_math_dollars".
 */
export function keepMath(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'math', mathInline);
}

/** A longer formula, in characters, is none. */
const longest = 1000;

function mathInline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charAt(pos) !== '$') return false;
  const marks = src.charAt(pos + 1) === '$' ? '$$' : '$';
  const start = pos + marks.length;
  if (/[\s$]|^$/.test(src.charAt(start))) return false;
  const within = src.slice(start, Math.min(posMax, start + longest));
  const length = closing(within, marks);
  if (length === -1) return false;
  const end = start + length + marks.length;
  if (!silent) state.push('text', '', 0).content = src.slice(pos, end);
  state.pos = end;
  return true;
}

/** Where the mark is that ends a formula; -1 where none does, or code begins before it. */
function closing(text: string, marks: string): number {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '`') return -1;
    if (character === '\\') at++;
    else if (text.startsWith(marks, at)) {
      const isEnd = at > 0 && !/\s/.test(text.charAt(at - 1));
      return isEnd && !/\d/.test(text.charAt(at + marks.length)) ? at : -1;
    }
  }
  return -1;
}
