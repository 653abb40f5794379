import type { Env, MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/**
 * Hides HTML comments, as other Markdown readers do, while all other HTML stays plain text. An
 * unclosed comment is text too: it must not swallow the rest.
 */
export function hideComments(md: MarkdownIt): void {
  md.block.ruler.before('html_block', 'comment', commentBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  md.inline.ruler.before('autolink', 'comment', commentInline);
}

/** The rule for a comment between other blocks; makes no tokens. */
export function commentBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = position(state.bMarks, startLine) + position(state.tShift, startLine);
  if (position(state.sCount, startLine) - state.blkIndent >= 4) return false;
  if (!state.src.startsWith('<!--', start)) return false;
  const comment = commentEnd(state.src, start, state.env);
  const { end, isAlone } = comment;
  // Text after the comment is kept: the inline rule hides the comment in its paragraph.
  if (!isAlone || end > position(state.eMarks, endLine - 1)) return false;
  const gone = state.env[left] as ItemLeft | undefined;
  const isGone = gone?.source === state.src && gone.end === end;
  if (isGone && startLine < gone.line && gone.indent < state.blkIndent) return false;
  // Between other blocks no line ends an item: the walk can begin where the last one came.
  const isTop = state.level === 0;
  let line = isTop ? Math.max(startLine, comment.line) : startLine;
  while (position(state.eMarks, line) < end) {
    line++;
    // Less indented than its list item: the item ended, and the comment with it.
    const indent = position(state.sCount, line);
    if (!state.isEmpty(line) && indent < state.blkIndent) {
      state.env[left] = { source: state.src, end, line, indent } satisfies ItemLeft;
      return false;
    }
  }
  if (isTop) comment.line = line;
  if (!silent) state.line = line + 1;
  return true;
}

interface CommentEnd {
  readonly source: string;
  readonly from: number;
  /** After the `-->`; -1 if there is none. */
  readonly end: number;
  /** Whether there is one and nothing but white space after it on its line. */
  readonly isAlone: boolean;
  /** The line that it is on; 0 if that is not known. */
  line: number;
}

/**
 * Finds the `-->` that ends the comment at `start`. Caches results, or a file full of `<!--` would
 * be searched to its end for each of them.
 */
function commentEnd(source: string, start: number, env: Env): CommentEnd {
  const known = env[remembered] as CommentEnd | undefined;
  // Text read in pieces has a different source for each, with other positions.
  if (
    known?.source === source &&
    known.from <= start &&
    (known.end === -1 || known.end >= start + 7)
  ) {
    return known;
  }
  const found = source.indexOf('-->', start + 4);
  const end = found === -1 ? -1 : found + 3;
  const isAlone = end !== -1 && /^[^\S\n]*(?:\n|$)/.test(source.slice(end));
  return (env[remembered] = { source, from: start, end, isAlone, line: 0 } satisfies CommentEnd);
}

/** A line before the end of a comment with less indent than a list item: it ends the item. */
interface ItemLeft {
  readonly source: string;
  /** Of the comment. */
  readonly end: number;
  readonly line: number;
  readonly indent: number;
}

/** Found last; without it a list full of `<!--` would be walked to its end for each of them. */
const left = Symbol('the line that ended a comment’s list item');

const remembered = Symbol('the comment end found last');

/** Paragraphs without a further comment end, so that each is searched only once. */
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
