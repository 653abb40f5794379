/** How the records of interviews are told from those of questions, without loading what reads them. */
import type { QuestionId } from '../question';

/** What the id of an interview's record begins with: ids of questions hold no colon. */
export const interviewPrefix = 'interview:';

/** Whether a record of progress is an interview, and no question. */
export function isInterviewId(id: QuestionId): boolean {
  return id.startsWith(interviewPrefix);
}
