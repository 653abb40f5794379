/**
 * The headings of a page. Each is read from its lines: its wording, its number, where the text below
 * begins. Its neighbours then correct it: a level that its marks miss by one, a code that counts, a
 * topic of the question below. `shapes/headings.ts` chooses the ones that are questions.
 */
import { addTo } from './grouping';
import { hasAnswer } from './body';
import { longestLine, pastBlank, type Line } from './lines';
import { linesInStep, type Page } from './shape';
import type { Steps } from '../steps';
import { areDistinct } from './sharedMarks';
import { longAnswerWords } from './sides';
import { isApparatus, likeness, surely } from './titles';
import { undress } from './undress';

/** A heading, as its wording and its neighbours show it. */
export interface Heading {
  /** From 0. */
  readonly line: number;
  readonly level: number;
  /** How many `<details>` enclose it: one in a folded answer ends no question outside. */
  readonly details: number;
  readonly title: string;
  readonly numbered: boolean;
  readonly number: number | undefined;
  /** Whether it is called a question, as `### Question: Why?` is. */
  readonly named: boolean;
  /** References after its wording, which belong to the answer. */
  readonly cited: string;
  /** Whether it is repeated again and again with no text below: it asks nothing. */
  readonly isRepeated: boolean;
  /** How likely its wording is a question. */
  readonly likeness: number;
  /** Where its answer begins. */
  readonly body: number;
}

/** The likeness of a heading that only names what the question below it is about. */
const unlikely = 0.1;

/** Reads the headings of a page, in order; those in parts that are passed over are left out. */
export function* readHeadings(page: Page): Steps<readonly Heading[]> {
  const read: Heading[] = [];
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    if (line.level > 0 && !page.passedOver.has(index))
      read.push(readHeading(page.lines, index, line));
  }
  return withAnswers(
    withRepeated(
      page,
      withBareNumbers(
        withoutCodes(
          withTopics(
            page,
            withoutGroups(
              page,
              withRaised(page, withoutSlips(withParts(withUnmarked(page, withBold(page, read))))),
            ),
          ),
        ),
      ),
    ),
  );
}

const answerTitle = new RegExp(String.raw`^[^\p{L}]*(?:${longAnswerWords})[^\p{L}]*$`, 'iu');

/** The least number of headings of answers beside those of their questions. */
const leastBeside = 2;

/** With `### ✅ Answer` right below `### What?` one level deeper: it is a part of it. */
function withAnswers(headings: readonly Heading[]): readonly Heading[] {
  const names = ({ title }: Heading) => answerTitle.test(title);
  const beside = new Set(
    headings.filter((heading, at) => {
      const above = headings[at - 1];
      return above?.level === heading.level && names(heading) && !names(above);
    }),
  );
  if (beside.size < leastBeside) return headings;
  return headings.map(one => (beside.has(one) ? { ...one, level: one.level + 1 } : one));
}

/** A paragraph that is bold from end to end. */
const boldParagraph = /^ {0,3}\*\*(?=[^\s*])([^*]+)\*\*\s*$/;
/** The least number of those that ask, and of words in each: shorter ones may be parts of answers. */
const leastBold = 3;
const leastWords = 7;

/** With bold paragraphs between headings that ask, if all of these ask, too, in whole sentences. */
function withBold({ lines }: Page, headings: readonly Heading[]): readonly Heading[] {
  const all: Heading[] = [];
  const titles = new Set<string>();
  let known = 0;
  let level: number | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const heading = headings[known];
    if (index === heading?.line) {
      all.push(heading);
      known++;
    }
    if (!line || line.opaque || !line.text.includes('**') || line.text.length > longestLine)
      continue;
    const words = boldParagraph.exec(line.text)?.[1];
    if (words === undefined || (index > 0 && lines[index - 1]?.text.trim() !== '')) continue;
    const above = all.at(-1);
    if (!above || above.level !== (level ??= above.level)) return headings;
    if (titles.size === 0 && above.likeness < surely) return headings;
    const own = readHeading(lines, index, { ...line, level, heading: words });
    if (own.likeness < surely || own.title.split(' ').length < leastWords) return headings;
    if (titles.has(own.title) || !hasAnswer(lines, above.body, index)) return headings;
    titles.add(own.title);
    all.push(own);
  }
  return titles.size < leastBold ? headings : all;
}

/** The least number of questions without marks, where no heading goes on counting below them. */
const leastUnmarked = 2;

/** With `6. Why?` between `## 5. What?` and `## 7. When?`, whose marks are missing, or some at the end. */
function withUnmarked({ lines }: Page, headings: readonly Heading[]): readonly Heading[] {
  return headings.flatMap((heading, at) => {
    const { number, level, body } = heading;
    if (number === undefined) return [heading];
    const below = headings[at + 1];
    const found: Heading[] = [];
    for (let index = body; index < (below?.line ?? lines.length); index++) {
      const line = lines[index];
      if (line?.opaque !== false || line.mark?.indent !== 0 || line.mark.number === undefined)
        continue;
      // In a list of its own it is a part of the answer.
      if (line.mark.number !== number + found.length + 1) return [heading];
      found.push(readHeading(lines, index, { ...line, level, heading: line.mark.rest }));
    }
    const isBetween = below?.level === level && below.number === number + found.length + 1;
    const areAsked = found.every(({ likeness }) => likeness >= surely);
    return areAsked && (isBetween || found.length >= leastUnmarked)
      ? [heading, ...found]
      : [heading];
  });
}

function readHeading(lines: readonly Line[], index: number, line: Line): Heading {
  const undressed = undress(withoutPictures(line.heading));
  const number = undressed.number ?? line.mark?.number;
  const numbered = undressed.numbered || number !== undefined;
  let { title, cited = '' } = undressed;
  let body = index + 1;
  if (
    lines[body] &&
    /^ {0,3}(?:=+|-+)\s*$/.test(lines[body]?.text ?? '') &&
    !line.text.includes('#')
  )
    body++;
  if (title === '') {
    // "#### Q." or "### 12": the wording is the paragraph below.
    body = pastBlank(lines, body);
    const words: string[] = [];
    for (; body < lines.length; body++) {
      const below = lines[body];
      if (!below || below.text.trim() === '' || below.opaque || below.level > 0 || below.mark)
        break;
      words.push(below.text.trim());
    }
    ({ title, cited = '' } = undress(words.join(' ')));
  }
  const below = lines[body];
  // A wording may go on below, further in.
  if (
    /^ {2,8}[^\s>|].*[?？]\s*$/.test(below?.text.slice(0, longestLine) ?? '') &&
    below?.opaque === false &&
    below.level === 0 &&
    below.mark === undefined &&
    /[^?？!.。:：]$/.test(title)
  ) {
    title += ` ${below.text.trim()}`;
    body++;
  }
  return {
    line: index,
    level: line.level,
    details: line.details,
    title,
    numbered,
    number,
    named: undressed.named === true,
    cited,
    isRepeated: false,
    likeness: Math.max(undressed.named && title !== '' ? surely : 0, likeness(title, numbered)),
    body,
  };
}

/** `Question 3 💻` has its wording below, as `Question 3` has. */
function withoutPictures(heading: string): string {
  const found = decorated.exec(heading.slice(0, longestLabel));
  return found && heading.length <= longestLabel ? heading.slice(0, found.index) : heading;
}

/** A longer heading, in characters, has words. */
const longestLabel = 40;
const decorated = /(?<=^\D{1,30}\d{1,4})(?:\s?[\p{Extended_Pictographic}\uFE0F\u200D]){1,8}$/u;

/** With `#### 1-2. Why?` at the level of `### 1. What?`, which it asks more about. */
function withParts(headings: readonly Heading[]): readonly Heading[] {
  /** The last heading of each level. */
  const last: Heading[] = [];
  return headings.map(heading => {
    last[heading.level] = heading;
    const whole = last[heading.level - 1];
    const [mark = '', number] = /^(\d{1,3})[-.]\d{1,2}[.)]?\s+/.exec(heading.title) ?? [];
    const title = heading.title.slice(mark.length);
    return Number(number) === whole?.number &&
      whole.likeness >= surely &&
      likeness(title, true) >= surely
      ? { ...heading, level: whole.level, title, numbered: true, likeness: surely }
      : heading;
  });
}

/** With `### 2.` between `#### 1.` and `#### 3.` at their level, which its marks miss by one. */
function withoutSlips(headings: readonly Heading[]): readonly Heading[] {
  return headings.map((heading, at) => {
    const [above, below] = [headings[at - 1], headings[at + 1]];
    const { number = NaN, level } = heading;
    return above?.number === number - 1 &&
      below?.number === number + 1 &&
      above.level === below.level &&
      Math.abs(level - above.level) === 1
      ? { ...heading, level: above.level }
      : heading;
  });
}

/**
 * Headings right below their category that skip a level which others in it have: in `# Tests`, the
 * first are `### Unit tests` and the next `## Why?`.
 */
function withRaised({ lines }: Page, headings: readonly Heading[]): readonly Heading[] {
  const raised = new Set<number>();
  /** The category, and how many headings below it skip a level. */
  let [top, skipping] = [0, 0];
  for (let at = 1; at <= headings.length; at++) {
    const [before, own] = [headings[at - 1], headings[at]];
    if (!before || !own) continue;
    const least = headings[top]?.level ?? 0;
    if (own.level === least + 2 && at === top + skipping + 1) skipping++;
    else {
      const asks = (headings[top]?.likeness ?? 1) >= surely;
      const isBack = own.level === least + 1 && skipping > 1 && top > 0 && !asks;
      for (let up = top + 1; isBack && up < at; up++) raised.add(up);
      [top, skipping] = [at, 0];
    }
  }
  const isText = (at: number) =>
    hasAnswer(lines, headings[at]?.body ?? 0, headings[at + 1]?.line ?? 0);
  return headings.map((heading, at) =>
    raised.has(at) && !isApparatus(heading.title) && isText(at)
      ? { ...heading, level: heading.level - 1 }
      : heading,
  );
}

/** The least number of terms by whose level groups are told from them. */
const leastTerms = 3;

/**
 * Where the terms of some sections are `### Stack` and those of others `#### Quicksort` in groups
 * such as `### Sorting`, which say nothing: all terms at one level.
 */
function withoutGroups({ lines }: Page, headings: readonly Heading[]): readonly Heading[] {
  const isText = (at: number) => {
    const end = headings[at + 1]?.line ?? lines.length;
    return hasAnswer(lines, Math.min(headings[at]?.body ?? 0, end), end);
  };
  for (const level of [2, 3, 4]) {
    /** For each heading, the one that it is below. */
    const sections: number[] = [];
    const groups = new Set<number>();
    const terms: number[] = [];
    for (const [at, heading] of headings.entries()) {
      const section = heading.level < level ? at : (sections.at(-1) ?? -1);
      sections.push(section);
      if (heading.level !== level) continue;
      const isGroup =
        headings[at + 1]?.level === level + 1 && heading.likeness < surely && !isText(at);
      if (isGroup) groups.add(section);
      else terms.push(at);
    }
    const others = new Set(terms.map(at => sections[at]));
    if (groups.size === 0 || terms.filter(isText).length < leastTerms) continue;
    if ([...groups].some(section => others.has(section))) continue;
    const isRaised = (own: number, at: number) => own >= level && !others.has(sections[at]);
    const parts = headings.flatMap(({ level: own, title }, at) =>
      own === level + 1 && isRaised(own, at) ? [isText(at) ? title : ''] : [],
    );
    // Those that come again are parts of an answer.
    if (new Set(parts).size < parts.length) continue;
    return headings.map((heading, at) => {
      if (!isRaised(heading.level, at)) return heading;
      const isGroup = heading.level === level;
      const likely = isGroup ? Math.min(heading.likeness, unlikely) : heading.likeness;
      return { ...heading, level: heading.level - 1, likeness: likely };
    });
  }
  return headings;
}

/**
 * `### Question (one is right):` without a wording has that of the heading above; with one, the
 * heading above asks nothing itself.
 */
function withTopics({ lines }: Page, headings: readonly Heading[]): readonly Heading[] {
  const isTopic = (above: Heading | undefined, { line, level, named }: Heading) =>
    named &&
    above !== undefined &&
    above.level < level &&
    !above.named &&
    !hasAnswer(lines, Math.min(above.body, line), line);
  return headings.map((heading, index) => {
    const [above, below] = [headings[index - 1], headings[index + 1]];
    if (heading.title === '' && above && isTopic(above, heading))
      return { ...heading, title: above.title, likeness: Math.max(surely, above.likeness) };
    return below && isTopic(heading, below)
      ? { ...heading, likeness: Math.min(heading.likeness, unlikely) }
      : heading;
  });
}

/** How often a heading without text is repeated before it is taken for a divider. */
const leastRepeated = 3;

/** Marks the headings that are repeated without any text below. */
function withRepeated(page: Page, headings: readonly Heading[]): readonly Heading[] {
  const counts = new Map<string, number>();
  for (const { title } of headings) counts.set(title, (counts.get(title) ?? 0) + 1);
  if (![...counts.values()].some(count => count >= leastRepeated)) return headings;
  const empty = new Map<string, number>();
  for (const [index, { title, body }] of headings.entries()) {
    if ((counts.get(title) ?? 0) < leastRepeated) continue;
    const end = headings[index + 1]?.line ?? page.lines.length;
    if (!hasAnswer(page.lines, Math.min(body, end), end))
      empty.set(title, (empty.get(title) ?? 0) + 1);
  }
  return headings.map(heading =>
    (empty.get(heading.title) ?? 0) >= leastRepeated ? { ...heading, isRepeated: true } : heading,
  );
}

/** `S001`, `Q-12`, `FE_3:`, `DOC-001 —` before a wording. */
const code = /^(\p{Lu}{1,4}[-_]?)(\d{1,5})(?:[.:：)]|\s[-–—])?\s+(?=\S)/u;

/** The least number of headings of a level that count by codes. */
const leastCodes = 3;

/** Without the codes that count the headings of a level: `### S001 What?`, `### S002 Why?`. */
function withoutCodes(headings: readonly Heading[]): readonly Heading[] {
  const byLevel = new Map<number, { count: number; last: Map<string, number> }>();
  const others = new Set<number>();
  for (const { title, level } of headings) {
    const [, letters, digits] = code.exec(title) ?? [];
    if (letters === undefined) {
      others.add(level);
      continue;
    }
    const found = byLevel.get(level) ?? { count: 0, last: new Map<string, number>() };
    byLevel.set(level, found);
    const step = Number(digits) - (found.last.get(letters) ?? 0);
    // `E404` names what it is about.
    if (Number(digits) !== 1 && (step < 1 || step > widestGap)) others.add(level);
    found.count++;
    found.last.set(letters, Number(digits));
  }
  const counted = [...byLevel].filter(
    ([level, { count }]) => count >= leastCodes && !others.has(level),
  );
  const levels = new Set(counted.map(([level]) => level));
  if (levels.size === 0) return headings;
  const bare: string[] = [];
  const without = headings.map(heading => {
    const found = levels.has(heading.level) ? code.exec(heading.title) : null;
    if (!found) return heading;
    const { title } = undress(heading.title.slice(found[0].length));
    bare.push(title);
    const likely = Math.max(heading.likeness, likeness(title, true));
    return { ...heading, title, number: Number(found[2]), numbered: true, likeness: likely };
  });
  return areDistinct(bare) ? without : headings;
}

/**
 * Headings of a level that count on without a stop: `## 1 Sessions`, `## 1.2 Cookies`; also one that
 * asks among others that have it.
 */
function withBareNumbers(headings: readonly Heading[]): readonly Heading[] {
  const bare = /^(\d{1,3}(?:\.\d{1,3}){0,3})\.?\s+(?=\D)/;
  const byLevel = new Map<number, string[]>();
  const stopped = new Map<number, number[]>();
  const slips = new Set<Heading>();
  for (const heading of headings) {
    const { title, level, number: own } = heading;
    const counted = stopped.get(level) ?? [];
    stopped.set(level, counted);
    if (own !== undefined) counted.push(own);
    const [mark = '', number] = bare.exec(title) ?? [];
    if (number === undefined) continue;
    const step = counted.length < leastCounted ? 0 : Number(number) - (counted.at(-1) ?? 0);
    const isNext = own === undefined && step > 0 && step <= mostMissing;
    if (isNext && likeness(title.slice(mark.length), false) >= surely) slips.add(heading);
    addTo(byLevel, level, number);
  }
  const counting = new Set<number>();
  for (const [level, numbers] of byLevel) {
    const steps = numbers.filter(
      (number, index) => index > 0 && isNext(number, numbers[index - 1] ?? ''),
    );
    if (steps.length >= 2 && steps.length * 2 >= numbers.length) counting.add(level);
  }
  if (counting.size === 0 && slips.size === 0) return headings;
  return headings.map(heading => {
    const found =
      counting.has(heading.level) || slips.has(heading) ? bare.exec(heading.title) : null;
    if (!found) return heading;
    const { title } = undress(heading.title.slice(found[0].length));
    const number = Number(found[1]?.split('.').at(-1));
    return { ...heading, title, number, numbered: true, likeness: likeness(title, true) };
  });
}

/** The least number of headings with a stop behind their number, and how much higher the next is. */
const leastCounted = 5;
const mostMissing = 10;

/** Whether `1.2.4` comes soon after `1.2.3`, or begins a part, as `1.3.1` does. */
function isNext(number: string, before: string): boolean {
  const [own, last] = [number, before].map(text => text.split('.').map(Number));
  const step = (own?.at(-1) ?? 0) - (last?.at(-1) ?? 0);
  const isSamePart = own?.slice(0, -1).join('.') === last?.slice(0, -1).join('.');
  return isSamePart
    ? (step > 0 && step <= widestGap) || own?.at(-1) === 1
    : own?.length === last?.length;
}

/** A number may be missing here and there, not a dozen of them. */
export const widestGap = 4;
