/**
 * Completes the best reading of a page with what others find where it has nothing: one section may
 * have folded answers, the next a plain list. A section goes from one heading to the next; what is
 * taken there must ask, and must be no part of an answer.
 */
import type { Steps } from '../steps';
import type { ShapeName } from './found';
import { showsNoWords } from './passedOver';
import { tellingLines, type Candidate, type Page, type Proposal } from './shape';
import { lettersOf, surely } from './titles';
import { addTo } from './grouping';

/** The least number of questions in a section for which another reading is taken. */
export const leastInSection = 3;

/** Shapes that may be mixed with another: one section has folded answers, the next a plain list. */
const mixed = new Set<ShapeName>([
  ...(['list', 'numbers', 'bold', 'details', 'labels', 'flashcards', 'table'] as const),
]);

/** The share of a table's rows that ask if it is mixed with another shape. */
const mostRows = 0.75;

/** What the best reading has from one heading to the next. */
interface Section {
  /** Its first line, that of its heading. */
  readonly start: number;
  /** Whether something there asks. */
  asks: boolean;
  /** Whether there are questions, also those that another reading added. */
  isTaken: boolean;
  /** A heading that may be no question but a category. */
  topic?: Candidate;
  /** What is there if nothing asks: another shape may have questions there. */
  readonly weak: Candidate[];
}

/** The sections of a page, the first without a heading, and for each line its section's number. */
function sectionsOf({ lines }: Page): {
  readonly sections: readonly Section[];
  readonly numbers: Uint32Array;
} {
  const section = (start: number): Section => ({ start, asks: false, isTaken: false, weak: [] });
  const sections = [section(-1)];
  const numbers = new Uint32Array(lines.length);
  for (let index = 0; index < lines.length; index++) {
    if ((lines[index]?.level ?? 0) > 0) sections.push(section(index));
    numbers[index] = sections.length - 1;
  }
  return { sections, numbers };
}

/**
 * The reading with the questions that others find in sections where it has none, or only a heading
 * that does not ask. A section goes from one heading to the next, and all that is found there must
 * ask, of a table most.
 */
export function* completed(
  best: Proposal,
  others: readonly Proposal[],
  page: Page,
): Steps<Proposal> {
  const { sections, numbers } = sectionsOf(page);
  if (sections.length === 1) return best;
  yield;
  const sectionAt = (line: number) => sections[numbers[line] ?? 0];
  const sectionsIn = ({ start, end }: Candidate) =>
    sections.slice(numbers[start], (numbers[Math.max(start, end - 1)] ?? sections.length - 1) + 1);
  let asking = 0;
  for (const one of best.candidates) {
    if (one.likeness < surely) continue;
    asking++;
    for (const section of sectionsIn(one)) section.asks = true;
  }
  // Where most items are not questions, a heading that is one, such as "Why this list?", is about the page.
  const areAsking = asking * 2 >= best.candidates.length;
  const known = new Set<string>();
  for (const one of best.candidates) {
    const own = sectionsIn(one);
    const only = own.length === 1 ? own[0] : undefined;
    const isHeading = (page.lines[one.start]?.level ?? 0) > 0;
    if (only && one.likeness < surely && asking > 0 && isHeading) only.topic = one;
    else if (only && asking >= leastInSection && !only.asks) only.weak.push(one);
    else {
      known.add(one.question.title.toLowerCase());
      for (const section of own) section.isTaken = true;
    }
  }
  /** Where questions are last answered in sections of this reading, by their wording. */
  const answered = new Map<string, number>();
  for (const { candidates } of others) {
    yield;
    for (const { question, start } of candidates) {
      const section = sectionAt(start);
      if (question.answer === '' || !(section?.isTaken || section?.topic)) continue;
      const wording = question.title.toLowerCase();
      answered.set(wording, Math.max(start, answered.get(wording) ?? 0));
    }
  }
  // One in a table of contents comes again below, maybe within the answer of a heading.
  const isNew = ({ question, start }: Candidate) => {
    const wording = question.title.toLowerCase();
    if (known.has(wording)) return false;
    return question.answer !== '' || (answered.get(wording) ?? 0) <= start;
  };
  /** Whether a section has nothing but these, which have answers, below its heading. */
  const isWhole = ({ start, topic, weak }: Section, found: readonly Candidate[], head: number) => {
    if (!areAsking || topic || weak.length > 0) return false;
    if (found.some(({ question }) => question.answer === '')) return false;
    const end = sections[(numbers[start + 1] ?? 0) + 1]?.start ?? page.lines.length;
    const lines = found.reduce((sum, one) => sum + tellingLines(page, one.start, one.end), 0);
    return lines + head === tellingLines(page, start + 1, end);
  };
  const more: Candidate[] = [];
  const categories = new Set<Candidate>();
  let isUnlike: ReturnType<typeof unlike> | undefined;
  for (const { shape, candidates } of others) {
    yield;
    if (shape === 'headings') {
      const isFree = (one: Candidate) => {
        if (one.likeness < surely || (one.question.answer !== '' && !areAsking)) return false;
        const [section, ...further] = sectionsIn(one);
        const isOpen = section?.isTaken === false && !section.topic && further.length === 0;
        return isOpen && !known.has(one.question.title.toLowerCase());
      };
      for (const run of runsOf(candidates, isFree)) {
        more.push(...run);
        for (const one of run) for (const section of sectionsIn(one)) section.isTaken = true;
      }
    }
    if (!mixed.has(shape)) continue;
    const bySection = new Map<Section, Candidate[]>();
    for (const candidate of candidates) {
      const section = sectionAt(candidate.start);
      if (!section || section.isTaken) continue;
      addTo(bySection, section, candidate);
    }
    for (const [section, found] of bySection) {
      const isTable = shape === 'table';
      const asked = found.filter(({ likeness }) => likeness >= surely).length;
      if (found.length < leastInSection && !isWhole(section, found, isTable ? 2 : 0)) continue;
      if (asked < (isTable ? mostRows : 1) * found.length) continue;
      if (isTable && arePlanned(found, page)) continue;
      const { topic, weak } = section;
      const [first] = found;
      // Words above or below its items are an answer, which the items belong to.
      const isTold =
        topic &&
        first &&
        (hasWords(page, topic.start + 1, first.start) ||
          hasWords(page, found.at(-1)?.end ?? topic.end, topic.end));
      if (isTable ? topic && isAnswer(found, topic, page) : isTold) continue;
      const added = found.filter(isNew);
      // A list that repeats the questions is a table of contents; without links it may have more.
      if (added.length * 2 <= found.length) {
        isUnlike ??= unlike(best.candidates);
        const isOpen = isUnlike;
        const end = found.at(-1)?.end ?? 0;
        const isLinked = page.lines
          .slice(section.start + 1, end)
          .some(({ text }) => text.includes(']('));
        const open = isLinked ? [] : added.filter(one => one.question.answer === '' && isOpen(one));
        more.push(...open);
        section.isTaken ||= open.length > 0;
        continue;
      }
      more.push(...added);
      if (topic) categories.add(topic);
      for (const one of weak)
        if (added.some(({ start, end }) => start < one.start && one.start < end))
          categories.add(one);
      section.isTaken = true;
    }
  }
  if (more.length === 0) return best;
  const kept = best.candidates.filter(one => !categories.has(one));
  return { ...best, candidates: [...kept, ...more].sort((a, b) => a.start - b.start) };
}

/** The least number of words that two wordings begin with in common if they are one. */
const leastWords = 4;

/** Whether a wording is none of these, cut or with more words behind it. */
function unlike(all: readonly Candidate[]): (one: Candidate) => boolean {
  const startsOf = ({ question }: Candidate) => {
    const words = lettersOf(question.title).split(' ');
    return words.map((_, at) => words.slice(0, at + 1).join(' ')).slice(leastWords - 1);
  };
  const wholeOf = ({ question }: Candidate) => lettersOf(question.title);
  const [wholes, starts] = [new Set(all.map(wholeOf)), new Set(all.flatMap(startsOf))];
  return one =>
    !starts.has(wholeOf(one)) &&
    !wholes.has(wholeOf(one)) &&
    !startsOf(one).some(start => wholes.has(start));
}

/** Whether lines that a reading may explain have words: no rule, no picture alone. */
function hasWords(page: Page, start: number, end: number): boolean {
  // Fast path: most have none.
  if (tellingLines(page, start, end) === 0) return false;
  const isTold = (line: number) => tellingLines(page, line, line + 1) > 0;
  return page.lines.slice(start, end).some((line, at) => isTold(start + at) && !showsNoWords(line));
}

/**
 * Whether a table whose rows ask is an answer all the same: its topic has more than its rows and
 * head, or a row has more than its question has, as where two terms are compared.
 */
function isAnswer(rows: readonly Candidate[], topic: Candidate, page: Page): boolean {
  if (tellingLines(page, topic.start + 1, topic.end) > rows.length + 2) return true;
  return rows.some(({ question: { answer, hint, category }, start }) => {
    const row = page.lines[start]?.text.replace(/^\s*\|?\s*q?[^|\p{L}]*\|/iu, '') ?? '';
    const cells = row.split(/(?<!\\)\|/).filter(cell => cell.trim() !== '');
    const own = [answer, hint, category === topic.question.title ? '' : category];
    return cells.length > 1 + own.filter(one => one !== '').length;
  });
}

/** Whether as many rows beside these lead to their answers: then these are still to be written. */
function arePlanned(rows: readonly Candidate[], { passedOver }: Page): boolean {
  let linked = 0;
  for (const [at, { start, end }] of rows.entries()) {
    if (at === 0) for (let line = start - 1; passedOver.has(line); line--) linked++;
    for (let line = end; passedOver.has(line) && line !== rows[at + 1]?.start; line++) linked++;
  }
  return linked >= rows.length;
}

/** Questions as headings of one level, at least three after another. */
function runsOf(
  candidates: readonly Candidate[],
  isFree: (candidate: Candidate) => boolean,
): readonly (readonly Candidate[])[] {
  const runs: Candidate[][] = [[]];
  for (const one of candidates) {
    const run = runs.at(-1) ?? [];
    if (!isFree(one)) runs.push([]);
    else if (run.length === 0 || run.at(-1)?.end === one.start) run.push(one);
    else runs.push([one]);
  }
  return runs.filter(run => run.length >= leastInSection);
}
