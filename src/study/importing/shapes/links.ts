/** `- [Topic](https://…)`, `Topic: https://…`: a list of links to study by. */
import { foundQuestion } from '../found';
import { longestLine, type Line } from '../lines';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, likeness } from '../titles';
import { undress } from '../undress';

/** The likeness of a topic that asks nothing. */
const named = 0.45;

/** The links, each a topic whose answer is its address, if there is little else on the page. */
export function* linksShape({ lines, links }: Page): Steps<Proposal[]> {
  const candidates: Candidate[] = [];
  let category = '';
  for (let index = 0; links.size > 0 && index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    if (line.title !== '' && !isApparatus(line.title)) category = line.title;
    const link = links.has(index) ? linkedName(line) : undefined;
    if (!link) continue;
    const { title } = undress(link.name);
    candidates.push({
      question: foundQuestion({ title, answer: link.address, category }),
      likeness: Math.max(named, likeness(title, false)),
      start: index,
      end: index + 1,
    });
  }
  return candidates.length === 0 ? [] : [{ shape: 'list', level: 0, candidates }];
}

const linkText = String.raw`\[((?!https?:|!)(?:[^[\]]|\[[^[\]]*\])*)\]`;
const patterns = [
  String.raw`(?:[^[\]:：]{1,40}[:：]\s)?${linkText}\((https?:[^()\s]*)\)[.]?`,
  String.raw`([^|<>[\]]{1,120}?)\s?[:：]\s?\[[^[\]]*\]\((https?:[^()\s]*)\)`,
  String.raw`([^|<>[\]]{1,120}?)\s?[:：]?\s?<?(https?:\/\/[^\s<>]+)>?(?:\s(\([^()]*\)))?`,
].map(pattern => new RegExp(`^${pattern}$`));

/**
 * The name and the address, with a remark, of a line that is only these: `[Name](https://…)`,
 * `Name: https://…`, `Name https://… (a remark)`.
 */
export function linkedName(line: Line): { name: string; address: string } | undefined {
  const { mark, text, opaque } = line;
  if (opaque || !text.includes('://') || text.length > longestLine) return undefined;
  const words = (mark?.rest ?? text).trim();
  for (const pattern of patterns) {
    const [, name = '', address, remark = ''] = pattern.exec(words) ?? [];
    if (/\p{L}/u.test(name) && address !== undefined)
      return { name, address: `<${address}> ${remark}`.trimEnd() };
  }
  return undefined;
}
