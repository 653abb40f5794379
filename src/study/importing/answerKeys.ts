/**
 * Finds the lists of answers, or hints, that stand apart from their questions, and which questions
 * each belongs to: those with the same numbers above it. How such lists are written is in
 * `answerKeyForms.ts`; questions get their answers in `keyedAnswers.ts`.
 */
import type { Steps } from '../steps';
import {
  entriesIn,
  firstAnswer,
  isOtherForm,
  isRow,
  listFrom,
  longestEnd,
  mayBeMany,
  nameIn,
  ofAnswers,
  pastTags,
  type KeyName,
} from './answerKeyForms';
import { indentOf, isEmpty, longestLine, type Line } from './lines';
import { asks, isAsking, ofQuestions, OpenQuestions, type Counted } from './openQuestions';
import { linesInStep, type AnswerKey, type KeyedAnswer } from './shape';
import { topicAbove } from './shapes/topics';
import { addTo } from './grouping';

/** The least number of answers; of those below one that may be a single question's. */
const leastAnswers = 2;
const leastBelowLabel = 3;

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
  return isOfLast ? ([...answers.values()].at(-1)?.line ?? end) + 1 : end;
}

/** The list below a name, as the key to the first group of questions that it belongs to. */
function keyBelow(
  lines: readonly Line[],
  at: number,
  name: KeyName,
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

const none: AnswerKey['answers'] = new Map();

/** The lists below a heading, or one each, as the keys to these groups, one for each. */
function keysByPart(
  lines: readonly Line[],
  name: KeyName,
  parts: readonly (readonly Counted[])[],
): readonly AnswerKey[] | undefined {
  if (parts.length < leastAnswers) return undefined;
  const keys: AnswerKey[] = [];
  const { words, areHints } = name;
  const partOf = partsByTopic(parts.map(([first]) => topicOf(lines, first?.line ?? 0)));
  const answered = new Set<number>();
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
      label += `${text.slice(0, longestLabel)}\n`;
    }
    return from;
  };
  for (const index of parts.keys()) {
    const from = next();
    const part = partOf(label, index);
    // Something names each, and no two name one part.
    if (labels.size <= index || answered.has(part)) return undefined;
    answered.add(part);
    const found = answersTo(parts[part] ?? [], lines, from);
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

/** As much of a line names a part, in characters. */
const longestLabel = 100;

/** What may name a part: the line above its first question, and its heading. */
function topicOf(lines: readonly Line[], first: number): string {
  let above = '';
  for (let at = first - 1; at > first - longestBody; at--) {
    const { text = '', level = 0, mark } = lines[at] ?? {};
    if (mark?.number !== undefined && level === 0) break;
    const words = isEmpty(text) ? '' : text.slice(0, longestLabel);
    if (level > 0) return `${above}\n${words}`;
    above ||= words;
  }
  return above;
}

/** A word that more parts have names none of them. */
const mostNamed = 20;

/** Tells which part a label means: the one in order, unless another has more of its words. */
function partsByTopic(topics: readonly string[]): (label: string, inOrder: number) => number {
  const named = new Map<string, number[]>();
  for (const [part, topic] of topics.entries())
    for (const word of wordsOf(topic)) {
      addTo(named, word, part);
    }
  return (label, inOrder) => {
    const shared = new Map([[inOrder, 0]]);
    for (const word of wordsOf(label)) {
      const parts = named.get(word) ?? [];
      // Numbers and letters may count the lists.
      const weight = /\p{L}./u.test(word) ? 2 : 1;
      if (parts.length <= mostNamed)
        for (const part of parts) shared.set(part, (shared.get(part) ?? 0) + weight);
    }
    return [...shared].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  };
}

/** The words of a name, without those of all names, in one form for one and many. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[+#]+(?!\p{L}))?/gu) ?? [];
  const own = words.filter(
    word => !ofQuestions.test(word) && !ofAnswers.test(word) && !commonWords.test(word),
  );
  return new Set(own.map(word => word.replace(/(?<=\p{L}{2})(?:ie|y)?s$|(?<=\p{L}{2})y$/u, '')));
}

const commonWords = /^(?:questions?|keys?|the|of|and|in|on|to|for|with|about|from)$/;

/** The answers from a line on to just these questions; what asks answers none, unless all ask. */
function answersTo(group: readonly Counted[], lines: readonly Line[], from: number) {
  const found = answersBelow(lines, from, group);
  if (!found || group.every(asks)) return found;
  return [...found.answers.values()].every(({ line }) => isAsking(lines[line])) ? undefined : found;
}

/** The answers from a line on to all these questions, and where they end. */
function answersBelow(
  lines: readonly Line[],
  from: number,
  questions: readonly Counted[],
): Pick<AnswerKey, 'answers' | 'end'> | undefined {
  const open = new Map(questions.map(({ number, line }) => [number, line]));
  if (open.size < questions.length) return undefined;
  const first = lines[from];
  const read = listFrom(first);
  // A list of items has ended before one with a question mark; in other forms wording tells.
  const areItems = !isOtherForm(first);
  const answers = new Map<number, KeyedAnswer>();
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at];
    // A heading that asks is the question again.
    if (line?.level && line.level === first?.level && isAsking(line)) return undefined;
    const entries = read(line);
    if (!entries) break;
    // One more than there are questions: they are the answers to others, or steps.
    const isOneMore = entries.some(({ number }) => number === questions.length + 1);
    if (open.size === 0 && isOneMore && (areItems || !isAsking(line))) return undefined;
    // A number that is none of theirs ends it: others ask further below.
    if (entries.some(({ number }) => !open.has(number)) || (open.size === 0 && nameIn(lines, at)))
      break;
    for (const { number, words } of entries) {
      answers.set(open.get(number) ?? at, { line: at, words });
      open.delete(number);
    }
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
function isOfLast(lines: readonly Line[], name: KeyName, group: readonly Counted[]): boolean {
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

/** The next heading's line, from this one on; the end if there is none. */
function endOfSection(lines: readonly Line[], from: number): number {
  let end = from;
  while (lines[end]?.level === 0) end++;
  return end;
}
