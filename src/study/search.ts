/**
 * Full-text search over questions, as a plain scan. At 10,000 questions it answers within
 * milliseconds while an index takes seconds to build.
 */
import { normalized } from './normalized';
import { finish, type Steps } from './steps';
import type { QuestionId } from './question';

/** The searchable texts of a question. Markdown or plain text; empty if there is none. */
export interface SearchEntry {
  readonly id: QuestionId;
  readonly title: string;
  readonly hint: string;
  readonly body: string;
  /** The person's own note. */
  readonly note?: string;
}

/** A question found. */
export interface SearchHit {
  readonly id: QuestionId;
  /** The first of title, hint, note and answer that, with those before it, has all words. */
  readonly where: 'title' | 'hint' | 'note' | 'answer';
  /** The text around the first word found there, for hits beyond the title; plain text. */
  readonly snippet?: string;
}

/**
 * Returns the questions that contain every word of the query, best first: the title counts more
 * than the hint, the hint more than the note and the note more than the answer; a phrase more than
 * its words, a word's start more than its middle, the text's start most, and an answer more if it
 * has the word more often. Ties keep their order. Case, accents and punctuation do not matter:
 * "select related" finds `select_related`, and "unit-test" finds "unit tests".
 *
 * @param limit the maximum number of hits, at least 1
 */
export interface Search {
  (query: string, limit: number): SearchHit[];
  /** The same in steps, so that typing can continue meanwhile. */
  readonly inSteps: (query: string, limit: number) => Steps<SearchHit[]>;
}

/** Prepares a search in one go. */
export function createSearch(entries: readonly SearchEntry[]): Search {
  return finish(prepareSearch(entries));
}

/** Number of UTF-16 units between steps. */
export const searchedInStep = 200_000;
/** Longer texts are prepared, and searched for a hit's place, in parts of this length. */
const longestPart = 50_000;
/** UTF-16 units, per word, between steps of a search, which only compares. */
export const lookedThroughInStep = 2_000_000;
/** Nobody searches for more words; each one scans all texts. */
const mostTerms = 12;

/**
 * Prepares a search in steps, so that typing is not blocked: lower-casing is the only preparation,
 * and takes a second for 100,000 answers.
 */
export function* prepareSearch(entries: readonly SearchEntry[]): Steps<Search> {
  const prepared: Prepared[] = [];
  let length = 0;
  for (const entry of entries) {
    const texts: string[] = [];
    for (const text of [entry.title, entry.hint, entry.note ?? '', entry.body]) {
      const parts: string[] = [];
      for (const part of partsOf(text)) {
        parts.push(searchable(part));
        length += part.length + 100;
        if (length < searchedInStep) continue;
        yield;
        length = 0;
      }
      texts.push(parts.filter(part => part !== '').join(' '));
    }
    const [title = '', hint = '', note = '', body = ''] = texts;
    prepared.push({ original: entry, title, hint, note, body });
  }
  const inSteps = (query: string, limit: number) => searchIn(prepared, query, limit);
  return Object.assign((query: string, limit: number) => finish(inSteps(query, limit)), {
    inSteps,
  });
}

function* searchIn(
  prepared: readonly Prepared[],
  query: string,
  limit: number,
): Steps<SearchHit[]> {
  const terms = termsOf(query);
  const phrase = searchable(query.slice(0, longestQuery));
  if (phrase === '') return [];
  const best = new Best(limit);
  let length = 0;
  for (const entry of prepared) {
    const score = scoreOf(entry, terms, phrase);
    if (score > best.least) best.add({ score, entry });
    const { title, hint, note, body } = entry;
    length += (title.length + hint.length + note.length + body.length + 100) * terms.length;
    if (length < lookedThroughInStep) continue;
    yield;
    length = 0;
  }
  const hits: SearchHit[] = [];
  for (const { entry } of best.hits) {
    hits.push(yield* toHit(entry, terms));
    yield;
  }
  return hits;
}

/** The text in parts, each up to the end of a line or, failing that, a word. */
function* partsOf(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > longestPart) {
    const part = text.slice(from, from + longestPart);
    const end = Math.max(part.lastIndexOf('\n'), part.lastIndexOf(' '), 0) + 1;
    const length = end > longestPart / 2 ? end : longestPart;
    yield part.slice(0, length);
    from += length;
  }
  yield text.slice(from);
}

const longestQuery = 200;

/** One typed word: "csrf", or several parts that belong together: "n+1". */
interface Term {
  /** From `searchable`; its parts are separated by one space. */
  readonly text: string;
  /** Found instead if the whole is not; empty for a single part. */
  readonly parts: readonly string[];
}

/** A single letter or digit is in every text: "django's" is about Django, not about "s". */
const shortestPart = 2;

function termsOf(query: string): readonly Term[] {
  const texts = query.slice(0, longestQuery).split(/\s+/).map(searchable);
  return [...new Set(texts)]
    .filter(text => text !== '')
    .slice(0, mostTerms)
    .map(text => {
      const parts = text.split(' ');
      const telling = parts.filter(part => part.length >= shortestPart);
      return { text, parts: parts.length > 1 ? telling : [] };
    });
}

interface Prepared {
  readonly original: SearchEntry;
  readonly title: string;
  readonly hint: string;
  readonly note: string;
  readonly body: string;
}

/** ASCII marks, all punctuation and white space; symbols beyond ASCII, such as emoji, are kept. */
const ignored = /[$+<=>^`|~\p{P}\s]/gu;
const ignoredRuns = /[$+<=>^`|~\p{P}\s]+/gu;

/** A text normalised for searching: folded, words one space apart. */
function searchable(text: string): string {
  return foldText(text).replace(ignoredRuns, ' ').trim();
}

/** A field's weight exceeds all that the fields after it can add for a word. */
const weights = { title: 400, hint: 130, note: 40, body: 4 } as const;

const ranks = { title: 3, hint: 2, note: 1, body: 0 } as const;

/** Ranks hits with all words in the title above those in the hint, whatever their scores. */
const rankStep = 1_000_000;

const fields = ['title', 'hint', 'note', 'body'] as const;
type Field = (typeof fields)[number];

/** The first place of a text in an entry, and its quality; `undefined` if there is none. */
function find(entry: Prepared, text: string): { field: Field; quality: number } | undefined {
  for (const field of fields) {
    const quality = qualityOf(entry[field], text);
    if (quality > 0) return { field, quality };
  }
  return undefined;
}

/** The texts of a term found in an entry: the whole or, failing that, all parts; otherwise none. */
function textsFound(entry: Prepared, { text, parts }: Term): readonly string[] {
  if (find(entry, text)) return [text];
  return parts.every(part => find(entry, part)) ? parts : [];
}

/** How well an entry matches the query; 0 if any term is missing. */
function scoreOf(entry: Prepared, terms: readonly Term[], phrase: string): number {
  const { title, hint, note, body } = entry;
  let score = 0;
  let rank: number = ranks.title;
  for (const term of terms) {
    const texts = textsFound(entry, term);
    if (texts.length === 0) return 0;
    for (const text of texts) {
      const found = find(entry, text);
      if (!found) continue;
      score += weights[found.field] * found.quality * wordsIn(text);
      // Most words are in many answers: the one that mentions them most is meant.
      if (found.field === 'body') score += countOf(body, text);
      rank = Math.min(rank, ranks[found.field]);
    }
  }
  if (phrase.includes(' ')) {
    if (title.includes(phrase)) score += 2 * weights.title;
    else if (hint.includes(phrase)) score += 2 * weights.hint;
    else if (note.includes(phrase)) score += 2 * weights.note;
    else if (body.includes(phrase)) score += 2 * weights.body + mostCounted * wordsIn(phrase);
  }
  if (title.startsWith(phrase)) score += weights.title;
  return rank * rankStep + score;
}

/** The number of words in a searchable text. */
function wordsIn(text: string): number {
  return text.split(' ').length;
}

/** The search for a word's best place in a text stops after this many. */
const mostPlaces = 8;

/** 3 if the text has the whole word, 2 if one starts with it, 1 in a word's middle, 0 nowhere. */
function qualityOf(text: string, word: string): number {
  let best = 0;
  let at = text.indexOf(word);
  for (let places = 0; at !== -1 && places < mostPlaces; places++) {
    if (isInWord(text, at - 1)) {
      if (best === 0) best = 1;
    } else {
      if (!isInWord(text, at + word.length)) return 3;
      best = 2;
    }
    at = text.indexOf(word, at + 1);
  }
  return best;
}

/** An answer with more occurrences of a word is about it; counting on adds nothing. */
const mostCounted = 20;

/** How often a text has the word, up to `mostCounted`. */
function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1 && count < mostCounted; count++) {
    at = text.indexOf(word, at + word.length);
  }
  return count;
}

/** Whether a word continues at a position of a searchable text. */
function isInWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && text.charCodeAt(at) !== 32;
}

interface Found {
  readonly score: number;
  readonly entry: Prepared;
}

/** The best hits so far, sorted: a one-letter query finds all, and sorting all takes longer. */
class Best {
  readonly hits: Found[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** The score to exceed to be among the best. */
  get least(): number {
    return this.hits.length < this.#limit ? 0 : (this.hits.at(-1)?.score ?? 0);
  }

  add(found: Found): void {
    const { hits } = this;
    let low = 0;
    let high = hits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((hits[middle]?.score ?? 0) >= found.score) low = middle + 1;
      else high = middle;
    }
    hits.splice(low, 0, found);
    if (hits.length > this.#limit) hits.pop();
  }
}

function* toHit(entry: Prepared, terms: readonly Term[]): Steps<SearchHit> {
  const { original } = entry;
  const { id } = original;
  const found = terms
    .flatMap(term => textsFound(entry, term))
    .map(text => ({ text, field: find(entry, text)?.field ?? 'title' }));
  for (const field of ['body', 'note', 'hint'] as const) {
    const first = found.find(candidate => candidate.field === field);
    if (!first) continue;
    const where = field === 'body' ? 'answer' : field;
    return { id, where, snippet: yield* snippetOf(original[field] ?? '', first.text) };
  }
  return { id, where: 'title' };
}

/**
 * The text around a match: at the start of a word if one of the first places is. The first part of
 * the text with a match is used, even if a later one has it at a word's start.
 */
function* snippetOf(original: string, text: string): Steps<string> {
  const pattern = new RegExp(text.replace(/[.*?()[\]{}\\/]/g, '\\$&').replaceAll(' ', ' +'), 'g');
  let whole = true;
  for (const part of partsOf(original)) {
    const composed = normalized(part, 'NFC'); // positions are those of the folded text
    const place = placeIn(composed, pattern);
    if (place) {
      const [at, length] = place;
      const around = snippet(composed, at, length);
      return whole || around.startsWith('…') ? around : `…${around}`;
    }
    whole = false;
    yield;
  }
  return snippet(original.slice(0, longestPart), 0, text.length);
}

function placeIn(part: string, pattern: RegExp): readonly [at: number, length: number] | undefined {
  const folded = foldText(part).replace(ignored, mark => ' '.repeat(mark.length));
  pattern.lastIndex = 0;
  let first: RegExpExecArray | undefined;
  for (let places = 0; places < mostPlaces; places++) {
    const match = pattern.exec(folded);
    if (!match) break;
    first ??= match;
    if (!isInWord(folded, match.index - 1)) return [match.index, match[0].length];
  }
  return first && [first.index, first[0].length];
}

const before = 40;
const after = 100;

/** The text around a position on one line, cut at words, without Markdown marks. */
function snippet(text: string, at: number, length: number): string {
  const start = at <= before ? 0 : (indexOfSpace(text, at - before, at) ?? at - 1) + 1;
  const end = Math.min(text.length, at + length + after);
  const cut = end < text.length ? Math.max(text.lastIndexOf(' ', end), at + length) : end;
  const plain = text
    .slice(start, cut)
    .replace(/^[ \t]*(?:#+|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replace(/`+|\*\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${start > 0 ? '…' : ''}${plain}${cut < text.length ? '…' : ''}`;
}

function indexOfSpace(text: string, from: number, to: number): number | undefined {
  for (let index = from; index < to; index++) if (/\s/.test(text.charAt(index))) return index;
  return undefined;
}

/**
 * Lower case without accents, the same length as the text in its composed form (NFC): a position
 * found in one is a position in the other.
 */
export function foldText(text: string): string {
  const lower = asciiOnly.test(text) ? text : normalized(text, 'NFC').replace(beyondAscii, fold);
  return lower.toLowerCase();
}

const asciiOnly = /^[\0-\x7f]*$/;
const beyondAscii = /[\u0080-\uffff]/g;
const folded = new Map<string, string>();

function fold(character: string): string {
  let result = folded.get(character);
  if (result === undefined) {
    const [base = character, ...marks] = character.normalize('NFD');
    const accented = marks.length > 0 && marks.every(mark => /\p{M}/u.test(mark));
    const lower = (accented ? base : character).toLowerCase();
    result = lower.length === 1 ? lower : character;
    folded.set(character, result);
  }
  return result;
}
