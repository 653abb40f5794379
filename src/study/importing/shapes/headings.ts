/** A question is a heading: `## Q`, `### 1. Q`, `1. ### Q`, `#### Q.` with the wording below. */
import { answerOf, hasAnswer } from '../body';
import { foundQuestion } from '../found';
import { longestLine, type Line } from '../lines';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, likeness, surely, undress } from '../titles';

interface Heading {
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

/**
 * One reading per level that has headings, one of question-like headings at any level, and one of
 * headings whose numbers go on while their level changes.
 */
export function* headingsShape(page: Page): Steps<Proposal[]> {
  const read: Heading[] = [];
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    if (line.level > 0 && !page.passedOver.has(index))
      read.push(readHeading(page.lines, index, line));
  }
  const headings = withRepeated(
    page,
    withBareNumbers(
      withoutCodes(withTopics(page, withRaised(page, withoutSlips(withParts(read))))),
    ),
  );
  const levels = [...new Set(headings.map(({ level }) => level))];
  const proposals: Proposal[] = [];
  for (const level of levels) {
    const own = headings.filter(heading => heading.level === level);
    const depth = own.reduce((least, { details }) => Math.min(least, details), Infinity);
    const chosen = own.filter(
      ({ isRepeated, title, details, likeness }) =>
        // Deeper in, it is a part of a folded answer.
        !isRepeated && !isApparatus(title) && (details === depth || likeness >= surely),
    );
    const asking = withoutDividers(page, headings, chosen);
    const around = new Set([...aroundNumbered(asking), ...aboveLinks(page, headings, asking)]);
    proposals.push(yield* proposal('headings', level, page, headings, new Set(asking), around));
  }
  const outermost = outermostQuestions(headings);
  if (new Set([...outermost].map(({ level }) => level)).size > 1) {
    proposals.push(yield* proposal('question-headings', 0, page, headings, outermost));
  }
  const sequence = inSequence(headings);
  if (
    new Set([...sequence].map(({ level }) => level)).size > 1 ||
    (sequence.size >= leastNumbered && isWithin(headings, sequence))
  ) {
    proposals.push(yield* proposal('question-headings', 1, page, headings, sequence));
  }
  return proposals;
}

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

/** `S001`, `Q-12`, `FE_3:` before a wording. */
const code = /^(\p{Lu}{1,4}[-_]?)(\d{1,5})[.:：)]?\s+(?=\S)/u;

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
  return headings.map(heading => {
    const found = levels.has(heading.level) ? code.exec(heading.title) : null;
    if (!found) return heading;
    const title = heading.title.slice(found[0].length);
    const likely = Math.max(heading.likeness, likeness(title, true));
    return { ...heading, title, number: Number(found[2]), numbered: true, likeness: likely };
  });
}

/** Headings of a level that count on without a stop: `## 1 Sessions`, `## 1.2 Cookies`. */
function withBareNumbers(headings: readonly Heading[]): readonly Heading[] {
  const bare = /^(\d{1,3}(?:\.\d{1,3}){0,3})\.?\s+(?=\D)/;
  const byLevel = new Map<number, string[]>();
  for (const { title, level } of headings) {
    const number = bare.exec(title)?.[1];
    if (number === undefined) continue;
    const numbers = byLevel.get(level);
    if (numbers) numbers.push(number);
    else byLevel.set(level, [number]);
  }
  const counting = new Set<number>();
  for (const [level, numbers] of byLevel) {
    const steps = numbers.filter(
      (number, index) => index > 0 && isNext(number, numbers[index - 1] ?? ''),
    );
    if (steps.length >= 2 && steps.length * 2 >= numbers.length) counting.add(level);
  }
  if (counting.size === 0) return headings;
  return headings.map(heading => {
    const found = counting.has(heading.level) ? bare.exec(heading.title) : null;
    if (!found) return heading;
    const title = heading.title.slice(found[0].length);
    const number = Number(found[1]?.split('.').at(-1));
    return { ...heading, title, number, numbered: true, likeness: likeness(title, true) };
  });
}

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
const widestGap = 4;

/** The headings whose numbers go on from the first, at any level. */
function inSequence(headings: readonly Heading[]): ReadonlySet<Heading> {
  const chosen = new Set<Heading>();
  let last: number | undefined;
  for (const heading of headings) {
    const { number, title, isRepeated } = heading;
    if (number === undefined || title === '' || isRepeated) continue;
    if (last !== undefined && (number <= last || number > last + widestGap)) continue;
    chosen.add(heading);
    last = number;
  }
  return chosen;
}

/** Whether headings without a number, of the level of those that count, are between them. */
function isWithin(headings: readonly Heading[], counted: ReadonlySet<Heading>): boolean {
  let last: Heading | undefined;
  let isParted = false;
  for (const heading of headings) {
    if (counted.has(heading)) {
      if (isParted) return true;
      last = heading;
    } else if (!heading.numbered && heading.level === last?.level) isParted = true;
  }
  return false;
}

/** If most headings of a level ask, those that neither ask nor have text divide the others. */
function withoutDividers(
  page: Page,
  headings: readonly Heading[],
  chosen: readonly Heading[],
): readonly Heading[] {
  const next = new Map(headings.map((heading, index) => [heading, headings[index + 1]]));
  const hasText = (heading: Heading): boolean => {
    const end = next.get(heading)?.line ?? page.lines.length;
    return hasAnswer(page.lines, Math.min(heading.body, end), end);
  };
  const sure = chosen.filter(one => one.likeness >= surely);
  if (sure.length * 2 < chosen.length || sure.length === chosen.length) return chosen;
  // If the questions have no answers yet, a heading that does not read like one counts too.
  if (sure.filter(hasText).length < 0.8 * sure.length) return chosen;
  // If the questions are numbered, a numbered heading is a question, not a divider.
  const areNumbered = sure.filter(({ number }) => number !== undefined).length >= 0.8 * sure.length;
  return chosen.filter(
    heading =>
      heading.likeness >= surely ||
      hasText(heading) ||
      (areNumbered && heading.number !== undefined),
  );
}

/** The least number of questions with a number, and their least share, for one without to stand out. */
const leastNumbered = 5;
const mostNumbered = 0.8;

/** The headings before the first numbered question and after the last that neither count nor ask. */
function aroundNumbered(chosen: readonly Heading[]): ReadonlySet<Heading> {
  const hasNumber = ({ numbered }: Heading) => numbered;
  const count = chosen.filter(hasNumber).length;
  if (count < leastNumbered || count < mostNumbered * chosen.length) return new Set();
  const [first, last] = [chosen.findIndex(hasNumber), chosen.findLastIndex(hasNumber)];
  return new Set(
    chosen.filter((heading, index) => (index < first || index > last) && heading.likeness < surely),
  );
}

/** The share of headings that ask from which on one above links alone is none of them. */
const mostAsking = 0.75;

/** The headings before the first that asks and after the last with only links elsewhere below. */
function aboveLinks(
  { lines, passedOver }: Page,
  headings: readonly Heading[],
  chosen: readonly Heading[],
): readonly Heading[] {
  const asks = (heading: Heading) => heading.likeness >= surely;
  if (chosen.filter(asks).length < mostAsking * chosen.length) return [];
  const [first, last] = [chosen.findIndex(asks), chosen.findLastIndex(asks)];
  const outer = new Set(
    chosen.filter(({ numbered }, index) => !numbered && (index < first || index > last)),
  );
  return headings.filter((heading, index) => {
    if (!outer.has(heading)) return false;
    const { body } = heading;
    const end = headings[index + 1]?.line ?? lines.length;
    let links = 0;
    for (let at = body; at < end; at++) {
      if (passedOver.has(at)) links++;
      else if (hasAnswer(lines, at, at + 1)) return false;
    }
    return links > 0;
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
    while (body < lines.length && lines[body]?.text.trim() === '') body++;
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

/** The question-like headings that are not inside the section of another one. */
function outermostQuestions(headings: readonly Heading[]): Set<Heading> {
  const chosen = new Set<Heading>();
  let inside = Infinity;
  for (const heading of headings) {
    if (heading.level > inside) continue;
    inside = Infinity;
    if (heading.likeness >= surely && !heading.isRepeated) {
      chosen.add(heading);
      inside = heading.level;
    }
  }
  return chosen;
}

function* proposal(
  shape: 'headings' | 'question-headings',
  level: number,
  page: Page,
  headings: readonly Heading[],
  chosen: ReadonlySet<Heading>,
  remarks: ReadonlySet<Heading> = new Set(),
): Steps<Proposal> {
  const candidates: Candidate[] = [];
  const above: (string | undefined)[] = [];
  const isSequence = shape === 'question-headings' && level === 1;
  const ends = ({ level: own, details }: Heading, at: number): boolean => {
    const next = headings[at];
    if (!next || chosen.has(next)) return next !== undefined;
    if (next.level > own || next.details > details) return false;
    // Where levels change at random, a heading of the same level with text may be in the answer.
    if (!isSequence || next.level < own || next.isRepeated) return true;
    const end = headings[at + 1]?.line ?? page.lines.length;
    return !hasAnswer(page.lines, Math.min(next.body, end), end);
  };
  let depth = Infinity;
  for (const { details } of chosen) depth = Math.min(depth, details);
  let lines = 0;
  /** The first heading after the answer that was read last. */
  let outside = 0;
  for (const [index, heading] of headings.entries()) {
    if (!chosen.has(heading)) {
      if (index < outside || heading.details > depth || heading.isRepeated) continue;
      // A heading at the questions' own level divides them like a higher one.
      // One with a number is a part of the list, and one around a link is about another page.
      const names =
        (heading.numbered || !isApparatus(heading.title)) && !heading.title.includes('](http');
      const place = heading.level === level && names ? heading.level - 1 : heading.level;
      above.fill(undefined, place);
      if (names) above[place] = heading.title;
      continue;
    }
    let next = index + 1;
    while (next < headings.length && !ends(heading, next)) next++;
    outside = next;
    const end = headings[next]?.line ?? page.lines.length;
    const indent = page.lines[heading.line]?.mark?.width ?? 0;
    const text = answerOf(page.lines, Math.min(heading.body, end), end, { indent });
    const answer = [text, heading.cited].filter(part => part !== '').join('\n\n');
    const category = above
      .slice(0, heading.level)
      .findLast(title => title !== undefined && title !== '');
    candidates.push({
      question: foundQuestion({ title: heading.title, answer, category: category ?? '' }),
      likeness: hasRightOption(text) ? Math.max(surely, heading.likeness) : heading.likeness,
      start: heading.line,
      end,
      ...(remarks.has(heading) ? { isRemark: true } : {}),
    });
    lines += end - heading.line;
    if (lines >= linesInStep) {
      lines = 0;
      yield;
    }
  }
  return { shape, level, candidates };
}

/** Whether an answer has options of which one is right, before any heading of its own. */
function hasRightOption(answer: string): boolean {
  if (!answer.includes('✓')) return false;
  const heading = answer.search(/^#{1,6}\s/m);
  const own = heading === -1 ? answer : answer.slice(0, heading);
  // A list of what has been learnt already.
  if (/^[ \t]{0,8}[-*+][ \t].*[?？](?:\*\*)?(?: ✓)?[ \t]*$/m.test(own)) return false;
  return /^[ \t]{0,8}(?:[-*+][ \t].*✓|\*\*✓\*\*)[ \t]*$/m.test(own);
}
