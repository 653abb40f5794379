/** Counts what tests cost besides time in this process, for the results. */
export interface Tally {
  /** VS Code server starts, including restarts after a kill. */
  readonly starts: number;
  /** Windows opened or reloaded. */
  readonly windows: number;
  /** Operations that timed out and were retried. */
  readonly retries: readonly string[];
}

/** One for all test files: each is a bundle with its own modules. */
const counted = ((
  globalThis as { testTally?: { -readonly [K in keyof Tally]: Tally[K] } }
).testTally ??= { starts: 0, windows: 0, retries: [] });

export function countStart(): void {
  counted.starts += 1;
}

export function countWindow(): void {
  counted.windows += 1;
}

/** Called by helpers on each retry: see the limit in `test/run/report.mjs`. */
export function countRetry(what: string): void {
  counted.retries = [...counted.retries, what];
  console.log(`      tried again: ${what}`);
}

/** The counts since the last call. */
export function takeTally(): Tally {
  const taken = { ...counted };
  Object.assign(counted, { starts: 0, windows: 0, retries: [] } satisfies Tally);
  return taken;
}
