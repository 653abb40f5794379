/**
 * Questions as one Markdown file, in the form of a pack. A category is a first-level heading, a
 * question a second-level one with its id. The file can be read, printed and opened as a pack.
 */
import {
  answerText,
  categoryHeading,
  copied,
  questionMarkdownInSteps,
  quoted,
} from '../pack/write';
import { finish, type Steps } from '../steps';
import { groupBy, type ExportedQuestion } from './question';

/** The file's own texts, in the person's language. */
export interface MarkdownTexts {
  /** The heading over a person's note. */
  readonly note: string;
}

/** The text of the file. */
export function questionsMarkdown(
  questions: readonly ExportedQuestion[],
  texts: MarkdownTexts,
): string {
  return finish(questionsMarkdownInSteps(questions, texts));
}

/** `questionsMarkdown` in steps of a question. */
export function* questionsMarkdownInSteps(
  questions: readonly ExportedQuestion[],
  texts: MarkdownTexts,
): Steps<string> {
  const parts: string[] = [];
  for (const { group, questions: all } of groupBy(questions, ({ category }) => category)) {
    parts.push(`${categoryHeading(group)}\n`);
    for (const { question, body, note } of all) {
      const copy = yield* copied(question, body);
      const written = { ...copy, body: withNote(copy.body ?? '', note, texts) };
      parts.push(yield* questionMarkdownInSteps(written));
      yield;
    }
  }
  return parts.join('\n');
}

/** Closes open blocks of the answer before the note, quoted so that its headings do not count. */
function withNote(body: string, note: string, texts: MarkdownTexts): string {
  if (note.trim() === '') return body;
  const answer = answerText(body);
  return [...(answer === '' ? [] : [answer]), `### ${texts.note}`, quoted(note)].join('\n\n');
}
