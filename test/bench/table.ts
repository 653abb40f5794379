/** A benchmark: `*.bench.ts` exports one as `bench`, and `npm run bench` finds it. */
export interface Bench {
  readonly title: string;
  /** What the figures are, for readers who do not know how they were measured. */
  readonly about: string;
  run(): Promise<Table>;
}

export interface Table {
  readonly columns: readonly string[];
  /** Texts are aligned left, numbers right. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The median; for an even number of figures, the mean of the middle two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A number with its significant digits: about three, and two below one. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return value.toFixed(0);
  if (size >= 1) return value.toFixed(size >= 10 ? 1 : 2);
  return String(Number(value.toPrecision(2)));
}

/** `value` as a multiple of `base`: "12 ×". */
export function ratio(value: number, base: number): string {
  return `${figure(value / base)} ×`;
}

export function formatTable({ columns, rows }: Table): string {
  const texts = rows.map(row => row.map(cell => (typeof cell === 'number' ? figure(cell) : cell)));
  const left = columns.map((_, at) => at === 0);
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...texts.map(row => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (left[at] ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map(width => '─'.repeat(width))), ...texts.map(line)].join(
    '\n',
  );
}

/** The table for the benchmarks' README: a heading, what the figures are, the table. */
export function formatMarkdown({ title, about }: Bench, { columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = rows.map(row =>
    line(row.map(cell => (typeof cell === 'number' ? figure(cell) : cell))),
  );
  const rule = columns.map((_, at) => (at === 0 ? '---' : '---:'));
  return [`## ${title}\n`, `${about}\n`, line(columns), line(rule), ...body].join('\n');
}
