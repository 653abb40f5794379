import type { Block, BlockText, ListItem } from './blocks';
import { isList, listItems } from './blocks';
import {
  textColumns,
  type DraftCategory,
  type DraftCollection,
  type DraftQuestion,
  type Report,
  type SourceFile,
} from './draft';
import { isRemember, nextHeading, splitId, splitName, tipsOf } from './headings';
import { slug } from '../slug';
import type { Steps } from '../steps';
import { splitBold } from './inline';
import { parseAnswer } from './answer';
import { readExercise } from '../exercise/exercise';

/**
 * Whether a file is in the bullets form: in most of its `##` sections a label such as
 * `**Fundamentals:**` precedes a list of `**Question** (Hint)` items, and no section is divided
 * further. An answer may contain such a list, so one is not enough. In steps of a list.
 */
export function* isBulletForm(text: BlockText): Steps<boolean> {
  const sections = sectionsOf(text.blocks);
  let shaped = 0;
  for (const { heading, content } of sections) {
    yield;
    if (
      (heading !== undefined && splitId(heading.text).id !== undefined) ||
      content[0]?.type === 'blockquote' ||
      content.some(block => block.type === 'heading')
    )
      continue;
    for (const [index, block] of content.entries()) {
      const above = content[index - 1];
      if (!above || !isList(block) || label(above) === undefined) continue;
      yield;
      if (!isQuestionList(block, text.lines)) continue;
      shaped++;
      break;
    }
  }
  return shaped > 0 && shaped * 2 > sections.filter(({ heading }) => heading).length;
}

/** Reads the bullets form, in steps: a collection per `##` section, a category per label and list. */
export function* readBullets(
  file: SourceFile,
  text: BlockText,
  report: Report,
): Steps<DraftCollection[]> {
  const [top] = text.blocks.filter(block => block.type === 'heading' && block.level === 1);
  const collections: DraftCollection[] = [];
  for (const { heading, content } of sectionsOf(text.blocks)) {
    const title = (heading && splitId(heading.text).title) ?? (top && splitName(top.text).title);
    const collection = yield* readSection(file, text.lines, title, content, report);
    if (collection.categories.length > 0) collections.push(collection);
  }
  return collections;
}

/** The number of blocks between steps. */
const blocksInStep = 500;

interface Section {
  /** Missing for text before the first `##`. */
  readonly heading: Block | undefined;
  readonly content: readonly Block[];
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  const starts = blocks.flatMap((block, index) =>
    block.type === 'heading' && block.level === 2 ? [index] : [],
  );
  const before = blocks.slice(0, starts[0] ?? blocks.length).filter(({ level }) => level !== 1);
  if (before.length > 0) sections.push({ heading: undefined, content: before });
  for (const start of starts) {
    const content = blocks.slice(start + 1, nextHeading(blocks, start, 2));
    sections.push({ heading: blocks[start], content });
  }
  return sections;
}

function* readSection(
  file: SourceFile,
  lines: readonly string[],
  title: string | undefined,
  content: readonly Block[],
  report: Report,
): Steps<DraftCollection> {
  const categories: DraftCategory[] = [];
  const introduction: string[] = [];
  const tips: string[] = [];
  let current: string | undefined;
  for (const [index, block] of content.entries()) {
    if (index % blocksInStep === 0 || isList(block)) yield;
    const found = label(block);
    const next = content[index + 1];
    if (found && next && isList(next)) {
      current = found;
      if (!isRemember(found))
        categories.push({ title: found, line: block.startLine, questions: [] });
    } else if (isList(block) && current !== undefined && isRemember(current)) {
      for (const tip of tipsOf([block], lines)) tips.push(tip);
    } else if (isList(block) && (current !== undefined || isQuestionList(block, lines))) {
      if (categories.length === 0) categories.push({ title, line: -1, questions: [] });
      for (const item of listItems(block, lines)) {
        const question = readItem(file, lines, item, report);
        if (question) categories.at(-1)?.questions.push(question);
      }
    } else if (categories.length === 0) {
      introduction.push(lines.slice(block.startLine, block.endLine).join('\n'));
    }
  }
  return {
    title,
    introduction: introduction.join('\n\n').trim(),
    tips,
    categories: categories.filter(({ questions }) => questions.length > 0),
  };
}

function readItem(
  file: SourceFile,
  lines: readonly string[],
  item: ListItem,
  report: Report,
): DraftQuestion | undefined {
  const { startLine, endLine } = item;
  const [start, end] = textColumns(lines[startLine]);
  const marker = /^(?:[-*+]|\d{1,9}[.)])[ \t]*/.exec(lines[startLine]?.slice(start) ?? '');
  const columns = [Math.min(start + (marker?.[0].length ?? 0), end), end] as const;
  const range = { startLine, endLine, columns };
  const line = item.text.replaceAll('\n', ' ');
  const { bold, rest } = splitBold(line) ?? { bold: line, rest: '' };
  if (bold === '') {
    report('empty-question.item', 'error', { startLine, endLine });
    return undefined;
  }
  const hint = isInParentheses(rest) ? rest.slice(1, -1).trim() : rest;
  if (hint === '') report('missing-hint.item', 'information', range);
  return {
    title: bold,
    hint: hint === '' ? undefined : hint,
    explicitId: undefined,
    wishedId: slug(bold),
    source: { ...file, startLine, endLine, bodyLine: Math.min(item.bodyLine, endLine) },
    columns,
    hintLine: Math.min(item.bodyLine, endLine),
    sections: [],
    ...exerciseIn(item),
  };
}

/** The summary of the exercise below an item. */
function exerciseIn({ markdown, startLine }: ListItem): Pick<DraftQuestion, 'exercise'> {
  if (!/^ {0,3}###[ \t]+exercise\b/im.test(markdown)) return {};
  const section = parseAnswer(markdown, startLine).exercise;
  const exercise = section && readExercise(section);
  if (exercise === undefined) return {};
  const { kind, minutes } = exercise;
  return { exercise: { kind, ...(minutes !== undefined && { minutes }) } };
}

/** `**Fundamentals:**` as a separate paragraph is the label `Fundamentals`. */
function label(block: Block): string | undefined {
  if (block.type !== 'paragraph') return undefined;
  const parts = splitBold(block.text.trim());
  if (!parts || !(/^[:：]$/.test(parts.rest) || (parts.rest === '' && /[:：]$/.test(parts.bold)))) {
    return undefined;
  }
  return parts.bold.replace(/[:：]$/, '').trim() || undefined;
}

/** `(Hint)`, also in Chinese and Japanese parentheses. */
function isInParentheses(text: string): boolean {
  return /^[(（]/.test(text) && /[)）]$/.test(text);
}

function isQuestionList(block: Block, lines: readonly string[]): boolean {
  const items = listItems(block, lines);
  return (
    items.length > 0 &&
    items.every(({ text }) => {
      const parts = splitBold(text);
      return parts && (parts.rest === '' || isInParentheses(parts.rest));
    })
  );
}
