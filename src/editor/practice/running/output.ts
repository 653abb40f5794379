/** Splits the checks' output by check. */

/** A piece of output; `id` is that of the check that printed it, empty between checks. */
export interface Piece {
  readonly id: string;
  readonly text: string;
}

/** Maximum output shown per check, and in total, in characters. */
export const mostOfOne = 50_000;
export const mostOfAll = 1_000_000;

/**
 * Splits a stream at the marks that the runner writes to it: `\x1e<mark> <id>\x1e`. Output beyond
 * the limits is counted but not kept.
 */
export class OutputDivider {
  readonly #mark: string;
  #id = '';
  #rest = '';
  /** How much was shown of the current check, and in total. */
  #ofOne = 0;
  #ofAll = 0;
  #left = 0;

  /** @param mark a word that cannot be printed by chance */
  constructor(mark: string) {
    this.#mark = `\x1e${mark} `;
  }

  /** The total number of characters not shown. */
  leftOut = 0;

  /** The pieces completed by this text. */
  add(text: string): readonly Piece[] {
    const pieces: Piece[] = [];
    let rest = this.#rest + text;
    for (;;) {
      const start = rest.indexOf(this.#mark);
      const end = start === -1 ? -1 : rest.indexOf('\x1e', start + this.#mark.length);
      if (end === -1) break;
      this.#take(rest.slice(0, start), pieces);
      this.#end(pieces);
      this.#id = rest.slice(start + this.#mark.length, end);
      rest = rest.slice(end + 1);
    }
    // The beginning of a mark waits for the rest of it.
    const open = rest.lastIndexOf('\x1e');
    const isMark =
      open !== -1 &&
      rest.length - open < 1000 &&
      (rest.startsWith(this.#mark, open) || this.#mark.startsWith(rest.slice(open)));
    this.#take(isMark ? rest.slice(0, open) : rest, pieces);
    this.#rest = isMark ? rest.slice(open) : '';
    return pieces;
  }

  /** The remaining pieces at the end of the stream. */
  end(): readonly Piece[] {
    const pieces: Piece[] = [];
    this.#take(this.#rest, pieces);
    this.#rest = '';
    this.#end(pieces);
    return pieces;
  }

  #take(text: string, pieces: Piece[]): void {
    if (text === '') return;
    const room = Math.max(0, Math.min(mostOfOne - this.#ofOne, mostOfAll - this.#ofAll));
    const shown = text.slice(0, room);
    this.#ofOne += shown.length;
    this.#ofAll += shown.length;
    this.#left += text.length - shown.length;
    if (shown !== '') pieces.push({ id: this.#id, text: shown });
  }

  /** The current check has ended: says how much of its output is not shown. */
  #end(pieces: Piece[]): void {
    if (this.#left > 0) pieces.push({ id: this.#id, text: `\n[… +${this.#left}]\n` });
    this.leftOut += this.#left;
    this.#left = 0;
    this.#ofOne = 0;
  }
}

/** The text for a terminal, without control characters; colours are kept. */
export function forTerminal(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what is taken out
      .replace(/\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]/g, '\u{fffd}')
      .replace(/\r?\n/g, '\r\n')
  );
}
