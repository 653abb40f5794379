/** The material a model judges by, so that it does not rely on its memory. */
import type { Answer, Question, SectionKind } from '../question';

/** A question with its pack's definition of a good answer. All Markdown. */
export interface Yardstick {
  readonly question: string;
  /** Empty if the pack gives none. */
  readonly hint: string;
  /** Empty if the pack gives none. */
  readonly modelAnswer: string;
  /** What an interviewer listens for; empty if the pack gives none. */
  readonly keyPoints: readonly string[];
}

/** The sections that say what is right. Key points are separate; links tell a model nothing. */
const telling: ReadonlySet<SectionKind> = new Set([
  'in-short',
  'in-depth',
  'pitfalls',
  'follow-up-questions',
  'other',
]);

/** Builds the yardstick of a question. */
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
