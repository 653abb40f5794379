/** Work that can be put down after each step, so that a large file does not keep a process busy. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does the work at one go. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
