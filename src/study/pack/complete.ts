/** Finds what can be completed in a pack's text. */

export interface CompletionPlace {
  /**
   * A section's heading, the id a link leads to, the id of a new question; for an exercise its
   * kind, and the mark of one of its blocks.
   */
  readonly kind: 'section' | 'link' | 'id' | 'exercise-kind' | 'exercise-mark';
  /** The first column that a choice replaces. */
  readonly start: number;
}

/** Tells what can be completed after the text of a line up to the cursor. */
export function completionPlace(before: string): CompletionPlace | undefined {
  // Searched from the end, so that a long line is as fast as a short one.
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

/** Ids have at most 100 characters; nobody types more to complete one. */
const longestTyped = 120;

/** Whether a line is in a code block, judging by the lines above it. */
export function isInCode(lines: readonly string[], line: number): boolean {
  const code = new CodeReader();
  for (let at = Math.max(0, line - mostLines); at < line; at++) code.read(lines[at] ?? '');
  return code.inside;
}

/** Tracks, line by line, whether a code block is open. */
export class CodeReader {
  #open: string | undefined;

  get inside(): boolean {
    return this.#open !== undefined;
  }

  read(line: string): void {
    const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark === undefined) return;
    if (this.#open === undefined) this.#open = mark;
    else if (mark.startsWith(this.#open)) this.#open = undefined;
  }
}

/** The maximum length of a code block. */
const mostLines = 2000;
