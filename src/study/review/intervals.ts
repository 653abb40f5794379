/**
 * Learning steps in minutes and intervals in days after each rating.
 *
 * The memory comes from FSRS; these are the rules around it, as in Anki
 * (rslib/src/scheduler/states): Hard on a learning step, the order of the ratings, and fuzz that
 * never sends a question back below its previous interval.
 */
import { FSRSAlgorithm, generatorParameters, type FSRSState } from 'ts-fsrs';
import type { Rating } from '../rating';

/** A question's stage before a rating. */
export interface Stage {
  readonly state: 'new' | 'learning' | 'review' | 'relearning';
  /** The next learning step, from 0, in `learning` and `relearning`. */
  readonly step: number;
  /** The interval of a question in `review`, in days; 0 otherwise. */
  readonly interval: number;
}

/** A learning step or an interval: one of them is 0. */
export interface Wait {
  readonly minutes: number;
  readonly days: number;
}

/** Until it is learned a question is repeated after these steps, in minutes: Anki's defaults. */
const steps = { learning: [1, 10], relearning: [10] } as const;

/** The stage after a rating, without its interval. */
export function nextStage({ state, step }: Stage, rating: Rating): Omit<Stage, 'interval'> {
  if (state === 'review') {
    return { state: rating === 1 ? 'relearning' : 'review', step: 0 };
  }
  const learning = state === 'new' ? 'learning' : state;
  const next = rating === 1 ? 0 : rating === 2 ? step : rating === 3 ? step + 1 : Infinity;
  return next < steps[learning].length
    ? { state: learning, step: next }
    : { state: 'review', step: 0 };
}

/** The wait of a learning step, in minutes, for a rating that leads to `step`. */
function stepMinutes(learning: 'learning' | 'relearning', step: number, rating: Rating): number {
  const all: readonly number[] = steps[learning];
  const minutes = all[step] ?? 0;
  if (rating !== 2 || step > 0) return minutes;
  const second = all[1];
  return second === undefined ? minutes * 1.5 : (minutes + second) / 2;
}

/**
 * Once a question is learned, a day counts once: Good and Easy again on the day of the last review
 * say nothing about the days to come and leave the memory as it is; Hard may only weaken it.
 *
 * @param next returns the memory it would have otherwise
 */
export function countsOnce<M extends { readonly stability: number }>(
  memory: M,
  state: Stage['state'],
  elapsed: number,
  rating: Rating,
  next: () => M,
): M {
  const sameDay = state === 'review' && elapsed === 0;
  if (sameDay && rating >= 3) return memory;
  const after = next();
  return sameDay && after.stability > memory.stability
    ? { ...after, stability: memory.stability }
    : after;
}

/** FSRS-6, reduced to what this project needs. All days are whole study days. */
export class Intervals {
  readonly #memory: FSRSAlgorithm;
  readonly #exact: FSRSAlgorithm;

  /**
   * @param retention the share of answers still known when due, 0.7 to 0.99
   * @param fuzz whether to spread intervals
   * @param weights of one person, if known
   */
  constructor(retention: number, fuzz: boolean, weights?: readonly number[]) {
    const parameters = { request_retention: retention, ...(weights && { w: weights }) };
    this.#memory = new FSRSAlgorithm(generatorParameters({ ...parameters, enable_fuzz: fuzz }));
    this.#exact = new FSRSAlgorithm(generatorParameters({ ...parameters, enable_fuzz: false }));
  }

  /**
   * The memory after a rating; see `countsOnce`.
   *
   * @param elapsed days since the last review, 0 for the first
   */
  memoryAfter(
    memory: FSRSState | null,
    { state }: Stage,
    elapsed: number,
    rating: Rating,
  ): FSRSState {
    const next = () => this.#memory.next_state(memory, elapsed, rating);
    return memory === null ? next() : countsOnce(memory, state, elapsed, rating, next);
  }

  /**
   * The wait after a rating.
   *
   * @param seed determines the fuzz: the same seed gives the same interval
   */
  waitAfter(
    memory: FSRSState | null,
    stage: Stage,
    elapsed: number,
    rating: Rating,
    seed: string,
  ): Wait {
    const next = nextStage(stage, rating);
    if (next.state !== 'review') {
      const learning = next.state === 'relearning' ? 'relearning' : 'learning';
      const minutes = stage.state === 'review' ? steps.relearning[0] : undefined;
      return { minutes: minutes ?? stepMinutes(learning, next.step, rating), days: 0 };
    }
    if (stage.state === 'review' && elapsed === 0 && rating >= 3) {
      return { minutes: 0, days: Math.max(1, stage.interval) };
    }
    this.#memory.seed = seed;
    const exact = ([2, 3, 4] as const).map(given =>
      this.#exact.next_interval(
        this.memoryAfter(memory, stage, elapsed, given).stability,
        stage.interval,
      ),
    );
    return { minutes: 0, days: this.#inOrder(exact, stage, elapsed)[rating - 2] ?? 1 };
  }

  /** Hard, Good and Easy, fuzzed, each longer than the one before as far as the stage requires. */
  #inOrder(
    [hard = 1, good = 1, easy = 1]: readonly number[],
    stage: Stage,
    elapsed: number,
  ): number[] {
    // If the interval grows, fuzz keeps it above the previous one.
    const fuzzed = (days: number) => this.#memory.apply_fuzz(days, stage.interval);
    if (stage.state !== 'review') {
      const days = fuzzed(good);
      return [days, days, Math.max(fuzzed(easy), days + 1)];
    }
    const goodDays = Math.max(fuzzed(good), stage.interval);
    const hardDays = Math.min(fuzzed(hard), goodDays);
    if (elapsed === 0) return [Math.min(hardDays, Math.max(1, stage.interval))];
    const above = Math.max(goodDays, hardDays + 1);
    return [hardDays, above, Math.max(fuzzed(easy), above + 1)];
  }

  /** The probability of recall, 0 to 1, at this stability (days), after this many days. */
  recall(elapsed: number, stability: number): number {
    return this.#memory.forgetting_curve(elapsed, stability);
  }
}
