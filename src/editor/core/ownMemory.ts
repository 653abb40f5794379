/** Fits the memory model to the person's own reviews, in slices. */
import type { Progress } from '../../study/progress';
import { fitMemory, type PersonalMemory } from '../../study/review/personalMemory';
import { createSchedule } from '../../study/review/schedule';
import type { DayRules } from '../../study/studyDay';
import { Slices } from '../base/slices';

/** Fits the model to all reviews before `today`, the study day at `now` (ms since 1970). */
export async function fitOwnMemory(
  progress: Progress,
  today: number,
  days: DayRules,
  now: number,
): Promise<PersonalMemory | undefined> {
  const slices = new Slices();
  const schedule = createSchedule({ retention: 0.9, days });
  const histories = [];
  // The same order on every machine.
  const reviewed = [...progress].filter(([, { reviews }]) => reviews !== undefined);
  for (const [, record] of reviewed.sort(([a], [b]) => (a < b ? -1 : 1))) {
    histories.push(schedule.historyOf(record, now).filter(({ day }) => day < today));
    await slices.pause();
  }
  return slices.run(fitMemory(histories));
}
