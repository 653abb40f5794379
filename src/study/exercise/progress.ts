/**
 * The person's work on exercises, as part of the progress of their questions: what it is, and the changes
 * that note it. Each change merges, can be undone and is empty where it would change nothing; `now` is in
 * ms since 1970.
 *
 * Starting over begins another attempt: hints, solution, time and checks are as if they were never
 * touched, and the exercise stays solved.
 */
import {
  longestPassed,
  put,
  stamp,
  valueOf,
  type Mutable,
  type Progress,
  type QuestionRecord,
  type Register,
  type RegisterValue,
} from '../progress';
import type { QuestionId } from '../question';
import type { Rating } from '../rating';

/** What is known of the work on one exercise. Times are in ms since 1970. */
export interface ExerciseProgress {
  /** When the attempt was begun; absent before the first. */
  readonly startedAt?: number;
  /** When all checks passed, in this attempt or one before; absent where they never did. */
  readonly solvedAt?: number;
  /** Whether all checks passed in this attempt. */
  readonly isSolvedNow: boolean;
  /** How long the person has worked on this attempt, in whole seconds. */
  readonly seconds: number;
  /** How many hints were opened in this attempt. */
  readonly hints: number;
  /** When the solution was first looked at in this attempt; absent where it was not. */
  readonly solutionSeenAt?: number;
  /** The ids (`Check.id`) of the checks that passed when they were last run. */
  readonly passed: readonly string[];
}

/** What is known of the work on the exercise of this question. */
export function exerciseProgress(progress: Progress, id: QuestionId): ExerciseProgress {
  const record = progress.get(id);
  const time = (key: Register) => Number(valueOf(record, key)) || undefined;
  const startedAt = time('exerciseStarted');
  const solvedAt = time('exerciseSolved');
  const solutionSeenAt = time('exerciseSeen');
  const passed = record?.exercisePassed?.[0] ?? '';
  return {
    ...(startedAt !== undefined && { startedAt }),
    ...(solvedAt !== undefined && { solvedAt }),
    isSolvedNow: solvedAt !== undefined && solvedAt >= (startedAt ?? 0),
    seconds: record?.exerciseSeconds?.[0] ?? 0,
    hints: record?.exerciseHints?.[0] ?? 0,
    ...(solutionSeenAt !== undefined && { solutionSeenAt }),
    passed: passed === '' ? [] : passed.split('\n'),
  };
}

/**
 * The rating that solving the exercise suggests for the question: Good, or Hard where a hint was opened or
 * the solution looked at before. Never Easy, which only the person knows. `undefined` where the exercise
 * is not solved in this attempt.
 */
export function suggestForExercise(done: ExerciseProgress): Rating | undefined {
  if (!done.isSolvedNow) return undefined;
  const wasSeen =
    done.solutionSeenAt !== undefined && done.solutionSeenAt <= (done.solvedAt ?? Infinity);
  return done.hints > 0 || wasSeen ? 2 : 3;
}

/** The change that says the work was begun; empty where it was before. */
export function noteExerciseStarted(progress: Progress, id: QuestionId, now: number): Progress {
  if (exerciseProgress(progress, id).startedAt !== undefined) return new Map();
  return changed(progress, id, now, { exerciseStarted: Math.max(1, now) });
}

/** The longest work on one attempt that is told, in seconds: ten years. What says more is no time. */
export const longestWork = 10 * 365 * 86_400;

/** The change that adds to the time of the attempt, in seconds: at most a day at once. */
export function noteExerciseTime(
  progress: Progress,
  id: QuestionId,
  seconds: number,
  now: number,
): Progress {
  const more = Number.isFinite(seconds) ? Math.min(Math.max(0, Math.round(seconds)), 86_400) : 0;
  const { seconds: before } = exerciseProgress(progress, id);
  return changed(progress, id, now, { exerciseSeconds: Math.min(before + more, longestWork) });
}

/** The change that says that so many hints are open; one that was opened is not closed again. */
export function noteExerciseHints(
  progress: Progress,
  id: QuestionId,
  opened: number,
  now: number,
): Progress {
  const { hints } = exerciseProgress(progress, id);
  return changed(progress, id, now, { exerciseHints: Math.max(hints, Math.round(opened)) });
}

/** The change that says that the solution was looked at; the first time of the attempt counts. */
export function noteSolutionSeen(progress: Progress, id: QuestionId, now: number): Progress {
  if (exerciseProgress(progress, id).solutionSeenAt !== undefined) return new Map();
  return changed(progress, id, now, { exerciseSeen: Math.max(1, now) });
}

/**
 * The change after the checks were run. All of them passing solves the exercise; the time of that stays
 * what it was until the person starts over.
 *
 * @param passed the ids of the checks that passed
 * @param all the ids of all checks; none where they could not be run at all
 */
export function noteExerciseChecked(
  progress: Progress,
  id: QuestionId,
  passed: readonly string[],
  all: readonly string[],
  now: number,
): Progress {
  const green = new Set(passed.filter(one => one !== '' && !one.includes('\n')));
  const solves = all.length > 0 && all.every(one => green.has(one));
  const { startedAt = 0, isSolvedNow } = exerciseProgress(progress, id);
  const list: string[] = [];
  let length = 0;
  for (const one of [...green].sort()) {
    length += one.length + 1;
    if (length > longestPassed) break;
    list.push(one);
  }
  return changed(progress, id, now, {
    exercisePassed: list.join('\n'),
    // A clock that was set back since the start does not put the solving before it.
    ...(solves && !isSolvedNow && { exerciseSolved: Math.max(1, now, startedAt) }),
  });
}

/** The change that begins another attempt. What was solved stays solved. */
export function noteExerciseStartedOver(progress: Progress, id: QuestionId, now: number): Progress {
  const { solvedAt = 0 } = exerciseProgress(progress, id);
  return changed(progress, id, now, {
    exerciseStarted: Math.max(1, now, solvedAt + 1),
    exerciseSeconds: 0,
    exerciseHints: 0,
    exerciseSeen: 0,
    exercisePassed: '',
  });
}

function changed(
  progress: Progress,
  id: QuestionId,
  now: number,
  to: Readonly<Partial<Record<Register, RegisterValue>>>,
): Progress {
  const record = progress.get(id);
  const change: Mutable<QuestionRecord> = {};
  for (const [name, value] of Object.entries(to)) {
    const key = name as Register;
    if (valueOf(record, key) !== value) put(change, key, stamp(value, record?.[key], now));
  }
  return Object.keys(change).length === 0 ? new Map() : new Map([[id, change]]);
}
