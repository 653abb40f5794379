/** Answers, or hints, apart from their questions: a list of the same numbers below "Answers". */
import type { Steps } from '../steps';
import { announcesAnswer, answerOf, withoutTags } from './body';
import { foundQuestion } from './found';
import { indentOf, isEmpty, longestLine, type Line } from './lines';
import { fieldOf } from './names';
import { linesInStep, type AnswerKey, type Candidate, type Page } from './shape';
import { longAnswerWords } from './sides';
import { topicAbove } from './shapes/topics';
import { likeness, surely } from './titles';
import { undress } from './undress';

/** What is above answers; what candidates do answers nothing. */
const ofAnswers = new RegExp(
  String.raw`^[^\p{L}]*(?!candidate)(?:(?:correct|right|quiz|test|all)\s){0,2}(?:(?:${longAnswerWords})(s|e?n|ы|es|ões)?|(answer key))(\s?(?:[-–—&+(]|(?:and|with|to|for|und|mit|zu)\s).{0,60})?[^\p{L}]*$`,
  'iu',
);

/** The heading of all questions, of whatever topic. */
export const ofQuestions =
  /^[^\p{L}]*(?:(?:sample |interview ){0,2}questions|(?:interview-?)?fragen|(?:preguntas|perguntas)(?: de entrevista)?|domande|вопросы|(?:面试)?问题|(?:面接)?質問|(?:면접 ?)?질문)[^\p{L}]*$/iu;

/** A longer line, in characters, names no answers. */
const longestName = 80;

/** The least number of answers; of those below one that may be a single question's. */
const leastAnswers = 2;
const leastBelowLabel = 3;

/** A numbered heading, paragraph or item. */
interface Counted {
  readonly line: number;
  /** How far in it counts: see `headings` and `paragraphs`. */
  readonly rank: number;
  readonly number: number;
  readonly wording: string;
}

const paragraph = /^(?:\*\*|__)?(?:q(?:uestion)?\s?)?(\d{1,4})\s?[.):]/i;

/**
 * The ranks of headings are their levels above this one; then come paragraphs. Those of items are
 * the columns before them.
 */
const headings = -10;
const paragraphs = -1;

/** What a line counts; `undefined` if it has no number. */
function countedIn(line: Line, at: number): Counted | undefined {
  if (line.opaque || line.text.length > longestLine) return undefined;
  const { mark, text, level, heading } = line;
  if (mark && level === 0) {
    const { number, rest, indent } = mark;
    return number === undefined ? undefined : { line: at, number, wording: rest, rank: indent };
  }
  if (level === 0 && !paragraph.test(text)) return undefined;
  const { number, title } = undress(level > 0 ? heading : text);
  return number === undefined
    ? undefined
    : { line: at, number, wording: title, rank: level > 0 ? headings + level : paragraphs };
}

/** `1: B`, `- **Q1:** B`, `**1. B** as`, `Solution 1: it is` or a row: the answer to a number. */
const entryLine = new RegExp(
  String.raw`^\s*(?:[-*+]\s+|\|\s*)?(\*\*)?(?:q(?:uestion)?|a|${longAnswerWords})?\s?#?(\d{1,4})(\*\*)?\s?[-–—.:：)=|](\*\*)?(?!\d)\s*(.*)$`,
  'iu',
);

/** `Answer 1:` or `A1.`: the first of several answers, without a name above. */
const firstAnswer = new RegExp(String.raw`^[*_]*(?:a|${longAnswerWords})\s?1[*_]*[.:：)]`, 'iu');

/** `1. b, 2: c` or `1a 2b`, in full and one by one. */
const letter = String.raw`q?(\d{1,4})\s?[-–—.:：)=]?\s?\(?([a-h])(?!\p{L})\)?[\s,;.|]*`;
const letters = new RegExp(letter, 'giu');
const letterLine = new RegExp(String.raw`^(?:${letter}){2,}$`, 'iu');

interface Entry {
  readonly number: number;
  readonly words: string;
}

/** The answers by their numbers in a line, also behind their name, in another form than an item. */
function entriesIn(line: Line | undefined): readonly Entry[] {
  if (!line || line.opaque || line.text.length > longestLine) return [];
  const text = line.level > 0 ? line.heading : line.text;
  const listed = text.replace(/^[^:：\d]{1,40}[:：][\s*_]*(?=\S)/, '').trim();
  if (letterLine.test(listed))
    return [...listed.matchAll(letters)].map(([, number, words = '']) => {
      return { number: Number(number), words };
    });
  const [, bold, number, before, behind, words = ''] = entryLine.exec(text) ?? [];
  if (number === undefined) return [];
  // What other cells say, such as why, is not the letter.
  const cells = isRow(line) ? words.replace(/\s*(?<!\\)\|\s*/g, '\n\n').trimEnd() : words;
  const isOpen = bold !== undefined && (before ?? behind) === undefined;
  return [{ number: Number(number), words: `${isOpen ? '**' : ''}${cells}` }];
}

interface Name {
  readonly start: number;
  readonly words: string;
  readonly areHints: boolean;
  readonly isFolded: boolean;
  /** Whether it names several answers: below others may be the steps of one. */
  readonly areSeveral: boolean;
}

/** Whether what is below a name may be several answers; some languages have no plural. */
function mayBeMany({ words, areSeveral, areHints }: Name): boolean {
  return areSeveral || areHints || /[\u0590-\u1FFF\u3000-\uD7FF]/.test(words);
}

/** What names answers, or hints, on a line. */
function nameIn(lines: readonly Line[], at: number): Name | undefined {
  const { text = '', opaque = true, mark, level = 0, title = '' } = lines[at] ?? {};
  if (opaque || (mark && level === 0) || text.length > longestName || text === '') return undefined;
  const isFolded = text.includes('<summary');
  const isFirst = level === 0 && firstAnswer.test(text);
  const isBehind = level === 0 && entriesIn(lines[at]).length > 1;
  const own = isFirst ? 'Answers:' : isBehind ? text.replace(/[:：].*/, ':') : text;
  const words = level > 0 ? title : isFolded ? withoutTags(text) : own;
  const found = ofAnswers.exec(words);
  const areSeveral =
    (found?.[1] ?? found?.[2]) !== undefined || (isFolded && /(?:answer|solution)s\b/i.test(words));
  const isMarked = isFolded || level > 0 || /^[*_]|[:：]\s*$/.test(own);
  const areHints = !found && isMarked && fieldOf(words) === 'hint';
  const isNamed = found
    ? isMarked || (areSeveral && found[3] === undefined)
    : areHints || (isFolded && announcesAnswer(words));
  if (!isNamed || words === '') return undefined;
  const isOpen =
    isFolded && !text.includes('<details') && /<details[^<]*$/.test(lines[at - 1]?.text ?? '');
  return {
    start: isOpen ? at - 1 : at,
    words: words.replace(/[*_:：]/g, '').trim(),
    areHints,
    isFolded,
    areSeveral,
  };
}

/** The first line from `start` on that is more than tags. */
function pastTags(lines: readonly Line[], start: number): number {
  let at = start;
  while (/^\s*(?:<[^<>]*>\s*)*$/.test(lines[at]?.text.slice(0, longestName) ?? 'x')) at++;
  return at;
}

const none: ReadonlyMap<number, number> = new Map();

const isRow = (line: Line | undefined) => /^\s*\|/.test(line?.text ?? '');

/** Whether answers begin on a line in another form than an item each. */
function isOtherForm(line: Line | undefined): boolean {
  return isRow(line) || entriesIn(line).length > (line?.mark?.number === undefined ? 0 : 1);
}

/** The answers from a line on to all these questions, and where they end. */
function answersBelow(
  lines: readonly Line[],
  from: number,
  questions: readonly Counted[],
): Pick<AnswerKey, 'answers' | 'words' | 'end'> | undefined {
  const open = new Map(questions.map(({ number, line }) => [number, line]));
  if (open.size < questions.length) return undefined;
  const first = lines[from];
  const answers = new Map<number, number>();
  if (isOtherForm(first)) {
    const words = new Map<number, string>();
    const isTight = entriesIn(first).length > 1 || isRow(first);
    const { level: deep = 0 } = first ?? {};
    let at = from;
    for (; at < lines.length; at++) {
      const { level = 0 } = lines[at] ?? {};
      if (level > 0 && (deep === 0 || level < deep)) break;
      // A heading that asks is the question again.
      if (level > 0 && level === deep && isAsking(lines[at])) return undefined;
      const entries = level === deep ? entriesIn(lines[at]) : [];
      const isOneMore = entries.some(({ number }) => number === questions.length + 1);
      if (open.size === 0 && isOneMore && !isAsking(lines[at])) return undefined;
      if (entries.length === 0 && isTight && !isRow(lines[at])) break;
      // A number that is none of theirs ends it: others ask further below.
      if (entries.some(({ number }) => !open.has(number)) || (open.size === 0 && nameIn(lines, at)))
        break;
      for (const entry of entries) {
        const line = open.get(entry.number) ?? at;
        open.delete(entry.number);
        answers.set(line, at);
        words.set(line, entry.words);
      }
    }
    return open.size === 0 ? { answers, words, end: at } : undefined;
  }
  let at = from;
  for (; at < lines.length; at++) {
    const { mark, level = 1, opaque, details = 0 } = lines[at] ?? {};
    if (level > 0 || details < (first?.details ?? 0)) break;
    if (opaque === true || !mark || mark.indent > (first?.mark?.indent ?? 0)) {
      if (answers.size === 0 || (open.size === 0 && nameIn(lines, at))) break;
      continue;
    }
    const line = open.get(mark.number ?? NaN);
    const isAsked = /[?？؟]\W*$/.test(mark.rest.slice(-longestEnd));
    // One more than there are questions: they are the answers to others, or steps.
    if (open.size === 0 && mark.number === questions.length + 1 && !isAsked) return undefined;
    if (line === undefined || isAsked) break;
    open.delete(mark.number ?? NaN);
    answers.set(line, at);
  }
  return open.size === 0 ? { answers, end: at } : undefined;
}

/** How far below a question an answer is looked for, in lines. */
const longestBody = 100;

/** Whether below a question are choices, or other words that answer it. */
function bodyOf(
  lines: readonly Line[],
  question: number,
  end: number,
): 'choices' | 'answer' | undefined {
  let items = 0;
  let hasWords = false;
  for (let at = question + 1; at < Math.min(end, question + longestBody); at++) {
    const { text = '', mark, level = 1, opaque } = lines[at] ?? {};
    if (level > 0) break;
    if (opaque === true || text.length > longestLine) continue;
    if (mark) items++;
    if (items > 1 || /^\W*(?:a[.)]\W.*\W)?b[.)]\W/i.test(text)) return 'choices';
    const { text: above = '', level: depth = 0 } = lines[at - 1] ?? {};
    // Others go on with the wording.
    const isApart = depth > 0 || isEmpty(above) || /\?\W*$/.test(above.slice(-longestEnd));
    hasWords ||=
      isApart && /^[^\p{L}!]*\p{L}/u.test(text) && !/[?:]\W*$/.test(text.slice(-longestEnd));
  }
  return hasWords || items > 0 ? 'answer' : undefined;
}

/** Whether the list below a name belongs to the last question, rather than to all of them. */
function isOfLast(lines: readonly Line[], name: Name, group: readonly Counted[]): boolean {
  const { start, areHints } = name;
  const { level = 0, text = '' } = lines[start] ?? {};
  const last = lines[group.at(-1)?.line ?? -1];
  const isWithin = last?.level
    ? level > last.level
    : level === 0 && last?.mark !== undefined && indentOf(text) >= last.mark.width;
  if (level > 0 && !isWithin) return false;
  const bodies = group.map(({ line }, at) => bodyOf(lines, line, group[at + 1]?.line ?? start));
  if (bodies.every(body => body === 'choices')) return false;
  return isWithin || !mayBeMany(name) || (!areHints && bodies.slice(0, -1).includes('answer'));
}

/** How much of a line's end is searched for a mark, in characters. */
const longestEnd = 10;

/**
 * Finds the lists of answers, or hints, below a name whose numbers are just those of the questions
 * above it, if no others further above that have no answers have these, too.
 */
export function* keysIn(lines: readonly Line[]): Steps<AnswerKey[]> {
  const keys: AnswerKey[] = [];
  const questions = new OpenQuestions();
  let next = 0;
  while (next < lines.length) {
    const at = next++;
    if (at % linesInStep === linesInStep - 1) yield;
    const line = lines[at];
    if (!line || line.opaque || line.text === '') continue;
    if (line.level > 0) questions.heading = line;
    const name = nameIn(lines, at);
    const key = name && keyBelow(lines, at, name, questions);
    const isHeading = line.level > 0 && !key?.answers.size;
    const parts = name && isHeading && keysByPart(lines, name, questions.takeParts());
    if (parts) {
      keys.push(...parts);
      next = parts.at(-1)?.end ?? next;
      questions.answer(name);
      continue;
    }
    if (!name || (!key && firstAnswer.test(line.text))) {
      questions.count(line, at);
      continue;
    }
    if (key) keys.push(key);
    if (key && key.answers.size > 0) next = pastAnswers(key);
    // A key that is passed as a whole answers the questions above it.
    if (key && !key.isOfLast && next === key.end) questions.answer(name);
    else questions.close();
  }
  return keys;
}

/** The line to go on at, so that no answer is counted as a question. */
function pastAnswers({ answers, end, isOfLast }: AnswerKey): number {
  return isOfLast ? ([...answers.values()].at(-1) ?? end) + 1 : end;
}

/** The numbered lines above that a list of answers may belong to, and those it may not. */
class OpenQuestions {
  /** The last heading, until a paragraph or an item below it is counted. */
  heading: Line | undefined;
  /** The lines that count since the last ones were closed, by rank. */
  readonly #groups = new Map<number, Counted[]>();
  /** Those that were closed without answers, since others got some. */
  #closed: (readonly Counted[])[] = [];
  /** Their numbers, and those of any before. */
  readonly #unanswered = new Set<number>();

  get groups(): Iterable<readonly Counted[]> {
    return this.#groups.values();
  }

  /** All without answers, in the order of the page; the closed ones are told once. */
  takeParts(): readonly (readonly Counted[])[] {
    const parts = [...this.#closed, ...this.groups];
    this.#closed = [];
    return parts.sort(([one], [other]) => (one?.line ?? 0) - (other?.line ?? 0));
  }

  /** Whether none of these has the number of one further above that has no answer. */
  areAlone(group: readonly Counted[]): boolean {
    return group.every(({ number }) => !this.#unanswered.has(number));
  }

  /** Adds a line, if it has a number, to the group of its rank; a heading closes those before it. */
  count(line: Line, at: number): void {
    const counted = countedIn(line, at);
    // With a number, it goes on with those of its own level.
    if (line.level > 0) this.close(headings + line.level + (counted ? 1 : 0), paragraphs - 1);
    if (!counted) return;
    const { rank, number } = counted;
    if (rank >= paragraphs && this.heading) {
      // What counts below a heading goes on with what is above it, or begins another group.
      if (this.#groups.get(rank)?.at(-1)?.number !== number - 1) this.close(paragraphs);
      this.heading = undefined;
    }
    const group = this.#groups.get(rank);
    if (group) group.push(counted);
    else this.#groups.set(rank, [counted]);
  }

  /** Ends the groups that a key answers; those that have only hints may still be answered below. */
  answer({ areHints }: Name): void {
    if (!areHints) {
      this.#groups.clear();
      this.#closed = [];
    }
    this.heading = undefined;
  }

  /** Ends the groups of these ranks, all by default, without answers. */
  close(least = -Infinity, most = Infinity): void {
    for (const [rank, group] of this.#groups) {
      if (rank < least || rank > most) continue;
      // Items before the heading of all questions lead to them.
      if (!ofQuestions.test(this.heading?.title ?? '') || group.some(asks)) {
        for (const { number } of group) this.#unanswered.add(number);
        this.#closed.push(group);
      }
      this.#groups.delete(rank);
    }
  }
}

/** Whether a line that counts is worded as a question. */
function asks({ wording }: Pick<Counted, 'wording'>): boolean {
  return likeness(undress(wording).title, true) >= surely;
}

/** Whether an item is worded as one. */
function isAsking(line: Line | undefined): boolean {
  return asks({ wording: line?.mark?.rest ?? line?.heading ?? '' });
}

/** The list below a name, as the key to the first group of questions that it belongs to. */
function keyBelow(
  lines: readonly Line[],
  at: number,
  name: Name,
  questions: OpenQuestions,
): AnswerKey | undefined {
  const { level = 0 } = lines[at] ?? {};
  const isBelowHeading = level > 0;
  let from = !isBelowHeading && entriesIn(lines[at]).length > 0 ? at : pastTags(lines, at + 1);
  // The head of a table.
  while (isRow(lines[from]) && entriesIn(lines[from]).length === 0) from++;
  const first = lines[from]?.mark?.number ?? entriesIn(lines[from])[0]?.number;
  if (first === undefined) return undefined;
  const { level: deep = 0 } = lines[from] ?? {};
  if (deep > 0 && deep <= level) return undefined;
  const key = { start: name.start, name: name.words, areHints: name.areHints };
  for (const group of questions.groups) {
    // What is folded below a heading is its own, but no part of an item before it.
    const isApart = isBelowHeading || (name.isFolded && lines[group[0]?.line ?? -1]?.level === 0);
    if (group.length < (mayBeMany(name) && isApart ? leastAnswers : leastBelowLabel)) continue;
    const found = questions.areAlone(group) ? answersTo(group, lines, from) : undefined;
    if (found) return { ...key, ...found, isOfLast: isOfLast(lines, name, group) };
    // Without the same numbers they are still no part of the last question's answer.
    const isList = isBelowHeading || (at < from && isOtherForm(lines[from]));
    if (isList && name.areSeveral && group.some(({ number }) => number === first)) {
      const end = endOfSection(lines, from);
      const mayAsk = !isBelowHeading || !group.some(asks) || lines.slice(from, end).some(isAsking);
      return { ...key, answers: none, end: mayAsk ? name.start : end, isOfLast: false };
    }
  }
  return undefined;
}

/** The lists below a heading, or one each, as the keys to these groups, one for each in order. */
function keysByPart(
  lines: readonly Line[],
  name: Name,
  parts: readonly (readonly Counted[])[],
): readonly AnswerKey[] | undefined {
  if (parts.length < leastAnswers) return undefined;
  const keys: AnswerKey[] = [];
  const { words, areHints } = name;
  const topics = parts.map(([first]) => topicOf(lines, first?.line ?? 0));
  const labels = new Set<string>();
  let label = '';
  let start = name.start;
  const next = () => {
    let from = start;
    label = '';
    for (; from < start + longestBody && lines[from]?.mark?.number === undefined; from++) {
      const { text = '' } = lines[from] ?? {};
      if (isEmpty(text)) continue;
      labels.add(text);
      label += ` ${wordsOf(text)} `;
    }
    return from;
  };
  const isNamed = (topic: string) => topic !== '' && label.includes(` ${topic} `);
  for (const [index, group] of parts.entries()) {
    const from = next();
    // Something names each, and names no other part.
    if (labels.size <= index || (!isNamed(topics[index] ?? '') && topics.some(isNamed))) {
      return undefined;
    }
    const found = answersTo(group, lines, from);
    if (!found) return undefined;
    // A heading of the next part ends this one's last answer.
    const below = lines[found.end]?.level === 0 ? topicAbove({ lines }, found.end) : undefined;
    const end = below !== undefined && below > from ? below : found.end;
    keys.push({ start, name: words, areHints, isOfLast: false, ...found, end });
    start = end;
  }
  // More lists than groups: they may answer others.
  const further = lines[next()];
  return further?.mark?.number === undefined || isAsking(further) ? keys : undefined;
}

/** The longest words that name a part, in characters. */
const longestLabel = 100;

/** The words above a part's first question, which may name it; empty if there are none. */
function topicOf(lines: readonly Line[], first: number): string {
  let at = first - 1;
  while (at > first - longestBody && isEmpty(lines[at]?.text ?? '')) at--;
  return wordsOf(lines[at]?.text ?? '');
}

/** Without marks and a number before them. */
function wordsOf(text: string): string {
  const words = text.slice(0, longestLabel).replace(/[^\p{L}\p{N}]+/gu, ' ');
  return words
    .replace(/^[\d ]+(?=\p{L})/u, '')
    .trim()
    .toLowerCase();
}

/** The answers from a line on to just these questions; what asks answers none, unless all ask. */
function answersTo(group: readonly Counted[], lines: readonly Line[], from: number) {
  const found = answersBelow(lines, from, group);
  if (!found || group.every(asks)) return found;
  return [...found.answers.values()].every(at => isAsking(lines[at])) ? undefined : found;
}

/** The next heading's line, from this one on; the end if there is none. */
function endOfSection(lines: readonly Line[], from: number): number {
  let end = from;
  while (lines[end]?.level === 0) end++;
  return end;
}

/** The lists of answers to questions that begin on these lines. */
export function keysOf({ keys }: Page, starts: Iterable<number>): readonly AnswerKey[] {
  if (keys.length === 0) return keys;
  const known = new Set(starts);
  return keys.filter(
    ({ answers, isOfLast }) => !isOfLast && [...answers.keys()].every(line => known.has(line)),
  );
}

/** Adds the answers below "Answers" that come with their questions' wordings again. */
function withRepeated(candidates: readonly Candidate[]): readonly Candidate[] {
  const open = new Map<string, number>();
  const all = [...candidates];
  for (const [at, one] of candidates.entries()) {
    const { title, answer, category } = one.question;
    if (answer === '') open.set(title, at);
    const asked = all[open.get(title) ?? at];
    if (!asked || asked === one || !ofAnswers.test(category)) continue;
    all[open.get(title) ?? at] = { ...asked, question: { ...asked.question, answer } };
    all[at] = { ...one, isAnswer: true };
    open.delete(title);
  }
  return all;
}

/** Adds each answer to its question, and a placeholder candidate that covers the lines of each key. */
export function withKeys(
  candidates: readonly Candidate[],
  keys: readonly AnswerKey[],
  lines: readonly Line[],
): readonly Candidate[] {
  const repeated = withRepeated(candidates);
  if (keys.length === 0) return repeated;
  const all = new Map(repeated.map(one => [one.start, one]));
  for (const { start, end, name, areHints, answers, words } of keys) {
    if (answers.size === 0) continue;
    const ends = [...answers.values(), end];
    for (const [at, [line, from]] of [...answers].entries()) {
      const own = all.get(line);
      const { rest: first = '', width: indent = 0 } = lines[from]?.mark ?? {};
      if (!own) continue;
      const { answer, hint } = own.question;
      const added = answerOf(lines, from + 1, ends[at + 1] ?? end, {
        first: words?.get(line) ?? first,
        indent,
      });
      // Below choices, it says which are right.
      const before = answer === '' ? '' : `${answer}\n\n${name}: `;
      const more = areHints ? { hint: `${hint}\n\n${added}` } : { answer: before + added };
      all.set(line, { ...own, question: foundQuestion({ ...own.question, ...more }) });
    }
    const question = foundQuestion({});
    all.set(start, { question, likeness: surely, start, end, isAnswer: true });
  }
  return [...all.values()].sort((a, b) => a.start - b.start);
}
