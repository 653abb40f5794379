/** `Q: …` and `A: …`, also numbered, in bold, in brackets, in many languages. */
import { announcesAnswer, answerOf, isSecondChoice, withoutTags } from '../body';
import { foundQuestion } from '../found';
import { longestLine, type Line } from '../lines';
import { linesInStep, pauses, type Candidate, type Page, type Proposal } from '../shape';
import { answerWords, longAnswerWords, questionWords } from '../sides';
import type { Steps } from '../../steps';
import { isApparatus, likeness, surely, undress } from '../titles';
import { divides, dividingLevel } from './sections';

const bold = String.raw`(?:\*{2,3}|__)?`;
const called = String.raw`(?:q|f|س|front|term|${questionWords})`;
const asks = [
  String.raw`^ {0,3}(?:[-*+]\s{1,3}|>\s?)?${bold}${called}\s?\.?\s?[\d०-९۰-۹]{0,4}\s?${bold}\s?[:：](.*)$`,
  // `Q. What is it?`, `Q.1 What is it?`, `Question 1 - What is it?`
  String.raw`^ {0,3}(?:\*\*|__)?q[.)]\s+(\S.*)$`,
  String.raw`^ {0,3}${bold}(?:q|${questionWords})\s?\.?\s?[\d०-९۰-۹]{1,4}(?:\s?[.)．]${bold}\s|\s[-–—]${bold}\s|\s|\u3000)\s*(\S.*)$`,
  String.raw`^ {0,3}(?:【(?:${questionWords})\s?[\d०-९۰-۹]{0,4}】|[❓❔]\uFE0F?)\s?[:：]?(.*)$`,
].map(source => new RegExp(source, 'i'));
const answered = String.raw`^\s{0,8}(?:[-*+]\s{1,3}|>\s?)?${bold}`;
const answers = [
  String.raw`${answered}(?:${answerWords})\s?\.?\s?[\d०-९۰-۹]{0,4}\s?${bold}\s?[:：](.*)$`,
  String.raw`${answered}(?:(?:${longAnswerWords})\s?[\d०-९۰-۹]{0,4}(?:[.)]|\s?[-–—]|(?=\u3000))|a[\d०-९۰-۹]{0,4}[.)])${bold}\s+(\S.*)$`,
  String.raw`^\s{0,8}(?:【(?:${answerWords})\s?[\d०-९۰-۹]{0,4}】|[✅💡💬]\uFE0F?)\s?[:：]?(.*)$`,
].map(source => new RegExp(source, 'iu'));

/** The text after the label; bold that began before it ends here. */
function sideOf(side: readonly RegExp[], line: Line | undefined): string | undefined {
  if (!line || line.opaque || line.text.length > longestLine) return undefined;
  let found: RegExpExecArray | null = null;
  for (const pattern of side) if ((found ??= pattern.exec(line.text))) break;
  if (found?.[1] === undefined) return undefined;
  const text = found[1].trim();
  // "**Q:** What?" and "**Q: What?**"
  const opened =
    (found[0].slice(0, found[0].length - found[1].length).match(/\*\*|__/g) ?? []).length % 2;
  return opened === 1 ? text.replace(/^(?:\*{2,3}|__)\s?|(?:\*{2,3}|__)$/, '').trim() : text;
}

/** The last answer's label between two lines; `isEmpty`: nothing follows it. */
function lastLabel(
  lines: readonly Line[],
  start: number,
  end: number,
): { readonly line: number; readonly isEmpty: boolean } | undefined {
  let isEmpty = true;
  for (let line = end - 1; line >= start; line--) {
    const side = sideOf(answers, lines[line]);
    if (side !== undefined) return { line, isEmpty: isEmpty && side === '' };
    isEmpty &&= /^[\s*_-]*$/.test((lines[line]?.text ?? '').slice(0, longestLine));
  }
  return undefined;
}

/** Whether an answer is folded between two lines: `<summary>Answer</summary>`. */
function isFolded(lines: readonly Line[], start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const { text = '', opaque = true } = lines[at] ?? {};
    if (opaque || text.length > longestLine || !text.includes('<summary')) continue;
    const summary = text.slice(text.indexOf('<summary')).replace(/^<summary[^<>]*>/, '');
    if (withoutTags(summary) !== '' && announcesAnswer(summary)) return true;
  }
  return false;
}

export function* labelsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  let answered = 0;
  let asked = 0;
  const starts: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    if (sideOf(asks, line) !== undefined) starts.push(index);
  }
  const asking = new Set(starts);
  const deepest = dividingLevel(lines, starts);
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque) continue;
    const question = asking.has(index) ? sideOf(asks, line) : undefined;
    if (question === undefined) {
      if (divides(line, deepest) && !isApparatus(line.heading))
        category = undress(line.heading).title;
      continue;
    }
    const words = [question];
    let body = index + 1;
    while (body < lines.length) {
      const next = lines[body];
      if (
        !next ||
        next.opaque ||
        next.level > 0 ||
        next.mark ||
        sideOf(answers, next) !== undefined ||
        /^\s*<(?:details|summary)\b/i.test(next.text) ||
        asking.has(body)
      )
        break;
      if (next.text.trim() === '' && (question !== '' || words.length > 1)) break;
      words.push(next.text.trim());
      body++;
    }
    let at = body;
    while (at < lines.length && lines[at]?.text.trim() === '') at++;
    // Of choices, "A)" is the first.
    const first = isSecondChoice(lines[at + 1]) ? undefined : sideOf(answers, lines[at]);
    let end = first === undefined ? body : at + 1;
    while (end < lines.length && !asking.has(end) && !divides(lines[end], deepest)) end++;
    const { title, numbered } = undress(words.join(' '));
    // Below choices or code, the answer may still wait for its text.
    const label = first === undefined ? lastLabel(lines, body, end) : undefined;
    if (first !== undefined || label !== undefined || isFolded(lines, body, end)) answered++;
    if (likeness(title, numbered) >= surely) asked++;
    candidates.push({
      question: foundQuestion({
        title,
        category,
        answer: answerOf(
          lines,
          first === undefined ? body : at + 1,
          label?.isEmpty ? label.line : end,
          {
            first: first ?? '',
          },
        ),
      }),
      likeness: Math.max(surely, likeness(title, numbered)),
      start: index,
      end,
    });
    index = end - 1;
  }
  // Without any "A:" the letters mean something else, unless each is before a question.
  const areQuestions = candidates.length > 1 && asked === candidates.length;
  return answered === 0 && !areQuestions ? [] : [{ shape: 'labels', level: 0, candidates }];
}
