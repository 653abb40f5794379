/** A question is a heading: `## Q`, `### 1. Q`, `1. ### Q`, `#### Q.` with the wording below. */
import { answerOf, hasAnswer } from '../body';
import { foundQuestion } from '../found';
import type { Line } from '../lines';
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, likeness, undress } from '../titles';

interface Heading {
  readonly line: number;
  readonly level: number;
  /** How many `<details>` enclose it: one in a folded answer ends no question outside. */
  readonly details: number;
  readonly title: string;
  readonly numbered: boolean;
  /** How likely its wording is a question. */
  readonly likeness: number;
  /** Where its answer begins. */
  readonly body: number;
}

/** The minimum likeness for taking a heading for a question at any level. */
const surely = 0.8;

/** One reading per level that has headings, and one of question-like headings at any level. */
export function* headingsShape(page: Page): Steps<Proposal[]> {
  const headings: Heading[] = [];
  for (const [index, line] of page.lines.entries()) {
    if (index % linesInStep === linesInStep - 1) yield;
    if (line.level > 0 && !page.passedOver.has(index)) headings.push(read(page.lines, index, line));
  }
  const levels = [...new Set(headings.map(({ level }) => level))];
  const proposals: Proposal[] = [];
  for (const level of levels) {
    const chosen = headings.filter(
      heading => heading.level === level && !isApparatus(heading.title),
    );
    const asking = withoutDividers(page, headings, chosen);
    proposals.push(yield* proposal('headings', level, page, headings, new Set(asking)));
  }
  const outermost = outermostQuestions(headings);
  if (new Set([...outermost].map(({ level }) => level)).size > 1) {
    proposals.push(yield* proposal('question-headings', 0, page, headings, outermost));
  }
  return proposals;
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
  return chosen.filter(heading => heading.likeness >= surely || hasText(heading));
}

function read(lines: readonly Line[], index: number, line: Line): Heading {
  const undressed = undress(line.heading);
  const numbered = undressed.numbered || line.mark?.number !== undefined;
  let { title } = undressed;
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
    title = undress(words.join(' ')).title;
  }
  return {
    line: index,
    level: line.level,
    details: line.details,
    title,
    numbered,
    likeness: likeness(title, numbered),
    body,
  };
}

/** The question-like headings that are not inside the section of another one. */
function outermostQuestions(headings: readonly Heading[]): Set<Heading> {
  const chosen = new Set<Heading>();
  let inside = Infinity;
  for (const heading of headings) {
    if (heading.level > inside) continue;
    inside = Infinity;
    if (heading.likeness >= surely) {
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
): Steps<Proposal> {
  const candidates: Candidate[] = [];
  const above: (string | undefined)[] = [];
  let depth = Infinity;
  for (const { details } of chosen) depth = Math.min(depth, details);
  let lines = 0;
  for (const [index, heading] of headings.entries()) {
    if (!chosen.has(heading)) {
      if (heading.details > depth) continue; // in a folded answer
      // A heading at the questions' own level divides them like a higher one.
      const isDivider = heading.level === level && !isApparatus(heading.title);
      const place = isDivider ? heading.level - 1 : heading.level;
      above.fill(undefined, place);
      above[place] = heading.title;
      continue;
    }
    let next = index + 1;
    while (next < headings.length && !ends(heading, headings[next], chosen)) next++;
    const end = headings[next]?.line ?? page.lines.length;
    const indent = page.lines[heading.line]?.mark?.width ?? 0;
    const answer = answerOf(page.lines, Math.min(heading.body, end), end, { indent });
    const category = above
      .slice(0, heading.level)
      .findLast(title => title !== undefined && title !== '');
    candidates.push({
      question: foundQuestion({ title: heading.title, answer, category: category ?? '' }),
      likeness: heading.likeness,
      lines: tellingLines(page, heading.line, end),
    });
    lines += end - heading.line;
    if (lines >= linesInStep) {
      lines = 0;
      yield;
    }
  }
  return { shape, level, candidates };
}

function ends(heading: Heading, next: Heading | undefined, chosen: ReadonlySet<Heading>): boolean {
  return (
    next !== undefined &&
    ((next.level <= heading.level && next.details <= heading.details) || chosen.has(next))
  );
}

/** How many lines from `start` to `end` a reading may explain. */
export function tellingLines({ telling }: Page, start: number, end: number): number {
  return (telling[end] ?? 0) - (telling[start] ?? 0);
}
