/** A question in a block of code of its own, with its answer below. */
import { pauses, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';
import { sectionsFrom } from './sections';

/** The most lines, and characters, of a wording. */
const mostLines = 4;
const longest = 600;

/** The least number of blocks that ask, and their least share of all. */
const least = 3;
const leastShare = 0.6;

export function* fencesShape({ lines, ...page }: Page): Steps<Proposal[]> {
  const starts: Start[] = [];
  let blocks = 0;
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    if (lines[index]?.opaque !== true || lines[index]?.comment) continue;
    const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(lines[index]?.text ?? '')?.[1];
    if (fence === undefined) continue;
    let end = index + 1;
    while (lines[end]?.opaque === true && lines[end]?.text.trim().startsWith(fence) === false)
      end++;
    blocks++;
    const inside = lines.slice(index + 1, Math.min(end, index + 3 + mostLines));
    const words = inside.map(({ text }) => text.slice(0, longest).trim()).filter(Boolean);
    const { title, numbered } = undress(words.join(' ').slice(0, longest));
    const isWording =
      end - index - 1 <= mostLines + 2 && words.length <= mostLines && /\s|[?？؟]$/.test(title);
    if (isWording && likeness(title, numbered) >= surely)
      starts.push({ line: index, body: end + 1, wording: words.join(' '), numbered, indent: 0 });
    index = end;
  }
  if (starts.length < least || starts.length < leastShare * blocks) return [];
  return [yield* sectionsFrom('fences', 0, { lines, ...page }, starts)];
}
