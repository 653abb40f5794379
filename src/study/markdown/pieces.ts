/** Splits long Markdown so that no piece keeps a process busy for long. */

/** Longer texts are split, in UTF-16 units: the amount read in one go. */
export const longestPiece = 30_000;

/** A piece and its first line, from 0. */
export interface Piece {
  readonly markdown: string;
  readonly line: number;
}

/**
 * Splits Markdown before an unindented paragraph, heading or code block after an empty line, which
 * does not depend on the text before it. If there is none for too long, at an empty line, at a
 * line's end, or in a line that no person wrote.
 */
export function piecesOf(markdown: string, longest = longestPiece): readonly Piece[] {
  if (markdown.length <= longest) return [{ markdown, line: 0 }];
  const pieces: Piece[] = [];
  const lines = markdown.split('\n').flatMap(line => shortLines(line, longest));
  const fence = new Fences();
  let start = 0;
  let length = 0;
  /** Possible ends of the current piece, the better one first. */
  let places: [between: number, empty: number] = [0, 0];
  for (const [at, line] of lines.entries()) {
    const isBehindEmpty = at > start && lines[at - 1]?.trim() === '';
    if (isBehindEmpty && !fence.isOpen) {
      places[1] = at;
      if (beginsAnew.test(line)) places[0] = at;
    }
    fence.take(line);
    if (length + line.length + 1 > longest && at > start) {
      const end = places.find(place => place > start) ?? at;
      pieces.push({ markdown: lines.slice(start, end).join('\n'), line: start });
      start = end;
      places = [0, 0];
      length = lines.slice(end, at).reduce((sum, { length: more }) => sum + more + 1, 0);
    }
    length += line.length + 1;
  }
  pieces.push({ markdown: lines.slice(start).join('\n'), line: start });
  return pieces;
}

/** Neither a list item nor a quotation, which continue after an empty line. */
const beginsAnew = /^(?![\s>]|[-*+]\s|\d{1,9}[.)]\s)/;

function shortLines(line: string, longest: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += longest) parts.push(line.slice(at, at + longest));
  return parts.length === 0 ? [''] : parts;
}

/** Tracks line by line whether a line is in a code block. */
export class Fences {
  #mark = '';

  get isOpen(): boolean {
    return this.#mark !== '';
  }

  take(line: string): void {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? [];
    if (mark === '') return;
    if (this.#mark === '') {
      if (mark.startsWith('~') || !info.includes('`')) this.#mark = mark;
    } else if (mark.startsWith(this.#mark) && info.trim() === '') this.#mark = '';
  }
}
