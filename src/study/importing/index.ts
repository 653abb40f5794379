/** Finds questions in files that are not packs: tables, JSON, flashcards, Markdown lists. */
import { normalize } from '../pack/blocks';
import { maximumFileLength, maximumQuestions } from '../pack/file';
import { finish, type Steps } from '../steps';
import { isAnkiHtml, isAnkiText, readAnki, readAnkiNotes, type AnkiNote } from './anki';
import { readTable, readingOfTable, type Table } from './columns';
import { crowdAnkiNotes, isCrowdAnki } from './crowdAnki';
import type { FoundQuestion, LeftOut, Reading } from './found';
import { asMarkdown } from './dialects';
import { readFrontMatter } from './frontMatter';
import { readGift } from './gift';
import { parseJson, readJson } from './json';
import { isLatex, isLogseq, isRestructured } from './lines';
import { readMarkdown } from './markdown';
import { fieldOf, forgetNames, type Columns } from './names';
import { forgetWordings } from './remembered';
import { withoutCounts, withoutSharedCodes } from './sharedMarks';
import { withBoxes } from './ticks';
import { likeness, surely } from './titles';

export type { Table } from './columns';
export type { FoundQuestion, LeftOut, Reading } from './found';

/** The questions found in a file. */
export interface Found {
  /** The possible readings, the one to propose first; each has at least one question. */
  readonly readings: readonly Reading[];
  /** A table's cells, so that its columns can be reassigned. */
  readonly table?: Table;
  /** Why nothing could be read. `links`: only links to questions elsewhere. */
  readonly failure?: 'too-large' | 'not-json' | 'links' | 'nothing';
}

/** Finds the questions of a file, whose name gives its kind, in one go. Never throws. */
export function findQuestions(name: string, original: string): Found {
  return finish(findQuestionsInSteps(name, original));
}

/** `findQuestions` in steps of a few milliseconds. */
export function* findQuestionsInSteps(name: string, original: string): Steps<Found> {
  try {
    return yield* readFile(name, original);
  } finally {
    forgetWordings();
    forgetNames();
  }
}

/** A reading with all that it leaves out, which takes time to find for others than the first. */
export function* withAllLeftOut({ leftOutBesides, ...reading }: Reading): Steps<Reading> {
  if (!leftOutBesides) return reading;
  try {
    const { at, found } = yield* leftOutBesides();
    const { leftOut } = reading;
    return { ...reading, leftOut: [...leftOut.slice(0, at), ...found, ...leftOut.slice(at)] };
  } finally {
    forgetWordings();
    forgetNames();
  }
}

/** Finds the questions of a deck, in steps of a few milliseconds. */
export function* findInDeckInSteps(notes: Iterable<AnkiNote>): Steps<Found> {
  return present([yield* tidyInSteps(yield* readAnkiNotes(notes))]);
}

function* readFile(name: string, original: string, isPage = false): Steps<Found> {
  if (original.length > maximumFileLength) return { readings: [], failure: 'too-large' };
  const text = normalize(original);
  yield;
  if (/\.jsonl?$|\.ndjson$/i.test(name)) {
    let value: unknown;
    try {
      value = parseJson(text);
    } catch {
      return { readings: [], failure: 'not-json' };
    }
    yield;
    if (isCrowdAnki(value)) return yield* findInDeckInSteps(crowdAnkiNotes(value));
    const reading = yield* readJson(value);
    yield;
    return present([yield* tidyInSteps(reading)]);
  }
  const decks = isPage ? undefined : decksIn(text);
  if (decks) {
    const { readings } = yield* readFile(name, decks.page, true);
    const [best] = readings;
    const cards = present(
      decks.anki === '' ? [] : [yield* tidyInSteps(yield* readAnki(decks.anki))],
    ).readings;
    const areFew = best && best.questions.length > (cards[0]?.questions.length ?? 0);
    return present(areFew ? [...readings, ...cards] : [...cards, ...readings]);
  }
  if (isAnkiText(text)) {
    const reading = yield* readAnki(text);
    return present([yield* tidyInSteps(reading)]);
  }
  const isTabs = /\.(?:tsv|tab)$/i.test(name);
  if (isTabs || /\.csv$/i.test(name)) return yield* ofTable(readTable(text, isTabs));
  if (/\.txt$/i.test(name)) {
    if (hasCells(text)) {
      const found = yield* ofTable(readTable(text, true));
      if (!isAnkiHtml(text)) return found;
      const cards = present([yield* tidyInSteps(yield* readAnki(text))]);
      return { ...found, readings: [...cards.readings, ...found.readings] };
    }
    const [first = ''] = text.split('\n', 1);
    if (first.split(/[,;|]/).some(cell => fieldOf(cell) === 'title') && /[,;|]/.test(first)) {
      return yield* ofTable(readTable(text, false));
    }
    if (isDivided(text)) return yield* ofTable(readTable(text, false));
    const cards = asCards(text);
    if (cards !== undefined) return yield* ofTable(readTable(cards, true));
  }
  if (isGift(name, text)) return present([yield* tidyInSteps(yield* readGift(text))]);
  const { readings, leftOut } = yield* readMarkdown(
    withBoxes(hasOtherMarkup(name, text) ? asMarkdown(name, text) : text),
  );
  const listed = yield* readFrontMatter(text);
  const tidied: Reading[] = [];
  for (const reading of withListed(readings, listed)) {
    tidied.push(yield* tidyInSteps(reading));
  }
  const found = present(tidied);
  const hasLinks = leftOut.some(({ reason }) => reason === 'links');
  return found.failure !== undefined && hasLinks ? { readings: [], failure: 'links' } : found;
}

/**
 * With the questions in the front matter: first if the page below is a text that asks little, else
 * last, as sites list there what its readers may ask.
 */
function withListed(page: readonly Reading[], listed: Reading | undefined): readonly Reading[] {
  if (!listed) return page;
  const [best] = page;
  const isPage =
    best && (best.certainty >= surely || best.questions.length >= listed.questions.length);
  return isPage ? [...page, listed] : [listed, ...page];
}

/**
 * The decks that a page has in fences, for readers to copy: that of Anki's, and the page with cards of
 * notes out of their fences; `undefined` if there are none.
 */
function decksIn(text: string): { readonly anki: string; readonly page: string } | undefined {
  if (!/^(?:`{3}|~{3})/m.test(text) || !/^#(?:separator:|html:|flashcards?\b)/m.test(text))
    return undefined;
  const lines = text.split('\n');
  let [open, anki, isFound] = [-1, '', false];
  for (const [at, line] of lines.entries()) {
    const mark = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
    if (mark === undefined) continue;
    if (open === -1) open = at;
    else if (line.trimEnd() === /^(?:`+|~+)/.exec(lines[open] ?? '')?.[0]) {
      const inside = lines
        .slice(open + 1, at)
        .join('\n')
        .trimStart();
      const isNote = /^#flashcards?\b/.test(inside);
      if (isNote || (anki === '' && isAnkiText(inside))) {
        isFound = true;
        if (isNote) lines[open] = lines[at] = '';
        else anki = inside;
      }
      open = -1;
    }
  }
  if (!isFound) return undefined;
  return { anki, page: lines.join('\n') };
}

/** Whether a text has the answers of GIFT, in braces behind a question, and its names or its ending. */
function isGift(name: string, text: string): boolean {
  const isNamed =
    /\.gift(?:\.txt)?$/i.test(name) || /^(?:::(?:[^:\n]|:(?!:))*::|\$CATEGORY:)/m.test(text);
  return isNamed && /(?<!\\)\{\s*(?:[=~#TF}])/.test(text);
}

/** Whether a file is not in Markdown, or has boxes that fold, as notes and sites do. */
function hasOtherMarkup(name: string, text: string): boolean {
  return (
    /\.(?:org|adoc|asciidoc|asc|rst|rest)$/i.test(name) ||
    isLatex(text) ||
    isLogseq(text) ||
    (/\.txt$/i.test(name) && isRestructured(text)) ||
    /^(?::::|\?\?\?\+?[ \t]|> ?\[!(?:question|faq|help)\]|START[ \t]*$)/im.test(text)
  );
}

/** The least number of lines, and the share of them with as many separators, of a table. */
const leastRows = 3;
const mostAlike = 0.8;

/** The least share of lines with cells, where none of these has several lines. */
const leastWithCells = 0.25;

/** Whether tabs divide cells; in a text from a word processor they are behind numbers and bullets. */
function hasCells(text: string): boolean {
  if (!text.includes('\t')) return false;
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const cells = lines.filter(line =>
    /\S[ \t]*\t/.test(line.replace(/^\s*(?:[-*+•●○▪o·§]|\(?\w{1,3}[.)])\t/, '')),
  ).length;
  return cells >= (/(?:^|\t)"/m.test(text) ? 1 : leastWithCells * lines.length) && cells > 0;
}

/** The least number of lines, and their share of all, that are a term and its meaning. */
const leastCards = 4;
const leastShareOfCards = 0.9;

/** `term - meaning` or `term---meaning` in each line, with a tab in between; `undefined` for other texts. */
function asCards(text: string): string | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const cards = lines.map(line =>
    line.replace(/^(?![-*+#>]|\d+[.)])([^\t?？]{1,80}?)(?: [-–—=] | ?-{3} ?)(?=[^\s-])/, '$1\t'),
  );
  const found = cards.filter((card, index) => card !== lines[index]).length;
  return found >= leastCards && found >= leastShareOfCards * lines.length
    ? cards.join('\n')
    : undefined;
}

/** Whether the lines of a text are rows: most have as many semicolons or bars, and all have some. */
function isDivided(text: string): boolean {
  const lines = text.split('\n', 2000).filter(line => line.trim() !== '');
  if (lines.length < leastRows) return false;
  return [';', '|'].some(separator => {
    const counts = lines.map(line => line.split(separator).length - 1);
    if (counts.some(count => count === 0)) return false;
    const alike = counts.filter(count => count === counts[0]).length;
    return alike >= mostAlike * lines.length;
  });
}

/** The questions of a table with its columns reassigned, in steps of a few milliseconds. */
export function* readAs(table: Table, columns: Columns): Steps<Reading> {
  return yield* tidyInSteps(yield* readingOfTable(table, columns));
}

function* ofTable(table: Table): Steps<Found> {
  yield;
  return { ...present([yield* readAs(table, table.columns)]), table };
}

function present(tidied: readonly Reading[]): Found {
  const readings = tidied.filter(({ questions }) => questions.length > 0);
  if (readings.length > 0) return { readings };
  return { readings: [], failure: 'nothing' };
}

/** This many questions take about a millisecond. */
const questionsInStep = 2000;

/** A longer wording without an answer, in UTF-16 units, names its subject. */
const longestOfCategory = 50;

/**
 * Keeps each question once, up to a pack's limit. A short one without an answer may ask about its
 * category, as "What are the pros and cons?" does, so it is another one in another category.
 */
function* tidyInSteps(reading: Reading): Steps<Reading> {
  /** The answers seen so far, by wording. */
  const seen = new Map<string, string | Set<string>>();
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [...reading.leftOut];
  const { shape } = reading;
  const all = withoutSharedCodes(reading.questions);
  const own = shape === 'json' || shape === 'columns' ? withoutCounts(all) : all;
  for (const [index, one] of own.entries()) {
    if (index % questionsInStep === 0) yield;
    const wording = one.title.toLowerCase();
    const isOfCategory =
      one.answer === '' &&
      one.title.length <= longestOfCategory &&
      likeness(one.title, false) >= surely;
    const key = isOfCategory ? `${wording}\n${one.category}` : wording;
    const answers = seen.get(key);
    const isKnown = typeof answers === 'object' ? answers.has(one.answer) : answers === one.answer;
    if (isKnown) leftOut.push({ reason: 'duplicate', text: one.title.slice(0, 80) });
    else if (questions.length >= maximumQuestions) {
      leftOut.push({ reason: 'too-many', text: one.title.slice(0, 80) });
    } else questions.push(one);
    // A set only for several: it hashes whole answers.
    if (answers === undefined) seen.set(key, one.answer);
    else if (typeof answers === 'object') answers.add(one.answer);
    else if (!isKnown) seen.set(key, new Set([answers, one.answer]));
  }
  return { ...reading, questions, leftOut };
}
