import type { Steps } from '../../study/steps';

/** How long the extension host may be busy at a time, in ms: half a frame. */
const sliceMs = 8;

/** Splits long work into slices so that the extension host can do other work in between. */
export class Slices {
  #started = performance.now();

  /** Runs the steps of one piece of work; abandons it, giving `undefined`, once it is obsolete. */
  async run<T>(steps: Steps<T>, isUseless: () => boolean): Promise<T | undefined>;
  async run<T>(steps: Steps<T>): Promise<T>;
  async run<T>(steps: Steps<T>, isUseless = () => false): Promise<T | undefined> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await this.pause();
      if (isUseless()) return undefined;
    }
  }

  /** Yields if the slice is used up. Call it between steps of work. */
  async pause(): Promise<void> {
    if (performance.now() - this.#started < sliceMs) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    this.#started = performance.now();
  }
}
