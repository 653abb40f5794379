/** What is asked today, for the chat and for tools: by the plan, where a date is set. */
import { buildQueue, type ReviewQueue } from '../../study/review/queue';
import { studyDayOf } from '../../study/studyDay';
import { limitsAfter, planNow, type PlanNow } from '../core/planning';
import { reviewLimits } from '../core/reviewLimits';
import type { Study } from '../core/study';

/** The study day at `now` (ms since 1970), as a count of days. */
export function today(study: Study, now: number): number {
  return studyDayOf(now, study.days);
}

/** What is left to review and to learn today: the same that a review asks. */
export async function dueToday(
  study: Study,
  now: number,
): Promise<{ readonly queue: ReviewQueue; readonly planned: PlanNow | undefined }> {
  await study.store.open();
  const input = {
    ids: study.questions.library.questions.map(({ id }) => id),
    progress: study.store.progress,
    schedule: await study.schedule(),
    limits: await limitsAfter(study, reviewLimits(), now),
    now,
  };
  const planned = await planNow(study, now);
  if (planned === undefined) return { queue: buildQueue(input), planned };
  const { plannedQueue } = await import('../../study/plan/session');
  const ofPlan = { ...input, ids: planned.ids };
  return { queue: plannedQueue(planned.plan, ofPlan, planned.minutesLeft), planned };
}
