/** Questions as the text of a pack: what `parsePack` reads back as the same questions. */
import type { QuestionId } from '../question';
import { finish, type Steps } from '../steps';
import { normalize, readBlocks } from './blocks';
import { questionsOf, type FileDraft } from './file';

export interface WrittenQuestion {
  readonly id: string;
  /** As inline Markdown; line breaks become spaces. */
  readonly title: string;
  /** A few words in its place where there is little room. */
  readonly short?: string | undefined;
  /** As Markdown; empty for none. */
  readonly hint?: string | undefined;
  /** As Markdown; empty for none. */
  readonly body?: string | undefined;
}

export interface WrittenCategory {
  readonly title: string;
  readonly questions: readonly WrittenQuestion[];
}

/** Gives one file of these categories. */
export function packMarkdown(categories: readonly WrittenCategory[]): string {
  return finish(packMarkdownInSteps(categories));
}

/** `packMarkdown` in steps of a question. */
export function* packMarkdownInSteps(categories: readonly WrittenCategory[]): Steps<string> {
  const parts: string[] = [];
  for (const { title, questions } of categories) {
    parts.push(`# ${oneLine(title)}\n`);
    for (const question of questions) {
      parts.push(questionMarkdown(question));
      yield;
    }
  }
  return parts.join('\n');
}

/** Gives one question in the headings form, with a line's end. */
export function questionMarkdown({
  id,
  title,
  short = '',
  hint = '',
  body = '',
}: WrittenQuestion): string {
  const parts = [`## ${oneLine(title)} ${headingMark({ id, short })}`];
  const answer = contained(body);
  if (hint.trim() !== '') parts.push(quoted(hint));
  // An empty hint, so that a quotation at the start of the answer is not taken for one.
  else if (/^ {0,3}>/.test(answer)) parts.push('>');
  if (answer !== '') parts.push(answer);
  return `${parts.join('\n\n')}\n`;
}

/** What a heading says in braces of its question: the id, and the short title where it has one. */
export function headingMark({ id, short = '' }: Pick<WrittenQuestion, 'id' | 'short'>): string {
  const brief = oneLine(short).replaceAll('"', '”');
  return `{#${id}${brief === '' ? '' : ` title="${brief}"`}}`;
}

/** Gives code as a block that nothing in the code can close. */
export function codeBlock(code: string, language: string): string {
  let longest = 2;
  for (const [marks] of code.matchAll(/`+/g)) longest = Math.max(longest, marks.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${withoutLastLines(code)}\n${fence}`;
}

function withoutLastLines(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text as a quotation. The two spaces at a line's end that break it stay. */
export function quoted(text: string): string {
  return normalize(text)
    .trim()
    .split('\n')
    .map(line => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** An answer's text as it stands in a pack: nothing in it ends it or begins another question. */
export function answerText(body: string): string {
  return contained(body);
}

/** An answer without what would end it: headings above the sections', and code that is never closed. */
function contained(body: string): string {
  const text = normalize(body)
    .replace(/^[ \t\n]*\n/, '')
    .trimEnd();
  const { blocks, lines, unclosed } = readBlocks(text);
  const result: (string | undefined)[] = [...lines];
  for (const { type, level, text: title, startLine, endLine } of blocks) {
    if (type !== 'heading' || level > 2) continue;
    result.fill(undefined, startLine, endLine);
    result[startLine] = `#### ${title}`;
  }
  // Each where it ends: what follows one was read as if it were closed there.
  for (const { startLine, endLine } of unclosed.filter(({ swallowed }) => swallowed)) {
    const marks = /`{3,}|~{3,}/.exec(lines[startLine] ?? '')?.[0] ?? '```';
    result[endLine - 1] = `${result[endLine - 1] ?? ''}\n${marks}`;
  }
  return result.filter(line => line !== undefined).join('\n');
}

/**
 * Where a question goes that is added to a file: the line behind that question, or behind all text
 * where the file has it no more. Blank lines at the end are not counted.
 *
 * @param draft what `text` was read as
 */
export function insertionLine(text: string, draft: FileDraft, after: QuestionId): number {
  const lines = normalize(text).split('\n');
  const question = questionsOf(draft).find(({ wishedId }) => wishedId === after);
  let line = question?.source.endLine ?? lines.length;
  while (line > 0 && (lines[line - 1] ?? '').trim() === '') line--;
  return line;
}
