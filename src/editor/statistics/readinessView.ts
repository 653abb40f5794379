/** The plan for the interviews ahead, as the page shows it. */
import type { ReadinessView } from '../../protocol/statistics';
import { hasMark } from '../../study/progress';
import { isInterviewId } from '../../study/plan/interviewId';
import type { QuestionPast } from '../../study/plan/readiness';
import type { QuestionId } from '../../study/question';
import { studyDayOf } from '../../study/studyDay';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';

/** Number of past days shown. */
const mostPast = 60;

/** Empty if no date is set; no planning code is loaded then. */
export async function readinessView(study: Study, now: number): Promise<readonly ReadinessView[]> {
  await study.store.open();
  const { progress } = study.store;
  if (![...progress.keys()].some(isInterviewId)) return [];
  const [{ allOf, planNow }, { nameAmong }, { withPractice }, readiness, schedule] =
    await Promise.all([
      import('../core/planning'),
      import('../core/planTexts'),
      import('../../study/plan/practised'),
      import('../../study/plan/readiness'),
      study.schedule(),
    ]);
  const planned = await planNow(study, now);
  if (planned === undefined) return [];
  const { today } = planned;
  const { library } = study.questions;
  const titleOf = (id: string) => plainText(library.question(id)?.title ?? id);
  const pastOf = (id: string): QuestionPast => {
    const record = withPractice(progress.get(id));
    const history = schedule.historyOf(record, now);
    const last = schedule.cardOf(id, record, now).stability;
    const since = record?.mastered?.[1];
    return {
      reviews: history.map(({ day }, at) => ({
        day,
        stability: history[at + 1]?.stability ?? last,
      })),
      masteredOn:
        hasMark(progress, id, 'mastered') && since !== undefined
          ? studyDayOf(since, study.days)
          : undefined,
    };
  };
  const slices = new Slices();
  const pasts = new Map<QuestionId, QuestionPast>();
  for (const id of planned.ids) {
    pasts.set(id, pastOf(id));
    await slices.pause();
  }
  const all = allOf(planned);
  return all.map(({ interview, input, plan }): ReadinessView => ({
    name: plainText(all.length === 1 ? interview.name : nameAmong(interview, all)),
    day: interview.day,
    count: plan.count,
    now: plan.ready.now,
    planned: plan.ready.onTheDay,
    covered: plan.covered,
    past: readiness.pastReadiness(
      input.model,
      input.questions.flatMap(({ id }) => pasts.get(id) ?? []),
      { today, interview: interview.day, most: mostPast },
    ),
    ahead: plan.ahead.map(({ last, ready }) => ({ day: today + last, ready })),
    categories: readiness.readinessByCategory(input).map(({ weakest, ...category }) => ({
      title: plainText(library.place(weakest)?.category.title ?? category.id),
      count: category.count,
      ready: category.ready,
      needsAttention: category.needsAttention,
      weakest: { id: weakest, title: titleOf(weakest) },
    })),
  }));
}
