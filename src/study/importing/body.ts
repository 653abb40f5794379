/** Turns the text below a question into a pack's answer, without page-only content. */
import { columns, dedent, indentOf, isEmpty, longestLine, type Line } from './lines';
import { fieldOf } from './names';
import { remembering } from './remembered';
import { announcesBelow, longAnswerWords } from './sides';
import { isOption, mayNameOption, withRightOptions } from './ticks';

/** Summaries that announce an answer, or contents, instead of asking. */
const answerSummary = new RegExp(
  String.raw`^(?:(?:show|see|view|reveal|click(?: here)?(?: (?:to|for) (?:see|view|show|reveal|expand))?|expand|open|the|toggle|correct|sample|model|possible|ver|mostrar|voir|показать|xem|点击|查看|参考)\s*)*(?:(?:the|la|a)\s+)?(?:(?:${longAnswerWords})(?:s|ы)?(?: (?:and|&|with) .{1,30})?|explanations?|hints?|details?|contents|more|output|code|expand|reveal|展开|antwort anzeigen|losung|soluci[óo]n|solução|решение)?\s*[:：.!]*$`,
  'i',
);

/** Whether the summary of a `<details>` announces an answer, such as "Show answer". */
export function announcesAnswer(summary: string): boolean {
  return answerSummary.test(
    withoutTags(summary.slice(0, 200))
      .replace(/[*_`\p{Extended_Pictographic}\uFE0F]/gu, '')
      .trim(),
  );
}

/** Whether a line only announces the answer below it, such as `**Answer:**`. */
export function isAnswerLabel({ text, opaque }: Line): boolean {
  return !opaque && text.length <= longestLine && announcesBelow(text);
}

/** HTML and Markdown text without its tags, on one line. */
export function withoutTags(text: string): string {
  return text
    .replace(/<\/?(?:a|b|code|em|font|i|kbd|span|strong|u)\b[^<>]*>/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** More columns of white space are as many. */
const mostIndent = 200;

/** The answers of a page, each with the text put before it: its readings share many. */
const answers = new WeakMap<readonly Line[], Map<number, readonly [before: string, string]>>();

/**
 * The lines from `start` to `end` (exclusive) as an answer.
 *
 * @param first text to put before them, such as the rest of a question's line
 * @param indent columns of white space to remove from the lines, as in an item's content
 */
export function answerOf(
  lines: readonly Line[],
  start: number,
  end: number,
  { first = '', indent = 0 }: { readonly first?: string; readonly indent?: number } = {},
): string {
  const before = first.trim();
  if (before === '' && start >= end) return '';
  let known = answers.get(lines);
  if (!known) answers.set(lines, (known = new Map<number, readonly [string, string]>()));
  // Below 2 ** 53 for all lines of the longest file.
  const key = (start * (lines.length + 1) + end) * mostIndent + Math.min(indent, mostIndent - 1);
  const last = known.get(key);
  if (last?.[0] === before) return last[1];
  const above = before === '' ? [] : cleanedLines(before);
  const answer = readAnswer(lines, start, end, above, indent);
  known.set(key, [before, answer]);
  return answer;
}

function readAnswer(
  lines: readonly Line[],
  start: number,
  end: number,
  before: readonly string[],
  indent: number,
): string {
  const result = [...before];
  let options = before.some(isOption);
  // Below an item, a line may name the right options.
  let [hasItem, mayName] = [false, false];
  // Below a summary, up to a blank line, white space is that of the HTML around it.
  let inHtml = false;
  let folded = Infinity;
  // Code is as far out as its fence.
  let [margin, fence] = [indent, ''];
  for (let index = start; index < end; index++) {
    const line = lines[index];
    if (!line) break;
    if (line.back) continue;
    const opened = fence;
    fence = line.opaque ? fenceAfter(line.text, fence) : '';
    if (!line.opaque) margin = indent;
    // Also directly below the end of other code.
    else if (lines[index - 1]?.opaque !== true || (opened === '' && fence !== ''))
      margin = Math.min(indent, indentOf(line.text));
    mayName ||= hasItem && mayNameOption(line.text);
    hasItem ||= line.mark !== undefined || isSecondChoice(line);
    if (line.comment) {
      const close = line.text.indexOf('-->');
      const after = close === -1 ? '' : line.text.slice(close + 3).trim();
      if (after !== '') for (const part of cleaned(after)) result.push(part);
      continue;
    }
    const hasTags = !line.opaque && line.text.includes('<');
    if (hasTags && line.text.includes('<details')) folded = Math.min(folded, result.length);
    inHtml =
      line.details > 0 &&
      !line.opaque &&
      !isEmpty(line.text) &&
      (inHtml || /<\/summary\s*>/i.test(lines[index - 1]?.text ?? ''));
    if (!hasTags || line.text.length > longestLine) {
      const text = line.mark && !line.opaque ? withBullet(line.text) : line.text;
      result.push(inHtml && !line.mark ? text.trimStart() : dedent(text, margin));
      options ||= line.mark !== undefined && isOption(line.text);
    } else {
      const [first = '', ...rest] = cleanedLine(line.text);
      const head = line.mark ? withBullet(first) : first;
      result.push(inHtml && !line.mark ? head.trimStart() : dedent(head, indent), ...rest);
      options ||= isOption(head) || rest.some(isOption);
    }
  }
  const own = withoutWrapper(before.every(isEmpty) ? withoutLead(result, folded) : result);
  return trimmed(options || mayName ? withRightOptions(own, options) : own);
}

/** An item with a bullet of Markdown: others, as word processors paste them, make no list. */
function withBullet(text: string): string {
  // Fast path: most are Markdown's, or numbers.
  const code = text.charCodeAt(0);
  if ((code > 32 && code < 0x2000) || text.trimStart().charCodeAt(0) < 0x2000) return text;
  return text.replace(/^([ \t]*)[•●○▪▫◦‣■◆►➤➢❖](?=[ \t])[ \t]*/, '$1- ');
}

/**
 * `**Answer:** …`, `**Ans** …`, `Ans. …`, `A1: …`, also in a quote: the label, and the text behind it. In "A
 * :class:`set` is" the colon belongs to what follows.
 */
const labelBefore = new RegExp(
  String.raw`^(\s{0,3}(?:>\s?)?)(\*\*|__|[*_]|)(?:(?:${longAnswerWords}|ج)\s?\p{Nd}{0,4}|[ar](?! :[a-z]+:)\s?\d{0,4})\s?(?:[:：]\s?\2|\2\s?[:：]|\.\2(?:\s|$)|(?<=\*\*ans(?:wer)?)\*\*|\s[-–—]\s)(?:\s+|(?=\S)|$)`,
  'iu',
);

/** What a list says of a question besides its category. */
const asides =
  /^(?:difficulty|level|seniority|experience|frequency|priority|compan(?:y|ies)|role|points|marks|schwierigkeit(?:sgrad)?|dific\p{L}+|difficult[éà]|niv\p{L}+|livello|сложность|уровень|难度|级别|頻度|频率|公司|難易度|난이도|zorluk|độ khó|poziom)$/iu;

/** A longer line, in characters, is a sentence. */
const longestAside = 100;

/** Whether a line is `**Difficulty:** Easy` or `Tags: ORM`. */
export function isAside(text: string): boolean {
  if (text.length > longestAside || !(text.includes(':') || text.includes('：'))) return false;
  const name = /^\s{0,3}(?:[-*+]\s)?([^:：]{1,30})[:：](?=[\s*_]*[^\s*_])/u.exec(text)?.[1] ?? '';
  if (name === '') return false;
  return fieldOf(name) === 'category' || asides.test(name.replace(/[*_]/g, '').trim());
}

/** Whether a line is only a picture. */
function isPicture(text: string): boolean {
  if (text.length > longestLine || !text.includes('![')) return false;
  return /^\s*!\[[^[\]]*\]\([^()]*\)\s*$/.test(text);
}

/**
 * Without the label at the beginning; what is said of the question above that comes last.
 *
 * @param folded the line where an answer is folded, which needs no label
 */
function withoutLead(answer: readonly string[], folded: number): readonly string[] {
  const [first, last]: [string[], string[]] = [[], []];
  let at = 0;
  for (; at < answer.length; at++) {
    const text = answer[at] ?? '';
    // What is folded is the answer.
    if (at < folded && isAside(text)) last.push('', text.trim());
    else if (isPicture(text)) first.push(text, '');
    else if (!isEmpty(text)) break;
  }
  const all = at === 0 ? answer : answer.slice(at);
  const label = all[0] ?? '';
  const below = announcesBelow(label) ? all.slice(1) : undefined;
  const isLabel =
    below !== undefined &&
    // With nothing below, it is still to be answered; without a mark, it may be a word.
    (!below.every(isEmpty) || /^\s*#|[:：]/.test(label)) &&
    // Of choices, "A:" is the first.
    !(/^[*_]{0,3}a\b/i.test(label.trim()) && below.some(text => secondChoice.test(text))) &&
    !isOneOfSeveral(label, below);
  const own = withoutLabelItem(withoutLabel(isLabel ? below : all));
  return own === all && at <= folded ? answer : [...first, ...own, ...last];
}

/** Without the label before its first words. */
function withoutLabel(answer: readonly string[]): readonly string[] {
  const at = answer.findIndex(text => !isEmpty(text));
  const first = answer[at];
  if (first === undefined || first.length > longestLine) return answer;
  const found = labelBefore.exec(first);
  if (!found) return answer;
  const rest = first.slice(found[0].length);
  const after = answer.slice(at + 1);
  // Of choices, and of letters that stand for words, "A." is the first.
  if (/^[\s>*_]*[ar]\b(?!ns)/i.test(found[0]) && hasOtherLetter(found[0], after)) return answer;
  if (isOneOfSeveral(found[0], after)) return answer;
  if (rest !== '') return [(found[1] ?? '') + rest, ...after];
  // On a line of its own in a quote, if the quote goes on.
  return /^\s{0,3}>\s?\S/.test(after[0] ?? '') ? after : answer;
}

/** Whether a label has a number, and one below, too. */
function isOneOfSeveral(label: string, below: readonly string[]): boolean {
  return /\d/.test(label) && below.some(isNumberedLabel);
}

function isNumberedLabel(text: string): boolean {
  return text.length <= longestLine && /\d/.test(labelBefore.exec(text)?.[0] ?? '');
}

/** `Answer` alone. */
const bareLabel = new RegExp(String.raw`^([*_]{0,3})(?:${longAnswerWords})\1\s*$`, 'i');

/** `- Where: …`, one of several items that each say what they are about, or a heading so. */
const namedItem = /^\s*(?:[-*+]|#{2,6})\s+[*_]{0,3}[^\s:：]{1,40}[:：]/;

/**
 * Without the label that is an item at the beginning, such as `- Answer:` or `- *A:* …`. What is
 * further in below it moves out.
 */
function withoutLabelItem(answer: readonly string[]): readonly string[] {
  const at = answer.findIndex(text => !isEmpty(text));
  const first = (answer[at] ?? '').slice(0, longestLine + 1);
  const bullet = /^\s{0,8}[-*+]\s{1,4}(?=[^\s>])/.exec(first)?.[0];
  if (bullet === undefined || first.length > longestLine) return answer;
  const words = first.slice(bullet.length);
  const found = (
    /^(?:[^.–—-]*[:：]|[*_]*ans(?:wer)?\s[-–—]\s)/i.test(words) ? labelBefore : bareLabel
  ).exec(words)?.[0];
  if (found === undefined) return answer;
  const after = answer.slice(at + 1);
  // Of letters that mean something, "A:" is one.
  const isLetter = /^[*_]*.\s?[*_]*[:：]/.test(found);
  if (isLetter && (hasOtherLetter(found, after) || after.some(text => namedItem.test(text))))
    return answer;
  const indent = columns(/^\s*/.exec(first)?.[0] ?? '');
  const isBelow = (text: string) => isEmpty(text) || indentOf(text) > indent;
  const next = after.findIndex(text => !isBelow(text));
  const own = withoutIndent(next === -1 ? after : after.slice(0, next));
  const label = own.findIndex(text => !isEmpty(text));
  const isAgain = label !== -1 && announcesBelow((own[label] ?? '').slice(0, longestLine));
  return [
    words.slice(found.length),
    ...own.slice(isAgain ? label + 1 : 0),
    ...(next === -1 ? [] : after.slice(next)),
  ];
}

/** Without the bullet that a folded answer hangs from, and the indentation below it. */
function withoutWrapper(answer: readonly string[]): readonly string[] {
  const at = answer.findIndex(text => !isEmpty(text));
  const first = answer[at];
  if (first === undefined || !/^[ \t]*[-*+][ \t]*$/.test(first)) return answer;
  return withoutIndent(answer.slice(at + 1));
}

/** Removes the indentation that all lines share; empty if every line is blank. */
function withoutIndent(lines: readonly string[]): readonly string[] {
  let margin = Infinity;
  for (const text of lines) {
    if (!isEmpty(text)) margin = Math.min(margin, indentOf(text));
  }
  return margin === Infinity ? [] : lines.map(text => dedent(text, margin));
}

const secondChoice = /^\s{0,8}(?:[-*+]\s{1,4})?[*_]{0,3}b\s?[*_]{0,3}\s?[:：.)]/i;

/** A line that begins with a letter and a mark, which one that asks does with `Q`. */
const otherLetter =
  /^\s{0,8}(?:[-*+]\s{1,4})?[*_]{0,3}[AC-PR-Z][*_]{0,3}\s?([:.]|[-–—](?=\s))[*_]{0,3}\s/;

/** Whether lines below a letter have the next choice, or the letters of other words: `C: Consistency`. */
function hasOtherLetter(label: string, below: readonly string[]): boolean {
  return below.some(
    text => secondChoice.test(text) || label.includes(otherLetter.exec(text)?.[1] ?? '\n'),
  );
}

/** Whether a line begins with "B:" or "B)". */
export function isSecondChoice(line: Line | undefined): boolean {
  return line?.opaque === false && secondChoice.test(line.text);
}

/** A line with its HTML as Markdown; each reading asks for it. */
const cleanedLine = remembering((text): readonly string[] => cleaned(text));

/** Lines with their HTML as Markdown; code is kept. */
function cleanedLines(text: string): string[] {
  if (!text.includes('<')) return text.split('\n');
  let inCode = false;
  return text.split('\n').flatMap(line => {
    const isFence = /^\s*(?:`{3}|~{3})/.test(line);
    if (isFence) inCode = !inCode;
    return inCode || isFence ? [line] : cleaned(line);
  });
}

/** Whether `answerOf` would return anything for the lines. */
export function hasAnswer(lines: readonly Line[], start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const line = lines[index];
    if (!line || isEmpty(line.text) || line.back || line.comment) continue;
    if (line.opaque || !line.text.includes('<')) return true;
    // Fast path: most answers with tags begin below a line that has nothing else.
    if (line.text.length <= longestLine && cleanedLine(line.text).every(isEmpty)) continue;
    return answerOf(lines, index, end) !== '';
  }
  return false;
}

/** Without blank lines, rules and line breaks at either end. */
function trimmed(lines: readonly string[]): string {
  let start = 0;
  let end = lines.length;
  while (start < end && isEmpty(lines[start] ?? '')) start++;
  while (end > start && isEmpty(lines[end - 1] ?? '')) end--;
  const kept: string[] = [];
  let fence = '';
  let above = 'x';
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? '';
    // Several blank lines become one, except in code.
    if (line !== '' || above !== '' || fence !== '') kept.push((above = line));
    if (line !== '') fence = fenceAfter(line, fence);
  }
  // Without a line break at the end.
  const text = withoutMargin(kept).join('\n').trimEnd();
  return text.endsWith('\\') && !text.endsWith('\\\\') ? text.slice(0, -1) : text;
}

/** The fence that is open below a line; empty: none. */
function fenceAfter(line: string, fence: string): string {
  // Fast path: few begin with a space, a backtick or a tilde.
  const code = line.charCodeAt(0);
  if (
    (code > 32 && code < 128 && code !== 96 && code !== 126) ||
    !/^\s{0,12}(?:`{3}|~{3})/.test(line)
  )
    return fence;
  const text = line.trim();
  if (fence === '') return /^(?:`{3,}|~{3,})/.exec(text)?.[0] ?? '';
  const closes = text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
  return closes ? '' : fence;
}

/** Without the spaces all lines begin with; four or more are code. */
function withoutMargin(lines: readonly string[]): readonly string[] {
  if (lines[0]?.startsWith(' ') !== true) return lines;
  let margin = Infinity;
  for (const line of lines) {
    if (line === '') continue;
    margin = Math.min(margin, /^ {0,4}/.exec(line)?.[0].length ?? 0);
    if (margin === 0) return lines;
  }
  return margin > 3 ? lines : lines.map(line => line.slice(margin));
}

/** Tags around a few words of a line, the inner ones first. */
const around: readonly (readonly [RegExp, string])[] = [
  [/<(code|tt|kbd|samp)\b[^<>]*>([^<]*)<\/\1\s*>/gi, '`'],
  [/<(i|em)\b[^<>]*>([^<]*)<\/\1\s*>/gi, '*'],
  [/<(b|strong)\b[^<>]*>([^<]*)<\/\1\s*>/gi, '**'],
];

const inlineTags: readonly (readonly [RegExp, string])[] = [
  [/ ?<!--(?:(?!<!--).)*?-->/g, ''],
  // A tag closed on another line wraps whole paragraphs; Markdown has no bold for those.
  [/<\/?(?:b|strong|i|em|code|tt|kbd|samp)\b[^<>]*>/gi, ''],
  [/<(?:p|div|center)\b[^<>]*>/gi, ''],
  [/<\/(?:p|div|center)\s*>/gi, '\n'],
  [
    /<\/?(?:span|font|u|sup|sub|small|big|section|article|main|ul|ol|dl|table|tbody|thead)\b[^<>]*>/gi,
    '',
  ],
  [/<li\b[^<>]*>/gi, '\n- '],
  [/<\/li\s*>/gi, ''],
  [/<h[1-6]\b[^<>]*>/gi, '\n#### '],
  [/<\/h[1-6]\s*>/gi, '\n'],
  [/<a\b(?=[^<>]*\bname=)[^<>]*>\s*<\/a>/gi, ''],
  [/<\/?details\b[^<>]*>/gi, ''],
  [/<hr\s*\/?>/gi, '\n---\n'],
];

/** A link and its target: one pattern for both would take cubic time in a line's length. */
const anchor = /<a\b([^<>]*)>([^<]*)<\/a>/gi;
const webAddress = /\bhref=["']?(https?:[^"'\s<>]*)/gi;

/** A line with its HTML as Markdown. */
function cleaned(text: string): string[] {
  if (!text.includes('<')) return text.split('\n');
  let result = text.replace(
    /<summary\b[^<>]*>([^<]*(?:<(?!\/?summary)[^<]*)*)<\/summary\s*>/gi,
    (_, inner: string) => {
      const summary = withoutTags(inner);
      // A collapsed hint keeps its name, so that it is not mistaken for the answer.
      return announcesAnswer(summary) && !/^\W*hint/i.test(summary) ? '' : `**${summary}**\n`;
    },
  );
  result = result.replace(anchor, (whole, attributes: string, words: string) => {
    const href = [...attributes.matchAll(webAddress)].at(-1)?.[1];
    return href === undefined ? whole : `[${words.trim()}](${href})`;
  });
  result = outsideCode(result, part => {
    let changed = part.replace(/<\/?br\s*\/?>[ \t]*$/i, '\\').replace(/<\/?br\s*\/?>/gi, '\\\n');
    for (const [pattern, mark] of around) {
      changed = changed.replace(pattern, (_, __, inner: string) =>
        // Not by the pattern: of several spaces each could belong to the words.
        inner.trim() === '' ? inner : inner.replace(inner.trim(), words => mark + words + mark),
      );
    }
    for (const [pattern, replacement] of inlineTags)
      changed = changed.replace(pattern, replacement);
    return changed;
  });
  return /^[\s\\]*$/.test(result) ? [''] : result.split('\n');
}

/** Changes the parts of a line outside backticks. */
function outsideCode(text: string, change: (part: string) => string): string {
  if (!text.includes('`')) return change(text);
  return text
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
