/** Writes questions as a pack's text, which `parsePack` reads back unchanged. */
import { withoutUnsafeLinks, withoutUnsafeLinksInSteps } from '../markdown/sourceLinks';
import type { Question, SourceRange } from '../question';
import { finish, type Steps } from '../steps';
import { normalize, readBlocksInSteps } from './blocks';
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';
import { openComments } from './openComments';

export interface WrittenQuestion {
  readonly id: string;
  /** As inline Markdown; line breaks become spaces. */
  readonly title: string;
  /** A short form for use where there is little room. */
  readonly short?: string | undefined;
  /** As Markdown; empty for none. */
  readonly hint?: string | undefined;
  /** As Markdown; empty for none. */
  readonly body?: string | undefined;
}

export interface WrittenCategory {
  readonly title: string;
  /** A short form for use where there is little room. */
  readonly short?: string | undefined;
  readonly questions: readonly WrittenQuestion[];
}

/** A question to write elsewhere: links that others wrote in a pack run nothing there either. */
export function* copied(question: Question, body: string): Steps<WrittenQuestion> {
  const { id, title, short = '', hint = '', source } = question;
  if (source.pack === undefined) return { id, title, short, hint, body };
  return {
    id,
    title: yield* withoutUnsafeLinksInSteps(title),
    short: yield* withoutUnsafeLinksInSteps(short),
    hint: yield* withoutUnsafeLinksInSteps(hint),
    body: yield* withoutUnsafeLinksInSteps(body),
  };
}

/** Returns one file of these categories. */
export function packMarkdown(categories: readonly WrittenCategory[]): string {
  return finish(packMarkdownInSteps(categories));
}

/** `packMarkdown` in steps of a question. */
export function* packMarkdownInSteps(categories: readonly WrittenCategory[]): Steps<string> {
  const parts: string[] = [];
  for (const { title, short, questions } of categories) {
    parts.push(`${categoryHeading({ title, short })}\n`);
    for (const question of questions) {
      parts.push(yield* questionMarkdownInSteps(question));
      yield;
    }
  }
  return parts.join('\n');
}

/** The heading of a category, with its short title if it has one; others may have written both. */
export function categoryHeading({
  title,
  short = '',
}: Pick<WrittenCategory, 'title' | 'short'>): string {
  const mark = short.trim() === '' ? '' : ` {${titleMark(short)}}`;
  return withoutUnsafeLinks(`# ${oneLine(title)}${mark}`);
}

/** Returns one question in the headings form, with a final line break. */
export function questionMarkdown(question: WrittenQuestion): string {
  return finish(questionMarkdownInSteps(question));
}

/** `questionMarkdown` in steps, for a long answer. */
export function* questionMarkdownInSteps({
  id,
  title,
  short = '',
  hint = '',
  body = '',
}: WrittenQuestion): Steps<string> {
  const parts = [`## ${oneLine(title)} ${headingMark({ id, short })}`];
  const isHinted = hint.trim() !== '';
  const answer = belowHint(yield* contained(body), isHinted);
  if (isHinted) parts.push(quoted(hint));
  if (answer !== '') parts.push(answer);
  return `${parts.join('\n\n')}\n`;
}

/** The braces of a question's heading: the id, and the short title if it has one. */
export function headingMark({ id, short = '' }: Pick<WrittenQuestion, 'id' | 'short'>): string {
  return `{#${id}${short.trim() === '' ? '' : ` ${titleMark(short)}`}}`;
}

function titleMark(short: string): string {
  return `title="${oneLine(short).replaceAll('"', '”')}"`;
}

/** Returns code as a block that nothing in the code can close. */
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

/** A text as a quotation. Keeps the two trailing spaces that break a line. */
export function quoted(text: string): string {
  return normalize(text)
    .trim()
    .split('\n')
    .map(line => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}

/**
 * An answer's text for below a heading: where no hint is between them, an empty one comes before a
 * leading quotation, which would be taken for it, also below a comment or the address of a link.
 */
export function belowHint(answer: string, isHinted: boolean): string {
  return !isHinted && /^ {0,3}(?:>|<!--|\[(?:\\[^]|[^\\\]])*\]:)/.test(answer)
    ? `>\n\n${answer}`
    : answer;
}

/** An answer's text for a pack: nothing in it ends it or begins another question. */
export function answerText(body: string): string {
  return finish(contained(body));
}

/** An answer without anything that would end it: headings above the sections', open code or comments. */
function* contained(body: string): Steps<string> {
  const text = normalize(body)
    .replace(/^[ \t\n]*\n/, '')
    .trimEnd();
  const { isText, found } = openComments(text);
  const { blocks, lines, unclosed } = yield* readBlocksInSteps(text, undefined, isText);
  const result: (string | undefined)[] = [...lines];
  for (const { type, level, text: title, startLine, endLine } of blocks) {
    if (type !== 'heading' || level > 2) continue;
    result.fill(undefined, startLine, endLine);
    result[startLine] = `#### ${title}`;
  }
  const firstStart = lines.findIndex(line => line.includes('<!--'));
  const lastEnd = lines.findLastIndex(line => line.includes('-->'));
  const isOpen = (at: number, line: string) =>
    found.has(at) || at > lastEnd || (at === lastEnd && !/^ {0,3}<!--.*-->/.test(line));
  for (const { tokens } of blocks) {
    for (const { type, map } of tokens) {
      // Not in code.
      if (type !== 'inline' || !map) continue;
      for (let at = map[0]; at < map[1]; at++) {
        const line = lines[at] ?? '';
        if (result[at] !== line) continue;
        // An end without a beginning would close a comment that another question leaves open.
        if (at < firstStart || firstStart === -1) result[at] = line.replace(/-->(\s*)$/, '--\\>$1');
        else if (isOpen(at, line)) result[at] = line.replace(/^( {0,3})<!--/, '$1\\<!--');
      }
    }
  }
  // Each at its end: text after one was read as if it were closed there.
  for (const { startLine, endLine } of unclosed.filter(({ swallowed }) => swallowed)) {
    const marks = /`{3,}|~{3,}/.exec(lines[startLine] ?? '')?.[0] ?? '```';
    result[endLine - 1] = `${result[endLine - 1] ?? ''}\n${marks}`;
  }
  return result.filter(line => line !== undefined).join('\n');
}

/** What a question is found by. */
type Placed = Pick<Question, 'id' | 'title'> & { readonly source: Pick<SourceRange, 'startLine'> };

/**
 * Finds the questions of a file as it is now: by their ids, and where another question has the id, so
 * that they were given a different one, by their wordings, and their lines if they share those.
 */
export function finderOf(draft: FileDraft): (question: Placed) => DraftQuestion | undefined {
  const all = questionsOf(draft);
  const byId = new Map(all.toReversed().map(question => [question.wishedId, question]));
  const byTitle = new Map<string, DraftQuestion | undefined>();
  for (const question of all)
    byTitle.set(question.title, byTitle.has(question.title) ? undefined : question);
  const byLine = new Map(all.map(question => [question.source.startLine, question]));
  return ({ id, title, source }) => {
    const found = byId.get(id) ?? byTitle.get(title);
    const there = byLine.get(source.startLine);
    return found ?? (there?.title === title ? there : undefined);
  };
}

/**
 * The position for a question added to a file: the line after the given question, or after all text
 * if the file no longer has it. Trailing blank lines are not counted.
 *
 * @param draft the result of reading `text`
 */
export function insertionLine(text: string, draft: FileDraft, after: Placed): number {
  const lines = normalize(text).split('\n');
  let line = finderOf(draft)(after)?.source.endLine ?? lines.length;
  while (line > 0 && (lines[line - 1] ?? '').trim() === '') line--;
  return line;
}
