/**
 * The forms in which answers, or hints, are written apart from their questions: what names them, as
 * "Answers" does, and the numbers that they begin with. Which questions they answer is found in
 * `answerKeys.ts`.
 */
import { announcesAnswer, withoutTags } from './body';
import { longestLine, type Line } from './lines';
import { fieldOf } from './names';
import { longAnswerWords } from './sides';

/** What is above answers; what candidates do answers nothing. */
export const ofAnswers = new RegExp(
  String.raw`^[^\p{L}]*(?!candidate)(?:(?:correct|right|quiz|test|all)\s){0,2}(?:(?:${longAnswerWords})(s|e?n|ы|es|ões)?|(answer key))(\s?(?:[-–—&+(]|(?:and|with|to|for|und|mit|zu)\s).{0,60})?[^\p{L}]*$`,
  'iu',
);

/** A longer line, in characters, names no answers. */
const longestName = 80;

/** `1: B`, `- **Q1:** B`, `**1. B** as`, `Solution 1: it is` or a row: the answer to a number. */
const entryLine = new RegExp(
  String.raw`^\s*(?:[-*+]\s+|\|\s*)?(\*\*)?(?:q(?:uestion)?|a|${longAnswerWords})?\s?#?(\d{1,4})(\*\*)?\s?[-–—.:：)=|](\*\*)?(?!\d)\s*(.*)$`,
  'iu',
);

/** `Answer 1:` or `A1.`: the first of several answers, without a name above. */
export const firstAnswer = new RegExp(
  String.raw`^[*_]*(?:a|${longAnswerWords})\s?1[*_]*[.:：)]`,
  'iu',
);

/** `1. b, 2: c` or `1a 2b`, in full and one by one. */
const letter = String.raw`q?(\d{1,4})\s?[-–—.:：)=]?\s?\(?([a-h])(?!\p{L})\)?[\s,;.|]*`;
const letters = new RegExp(letter, 'giu');
const letterLine = new RegExp(String.raw`^(?:${letter}){2,}$`, 'iu');

/** How much of a line's end is searched for a mark, in characters. */
export const longestEnd = 10;

/** An answer in a line, and the number of its question. */
interface Entry {
  readonly number: number;
  readonly words: string;
}

/** The answers by their numbers in a line, also behind their name, in another form than an item. */
export function entriesIn(line: Line | undefined): readonly Entry[] {
  if (!line || line.opaque || line.text.length > longestLine) return [];
  const text = line.level > 0 ? line.heading : line.text;
  // Fast path: most lines have no number.
  if (!/\d/.test(text)) return [];
  const listed = text.replace(/^[^:：\d]{1,40}[:：][\s*_]*(?=\S)/, '').trim();
  if (letterLine.test(listed))
    return [...listed.matchAll(letters)].map(([, number, words = '']) => {
      return { number: Number(number), words };
    });
  const [, bold, number, before, behind, words = ''] = entryLine.exec(text) ?? [];
  if (number === undefined) return [];
  // What other cells say, such as why, is not the letter.
  const cells = isRow(line) ? words.replace(/\s*(?<!\\)\|\s*/g, '\n\n').trimEnd() : words;
  const isOpen = bold !== undefined && (before ?? behind) === undefined;
  return [{ number: Number(number), words: `${isOpen ? '**' : ''}${cells}` }];
}

/** A line that names the answers, or hints, below it. */
export interface KeyName {
  /** The line (from 0) where it begins: that of `<details>` around it. */
  readonly start: number;
  readonly words: string;
  readonly areHints: boolean;
  readonly isFolded: boolean;
  /** Whether it names several answers: below others may be the steps of one. */
  readonly areSeveral: boolean;
}

/** Whether what is below a name may be several answers; some languages have no plural. */
export function mayBeMany({ words, areSeveral, areHints }: KeyName): boolean {
  return areSeveral || areHints || /[\u0590-\u1FFF\u3000-\uD7FF]/.test(words);
}

/** What names answers, or hints, on a line. */
export function nameIn(lines: readonly Line[], at: number): KeyName | undefined {
  const { text = '', opaque = true, mark, level = 0, title = '' } = lines[at] ?? {};
  if (opaque || (mark && level === 0) || text.length > longestName || text === '') return undefined;
  const isFolded = text.includes('<summary');
  const isFirst = level === 0 && text.includes('1') && firstAnswer.test(text);
  const isBehind = level === 0 && entriesIn(lines[at]).length > 1;
  const own = isFirst ? 'Answers:' : isBehind ? text.replace(/[:：].*/, ':') : text;
  const words = level > 0 ? title : isFolded ? withoutTags(text) : own;
  const found = ofAnswers.exec(words);
  const areSeveral =
    (found?.[1] ?? found?.[2]) !== undefined || (isFolded && /(?:answer|solution)s\b/i.test(words));
  const isMarked = isFolded || level > 0 || /^[*_]|[:：]\s*$/.test(own);
  const areHints = !found && isMarked && fieldOf(words) === 'hint';
  const isNamed = found
    ? isMarked || (areSeveral && found[3] === undefined)
    : areHints || (isFolded && announcesAnswer(words));
  if (!isNamed || words === '') return undefined;
  const isOpen =
    isFolded && !text.includes('<details') && /<details[^<]*$/.test(lines[at - 1]?.text ?? '');
  return {
    start: isOpen ? at - 1 : at,
    words: words.replace(/[*_:：]/g, '').trim(),
    areHints,
    isFolded,
    areSeveral,
  };
}

/** The first line from `start` on that is more than tags. */
export function pastTags(lines: readonly Line[], start: number): number {
  let at = start;
  while (/^\s*(?:<[^<>]*>\s*)*$/.test(lines[at]?.text.slice(0, longestName) ?? 'x')) at++;
  return at;
}

/** Whether a line is a row of a table. */
export function isRow(line: Line | undefined): boolean {
  return /^\s*\|/.test(line?.text ?? '');
}

/** Whether answers begin on a line in another form than an item each. */
export function isOtherForm(line: Line | undefined): boolean {
  return isRow(line) || entriesIn(line).length > (line?.mark?.number === undefined ? 0 : 1);
}

/**
 * Reads a list of answers that begins on a line: gives the answers that begin on each line from that
 * one on, `undefined` once the list has ended.
 */
export function listFrom(
  first: Line | undefined,
): (line: Line | undefined) => readonly Entry[] | undefined {
  if (isOtherForm(first)) {
    const isTight = entriesIn(first).length > 1 || isRow(first);
    const { level: deep = 0 } = first ?? {};
    return line => {
      const { level = 0 } = line ?? {};
      if (level > 0 && (deep === 0 || level < deep)) return undefined;
      const entries = level === deep ? entriesIn(line) : [];
      return entries.length === 0 && isTight && !isRow(line) ? undefined : entries;
    };
  }
  const own = first?.opaque === false ? first.mark : undefined;
  return line => {
    if (!line || !first || !own || line.level > 0 || line.details < first.details) return undefined;
    const { mark } = line;
    if (line.opaque || !mark || mark.indent > own.indent) return [];
    const { number, rest } = mark;
    const isAsked = /[?？؟]\W*$/.test(rest.slice(-longestEnd));
    return number === undefined || isAsked ? undefined : [{ number, words: rest }];
  };
}
