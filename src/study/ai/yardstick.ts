/** What the model is given to judge by, so that it judges by the pack and not by its memory. */
import type { Answer, Question, SectionKind } from '../question';

/** A question with what its pack says a good answer is. All Markdown. */
export interface Yardstick {
  readonly question: string;
  /** Empty where the pack gives none. */
  readonly hint: string;
  /** Empty where the pack gives none. */
  readonly modelAnswer: string;
  /** What an interviewer listens for; empty where the pack gives none. */
  readonly keyPoints: readonly string[];
}

/** The sections that say what is right. Key points go apart, and links to read tell a model nothing. */
const telling: ReadonlySet<SectionKind> = new Set([
  'in-short',
  'in-depth',
  'pitfalls',
  'follow-up-questions',
  'other',
]);

/** Makes the yardstick of a question. */
export function yardstickOf(question: Question, answer: Answer): Yardstick {
  const modelAnswer = answer.sections
    .filter(({ kind }) => telling.has(kind))
    .map(({ title, markdown }) => (title === '' ? markdown : `### ${title}\n\n${markdown}`))
    .join('\n\n');
  return {
    question: question.title,
    hint: question.hint ?? '',
    modelAnswer,
    keyPoints: answer.keyPoints,
  };
}
