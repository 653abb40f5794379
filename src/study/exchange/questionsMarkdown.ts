/**
 * Questions as one Markdown file, in the form of a pack: a category is a heading of the first level,
 * a question one of the second with its id. The file can be read, printed and opened as a pack.
 */
import { answerText, questionMarkdown, quoted } from '../pack/write';
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
    `# ${group.title.replace(/\s+/g, ' ').trim()}\n`,
    ...questions.map(({ question, body, note }) =>
      questionMarkdown({ ...question, body: withNote(body, note, texts) }),
    ),
  ]);
  return parts.join('\n');
}

/** What was open in the answer is closed before the note, which as a quotation has no headings of the pack's. */
function withNote(body: string, note: string, texts: MarkdownTexts): string {
  if (note.trim() === '') return body;
  const answer = answerText(body);
  return [...(answer === '' ? [] : [answer]), `### ${texts.note}`, quoted(note)].join('\n\n');
}
