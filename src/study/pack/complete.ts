/** Where in a pack's text something can be completed. */

export interface CompletionPlace {
  /**
   * A section's heading, the id of a question that a link leads to, the id of a new question; of an
   * exercise its kind, and the mark of one of its blocks.
   */
  readonly kind: 'section' | 'link' | 'id' | 'exercise-kind' | 'exercise-mark';
  /** The column from which on a choice takes the place of what was typed. */
  readonly start: number;
}

/** Tells what can be completed behind the text of a line up to the cursor. */
export function completionPlace(before: string): CompletionPlace | undefined {
  // Looked at from the end, so that a long line takes no longer than a short one.
  const end = before.slice(-longestTyped);
  const offset = before.length - end.length;
  const short = before.length > 200 ? '' : before;
  const kind = /^ {0,3}###[ \t]+exercise[ \t]*\{[^{}]*\bkind="([a-z]*)$/i.exec(short);
  if (kind) return { kind: 'exercise-kind', start: before.length - (kind[1]?.length ?? 0) };
  const mark = /^ {0,3}(?:`{3,}|~{3,})[^`~]*\btitle="[^"]*"[ \t]+([a-z]*)$/i.exec(short);
  if (mark) return { kind: 'exercise-mark', start: before.length - (mark[1]?.length ?? 0) };
  const section = /^ {0,3}###[ \t]+(?=[^#]*$)/.exec(short);
  if (section) return { kind: 'section', start: section[0].length };
  const link = /(?:\]\(|\]:[ \t]*<?|<)#([a-z0-9._-]*)$/i.exec(end);
  if (link) return { kind: 'link', start: offset + end.length - (link[1]?.length ?? 0) };
  const id = /[ \t]\{#([a-z0-9._-]*)$/i.exec(end);
  if (id && /^ {0,3}##[ \t]/.test(before)) {
    return { kind: 'id', start: offset + end.length - (id[1]?.length ?? 0) };
  }
  return undefined;
}

/** An id has 100 characters at most; more than that is not typed to be completed. */
const longestTyped = 120;

/** Whether a line is within a code block, as far as the lines above it tell. */
export function isInCode(lines: readonly string[], line: number): boolean {
  let open: string | undefined;
  for (let at = Math.max(0, line - mostLines); at < line; at++) {
    const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(lines[at] ?? '')?.[1];
    if (mark === undefined) continue;
    if (open === undefined) open = mark;
    else if (mark.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

/** A code block is not longer than this. */
const mostLines = 2000;
