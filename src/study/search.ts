/**
 * Full-text search over questions: a plain scan, because at 10,000 questions it answers within
 * milliseconds while an index takes seconds to build.
 */
import { finish, type Steps } from './steps';
import type { QuestionId } from './question';

/** What is searched of a question. Markdown or plain text; empty where there is none. */
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
  /** The first of title, hint, note and answer that, with those before it, holds all words. */
  readonly where: 'title' | 'hint' | 'note' | 'answer';
  /** The text around the first word found there, for hits beyond the title; plain text. */
  readonly snippet?: string;
}

/**
 * Gives the questions that hold every word of the query, best first: the title counts more than the
 * hint, the hint more than the note and the note more than the answer; a phrase more than its words,
 * a word's start more than its middle, the text's start most, and an answer more that has the word
 * more often. Equals keep their order. Case and accents do not matter.
 *
 * @param limit the most hits to give, at least 1
 */
export type Search = (query: string, limit: number) => SearchHit[];

/** Prepares a search at one go. */
export function createSearch(entries: readonly SearchEntry[]): Search {
  return finish(prepareSearch(entries));
}

/** After this many entries there is a step. */
const entriesInStep = 50;

/**
 * Prepares a search in steps, so that nobody who types meanwhile has to wait: lower-casing is all
 * there is to prepare, and takes a second for 100,000 answers.
 */
export function* prepareSearch(entries: readonly SearchEntry[]): Steps<Search> {
  const prepared: Prepared[] = [];
  for (const entry of entries) {
    prepared.push(prepare(entry));
    if (prepared.length % entriesInStep === 0) yield;
  }
  return (query, limit) => {
    const phrase = foldText(query).trim().replace(/\s+/g, ' ').slice(0, longestQuery);
    if (phrase === '') return [];
    const words = [...new Set(phrase.split(' '))];
    const best = new Best(limit);
    for (const entry of prepared) {
      const score = scoreOf(entry, words, phrase);
      if (score > best.least) best.add({ score, entry });
    }
    return best.hits.map(({ entry }) => toHit(entry, words));
  };
}

const longestQuery = 200;

interface Prepared {
  readonly original: Required<SearchEntry>;
  readonly title: string;
  readonly hint: string;
  readonly note: string;
  readonly body: string;
}

function prepare(entry: SearchEntry): Prepared {
  const { title } = entry;
  const hint = entry.hint.normalize('NFC');
  const note = (entry.note ?? '').normalize('NFC');
  const body = entry.body.normalize('NFC');
  return {
    original: { id: entry.id, title, hint, note, body },
    title: foldText(title),
    hint: foldText(hint),
    note: foldText(note),
    body: foldText(body),
  };
}

/** A field's weight is more than all that the fields after it can add for a word. */
const weights = { title: 400, hint: 130, note: 40, answer: 4 } as const;

/** Where all words of a hit in the title rank above one in the hint, whatever their scores. */
const rankStep = 1_000_000;

/** How well an entry answers the query; 0 where a word is nowhere in it. */
function scoreOf(entry: Prepared, words: readonly string[], phrase: string): number {
  const { title, hint, note, body } = entry;
  let score = 0;
  let rank = 3;
  for (const word of words) {
    let quality = qualityOf(title, word);
    if (quality > 0) {
      score += weights.title * quality;
    } else if ((quality = qualityOf(hint, word)) > 0) {
      score += weights.hint * quality;
      rank = Math.min(rank, 2);
    } else if ((quality = qualityOf(note, word)) > 0) {
      score += weights.note * quality;
      rank = Math.min(rank, 1);
    } else if ((quality = qualityOf(body, word)) > 0) {
      // Most words are in many answers: the one that speaks of them most is meant.
      score += weights.answer * quality + countOf(body, word);
      rank = 0;
    } else {
      return 0;
    }
  }
  if (words.length > 1) {
    if (title.includes(phrase)) score += 2 * weights.title;
    else if (hint.includes(phrase)) score += 2 * weights.hint;
    else if (note.includes(phrase)) score += 2 * weights.note;
    else if (body.includes(phrase)) score += 2 * weights.answer;
  }
  if (title.startsWith(phrase)) score += weights.title;
  return rank * rankStep + score;
}

/** Beyond this many places of a word in a text its best one is not looked for any further. */
const mostPlaces = 8;

/** 3 where the text has the word whole, 2 where one starts with it, 1 in a word's middle, 0 nowhere. */
function qualityOf(text: string, word: string): number {
  let best = 0;
  let at = text.indexOf(word);
  for (let places = 0; at !== -1 && places < mostPlaces; places++) {
    if (at > 0 && isWordCharacter(text.charCodeAt(at - 1))) {
      if (best === 0) best = 1;
    } else {
      const end = at + word.length;
      if (end >= text.length || !isWordCharacter(text.charCodeAt(end))) return 3;
      best = 2;
    }
    at = text.indexOf(word, at + 1);
  }
  return best;
}

/** An answer that has a word more often than this is about it, and counting on tells nothing more. */
const mostCounted = 20;

/** How often a text has the word, up to `mostCounted`. */
function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1 && count < mostCounted; count++) {
    at = text.indexOf(word, at + word.length);
  }
  return count;
}

/** Letters, digits, the underscore, and whatever is not ASCII. */
function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95 || code > 127;
}

interface Found {
  readonly score: number;
  readonly entry: Prepared;
}

/** The best hits so far, sorted: a query of one letter finds all, and sorting all takes longer. */
class Best {
  readonly hits: Found[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** A hit must score more than this to be among the best. */
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

function toHit(
  { original, title, hint, note, body }: Prepared,
  words: readonly string[],
): SearchHit {
  const { id } = original;
  const beyondTitle = words.filter(word => !title.includes(word));
  const beyondHint = beyondTitle.filter(word => !hint.includes(word));
  const inAnswer = beyondHint.find(word => !note.includes(word));
  if (inAnswer !== undefined) {
    const text = snippet(original.body, placeOf(body, inAnswer), inAnswer.length);
    return { id, where: 'answer', snippet: text };
  }
  const [inNote] = beyondHint;
  if (inNote !== undefined) {
    const text = snippet(original.note, placeOf(note, inNote), inNote.length);
    return { id, where: 'note', snippet: text };
  }
  const [inHint] = beyondTitle;
  if (inHint === undefined) return { id, where: 'title' };
  const text = snippet(original.hint, placeOf(hint, inHint), inHint.length);
  return { id, where: 'hint', snippet: text };
}

/** Where a text has a word: at the start of one if there is one such among the first places. */
function placeOf(text: string, word: string): number {
  const first = text.indexOf(word);
  let at = first;
  for (let places = 0; at !== -1 && places < mostPlaces; places++) {
    if (at === 0 || !isWordCharacter(text.charCodeAt(at - 1))) return at;
    at = text.indexOf(word, at + 1);
  }
  return first;
}

const before = 40;
const after = 100;

/** The text around a position on one line, cut at words, without the marks of Markdown. */
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
  const lower = asciiOnly.test(text) ? text : text.normalize('NFC').replace(beyondAscii, fold);
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
