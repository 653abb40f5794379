import type { MarkdownIt, StateInline } from 'markdown-it';

/**
 * Keeps `$…$` and `$$…$$` as typed, where emphasis would remove their `_` and `*`. Formulas are not
 * typeset: people see what the author wrote.
 *
 * Uses pandoc's rule, which excludes prices and shell variables: no space after the first mark,
 * none before the last, and no digit after that. Source: pandoc.org/MANUAL.html, "Extension:
 * tex_math_dollars".
 */
export function keepMath(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'math', mathInline);
}

/** Longer text, in characters, is no formula. */
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

/** The position of the mark that ends a formula; -1 if there is none, or code begins before it. */
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
