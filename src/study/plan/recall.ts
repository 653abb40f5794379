/** The recall expected on the day of an interview. */
import { ratings } from '../rating';
import type { PlanInput, PlanQuestion } from './input';

/** The expected recall on the day, 0 to 1, if the question is not asked again. */
export function recallOnDay(
  { model, horizon }: Pick<PlanInput, 'model' | 'horizon'>,
  { memory, elapsed, isMastered }: PlanQuestion,
): number {
  if (memory === undefined) return isMastered ? 1 : 0;
  return model.recall(elapsed + horizon, memory.stability);
}

/** The expected recall on the day, 0 to 1, if the question is asked once more, today. */
export function recallAfter(
  { model, habits, horizon }: Pick<PlanInput, 'model' | 'habits' | 'horizon'>,
  { memory, elapsed }: PlanQuestion,
): number {
  let sum = 0;
  if (memory === undefined) {
    for (const rating of ratings) {
      sum += habits.first[rating] * model.recall(horizon, model.first(rating).stability);
    }
    return sum;
  }
  const { stability, difficulty } = memory;
  const recall = model.recall(elapsed, stability);
  const after =
    elapsed > 0
      ? model.stabilitiesFrom(model.prepare(stability, difficulty), recall)
      : ratings.map(rating => model.stabilityAfter(stability, difficulty, elapsed, rating));
  for (const rating of ratings) {
    const chance = rating === 1 ? 1 - recall : recall * habits.known[rating];
    sum += chance * model.recall(horizon, after[rating - 1] ?? stability);
  }
  return sum;
}
