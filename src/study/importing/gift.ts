/** Moodle's GIFT format: `::Name:: Question {=right ~wrong #comment}`, `// comment`, `$CATEGORY: a/b`. */
import { foundQuestion, type FoundQuestion, type LeftOut, type Reading } from './found';
import { htmlToMarkdown } from './html';
import { plainToMarkdown } from './plainText';
import type { Steps } from '../steps';

/** This many questions take some milliseconds. */
const questionsInStep = 200;

/** Reads the questions of a text in GIFT. */
export function* readGift(text: string): Steps<Reading> {
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [];
  let category = '';
  // `\s` would go on over line ends, from each of many empty lines to the last.
  const plain = text.replace(/^[ \t]*\/\/.*$/gm, '');
  for (const [index, block] of blocksIn(plain).entries()) {
    if (index % questionsInStep === 0) yield;
    const named = /^[ \t]*\$CATEGORY:[ \t]*(.+)$/m.exec(block);
    if (named?.[1] !== undefined)
      category = named[1].replace(/^\$course\$\/(?:top\/)?/, '').replaceAll('/', ' / ');
    const own = block.replace(/^[ \t]*\$CATEGORY:.*$/m, '').trim();
    const open = position(own, '{', 0);
    const close = open === -1 ? -1 : position(own, '}', open);
    if (close === -1) {
      if (own !== '') leftOut.push({ reason: 'empty', text: own.slice(0, 80) });
      continue;
    }
    const before = own.slice(0, open).replace(/^::(?:[^:]|:(?!:))*::/, '');
    const after = own.slice(close + 1);
    // A gap in a sentence.
    const whole = after.trim() === '' ? before : `${before.trimEnd()} ___ ${after.trimStart()}`;
    const format = /^\s*\[\w+\]/.exec(whole)?.[0] ?? '';
    const toMarkdown = (text: string) =>
      format.trim() === '[html]' ? htmlToMarkdown(text).markdown.trim() : plainToMarkdown(text);
    const title = toMarkdown(bare(whole.slice(format.length))).replace(/\\?\n+/g, ' ');
    const answer = explained(own.slice(open + 1, close), toMarkdown);
    if (title.trim() !== '') questions.push(foundQuestion({ title, answer, category }));
    else leftOut.push({ reason: 'empty', text: own.slice(0, 80) });
  }
  return { shape: 'gift', level: 0, questions, leftOut, certainty: 1 };
}

/** The questions of a text: parts between blank lines, which may be within braces, too. */
function blocksIn(text: string): readonly string[] {
  const blocks: string[] = [];
  /** The parts since a brace that is still open. */
  let parts: string[] = [];
  const end = () => {
    blocks.push(...parts);
    parts = [];
  };
  for (const part of text.split(/\n[ \t]*\n|\n(?=[ \t]*::)/)) {
    const open = position(part, '{', 0);
    const close = position(part, '}', 0);
    const isClosed = close !== -1 && (open === -1 || close < open);
    if (parts.length > 0 && isClosed) {
      blocks.push([...parts, part].join('\n'));
      parts = [];
    } else if (parts.length === 0 ? open > position(part, '}', open + 1) : open === -1) {
      parts.push(part);
    } else {
      end();
      if (open > position(part, '}', open + 1)) parts.push(part);
      else blocks.push(part);
    }
  }
  end();
  return blocks;
}

/** Where a mark without a backslash before it comes next. */
function position(text: string, mark: string, start: number): number {
  for (let at = text.indexOf(mark, start); at !== -1; at = text.indexOf(mark, at + 1))
    if (text.charAt(at - 1) !== '\\') return at;
  return -1;
}

/** Without the backslashes before marks. */
function bare(text: string): string {
  return text.replace(/\\([~=#{}:])/g, '$1').trim();
}

/** The answers in the braces, and what explains all of them. */
function explained(braces: string, toMarkdown: typeof plainToMarkdown): string {
  const [own = '', ...rest] = braces.split(/(?<!\\)####/);
  return [answerOf(own.trim(), toMarkdown), ...rest.map(text => toMarkdown(bare(text)))]
    .filter(text => text !== '')
    .join('\n\n');
}

/** The answers in the braces: options, words, pairs, a number, or whether it is true. */
function answerOf(braces: string, toMarkdown: typeof plainToMarkdown): string {
  const isTrue = /^(T(?:RUE)?|F(?:ALSE)?)(?=[\s#]|$)/i.exec(braces)?.[1];
  if (isTrue !== undefined) {
    const notes = braces.split(unescaped).slice(1);
    return [/^t/i.test(isTrue) ? 'True' : 'False', ...notes.map(note => toMarkdown(bare(note)))]
      .filter(text => text !== '')
      .join('\n\n');
  }
  if (braces.startsWith('#')) return toMarkdown(bare(braces.slice(1)));
  const parts = braces.split(/(?<!\\)(?=[=~])/).flatMap(part => {
    const weight = /^[=~]\s*%(-?[\d.]+)%/.exec(part);
    const [text = '', note = ''] = part.slice(weight?.[0].length ?? 1).split(unescaped);
    const isRight = part.startsWith('=') || Number(weight?.[1] ?? 0) > 0;
    return /^[=~]/.test(part) ? [{ text: bare(text), note: bare(note), isRight }] : [];
  });
  const right = parts.filter(({ isRight }) => isRight);
  const notes = parts.flatMap(({ text, note }) =>
    note === '' ? [] : [toMarkdown(parts.length === 1 ? note : `${text}: ${note}`)],
  );
  const isChoice = right.length < parts.length;
  const items = parts.map(({ text, isRight }) => {
    const words = toMarkdown(text).replace(/\\?\n+/g, ' ');
    return isChoice && isRight ? `- **${words}** ✓` : `- ${words}`;
  });
  const isOne = right.length === 1 && parts.length === 1;
  return [isOne ? toMarkdown(parts[0]?.text ?? '') : items.join('\n'), ...notes].join('\n\n');
}

/** Before a comment. */
const unescaped = /(?<!\\)#/;
