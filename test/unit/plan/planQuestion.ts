import type { PlanQuestion } from '../../../src/study/plan/input';

/** A new question that may be asked today, of category `c`. */
export function planQuestion(id: string, changes: Partial<PlanQuestion> = {}): PlanQuestion {
  return {
    id,
    category: 'c',
    size: 1,
    memory: undefined,
    elapsed: 0,
    askedToday: 0,
    isAsked: true,
    isMastered: false,
    comesFirst: false,
    ...changes,
  };
}
