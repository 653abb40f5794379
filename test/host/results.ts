/** The results of a test run. Also used where there is no Node. */
import type Mocha from 'mocha';
import { takeTally, type Tally } from './tally';

/** The results of one layer; `test/run.mjs` reads them. */
export interface Results extends Tally {
  /** Where it ran, for display: "VS Code 1.100.3". */
  readonly where?: string;
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** The outermost suites, in running order. */
  readonly suites: readonly Suite[];
  readonly tests: readonly Test[];
  readonly failures: readonly Failure[];
}

export interface Suite {
  readonly title: string;
  /** Including its hooks. */
  readonly ms: number;
}

export interface Test {
  /** Including the titles of its suites. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly ms: number;
}

/** A failed test or hook; a run's table repeats it at its end, where it is not scrolled away. */
export interface Failure {
  /** Including the titles of its suites. */
  readonly title: string;
  /** The error's message and stack. */
  readonly error: string;
}

/** Follows a run that has just started; call the returned function at its end. */
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
