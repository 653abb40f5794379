/** Today's planned session as a review queue. */
import { isBelieved, reviewsOf } from '../progress';
import type { QuestionId } from '../question';
import type { QueueInput, ReviewQueue } from '../review/queue';
import { startOfStudyDay, studyDayOf } from '../studyDay';
import { mostADay } from './input';
import type { Plan } from './plan';

/** Not enough time for another question, in minutes. */
const shortest = 1;

/**
 * The questions of this session: today's list, and those forgotten today once their learning step
 * has ended, as long as there is time.
 *
 * @param minutesLeft how much of the day's time is left
 */
export function plannedQueue(plan: Plan, input: QueueInput, minutesLeft: number): ReviewQueue {
  const { ids, progress, schedule, now } = input;
  const { days } = schedule.settings;
  const from = startOfStudyDay(studyDayOf(now, days), days);
  const learning: { id: QuestionId; due: number }[] = [];
  let fresh = 0;
  for (const id of ids) {
    const record = progress.get(id);
    const all = reviewsOf(record);
    if (all.length === 0) fresh++;
    // One dated ahead by a wrong clock is not of today, nor later than those of today.
    const reviews = all.filter(({ time }) => isBelieved(time, now));
    const last = reviews.at(-1);
    if (last?.rating !== 1 || last.time < from || minutesLeft < shortest) continue;
    if (reviews.filter(({ time }) => time >= from).length >= mostADay) continue;
    const card = schedule.cardOf(id, record, now);
    if (card.state !== 'review') learning.push({ id, due: card.due });
  }
  learning.sort((a, b) => a.due - b.due);
  const again = new Set(learning.map(({ id }) => id));
  const due = plan.today.map(({ id }) => id).filter(id => !again.has(id));
  const planned = plan.today.filter(({ reason }) => reason.kind !== 'fading').length;
  return { learning, due, fresh: [], held: { due: 0, fresh: Math.max(0, fresh - planned) } };
}
