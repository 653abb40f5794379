/** Simulates learners who study for a day by one strategy. */
import type { MemoryModel } from '../../../src/study/plan/memory';
import type { Habits } from '../../../src/study/plan/habits';
import { answer, draw, knownOn, sizeOf, type Learner, type Truth } from './learners';
import { note, type Seen, type Strategy } from './strategies';

export interface Case {
  readonly questions: number;
  readonly days: number;
  readonly minutes: number;
}

/** The share, 0 to 1, that the learner would know on the day after studying by `strategy`. */
export function study(
  learner: Learner,
  { questions: count, days, minutes }: Case,
  strategy: Strategy,
  model: MemoryModel,
  habits: Habits,
): number {
  const truths = Array.from({ length: count }, (): Truth => ({
    memory: undefined,
    last: 0,
    asked: 0,
  }));
  const questions = truths.map((_, at): Seen => ({
    size: sizeOf(learner.seed, at),
    memory: undefined,
    last: 0,
    today: 0,
    stage: { state: 'new', step: 0, interval: 0 },
    due: 0,
  }));
  for (let day = 0; day < days; day++) {
    if (draw(learner.seed, 900, day) < learner.missed) continue;
    for (const seen of questions) seen.today = 0;
    const situation = { model, habits, questions, day, end: days, minutes };
    strategy.begin(situation);
    let left = minutes;
    for (;;) {
      const at = strategy.next(situation, left);
      if (at === undefined) break;
      const { rating, minutes: took } = answer(learner, at, truths[at]!, day);
      note(questions[at]!, model, rating, day);
      left -= took;
    }
  }
  return knownOn(learner, truths, days);
}
