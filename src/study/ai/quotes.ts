/** Checks that quotes a model claims are really in the person's text. */

/** A text normalised for comparing: lower case, plain marks, single spaces; with origins. */
interface Comparable {
  readonly text: string;
  /** Start of each character of `text` in the original. */
  readonly starts: readonly number[];
  /** End of each character of `text` in the original. */
  readonly ends: readonly number[];
}

/** A text to look for quotes in. */
export interface Quotable {
  /**
   * Returns the words `quote` refers to as the person wrote them, or `undefined` if they never
   * wrote that. A quote with "…" in it is found piece by piece, in order.
   */
  find(quote: string): string | undefined;
}

/** A quote with fewer letters and digits than this proves nothing. */
const fewestLetters = 3;
/** A quote is a few words; anything longer is not a quote. In characters. */
const longestQuote = 1_000;

/** Prepares a person's answer. */
export function quotable(original: string): Quotable {
  const haystack = comparable(original);
  return {
    find(quote) {
      if (quote.length > longestQuote) return undefined;
      const pieces = quote
        .split(/\s*(?:\[\s*)?(?:…|\.{3,})(?:\s*\])?\s*/)
        .map(piece => comparable(piece).text.trim())
        .filter(piece => piece !== '');
      if (pieces.length === 0 || lettersOf(pieces.join('')) < fewestLetters) return undefined;
      let from = 0;
      const found: string[] = [];
      for (const piece of pieces) {
        const at = indexOfWhole(haystack.text, piece, from);
        if (at === -1) return undefined;
        from = at + piece.length;
        const start = haystack.starts[at] ?? 0;
        const end = haystack.ends[from - 1] ?? original.length;
        found.push(original.slice(start, end).replace(/\s+/g, ' '));
      }
      return found.join(' … ');
    },
  };
}

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Like `indexOf`, but a piece with a letter at either end must match at a word's bound there. */
function indexOfWhole(text: string, piece: string, from: number): number {
  for (let at = text.indexOf(piece, from); at !== -1; at = text.indexOf(piece, at + 1)) {
    const before = joins(text.charAt(at - 1), piece.charAt(0));
    const after = joins(piece.charAt(piece.length - 1), text.charAt(at + piece.length));
    if (!before && !after) return at;
  }
  return -1;
}

/** Whether two characters belong to one word. Scripts without spaces have no such words. */
function joins(left: string, right: string): boolean {
  return spaced.test(left) && spaced.test(right);
}

const spaced =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Hangul}\p{N}_]/u;

function comparable(original: string): Comparable {
  const starts: number[] = [];
  const ends: number[] = [];
  const text: string[] = [];
  let index = 0;
  let afterSpace = true;
  for (const character of original) {
    const start = index;
    index += character.length;
    for (const plain of plainOf(character)) {
      if (plain === ' ' && afterSpace) continue;
      afterSpace = plain === ' ';
      text.push(plain);
      // Positions count UTF-16 units, as `indexOf` does.
      starts.push(...Array<number>(plain.length).fill(start));
      ends.push(...Array<number>(plain.length).fill(index));
    }
  }
  return { text: text.join(''), starts, ends };
}

/** The form a character is compared in; empty for Markdown marks, which a quote may omit. */
function plainOf(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (marks.has(character)) return '';
  const same = alike.get(character);
  if (same !== undefined) return same;
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const marks = new Set(['*', '_', '`', '\u200b', '\u00ad', '\ufeff']);
const alike = new Map([
  ...Array.from('‘’‚‛′´', quote => [quote, "'"] as const),
  ...Array.from('“”„‟″«»', quote => [quote, '"'] as const),
  ...Array.from('‐‑‒–—―−', dash => [dash, '-'] as const),
]);
