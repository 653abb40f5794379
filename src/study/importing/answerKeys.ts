/** Answers, or hints, apart from their questions: a list of the same numbers below "Answers". */
import type { Steps } from '../steps';
import { announcesAnswer, answerOf, withoutTags } from './body';
import { foundQuestion } from './found';
import { indentOf, isEmpty, longestLine, type Line } from './lines';
import { fieldOf } from './names';
import { linesInStep, type AnswerKey, type Candidate, type Page } from './shape';
import { longAnswerWords } from './sides';
import { likeness, surely, undress } from './titles';

/** What is above answers; what candidates do answers nothing. */
const ofAnswers = new RegExp(
  String.raw`^[^\p{L}]*(?!candidate)(?:(?:${longAnswerWords})(s|e?n|ы|es|ões)?|(answer key))[^\p{L}]*$`,
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
  readonly number: number;
  readonly wording: string;
}

const paragraph = /^(?:\*\*|__)?(?:q(?:uestion)?\s?)?(\d{1,4})\s?[.):]/i;

/** The ranks of paragraphs; headings have lower ones, and items the columns before them. */
const paragraphs = -1;

/** How far in what a line counts is, and its number and wording. */
function countedIn(line: Line, at: number): (Counted & { readonly rank: number }) | undefined {
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
    : { line: at, number, wording: title, rank: level > 0 ? level - 10 : paragraphs };
}

interface Name {
  readonly start: number;
  readonly words: string;
  readonly areHints: boolean;
  readonly isFolded: boolean;
  /** Whether it names several answers: below others may be the steps of one. */
  readonly areSeveral: boolean;
}

/** What names answers, or hints, on a line. */
function nameIn(lines: readonly Line[], at: number): Name | undefined {
  const { text = '', opaque = true, mark, level = 0, title = '' } = lines[at] ?? {};
  if (opaque || (mark && level === 0) || text.length > longestName || text === '') return undefined;
  const isFolded = text.includes('<summary');
  const words = level > 0 ? title : isFolded ? withoutTags(text) : text;
  const found = ofAnswers.exec(words);
  const areSeveral =
    (found?.[1] ?? found?.[2]) !== undefined || (isFolded && /(?:answer|solution)s\b/i.test(words));
  const isMarked = isFolded || level > 0 || /^[*_]|[:：]\s*$/.test(text);
  const areHints = !found && isMarked && fieldOf(words) === 'hint';
  const isNamed = found ? isMarked || areSeveral : areHints || (isFolded && announcesAnswer(words));
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

const none = { answers: new Map<number, number>() };

/** The answers from a line on to all these questions, and where they end. */
function answersBelow(
  lines: readonly Line[],
  from: number,
  questions: readonly Counted[],
): { readonly answers: Map<number, number>; readonly end: number } | undefined {
  const open = new Map(questions.map(({ number, line }) => [number, line]));
  if (open.size < questions.length) return undefined;
  const first = lines[from];
  const answers = new Map<number, number>();
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
function isOfLast(
  lines: readonly Line[],
  { start, areHints }: Name,
  isMany: boolean,
  group: readonly Counted[],
): boolean {
  const { level = 0, text = '' } = lines[start] ?? {};
  const last = lines[group.at(-1)?.line ?? -1];
  const isWithin = last?.level
    ? level > last.level
    : level === 0 && last?.mark !== undefined && indentOf(text) >= last.mark.width;
  if (level > 0 && !isWithin) return false;
  const bodies = group.map(({ line }, at) => bodyOf(lines, line, group[at + 1]?.line ?? start));
  if (bodies.every(body => body === 'choices')) return false;
  return isWithin || !isMany || (!areHints && bodies.slice(0, -1).includes('answer'));
}

/** How much of a line's end is searched for a mark, in characters. */
const longestEnd = 10;

/**
 * Finds the lists of answers below a name whose numbers are just those of the questions above it,
 * if no others further above that have no answers have these, too.
 */
export function* keysIn(lines: readonly Line[]): Steps<AnswerKey[]> {
  const keys: AnswerKey[] = [];
  /** The numbers of questions that are open, and the lines that count since, by how far out they are. */
  const open = new Set<number>();
  const groups = new Map<number, Counted[]>();
  let heading: Line | undefined;
  const asks = ({ wording }: Counted) => likeness(undress(wording).title, true) >= surely;
  const close = (least: number, most = Infinity) => {
    for (const [rank, group] of groups) {
      if (rank < least || rank > most) continue;
      // Items before the heading of all questions lead to them.
      if (!ofQuestions.test(heading?.title ?? '') || group.some(asks))
        for (const { number } of group) open.add(number);
      groups.delete(rank);
    }
  };
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line || line.opaque || line.text === '') continue;
    const name = nameIn(lines, index);
    if (line.level > 0) heading = line;
    if (name) {
      const { start, words, areHints, areSeveral, isFolded } = name;
      // Some languages have no plural.
      const isMany = areSeveral || areHints || /[\u0590-\u1FFF\u3000-\uD7FF]/.test(words);
      const from = pastTags(lines, index + 1);
      const first = lines[from]?.mark?.number;
      let end = index;
      for (const group of first === undefined ? [] : groups.values()) {
        // What is folded below a heading is its own, but no part of an item before it.
        const isApart = line.level > 0 || (isFolded && lines[group[0]?.line ?? -1]?.level === 0);
        if (group.length < (isMany && isApart ? leastAnswers : leastBelowLabel)) continue;
        const isFit = group.every(({ number }) => !open.has(number));
        const found = isFit ? answersBelow(lines, from, group) : undefined;
        const isAsking = (at: number) =>
          asks({ line: at, number: 0, wording: lines[at]?.mark?.rest ?? '' });
        const areAsking = [...(found?.answers.values() ?? [])].every(isAsking);
        const isKey = found && (!areAsking || group.every(asks));
        if (isKey && isOfLast(lines, name, isMany, group)) {
          keys.push({ ...found, start, name: words, areHints, isOfLast: true });
          // Items of this list must not be counted as questions.
          index = [...found.answers.values()].at(-1) ?? index;
          break;
        }
        // Without the same numbers they are still no part of the last question's answer.
        const isNear = line.level > 0 && areSeveral && group.some(({ number }) => number === first);
        if (!isKey && !isNear) continue;
        const { answers } = isKey ? found : none;
        end = found?.end ?? from;
        while (!isKey && lines[end]?.level === 0) end++;
        // They may be questions, too.
        if (
          !isKey &&
          (!group.some(asks) || lines.slice(from, end).some((_, at) => isAsking(from + at)))
        )
          end = start;
        keys.push({ start, end, name: words, areHints, answers, isOfLast: false });
        if (isKey) index = end - 1;
        break;
      }
      if (index !== end - 1) close(-Infinity);
      else if (!areHints) groups.clear();
      if (index === end - 1) heading = undefined;
      continue;
    }
    const counted = countedIn(line, index);
    const { rank = Infinity, number } = counted ?? {};
    if (line.level > 0) close(line.level - (number === undefined ? 10 : 9), paragraphs - 1);
    if (!counted) continue;
    const isItem = rank >= paragraphs;
    if (isItem && heading) {
      if (groups.get(rank)?.at(-1)?.number !== counted.number - 1) close(paragraphs);
      heading = undefined;
    }
    const group = groups.get(rank);
    if (group) group.push(counted);
    else groups.set(rank, [counted]);
  }
  return keys;
}

/** The lists of answers to questions that begin on these lines. */
export function keysOf({ keys }: Page, starts: Iterable<number>): readonly AnswerKey[] {
  if (keys.length === 0) return keys;
  const known = new Set(starts);
  return keys.filter(
    ({ answers, isOfLast }) => !isOfLast && [...answers.keys()].every(line => known.has(line)),
  );
}

/** Adds each answer to its question, and a placeholder candidate that covers the lines of each key. */
export function withKeys(
  candidates: readonly Candidate[],
  keys: readonly AnswerKey[],
  lines: readonly Line[],
): readonly Candidate[] {
  if (keys.length === 0) return candidates;
  const all = new Map(candidates.map(one => [one.start, one]));
  for (const { start, end, name, areHints, answers } of keys) {
    if (answers.size === 0) continue;
    const ends = [...answers.values(), end];
    for (const [at, [line, from]] of [...answers].entries()) {
      const own = all.get(line);
      const { rest: first = '', width: indent = 0 } = lines[from]?.mark ?? {};
      if (!own) continue;
      const { answer, hint } = own.question;
      const added = answerOf(lines, from + 1, ends[at + 1] ?? end, { first, indent });
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
