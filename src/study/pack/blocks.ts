import type { Env, MarkdownIt, StateBlock, Token } from 'markdown-it';
import { commentBlock } from '../markdown/comments';
import { createMarkdown } from '../markdown/parser';
import { finish, type Steps } from '../steps';

/** A top-level block of a text: a heading, a paragraph, a whole list. Lines count from 0. */
export interface Block {
  /** markdown-it's name of the token, such as `heading`, `paragraph`, `bullet_list`, `fence`. */
  readonly type: string;
  /** 1 to 6 for a heading, otherwise 0. */
  readonly level: number;
  /** The inline Markdown of a heading or paragraph, on one line for a heading; otherwise empty. */
  readonly text: string;
  readonly startLine: number;
  /** Exclusive; blank lines after the block do not count. */
  readonly endLine: number;
  /** The block's parts, in the order of its text. */
  readonly tokens: readonly BlockToken[];
}

/**
 * The parts of a markdown-it token that are kept, for opening block tokens only. A large file has
 * hundreds of thousands, and whatever is kept slows down garbage collection.
 */
export interface BlockToken extends Pick<Token, 'type' | 'level' | 'map'> {
  /** The text of an `inline` token; otherwise empty. */
  readonly content: string;
}

/** A text split into its top-level blocks. */
export interface BlockText {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** Unclosed code fences, as line ranges. `swallowed`: the rest of the text is inside. */
  readonly unclosed: readonly { startLine: number; endLine: number; swallowed: boolean }[];
  /** Link definitions, such as `[name]: https://…`. */
  readonly references: readonly { href: string; startLine: number; endLine: number }[];
}

/**
 * Told each comment between blocks, in order, some of them twice.
 *
 * @param state of a piece of the text, after the comment
 * @param line where it begins in the piece
 * @param offset of the piece in the text
 * @param above the block before it
 */
export type CommentCheck = (
  state: StateBlock,
  line: number,
  offset: number,
  above: Block | undefined,
) => boolean;

/** After this many such blocks in a file the rest stays swallowed: each costs another parse. */
const mostRecoveries = 8;

/**
 * Splits a normalised text (see `normalize`).
 *
 * An unclosed fence would swallow all questions below it. It is assumed to end where the next `## `
 * heading follows a blank line, which is nearly always what the author meant. The same goes for a
 * list nested deeper than markdown-it supports, which ends at the next heading in any case.
 */
export function readBlocks(text: string): BlockText {
  return finish(readBlocksInSteps(text));
}

/**
 * `readBlocks` in steps of about a millisecond, for a text of many blocks.
 *
 * @param window how many lines markdown-it gets at a time; only affects speed
 * @param isText whether a comment is text instead; none is by default
 */
export function* readBlocksInSteps(
  text: string,
  window = linesAtOnce,
  isText?: CommentCheck,
): Steps<BlockText> {
  const lines = text.split('\n');
  yield;
  const blocks: Block[] = [];
  const unclosed: BlockText['unclosed'][number][] = [];
  const references: BlockText['references'][number][] = [];
  let from = 0;
  for (let round = 0; from < lines.length; round++) {
    const piece = yield* readPiece(lines, from, window, isText);
    for (const reference of piece.references) references.push(reference);
    for (const block of piece.blocks) blocks.push(block);
    for (const fence of piece.unclosed) unclosed.push(fence);
    // Only the last top-level block can have swallowed the rest of the text.
    const last = piece.blocks.at(-1);
    if (!last) break;
    const isOpen = last.type === 'fence' && piece.unclosed.at(-1)?.startLine === last.startLine;
    if (!isOpen && !isList(last)) break;
    const find = isOpen ? nextQuestion : headingIn;
    const next = round < mostRecoveries ? find(lines, last) : -1;
    if (next === -1 && !isOpen) break;
    const endLine = next === -1 ? last.endLine : lastNonBlank(lines, last.startLine, next);
    blocks[blocks.length - 1] = { ...last, endLine };
    if (isOpen) {
      unclosed[unclosed.length - 1] = { startLine: last.startLine, endLine, swallowed: true };
    }
    if (next === -1) break;
    from = next;
  }
  return { lines, blocks, unclosed, references };
}

/** The items of a list: each one's Markdown without its marker, and its lines. */
export interface ListItem {
  readonly markdown: string;
  /** The item's first paragraph as inline Markdown; empty if it starts with something else. */
  readonly text: string;
  readonly startLine: number;
  readonly endLine: number;
  /** The first line after the item's first paragraph. */
  readonly bodyLine: number;
}

/** Returns the items of a top-level list, in order; none for any other block. */
export function listItems(block: Block, lines: readonly string[]): ListItem[] {
  if (!isList(block)) return [];
  const items: ListItem[] = [];
  block.tokens.forEach((token, index) => {
    if (token.type !== 'list_item_open' || token.level !== 1 || !token.map) return;
    const startLine = token.map[0];
    const endLine = lastNonBlank(lines, startLine, Math.min(token.map[1], block.endLine));
    const paragraph = block.tokens[index + 1];
    const text =
      paragraph?.type === 'paragraph_open' ? (block.tokens[index + 2]?.content ?? '') : '';
    items.push({
      markdown: dedentItem(lines.slice(startLine, endLine)),
      text: text.trim(),
      startLine,
      endLine,
      bodyLine: text && paragraph?.map ? paragraph.map[1] : startLine,
    });
  });
  return items;
}

/** Whether a block is a list, bulleted or numbered. */
export function isList(block: Block): boolean {
  return block.type === 'bullet_list' || block.type === 'ordered_list';
}

/** Removes a list item's marker and indentation, leaving independent Markdown. */
export function dedentItem(lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  const marker =
    /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]{1,4}(?![ \t])|[ \t]|$)/.exec(first)?.[0] ?? '';
  const width = columns(marker);
  return [first.slice(marker.length), ...others.map(line => dedent(line, width))].join('\n');
}

/** Removes up to `width` columns of white space from the start of a line; tab stops every 4. */
function dedent(line: string, width: number): string {
  let column = 0;
  let index = 0;
  while (column < width && (line[index] === ' ' || line[index] === '\t')) {
    column += line[index] === '\t' ? 4 - (column % 4) : 1;
    index++;
  }
  return ' '.repeat(Math.max(0, column - width)) + line.slice(index);
}

function columns(marker: string): number {
  let column = 0;
  for (const character of marker) column += character === '\t' ? 4 - (column % 4) : 1;
  return column;
}

/** Normalises a file's text: no byte-order mark, `\n` line ends, no NUL. */
export function normalize(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\uFFFD');
}

/** The line after the last non-blank one of `lines[start]` to `lines[end - 1]`, but > `start`. */
export function lastNonBlank(lines: readonly string[], start: number, end: number): number {
  let last = Math.min(end, lines.length);
  while (last > start + 1 && lines[last - 1]?.trim() === '') last--;
  return last;
}

interface Piece extends Omit<BlockText, 'lines'> {
  readonly unclosed: BlockText['unclosed'];
}

/** A step reads this many lines, and a block takes as long as some lines more. */
const linesInStep = 500;
const linesPerBlock = 10;

/** markdown-it scans the whole text before it reads the first block: this takes a millisecond. */
const linesAtOnce = 2_000;

/**
 * Does the same as markdown-it's `tokenize` at the top level, where each matching rule is one
 * block: only this lets the reading pause. A block that reaches the end of the given lines may
 * continue after them, and is read again with more of them.
 *
 * @param from the first line to read
 */
function* readPiece(
  lines: readonly string[],
  from: number,
  window: number,
  isText?: CommentCheck,
): Steps<Piece> {
  const md = blockReader();
  const rules = md.block.ruler.getRules('');
  const env: Env = {};
  const blocks: Block[] = [];
  const unclosed: BlockText['unclosed'][number][] = [];
  const references: BlockText['references'][number][] = [];
  const take = (tokens: readonly Token[], offset: number): void => {
    let start = 0;
    tokens.forEach((token, index) => {
      if (token.map) {
        token.map = [token.map[0] + offset, token.map[1] + offset];
        if (token.type === 'fence' && !isClosed(token)) {
          const endLine = lastNonBlank(lines, token.map[0], token.map[1]);
          unclosed.push({ startLine: token.map[0], endLine, swallowed: false });
        }
        if (token.type === 'reference_definition') {
          const href = env.references?.[String(token.meta?.label)]?.href ?? '';
          references.push({ href, startLine: token.map[0], endLine: token.map[1] });
        }
      }
      if (token.level !== 0 || token.nesting === 1) return;
      const block = toBlock(tokens.slice(start, index + 1), lines);
      if (block) blocks.push(block);
      start = index + 1;
    });
  };
  // A comment open at the end of the lines may be closed after them.
  const lastEnd = lines.findLastIndex(line => line.includes('-->'));
  let pending = 0;
  let wanted = window;
  for (let offset = from; offset < lines.length;) {
    const cut = offset + wanted < lines.length ? lastItem(lines, offset, wanted) : wanted;
    const isLast = offset + cut >= lines.length;
    const source = lines.slice(offset, offset + cut).join('\n');
    // Without a final line break, a fence's text cannot be told from a closed fence.
    const isEnded = isLast && source.endsWith('\n');
    const state = new md.block.State(isEnded ? source : `${source}\n`, md, env, []);
    const closed = source.lastIndexOf('-->');
    let line = state.skipEmptyLines(0);
    while (line < state.lineMax) {
      state.line = line;
      state.tokens = [];
      const read = (by: typeof rules) => by.some(rule => rule(state, line, state.lineMax, false));
      let isRead = read(rules);
      if (isRead && state.tokens.length === 0 && isText?.(state, line, offset, blocks.at(-1))) {
        state.line = line;
        isRead = read(rules.filter(rule => rule !== commentBlock));
      }
      if (!isRead || state.line <= line) {
        throw new Error(`No rule of markdown-it reads line ${line + offset}`);
      }
      const next = state.skipEmptyLines(state.line);
      if (next >= state.lineMax && !isLast) {
        const isLong = line === 0 && (cut < wanted || cut >= mostLines);
        const range = { startLine: offset, endLine: offset + cut };
        const [{ type } = { type: '' }] = state.tokens;
        if (!isLong || !dividable.has(type) || headingIn(lines, range) !== -1) break;
      }
      const end = state.eMarks[state.line - 1] ?? source.length;
      const mayBeOpen = !isLast && lastEnd >= offset + cut;
      if (mayBeOpen && opens(source, state.bMarks[line] ?? 0, end, closed)) break;
      take(state.tokens, offset);
      pending += linesPerBlock + next - line;
      line = next;
      if (pending >= linesInStep) {
        pending = 0;
        yield;
      }
    }
    // A block longer than the window is retried with four times as many lines, and so on.
    wanted = line === 0 ? wanted * 4 : window;
    offset = isLast ? lines.length : offset + Math.min(line, state.lineMax);
  }
  return { blocks, unclosed, references };
}

/** Blocks that are divided where they have more lines than this, as nobody writes. */
const mostLines = 4 * linesAtOnce;
const dividable = new Set(
  ['bullet_list', 'ordered_list', 'blockquote', 'table', 'paragraph'].map(type => `${type}_open`),
);

const itemMark = /^(?:([-*+])|\d{1,9}([.)]))[ \t]/;

/**
 * How many of the wanted lines there are up to the last item of the list that begins at `offset`, if
 * it is a long one: markdown-it would read thousands of items at a stretch. Else all of them.
 */
function lastItem(lines: readonly string[], offset: number, wanted: number): number {
  const markAt = (line: number) =>
    itemMark
      .exec(lines[line] ?? '')
      ?.slice(1)
      .join('');
  const mark = wanted < linesAtOnce ? undefined : markAt(offset);
  if (mark === undefined) return wanted;
  let count = wanted - 1;
  while (count >= linesAtOnce / 2 && markAt(offset + count) !== mark) count--;
  return count >= linesAtOnce / 2 ? count : wanted;
}

/** Whether a comment begins between two positions and is still open at `closed`, the last end of one. */
function opens(source: string, start: number, end: number, closed: number): boolean {
  const at = source.slice(start, end).lastIndexOf('<!--');
  return at !== -1 && closed < start + at + 4;
}

/** A fence is closed if its range has two lines more than its text: those with the marks. */
function isClosed(fence: Token): boolean {
  const [start, end] = fence.map ?? [0, 0];
  let count = 0;
  for (let at = fence.content.indexOf('\n'); at !== -1; at = fence.content.indexOf('\n', at + 1)) {
    count++;
  }
  return count === end - start - 2;
}

function toBlock(tokens: readonly Token[], lines: readonly string[]): Block | undefined {
  const [first, second] = tokens;
  if (!first?.map || first.type === 'reference_definition') return undefined;
  const heading = first.type === 'heading_open';
  const text = heading || first.type === 'paragraph_open' ? (second?.content ?? '') : '';
  return {
    type: first.type.replace(/_open$/, ''),
    level: heading ? Number(first.tag.slice(1)) : 0,
    text: heading ? text.replaceAll('\n', ' ').trim() : text,
    startLine: first.map[0],
    endLine: lastNonBlank(lines, first.map[0], first.map[1]),
    tokens: tokens.filter(({ nesting }) => nesting >= 0).map(toKeep),
  };
}

function toKeep({ type, level, map, content }: Token): BlockToken {
  return { type, level, map, content: type === 'inline' ? content : '' };
}

/** The first `## ` heading after a blank line below a line; -1 if there is none. */
export function nextQuestion(
  lines: readonly string[],
  { startLine }: Pick<Block, 'startLine'>,
): number {
  for (let line = startLine + 2; line < lines.length; line++) {
    if (lines[line]?.startsWith('## ') && lines[line - 1]?.trim() === '') return line;
  }
  return -1;
}

/** The first unindented heading within a list, where it cannot belong: it was nested too deep. */
function headingIn(
  lines: readonly string[],
  { startLine, endLine }: Pick<Block, 'startLine' | 'endLine'>,
): number {
  for (let line = startLine + 1; line < endLine; line++) {
    if (/^#{1,6}(?:[ \t]|$)/.test(lines[line] ?? '')) return line;
  }
  return -1;
}

let reader: MarkdownIt | undefined;

/** For blocks only: inline content is parsed when it is shown, which saves most of the time. */
function blockReader(): MarkdownIt {
  if (reader) return reader;
  reader = createMarkdown();
  // Unsafe link definitions must be reported, not turned into text.
  reader.validateLink = () => true;
  return reader;
}
