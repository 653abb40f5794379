/** Strategies for the next question. None of them sees a learner's true memory. */
import type { Memory, MemoryModel } from '../../../src/study/plan/memory';
import { studyPoints } from '../../../src/study/plan/points';
import { timeOf, type Habits } from '../../../src/study/plan/habits';
import { grouped, groupedFresh } from '../../../src/study/plan/groups';
import { findPrices, type Prices } from '../../../src/study/plan/prices';
import type { Rating } from '../../../src/study/rating';
import { nextStage, type Stage } from '../../../src/study/review/intervals';

/** What a question's answers reveal about it. */
export interface Seen {
  memory: Memory | undefined;
  last: number;
  today: number;
  stage: Stage;
  due: number;
  /** Its text length relative to the average. */
  readonly size: number;
}

/** The state of the study. */
export interface Situation {
  readonly model: MemoryModel;
  readonly habits: Habits;
  readonly questions: readonly Seen[];
  readonly day: number;
  /** The day of the interview. */
  readonly end: number;
  /** The minutes of each day. */
  readonly minutes: number;
}

/** Decides one day after the other. */
export interface Strategy {
  readonly name: string;
  begin(situation: Situation): void;
  /** The question to ask now that fits into the rest of the day. */
  next(situation: Situation, minutesLeft: number): number | undefined;
}

/** No question is asked more often on one day. */
const mostADay = 3;

export function minutesFor({ model, habits }: Situation, seen: Seen, day: number): number {
  if (seen.memory === undefined) return habits.minutes.fresh;
  const recall = model.recall(day - seen.last, seen.memory.stability);
  return recall * habits.minutes.known + (1 - recall) * habits.minutes.forgotten;
}

/** FSRS as lifelong programs use it: what is due, then a number of new ones. */
export function forLife(
  name: string,
  retention: number,
  newOn: (at: Situation) => number,
): Strategy {
  let fresh = 0;
  return {
    name,
    begin: situation => {
      fresh = newOn(situation);
      const { model, questions } = situation;
      for (const seen of questions) {
        if (!seen.memory || seen.stage.state !== 'review') continue;
        seen.due = seen.last + intervalOf(model, seen.memory.stability, retention);
      }
    },
    next: (situation, left) => {
      const { questions, day } = situation;
      let best: number | undefined;
      let order = Infinity;
      for (const [at, seen] of questions.entries()) {
        if (seen.memory === undefined) continue;
        if (seen.stage.state !== 'review') {
          if (seen.today >= mostADay || minutesFor(situation, seen, day) > left) continue;
          if (-1 < order) [best, order] = [at, -1];
        } else if (seen.due <= day && seen.today === 0 && seen.due < order) {
          if (minutesFor(situation, seen, day) <= left) [best, order] = [at, seen.due];
        }
      }
      if (best !== undefined) return best;
      if (fresh <= 0 || situation.habits.minutes.fresh > left) return undefined;
      const next = questions.findIndex(({ memory }) => memory === undefined);
      if (next < 0) return undefined;
      fresh--;
      return next;
    },
  };
}

function intervalOf(model: MemoryModel, stability: number, retention: number): number {
  let [low, high] = [0, 36_500];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (model.recall(middle, stability) > retention) low = middle;
    else high = middle;
  }
  return Math.max(1, Math.round(low));
}

/** The expected recall of a question on the interview day, over its possible ratings. */
export function expected(situation: Situation, seen: Seen): number {
  const { model, habits, day, end } = situation;
  const left = end - day;
  let sum = 0;
  if (seen.memory === undefined) {
    for (const rating of [1, 2, 3, 4] as const) {
      sum += habits.first[rating] * model.recall(left, model.first(rating).stability);
    }
    return sum;
  }
  const elapsed = day - seen.last;
  const recall = model.recall(elapsed, seen.memory.stability);
  for (const rating of [1, 2, 3, 4] as const) {
    const chance = rating === 1 ? 1 - recall : recall * habits.known[rating];
    sum += chance * model.recall(left, model.after(seen.memory, elapsed, rating).stability);
  }
  return sum;
}

/** Always the question with the highest gain in recall on the day per minute. */
export function greedy(name = 'e', sized = false): Strategy {
  let worth: number[] = [];
  let minutes: number[] = [];
  const weigh = (situation: Situation, at: number) => {
    const seen = situation.questions[at]!;
    const { model, day, end } = situation;
    const without = seen.memory ? model.recall(end - seen.last, seen.memory.stability) : 0;
    minutes[at] = minutesFor(situation, seen, day) * (sized ? timeOf(seen.size) : 1);
    worth[at] = (expected(situation, seen) - without) / minutes[at];
  };
  let last: number | undefined;
  return {
    name,
    begin: situation => {
      worth = [];
      minutes = [];
      last = undefined;
      situation.questions.forEach((_, at) => weigh(situation, at));
    },
    next: (situation, left) => {
      if (last !== undefined) weigh(situation, last);
      last = bestOf(situation.questions, worth, minutes, left);
      return last;
    },
  };
}

function bestOf(
  questions: readonly Seen[],
  worth: readonly number[],
  minutes: readonly number[],
  left: number,
): number | undefined {
  let best: number | undefined;
  for (let at = 0; at < questions.length; at++) {
    if (questions[at]!.today >= mostADay || minutes[at]! > left || worth[at]! <= 0) continue;
    if (best === undefined || worth[at]! > worth[best]!) best = at;
  }
  return best;
}

/** The plan: the gain over asking the question later, per minute. */
export function planned(): Strategy {
  let worth: number[] = [];
  let minutes: number[] = [];
  let prices: Prices | undefined;
  const weigh = ({ day, questions }: Situation, at: number) => {
    const { memory, last, size: length } = questions[at]!;
    const size = timeOf(length);
    const one = memory
      ? prices!.worthOf({ elapsed: day - last, size, ...memory })
      : prices!.worthOfNew(size);
    minutes[at] = one.minutes;
    worth[at] = one.gain / one.minutes;
  };
  let last: number | undefined;
  return {
    name: 'plan',
    begin: situation => {
      const { model, habits, questions, day, end } = situation;
      worth = [];
      minutes = [];
      last = undefined;
      const groups = grouped(
        questions.flatMap(({ memory, last: on, size }) =>
          memory ? [{ elapsed: day - on, size: timeOf(size), ...memory }] : [],
        ),
      );
      const fresh = groupedFresh(
        questions.flatMap(({ memory, size }) => (memory ? [] : [timeOf(size)])),
      );
      const points = studyPoints(end - day, () => situation.minutes);
      ({ prices } = findPrices({ model, habits, points, horizon: end - day, groups, fresh }));
      questions.forEach((_, at) => weigh(situation, at));
    },
    next: (situation, left) => {
      if (last !== undefined) weigh(situation, last);
      last = bestOf(situation.questions, worth, minutes, left);
      return last;
    },
  };
}

/** What the answer reveals about the question, to those who see only answers. */
export function note(seen: Seen, model: MemoryModel, rating: Rating, day: number): void {
  const elapsed = day - seen.last;
  const sameDay = seen.memory && elapsed === 0 && seen.stage.state === 'review' && rating >= 3;
  if (!sameDay) {
    seen.memory = seen.memory ? model.after(seen.memory, elapsed, rating) : model.first(rating);
  }
  seen.stage = { ...nextStage(seen.stage, rating), interval: 0 };
  seen.last = day;
  seen.today++;
}
