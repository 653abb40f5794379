/** `<details><summary>Q</summary> answer </details>`, also with `<b>` inside and nested. */
import { announcesAnswer, answerOf, withoutTags } from '../body';
import { foundQuestion } from '../found';
import { longestLine } from '../lines';
import { linesInStep, pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { likeness } from '../titles';
import { undress } from '../undress';

/** The most lines in a summary: some contain the code that is asked about. */
const longestSummary = 60;

/** Summaries of what is folded below a task. */
const isPart =
  /^(?:overview|prerequisites?|requirements?|background|context|help|notes?|tips?|steps?|setup|walk-?through|verification|clean-?up)[:.]?$/i;

export function* detailsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  /** The lines of questions folded at the end of another's answer. */
  let followUps = { start: -1, end: -1 };
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque) continue;
    if (line.names) category = line.title;
    const isFollowUp = line.details === 1 && index >= followUps.start && index < followUps.end;
    if ((line.details > 0 && !isFollowUp) || !/<details\b/i.test(line.text)) continue;
    const summary = readSummary(page, index);
    let end = index + 1;
    while (end < lines.length && (lines[end]?.details ?? 0) > line.details) end++;
    if (!summary || announcesAnswer(summary.words) || isPart.test(summary.words)) continue;
    if (line.details === 0) {
      const start = yield* followUpIn(page, summary.end, end);
      followUps = { start, end: start === -1 ? -1 : end };
      if (start !== -1) end = start;
    }
    const { title, numbered } = undress(summary.words);
    const answer = answerOf(lines, summary.end, end, { first: summary.rest });
    candidates.push({
      question: foundQuestion({ title, answer, category }),
      likeness: Math.max(0.6, likeness(title, numbered)),
      start: index,
      end,
    });
    index = end - 1;
  }
  return candidates.length === 0 ? [] : [{ shape: 'details', level: 0, candidates }];
}

/** The line of the first question that is folded at the end of an answer, -1 if there is none. */
function* followUpIn(page: Page, start: number, end: number): Steps<number> {
  const { lines } = page;
  let first = -1;
  for (let index = start; index < end; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line || line.details > 1) continue;
    const text = line.text.slice(0, longestLine).trim();
    if (!line.opaque && line.details === 1 && /^<details\b/i.test(text)) {
      const asks = /[?？]\W*$/.test((readSummary(page, index)?.words ?? '').slice(-20));
      if (asks && first === -1) first = index;
      else if (!asks) first = -1;
    } else if (line.opaque || !/^(?:<\/?\w[^<>]{0,80}>\s*)*$/.test(text)) first = -1;
  }
  return first;
}

interface Summary {
  readonly words: string;
  /** The line after it. */
  readonly end: number;
  /** The rest of its last line. */
  readonly rest: string;
}

function readSummary({ lines }: Page, start: number): Summary | undefined {
  let text = lines[start]?.text ?? '';
  const most = Math.min(lines.length, start + longestSummary);
  // Up to where this one ends, or another begins: thousands may have no summary.
  let isOpen = !/<\/details\b/i.test(text);
  for (let index = start + 1; isOpen && index < most && text.length <= longestLine; index++) {
    const line = lines[index];
    text += `\n${line?.text ?? ''}`;
    isOpen = line?.opaque === true || !/<\/?details\b/i.test(line?.text ?? '');
  }
  // Searched once, not after each line.
  const close = /<\/summary\s*>/i.exec(text);
  if (!close) return undefined;
  const closed = close.index + close[0].length;
  const lineEnd = text.indexOf('\n', closed);
  const until = lineEnd === -1 ? text.length : lineEnd;
  const open = /<summary\b[^<>]*>/i.exec(text.slice(0, until));
  if (!open) return undefined;
  const inner = text.slice(open.index + open[0].length, close.index);
  // A blank line or heading inside indicates Markdown in a summary.
  const { asked, more } = divided(inner.trim());
  const words = withoutTags(asked.replace(/^[ \t]*#{1,6}[ \t]+/gm, ''));
  const rest = text.slice(closed, until).replace(/<\/details\s*>\s*$/i, '');
  return {
    words,
    end: start + text.slice(0, until).split('\n').length,
    rest: more === '' ? rest : `${more}\n\n${rest}`,
  };
}

/** The question in a summary, and its remaining content: code, or a list of things to compare. */
function divided(text: string): { asked: string; more: string } {
  const at = /\S[^\S\n]*\n(?:[^\S\n]*\n)+(?=[^\S\n]*(?:[`~]{3}|[-*+]\s|\d{1,3}[.)]\s))/.exec(text);
  if (!at) return { asked: text, more: '' };
  return {
    asked: text.slice(0, at.index + 1),
    more: text.slice(at.index + at[0].length).trimEnd(),
  };
}
