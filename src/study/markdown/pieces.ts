/** Splits long Markdown so that no piece keeps a process busy for long. */

/** Longer texts are split, in UTF-16 units: the amount read in one go. */
export const longestPiece = 30_000;

/** A code block that goes on in another piece is opened there with so much of its line. */
const longestOpening = 200;

/** A piece and its first line, from 0; that of the line above if a code block goes on in it. */
export interface Piece {
  readonly markdown: string;
  readonly line: number;
}

/**
 * Splits Markdown before an unindented paragraph, heading or code block after an empty line, which
 * does not depend on the text before it. If there is none for too long, at an empty line, at a
 * line's end, or in a line that no person wrote. A code block is closed there and opened again, so
 * that all pieces read as they did together.
 */
export function piecesOf(markdown: string, longest = longestPiece): readonly Piece[] {
  if (markdown.length <= longest) return [{ markdown, line: 0 }];
  const pieces: Piece[] = [];
  const longestLine = longest - 2 * (longestOpening + 1);
  const lines = markdown.split('\n').flatMap(line => shortLines(line, longestLine));
  const fence = new Fences();
  let start = 0;
  let length = 0;
  /** Possible ends of the current piece, the better one first. */
  let places: [between: number, empty: number] = [0, 0];
  /** The line that opens the code block which the current piece begins in. */
  let reopened: string[] = [];
  const add = (end: number, closing: readonly string[]) => {
    const markdown = [...reopened, ...lines.slice(start, end), ...closing].join('\n');
    pieces.push({ markdown, line: start - reopened.length });
  };
  for (const [at, line] of lines.entries()) {
    const isBehindEmpty = at > start && lines[at - 1]?.trim() === '';
    if (isBehindEmpty && !fence.isOpen) {
      places[1] = at;
      if (beginsAnew.test(line)) places[0] = at;
    }
    const opening = fence.opening.slice(0, longestOpening);
    fence.take(line);
    const isClosing = opening !== '' && !fence.isOpen && line.length <= opening.length;
    // With room for the line that closes the code block.
    const isLong = length + line.length + 1 + opening.length > longest;
    if (isLong && at > start && !isClosing) {
      const end = places.find(place => place > start) ?? at;
      const isInside = end === at && opening !== '';
      add(end, isInside ? [/^ *(?:`+|~+)/.exec(opening)?.[0] ?? ''] : []);
      start = end;
      places = [0, 0];
      reopened = isInside ? [opening] : [];
      length = [...reopened, ...lines.slice(end, at)].reduce((sum, one) => sum + one.length + 1, 0);
    }
    length += line.length + 1;
  }
  add(lines.length, []);
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
  #opening = '';

  /** The line that opened the code block; empty outside of any. */
  get opening(): string {
    return this.isOpen ? this.#opening : '';
  }

  get isOpen(): boolean {
    return this.#mark !== '';
  }

  take(line: string): void {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? [];
    if (mark === '') return;
    if (this.#mark === '') {
      if (mark.startsWith('~') || !info.includes('`')) [this.#mark, this.#opening] = [mark, line];
    } else if (mark.startsWith(this.#mark) && info.trim() === '') this.#mark = '';
  }
}
