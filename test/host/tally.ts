/** What tests cost besides time, counted in this process: `mocha.ts` adds it to the results. */
export interface Tally {
  /** Servers of VS Code that were started, also again after a kill. */
  readonly starts: number;
  /** Windows that were opened or loaded again. */
  readonly windows: number;
  /** What did not come in time and was tried again: what, and why that may happen. */
  readonly retries: readonly string[];
}

let starts = 0;
let windows = 0;
const retries: string[] = [];

export function countStart(): void {
  starts += 1;
}

export function countWindow(): void {
  windows += 1;
}

/** Called by a helper that tries something again, each time: see the limit in `test/run.mjs`. */
export function countRetry(what: string): void {
  retries.push(what);
  console.log(`      tried again: ${what}`);
}

export function tally(): Tally {
  return { starts, windows, retries };
}
