/** What a run of tests came to. Also used where there is no Node. */
import type Mocha from 'mocha';
import { takeTally, type Tally } from './tally';

/** What a run of one layer came to; `test/run.mjs` reads it. */
export interface Results extends Tally {
  /** Where it ran, for people: "VS Code 1.100.3". */
  readonly where?: string;
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** The outermost suites, in the order in which they ran. */
  readonly suites: readonly Suite[];
  readonly tests: readonly Test[];
  readonly failures: readonly Failure[];
}

export interface Suite {
  readonly title: string;
  /** With what it does before and after its tests. */
  readonly ms: number;
}

export interface Test {
  /** With the titles of its suites. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly ms: number;
}

/** A test or hook that failed; the table of a run repeats it at its end, where it is not scrolled past. */
export interface Failure {
  /** With the titles of its suites. */
  readonly title: string;
  /** The error's message and stack. */
  readonly error: string;
}

/** Follows a run that has just begun; what it returns is called at its end. */
export function follow(runner: Mocha.Runner, where?: string): () => Results {
  const suites: Suite[] = [];
  const tests: Test[] = [];
  const failures: Failure[] = [];
  let began = 0;
  const isOutermost = (suite: Mocha.Suite) => suite.parent?.root === true;
  runner.on('suite', suite => {
    if (isOutermost(suite)) began = performance.now();
  });
  runner.on('suite end', suite => {
    if (isOutermost(suite)) suites.push({ title: suite.title, ms: performance.now() - began });
  });
  runner.on('test end', test => {
    const { state = 'pending', duration = 0 } = test;
    tests.push({ title: test.fullTitle(), state, ms: duration });
  });
  runner.on('fail', (test, error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    failures.push({ title: test.fullTitle(), error: text });
  });
  return () => ({
    ...(where === undefined ? {} : { where }),
    passed: runner.stats?.passes ?? 0,
    failed: runner.stats?.failures ?? 0,
    pending: runner.stats?.pending ?? 0,
    suites,
    tests,
    failures,
    ...takeTally(),
  });
}
