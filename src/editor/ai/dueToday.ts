/** What of the person's reviews is due, for the chat and for tools. */
import { hasMark, reviewsOf } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { buildQueue, type ReviewQueue } from '../../study/review/queue';
import { studyDayOf } from '../../study/studyDay';
import type { OpenCategory, PlanInput } from '../../study/ai/plan';
import { reviewLimits } from '../core/reviewLimits';
import type { Study } from '../core/study';

/** The study day at `now` (ms since 1970), as a count of days. */
export function today(study: Study, now: number): number {
  return studyDayOf(now, study.days);
}

/** What is left to review and to learn today. */
export async function dueToday(study: Study, now: number): Promise<ReviewQueue> {
  await study.store.open();
  return buildQueue({
    ids: study.questions.library.questions.map(({ id }) => id),
    progress: study.store.progress,
    schedule: await study.schedule(),
    limits: reviewLimits(),
    now,
  });
}

/** What a study plan is made from: what is open, what went badly, what falls due. */
export async function planInput(study: Study, interview: number, now: number): Promise<PlanInput> {
  await study.store.open();
  const { progress } = study.store;
  const schedule = await study.schedule();
  const due: number[] = [];
  const categories = study.questions.library.categories.map((category): OpenCategory => {
    const fresh: QuestionId[] = [];
    const weak: QuestionId[] = [];
    for (const { id } of category.questions) {
      if (hasMark(progress, id, 'suspended')) continue;
      const record = progress.get(id);
      const last = reviewsOf(record).at(-1);
      if (last) due.push(today(study, schedule.cardOf(id, record, now).due));
      if (hasMark(progress, id, 'mastered')) continue;
      if (last === undefined) fresh.push(id);
      else if (last.rating <= 2) weak.push(id);
    }
    return { title: category.title, fresh, weak };
  });
  return { today: today(study, now), interview, categories, due };
}
