/** Splits the text of a table into cells. */
import Papa from 'papaparse';

/** A table's format. Papa Parse detects what is not given. */
export interface Written {
  readonly delimiter?: string;
  readonly quoteChar?: string;
  readonly skipEmptyLines?: false;
}

/** The rows of a table, and what is wrong with it: `Quotes` for a stray one. */
interface Cells {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly type: string }[];
  readonly meta: { readonly delimiter: string };
}

/** Spaces beyond this in a row mean nothing in a table. */
const mostSpaces = 200;
const longRun = new RegExp(String.raw`(?<![^\S\n])[^\S\n]{${mostSpaces + 1},}`, 'g');

/**
 * The rows of a table. At each quote the reader looks at all spaces before the next separator, so
 * very long runs of them are cut: that would take time quadratic in the length of the text.
 */
export function parseCells(text: string, written: Written): Cells {
  const short = text.replace(longRun, run => run.slice(0, mostSpaces));
  return Papa.parse<string[]>(short, { skipEmptyLines: 'greedy', ...written });
}

/** Whether a row says something beyond this many cells. */
export function isWider(row: readonly string[], width: number): boolean {
  return row.length > width && row.slice(width).some(cell => cell.trim() !== '');
}

/** A row with at most this many cells: the last is all that is left, with the separators in it. */
export function narrowed(
  row: readonly string[],
  width: number,
  separator: string,
): readonly string[] {
  if (!isWider(row, width)) return row;
  return [...row.slice(0, width - 1), row.slice(width - 1).join(separator)];
}
