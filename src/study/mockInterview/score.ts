/** Scores an interview. */
import type { Rating } from '../rating';
import { type Interview, type InterviewQuestion } from './interview';

/** The value of each rating, from 0 to 1. */
export const ratingValues: Readonly<Record<Rating, number>> = { 1: 0, 2: 0.5, 3: 0.8, 4: 1 };

/**
 * The score of one question from 0 to 1: half the rating, half the share of key points covered. If
 * the model answer has no key points or none was ticked, only the rating counts. A skipped question
 * scores 0. `undefined` for an unrated question, which is not counted.
 */
export function questionScore(question: InterviewQuestion): number | undefined {
  if (question.phase === 'skipped') return 0;
  if (question.rating === undefined) return undefined;
  const value = ratingValues[question.rating];
  const { ticked, keyPoints } = question;
  if (keyPoints.length === 0 || ticked.length === 0) return value;
  return (value + ticked.length / keyPoints.length) / 2;
}

/** The score of several questions: the mean of those that count; `undefined` if none does. */
export function meanScore(questions: readonly InterviewQuestion[]): number | undefined {
  const scores = questions.map(questionScore).filter(score => score !== undefined);
  if (scores.length === 0) return undefined;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** The score of an interview from 0 to 1; `undefined` if no question was rated or skipped. */
export function interviewScore(interview: Interview): number | undefined {
  return meanScore(interview.questions);
}

/** Whether the ticks show which key points were missed: some were ticked, or all was missed. */
export function isChecked({ ticked, rating, phase }: InterviewQuestion): boolean {
  return phase === 'rated' && (ticked.length > 0 || rating === 1);
}

/** The key points not covered, as Markdown; none if they were not checked. */
export function missedPoints(question: InterviewQuestion): readonly string[] {
  if (!isChecked(question)) return [];
  return question.keyPoints.filter((_, index) => !question.ticked.includes(index));
}
