/** `**What is it?**` as a paragraph, with its answer below up to the next. */
import { longestLine } from '../lines';
import { linesInStep, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';
import { divided } from './numbers';
import { sectionsFrom } from './sections';

/** One reading of the bold paragraphs that ask, and one of all. */
export function* boldShape(page: Page): Steps<Proposal[]> {
  const starts: Start[] = [];
  const asking: Start[] = [];
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    const { text, opaque, mark, level, label, details } = line;
    if (opaque || mark || level > 0 || label || details > 0 || text.length > longestLine) continue;
    if (!text.includes('**') && !text.includes('__')) continue;
    const { title: wording, rest: first } = isBold(text)
      ? { title: text.trim(), rest: '' }
      : divided(text.trim());
    // "**What is it?** This." has its answer beside it.
    if (wording === text.trim() ? !isBold(text) : first === '') continue;
    if (!isFirst(page, index)) continue;
    const start = { line: index, body: index + 1, wording, first, numbered: false, indent: 0 };
    if (first === '') starts.push(start);
    const { title, numbered } = undress(wording);
    if (likeness(title, numbered) >= surely) asking.push(start);
  }
  const proposals: Proposal[] = [];
  for (const [level, chosen] of [asking, starts].entries()) {
    if (chosen.length >= 2) proposals.push(yield* sectionsFrom('bold', level, page, chosen));
  }
  return proposals;
}

/** Bold from end to end. */
function isBold(text: string): boolean {
  return /^ {0,3}(\*\*|__)(?=[^\s*_])(?:(?!\1).)+\1\s*$/.test(text);
}

/** Whether a line begins a paragraph. */
function isFirst({ lines }: Page, index: number): boolean {
  const above = lines[index - 1];
  return !above || above.text.trim() === '' || above.level > 0 || above.comment;
}
