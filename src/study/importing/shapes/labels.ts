/** `Q: …` and `A: …`, also numbered, in bold, in brackets, in many languages. */
import { announcesAnswer, answerOf, isAside, isSecondChoice, withoutTags } from '../body';
import { foundQuestion } from '../found';
import { longestLine, pastBlank, type Line } from '../lines';
import { linesInStep, pauses, type Candidate, type Page, type Proposal } from '../shape';
import { fieldOf } from '../names';
import { answerWords, longAnswerWords, questionWords } from '../sides';
import { isOption } from '../ticks';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';
import { divides, dividingLevel } from './sections';

const bold = String.raw`(?:\*{1,3}|__)?`;
const called = String.raw`(?:q|f|س|front|term|${questionWords})`;
/** Each of these as one expression: most lines match none. */
const eitherOf = (...sources: readonly string[]) => new RegExp(sources.join('|'), 'iu');
const asks = [
  eitherOf(
    String.raw`^ {0,3}(?:[-*+]\s{1,3}|>\s?)?${bold}${called}\s?[.-]?\s?\p{Nd}{0,4}\s?${bold}\s?[:：](.*)$`,
    // `Q. What is it?`, `**Q**. What is it?`, `Q.1 What is it?`, `Q-1 What is it?`, `Question 1 - What is it?`
    String.raw`^ {0,3}${bold}q${bold}[.)]${bold}\s+(\S.*)$`,
    String.raw`^ {0,3}${bold}(?:q|${questionWords})\s?[.-]?\s?\p{Nd}{1,4}(?:\s?[-–—.)．]${bold}\s|\s|\u3000)\s*(\S.*)$`,
    String.raw`^ {0,3}(?:【(?:${questionWords})\s?\p{Nd}{0,4}】|[❓❔]\uFE0F?)\s?[:：]?(.*)$`,
  ),
  // `Q.What is it?`, but no `Q.all()`
  /^ {0,3}Q\.(\p{Lu}\p{Ll}*['’ ].*)$/u,
];
const answered = String.raw`^\s{0,8}(?:[-*+]\s{1,3}|>\s?)?${bold}`;
const answers = [
  eitherOf(
    String.raw`${answered}(?:${answerWords})\s?(?:\.|-(?=\s?\p{Nd}))?\s?\p{Nd}{0,4}\s?${bold}\s?[:：](.*)$`,
    String.raw`${answered}(?:(?:${longAnswerWords})\s?\p{Nd}{0,4}(?:[.)]|\s?[-–—]|(?=\u3000))|a(?:\p{Nd}{0,4}${bold}[.)]|\p{Nd}{1,4}\s?[-–—]|-\p{Nd}{1,4}[-–—.)]?))${bold}\s+(\S.*)$`,
    String.raw`^\s{0,8}(?:【(?:${answerWords})\s?\p{Nd}{0,4}】|[✅💡💬]\uFE0F?)\s?[:：]?(.*)$`,
  ),
];

/** The text after the label, which may be a link; bold that began before it ends here. */
function sideOf(side: readonly RegExp[], line: Line | undefined): string | undefined {
  if (!line || line.opaque || line.text.length > longestLine) return undefined;
  let found: RegExpExecArray | null = null;
  const whole = line.text.startsWith('<')
    ? line.text.replace(/^<a\b[^<>]*>\s?([^<]{1,20})<\/a>/i, '$1')
    : line.text;
  for (const pattern of side) if ((found ??= pattern.exec(whole))) break;
  if (!found) return undefined;
  const groups: readonly (string | undefined)[] = found.slice(1);
  const rest = groups.find(group => group !== undefined) ?? '';
  const text = rest.trim();
  // "**Q:** What?", "**Q: What?**" and "*Q: What?*"
  const before = found[0].slice(0, found[0].length - rest.length);
  const opened = (before.match(/\*{1,3}(?!\s)|__/g) ?? []).length % 2;
  return opened === 1 ? text.replace(/^(?:\*{1,3}|__)\s?|(?:\*{1,3}|__)$/, '').trim() : text;
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

/** `Question 3` alone, and what may be between it and its wording: `Level 2`. */
const numbered = new RegExp(String.raw`^(?:${questionWords})\s?#?\d{1,4}$`, 'i');
const wordAndNumber = /^(?:\p{L}{1,20}\s?\d{1,4})?$/u;

/** The line where a question begins that has its number above its label. */
function topOf(lines: readonly Line[], label: number, least: number): number {
  let top = label;
  for (let at = label - 1; at > least; at--) {
    const words = (lines[at]?.text ?? '').slice(0, longestLine).trim();
    if (numbered.test(words)) top = at;
    else if (!wordAndNumber.test(words)) break;
  }
  return top;
}

/** The text after the label of a hint. */
function hintOf(line: Line | undefined): string | undefined {
  if (!line || line.opaque) return undefined;
  const at = line.text.slice(0, longestLabel).search(/[:：]/);
  if (at < 1 || fieldOf(line.text.slice(0, at).replace(/[^\p{L}]+/gu, ' ')) !== 'hint')
    return undefined;
  return line.text
    .slice(at + 1)
    .replace(/^(?:\*{1,3}|__)/, '')
    .trim();
}

/** The longest label of a hint, in characters. */
const longestLabel = 30;

/** The lines of the hint and of the label of the answer behind it, if a hint comes first. */
function hintIn(
  lines: readonly Line[],
  start: number,
  isEnd: (line: number) => boolean,
): { readonly hint: number; readonly answer: number } | undefined {
  let hint = -1;
  for (let at = start; at < lines.length && !isEnd(at); at++) {
    if (sideOf(answers, lines[at]) !== undefined)
      return hint === -1 ? undefined : { hint, answer: at };
    if (hint === -1 && hintOf(lines[at]) !== undefined) hint = at;
  }
  return undefined;
}

/** Lines that are code in most languages, of which an answer has this share if it is code. */
const codeLine =
  /^\s*(?:[\w.[\]]+(?:, ?[\w.]+)*\s?[-+*/]?=|(?:import|from|def|class|for|while|if|elif|else|return|print|try|except|with|raise|yield|function|var|let|const|public|private)\b|[\w.]+\(.*\)$|[)}\]]|#|\/\/)|[;{:]$/;
const mostCode = 0.8;

/** An answer in plain text that is all code, in a fence. */
function withFence(answer: string): string {
  if (!/[=({]/.test(answer) || !answer.includes('\n') || /^\s*(?:```|~~~|[-*+] )/m.test(answer))
    return answer;
  const lines = answer.split('\n').filter(text => text.trim() !== '');
  const code = lines.filter(text => text.length <= longestLine && codeLine.test(text)).length;
  return code < mostCode * lines.length ? answer : `\`\`\`\n${answer}\n\`\`\``;
}

/** The end of a wording that does not go on in the next line. */
const isEnded = /[?？؟.。:：;!！…]["'”’»)*_]{0,4}$/;

/** Whether a line asks and its answer begins on the next one. */
function asksAbove(line: Line, next: Line | undefined): boolean {
  return (
    line.text.slice(-longestEnd).trimEnd().endsWith('?') &&
    !line.opaque &&
    line.level === 0 &&
    line.text.length <= longestLine &&
    next?.opaque === false &&
    !next.mark &&
    /^[^\s|<]/.test(next.text)
  );
}

/** How much of a line's end is searched for its mark, in characters. */
const longestEnd = 5;

/** No question has more lines of what is said of it, such as its level. */
const mostAsides = 8;

/** Whether lines say something of a question, and its wording does not go on below them. */
function areAsides(
  lines: readonly Line[],
  start: number,
  isOver: (line: number) => boolean,
): boolean {
  let at = start;
  while (at < start + mostAsides && isAside(lines[at]?.text ?? '')) at++;
  return at > start && (isOver(at) || lines[at]?.text.trim() === '');
}

/** The least number of questions without a label that come before those with one. */
const leastBefore = 2;

export function* labelsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  let answered = 0;
  let asked = 0;
  const starts: number[] = [];
  /** Questions before the first label, numbered ones and others. */
  const above: number[] = [];
  let counted = 0;
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    if (page.passedOver.has(index)) continue;
    if (sideOf(asks, line) !== undefined) starts.push(index);
    else if (starts.length === 0 && asksAbove(line, lines[index + 1])) {
      if (line.mark?.number !== undefined) counted++;
      else if (line.mark || (lines[index - 1]?.text ?? '').trim() !== '') continue;
      above.push(index);
    }
  }
  let isLabelled = false;
  for (let index = starts[0] ?? lines.length; index < lines.length && !isLabelled; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    isLabelled = sideOf(answers, lines[index]) !== undefined;
  }
  const bare = new Set(starts.length > 0 && counted >= leastBefore ? above : []);
  const asking = new Set([...bare, ...starts]);
  const deepest = dividingLevel(lines, starts);
  /** Whether a line belongs to no wording above it. */
  const isOver = (at: number): boolean => {
    const line = lines[at];
    return (
      !line ||
      line.opaque ||
      line.level > 0 ||
      line.mark !== undefined ||
      sideOf(answers, line) !== undefined ||
      hintOf(line) !== undefined ||
      /^\s*<(?:details|summary)\b/i.test(line.text) ||
      asking.has(at)
    );
  };
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque) continue;
    const question = asking.has(index) ? (sideOf(asks, line) ?? line.text.trim()) : undefined;
    if (question === undefined) {
      if (divides(line, deepest) && line.names) category = line.title;
      continue;
    }
    const words = [question];
    let body = index + 1;
    while (!bare.has(index) && body < lines.length) {
      const next = lines[body];
      if (
        !next ||
        // Without a label the answer begins on the next line, if the wording ends here.
        (!isLabelled && question !== '' && isEnded.test(words.at(-1) ?? '')) ||
        isOver(body) ||
        areAsides(lines, body, isOver)
      )
        break;
      if (next.text.trim() === '' && (question !== '' || words.length > 1)) break;
      words.push(next.text.trim());
      body++;
    }
    const hinted = hintIn(lines, body, at => asking.has(at) || divides(lines[at], deepest));
    let at = hinted?.answer ?? body;
    at = pastBlank(lines, at);
    // Of choices, "A)" is the first.
    const first = isSecondChoice(lines[at + 1]) ? undefined : sideOf(answers, lines[at]);
    let end = first === undefined ? body : at + 1;
    while (end < lines.length && !asking.has(end) && !divides(lines[end], deepest)) end++;
    const next = end;
    if (asking.has(end)) end = topOf(lines, end, at);
    const { title, numbered } = undress(words.join(' '));
    // Below choices or code, the answer may still wait for its text.
    const label = first === undefined ? lastLabel(lines, body, end) : undefined;
    const hasBoxes = isOption(lines[at]?.text ?? '');
    if (first !== undefined || label !== undefined || hasBoxes || isFolded(lines, body, end))
      answered++;
    if (likeness(title, numbered) >= surely) asked++;
    const answer = answerOf(
      lines,
      first === undefined ? body : at + 1,
      label?.isEmpty ? label.line : end,
      { first: first ?? '' },
    );
    const before = hinted ? answerOf(lines, body, hinted.hint) : '';
    const hint = hinted
      ? answerOf(lines, hinted.hint + 1, hinted.answer, {
          first: hintOf(lines[hinted.hint]) ?? '',
        })
      : '';
    candidates.push({
      question: foundQuestion({
        title,
        category,
        hint,
        answer: [before, first === '' ? withFence(answer) : answer].filter(Boolean).join('\n\n'),
      }),
      likeness: Math.max(surely, likeness(title, numbered)),
      start: index,
      end,
    });
    index = next - 1;
  }
  // Without any "A:" the letters mean something else, unless each is before a question.
  const areQuestions = candidates.length > 1 && asked === candidates.length;
  return answered === 0 && !areQuestions ? [] : [{ shape: 'labels', level: 0, candidates }];
}
