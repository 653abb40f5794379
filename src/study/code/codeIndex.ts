/**
 * Finds which questions are about which names. Reads the code spans in title, hint and answer and
 * the answer's code. A name weighs more the fewer questions have it (the inverse document frequency
 * of Spärck Jones, 1972: ln(1 + N / n)).
 */
import type { QuestionId } from '../question';
import { finish, type Steps } from '../steps';
import { isTelling, symbolsOf, type CodeSymbol } from './symbols';
import { topics } from './topics';

/** The indexed text of a question. `title` and `hint` are Markdown, as is `body`, the answer. */
export interface CodeEntry {
  readonly id: QuestionId;
  readonly title: string;
  readonly hint: string;
  readonly body: string;
  /** Whether it is about people or experience instead of code. */
  readonly isSoft?: boolean;
}

/** A question related to a piece of code. */
export interface CodeMatch {
  readonly id: QuestionId;
  /** Above 0; only comparable among matches of one piece of code. */
  readonly score: number;
  /** The names that code and question share, the most telling first; at least one. */
  readonly shared: readonly CodeSymbol[];
}

/** Built once over all questions; a lookup takes time in proportion to the code, not to them. */
export interface CodeIndex {
  /** The questions related to `symbols`, best first, at most `limit`. */
  match(symbols: readonly CodeSymbol[], limit: number): readonly CodeMatch[];
  /** The names a question is about, the most telling first, at most `limit`; none if unknown. */
  about(id: QuestionId, limit: number): readonly string[];
  /** The questions about `name`, best first. */
  questionsAbout(name: string): readonly QuestionId[];
}

/** Weight of a name by its place in the question. */
const weights = { title: 8, hint: 6, span: 3, code: 1 } as const;

/** A question is about a name it has in a span with at least half the weight of any other. */
const aboutShare = 0.5;

/** A name that a larger share of all questions has says nothing about any of them. */
const mostCommon = 0.3;

/** Weight of having a name only in the answer's code: examples import a lot. */
const codeShare = 0.2;

interface Posting {
  readonly id: QuestionId;
  readonly weight: number;
}

/** Reads all entries in one go; takes time in proportion to their text. */
export function createCodeIndex(entries: readonly CodeEntry[]): CodeIndex {
  return finish(prepareCodeIndex(entries));
}

/** There is a step after this many UTF-16 units. */
export const indexedInStep = 50_000;
/** Text beyond this, in UTF-16 units, is not searched for names in an answer, title or hint. */
export const longestIndexed = 100_000;

/** The same in steps, so that a key press does not wait for all of it. */
export function* prepareCodeIndex(entries: readonly CodeEntry[]): Steps<CodeIndex> {
  const weighed: { readonly id: QuestionId; readonly names: ReadonlyMap<string, number> }[] = [];
  const examples = new Set<string>();
  let length = 0;
  for (const entry of entries) {
    const { prose, code } = splitFences(entry.body.slice(0, longestIndexed));
    weighed.push({ id: entry.id, names: weigh(entry, prose, code) });
    addDefined(code, examples);
    length += entry.title.length + entry.hint.length + prose.length + code.length;
    if (length < indexedInStep) continue;
    yield;
    length = 0;
  }
  const postings = new Map<string, Posting[]>();
  for (const { id, names } of weighed) {
    for (const [name, weight] of names) {
      const list = postings.get(name);
      if (list) list.push({ id, weight });
      else postings.set(name, [{ id, weight }]);
    }
    length += names.size * 20;
    if (length < indexedInStep) continue;
    yield;
    length = 0;
  }
  const rarest = Math.max(2, entries.length * mostCommon);
  const rarity = (name: string): number => {
    const have = frequency(postings.get(name) ?? []);
    return have === 0 || have > rarest || examples.has(name)
      ? 0
      : Math.log(1 + entries.length / have);
  };
  /** The least weight with which a question is about the name. Looks at all that have it. */
  const leastAbout = (name: string): number =>
    isSymbol(name) && rarity(name) > 0
      ? Math.max(weights.span, aboutShare * heaviest(postings.get(name) ?? []))
      : Infinity;
  const topicsOf = indexTopics(weighed.map(({ id }) => id));
  const soft = new Set(entries.filter(({ isSoft }) => isSoft).map(({ id }) => id));
  /** How much a name tells about each question that has it. */
  const gainsOf = (name: string): ReadonlyMap<QuestionId, number> => {
    const gains = new Map<QuestionId, number>();
    const ofTopics = topicsOf.get(name) ?? [];
    for (const { id, strength } of ofTopics) {
      gains.set(id, strength * Math.log(1 + entries.length / ofTopics.length));
    }
    const rare = rarity(name);
    // A name that is one question's topic appears in other examples by chance.
    if (rare > 0 && isSymbol(name)) {
      for (const { id, weight } of postings.get(name) ?? []) {
        const share =
          weight < weights.span ? inCodeOnly : ofTopics.length > 0 ? besideTopic : ofText;
        gains.set(id, (gains.get(id) ?? 0) + share * rare * Math.log2(1 + weight));
      }
    }
    for (const id of soft) gains.delete(id);
    return gains;
  };
  const namesOf = new Map(weighed.map(({ id, names }) => [id, names]));

  return {
    match(symbols, limit) {
      const scores = new Map<QuestionId, { score: number; shared: [CodeSymbol, number][] }>();
      for (const symbol of symbols) {
        if (symbol.weight === 0) continue;
        const gains = gainsOf(symbol.name);
        for (const [id, own] of gains) {
          const gain = own * symbol.weight * (1 + Math.log2(symbol.count) / 4);
          const known = scores.get(id) ?? { score: 0, shared: [] };
          known.score += gain;
          known.shared.push([symbol, gain]);
          scores.set(id, known);
        }
      }
      return [...scores]
        .filter(([, { score }]) => score >= leastScore)
        .sort(([, a], [, b]) => b.score - a.score)
        .slice(0, Math.max(0, limit))
        .map(([id, { score, shared }]) => ({
          id,
          score,
          shared: shared.sort(([, a], [, b]) => b - a).map(([symbol]) => symbol),
        }));
    },
    about(id, limit) {
      return [...(namesOf.get(id) ?? [])]
        .filter(([name, weight]) => weight >= leastAbout(name))
        .map(([name, weight]) => ({ name, tells: weight * rarity(name) }))
        .sort((a, b) => b.tells - a.tells)
        .slice(0, Math.max(0, limit))
        .map(({ name }) => name);
    },
    questionsAbout(name) {
      const least = leastAbout(name);
      return (postings.get(name) ?? [])
        .filter(({ weight }) => weight >= least)
        .sort((a, b) => b.weight - a.weight)
        .map(({ id }) => id);
    },
  };
}

/** Weight of a name in a question: in a span, beside another question's topic, in code only. */
const ofText = 0.6;
const besideTopic = 0.15;
const inCodeOnly = 0.1;
/** Weight of a name that tells a topic only together with others. */
const weakly = 0.35;

/** A single common word is chance; a Django name, or a few names together, are not. */
const leastScore = 2.5;

interface TopicPosting {
  readonly id: QuestionId;
  readonly strength: number;
}

/** The topics of the given questions, by their names. */
function indexTopics(ids: readonly QuestionId[]): ReadonlyMap<string, readonly TopicPosting[]> {
  const found = new Map<string, TopicPosting[]>();
  for (const id of ids) {
    if (!Object.hasOwn(topics, id)) continue;
    const { strong = [], weak = [] } = topics[id] ?? {};
    for (const [names, strength] of [[strong, 1] as const, [weak, weakly] as const]) {
      for (const name of names) {
        const list = found.get(name) ?? [];
        list.push({ id, strength });
        found.set(name, list);
      }
    }
  }
  return found;
}

/** Number of questions with a name; those that have it only in code count less. */
function frequency(have: readonly Posting[]): number {
  let sum = 0;
  for (const { weight } of have) sum += weight >= weights.span ? 1 : codeShare;
  return sum;
}

/** Whether a name is code, not a word of prose: `post_save`, `QuerySet`, `CACHES`. */
function isSymbol(name: string): boolean {
  if (protocolWords.has(name)) return false;
  return /[A-Za-z0-9]_[A-Za-z0-9]|[a-z][A-Z]|^[A-Z]{4,}$/.test(name) && !name.endsWith('_');
}

const protocolWords = new Set(
  'COPY DELETE EXPOSE FROM HEAD HTTP HTTPS INSERT JOIN JSON OPTIONS PATCH POST SELECT UPDATE WHERE HttpOnly localStorage'.split(
    ' ',
  ),
);

/** Every name of a question with its weight, summed over all its places. */
function weigh(entry: CodeEntry, prose: string, code: string): ReadonlyMap<string, number> {
  const title = entry.title.slice(0, longestIndexed);
  const hint = entry.hint.slice(0, longestIndexed);
  const names = new Map<string, number>();
  const add = (text: string, weight: number, most: number) => {
    for (const { name, count } of symbolsOf(text, 'other')) {
      names.set(name, (names.get(name) ?? 0) + weight * Math.min(count, most));
    }
  };
  // Words of a title count as names too: "middleware", "signals".
  for (const text of [title, hint]) {
    for (const { name } of symbolsOf(text, 'other')) {
      const lower = name.toLowerCase();
      if (isTelling(lower)) names.set(lower, (names.get(lower) ?? 0) + 1);
    }
  }
  add(spansOf(title), weights.title, 1);
  add(spansOf(hint), weights.hint, 1);
  add(spansOf(prose), weights.span, 5);
  add(code, weights.code, 3);
  return names;
}

function heaviest(posts: readonly Posting[]): number {
  return posts.reduce((most, { weight }) => Math.max(most, weight), 0);
}

/** The code spans of Markdown that end on their line, between the same backticks. */
function spansOf(markdown: string): string {
  const spans: string[] = [];
  for (const line of markdown.split('\n')) {
    if (!line.includes('`')) continue;
    let open: { readonly length: number; readonly end: number } | undefined;
    // An unclosed span is skipped at the end of the line: this only looks for names.
    for (const { 0: run, index } of line.matchAll(/`+/g)) {
      if (open?.length === run.length) {
        spans.push(line.slice(open.end, index));
        open = undefined;
      } else open ??= { length: run.length, end: index + run.length };
    }
  }
  return spans.join('\n');
}

/** Takes the fenced code out of Markdown. */
function splitFences(markdown: string): { readonly prose: string; readonly code: string } {
  const prose: string[] = [];
  const code: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      if (mark === undefined) prose.push(line);
      else fence = mark;
    } else if (mark?.startsWith(fence) && line.trim() === mark) {
      fence = undefined;
    } else {
      code.push(line);
    }
  }
  return { prose: prose.join('\n'), code: code.join('\n') };
}

/** Names that examples define (`class Book`) belong to the examples, not to Django. */
function addDefined(code: string, names: Set<string>): void {
  for (const [, name] of code.matchAll(/^(?:class|def|async def)\s+([A-Za-z_]\w*)/gm)) {
    if (name !== undefined) names.add(name);
  }
}
