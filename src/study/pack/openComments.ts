/** Finds comments that would swallow questions because they are not closed where they should be. */
import { nextQuestion, type CommentCheck } from './blocks';

export interface OpenComments {
  /** For `readBlocksInSteps`: whether a comment is text. */
  readonly isText: CommentCheck;
  /** By the lines where they begin, those of the first questions in them, as known by then. */
  readonly found: ReadonlyMap<number, number>;
}

/**
 * Looks at the comments of one text. One that holds a question is text if another one's end closes it,
 * or if it begins with words right below those of a paragraph and does not end in a line of its own, as
 * a draft does. With words at its beginning it is found in any case; otherwise the author hid the
 * question on purpose: with the mark alone on its line, or before a heading. Goes over the text once,
 * however many comments begin.
 */
export function openComments(text: string): OpenComments {
  const lines = text.split('\n');
  const found = new Map<number, number>();
  let heading = -1;
  let source = '';
  let inner = -1;
  const isText: CommentCheck = (state, line, offset, above) => {
    const startLine = offset + line;
    if (heading <= startLine) heading = nextQuestion(lines, { startLine });
    if (heading === -1) heading = lines.length;
    if (heading >= offset + state.line) return false;
    const from = state.bMarks[heading - offset] ?? 0;
    if (source !== state.src || inner < from) inner = state.src.indexOf('<!--', from);
    if (inner === -1) inner = Infinity;
    source = state.src;
    const hasInner = inner < (state.eMarks[state.line - 1] ?? 0);
    const hasWords = /^ {0,3}<!--[^\S\n]{0,80}[^\s#]/.test(lines[startLine] ?? '');
    if (hasInner || hasWords) found.set(startLine, heading);
    const isBelow = above?.type === 'paragraph' && above.endLine === startLine;
    if (hasInner || !hasWords || !isBelow) return hasInner;
    // In the text: the state may have a piece of it that ends before.
    let end = heading;
    while (lines[end]?.includes('-->') === false) end++;
    return lines[end]?.trim() !== '-->';
  };
  return { isText, found };
}
