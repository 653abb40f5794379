/** Words between questions, without any mark, that are the topic of those below. */
import { isAnswerLabel } from '../body';
import type { Line } from '../lines';
import type { Page, Start } from '../shape';
import { longAnswerWords } from '../sides';
import { likeness, surely } from '../titles';
import { undress } from '../undress';

/** The most characters of a topic, and of a line's end that is searched for a colon. */
const longestTopic = 60;
const longestEnd = 20;

const aroundWords = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

const topicWords = new RegExp(
  String.raw`^(?:([*_]{2})(?=[^*_]+\1$))?(?!(?:${longAnswerWords})(?!\p{L}))[\p{L}\p{N}](?:[^:：]|(?<=\d)[:：])*[\p{L}\p{N})*_]$`,
  'iu',
);

/** Whether words are short, no sentence and no note such as `Hint: sort it`, also in bold. */
export function areTopic(words: string): boolean {
  if (words.length > longestTopic || !topicWords.test(words)) return false;
  const { title, numbered } = undress(words);
  return !numbered && likeness(title, false) < surely;
}

/** The line of words right above a line, apart from others, that are a topic or a label. */
export function topicAbove({ lines }: Pick<Page, 'lines'>, line: number): number | undefined {
  let at = line - 1;
  while (lines[at]?.text === '') at--;
  const { text = '', mark, opaque = true, level = 0 } = lines[at] ?? {};
  if (mark || opaque || level > 0 || !/^\s*$/.test(lines[at - 1]?.text ?? '')) return undefined;
  return areTopic(text.replace(/[:：](?=\**\s*$)/, '')) ? at : undefined;
}

/** Whether a number counts from one again below a topic, where the first one has a topic, too. */
export function isRestart(start: Start, [first]: readonly Start[]): boolean {
  return start.restarts === true && first?.restarts === true;
}

/** The words a line begins with, without marks around them; an option's letter is by itself. */
function partsOf(text: string): readonly string[] {
  return text
    .trim()
    .slice(0, 2 * longestTopic)
    .toLowerCase()
    .replace(aroundWords, '')
    .split(/[.):]\s+/);
}

/** Where so many others are answered at the margin and the first has no topic, a line apart is none. */
const leastAnswered = 3;

/**
 * The lines of topics, by the places of the questions right below them: what would else be all that
 * the question above has, or is out of its answer; then also what is above the first, and below
 * headings. In doubt a line is an answer: where most stand above one question only, where it is one
 * of the options above it, and where it is all of an answer and others are answered too.
 */
export function topicsAbove(
  { lines, passedOver }: Page,
  starts: readonly Start[],
): ReadonlyMap<number, number> {
  const firsts = new Map<number, number>();
  const others = new Map<number, number>();
  /** Of these, those that else are all of an answer, and those in or behind one. */
  const only = new Set<number>();
  const within = new Set<number>();
  let least = 0;
  let answered = 0;
  /** Whether one that else is all of an answer is a word in lower case, as `yield` is. */
  let isWord = false;
  /** How many have text at the margin below them. */
  let outside = 0;
  /** How many more of those in bold are behind answers than are all of one. */
  let boldBehind = 0;
  const pastBlanks = (from: number) => {
    let to = from;
    while (to >= least && lines[to]?.text.trim() === '') to--;
    return to;
  };
  const isBold = (line: number) => /^[*_]/.test(lines[line]?.text ?? '');
  /** Whether topics are plain words, as above the first. */
  const named = topicAbove({ lines }, starts[0]?.line ?? 0);
  const isNamed = named !== undefined && !isBold(named);
  for (const [at, { first = '', body }] of starts.entries()) {
    const end = starts[at + 1]?.line ?? lines.length;
    let from = body;
    while (from < end && lines[from]?.text.trim() === '') from++;
    if (first !== '' || (from < end && lines[from]?.level === 0)) answered++;
    if (first === '' && from < end && /^[^\s*_]/.test(lines[from]?.text ?? '')) outside++;
  }
  /** Those above a number that counts from one again. */
  const sure = new Map<number, number>();
  for (const [at, start] of starts.entries()) {
    const { line } = start;
    const above = starts[at - 1];
    least = above?.body ?? 0;
    const topic = pastBlanks(line - 1);
    const own = lines[topic];
    if (isRestart(start, starts) && topic >= least && !passedOver.has(topic)) {
      sure.set(at, topic);
      if (above) continue;
    }
    let before = pastBlanks(topic - 1);
    if (topic < least || !own || own.mark || own.opaque || own.level > 0) continue;
    if (before === topic - 1 && topic > 0) continue;
    if (passedOver.has(topic) || !areTopic(own.text) || isAnswerLabel(own)) continue;
    if (!above || (lines[before]?.level ?? 0) > 0) firsts.set(at, topic);
    else {
      const isOut = (above.end ?? Infinity) <= topic;
      const isOnly = before < least && (above.first ?? '') === '';
      if (isOut) before = -1;
      // What a colon announces is a part of the answer.
      else if (
        !isOnly &&
        ((!isBold(topic) && !isNamed) ||
          /[:：]\s*$/.test(lines[before]?.text.slice(-longestEnd) ?? ''))
      )
        continue;
      while (before >= least && /^(?:\s|$)/.test(lines[before]?.text ?? '')) before--;
      const [words = ''] = partsOf(own.text);
      const isOption = ({ text }: Line) => partsOf(text).includes(words);
      if (before >= least || lines.slice(least, topic).some(isOption)) continue;
      others.set(at, topic);
      if (isOnly) only.add(at);
      isWord ||= isOnly && /^\p{Ll}/u.test(own.text);
      if (isBold(topic)) boldBehind += isOnly ? -1 : 1;
      if (!isOut) within.add(at);
    }
  }
  const places = [...others.keys(), starts.length];
  const sizes = places.map((place, index) => place - (places[index - 1] ?? 0));
  const excess = (some: readonly number[]) =>
    some.filter(size => size > 1).length * 2 - some.length;
  const areMany = excess(sizes) < 0;
  const areLarge = excess(sizes) > 0 && excess(sizes.slice(1)) > 0;
  const areStray = firsts.size === 0 && outside - only.size >= leastAnswered;
  const areAnswered =
    (isWord && firsts.size === 0) || (answered - only.size) * 2 >= starts.length - only.size;
  for (const [at, topic] of others) {
    const isAnswer = areAnswered && only.has(at) && !(boldBehind > 0 && isBold(topic));
    const isStray = areStray && topic + 1 !== starts[at]?.line;
    if (isStray || (within.has(at) ? !areLarge || isAnswer : areMany)) others.delete(at);
  }
  if (sure.size > 1) for (const [at, topic] of sure) others.set(at, topic);
  const forms = new Set([...others.values()].map(isBold));
  for (const [at, topic] of firsts) if (forms.has(isBold(topic))) others.set(at, topic);
  return others;
}
