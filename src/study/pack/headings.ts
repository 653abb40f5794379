import type { Block, BlockText } from './blocks';
import type { Steps } from '../steps';
import { isList, lastNonBlank, listItems } from './blocks';
import {
  textColumns,
  type Columns,
  type DraftCategory,
  type DraftCollection,
  type DraftQuestion,
  type DraftSection,
  type Report,
  type SourceFile,
} from './draft';
import { calloutKind } from '../markdown/callouts';
import { wishedId } from './ids';
import { exerciseOf, type Exercise } from '../exercise/exercise';
import { exerciseTitle, isExercise, sectionKind } from './sections';

/** The number of blocks between steps. */
const blocksInStep = 500;

/**
 * Reads the headings form: `# Category`, `## Question {#id}`, a blockquote as hint, the answer. In
 * steps of about a millisecond.
 */
export function* readHeadings(
  file: SourceFile,
  text: BlockText,
  report: Report,
): Steps<DraftCollection> {
  const { blocks, lines } = text;
  const categories: DraftCategory[] = [{ title: undefined, line: -1, questions: [] }];
  const tips: string[] = [];
  let introduction = '';
  for (const [index, block] of blocks.entries()) {
    if (index % blocksInStep === blocksInStep - 1) yield;
    if (block.type !== 'heading') continue;
    if (block.level === 1) {
      if (categories.length === 1) introduction = introductionAfter(text, index);
      const { title, short } = splitName(block.text);
      categories.push({
        title: title || undefined,
        ...(short !== undefined && { short }),
        line: block.startLine,
        questions: [],
      });
    }
    if (block.level !== 2) continue;
    const end = nextHeading(blocks, index, 2);
    const content = blocks.slice(index + 1, end);
    if (isRemember(block.text) && content.some(isList)) {
      for (const tip of tipsOf(content, lines)) tips.push(tip);
      continue;
    }
    const endLine = lastNonBlank(lines, block.startLine, blocks[end]?.startLine ?? lines.length);
    const question = readQuestion(file, text, block, content, endLine, report);
    if (question) categories.at(-1)?.questions.push(question);
  }
  const [first, second] = categories.filter(({ title, questions }) => title ?? questions.length);
  const titles = categories.filter(({ title }) => title !== undefined);
  // One heading names both; a heading without questions above others names the collection.
  const names = titles.length === 1 || (second && first?.questions.length === 0);
  const [named] = names ? titles : [];
  return {
    title: named?.title,
    ...(named?.short !== undefined && { short: named.short }),
    introduction,
    tips,
    categories: categories.filter(({ questions }) => questions.length > 0),
  };
}

function readQuestion(
  file: SourceFile,
  { lines }: BlockText,
  heading: Block,
  content: readonly Block[],
  endLine: number,
  report: Report,
): DraftQuestion | undefined {
  const { title, id, short } = splitId(heading.text);
  const { startLine } = heading;
  const columns = headingColumns(lines[startLine]);
  if (title === '') {
    report('empty-question', 'error', heading);
    return undefined;
  }
  const [first] = content;
  const quotation = first?.type === 'blockquote' ? quoted(first, lines) : undefined;
  // A callout belongs to the answer.
  const hint =
    quotation !== undefined && calloutKind(quotation) === undefined ? quotation : undefined;
  if (!hint) report('missing-hint', 'information', { ...heading, columns });
  const { sections, exercise } = readSections(content, lines, endLine, report);
  const bodyLine = Math.min(first && hint !== undefined ? first.endLine : heading.endLine, endLine);
  return {
    title,
    ...(short === undefined ? {} : { short }),
    hint: hint === '' ? undefined : hint,
    ...wishedId(
      title,
      id,
      { startLine, endLine: startLine + 1, columns: idColumns(lines[startLine]) },
      report,
    ),
    source: { ...file, startLine, endLine, bodyLine },
    columns,
    hintLine: heading.endLine,
    sections,
    ...(exercise && { exercise }),
  };
}

/** The sections of an answer, and its exercise's summary. */
function readSections(
  content: readonly Block[],
  lines: readonly string[],
  endLine: number,
  report: Report,
): Pick<DraftQuestion, 'sections' | 'exercise'> {
  const sections: DraftSection[] = [];
  let exercise: Exercise | undefined;
  let isTaken = false;
  for (const [index, block] of content.entries()) {
    if (block.type !== 'heading' || block.level !== 3) continue;
    const { text: title, startLine: line } = block;
    const next = nextHeading(content, index, 3);
    const inside = content.slice(index + 1, next);
    const range = { startLine: line, endLine: line + 1, columns: headingColumns(lines[line]) };
    if (isExercise(title, () => inside, lines)) {
      if (isTaken) {
        report('exercise-twice', 'error', range);
      } else {
        const end = content[next]?.startLine ?? endLine;
        exercise = exerciseOf({ title, line, blocks: inside, lines, endLine: end }, report);
      }
      isTaken = true;
      sections.push({ kind: 'exercise', title, line });
      continue;
    }
    const kind = sectionKind(title);
    sections.push({ kind, title, line });
    if (exerciseTitle(title) !== undefined) report('exercise-incomplete', 'information', range);
    // One without a title is still being typed.
    else if (kind === 'other' && title !== '') {
      report(
        'unknown-section',
        'information',
        { ...block, columns: range.columns },
        title.slice(0, 200),
      );
    }
  }
  if (exercise === undefined) return { sections };
  const { kind, minutes } = exercise;
  return { sections, exercise: { kind, ...(minutes !== undefined && { minutes }) } };
}

/** The columns of a heading's text in its line: without the `##`, with the id. */
export function headingColumns(line = ''): Columns {
  const [start, end] = textColumns(line);
  const mark = /^#{1,6}[ \t]*/.exec(line.slice(start))?.[0].length ?? 0;
  return mark > 0 && start + mark < end ? [start + mark, end] : [start, end];
}

/** The columns of `{#id}` or `{#id title="…"}` in a heading's line; `undefined` if it has none. */
export function idColumns(line = ''): Columns | undefined {
  let end = line.trimEnd().length;
  // A heading may end with the marks it began with.
  while (line.charAt(end - 1) === '#') end--;
  end = line.slice(0, end).trimEnd().length;
  const at = line.charAt(end - 1) === '}' ? line.lastIndexOf('{#', end) : -1;
  return at === -1 ? undefined : [at, end];
}

/** A longer title, in UTF-16 units, would not be short. */
const longestShort = 80;

/** Braces with more text, in UTF-16 units, are not read. */
const longestBraces = 400;

/**
 * Splits `Wording {#id}` or `Wording {#id title="Short"}`. Searched from the end: headings may be
 * long.
 */
export function splitId(heading: string): {
  title: string;
  id: string | undefined;
  short?: string;
} {
  const at = heading.endsWith('}') ? heading.lastIndexOf('{#') : -1;
  if (at === -1 || (at > 0 && !/\s/.test(heading.charAt(at - 1)))) {
    return { title: heading.trim(), id: undefined };
  }
  const title = heading.slice(0, at).trim();
  const inside = heading.slice(at + 2, -1).trim();
  const [, id, given] =
    inside.length > longestBraces ? [] : (/^(\S+)[ \t]+title="([^"]*)"$/.exec(inside) ?? []);
  if (id === undefined || given === undefined) return { title, id: inside };
  return { title, id, ...shortOf(given) };
}

/**
 * Splits `Name {title="Short"}`, the heading of a collection or category. Any other braces belong
 * to the name.
 */
export function splitName(heading: string): { title: string; short?: string } {
  const at = heading.endsWith('"}') ? heading.lastIndexOf('{title="') : -1;
  const given = heading.slice(at + '{title="'.length, -'"}'.length);
  const isMark = at > 0 && /\s/.test(heading.charAt(at - 1)) && !given.includes('"');
  if (!isMark || given.length > longestBraces) return { title: heading };
  return { title: heading.slice(0, at).trim(), ...shortOf(given) };
}

/** The short title in `title="…"`; none if it is blank. */
function shortOf(given: string): { short?: string } {
  const short = given.replace(/\s+/g, ' ').trim().slice(0, longestShort).trim();
  return short === '' ? {} : { short };
}

/** The text after the id in a heading's `{#id title="…"}`, including the space before it. */
export function afterId(braces: string): string {
  return /^\{#\S*?([ \t]+title="[^"]*")\}$/.exec(braces)?.[1] ?? '';
}

/** Whether a heading or label introduces the tips of a collection. */
export function isRemember(title: string): boolean {
  return /^remember:?$/i.test(title);
}

/** The items of all lists in the blocks, each as inline Markdown on one line. */
export function tipsOf(content: readonly Block[], lines: readonly string[]): string[] {
  return content
    .flatMap(block => listItems(block, lines))
    .map(({ text }) => text.replaceAll('\n', ' '))
    .filter(tip => tip !== '');
}

/** The text of a blockquote without its marks. */
function quoted(block: Block, lines: readonly string[]): string {
  return lines
    .slice(block.startLine, block.endLine)
    .map(line => line.replace(/^ {0,3}> ?/, ''))
    .join('\n')
    .trim();
}

/** The index of the next heading of at most this level, or the number of blocks. */
export function nextHeading(blocks: readonly Block[], index: number, level: number): number {
  let next = index + 1;
  for (; next < blocks.length; next++) {
    const block = blocks[next];
    if (block?.type === 'heading' && block.level <= level) break;
  }
  return next;
}

function introductionAfter({ blocks, lines }: BlockText, index: number): string {
  const start = blocks[index]?.endLine ?? 0;
  const end = blocks[nextHeading(blocks, index, 2)]?.startLine ?? lines.length;
  return lines.slice(start, end).join('\n').trim();
}
