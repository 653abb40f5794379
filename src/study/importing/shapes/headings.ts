/** A question is a heading: `## Q`, `### 1. Q`, `1. ### Q`, `#### Q.` with the wording below. */
import { answerOf, hasAnswer } from '../body';
import { foundQuestion } from '../found';
import { keysTo, withKeys } from '../keyedAnswers';
import { readHeadings, widestGap, type Heading } from '../pageHeadings';
import { pastBlank } from '../lines';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, surely } from '../titles';

/**
 * One reading per level that has headings, one of question-like headings at any level, and one of
 * headings whose numbers go on while their level changes.
 */
export function* headingsShape(page: Page): Steps<Proposal[]> {
  const headings = yield* readHeadings(page);
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
    const taken = new Set([...asking, ...foldedBelow(page, headings, level)]);
    const all = new Set(headings.filter(one => taken.has(one)));
    proposals.push(yield* proposal('headings', level, page, headings, all, around));
  }
  const outermost = outermostQuestions(page, headings);
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

/** The least number of deeper headings, and the least share of them, whose answer is folded. */
const leastFolded = 3;
const mostFolded = 0.6;

/** The deeper headings of a level that all ask, most with a folded answer: more than a part of one. */
function foldedBelow(
  { lines }: Page,
  headings: readonly Heading[],
  level: number,
): readonly Heading[] {
  const deeper = headings.filter(one => one.level > level && one.details === 0);
  const own = deeper.filter(one => one.level === deeper[0]?.level);
  const isFolded = ({ body }: Heading) =>
    /^\s*<details/i.test(lines[pastBlank(lines, body)]?.text ?? '');
  const areDistinct = new Set(own.map(({ title }) => title)).size === own.length;
  return own.length >= leastFolded &&
    areDistinct &&
    own.every(one => one.likeness >= surely) &&
    own.filter(isFolded).length >= mostFolded * own.length
    ? own
    : [];
}

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
  const places = new Map(headings.map((heading, index) => [heading, index]));
  const isText = (at: number): boolean => {
    const end = headings[at + 1]?.line ?? page.lines.length;
    return hasAnswer(page.lines, Math.min(headings[at]?.body ?? end, end), end);
  };
  // Also below parts of an answer, which ask nothing.
  const hasText = (heading: Heading): boolean => {
    let at = places.get(heading) ?? 0;
    let isFound = isText(at);
    for (let part = headings[++at]; part && part.level > heading.level; part = headings[++at]) {
      if (isFound || part.likeness >= surely) break;
      isFound = isText(at);
    }
    return isFound;
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

/** The least share of questions of one level from which on those of another have a mark too few. */
const mostOfLevel = 0.8;

/**
 * The question-like headings that are not inside the section of another one. Where nearly all are of
 * one level, also below the others, those of this level with text are questions, too.
 */
function outermostQuestions({ lines }: Page, headings: readonly Heading[]): Set<Heading> {
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
  const [first] = chosen;
  const level = first?.level ?? 0;
  const own = [...chosen].filter(one => one.level === level).length;
  const isDeeper = [...chosen].some(one => one.level > level);
  if (isDeeper || own < leastNumbered || own < mostOfLevel * chosen.size || own === chosen.size)
    return chosen;
  return new Set(
    headings.filter((heading, at) => {
      if (chosen.has(heading)) return true;
      if (heading.level !== level || heading.isRepeated || isApparatus(heading.title)) return false;
      const end = headings[at + 1]?.line ?? lines.length;
      return heading.likeness >= surely || hasAnswer(lines, Math.min(heading.body, end), end);
    }),
  );
}

function* proposal(
  shape: 'headings' | 'question-headings',
  level: number,
  page: Page,
  headings: readonly Heading[],
  all: ReadonlySet<Heading>,
  remarks: ReadonlySet<Heading> = new Set(),
): Steps<Proposal> {
  const keys = keysTo(
    page,
    [...all].map(({ line }) => line),
  ).filter(({ answers }) => answers.size > 0);
  let [lines, known] = [0, 0];
  const chosen = new Set(
    [...all].filter(({ line }) => {
      while ((keys[known]?.end ?? Infinity) <= line) known++;
      return line < (keys[known]?.start ?? Infinity);
    }),
  );
  known = 0;
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
    while ((keys[known]?.start ?? Infinity) <= heading.line) known++;
    const end = Math.min(keys[known]?.start ?? Infinity, headings[next]?.line ?? page.lines.length);
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
  return { shape, level, candidates: withKeys(candidates, keys, page.lines) };
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
