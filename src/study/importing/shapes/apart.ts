/**
 * Flashcards with two or more empty lines between them and one before their backs:
 *
 *     The three scopes of git config are [...].
 *
 *     system, global and local
 *
 *
 *     In a [...] system all connect to one server.
 *
 *     centralized
 */
import { isEmpty, type Line } from '../lines';
import { pauses, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { sectionsFrom } from './sections';

/** The least number of cards, and the least shares of them with a back and with a front that asks. */
const leastCards = 5;
const leastAnswered = 0.8;
const leastAsked = 0.5;

/** The most lines that ask in backs, for each card. */
const mostBelow = 0.2;

/** Maximum length of a front, in characters. */
const longestFront = 300;

export function* apartShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const starts: Start[] = [];
  let [answered, asked, below] = [0, 0, 0];
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || isBlank(line)) continue;
    if (!isFront(line)) return [];
    const end = endOf(lines, index);
    if (!beginsBack(lines[index + 1])) return [];
    for (let at = index + 1; at < end; at++) if (alsoAsks(lines[at])) below++;
    const wording = line.text.trim();
    starts.push({ line: index, body: index + 1, wording, numbered: false, asks: true, indent: 0 });
    if (end > index + 1) answered++;
    if (asks(wording)) asked++;
    index = end;
  }
  // Then it is a page of several questions to a group.
  if (below > mostBelow * starts.length) return [];
  const most = Math.max(leastCards, leastAnswered * starts.length);
  if (answered < most || asked < leastAsked * starts.length) return [];
  return [{ ...(yield* sectionsFrom('paragraphs', 3, page, starts)), certain: true }];
}

/** The line (exclusive) where a card ends: at two empty lines, or with the page. */
function endOf(lines: readonly Line[], start: number): number {
  let end = start + 1;
  for (let at = end; at < lines.length; at++) {
    const line = lines[at];
    if (!line) break;
    if (!isBlank(line)) end = at + 1;
    else if (at > end) break;
  }
  return end;
}

function isBlank({ text, opaque }: Line): boolean {
  return !opaque && isEmpty(text);
}

/** Whether a card may begin with a line; a page with headings, lists or code there has others. */
function isFront({ text, opaque, level, mark, label, details }: Line): boolean {
  return (
    !opaque &&
    level === 0 &&
    !mark &&
    !label &&
    details === 0 &&
    text.length <= longestFront &&
    !/^\s{0,3}(?:[|>]|!\[|\*\*|\w{1,8}\d{0,4}[:：])/.test(text)
  );
}

/** Whether a back may begin with a line: below an empty one, or with a list right below the front. */
function beginsBack(line: Line | undefined): boolean {
  return (
    line !== undefined && (isBlank(line) || line.mark !== undefined || /^\s*</.test(line.text))
  );
}

function alsoAsks(line: Line | undefined): boolean {
  return line?.opaque === false && /[?？]\s*$/.test(line.text.slice(-longestFront));
}

/** Whether a front asks, has a gap (`[...]`, `[which one?]`), or is to be completed. */
function asks(front: string): boolean {
  return (
    /\[(?:\.{3}|…|[^[\]()]{1,40}\?)\](?!\()|_{3}|:$/.test(front) || likeness(front, false) >= surely
  );
}
