/** Splits the text of a table into cells. */
import Papa from 'papaparse';

/** A table's format. Papa Parse detects what is not given. */
interface Written {
  readonly delimiter?: string;
  readonly quoteChar?: string;
}

/** The rows of a table, and what is wrong with it: `Quotes` for a stray one. */
interface Cells {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly type: string }[];
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
