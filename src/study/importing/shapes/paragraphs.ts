/** A paragraph that asks, or the first between two rules, with its answer in those below it. */
import { hasAnswer, withoutTags } from '../body';
import { longestLine, pastBlank, type Line } from '../lines';
import { pauses, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { longAnswerWords } from '../sides';
import { likeness, surely, tells } from '../titles';
import { undress } from '../undress';
import { optionsAt } from '../options';
import { hasChoices } from './numbers';
import { sectionsFrom } from './sections';

/** The least share of paragraphs with an answer: others are questions, one below the other. */
const leastAnswered = 0.6;

/** The least number of questions right below an answer. */
const leastBehind = 3;

/** The least number of parts that rules divide a page of questions into. */
const leastParts = 3;

/** The least number of lists below paragraphs that are options, and their share of all. */
const leastQuizzes = 3;
const mostQuizzes = 0.8;

/**
 * One reading of the paragraphs that ask, one of those that come first below a rule, and one of
 * those above options of which some are marked as right, if most lists are so.
 */
export function* paragraphsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const asking: Start[] = [];
  /** Those and the ones right below the answer to another. */
  const behind: Start[] = [];
  const ruled: Start[] = [];
  const quizzes: Start[] = [];
  let [lists, told] = [0, 0];
  let isBelowRule = true;
  let rules = 0;
  /** The line (exclusive) where the last wording that asks ends. */
  let worded = 0;
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.comment || isBlank(line)) continue;
    if (isRule(line)) {
      isBelowRule = true;
      rules++;
      continue;
    }
    if (line.level > 0 || isPicture(line) || isTags(line)) continue;
    const isFirst = isBelowRule;
    isBelowRule = false;
    if (!mayAsk(line) || page.passedOver.has(index)) continue;
    // Not the end of a wording that has begun above.
    const isLabelled =
      index >= worded &&
      isAlsoAsked(line) &&
      isAnswered(lines[index + 1]) &&
      !/^\s{0,8}[b-h][.)]\s/i.test(line.text);
    if (!isLabelled && !beginsParagraph(lines, index)) continue;
    const last = questionBehind(lines, behind.at(-1), index);
    if (last !== -1) {
      told++;
      const wording = lines[last]?.text.trim() ?? '';
      behind.push({ line: last, body: last + 1, wording, numbered: true, indent: 0 });
    }
    const { end, wording, category } = paragraphAt(lines, index);
    const { title, numbered } = undress(wording);
    const likely = likeness(title, numbered);
    const choice = choicesAt(lines, end);
    const body = choice === -1 ? end : choice;
    const own = category === '' ? {} : { category };
    const asks = choice !== -1 && hasChoices(page, body);
    const start = { line: index, body: end, wording, numbered: true, indent: 0, asks, ...own };
    if (asks || (likely >= surely && !tells(title))) {
      asking.push(start);
      if (last === -1) behind.push(start);
      worded = end;
    }
    if (isFirst) ruled.push(start);
    const options = optionsAt(lines, belowCode(lines, end));
    if (options) lists++;
    if (options?.areMarked === true) quizzes.push({ ...start, asks: true });
    // "Choose one:" is none.
    if (asks) index = choice - 1;
  }
  const proposals: Proposal[] = [];
  const areQuizzes = quizzes.length >= leastQuizzes && quizzes.length >= mostQuizzes * lists;
  const areBehind =
    told >= leastBehind &&
    behind.every(({ body }, at) => hasAnswer(lines, body, behind[at + 1]?.line ?? lines.length));
  const choices = [
    areBehind ? behind : asking,
    rules >= leastParts - 1 ? inBold(ruled) : [],
    areQuizzes ? quizzes : [],
  ];
  for (const [level, starts] of choices.entries()) {
    const isQuiz = level !== 1 || starts.every(({ asks }) => asks);
    if (starts.length < (isQuiz ? 2 : leastParts)) continue;
    const answered = starts.filter(
      ({ body, asks }, index) =>
        // Options may ask, too.
        (asks === true || !isAlsoAsked(lines[body])) &&
        hasAnswer(lines, body, starts[index + 1]?.line ?? lines.length),
    ).length;
    yield;
    if (answered >= leastAnswered * starts.length)
      proposals.push(yield* sectionsFrom('paragraphs', level, page, starts));
  }
  return proposals;
}

/**
 * The line with a question at the end of a paragraph that answers the one above it, which has nothing
 * else below:
 *
 *     What is a mutex?
 *
 *     It lets one thread in at a time.
 *     What is a semaphore?
 *
 * @returns -1 if there is none
 */
function questionBehind(lines: readonly Line[], above: Start | undefined, start: number): number {
  if (!above || hasAnswer(lines, above.body, start)) return -1;
  let last = start;
  for (let next = lines[last + 1]; next?.level === 0 && mayAsk(next) && !isBlank(next);)
    next = lines[++last + 1];
  const text = lines[last]?.text.trim() ?? '';
  const isTold = /[^?？:：]\s*$/.test(lines[last - 1]?.text.slice(-longestName) ?? '');
  return last > start && isTold && likeness(text, false) >= surely && !tells(text) ? last : -1;
}

/** The share of paragraphs below rules in bold from which on the others are remarks, unless they ask. */
const mostInBold = 0.8;

/** Without the remarks among paragraphs that are bold, which end the answers above them. */
function inBold(starts: readonly Start[]): readonly Start[] {
  const isBold = ({ wording }: Start) => /^\*\*.*\*\*$/.test(wording);
  const isTaken = (start: Start) =>
    isBold(start) || /[?？؟]\W{0,9}$/.test(start.wording.slice(-20));
  if (starts.filter(isBold).length < mostInBold * starts.length) return starts;
  return starts.flatMap((start, at) => {
    const end = starts[at + 1]?.line;
    return isTaken(start) ? [end === undefined ? start : { ...start, end }] : [];
  });
}

/** `Answer: this`, which has a question right above it, though no blank line ends what is before. */
const answered = new RegExp(
  String.raw`^(?:\*\*|__)?(?:${longAnswerWords})\s?(?:\*\*|__)?\s?[:：]`,
  'i',
);

function isAnswered(line: Line | undefined): boolean {
  return line?.opaque === false && answered.test(line.text);
}

/** Whether the line below a wording is the next question, as in a list of one a line. */
function isAlsoAsked(line: Line | undefined): boolean {
  return (
    line !== undefined &&
    mayAsk(line) &&
    /[?？]\s*$/.test(line.text) &&
    likeness(line.text.trim(), false) >= surely
  );
}

/** The line below a block of code, which a question may be about. */
function belowCode(lines: readonly Line[], start: number): number {
  const code = pastBlank(lines, start);
  let at = code;
  while (lines[at]?.opaque === true) at++;
  return at === code ? start : at;
}

function isBlank({ text }: Line): boolean {
  return text.length <= longestLine && text.trim() === '';
}

function isRule({ text, opaque }: Line): boolean {
  return !opaque && text.length <= longestLine && /^ {0,3}(?:[-*_=][ \t]*){3,}$/.test(text);
}

function isTags({ text }: Line): boolean {
  return text.startsWith('<') && text.length <= longestLine && withoutTags(text) === '';
}

/** Whether a line is only a picture. */
export function isPicture({ text, opaque }: Line): boolean {
  return (
    !opaque &&
    text.includes('![') &&
    text.length <= longestLine &&
    /^\s{0,3}!\[[^[\]]*\]\([^()\s]*\)\s*$/.test(text)
  );
}

/** Whether a line can be one of a paragraph of text. */
function mayAsk({ text, opaque, mark, details, label }: Line): boolean {
  return (
    !opaque &&
    !mark &&
    !label &&
    details === 0 &&
    text.length <= longestLine &&
    !/^(?: {4}|\t|\s*[|])/.test(text)
  );
}

function beginsParagraph(lines: readonly Line[], index: number): boolean {
  const above = lines[index - 1];
  return (
    !above ||
    isBlank(above) ||
    above.level > 0 ||
    above.comment ||
    isRule(above) ||
    isPicture(above)
  );
}

/** The most lines of a wording, and of one above choices. */
const mostLines = 4;
const mostAboveChoices = 12;

/**
 * The wording that begins at a line: up to the first line that ends with a question mark. Lines of a
 * few words above what asks name its category.
 */
function paragraphAt(
  lines: readonly Line[],
  start: number,
): { end: number; wording: string; category: string } {
  const words: string[] = [];
  for (let at = start; at < Math.min(lines.length, start + mostLines); at++) {
    const line = lines[at];
    if (!line || !mayAsk(line) || isBlank(line)) break;
    const text = line.text.replace(/^ {0,3}>\s?/, '').trim();
    const isBelow = at > start && words.every(isOpen) && isAsked(text);
    if (isBelow && words.every(isName)) {
      // Of several at its beginning, the first is the page's title.
      const names = start === 0 && words.length > 1 ? words.slice(1) : words;
      return { end: at + 1, wording: text, category: names.join(' – ') };
    }
    words.push(text);
    if (isBelow) return { end: at + 1, wording: words.join(' '), category: '' };
    if (/[?？؟]\W{0,20}$/.test(text.slice(-21)))
      return { end: at + 1, wording: words.join(' '), category: '' };
  }
  let end = start + words.length;
  for (let next = lines[end]; next && end < start + mostAboveChoices; next = lines[++end]) {
    if (!mayAsk(next) || isBlank(next)) break;
    words.push(next.text.trim());
  }
  // All that is above choices is about them.
  return words.length > 1 && choicesAt(lines, end) !== -1
    ? { end, wording: words.join(' '), category: '' }
    : { end: start + 1, wording: words[0] ?? '', category: '' };
}

/** Whether a line asks, in whole sentences. */
function isAsked(text: string): boolean {
  return (
    /^[\p{Lu}¿]/u.test(text) &&
    /[?？؟]/.test(text) &&
    /[?？؟.!]$/.test(text) &&
    likeness(text, false) >= surely
  );
}

/** Whether a line has a few words without an end. */
function isOpen(text: string): boolean {
  return (
    text.length <= longestName &&
    /^\p{Lu}.*[\p{L}\d)]$/u.test(text) &&
    likeness(text, false) < surely
  );
}

/** Whether such a line names something, and does not say what the case is. */
function isName(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length <= mostNameWords && !isCase.test(text);
}

/** Words that begin a condition, or a sentence. */
const isCase =
  /^(?:an?|the(?:ir|re|se|y)?|th(?:is|at|ose)|some|each|every|one|two|my|your?|our|we|its?|in|on|at|by|for|from|with(?:in|out)?|under|during|after|before|while|when|if|given|using)(?!\p{L})|(?<!\p{L})(?:is|are|was|were|ha[sd]|have|does|can|will|must)(?!\p{L})/iu;
const mostNameWords = 4;

/** Maximum length of a subject, in characters. */
const longestName = 50;

/** The line of the first choice below a wording, past "Choose one:"; -1 if there is none. */
function choicesAt(lines: readonly Line[], start: number): number {
  let introductions = 0;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.opaque || line.level > 0) return -1;
    if (isBlank(line)) continue;
    if (/^\s{0,8}(?:[-*+]\s+)?[*(`]{0,4}a[.):]/i.test(line.text)) return at;
    if (introductions++ > 0 || !/[:：]\s*$/.test(line.text.slice(-20))) return -1;
  }
  return -1;
}
