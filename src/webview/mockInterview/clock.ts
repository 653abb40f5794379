/** The timer's arithmetic. No DOM here. All times in ms. */
import type { TimerView } from '../../protocol/mockInterview';

/** The timer `elapsed` ms after the editor sent it. */
export function advance(timer: TimerView, elapsed: number): TimerView {
  if (!timer.running) return timer;
  const passed = Math.max(0, elapsed);
  return { ...timer, spent: timer.spent + passed, totalSpent: timer.totalSpent + passed };
}

/** A duration as `2:05` or `1:02:05`; parts of a second are dropped. */
export function clockText(duration: number): string {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** An announcement due once when the clock goes from `before` to `after`. */
export type TimerNews = 'one-minute-left' | 'time-up' | 'interview-time-up';

/** Limits shorter than this, in ms, get no one-minute warning. */
const shortestWarned = 120_000;

export function timerNews(before: TimerView, after: TimerView): readonly TimerNews[] {
  const passed = (mark: number, from: number, to: number) => from < mark && to >= mark;
  const news: TimerNews[] = [];
  const { limit, totalLimit } = after;
  if (limit !== undefined) {
    if (limit >= shortestWarned && passed(limit - 60_000, before.spent, after.spent)) {
      news.push('one-minute-left');
    }
    if (passed(limit, before.spent, after.spent)) news.push('time-up');
  }
  if (totalLimit !== undefined && passed(totalLimit, before.totalSpent, after.totalSpent)) {
    news.push('interview-time-up');
  }
  return news;
}
