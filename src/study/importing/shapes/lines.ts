/** One question per line and nothing else. */
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import { foundQuestion } from '../found';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';

export function* linesShape(page: Page): Steps<Proposal[]> {
  // Where code is shown, lines belong together.
  if (page.lines.some(({ opaque, comment }) => opaque && !comment)) return [];
  const candidates: Candidate[] = [];
  let category = '';
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    if (line.opaque || line.text.trim() === '' || page.passedOver.has(index)) continue;
    if (line.level > 0) {
      if (line.names) category = line.title;
      continue;
    }
    // Where a link leads, and what underlines a heading.
    if (/^ {0,3}(?:\[[^[\]]+\]:\s|(?:=+|-+)\s*$)/.test(line.text)) continue;
    const { title, numbered } = undress(line.mark?.rest ?? line.text);
    const isNumbered = numbered || line.mark?.number !== undefined;
    const question = foundQuestion({ title, category });
    const likely = likeness(title, isNumbered);
    // Further in, and in a quote or a table, a line is a part of what is above it.
    const isPart = likely < surely && /^(?:[ \t]{2}|\t|[>|]|!\[)/.test(line.text);
    candidates.push({
      question,
      likeness: isPart ? Math.min(likely, unlikely) : likely,
      start: index,
      end: index + 1,
    });
  }
  return candidates.length === 0
    ? []
    : [
        {
          shape: 'lines',
          level: 0,
          candidates: withoutAdvice(page, withSections(page, candidates)),
        },
      ];
}

/** The least share of lines that ask where others around them are advice. */
const leastAsking = 0.5;

/**
 * Where those that ask are below headings, the paragraphs without one that does are advice on them,
 * and so is what is above the first heading.
 */
function withoutAdvice({ lines }: Page, candidates: readonly Candidate[]): readonly Candidate[] {
  const asks = ({ likeness }: Candidate) => likeness >= surely;
  const asking = candidates.filter(asks);
  const first = lines.findIndex(({ level }) => level > 1);
  if (asking.length < leastAsking * candidates.length || first === -1) return candidates;
  if (asking.some(({ start }) => start < first)) return candidates;
  const paragraphs: Candidate[][] = [];
  for (const one of candidates) {
    const last = paragraphs.at(-1)?.at(-1);
    if (last?.end === one.start) paragraphs.at(-1)?.push(one);
    else paragraphs.push([one]);
  }
  // Where each question has its own paragraph, one may be a term.
  const alone = paragraphs.filter(all => all.length === 1 && all.some(asks)).length;
  if (alone * 4 > asking.length) return candidates;
  return paragraphs.flatMap(all =>
    all.some(asks) || areTerms(all) ? all : all.map(one => ({ ...one, isRemark: true })),
  );
}

/** The least number of lines in a paragraph of terms. */
const leastTerms = 3;

/** Whether each line is a term, and none a sentence. */
function areTerms(all: readonly Candidate[]): boolean {
  return all.length >= leastTerms && all.every(({ likeness }) => likeness > unlikely);
}

/** The least number of lines with a picture before them right above one that asks. */
const leastSections = 2;

/** How much of a line's end is looked at, in characters. */
const longestEnd = 20;
/** The end of a line of code. */
const endOfCode = /[{};]\s*$/;

/**
 * Lines with a picture before them, where none that asks has one, name what is below them. Code
 * below one, where nothing asks, is left out.
 */
function withSections(page: Page, candidates: readonly Candidate[]): readonly Candidate[] {
  const isPictured = ({ start }: Candidate) =>
    /^\p{Extended_Pictographic}/u.test(page.lines[start]?.text ?? '');
  const asks = (one: Candidate | undefined) => one !== undefined && one.likeness >= surely;
  const isName = candidates.map(isPictured);
  const above = candidates.filter((_, at) => isName[at] && asks(candidates[at + 1]));
  if (above.length < leastSections || candidates.some((one, at) => isName[at] && asks(one)))
    return withCategories(page, candidates);
  const sections: Candidate[][] = [[]];
  for (const [at, one] of candidates.entries()) {
    if (isName[at]) sections.push([]);
    sections.at(-1)?.push(one);
  }
  return sections.flatMap((own, at) => {
    const name = at === 0 ? undefined : own[0];
    const below = name ? own.slice(1) : own;
    const isRemark =
      !below.some(asks) &&
      below.some(({ start }) => endOfCode.test(page.lines[start]?.text.slice(-longestEnd) ?? ''));
    const category = name?.question.title;
    return below.map(one => ({
      ...one,
      isRemark,
      question: foundQuestion(
        category === undefined ? one.question : { ...one.question, category },
      ),
    }));
  });
}

/** The likeness of what is most probably none. */
const unlikely = 0.1;

/** The share of lines that ask from which on one that does not is something else. */
const mostOfAll = 0.66;

/** Where nearly all lines ask, the others name the subject of those below, or introduce all. */
function withCategories(page: Page, candidates: readonly Candidate[]): readonly Candidate[] {
  const asks = (one: Candidate | undefined) => one !== undefined && one.likeness >= surely;
  if (candidates.filter(asks).length < mostOfAll * candidates.length) return candidates;
  let category: string | undefined;
  let above = '';
  return candidates.flatMap((one, index): Candidate[] => {
    const { question, start, end } = one;
    if (question.category !== above) category = undefined;
    above = question.category;
    if (!asks(one)) {
      const isBelow = [1, 2].every(step => {
        const next = candidates[index + step];
        return asks(next) && next?.start === start + step;
      });
      if (isBelow && isSubject(question.title)) {
        category = question.title;
        return [];
      }
      // The first paragraph, if it is one line.
      if (index === 0 && (page.lines[end]?.text ?? '').trim() === '')
        return [{ ...one, isRemark: true }];
    }
    return category === undefined
      ? [one]
      : [{ ...one, question: foundQuestion({ ...question, category }) }];
  });
}

/** A word or two, or words with a colon. */
function isSubject(title: string): boolean {
  return /^\S{1,30}(?:\s\S{1,30})?$/.test(title) || /^.{1,60}[:：]$/.test(title);
}
