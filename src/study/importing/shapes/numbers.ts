/** `1. Q?`, `1. **Q**`, `**1. Q?**`, `Q1: Q?`: numbered, with an answer up to the next number. */
import { isAnswerLabel } from '../body';
import { indentOf, longestLine, pastBlank, type Line } from '../lines';
import { linesInStep, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress, valueOf } from '../undress';
import { sectionsFrom } from './sections';
import { isRestart, topicAbove } from './topics';

interface Numbered extends Start {
  readonly number: number;
  readonly bold: boolean;
  /** Columns of white space before it. */
  readonly margin: number;
  readonly likeness: number;
}

export function* numbersShape(page: Page): Steps<Proposal[]> {
  const read: Numbered[] = [];
  const least = leastIndent(page.lines);
  const answers = new Set(
    page.keys.flatMap(({ answers }) => [...answers.values()].map(({ line }) => line)),
  );
  yield;
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    if (line.opaque || line.level > 0 || page.passedOver.has(index) || line.details > 0) continue;
    if (answers.has(index)) continue;
    const numbered = readLine(page, index, least);
    if (numbered) read.push(numbered);
  }
  const hasLetter = ({ line }: Numbered) => isLettered(page.lines[line]);
  const areLettered = read.filter(hasLetter).length * 2 > read.length;
  const areCounted = read.some(({ number }) => number > 1);
  const found = withoutChoices(read.filter(one => hasLetter(one) === areLettered)).map(one =>
    areCounted ? one : { ...one, restarts: false },
  );
  yield;
  if (found.length < 2) return [];
  // Items indented further than the first numbers are a list in an answer.
  const margin = found.reduce((least, one) => Math.min(least, one.margin), Infinity);
  const outer = withRuns(
    page,
    found.filter(one => one.margin <= margin + 1),
  );
  yield;
  const bold = outer.filter(one => one.bold);
  // If the questions are bold paragraphs, a numbered item is part of an answer.
  const paragraphs = bold.filter(({ line }) => !page.lines[line]?.mark);
  const inBold = paragraphs.length * 2 >= bold.length ? paragraphs : bold;
  const taken = new Set(inBold);
  const proposals: Proposal[] = [];
  // An answer may have a list of steps, which are neither bold nor questions.
  const choices: readonly (readonly Numbered[])[] = [
    inBold,
    outer.filter(one => one.likeness >= surely || taken.has(one)),
    inSequence(page, outer),
  ];
  for (const [level, chosen] of choices.entries()) {
    const isSame = (other: readonly Numbered[]) =>
      other.length === chosen.length && other.every((one, at) => one === chosen[at]);
    if (chosen.length < 2 || choices.slice(0, level).some(isSame)) continue;
    proposals.push(yield* sectionsFrom('numbers', level, page, chosen));
  }
  return proposals;
}

/** The columns before the outermost items: a list pasted from a word processor has a tab there. */
function leastIndent(lines: readonly Line[]): number {
  let least = Infinity;
  for (const { mark, opaque } of lines) if (mark && !opaque) least = Math.min(least, mark.indent);
  return least === Infinity ? 0 : least;
}

/** If questions are counted as `Q1.`, items that count from one below each are its choices. */
function withoutChoices(numbers: readonly Numbered[]): readonly Numbered[] {
  const isNamed = ({ wording }: Numbered) =>
    /^(?:\*\*|__)?q(?:uestion)?\s?(?:\.\s?)?\p{Nd}/iu.test(wording);
  if (numbers.filter(isNamed).length < 2) return numbers;
  let [isBelow, areChoices] = [false, false];
  return numbers.filter(one => {
    const named = isNamed(one);
    if (named) [isBelow, areChoices] = [true, false];
    else areChoices ||= isBelow && one.number <= 1;
    return named || !areChoices;
  });
}

/** What lines with a number of any of these kinds begin with; most begin with a letter. */
const mayCount = /^ {0,3}[>*_qQ([\p{Nd}①-⑳一二三四五六七八九十IVXL]/u;

/** `**1. What?**` and `Q1: What?` as paragraphs. */
const paragraph = /^ {0,3}(?:\*\*|__)?(?:q(?:uestion)?\s*(?:\.\s*)?)?(\p{Nd}{1,4})\s*[.):：、]/iu;

function readLine(page: Page, index: number, least: number): Numbered | undefined {
  const line = page.lines[index];
  if (!line || line.text.length > longestLine) return undefined;
  const { mark, text } = line;
  if (mark?.number !== undefined && mark.indent <= least + 3) {
    return numbered(page, index, mark.number, mark.rest, mark.width);
  }
  if (!mark && !mayCount.test(text)) return undefined;
  // `> 1. What?` above its options.
  const quoted = /^ {0,3}>\s?(?=\d{1,4}[.)]\s)/.exec(text)?.[0];
  if (quoted !== undefined && isOption(page.lines[index + 1])) {
    const wording = text.slice(quoted.length).trim();
    return numbered(page, index, parseInt(wording, 10), wording, 0);
  }
  // `**1. What?**` and `Q1: What?` as paragraphs; also `1- What?`, `(1) What?`, `① What?`.
  if (mark) return undefined;
  const match = paragraph.exec(text);
  if (match) return numbered(page, index, valueOf(match[1] ?? ''), text.trim(), 0);
  if (isLettered(line) && !isBesideLetter(page, index)) {
    const place = text.charCodeAt(2) - 'a'.charCodeAt(0) + 1;
    return { ...numbered(page, index, place, text.slice('**a)**'.length), 0), bold: true };
  }
  const bare = /^ {0,3}(\d{1,3})\s+(?=\p{Lu})/u.exec(text);
  for (let at = index + 1; bare && at < index + mostLines; at++) {
    if (!hasChoices(page, at)) continue;
    // The wording ends in a question mark, or above the choices.
    let body = index + 1;
    const asked = () => page.lines.slice(body - 1, body + 1).map(line => line.text.trim());
    // "Which of them? \n (Choose two)"
    while (body < at && !/[?？]\n[^(]/.test(asked().join('\n'))) body++;
    const words = page.lines.slice(index, body).map(line => line.text.trim());
    const wording = words.join(' ').slice(bare[0].trim().length);
    return {
      ...numbered(page, body - 1, Number(bare[1]), wording, 0),
      line: index,
      asks: true,
      likeness: surely,
    };
  }
  // `9-Explain`, where the answer has a label: elsewhere `3-Tier` is a word.
  const joined = /^ {0,3}(\d{1,3})\s?[-–]\s?(?=\p{Lu})/u.exec(text);
  if (joined?.[1] !== undefined && labelBelow(page, index) !== undefined)
    return numbered(page, index, Number(joined[1]), text.slice(joined[0].length).trim(), 0);
  const number = otherNumber.test(text) ? undress(text).number : undefined;
  return number === undefined ? undefined : numbered(page, index, number, text.trim(), 0);
}

/** From a number without a point to its choices. */
const mostLines = 5;

const otherNumber =
  /^ {0,3}(?:\*\*|__)?(?:[([]\d{1,4}[)\]]\s|\d{1,4}\s?[-–]\s|[①-⑳]|[一二三四五六七八九十]{1,3}、|[IVXL]{1,7}[.)]\s)/;

/** `**a)** What?` as a paragraph. */
function isLettered(line: Line | undefined): boolean {
  return line?.opaque === false && /^\*\*[a-z][.)]\*\*\s\S/.test(line.text);
}

/** Whether the words above or below a line have a letter, too, as choices do. */
function isBesideLetter({ lines }: Page, index: number): boolean {
  return [-1, 1].some(step => {
    let at = index + step;
    while (lines[at]?.text.trim() === '') at += step;
    return isLettered(lines[at]);
  });
}

function isOption(line: Line | undefined): boolean {
  return line?.opaque === false && /^\[[ xX]\]\s/.test(line.mark?.rest ?? '');
}

function numbered(
  page: Page,
  index: number,
  number: number,
  wording: string,
  indent: number,
): Numbered {
  let body = index + 1;
  let whole = wording;
  // A wording may continue on the next line: unclosed bold, or a question without its mark.
  const open = (text: string) => (text.match(/\*\*/g) ?? []).length % 2 === 1;
  const label = labelBelow(page, index);
  for (let more = 0; more < 4; more++) {
    const next = page.lines[body];
    if (!next || next.text.trim() === '' || next.opaque || next.mark) break;
    if (label === undefined && !open(whole) && !goesOn(whole, next.text)) break;
    if (label === body || paragraph.test(next.text)) break;
    whole = `${whole} ${next.text.trim()}`;
    body++;
  }
  const { title, rest } = divided(whole);
  const bold = /^\s*(?:\*\*|__)/.test(whole);
  // Links that do not ask are passed over, unless the others ask.
  const asks = label !== undefined || hasChoices(page, body) || isLink(wording);
  const likely = Math.max(asks ? surely : 0, likeness(undress(title).title, true));
  return {
    line: index,
    body,
    wording: title,
    first: rest,
    numbered: true,
    indent,
    number,
    bold,
    asks,
    margin: indentOf(page.lines[index]?.text ?? ''),
    likeness: likely,
    restarts: number <= 1 && likely >= surely && topicAbove(page, index) !== undefined,
  };
}

/** A shorter line, in characters, ends where its author ended it. */
export const leastWrapped = 60;

/**
 * The line with nothing but the label of an answer that ends a paragraph, which is otherwise the
 * wording: all its lines but the last are as long as wrapped ones.
 */
function labelBelow({ lines }: Page, index: number): number | undefined {
  for (let at = index + 1; at <= index + mostLines; at++) {
    const line = lines[at];
    if (!line || line.opaque || line.mark || line.level > 0 || line.text.trim() === '')
      return undefined;
    if (isAnswerLabel(line)) return at;
    const above = lines[at - 1]?.text ?? '';
    if (above.length < leastWrapped || /[?？]\s*$/.test(above.slice(-longestEnd))) return undefined;
    if (/^\s*[(*_]{0,3}[a-h][.):]/i.test(line.text)) return undefined;
  }
  return undefined;
}

/** How much of a line's end is searched for its mark, in characters. */
const longestEnd = 20;

/**
 * Whether a wording has no end, and the rest of its sentence, which asks or closes a bracket, is the
 * next line.
 */
function goesOn(wording: string, next: string): boolean {
  const end = wording.slice(-longestRest);
  return (
    next.length <= longestRest &&
    ((/^ {0,3}\p{Ll}[^.?!。]*[?？]\s*$/u.test(next) && /[\p{L}\p{N},)]\s*$/u.test(end)) ||
      (/^ {0,8}\p{Ll}[^()]*\)[^()]*$/u.test(next) && /\([^()]*$/.test(end)))
  );
}

/** The longest end of a wording on a line of its own, in characters. */
const longestRest = 100;

/** Whether a wording is only a link to another site or file. */
export function isLink(wording: string): boolean {
  return /^\[[^[\]]*\]\([^()\s#][^()\s]*\)$/.test(wording.trim());
}

/** Whether the items from a line on are `A.`, `B)` and so on. */
export function hasChoices({ lines }: Pick<Page, 'lines'>, start: number): boolean {
  let at = start;
  for (const letter of 'ab') {
    at = pastBlank(lines, at);
    const line = lines[at];
    const text = (line?.mark?.rest ?? line?.text ?? '').trim().replace(/^[*(`]{1,3}/, '');
    if (line?.opaque !== false || !/^[a-b][.):]/i.test(text) || text[0]?.toLowerCase() !== letter)
      return false;
    at++;
  }
  return true;
}

/** Bold text at the start is the question and the rest its answer; so is the text after a `?`. */
export function divided(text: string): { title: string; rest: string } {
  const bold = /^(?:\d{1,4}[.)]\s*)?(\*\*|__)(?:(?!\1).)+\1/.exec(text)?.[0];
  if (bold !== undefined && !isMarkOnly(bold)) {
    // Step by step: of several spaces each could belong to the text before or after them.
    const rest = text.slice(bold.length).trimStart();
    return { title: bold, rest: rest.replace(/^[:：—–-]\s*/, '') };
  }
  return { title: text, rest: '' };
}

/** Whether bold text is only the number or `Q` before a question. */
function isMarkOnly(bold: string): boolean {
  return bold.length < 40 && /^\*\*\s*(?:q(?:uestion)?)?\s*\d*[.):]?\s*\*\*$/i.test(bold);
}

/** The share of wordings that ask from which on the others of a run of numbers do, too. */
const mostOfRun = 0.5;

/** Likewise if the numbers go from one to the last without a gap, as no other list's would. */
const mostOfWholeRun = 0.25;
const leastInWholeRun = 6;

/**
 * Below a heading, numbers that only rise, or are all the same, are one list: if most of it asks,
 * so does all. An answer's own list would begin at one again.
 */
function withRuns(page: Page, numbers: readonly Numbered[]): readonly Numbered[] {
  return runsOf(page, numbers).flatMap(all => {
    const run = withoutSteps(all);
    const asking = run.filter(({ likeness }) => likeness >= surely).length;
    if (asking < Math.min(2, run.length / 2) || asking === run.length) return all;
    const steps = run.slice(1).map(({ number }, index) => number - (run[index]?.number ?? 0));
    const isWhole =
      run.length >= leastInWholeRun && run[0]?.number === 1 && steps.every(step => step === 1);
    if (asking < (isWhole ? mostOfWholeRun : mostOfRun) * run.length) return all;
    const isRun =
      steps.every(step => step === 0) ||
      steps.every((step, index) => step > 0 || (step === 0 && (run[index]?.number ?? 0) > 1));
    const own = new Set(isRun ? run : []);
    return all.map(one =>
      own.has(one) ? { ...one, asks: true, likeness: Math.max(surely, one.likeness) } : one,
    );
  });
}

/** A number that is at most so much more than the last step is the next one. */
const widestStep = 2;

/** Without the steps of an answer: they count from one again, and the list goes on behind them. */
function withoutSteps(run: readonly Numbered[]): readonly Numbered[] {
  let [last, step] = [0, 0];
  return run.filter(({ number }) => {
    if (number > last && (step === 0 || number < step || number > step + widestStep)) {
      [last, step] = [number, 0];
      return true;
    }
    // The numbers of a list whose items all have the same, or that begins at another, are its own.
    if (step === 0 && (number !== 1 || last === 1)) return true;
    step = number;
    return false;
  });
}

/** The numbers below each heading. */
function runsOf(page: Page, numbers: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const before = headingsBefore(page);
  const runs: Numbered[][] = [];
  let heading = -2;
  for (const one of numbers) {
    const above = before(one.line);
    if (above !== heading) runs.push([]);
    heading = above;
    runs.at(-1)?.push(one);
  }
  return runs;
}

/**
 * Numbers that continue the count from the last one taken; a heading may restart it. If they only
 * rise, from one below each heading, some are missing.
 */
function inSequence(page: Page, found: readonly Numbered[]): readonly Numbered[] {
  const runs = runsOf(page, found);
  const areRising = runs.every(run =>
    run.every(({ number }, at) => (at === 0 ? number === 1 : number > (run[at - 1]?.number ?? 0))),
  );
  if (areRising && runs.length > 1) return found;
  const taken: Numbered[] = [];
  let expected = found[0]?.number ?? 1;
  let last = 0;
  // Authors who let Markdown count write "1." before each.
  const sameNumber = found.length > 2 && found.every(({ number }) => number === found[0]?.number);
  const headingSince = headingsBefore(page);
  for (const one of found) {
    const isFirst = headingSince(one.line) > last || taken.length === 0 || isRestart(one, found);
    const begins = one.number <= 1 && isFirst;
    if (!sameNumber && !begins && one.number !== expected) continue;
    taken.push(one);
    expected = one.number + 1;
    last = one.line;
  }
  return taken;
}

/** Returns the line of the last heading before a line, -1 if there is none. */
function headingsBefore({ lines }: Page): (line: number) => number {
  let at = 0;
  let heading = -1;
  return line => {
    for (; at < line; at++) if ((lines[at]?.level ?? 0) > 0) heading = at;
    return heading;
  };
}
