/** Draws the next question in random order. */
import type { QuestionId } from './question';

/** A drawn question and the state for the next draw. */
export interface Draw {
  readonly id: QuestionId;
  /** The questions shown in this round, the drawn one last. */
  readonly shown: readonly QuestionId[];
}

/**
 * Draws a question that was not shown yet. When all candidates were shown a new round begins, and
 * does not begin with the question on screen unless there is no other.
 *
 * Candidates may change from draw to draw. Others that were shown (in another category, say) stay
 * remembered, so that going back to them repeats nothing.
 *
 * @param shown from the previous draw, empty at first
 * @param random returns numbers from 0 (inclusive) to 1 (exclusive), like `Math.random`
 * @param current the question on screen, drawn or opened otherwise
 * @returns `undefined` if there are no candidates
 */
export function drawRandom(
  candidates: readonly QuestionId[],
  shown: readonly QuestionId[],
  random: () => number,
  current?: QuestionId,
): Draw | undefined {
  const all = new Set(candidates);
  const seen = new Set(shown);
  const fresh = [...all].filter(id => !seen.has(id) && id !== current);
  if (fresh.length > 0) return draw(fresh, [...seen], random);
  const others = [...all].filter(id => id !== current);
  const remembered = [...seen].filter(id => !all.has(id));
  return draw(others.length > 0 ? others : [...all], remembered, random);
}

function draw(
  from: readonly QuestionId[],
  shown: readonly QuestionId[],
  random: () => number,
): Draw | undefined {
  const index = Math.floor(random() * from.length);
  const id = from[Math.min(Math.max(index, 0), from.length - 1)] ?? from[0];
  return id === undefined ? undefined : { id, shown: [...shown, id] };
}
