/** The optional exercise at the end of a mock interview. */
import { exerciseProgress } from '../exercise/progress';
import type { Progress } from '../progress';
import type { Collection, Question } from '../question';
import type { CodingTask, TaskResult } from './interview';
import type { InterviewSettings } from './settings';

/** The questions of these collections whose exercise is not solved yet. */
export function openTasks(
  collections: readonly Collection[],
  progress: Progress,
  categories: InterviewSettings['categories'] = 'all',
): readonly Question[] {
  const chosen = categories === 'all' ? undefined : new Set(categories);
  return collections
    .flatMap(collection => collection.categories)
    .filter(({ id }) => chosen?.has(id) ?? true)
    .flatMap(category => category.questions)
    .filter(({ id, exercise }) => exercise && !exerciseProgress(progress, id).isSolvedNow);
}

/**
 * Draws the task from the chosen categories, or from any if those have none; unbegun ones come
 * first. `undefined` if all are solved.
 *
 * @param random returns numbers from 0 (inclusive) to 1 (exclusive), like `Math.random`
 */
export function pickTask(
  collections: readonly Collection[],
  { categories }: InterviewSettings,
  progress: Progress,
  random: () => number,
): CodingTask | undefined {
  const chosen = openTasks(collections, progress, categories);
  const open = chosen.length > 0 ? chosen : openTasks(collections, progress);
  const fresh = open.filter(({ id }) => exerciseProgress(progress, id).startedAt === undefined);
  const among = fresh.length > 0 ? fresh : open;
  const drawn = among[Math.floor(random() * among.length)];
  if (drawn?.exercise === undefined) return undefined;
  const { minutes } = drawn.exercise;
  return { id: drawn.id, title: drawn.title, ...(minutes !== undefined && { minutes }) };
}

/**
 * The person's result in the task; `undefined` until it is begun. Once all checks have passed the
 * result is kept, whatever happens to the exercise later.
 *
 * @param checks how many checks the exercise has; 0 if unknown
 */
export function resultOf(
  { id, result }: CodingTask,
  progress: Progress,
  checks: number,
): TaskResult | undefined {
  if (result?.solved === true) return result;
  const done = exerciseProgress(progress, id);
  if (done.startedAt === undefined) return result;
  return {
    solved: done.isSolvedNow,
    seconds: done.seconds,
    hints: done.hints,
    solutionSeen: done.solutionSeenAt !== undefined,
    passed: done.passed.length,
    checks: Math.max(checks, result?.checks ?? 0, done.passed.length),
  };
}
