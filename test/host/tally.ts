/** What tests cost besides time, counted in this process: it is a part of the results. */
export interface Tally {
  /** Servers of VS Code that were started, also again after a kill. */
  readonly starts: number;
  /** Windows that were opened or loaded again. */
  readonly windows: number;
  /** What did not come in time and was tried again. */
  readonly retries: readonly string[];
}

/** One for all test files: each of them is a bundle with modules of its own. */
const counted = ((
  globalThis as { testTally?: { -readonly [K in keyof Tally]: Tally[K] } }
).testTally ??= { starts: 0, windows: 0, retries: [] });

export function countStart(): void {
  counted.starts += 1;
}

export function countWindow(): void {
  counted.windows += 1;
}

/** Called by a helper each time it tries something again: see the limit in `test/run/report.mjs`. */
export function countRetry(what: string): void {
  counted.retries = [...counted.retries, what];
  console.log(`      tried again: ${what}`);
}

/** What was counted since this was called last. */
export function takeTally(): Tally {
  const taken = { ...counted };
  Object.assign(counted, { starts: 0, windows: 0, retries: [] } satisfies Tally);
  return taken;
}
