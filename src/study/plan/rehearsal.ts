/** Picks the questions to rehearse last: those least likely to be known. */
import type { QuestionId } from '../question';
import { mostADay, type PlanInput, type PlanQuestion } from './input';
import { recallOnDay } from './recall';

/** A question and the probability, 0 to 1, that it is known on the day if not asked again. */
export interface WeakQuestion {
  readonly question: PlanQuestion;
  readonly recall: number;
}

/**
 * The questions that are not mastered, the weakest first. Never asked ones come last: they cannot
 * be learned in the last hours, but forgotten ones can be recovered.
 */
export function weakestFirst(
  input: Pick<PlanInput, 'model' | 'horizon' | 'questions'>,
): readonly WeakQuestion[] {
  return input.questions
    .filter(({ isMastered }) => !isMastered)
    .map(question => ({ question, recall: recallOnDay(input, question) }))
    .sort(
      (a, b) =>
        Number(a.question.memory === undefined) - Number(b.question.memory === undefined) ||
        a.recall - b.recall,
    );
}

/** Rehearsed questions. */
export interface Rehearsal {
  readonly ids: readonly QuestionId[];
  /** The expected time. */
  readonly minutes: number;
}

/** The maximum number rehearsed: the evening before is not for more. */
const most = 20;

/**
 * The weakest questions that fit into the minutes left, at least one. New ones are left to the
 * plan, unless nothing was ever asked.
 */
export function rehearsalOf(input: PlanInput, minutesLeft: number): Rehearsal {
  const { model, habits } = input;
  const weakest = weakestFirst(input).filter(
    ({ question: { isAsked, askedToday } }) => isAsked && askedToday < mostADay,
  );
  const seen = weakest.filter(({ question }) => question.memory !== undefined);
  const ids: QuestionId[] = [];
  let minutes = 0;
  for (const { question } of seen.length > 0 ? seen : weakest) {
    const { memory, elapsed, size } = question;
    const recall = memory && model.recall(elapsed, memory.stability);
    const each =
      recall === undefined
        ? habits.minutes.fresh
        : recall * habits.minutes.known + (1 - recall) * habits.minutes.forgotten;
    if (ids.length >= most || (ids.length > 0 && minutes + each * size > minutesLeft)) break;
    ids.push(question.id);
    minutes += each * size;
  }
  return { ids, minutes };
}
