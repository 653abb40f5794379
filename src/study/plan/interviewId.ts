/** Tells interview records from question records without loading their reader. */
import type { QuestionId } from '../question';

/** The id prefix of an interview's record: question ids contain no colon. */
export const interviewPrefix = 'interview:';

/** Whether a record of progress is an interview, not a question. */
export function isInterviewId(id: QuestionId): boolean {
  return id.startsWith(interviewPrefix);
}
