/**
 * Reads Anki's "Notes in Plain Text", "Cards in Plain Text" and our Anki exports. Source:
 * docs.ankiweb.net, "Importing: Text Files", and rslib/src/import_export/text/csv/metadata.rs.
 */
import { ankiNoteType, harmlessBackslash } from '../exchange/anki';
import { parseCells } from './cells';
import {
  foundQuestion,
  longestCategory,
  type FoundQuestion,
  type LeftOut,
  type Reading,
} from './found';
import { htmlToMarkdown } from './html';
import { fieldOf, type Field } from './names';
import { plainToMarkdown } from './plainText';
import { maximumQuestions } from '../pack/file';
import type { Steps } from '../steps';

const separators: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['space', ' '],
  ['pipe', '|'],
  ['colon', ':'],
]);

/** Whether a text begins with one of Anki's headers. */
export function isAnkiText(text: string): boolean {
  return /^#(?:separator|html|columns|notetype|deck|tags|guid column|notetype column|deck column|tags column|if matches)\s?:/i.test(
    text,
  );
}

/** The least number of lines with tags for which a table is one of Anki's notes. */
const leastTagged = 2;

/**
 * Whether a table without Anki's headers, which its older versions wrote none of, has its HTML.
 * A question about a tag has no closing tag after the words, as formatted words have.
 */
export function isAnkiHtml(text: string): boolean {
  let tagged = 0;
  for (const line of text.split('\n', mostLooked)) {
    if (/<\/(?:b|i|u|em|strong|div|span|font|li|pre|code|sub|sup)>/i.test(line)) tagged++;
    if (tagged >= leastTagged) return true;
  }
  return false;
}

/** Further lines of a table are not looked at. */
const mostLooked = 2000;

/** Reads Anki's notes as normalised text, with or without its headers, in steps of a few milliseconds. */
export function* readAnki(text: string): Steps<Reading> {
  const { headers, content } = readHeaders(text);
  const separator = headers.get('separator')?.toLowerCase() ?? 'tab';
  const delimiter = separators.get(separator) ?? (separator.length === 1 ? separator : '\t');
  const isHtml = headers.get('html')?.toLowerCase() !== 'false';
  const columnOf = (name: string): number => Number(headers.get(`${name} column`) ?? 0) - 1;
  const special = {
    guid: columnOf('guid'),
    notetype: columnOf('notetype'),
    deck: columnOf('deck'),
    tags: columnOf('tags'),
  };
  const names = headers.get('columns')?.split(delimiter) ?? [];
  const isOwn = headers.get('notetype') === ankiNoteType;
  const { data } = parseCells(content, { delimiter });

  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [];
  const isPause = pauses();
  for (const row of data) {
    if (isPause(lengthOfNote)) yield;
    const at = (index: number): string => (index < 0 ? '' : (row[index] ?? ''));
    const deck = at(special.deck) || (headers.get('deck') ?? '');
    const tags = at(special.tags) || (headers.get('tags') ?? '');
    const category = categoryOf(deck, tags);
    const taken = new Set(Object.values(special).filter(index => index >= 0));
    const fields = row.flatMap((cell, index) =>
      taken.has(index) ? [] : [{ cell, name: names[index]?.trim() ?? '' }],
    );
    yield* take({ fields, category }, { isHtml, isOwn, isPause }, questions, leftOut);
  }
  return { shape: 'anki', level: 0, questions, leftOut, certainty: 1 };
}

/** A note of a package. */
export interface AnkiNote {
  /** The name of its type, such as `Basic` or `Cloze`. */
  readonly type: string;
  readonly fields: readonly NamedCell[];
  /** The deck of its first card, its parts separated by `::`. */
  readonly deck: string;
  /** Space-separated. */
  readonly tags: string;
}

/** A row of a package's database, by column. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Passes on rows of a database as long as their texts fit into its file: rows can be made that
 * share their text, and a few megabytes would become all of the memory.
 *
 * @param size the size of the file in bytes
 * @returns a function that passes rows on; all its calls share one budget
 * @throws Error on the first row with more text than is left
 */
export function fitting(size: number): (rows: Iterable<Row>) => Generator<Row> {
  let left = size;
  return function* (rows) {
    for (const row of rows) {
      for (const value of Object.values(row)) {
        if (typeof value === 'string' || value instanceof Uint8Array) left -= value.length;
      }
      if (left < 0) throw new Error('There is more text than the file has bytes');
      yield row;
    }
  };
}

/** Anki's substitute for the notes in packages that its older versions cannot read. */
const pleaseUpdate = 'Please update to the latest Anki version';

/** Reads the notes of a package, in steps of a few milliseconds. */
export function* readAnkiNotes(notes: Iterable<AnkiNote>): Steps<Reading> {
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [];
  const isPause = pauses();
  for (const { type, fields, deck, tags } of notes) {
    if (isPause(lengthOfNote)) yield;
    if (fields[0]?.cell.startsWith(pleaseUpdate)) continue;
    const category = categoryOf(deck, tags);
    const how = { isHtml: true, isOwn: type === ankiNoteType, isPause };
    yield* take({ fields, category }, how, questions, leftOut);
  }
  return { shape: 'anki', level: 0, questions, leftOut, certainty: 1 };
}

/** How much is converted in a step, in UTF-16 units, and how much a note counts besides its texts. */
const lengthOfStep = 50_000;
const lengthOfNote = 2_500;

/** Tells when to pause, by the length of what is converted next. */
type Pauses = (length: number) => boolean;

function pauses(): Pauses {
  let since = lengthOfStep;
  return length => {
    const isDue = since >= lengthOfStep;
    since = (isDue ? 0 : since) + length;
    return isDue;
  };
}

/** Adds the questions of a note: one, or one per gap for a cloze text. */
function* take(
  { fields, category }: { readonly fields: readonly NamedCell[]; readonly category: string },
  {
    isHtml,
    isOwn,
    isPause,
  }: { readonly isHtml: boolean; readonly isOwn: boolean; readonly isPause: Pauses },
  questions: FoundQuestion[],
  leftOut: LeftOut[],
): Steps<void> {
  if (questions.length > maximumQuestions) {
    leftOut.push({ reason: 'too-many', text: (fields[0]?.cell ?? '').slice(0, 80) });
    return;
  }
  const convert = (cell: string): string => {
    if (!isHtml) return plainToMarkdown(cell);
    const html = isOwn ? cell.replaceAll(harmlessBackslash, '\\') : cell;
    const { markdown, media } = htmlToMarkdown(html, isOwn ? 3 : 4);
    if (media > 0) leftOut.push({ reason: 'media', text: mediaIn(cell) });
    return markdown;
  };
  const byField = fieldsByName(fields);
  const first =
    byField.get('title') ?? fields.find(({ name }) => fieldOf(name) !== 'id')?.cell ?? '';
  const rest = byField.get('answer') ?? restOf(fields, first);
  const id = isOwn ? htmlToMarkdown(byField.get('id') ?? '').markdown.replaceAll('\\', '') : '';
  if (isPause(first.length + rest.length)) yield;
  const cloze = clozesOf(first);
  const add = (one: FoundQuestion) => {
    if (one.title === '') {
      const text = fields.map(({ cell }) => cell).join(' · ');
      leftOut.push({ reason: 'empty', text: text.slice(0, 80) });
    } else questions.push(one);
  };
  if (cloze) {
    // Once for all gaps: they share their answer.
    const answer = [cloze.whole, rest].map(convert).filter(part => part !== '');
    const shared = { answer: answer.join('\n\n'), category: plainToMarkdown(category) };
    for (const gap of cloze.gaps()) {
      if (isPause(gap.length)) yield;
      add(foundQuestion({ ...shared, title: titleOf(convert(gap)) }));
    }
    return;
  }
  add(
    foundQuestion({
      title: titleOf(convert(first)),
      hint: convert(byField.get('hint') ?? ''),
      answer: convert(rest),
      category: plainToMarkdown(category),
      ...(id === '' ? {} : { id }),
    }),
  );
}

function readHeaders(text: string): { headers: ReadonlyMap<string, string>; content: string } {
  const headers = new Map<string, string>();
  let from = 0;
  while (text.charAt(from) === '#') {
    const end = text.indexOf('\n', from);
    const line = text.slice(from + 1, end === -1 ? text.length : end);
    const colon = line.indexOf(':');
    // A `#` line with neither a colon nor a tab is a comment.
    if (colon === -1 && line.includes('\t')) break;
    if (colon !== -1) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1));
    if (end === -1) return { headers, content: '' };
    from = end + 1;
  }
  return { headers, content: text.slice(from) };
}

/** A field's text and name. */
export interface NamedCell {
  readonly cell: string;
  readonly name: string;
}

function fieldsByName(fields: readonly NamedCell[]): Map<Field, string> {
  const found = new Map<Field, string>();
  for (const { cell, name } of fields) {
    const field = fieldOf(name);
    if (field !== undefined && !found.has(field)) found.set(field, cell);
  }
  return found;
}

/** The fields after the question. A card in plain text repeats the question above a rule. */
function restOf(fields: readonly NamedCell[], first: string): string {
  const cells = fields.filter(({ name }) => fieldOf(name) !== 'id').map(({ cell }) => cell);
  const [, ...rest] = cells;
  return rest
    .map(cell => {
      const rule = /<hr id="?answer"?\s?\/?>/i.exec(cell);
      return rule && first !== '' ? cell.slice(rule.index + rule[0].length) : cell;
    })
    .filter(cell => cell.trim() !== '')
    .join('<br><br>');
}

/** The deck's name or else the first tag, cut: thousands of notes may share a long one. */
function categoryOf(deck: string, tags: string): string {
  const [first = ''] = tags.slice(0, longestCategory).trim().split(/\s+/, 1);
  return lastPart(deck.slice(-longestCategory)) || lastPart(first);
}

/** `Django` in the deck or tag `Work::Django`. */
function lastPart(path: string): string {
  return path.split('::').at(-1)?.trim() ?? '';
}

/** The names of pictures and sounds in a field. */
function mediaIn(cell: string): string {
  const names = cell.matchAll(/\[sound:([^\]]{1,100})\]|\bsrc="([^"]{1,100})"/g);
  return Array.from(names, ([, sound, source]) => sound ?? source ?? '')
    .slice(0, 5)
    .join(', ');
}

/** The first line is the wording's; further lines are joined into one. */
function titleOf(markdown: string): string {
  return markdown.replace(/\\\n|\n+/g, ' ');
}

/** Nobody makes gaps in a longer text, in UTF-16 units: it is one question. */
const longestCloze = 20_000;
/** Anki's own limit is higher, but each gap becomes a question with all of the text in it. */
const mostGaps = 100;
/** The gaps of a long text are fewer: they have this many UTF-16 units together, or little more. */
const longestGaps = 200_000;

interface Cloze {
  readonly whole: string;
  /** The text with each gap in turn. */
  gaps(): Iterable<string>;
}

/** Reads the numbers in `{{c1::text::hint}}`. */
function clozesOf(text: string): Cloze | undefined {
  if (!text.includes('{{c') || text.length > longestCloze) return undefined;
  const pattern = /\{\{c(\d{1,3})::((?:(?!\{\{|\}\})[^])*?)(?:::((?:(?!\{\{|\}\}|::)[^])*?))?\}\}/g;
  const all = new Set([...text.matchAll(pattern)].map(([, number]) => number));
  if (all.size === 0) return undefined;
  const numbers = [...all].slice(0, Math.min(mostGaps, Math.ceil(longestGaps / text.length)));
  const gapOf = (number: string | undefined) =>
    text.replace(pattern, (_, own: string, words: string, hint?: string) =>
      own === number ? `[${hint ?? '…'}]` : words,
    );
  return {
    whole: text.replace(pattern, (_, __, words: string) => words),
    *gaps() {
      for (const number of numbers) yield gapOf(number);
    },
  };
}
