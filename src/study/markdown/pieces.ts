/** Long Markdown in pieces, so that none of them keeps a process busy for long. */

/** A text is divided where it is longer than this, in UTF-16 units: what is read at one go. */
export const longestPiece = 30_000;

/** A piece, and the line that it begins on, from 0. */
export interface Piece {
  readonly markdown: string;
  readonly line: number;
}

/**
 * Divides Markdown: before a paragraph, a heading or a block of code that stands behind an empty line
 * at the margin, which begins anew whatever came before. Where there is none for too long, at an empty
 * line, at the end of a line, or in a line that nobody wrote.
 */
export function piecesOf(markdown: string, longest = longestPiece): readonly Piece[] {
  if (markdown.length <= longest) return [{ markdown, line: 0 }];
  const pieces: Piece[] = [];
  const lines = markdown.split('\n').flatMap(line => shortLines(line, longest));
  const fence = new Fences();
  let start = 0;
  let length = 0;
  /** Where the present piece may end, the better way first. */
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

/** Neither an item of a list nor a quotation, which go on behind an empty line. */
const beginsAnew = /^(?![\s>]|[-*+]\s|\d{1,9}[.)]\s)/;

function shortLines(line: string, longest: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < line.length; at += longest) parts.push(line.slice(at, at + longest));
  return parts.length === 0 ? [''] : parts;
}

/** Whether a line stands in a block of code: takes a text line by line. */
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
