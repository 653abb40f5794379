/**
 * The interview's clock. It counts only observed time: the editor calls `countTime` about once a
 * second while it runs, so that sleep, a reload, or a clock set forward or back neither takes time
 * from a person nor adds it.
 */
import { currentQuestion, type Interview } from './interview';

/** The most that one call counts, in ms: a longer gap is a sleeping machine, not an answer. */
export const longestGap = 10_000;

/** The values of a timer. All times in ms. */
export interface TimerReading {
  readonly running: boolean;
  /** Spent on the current question. */
  readonly spent: number;
  /** For one question; `undefined` without a limit. */
  readonly limit: number | undefined;
  /** Spent on all questions. */
  readonly totalSpent: number;
  /** For the interview; `undefined` when it ends by its number of questions. */
  readonly totalLimit: number | undefined;
}

/** Whether the clock runs. */
export function isRunning(interview: Interview): boolean {
  return interview.runningSince !== undefined;
}

/** Whether the clock could run: a question is waiting for its answer. */
export function canRun(interview: Interview): boolean {
  return interview.status === 'open' && currentQuestion(interview).phase === 'asked';
}

/** The time since the last count, in ms: never negative, at most `longestGap`. */
export function uncounted(interview: Interview, now: number): number {
  if (interview.runningSince === undefined) return 0;
  return Math.min(Math.max(now - interview.runningSince, 0), longestGap);
}

/**
 * Adds elapsed time to the current question. `changed` stays as it is: the clock alone must not win over
 * what another window did. Returns `interview` itself while stopped.
 */
export function countTime(interview: Interview, now: number): Interview {
  if (interview.runningSince === undefined) return interview;
  const passed = uncounted(interview, now);
  const questions = interview.questions.map((question, index) =>
    index === interview.current && passed > 0
      ? { ...question, spent: question.spent + passed }
      : question,
  );
  return { ...interview, questions, runningSince: now };
}

/** The timer's values at `now`. */
export function readTimer(interview: Interview, now: number): TimerReading {
  const passed = uncounted(interview, now);
  const { secondsPerQuestion, length } = interview.settings;
  return {
    running: isRunning(interview),
    spent: currentQuestion(interview).spent + passed,
    limit: secondsPerQuestion === 0 ? undefined : secondsPerQuestion * 1000,
    totalSpent: totalSpent(interview) + passed,
    totalLimit: length.kind === 'time' ? length.minutes * 60_000 : undefined,
  };
}

/** The time spent on answering all questions, in ms. */
export function totalSpent(interview: Interview): number {
  return interview.questions.reduce((sum, { spent }) => sum + spent, 0);
}

/** Whether a timed interview has used up its time: the current question is its last. */
export function isTimeUp(interview: Interview): boolean {
  const { length } = interview.settings;
  return length.kind === 'time' && totalSpent(interview) >= length.minutes * 60_000;
}
