/**
 * Merges two copies of one interview, in any order and any number of times. If they differ (another
 * window, an exported file) the later `updated` wins; for each question the copy that changed last
 * wins, so that no window's typing is lost.
 */
import { writeInterview, writeQuestion } from './format';
import type { Interview, InterviewQuestion } from './interview';

/**
 * Merges two copies. Returns `a` itself if `b` adds nothing, so that a caller can tell.
 * @throws RangeError for copies of different interviews
 */
export function mergeInterviews(a: Interview, b: Interview): Interview {
  if (a.id !== b.id) throw new RangeError('only copies of one interview can be merged');
  // Copies with other questions cannot be combined: only one can win.
  if (!haveSameQuestions(a, b)) return later(a, b, ({ updated }) => updated, wholeText);
  const winner = later(a, b, ({ updated }) => updated, headText);
  const questions = winner.questions.map((question, index) => {
    const [own, other] = [a.questions[index], b.questions[index]];
    return own && other ? mergeQuestions(own, other) : question;
  });
  if (questions.every((question, index) => question === winner.questions[index])) return winner;
  return { ...winner, questions };
}

/**
 * `before` as a copy that wins over `is`, whatever changed meanwhile. `now` is in ms since 1970.
 */
export function returnedTo(before: Interview, is: Interview, now: number): Interview {
  const questions = before.questions.map((question, index) => {
    const changed = is.questions[index]?.changed ?? question.changed;
    return { ...question, changed: Math.max(now, changed + 1) };
  });
  return { ...before, questions, updated: Math.max(now, is.updated + 1) };
}

function mergeQuestions(a: InterviewQuestion, b: InterviewQuestion): InterviewQuestion {
  const winner = later(a, b, ({ changed }) => changed, questionText);
  const other = winner === a ? b : a;
  // A review in the schedule exists, whichever copy says so.
  if (winner.reviewed || !other.reviewed || winner.rated !== other.rated) return winner;
  return { ...winner, reviewed: true };
}

function haveSameQuestions(a: Interview, b: Interview): boolean {
  return (
    a.questions.length === b.questions.length &&
    a.questions.every(({ id }, index) => id === b.questions[index]?.id)
  );
}

const wholeText = (one: Interview) => JSON.stringify(writeInterview(one));
const headText = (one: Interview) => JSON.stringify({ ...writeInterview(one), questions: [] });
const questionText = (one: InterviewQuestion) =>
  JSON.stringify({ ...writeQuestion(one), reviewed: false });

/** The one with the greater stamp; if equal, the greater text, so that order does not matter. */
function later<T>(a: T, b: T, stamp: (of: T) => number, text: (of: T) => string): T {
  if (a === b || stamp(a) !== stamp(b)) return stamp(b) > stamp(a) ? b : a;
  return text(b) > text(a) ? b : a;
}
