import type { Steps } from '../../study/steps';

/** How long the extension host may be kept busy at a time, in ms: half a frame. */
const sliceMs = 8;

/** Does long work in slices, between which the extension host does what else it is asked. */
export class Slices {
  #started = performance.now();

  /** Does the steps of one piece of work; gives it up, as `undefined`, when it has become useless. */
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

  /** Gives way where the slice is used up. Call it between pieces of work. */
  async pause(): Promise<void> {
    if (performance.now() - this.#started < sliceMs) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    this.#started = performance.now();
  }
}
