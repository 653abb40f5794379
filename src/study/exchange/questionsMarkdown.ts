/**
 * Questions as one Markdown file, in the form of a pack: a category is a heading of the first level,
 * a question one of the second with its id. The file can be read, printed and opened as a pack.
 */
import { headingMark } from '../pack/write';
import { groupBy, type ExportedQuestion } from './question';

/** What the file says itself, in the person's language. */
export interface MarkdownTexts {
  /** The heading over a person's note. */
  readonly note: string;
}

/** The text of the file. */
export function questionsMarkdown(
  questions: readonly ExportedQuestion[],
  texts: MarkdownTexts,
): string {
  const parts = groupBy(questions, ({ category }) => category).flatMap(({ group, questions }) => [
    `# ${group.title}`,
    ...questions.map(exported => questionMarkdown(exported, texts)),
  ]);
  return `${parts.join('\n\n')}\n`;
}

function questionMarkdown(
  { question, body, note }: ExportedQuestion,
  texts: MarkdownTexts,
): string {
  return [
    `## ${question.title} ${headingMark(question)}`,
    ...(question.hint === undefined ? [] : [quote(question.hint)]),
    ...(body.trim() === '' ? [] : [body.trim()]),
    // As a quotation its own headings are not taken for those of the pack.
    ...(note === '' ? [] : [`### ${texts.note}`, quote(note.trimEnd())]),
  ].join('\n\n');
}

function quote(markdown: string): string {
  return markdown
    .split(/\r?\n/)
    .map(line => `> ${line}`.trimEnd())
    .join('\n');
}
