/**
 * The state of exercises within their questions' progress, and the changes that record it. Each
 * change merges, can be undone and is empty if it would change nothing; `now` is in ms since 1970.
 *
 * Starting over begins another attempt: hints, solution, time and checks are reset, but the
 * exercise stays solved.
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

/** The state of the work on one exercise. Times are in ms since 1970. */
export interface ExerciseProgress {
  /** When the attempt was begun; absent before the first. */
  readonly startedAt?: number;
  /** When all checks passed, in this attempt or an earlier one; absent if they never did. */
  readonly solvedAt?: number;
  /** Whether all checks passed in this attempt. */
  readonly isSolvedNow: boolean;
  /** Time worked on this attempt, in whole seconds. */
  readonly seconds: number;
  /** How many hints were opened in this attempt. */
  readonly hints: number;
  /** When the solution was first viewed in this attempt; absent if it was not. */
  readonly solutionSeenAt?: number;
  /** The ids (`Check.id`) of the checks that passed when they were last run. */
  readonly passed: readonly string[];
}

/** The state of the work on this question's exercise. */
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
 * The rating suggested by solving the exercise: Good, or Hard if a hint was opened or the solution
 * viewed before. Never Easy, which only the person can judge. `undefined` if the exercise is not
 * solved in this attempt.
 */
export function suggestForExercise(done: ExerciseProgress): Rating | undefined {
  if (!done.isSolvedNow) return undefined;
  const wasSeen =
    done.solutionSeenAt !== undefined && done.solutionSeenAt <= (done.solvedAt ?? Infinity);
  return done.hints > 0 || wasSeen ? 2 : 3;
}

/** The change that records the start of work; empty if already recorded. */
export function noteExerciseStarted(progress: Progress, id: QuestionId, now: number): Progress {
  if (exerciseProgress(progress, id).startedAt !== undefined) return new Map();
  return changed(progress, id, now, { exerciseStarted: Math.max(1, now) });
}

/** The longest valid work time of one attempt, in seconds: ten years. More is rejected. */
export const longestWork = 10 * 365 * 86_400;

/** The change that adds to the time of the attempt, in seconds: at most a day per call. */
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

/** The change that records how many hints are open; an opened one stays open. */
export function noteExerciseHints(
  progress: Progress,
  id: QuestionId,
  opened: number,
  now: number,
): Progress {
  const { hints } = exerciseProgress(progress, id);
  return changed(progress, id, now, { exerciseHints: Math.max(hints, Math.round(opened)) });
}

/** The change that records that the solution was viewed; only an attempt's first time counts. */
export function noteSolutionSeen(progress: Progress, id: QuestionId, now: number): Progress {
  if (exerciseProgress(progress, id).solutionSeenAt !== undefined) return new Map();
  return changed(progress, id, now, { exerciseSeen: Math.max(1, now) });
}

/**
 * The change after a run of the checks. If all pass the exercise is solved; that time is kept until
 * the person starts over.
 *
 * @param passed the ids of the checks that passed
 * @param all the ids of all checks; none if they could not be run at all
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
    // If the clock was set back since the start, the solving still comes after it.
    ...(solves && !isSolvedNow && { exerciseSolved: Math.max(1, now, startedAt) }),
  });
}

/** The change that begins another attempt. A solved exercise stays solved. */
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
