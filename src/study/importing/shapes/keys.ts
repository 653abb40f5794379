/** Options below each question, and a line that names the right one by its number: `Right: 2`. */
import { foundQuestion } from '../found';
import { longestLine, type Line } from '../lines';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';

/** Words in any language, and a number, maybe with others: `Правильный ответ: 1 или (2 и 3)`. */
const keyLine =
  /^\s{0,8}(?:\*\*|__)?(\p{L}[\p{L}\s]{1,40}?)\s?(?:\*\*|__)?[:：](?:\*\*|__)?\s?(\(?\d{1,2}(?!\d).*)$/u;

/** The least number of lines with the same words, and the share of them below options. */
const leastKeys = 3;
const leastShare = 0.8;
/** No question has more options. */
const mostOptions = 20;

/** The words and the key of a line that names the right option. */
function keyOf(
  line: Line | undefined,
): { readonly words: string; readonly key: string } | undefined {
  if (!line || line.opaque || line.level > 0 || line.text.length > longestLine) return undefined;
  if (!line.text.includes(':') && !line.text.includes('：')) return undefined;
  const [, words, key] = keyLine.exec(line.text) ?? [];
  if (words === undefined || key === undefined) return undefined;
  return { words: words.toLowerCase(), key: key.replace(/(?:\*\*|__)$/, '').trim() };
}

export function* keysShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const counts = new Map<string, number>();
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const words = keyOf(lines[index])?.words;
    if (words !== undefined) counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const [words, count = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (count < leastKeys) return [];
  const candidates: Candidate[] = [];
  let category = '';
  /** The paragraphs since the last key or heading. */
  let paragraphs: string[][] = [];
  let start = 0;
  let isBlank = true;
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line || page.passedOver.has(index)) continue;
    const found = keyOf(line);
    if (line.level > 0 || found?.words === words) {
      const question = found && questionOf(paragraphs, found.key, line.text.trim());
      if (question) {
        const { title, numbered } = undress(question.title);
        candidates.push({
          question: foundQuestion({ ...question, title, category }),
          likeness: Math.max(surely, likeness(title, numbered)),
          start,
          end: index + 1,
        });
      }
      if (line.names) category = line.title;
      paragraphs = [];
      isBlank = true;
    } else if (line.text.trim() === '' && !line.opaque) isBlank = true;
    else {
      if (paragraphs.length === 0) start = index;
      if (isBlank) paragraphs.push([]);
      paragraphs.at(-1)?.push(line.opaque ? line.text : (line.mark?.rest ?? line.text).trim());
      isBlank = false;
    }
  }
  return candidates.length < leastShare * count ? [] : [{ shape: 'labels', level: 1, candidates }];
}

/** The question in paragraphs above a key; `undefined` if there are no options it could mean. */
function questionOf(
  paragraphs: readonly (readonly string[])[],
  key: string,
  text: string,
): { readonly title: string; readonly answer: string } | undefined {
  let [asked, options]: [readonly (readonly string[])[], readonly string[]] = [
    paragraphs.slice(0, -1),
    paragraphs.at(-1) ?? [],
  ];
  if (paragraphs.length === 1) [asked, options] = [[options.slice(0, 1)], options.slice(1)];
  else if (options.length === 1) {
    // Each option is a paragraph.
    let first = paragraphs.length - 1;
    while (first > 1 && paragraphs[first - 1]?.length === 1) first--;
    [asked, options] = [paragraphs.slice(0, first), paragraphs.slice(first).flat()];
  }
  const right = new Set((key.match(/\d{1,2}/g) ?? []).map(Number));
  const isFit = [...right].every(number => number >= 1 && number <= options.length);
  if (!isFit || options.length < 2 || options.length > mostOptions) return undefined;
  const [title = [], ...rest] = asked;
  const areNumbered = options.every((option, at) => numberOf(option) === at + 1);
  const items = options.map((option, at) => {
    const bare = areNumbered ? option.replace(/^\d{1,2}[.)]\s+/, '') : option;
    const safe = bare.replace(/^(?=[-+*#>])/, '\\');
    return right.has(at + 1) ? `- **${safe}** ✓` : `- ${safe}`;
  });
  const answer = [...rest.map(lines => lines.join('\n')), items.join('\n')];
  // "1 or (2 and 3)" says more than which are right.
  if (!/^\(?\d{1,2}\)?[.]?$/.test(key)) answer.push(text);
  return { title: title.join(' '), answer: answer.join('\n\n') };
}

function numberOf(option: string): number {
  return Number(/^(\d{1,2})[.)]\s/.exec(option)?.[1]);
}
