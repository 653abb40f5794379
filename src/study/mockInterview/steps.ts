/**
 * The steps of a mock interview. Each returns the next interview, or the very same object if the
 * step does not apply now (a key pressed twice, a late message). `now` is in ms since 1970; even if
 * the clock was set back, a step always wins over the one before.
 */
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import {
  currentQuestion,
  longestAnswer,
  mostFollowUps,
  type CodingTask,
  type Interview,
  type InterviewQuestion,
  type TaskResult,
} from './interview';
import type { InterviewSettings } from './settings';
import { canRun, countTime, isRunning, isTimeUp } from './timer';

/** Input for a question of an interview. */
export interface PlannedQuestion {
  readonly id: QuestionId;
  /** Inline Markdown. */
  readonly title: string;
  /** The collection's title. */
  readonly collection: string;
  /** The category's title. */
  readonly category: string;
}

/**
 * Begins an interview: asks the first question and starts the clock.
 * @throws RangeError without questions
 */
export function startInterview(start: {
  readonly id: string;
  readonly settings: InterviewSettings;
  readonly questions: readonly PlannedQuestion[];
  readonly task?: CodingTask | undefined;
  readonly now: number;
}): Interview {
  const { id, settings, task, now } = start;
  if (start.questions.length === 0) throw new RangeError('an interview has at least one question');
  const questions = start.questions.map((question, index): InterviewQuestion => ({
    ...question,
    phase: index === 0 ? 'asked' : 'planned',
    answer: '',
    keyPoints: [],
    ticked: [],
    reviewed: false,
    followUps: [],
    opened: [],
    spent: 0,
    changed: now,
  }));
  return {
    id,
    settings,
    status: 'open',
    started: now,
    updated: now,
    current: 0,
    runningSince: now,
    questions,
    ...(task && { task }),
  };
}

/** Stores the person's typing so far, cut off beyond `longestAnswer`. */
export function answer(interview: Interview, text: string, now: number): Interview {
  const kept = text.slice(0, longestAnswer);
  const question = currentQuestion(interview);
  if (!isPhase(interview, 'asked') || question.answer === kept) return interview;
  return change(countTime(interview, now), { answer: kept }, now);
}

/** Stops the clock; time is counted up to `now`. */
export function pause(interview: Interview, now: number): Interview {
  if (!isRunning(interview)) return interview;
  return stopped(countTime(interview, now), now);
}

/** Lets the clock run again. */
export function resume(interview: Interview, now: number): Interview {
  if (isRunning(interview) || !canRun(interview)) return interview;
  return { ...interview, runningSince: now, updated: next(interview, now) };
}

/**
 * Shows the model answer: the clock stops for good at this question.
 *
 * @param keyPoints the model answer's, as Markdown
 * @param followUps how many follow-up questions the answer has
 * @param random picks the ones to ask
 */
export function reveal(
  interview: Interview,
  answer: { readonly keyPoints: readonly string[]; readonly followUps: number },
  random: () => number,
  now: number,
): Interview {
  if (!isPhase(interview, 'asked')) return interview;
  return change(
    stopped(countTime(interview, now), now),
    {
      phase: 'revealed',
      keyPoints: [...answer.keyPoints],
      followUps: drawSome(answer.followUps, mostFollowUps, random),
    },
    now,
  );
}

/** Toggles the tick of a key point. */
export function tickKeyPoint(
  interview: Interview,
  point: number,
  covered: boolean,
  now: number,
): Interview {
  const { keyPoints, ticked } = currentQuestion(interview);
  if (!isCompared(interview) || keyPoints[point] === undefined) return interview;
  if (ticked.includes(point) === covered) return interview;
  return change(interview, { ticked: withNumber(ticked, point, covered) }, now);
}

/** Opens a follow-up question: an index into the answer's. */
export function openFollowUp(interview: Interview, followUp: number, now: number): Interview {
  const { followUps, opened } = currentQuestion(interview);
  if (!isCompared(interview)) return interview;
  if (!followUps.includes(followUp) || opened.includes(followUp)) return interview;
  return change(interview, { opened: withNumber(opened, followUp, true) }, now);
}

/**
 * Rates the answer, or changes its rating, until the next question is asked.
 *
 * @param reviewed the time of the review for this rating (`nextReviewTime`), in ms since 1970; the
 *   first one is kept
 */
export function rate(
  interview: Interview,
  rating: Rating,
  now: number,
  reviewed: number = next(interview, now),
): Interview {
  const question = currentQuestion(interview);
  if (!isCompared(interview) || question.rating === rating || question.reviewed) return interview;
  return change(interview, { phase: 'rated', rating, rated: question.rated ?? reviewed }, now);
}

/** Records that the question's rating has become a review in the schedule. */
export function noteReviewed(interview: Interview, index: number, now: number): Interview {
  const question = interview.questions[index];
  if (question?.rating === undefined || question.reviewed) return interview;
  return changeAt(interview, index, { reviewed: true }, now);
}

/** Records the person's progress on the coding task. */
export function noteTask(interview: Interview, result: TaskResult, now: number): Interview {
  const { task } = interview;
  if (task === undefined || JSON.stringify(task.result) === JSON.stringify(result))
    return interview;
  return { ...interview, task: { ...task, result }, updated: next(interview, now) };
}

/** Leaves the question without an answer and asks the next one. */
export function skip(interview: Interview, now: number): Interview {
  if (!isPhase(interview, 'asked')) return interview;
  return askNext(change(stopped(countTime(interview, now), now), { phase: 'skipped' }, now), now);
}

/** Asks the next question once this one is rated; after the last one the interview is finished. */
export function askNextQuestion(interview: Interview, now: number): Interview {
  return isPhase(interview, 'rated') ? askNext(interview, now) : interview;
}

/**
 * The interview after the window was closed or reloaded: paused, with the time last counted. After
 * a merge of two windows' copies the current question may be done: then the one that was asked in the
 * other window is current, or the next one is asked.
 */
export function reopen(interview: Interview, now: number): Interview {
  // A change of its own, so that it wins over the copy on disk, whose clock runs.
  const found = isRunning(interview) ? stopped(interview, now) : interview;
  if (isPhase(found, 'planned')) return change(found, { phase: 'asked' }, now);
  if (!isPhase(found, 'skipped')) return found;
  const current = found.questions.findIndex(({ phase }) => phase === 'asked');
  if (current !== -1) return { ...found, current, updated: next(found, now) };
  const asked = askNext(found, now);
  return isRunning(asked) ? stopped(asked, now) : asked;
}

/**
 * Ends the interview early. An open question without an answer counts as not asked; an answered one
 * stays in the report without a rating.
 */
export function abandon(interview: Interview, now: number): Interview {
  if (interview.status !== 'open') return interview;
  const paused = pause(interview, now);
  const { phase, answer } = currentQuestion(paused);
  const untouched = phase === 'asked' && answer.trim() === '';
  return end(untouched ? change(paused, { phase: 'planned' }, now) : paused, 'abandoned', now);
}

/** Whether the current answer is being compared with the model answer. */
function isCompared(interview: Interview): boolean {
  return isPhase(interview, 'revealed') || isPhase(interview, 'rated');
}

function isPhase(interview: Interview, phase: InterviewQuestion['phase']): boolean {
  return interview.status === 'open' && currentQuestion(interview).phase === phase;
}

function askNext(interview: Interview, now: number): Interview {
  const index = interview.questions.findIndex(({ phase }) => phase === 'planned');
  if (index === -1 || isTimeUp(interview)) return end(interview, 'finished', now);
  const asked = changeAt(interview, index, { phase: 'asked' }, now);
  return { ...asked, current: index, runningSince: now };
}

function end(interview: Interview, status: 'finished' | 'abandoned', now: number): Interview {
  const updated = next(interview, now);
  return { ...interview, status, updated, finished: updated };
}

function stopped(interview: Interview, now: number): Interview {
  const { runningSince: _, ...rest } = interview;
  return { ...rest, updated: next(interview, now) };
}

function change(interview: Interview, fields: Partial<InterviewQuestion>, now: number): Interview {
  return changeAt(interview, interview.current, fields, now);
}

function changeAt(
  interview: Interview,
  index: number,
  fields: Partial<InterviewQuestion>,
  now: number,
): Interview {
  const updated = next(interview, now);
  const questions = interview.questions.map((question, at) =>
    at === index ? { ...question, ...fields, changed: updated } : question,
  );
  return { ...interview, questions, updated };
}

/** A stamp later than every stamp of the interview. */
function next({ updated }: Interview, now: number): number {
  return Math.max(now, updated + 1);
}

function withNumber(numbers: readonly number[], number: number, present: boolean) {
  const others = numbers.filter(other => other !== number);
  return present ? [...others, number].sort((a, b) => a - b) : others;
}

/** Draws up to `most` of the numbers below `count`, ascending. */
function drawSome(count: number, most: number, random: () => number): readonly number[] {
  const left = Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => index);
  const drawn: number[] = [];
  while (drawn.length < most && left.length > 0) {
    const at = Math.min(Math.max(Math.floor(random() * left.length), 0), left.length - 1);
    drawn.push(...left.splice(at, 1));
  }
  return drawn.sort((a, b) => a - b);
}
