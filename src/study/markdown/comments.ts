import type { Env, MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/**
 * Makes HTML comments disappear, as they do wherever else Markdown is read, while all other HTML
 * stays plain text. A comment that is never closed is text too: it must not swallow the rest.
 */
export function hideComments(md: MarkdownIt): void {
  md.block.ruler.before('html_block', 'comment', commentBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  md.inline.ruler.before('autolink', 'comment', commentInline);
}

function commentBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = position(state.bMarks, startLine) + position(state.tShift, startLine);
  if (position(state.sCount, startLine) - state.blkIndent >= 4) return false;
  if (!state.src.startsWith('<!--', start)) return false;
  const end = commentEnd(state.src, start, state.env);
  if (end === -1 || end > position(state.eMarks, endLine - 1)) return false;
  // Text after the comment is kept: its paragraph hides the comment by the inline rule.
  const lineEnd = state.src.indexOf('\n', end);
  if (state.src.slice(end, lineEnd === -1 ? undefined : lineEnd).trim() !== '') return false;
  let line = startLine;
  while (position(state.eMarks, line) < end) {
    line++;
    // Less indented than its list item: the item ended, and the comment with it.
    if (!state.isEmpty(line) && position(state.sCount, line) < state.blkIndent) return false;
  }
  if (!silent) state.line = line + 1;
  return true;
}

/**
 * Gives the position after the `-->` that ends the comment at `start`, or -1. Remembers what it
 * found, or a file full of `<!--` would be searched to its end for each of them.
 */
function commentEnd(source: string, start: number, env: Env): number {
  const known = env[remembered] as { source: string; from: number; end: number } | undefined;
  // A text that is read in pieces has another source for each, and other positions in it.
  if (
    known?.source === source &&
    known.from <= start &&
    (known.end === -1 || known.end >= start + 7)
  ) {
    return known.end;
  }
  const found = source.indexOf('-->', start + 4);
  const end = found === -1 ? -1 : found + 3;
  env[remembered] = { source, from: start, end };
  return end;
}

const remembered = Symbol('the comment end found last');

/** Paragraphs in which no further comment ends, so that each is searched to its end only once. */
const withoutEnd = new WeakSet<StateInline>();

function commentInline(state: StateInline): boolean {
  if (!state.src.startsWith('<!--', state.pos) || withoutEnd.has(state)) return false;
  const end = state.src.indexOf('-->', state.pos + 4);
  if (end === -1) withoutEnd.add(state);
  if (end === -1 || end + 3 > state.posMax) return false;
  state.pos = end + 3;
  return true;
}

function position(marks: readonly number[], line: number): number {
  return marks[line] ?? 0;
}
