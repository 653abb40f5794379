/** Questions that begin on certain lines, each answered by the lines up to the next. */
import { answerOf, isAnswerLabel } from '../body';
import { foundQuestion, longestCategory, type ShapeName } from '../found';
import { keysTo, withKeys } from '../keyedAnswers';
import { isEmpty, longestLine, pastBlank, type Line } from '../lines';
import { ofQuestions } from '../openQuestions';
import { pauses, type Candidate, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { areCredits, isAdvice, isApparatus, isTask, likeness, surely, tells } from '../titles';
import { undress } from '../undress';
import { topicsAbove } from './topics';

/** The share of questions from which on a reading is one of questions. */
const mostOfAll = 0.75;

/** A reading of these starts, which must be in line order. Headings give the category. */
export function* sectionsFrom(
  shape: ShapeName,
  level: number,
  page: Page,
  own: readonly Start[],
): Steps<Proposal> {
  const { lines, marked } = page;
  const keys = keysTo(
    page,
    own.map(({ line }) => line),
  );
  let known = 0;
  const starts = withAnswersBehind(
    own.filter(({ line }) => {
      while ((keys[known]?.end ?? Infinity) <= line) known++;
      return line < (keys[known]?.start ?? Infinity);
    }),
  );
  known = 0;
  let category = '';
  let isCredits = false;
  const all: Candidate[] = [];
  /** The candidates below each heading. */
  const sections: Section[] = [{ all: [], heading: '' }];
  const deepest = dividingLevel(
    lines,
    starts.map(({ line }) => line),
  );
  yield;
  const isItem = shape === 'list' || shape === 'numbers';
  const topics = isItem ? topicsAbove(page, starts) : new Map<number, number>();
  yield;
  /** The line that comes next, and the place of the first heading or label from there on. */
  let [index, passed] = [0, 0];
  const isPause = pauses();
  for (let at = 0; at <= starts.length; at++) {
    const start = starts[at];
    for (let line = marked[passed]; line !== undefined; line = marked[++passed]) {
      if (line >= (start?.line ?? lines.length)) break;
      if (isPause(line)) yield;
      const own = lines[line];
      if (!own || line < index) continue;
      if (divides(own, deepest)) {
        const heading = own.title;
        sections.push({ all: [], heading });
        isCredits = areCredits(heading);
        // One without words only divides, and one of sentences introduces.
        if (heading !== '' && heading.length <= longestCategory && !isApparatus(heading))
          category = heading;
      } else if (own.label && !isAnswerLabel(own)) category = undress(labelOf(own.text)).title;
    }
    // One that another's wording has taken in.
    if (!start || start.line < index) continue;
    if (isPause(start.line)) yield;
    const topic = topics.get(at);
    if (topic !== undefined) category = undress(lines[topic]?.text ?? '').title;
    const above = start.line - 1;
    if (shape === 'list' && above >= index && isPlainLabel(lines, above, deepest))
      category = undress(labelOf(lines[above]?.text ?? '')).title;
    const next = topics.get(at + 1) ?? starts[at + 1]?.line ?? lines.length;
    const until = Math.min(start.end ?? Infinity, next);
    let end = Math.max(start.body, until);
    while ((keys[known]?.start ?? Infinity) < start.line) known++;
    end = Math.min(end, keys[known]?.start ?? end);
    for (let next = passed; (marked[next] ?? Infinity) < end; next++) {
      const line = marked[next] ?? end;
      if (line < start.body) continue;
      if (divides(lines[line], deepest) || isLabelAt(page, line, until)) end = line;
    }
    index = end;
    const { title, numbered, cited = '' } = undress(start.wording);
    const likely = Math.max(
      start.asks === true ? surely : 0,
      likeness(title, numbered || start.numbered),
    );
    if (isCredits && likely < surely) continue;
    const answer = answerOf(lines, start.body, end, {
      first: start.first ?? '',
      indent: start.indent,
    });
    const candidate = {
      question: foundQuestion({
        title,
        answer: answer === '' || cited === '' ? answer + cited : `${answer}\n\n${cited}`,
        category: start.category ?? category,
      }),
      likeness: likely,
      start: start.line,
      end,
    };
    all.push(candidate);
    sections.at(-1)?.all.push(candidate);
  }
  yield;
  return { shape, level, candidates: withKeys(withRemarks(all, sections), keys, lines) };
}

/** The least number of wordings with an answer behind, and their least share of all. */
const leastBehind = 3;
const mostBehind = 0.8;

/** `What is it? This.`, if nearly all are so: a few have a remark behind them. */
function withAnswersBehind(starts: readonly Start[]): readonly Start[] {
  const least = Math.max(leastBehind, mostBehind * starts.length);
  const divided: Start[] = [];
  let behind = 0;
  for (const [at, start] of starts.entries()) {
    const one = withAnswerBehind(start);
    if (one !== start) behind++;
    // Fast path: most lists have too few from the start.
    if (behind + starts.length - at - 1 < least) return starts;
    divided.push(one);
  }
  return divided;
}

function withAnswerBehind(start: Start): Start {
  const at = start.wording.slice(0, longestAsked).search(/[?？](?=\s+[^\s([])/);
  if (at === -1 || (start.first ?? '') !== '') return start;
  const first = start.wording.slice(at + 1).trim();
  const isAnswer = /[^?？]$/.test(first) && (tells(first) || likeness(first, false) < surely);
  return isAnswer ? { ...start, wording: start.wording.slice(0, at + 1), first } : start;
}

/** The most characters of a question with an answer behind it. */
const longestAsked = 300;

/** Where no heading divides the questions, one of these levels ends an answer. */
const usualLevel = 2;

/** The least number of questions of which only the last would have headings in its answer. */
const leastWithout = 3;

/**
 * The level of the deepest headings that divide questions beginning on these lines: the one above
 * the first, and those right before others. Deeper ones are parts of answers, but where the first
 * comes below all the questions, is one level deeper, and what the last asks is answered above it.
 */
export function dividingLevel(lines: readonly Line[], starts: readonly number[]): number {
  let deepest = 0;
  for (const [index, start] of starts.entries()) {
    const isPassed = (line: Line | undefined) =>
      line?.level === 0 &&
      (index === 0 ||
        line.text === '' ||
        /^[\s*_-]*$|^\s*<br\s?\/?>\s*$/.test(line.text.slice(0, longestLine)));
    // Not past the question above, which may look like a rule: `- -`.
    const above = starts[index - 1] ?? -1;
    let at = start - 1;
    while (at > above && isPassed(lines[at])) at--;
    deepest = Math.max(deepest, lines[at]?.level ?? 0);
  }
  if (deepest === 0) return usualLevel;
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  if (starts.length < leastWithout) return deepest;
  let at = first;
  while (at < lines.length && (lines[at]?.level ?? 0) <= deepest) at++;
  const heading = lines[at];
  if (at <= last || heading?.level !== deepest + 1 || isAnswerLabel(heading)) return deepest;
  const { title } = heading;
  const isTold = ({ text }: Line) => !isEmpty(text);
  const told = (start = last) => lines.slice(start, last).filter(isTold).length;
  const isAside = isApparatus(title) || isAdvice(title) || contributing.test(title);
  const end = lines.slice(last + 1, at).findLast(isTold);
  const isOpen = end
    ? /[:：]\s*$/.test(end.text.slice(-longestEnd)) && !isAnswerLabel(end)
    : told(starts.at(-2)) > 1 && !isAside;
  const isPart = !isAside && partOfAnswer.test(title) && told(first) >= starts.length;
  return isOpen || isPart ? deepest : deepest + 1;
}

/** How much of a line's end is searched for a colon, in characters. */
const longestEnd = 20;

/** Headings of what an answer has, if any question is answered, not of other questions. */
const partOfAnswer = /^(?:steps?(?! for\b)|examples?(?! (?:projects|questions|answers)\b))\b/i;

/** Whether a line is a heading that ends an answer. */
export function divides(line: Line | undefined, deepest: number): boolean {
  if (!line || line.level === 0) return false;
  return line.level <= deepest || likeness(line.title, false) >= surely;
}

/** What is below a heading. */
interface Section {
  readonly all: Candidate[];
  readonly heading: string;
}

/** Headings above steps of a repository's README. */
const steps = /^(?:install|set-?up|usage|how to (?:run|install)|getting started|quick ?start)/i;

/** Headings above what to do for a repository, never above questions. */
const contributing =
  /^[^\p{L}]*(?:(?:(?:how|steps) to|c[oó]mo|comment|come|как) )?(?:contribu|beitragen|mitmachen|внести вклад|kontribusi|đóng góp|katkı|如何贡献|参与贡献|貢献|기여)/iu;

/** A day, of which a list of changes tells what happened. */
const date = /^\d{4}([-./])\d{1,2}\1\d{1,2}(?!\S)/;

/** Whether a wording tells what happened on a day; one of a diary of interviews asks behind it. */
function isDated({ question: { title } }: Candidate): boolean {
  return date.test(title) && likeness(title.replace(date, '').trim(), false) < surely;
}

/** The most sentences below a heading that are remarks, such as how to use the list. */
const mostRemarks = 2;

/**
 * Marks a sentence or two below a heading of their own, where nearly all others ask, and before the
 * first of these an item or two that ask nothing, such as what to know already.
 */
function withRemarks(
  candidates: readonly Candidate[],
  sections: readonly Section[],
): readonly Candidate[] {
  const last = sections.findIndex(({ all }) => all.length > 0 && !areSentences(all));
  // A topic may be called so: most of what is below it asks.
  const advises = ({ all, heading }: Section) =>
    (steps.test(heading) && all.every(one => worthOf(one) < 0.2)) ||
    (contributing.test(heading) && all.every(one => one.likeness < surely)) ||
    (isAdvice(heading) &&
      all.every(({ question }) => !/[?？؟]/.test(question.title)) &&
      all.filter(
        ({ question: { title } }) => !demands.test(title) && likeness(title, false) >= surely,
      ).length <=
        all.length / 2);
  const named = sections.findIndex(({ heading }) => ofQuestions.test(heading));
  const isAside = (section: Section, index: number) =>
    index < last ||
    advises(section) ||
    (index < named &&
      section.all.every(({ likeness, question }) => likeness < surely && question.answer === ''));
  const leading = new Set(sections.filter(isAside).flatMap(({ all }) => all));
  const parts = new Set(partsOfAnswers(candidates, sections));
  const counted = candidates.filter(one => !leading.has(one) && !parts.has(one) && !isDated(one));
  const asking = counted.filter(({ likeness }) => likeness >= surely).length;
  if (asking < mostOfAll * counted.length || candidates.every(isDated)) return candidates;
  const first = sections.findIndex(({ all }) => all.some(({ likeness }) => likeness >= surely));
  const remarks = new Set([
    ...parts,
    ...sections
      .filter(
        (section, index) =>
          isAside(section, index) ||
          (section.all.length > 0 &&
            section.all.length <= mostRemarks &&
            section.all.every(one => worthOf(one) < 0.2)) ||
          (section.all.length > 0 && section.all.every(isDated)) ||
          (index < first &&
            section.all.length > 0 &&
            section.all.length <= mostRemarks &&
            section.all.every(
              ({ likeness, question }) => likeness < 0.5 && question.answer === '',
            )),
      )
      .flatMap(({ all }) => all),
  ]);
  return remarks.size === 0
    ? candidates
    : candidates.map(one => (remarks.has(one) ? { ...one, isRemark: true } : one));
}

/** How many questions must have a part of a name in their answer for that name to be no question. */
const leastParts = 3;
/** How much of an answer is searched for them, in characters. */
const longestParts = 1000;

/**
 * The items below headings that have nothing else than such as `Cause` and `Result`, where answers
 * have `- **Cause:** …` and `- **Result:** …`.
 */
function partsOfAnswers(
  candidates: readonly Candidate[],
  sections: readonly Section[],
): readonly Candidate[] {
  // Most pages have no such section.
  const isNone = ({ likeness }: Candidate) => likeness < surely;
  const unasked = sections.filter(({ all }) => all.length > 0 && all.every(isNone));
  if (unasked.length === 0) return [];
  const counts = new Map<string, number>();
  const nameOf = (text: string) =>
    text
      .replace(/[*_:：]/g, '')
      .trim()
      .toLowerCase();
  for (const { question, likeness } of candidates) {
    if (likeness < surely) continue;
    const found = question.answer
      .slice(0, longestParts)
      .matchAll(/^[-*+]\s([^\n:：]{1,40}[:：])/gm);
    for (const [, name = ''] of found)
      counts.set(nameOf(name), (counts.get(nameOf(name)) ?? 0) + 1);
  }
  const isPart = ({ question, likeness }: Candidate) =>
    likeness < surely && (counts.get(nameOf(question.title)) ?? 0) >= leastParts;
  return unasked.filter(({ all }) => all.every(isPart)).flatMap(({ all }) => all);
}

/** The average likeness below which items above the first questions are advice. */
const mostOfAdvice = 0.35;

/** "Have water next to you." asks nothing. */
const demands = /^(?:have|do)\b.*[.!]$/i;

/** How likely a question is among remarks: "Run the server." may be a step, unless answered. */
function worthOf({ likeness, question: { title, answer } }: Candidate): number {
  const isStep = likeness < surely && isTask(title) && title.endsWith('.');
  return answer === '' && (isStep || demands.test(title)) ? 0 : likeness;
}

/** Whether what is below a heading says something, asks nothing, and is not answered. */
function areSentences(all: readonly Candidate[]): boolean {
  const sum = all.reduce((total, one) => total + worthOf(one), 0);
  return (
    sum < mostOfAdvice * all.length &&
    all.every(({ question }) => question.answer === '' && !/[?？؟]/.test(question.title))
  );
}

/** A longer line, in characters, is a sentence. */
const longestLabel = 100;

/**
 * Whether a line is the only one of a paragraph and ends in a colon, such as `Networks:`, or is a
 * topic, and neither divides questions nor announces an answer.
 */
function isPlainLabel(lines: readonly Line[], index: number, deepest: number): boolean {
  const line = lines[index];
  if (!line || line.mark || line.opaque || line.text.length > longestLabel) return false;
  const isNamed = (lines[index - 1]?.text ?? '').trim() === '' && /^\S.*[:：]\s*$/.test(line.text);
  return (isNamed || isTopicAt(lines, index)) && !divides(line, deepest) && !isAnswerLabel(line);
}

/** Whether a line is the only one of a paragraph, and names the items further in right below it. */
export function isTopicAt(lines: readonly Line[], index: number): boolean {
  const { text = '', mark, opaque } = lines[index] ?? {};
  if (mark || opaque === true || text.length > longestLabel) return false;
  const below = lines[index + 1]?.mark;
  return (
    (lines[index - 1]?.text ?? '').trim() === '' &&
    below !== undefined &&
    below.indent > 1 &&
    /^[^\s|<>].*[^\s.!?。？]$/.test(text.trimEnd()) &&
    likeness(text, false) < surely
  );
}

function labelOf(text: string): string {
  return text.replace(/[*:：]/g, '').trim();
}

/** A label begins a category only if a question comes right below it. */
function isLabelAt(page: Page, index: number, until: number): boolean {
  const line = page.lines[index];
  if (!line?.label || isAnswerLabel(line)) return false;
  return pastBlank(page.lines, index + 1, until) === until;
}
