/** Reads Markdown questions: every shape proposes a reading, and the best one is taken. */
import type { Steps } from '../steps';
import { completed, leastInSection } from './completed';
import { oneLine, type FoundQuestion, type LeftOut, type Reading } from './found';
import { longestLine } from './lines';
import { belongingToNone, readPage } from './passedOver';
import { tellingLines, type Candidate, type Page, type Proposal } from './shape';
import { shapes } from './shapes';
import { withoutAskers } from './sharedMarks';
import { lettersOf, surely } from './titles';

/** The possible readings of a page. */
export interface MarkdownReadings {
  /** Best first; empty if it has no questions. */
  readonly readings: readonly Reading[];
  /** Lines left out of all of them. */
  readonly leftOut: readonly LeftOut[];
}

/** Reads a normalised text in every way its shapes propose. */
export function* readMarkdown(text: string): Steps<MarkdownReadings> {
  const page = yield* readPage(text);
  const proposals: Proposal[] = [];
  for (const shape of shapes) {
    proposals.push(...(yield* shape(page)));
    yield;
  }
  const certain = proposals.find(({ certain }) => certain === true);
  const weighed: { readonly proposal: Proposal; readonly worth: number }[] = [];
  for (const proposal of proposals) {
    weighed.push({ proposal, worth: worthOf(proposal, page) });
    yield;
  }
  const ranked = weighed
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .map(({ proposal }) => proposal);
  const [likeliest] = ranked;
  const listed = ranked.find(
    one => likeliest && (areNotes(likeliest, one, page) || areAnswers(likeliest, one)),
  );
  const [first, ...rest] = listed ? [listed, ...ranked.filter(one => one !== listed)] : ranked;
  const ordered = certain
    ? [certain, ...ranked.filter(one => one !== certain)]
    : first
      ? [yield* completed(first, rest, page), ...rest]
      : [];
  const { leftOut } = page;
  const readings: Reading[] = [];
  for (const proposal of ordered) {
    const isShown = readings.every(({ questions }) => questions.length === 0);
    const { reading, taken } = yield* readingOf(proposal, page, isShown);
    readings.push(isShown ? reading : { ...reading, leftOutBesides: besides(text, taken) });
    yield;
  }
  return { readings: distinct(readings), leftOut };
}

/** The least number of headings in a table of contents, and their least share. */
const leastInContents = 4;
const mostInContents = 0.75;
/** A category has more items, on average. */
const mostNotes = 4;

/**
 * Whether the items of a list, most of which ask nothing, are notes below the headings: few below
 * each, where a table of contents leads to most headings and to little else.
 */
function areNotes({ shape, candidates: items }: Proposal, other: Proposal, page: Page): boolean {
  if (shape !== 'list' || other.shape !== 'headings') return false;
  if (items.filter(({ likeness }) => likeness >= surely).length * 2 >= items.length) return false;
  const headings = other.candidates;
  if (items.length >= mostNotes * headings.length) return false;
  const contents = new Set<string>();
  for (const at of page.passedOver) {
    const words = /^[^[]*\[(.*)\]\(#/.exec(
      page.lines[at]?.mark?.rest.slice(0, longestLine) ?? '',
    )?.[1];
    if (words !== undefined) contents.add(lettersOf(words));
  }
  const listed = headings.filter(({ question }) => contents.has(lettersOf(question.title)));
  return (
    listed.length >= leastInContents &&
    listed.length >= mostInContents * Math.max(headings.length, contents.size)
  );
}

/**
 * Whether the items of a list are all folded below summaries which ask: follow-ups, or answers; or
 * most of them, which ask nothing themselves, are below paragraphs which all ask.
 */
function areAnswers({ shape, candidates: items }: Proposal, other: Proposal): boolean {
  const { candidates: asked, shape: form, level } = other;
  const areFolded = form === 'details';
  if (shape !== 'list' || asked.length < leastInSection) return false;
  if (!areFolded && (form !== 'paragraphs' || level > 0)) return false;
  if (asked.some(({ likeness }) => likeness < surely)) return false;
  let at = 0;
  const below = items.filter(({ start }) => {
    while ((asked[at]?.end ?? Infinity) <= start) at++;
    return (asked[at]?.start ?? Infinity) <= start;
  });
  if (areFolded) return below.length === items.length;
  const asking = items.filter(({ likeness }) => likeness >= surely).length;
  return below.length * 2 > items.length && asking * 2 < items.length;
}

/** Without readings that find the same questions. */
function distinct(readings: readonly Reading[]): Reading[] {
  return readings.filter(({ questions }, at) => {
    const isSame = ({ questions: others }: Reading) =>
      others.length === questions.length &&
      others.every(({ title }, index) => title === questions[index]?.title);
    return questions.length > 0 && !readings.slice(0, at).some(isSame);
  });
}

/** In a reading of uncertain questions, wordings below this likeness are left out. */
const leastLikeness = 0.2;

/**
 * How well a reading explains the page: the number of questions and their likeness, whether they
 * have answers, and how much of the page it leaves unexplained.
 */
function worthOf({ candidates, shape }: Proposal, page: Page): number {
  let [count, sure, likely, answered, lines, answers] = [0, 0, 0, 0, 0, 0];
  let first = 0;
  for (const one of candidates) {
    const { question, likeness, start, end, isAnswer } = one;
    if (isAnswer) {
      answers++;
      lines += tellingLines(page, start, end);
      continue;
    }
    if (question.title === '' || likeness < leastLikeness || leadsElsewhere(one, page)) continue;
    if (count === 0) first = likeness;
    count++;
    sure += likeness ** 2;
    likely += likeness;
    if (question.answer !== '') answered++;
    lines += tellingLines(page, start, end);
  }
  if (count === 0) return 0;
  // A single heading or item is a document's title, unless it asks.
  if (count === 1 && (first < surely || (shape === 'lines' && candidates.length > 1))) return 0;
  const explained = Math.min(1, lines / Math.max(1, page.telling.at(-1) ?? 0));
  // A line explains only itself, a title everything, and some answers ask: others explain more.
  const isLoose = shape === 'lines' || shape === 'paragraphs' || shape === 'fences';
  const structure = isLoose || count === 1 ? 0.3 : areParts(candidates) ? 0.1 : 1;
  const quality = likely / (candidates.length - answers);
  return structure * sure * quality * (0.4 + (0.6 * answered) / count) * explained ** 2;
}

/** How often a wording is repeated, and the least share of those that are, in parts of answers. */
const leastRepeated = 3;
const leastShareRepeated = 0.2;

/** Whether wordings that ask nothing come again and again, as "Idea" and "Use" below each term. */
function areParts(candidates: readonly Candidate[]): boolean {
  const counts = new Map<string, number>();
  for (const { question, likeness } of candidates) {
    if (likeness < surely) counts.set(question.title, (counts.get(question.title) ?? 0) + 1);
  }
  let repeated = 0;
  for (const count of counts.values()) if (count >= leastRepeated) repeated += count;
  return repeated >= leastShareRepeated * candidates.length;
}

/** Whether a wording that asks nothing is above links to other pages alone. */
function leadsElsewhere({ question, likeness, start, end }: Candidate, page: Page): boolean {
  if (likeness >= surely || question.answer === '') return false;
  if (tellingLines(page, start + 1, end) > 0) return false;
  for (let line = start + 1; line < end; line++) if (page.passedOver.has(line)) return true;
  return false;
}

/** What says that an answer is to be written. */
const toWrite = /^(?:todo|tbd|更?多?(?:整理中|待(?:补充|完善|整理)))$/;
/** An item of a form to be filled in: `- **Cause:**`, `- Example`. */
const blank = /^[-*+] (\S{1,50})$/;
/** The most items of such a form. */
const mostBlanks = 9;
/** A longer answer, in characters, is one. */
const longestBlank = 400;
/** The least number of questions with the same form, and with the same mark. */
const leastForms = 3;
const leastMarked = 2;

/** The start of a mark, or of a form. */
const mayBeBlank = /^\s*(?:[*_`~]|[-+] \S{1,50}\s*(?:\n|$))/;

/** The lines that are not blank of an answer that may be still to be written. */
function shortLines({ answer }: FoundQuestion): readonly string[] {
  // Fast path: most answers begin with a word, or with an item of several.
  if (answer.length > longestBlank || !mayBeBlank.test(answer)) return [];
  return answer
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

/** Its letters and digits alone: `todo` for `To-do!`. */
function withoutMarks(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The mark that is all an answer has: `*ToDo*`, or a block of code with `todo!()`; else empty. */
function markIn(lines: readonly string[]): string {
  const [first = '', second = ''] = lines;
  const isFenced = lines.length === 3 && /^(?:```|~~~)/.test(first);
  if (!isFenced && (lines.length !== 1 || !/^[*_`~]/.test(first))) return '';
  const mark = withoutMarks(isFenced ? second : first);
  return toWrite.test(mark) ? mark : '';
}

/**
 * The names that are all an answer's items have, and whether each has a colon; empty if it has more.
 * Without a colon, bold may mark a choice.
 */
function formIn(lines: readonly string[]): { readonly names: string; readonly isAsked: boolean } {
  const none = { names: '', isAsked: false };
  if (lines.length < 2 || lines.length > mostBlanks) return none;
  const items = lines.map(line => blank.exec(line)?.[1] ?? '');
  const bare = items.map(item => item.replace(/[*_]/g, ''));
  const names = bare.map(item => item.replace(/[:：]$/, ''));
  if (names.includes('')) return none;
  const isAsked = bare.every((item, index) => item !== names[index]);
  if (!isAsked && items.some((item, index) => item !== names[index])) return none;
  return { names: names.join('\n').toLowerCase(), isAsked };
}

/**
 * Which answers are still to be written: those of several questions that have the same form, with
 * colons at least once, or the same mark, which the question does not ask for.
 */
function areBlank(questions: readonly FoundQuestion[]): readonly boolean[] {
  const counts = new Map<string, number>();
  const asked = new Set<string>();
  const blanks = questions.map(question => {
    const lines = shortLines(question);
    const mark = markIn(lines);
    const { names, isAsked } = mark === '' ? formIn(lines) : { names: '', isAsked: false };
    const key = mark === '' ? names : withoutMarks(question.title).includes(mark) ? '' : mark;
    if (isAsked) asked.add(key);
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    return { key, isMark: mark !== '' };
  });
  return blanks.map(({ key, isMark }) => {
    const count = counts.get(key) ?? 0;
    return isMark ? count >= leastMarked : asked.has(key) && count >= leastForms;
  });
}

/**
 * `leftOutBesides` of a reading. Pages are large and there may be thousands: it holds none, but reads
 * the text again.
 */
function besides(
  text: string,
  taken: readonly Candidate[],
): NonNullable<Reading['leftOutBesides']> {
  return function* () {
    const page = yield* readPage(text);
    return { at: page.leftOut.length, found: yield* belongingToNone(page, taken) };
  };
}

/** A reading, with all that it leaves out if it is shown, and the candidates it is made of. */
function* readingOf(
  { shape, level, candidates, certain }: Proposal,
  page: Page,
  isShown: boolean,
): Steps<{ readonly reading: Reading; readonly taken: readonly Candidate[] }> {
  const found: FoundQuestion[] = [];
  const starts: number[] = [];
  let sure = 0;
  const taken = candidates.filter(
    ({ question, likeness, isRemark, isAnswer }) =>
      isRemark === true || isAnswer === true || question.title === '' || likeness > 0,
  );
  const leftOut = [...page.leftOut, ...(isShown ? yield* belongingToNone(page, taken) : [])];
  for (const { question, likeness, start, isRemark = false, isAnswer } of taken) {
    if (isAnswer) continue;
    if (isRemark)
      leftOut.push({ reason: 'empty', line: start + 1, text: question.title.slice(0, 80) });
    else if (question.title === '')
      leftOut.push({ reason: 'empty', text: question.answer.slice(0, 80) });
    else {
      found.push(question);
      starts.push(start);
      sure += likeness;
    }
  }
  const certainty = certain === true ? 1 : sure / Math.max(1, found.length);
  const blank = areBlank(found);
  const questions = withoutAskers(found).map((one, index) => {
    if (blank[index] !== true) return one;
    const line = (starts[index] ?? 0) + 1;
    leftOut.push({ reason: 'unwritten', line, text: oneLine(one.answer).slice(0, 80) });
    return { ...one, answer: '' };
  });
  return { reading: { shape, level, questions, leftOut, certainty }, taken };
}
