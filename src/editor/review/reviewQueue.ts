/**
 * Which questions a review has left to ask: those of today's plan, those that are due, or those it
 * was started with. What is due, and in which order it is asked, is in `study/review/queue.ts`.
 */
import { queueOfQuestions, questionsOf, type QueueInput } from '../../study/review/queue';
import type { Schedule } from '../../study/review/schedule';
import type { ReviewSession } from '../../study/review/session';
import { studyDayOf } from '../../study/studyDay';
import { queueByDate, queueByPlan } from '../core/planning';
import { reviewLimits } from '../core/reviewLimits';
import type { Study } from '../core/study';
import type { ReviewPlace } from './reviewView';

/** Time per additional question beyond the plan's, in minutes. */
const minutesForOne = 3;

/**
 * The questions to ask: today's part of the plan, if a date is set and everything is reviewed;
 * otherwise what is due.
 * @param now in ms since 1970
 */
export async function queueOf(
  study: Study,
  session: ReviewSession,
  schedule: Schedule,
  now: number,
): Promise<ReviewPlace> {
  const input = inputOf(study, session, schedule, now);
  if (session.scope.kind === 'questions') {
    const rated = new Set(session.steps.flatMap(one => (one.kind === 'rated' ? [one.id] : [])));
    return { queue: queueOfQuestions(input, rated), input, planned: undefined };
  }
  return session.scope.kind === 'all'
    ? queueByPlan(study, input, minutesForOne * extraOf(study, session, now))
    : queueByDate(study, input);
}

/** How many questions beyond the day's limit the person asked for. `now` is in ms since 1970. */
export function extraOf({ days }: Study, { extra }: ReviewSession, now: number): number {
  return extra.day === studyDayOf(now, days) ? extra.count : 0;
}

function inputOf(
  study: Study,
  session: ReviewSession,
  schedule: Schedule,
  now: number,
): QueueInput {
  const { questions, store } = study;
  const limits = reviewLimits();
  const extra = extraOf(study, session, now);
  return {
    ids: questionsOf(session.scope, questions.library, store.progress),
    progress: store.progress,
    schedule,
    limits: { ...limits, newPerDay: limits.newPerDay + extra },
    now,
  };
}
