/** `<details><summary>Q</summary> answer </details>`, also with `<b>` inside and nested. */
import { announcesAnswer, answerOf, withoutTags } from '../body';
import { foundQuestion } from '../found';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, likeness, undress } from '../titles';

/** The most lines in a summary: some contain the code that is asked about. */
const longestSummary = 60;

export function* detailsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line || line.opaque) continue;
    if (line.level > 0 && !isApparatus(line.heading)) category = undress(line.heading).title;
    if (line.details > 0 || !/<details\b/i.test(line.text)) continue;
    const summary = readSummary(page, index);
    let end = index + 1;
    while (end < lines.length && (lines[end]?.details ?? 0) > 0) end++;
    if (!summary || announcesAnswer(summary.words)) continue;
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

interface Summary {
  readonly words: string;
  /** The line after it. */
  readonly end: number;
  /** The rest of its last line. */
  readonly rest: string;
}

function readSummary({ lines }: Page, start: number): Summary | undefined {
  let text = '';
  for (let index = start; index < Math.min(lines.length, start + longestSummary); index++) {
    text += `${text === '' ? '' : '\n'}${lines[index]?.text ?? ''}`;
    const close = text.search(/<\/summary\s*>/i);
    if (close === -1) continue;
    const open = /<summary\b[^<>]*>/i.exec(text);
    if (!open) return undefined;
    const inner = text.slice(open.index + open[0].length, close);
    const after = text.slice(close).replace(/^<\/summary\s*>/i, '');
    // A blank line or heading inside indicates Markdown in a summary.
    const { asked, more } = divided(inner.trim());
    const words = withoutTags(asked.replace(/^\s*#{1,6}\s+/gm, ''));
    const rest = after.replace(/<\/details\s*>\s*$/i, '');
    return { words, end: index + 1, rest: more === '' ? rest : `${more}\n\n${rest}` };
  }
  return undefined;
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
