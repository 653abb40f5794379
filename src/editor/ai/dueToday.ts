/** Today's questions for the chat and for tools: the same as in a review. */
import { studyDayOf } from '../../study/studyDay';
import { queueByPlan, type PlannedPlace } from '../core/planning';
import { reviewLimits } from '../core/reviewLimits';
import type { Study } from '../core/study';

/** The study day at `now` (ms since 1970), as a day number. */
export function today(study: Study, now: number): number {
  return studyDayOf(now, study.days);
}

/** The questions left to review and learn today: by the plan, if a date is set. */
export async function dueToday(study: Study, now: number): Promise<PlannedPlace> {
  await study.store.open();
  return queueByPlan(study, {
    ids: study.questions.library.questions.map(({ id }) => id),
    progress: study.store.progress,
    schedule: await study.schedule(),
    limits: reviewLimits(),
    now,
  });
}
