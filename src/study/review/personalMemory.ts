/**
 * Fits FSRS-6 weights to one person's reviews (`mostProbable`). They are used only as far as later
 * reviews confirm them.
 *
 * A fit follows the noise of its own reviews. So it is made twice: from the earlier reviews only,
 * to see how well it predicts the later ones, and from all. The weights move from the defaults
 * towards the fit only so far that it clearly predicts the held-out reviews better, or that future
 * predictions are hardly worse than with the defaults.
 */
import { MemoryModel, type Memory } from '../plan/memory';
import type { Steps } from '../steps';
import {
  doubted,
  isCounted,
  mostProbable,
  outcomes,
  predict,
  remembered,
  weightsOf,
  type Histories,
  type MemoryReview,
} from './mostProbable';

/** The result of a fit. */
export interface PersonalMemory {
  /** The 21 weights. */
  readonly weights: readonly number[];
  /** The number of reviews it was fitted to. */
  readonly reviews: number;
  /** The length of intervals relative to the defaults': 1.2 for a fifth longer. */
  readonly pace: number;
}

/** Nothing is fitted before this many reviews on a later day than the previous one. */
export const leastReviews = 16;
/** With more reviews, the last questions are left out: fitting takes a second at most. */
const mostReviews = 10_000;

/** The share of reviews, the earlier ones, used for the fit that the later ones check. */
const earlier = 0.6;
/** Step size of the share of the way to the fit. */
const shareStep = 0.1;
/** Over this many future reviews, log loss must not be worse by more than this share. */
const toCome = 300;
const worst = 0.01;
/** The margin for chance, in standard deviations. */
const doubt = 3;
/** A fit that is better by this margin on the held-out reviews is accepted anyway. */
const clear = 1.5;
/** Fewer days of held-out reviews confirm nothing: a day's reviews succeed and fail together. */
const leastDays = 5;

/**
 * Fits the memory to the reviews of each question, in order of time. `undefined` if there are too
 * few. The same reviews in the same order give the same weights.
 */
export function* fitMemory(
  histories: Iterable<readonly MemoryReview[]>,
): Steps<PersonalMemory | undefined> {
  const all = someOf(histories);
  const reviews = counted(all);
  if (reviews < leastReviews) return undefined;
  const fitted = yield* mostProbable(all, reviews);
  const share = yield* confirmedShare(all, reviews, fitted);
  const weights = weightsOf(fitted.map(value => share * value));
  return { weights, reviews, pace: paceOf(all, weights) };
}

/** The safe share of the way from the defaults to the fit, 0 to 1. */
function* confirmedShare(all: Histories, reviews: number, fitted: Float64Array): Steps<number> {
  const days = daysOf(all);
  const until = [...days].sort((a, b) => a - b)[Math.floor(earlier * reviews) - 1] ?? Infinity;
  const before = all
    .map(history => history.filter(({ day }) => day <= until))
    .filter(history => history.length > 0);
  const heldOut = days.reduce((sum, day) => sum + (day > until ? 1 : 0), 0);
  if (heldOut === 0) return 0;
  const known = [...outcomes(all)];
  const early = yield* mostProbable(before, counted(before));
  const usual = new Float64Array(reviews);
  yield* predict(all, new Float64Array(fitted.length), usual);
  const usualLoss = meanLoss(usual, known);
  const later = new Float64Array(reviews);
  const own = new Float64Array(reviews);
  for (let share = 1; share >= shareStep / 2; share -= shareStep) {
    const part = (values: Float64Array) => values.map(value => share * value);
    yield* predict(all, part(early), later);
    yield* predict(all, part(fitted), own);
    // The gain of the earlier fit over the defaults on the held-out reviews, by day.
    const gains = new Map<number, { gained: number; reviews: number }>();
    let gained = 0;
    // The variance of that gain from review to review, if either may be right.
    let varies = 0;
    for (const [at, isKnown] of known.entries()) {
      varies += varianceOf(usual[at], own[at]) / reviews;
      const day = days[at] ?? 0;
      if (day <= until) continue;
      const gain = gainOf(usual[at], later[at], isKnown);
      gained += gain;
      const ofDay = gains.get(day) ?? { gained: 0, reviews: 0 };
      gains.set(day, { gained: ofDay.gained + gain, reviews: ofDay.reviews + 1 });
    }
    if (gains.size < leastDays) return 0;
    const mean = gained / heldOut;
    // A day's reviews succeed and fail together: the variance from day to day, if that is more.
    let byDay = 0;
    for (const day of gains.values()) byDay += (day.gained - mean * day.reviews) ** 2;
    byDay *= gains.size / (gains.size - 1) / heldOut;
    const variance = Math.max(varies, byDay);
    const isBetter = mean >= clear * Math.sqrt(variance / heldOut);
    const deviation = Math.sqrt(variance * (1 / heldOut + 1 / toCome));
    const isHarmless = mean - doubt * deviation >= -worst * usualLoss;
    if (isBetter || isHarmless) return share;
  }
  return 0;
}

/** The days of the reviews that count, in the order of `predict`. */
function daysOf(all: Histories): readonly number[] {
  return all.flatMap(history => history.filter(isCounted).map(({ day }) => day));
}

/** How much better `own` predicted the review than `usual`: a difference of logarithms. */
function gainOf(usual = 0.5, own = 0.5, isKnown: boolean): number {
  const [was, is] = [doubted(usual), doubted(own)];
  return isKnown ? Math.log(is / was) : Math.log((1 - is) / (1 - was));
}

/** The variance of `gainOf`, with the probability of recall between the two. */
function varianceOf(usual = 0.5, own = 0.5): number {
  const chance = (doubted(usual) + doubted(own)) / 2;
  const spread = gainOf(usual, own, true) - gainOf(usual, own, false);
  return chance * (1 - chance) * spread ** 2;
}

function meanLoss(chances: Float64Array, known: readonly boolean[]): number {
  let loss = 0;
  for (const [at, isKnown] of known.entries()) {
    const chance = doubted(chances[at] ?? 0.5);
    loss -= Math.log(isKnown ? chance : 1 - chance);
  }
  return loss / Math.max(1, known.length);
}

/** Whole questions, up to the limit of reviews. */
function someOf(histories: Iterable<readonly MemoryReview[]>): Histories {
  const taken: (readonly MemoryReview[])[] = [];
  let reviews = 0;
  for (const history of histories) {
    if (!history.some(isCounted)) continue;
    reviews += history.length;
    if (reviews > mostReviews) break;
    taken.push(history);
  }
  return taken;
}

/** How many reviews measure memory. */
function counted(all: Histories): number {
  return all.reduce((sum, history) => sum + history.filter(isCounted).length, 0);
}

/** The average ratio of these questions' current stabilities. */
function paceOf(histories: Histories, weights: readonly number[]): number {
  const last = (model: MemoryModel, history: readonly MemoryReview[]) =>
    history.reduce<Memory | undefined>(
      (memory, review) => remembered(model, memory, review),
      undefined,
    )?.stability ?? 1;
  const [own, usual] = [new MemoryModel(weights), new MemoryModel()];
  const logs = histories.map(history => Math.log(last(own, history) / last(usual, history)));
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length));
}

/** The average surprise of reviews: the logarithm of the predicted probability of each outcome. */
export function logLoss(
  histories: Iterable<readonly MemoryReview[]>,
  weights: readonly number[],
  from: (review: MemoryReview) => boolean = () => true,
): { readonly loss: number; readonly reviews: number } {
  const model = new MemoryModel(weights);
  let [loss, reviews] = [0, 0];
  for (const history of histories) {
    let memory: Memory | undefined;
    for (const review of history) {
      if (memory !== undefined && isCounted(review) && from(review)) {
        const chance = doubted(model.recall(review.elapsed, memory.stability));
        loss -= Math.log(review.rating > 1 ? chance : 1 - chance);
        reviews++;
      }
      memory = remembered(model, memory, review);
    }
  }
  return { loss: loss / Math.max(1, reviews), reviews };
}
