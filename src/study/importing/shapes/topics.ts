/** Words between questions, without any mark, that are the topic of those below. */
import { isAnswerLabel } from '../body';
import type { Page, Start } from '../shape';
import { longAnswerWords } from '../sides';
import { likeness, surely, undress } from '../titles';

/** The most characters of a topic, and of a line's end that is searched for a colon. */
const longestTopic = 60;
const longestEnd = 20;

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

/**
 * The lines of topics, by the places of the questions right below them: what would else be all that
 * the question above has, or is out of its answer; then also what is above the first, and below
 * headings. Where most questions have only such a line below them, these are answers, unless one is
 * above the first and none below the last.
 */
export function topicsAbove(
  { lines, passedOver }: Page,
  starts: readonly Start[],
): ReadonlyMap<number, number> {
  const firsts = new Map<number, number>();
  const others = new Map<number, number>();
  const only = new Set<number>();
  let least = 0;
  const pastBlanks = (from: number) => {
    let to = from;
    while (to >= least && lines[to]?.text.trim() === '') to--;
    return to;
  };
  const isBold = (line: number) => /^[*_]/.test(lines[line]?.text ?? '');
  for (const [at, { line }] of starts.entries()) {
    const above = starts[at - 1];
    least = above?.body ?? 0;
    const topic = pastBlanks(line - 1);
    const own = lines[topic];
    let before = pastBlanks(topic - 1);
    if (topic < least || !own || own.mark || own.opaque || own.level > 0) continue;
    if (before === topic - 1 && topic > 0) continue;
    if (passedOver.has(topic) || !areTopic(own.text) || isAnswerLabel(own)) continue;
    if (!above || (lines[before]?.level ?? 0) > 0) firsts.set(at, topic);
    else {
      if (before < least && (above.first ?? '') === '') only.add(at);
      else if ((above.end ?? Infinity) <= topic) before = -1;
      // What a colon announces is a part of the answer.
      else if (!isBold(topic) || /[:：]\s*$/.test(lines[before]?.text.slice(-longestEnd) ?? ''))
        continue;
      while (before >= least && /^(?:\s|$)/.test(lines[before]?.text ?? '')) before--;
      if (before < least) others.set(at, topic);
    }
  }
  let end = starts.at(-1)?.body ?? 0;
  while (lines[end]?.level === 0 && /^(?:\s|$)/.test(lines[end]?.text ?? '')) end++;
  const isOpen = (lines[end]?.level ?? 1) > 0;
  if (only.size * 2 >= starts.length && !(firsts.has(0) && isOpen))
    for (const at of only) others.delete(at);
  const forms = new Set([...others.values()].map(isBold));
  for (const [at, topic] of firsts) if (forms.has(isBold(topic))) others.set(at, topic);
  return others;
}
