import type { Answer, FollowUp, Section, SourceRange } from '../question';
import { longestFormatted } from '../markdown/parser';
import { Fences, piecesOf } from '../markdown/pieces';
import { finish, type Steps } from '../steps';
import { dedentItem, isList, listItems, normalize, readBlocks, type ListItem } from './blocks';
import { splitBold } from './inline';
import { exerciseTitle, fenceInfoAt, marksOf, sectionKind } from './sections';

/** The last file parsed: answers are mostly read in sequence from the same file. */
let lastFile: { text: string; lines: readonly string[]; definitions: Definitions } | undefined;

/** A link defined at the end of a file, usable by all its answers. */
interface Definition {
  /** Its line, from 0. */
  readonly line: number;
  readonly text: string;
}

/** By label, normalised for comparison: lower case, white space as single spaces. */
type Definitions = ReadonlyMap<string, Definition>;

/** A longer definition, in UTF-16 units, is not given to answers. */
const longestDefinition = 1000;
/** An answer is given no more definitions than these, in UTF-16 units: they could be the file. */
const longestDefinitions = 10_000;

const definition = /^ {0,3}\[((?:[^[\]\\]|\\.){1,200})\]:\s*\S/;

/**
 * The definitions at the end of a file, read backwards up to the first other line. Of several with
 * the same label the first counts, as in Markdown.
 */
function definitionsAt(lines: readonly string[]): Definitions {
  const found = new Map<string, Definition>();
  for (let line = lines.length - 1; line >= 0; line--) {
    const text = lines[line] ?? '';
    if (text.trim() === '') continue;
    const label = definition.exec(text.slice(0, longestDefinition))?.[1];
    if (label === undefined) break;
    if (text.length <= longestDefinition) found.set(foldLabel(label), { line, text });
  }
  return found;
}

function foldLabel(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The definitions a text uses but lacks, as lines to append to it. */
function definitionsFor(body: string, definitions: Definitions, end: number): string {
  if (definitions.size === 0 || !body.includes('[')) return '';
  const used = new Set(
    Array.from(body.matchAll(/\[((?:[^[\]\\]|\\.){1,200})\]/g), ([, label = '']) =>
      foldLabel(label),
    ),
  );
  let length = 0;
  const missing = [...used]
    .flatMap(label => definitions.get(label) ?? [])
    .filter(({ line }) => line >= end)
    .sort((one, other) => one.line - other.line)
    .filter(({ text }) => (length += text.length) <= longestDefinitions);
  return missing.length === 0 ? '' : `\n\n${missing.map(({ text }) => text).join('\n')}`;
}

/**
 * Returns the Markdown of a question's answer from its file's text; empty if there is none.
 * Includes links defined at the end of the file.
 */
export function questionBody(fileText: string, source: SourceRange): string {
  if (lastFile?.text !== fileText) {
    const lines = normalize(fileText).split('\n');
    lastFile = { text: fileText, lines, definitions: definitionsAt(lines) };
  }
  const { lines, definitions } = lastFile;
  const marker = /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(lines[source.startLine] ?? '');
  const body = lines.slice(source.bodyLine, source.endLine);
  // Below a list item the answer is indented by the width of the item's marker.
  const [, ...dedented] = marker
    ? dedentItem([lines[source.startLine] ?? '', ...body]).split('\n')
    : ['', ...body];
  const text = dedented.join('\n');
  return text + definitionsFor(text, definitions, source.endLine);
}

/**
 * Splits an answer at its `###` headings. One too long to be shown formatted stays whole.
 *
 * @param body the answer's Markdown, from `questionBody`
 * @param firstLine the line of the file that `body` starts on, from 0
 */
export function parseAnswer(body: string, firstLine: number): Answer {
  return finish(parseAnswerInSteps(body, firstLine));
}

/** The same in steps. A long answer is split into pieces, so a section may become several. */
export function* parseAnswerInSteps(whole: string, firstLine: number): Steps<Answer> {
  const { body, section } = withoutExercises(whole);
  const exercise = section && { ...section, line: firstLine + section.line };
  const own = exercise ? { exercise } : {};
  if (body.length > longestFormatted) {
    const section: Section = { kind: 'other', title: '', markdown: body, line: firstLine };
    return { sections: [section], keyPoints: [], followUps: [], ...own };
  }
  const sections: Section[] = [];
  const keyPoints: string[] = [];
  const followUps: FollowUp[] = [];
  for (const { markdown, line } of piecesOf(normalize(body))) {
    for (const section of sectionsOf(markdown, firstLine + line)) {
      sections.push(section);
      if (section.kind === 'key-points') keyPoints.push(...keyPointsOf(section));
      if (section.kind === 'follow-up-questions') followUps.push(...followUpsOf(section));
      yield;
    }
    yield;
  }
  return { sections, keyPoints, followUps, ...own };
}

/**
 * The Markdown of an answer without its exercise: when it is copied, sent to a model or searched
 * for names, it must not contain a solution, and the checks say nothing.
 *
 * @param body the answer's Markdown, from `questionBody`
 */
export function withoutExercise(body: string): string {
  const without = withoutExercises(body);
  return without.section ? without.body.trimEnd() : body;
}

/**
 * A new answer that keeps the exercise of the present one, since a table or a deck of cards cannot
 * hold it; an answer with its own exercise is unchanged.
 */
export function keepExercise(present: string, answer: string): string {
  const { taken } = withoutExercises(present);
  if (taken.length === 0 || withoutExercises(answer).section) return answer;
  return [answer.trimEnd(), ...taken].filter(part => part !== '').join('\n\n');
}

/**
 * Removes the exercise before an answer is split into pieces, none of which may show part of it. If
 * there are two, the first counts; both contain a solution and are removed. Lines become empty.
 */
function withoutExercises(body: string): {
  readonly body: string;
  readonly section?: Section;
  /** The removed parts, each from its heading on. */
  readonly taken: readonly string[];
} {
  if (!/^ {0,3}###[ \t]+exercise\b/im.test(body)) return { body, taken: [] };
  const lines = normalize(body).split('\n');
  const kept = [...lines];
  const fences = new Fences();
  const taken: string[] = [];
  let section: Section | undefined;
  let title: string | undefined;
  let start = 0;
  let isMarked = false;
  const end = (line: number) => {
    if (title === undefined || !isMarked) return;
    const markdown = lines.slice(start + 1, line).join('\n');
    section ??= { kind: 'exercise', title, markdown, line: start };
    taken.push(lines.slice(start, line).join('\n').trimEnd());
    kept.fill('', start, line);
  };
  for (const [at, line] of lines.entries()) {
    const wasOpen: boolean = fences.isOpen;
    fences.take(line);
    if (wasOpen) continue;
    if (fences.isOpen) isMarked ||= marksOf(fenceInfoAt(lines, at)).length > 0;
    else if (/^ {0,3}#{1,3}(?:[ \t]|$)/.test(line)) {
      end(at);
      const text = line
        .slice(0, longestHeading)
        .trim()
        .replace(/^###[ \t]+|[ \t]+#+$/g, '');
      title = exerciseTitle(text) === undefined ? undefined : text;
      start = at;
      isMarked = false;
    }
  }
  end(lines.length);
  return section ? { body: kept.join('\n'), section, taken } : { body, taken };
}

/** Exercise headings are no longer than this, in UTF-16 units. */
const longestHeading = 500;

function sectionsOf(body: string, firstLine: number): Section[] {
  const { blocks, lines } = readBlocks(body);
  const starts = blocks.filter(block => block.type === 'heading' && block.level === 3);
  const sections: Section[] = [];
  const add = (title: string, headingLine: number, start: number, end: number): void => {
    const markdown = lines
      .slice(start, end)
      .join('\n')
      .replace(/^[ \t\n]*\n/, '')
      .trimEnd();
    const kind = title === '' ? 'other' : sectionKind(title);
    sections.push({ kind, title, markdown, line: firstLine + headingLine });
  };
  const [first] = blocks;
  if (first === undefined && body.trim() !== '') {
    // Only link definitions, as in a piece of a long answer.
    return [{ kind: 'other', title: '', markdown: body, line: firstLine }];
  }
  if (first && first !== starts[0]) {
    add('', first.startLine, first.startLine, starts[0]?.startLine ?? lines.length);
  }
  starts.forEach((heading, index) => {
    const end = starts[index + 1]?.startLine ?? lines.length;
    add(heading.text, heading.startLine, heading.endLine, end);
  });
  return sections;
}

/** A section's list items, and the text around them. */
export interface ListSection {
  readonly items: readonly ListItem[];
  /** The section's Markdown without its lists; empty if it is only a list. */
  readonly rest: string;
}

/** Extracts the lists of a section without losing anything. */
export function splitLists(section: Section): ListSection {
  const { blocks, lines } = readBlocks(section.markdown);
  const items = blocks.filter(isList).flatMap(block => listItems(block, lines));
  const rest = blocks
    .filter(block => !isList(block))
    .map(block => lines.slice(block.startLine, block.endLine).join('\n'));
  return { items, rest: rest.join('\n\n') };
}

/** The link definitions in an answer (`[name]: https://…`), valid in all its sections. */
export function* linkDefinitions(answer: Answer): Steps<string> {
  const found: string[] = [];
  const { sections, exercise } = answer;
  for (const { markdown } of exercise ? [...sections, exercise] : sections) {
    if (markdown.length > longestFormatted || !markdown.includes(']:')) continue;
    const { lines, references } = readBlocks(markdown);
    for (const { startLine, endLine } of references) {
      found.push(lines.slice(startLine, endLine).join('\n'));
    }
    yield;
  }
  return found.join('\n\n');
}

/** The items of a "Key points" section, each as Markdown. */
export function keyPointsOf(section: Section): string[] {
  return splitLists(section).items.map(({ markdown }) => markdown);
}

/** The items of a "Follow-up questions" section: the bold start asks, the rest answers. */
export function followUpsOf(section: Section): FollowUp[] {
  return splitLists(section).items.map(({ markdown, text }) => {
    const parts = splitBold(text);
    const below = markdown.split('\n').slice(text === '' ? 0 : text.split('\n').length);
    const answer = [parts?.rest ?? '', ...below].join('\n').trim();
    if (parts) return { question: parts.bold, answer };
    // Without bold the first paragraph asks. It may be missing: a nested list, a block.
    return text === '' ? { question: '', answer: markdown } : { question: text, answer };
  });
}
