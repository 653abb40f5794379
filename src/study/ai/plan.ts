/** A study plan from what is still to learn to the day of the interview. */
import type { QuestionId } from '../question';

/** A category with what of it is still to learn. */
export interface OpenCategory {
  readonly title: string;
  /** Not mastered and never reviewed, in the order of study. */
  readonly fresh: readonly QuestionId[];
  /** Reviewed, and answered badly the last time. */
  readonly weak: readonly QuestionId[];
}

/** What the plan is made from. Days are whole days since 1 January 1970. */
export interface PlanInput {
  readonly today: number;
  /** The day of the interview, which is no day of study. */
  readonly interview: number;
  readonly categories: readonly OpenCategory[];
  /** The days on which the reviews known now fall due; overdue ones count for today. */
  readonly due: readonly number[];
}

/** What to do on one day, or on each of several alike. */
export interface PlannedDay {
  readonly day: number;
  /** Weak questions to answer again. */
  readonly weak: number;
  /** New questions, by category, in order. */
  readonly fresh: readonly { readonly category: string; readonly count: number }[];
  /** Reviews that are known to fall due. What is learned by the plan adds to them. */
  readonly due: number;
  /** Whether a mock interview is worth its time that day. */
  readonly mock: boolean;
}

export interface Plan {
  readonly days: readonly PlannedDay[];
  readonly fresh: number;
  readonly weak: number;
  /** New questions on the busiest day. */
  readonly most: number;
  /** Whether that is more than a person can learn well. */
  readonly tooMuch: boolean;
}

/** Longer plans are not read. */
export const longestPlan = 180;
/** More new questions a day than this are read and not learned. */
const reasonable = 12;

/**
 * Spreads what is to learn evenly over the days before the interview: weak questions first, then new
 * ones category by category. With three days or more the last one is for repetition alone.
 * Gives `undefined` where no day is left or the interview is more than `longestPlan` days ahead.
 */
export function makePlan(input: PlanInput): Plan | undefined {
  const { today, interview, categories, due } = input;
  const count = interview - today;
  if (!Number.isInteger(count) || count < 1 || count > longestPlan) return undefined;

  const weak = categories.flatMap(category => category.weak).length;
  const queue = categories.flatMap(({ title, fresh }) => fresh.map(() => title));
  const learning = count >= 3 ? count - 1 : count;
  const dueOn = new Map<number, number>();
  for (const day of due) {
    const on = Math.max(today, day);
    if (on < interview) dueOn.set(on, (dueOn.get(on) ?? 0) + 1);
  }
  const mocks = new Set([count - 1, ...(count >= 6 ? [Math.floor(count / 2)] : [])]);
  const days = Array.from({ length: count }, (_, index): PlannedDay => {
    const part = (of: number) =>
      index >= learning
        ? 0
        : Math.floor(((index + 1) * of) / learning) - Math.floor((index * of) / learning);
    const from = Math.floor((Math.min(index, learning) * queue.length) / learning);
    return {
      day: today + index,
      weak: part(weak),
      fresh: grouped(queue.slice(from, from + part(queue.length))),
      due: dueOn.get(today + index) ?? 0,
      mock: mocks.has(index),
    };
  });
  const most = Math.max(...days.map(day => freshOf(day)));
  return { days, fresh: queue.length, weak, most, tooMuch: most > reasonable };
}

/** How many new questions a day has. */
export function freshOf(day: PlannedDay): number {
  return day.fresh.reduce((sum, { count }) => sum + count, 0);
}

function grouped(titles: readonly string[]): { category: string; count: number }[] {
  const groups: { category: string; count: number }[] = [];
  for (const category of titles) {
    const last = groups.at(-1);
    if (last?.category === category) last.count++;
    else groups.push({ category, count: 1 });
  }
  return groups;
}

/** Days that are shown as one row of the plan, from `days[0]` to the last. */
export interface PlannedStretch {
  readonly days: readonly PlannedDay[];
}

/** Puts the days of a long plan together, so that no more than about `rows` rows are shown. */
export function stretches(plan: Plan, rows: number): PlannedStretch[] {
  const size = Math.ceil(plan.days.length / Math.max(1, rows));
  const made: PlannedStretch[] = [];
  for (let start = 0; start < plan.days.length; start += size) {
    made.push({ days: plan.days.slice(start, start + size) });
  }
  return made;
}
