/** Text tables, CSV, TSV and similar: what their columns are, by name or by contents. */
import { isWider, narrowed, parseCells, type Written } from './cells';
import {
  foundQuestion,
  isNumber,
  type FoundQuestion,
  type LeftOut,
  type Oddity,
  type Reading,
} from './found';
import { fieldOf, fieldsOf, otherAnswers, type Columns, type Field } from './names';
import { explanationOf, isTruth, leastRows, rolesOf, type Known } from './contents';
import { plainToMarkdown } from './plainText';
import { knownNames } from './quizFields';
import {
  firstOptionOf,
  letterOf,
  optionColumns,
  quizReader,
  rightByLetter,
  rightColumn,
  withOptionColumns,
  type QuizTable,
} from './quizTable';
import { withoutNumbers } from './sharedMarks';
import { certaintyOf, likeness, surely } from './titles';
import type { Steps } from '../steps';

/** This many rows take a few milliseconds. */
const rowsInStep = 500;

/** Unnamed columns, in order: question, answer, hint, category. */
const usual: Columns = ['title', 'answer', 'hint', 'category'];

export interface Table extends QuizTable {
  /** The columns named in the head, or the usual ones. */
  readonly columns: Columns;
  readonly oddities: readonly Oddity[];
  /** Rows above the head, such as the title of all. */
  readonly above?: readonly (readonly string[])[];
}

/** Parses a normalised text. `sep=;` on the first line, as Excel writes it, names the separator. */
export function readTable(text: string, tabs: boolean): Table {
  const named = /^sep=(.)\n/i.exec(text);
  const content = withoutMargins(named ? text.slice(named[0].length) : text);
  const delimiter = named?.[1] ?? (tabs ? '\t' : '');
  let written: Written = { delimiter };
  let cells = parseCells(content, written);
  let rows: readonly (readonly string[])[] = cells.data;
  const first = named ? 2 : 1;
  const oddities: Oddity[] = [];
  if (cells.errors.some(({ type }) => type === 'Quotes')) {
    // An unclosed quote swallows the rest: without quotes every line is a row.
    written = { delimiter, quoteChar: '\0' };
    cells = parseCells(content, written);
    rows = cells.data.map(row => row.map(unquoted));
    oddities.push({ kind: 'stray-quote', line: first + strayLine(content) });
  }
  const head = headIn(rows);
  const above = rows.slice(0, head);
  let told = rows.slice(head);
  let table = tableOf(told);
  const width = told[0]?.length ?? 0;
  if (dropsBeyond(table) && told.some(row => isWider(row, width))) {
    const end = endOf(table);
    // An option or an answer before the explanation may have been divided as well.
    if (end !== 'answer') {
      const all = parseCells(content, { ...written, skipEmptyLines: false }).data;
      const before = all.slice(
        0,
        all.findIndex(row => isWider(row, width)),
      );
      const lines = before.reduce((sum, row) => sum + row.join('').split('\n').length, 0);
      oddities.push({ kind: 'surplus', line: first + lines });
    }
    if (end !== undefined) {
      told = told.map(row => narrowed(row, width, cells.meta.delimiter));
      table = tableOf(told);
    }
  }
  return { ...table, oddities, above };
}

/** Whether what rows have beyond the named columns is none of anything. */
function dropsBeyond({ head, columns, options }: Table): boolean {
  const { length } = head ?? [];
  return (
    head !== undefined && columns.length <= length && [...options.keys()].every(at => at < length)
  );
}

/** What the last column is, if a separator may be part of its text. */
function endOf({ head = [], columns, options, explanations }: Table) {
  const last = head.length - 1;
  if (explanations.includes(last)) return 'explanation';
  return options.size === 0 && columns[last] === 'answer' ? 'answer' : undefined;
}

/** Maximum number of rows above a head. */
const mostAbove = 10;

/** The index of the row that names the question and something else, below rows with less in them. */
function headIn(rows: readonly (readonly string[])[]): number {
  let most = 0;
  const head = rows.slice(0, mostAbove).findIndex(row => {
    const cells = row.filter(cell => cell.trim() !== '').length;
    const isMore = cells > most;
    most = Math.max(most, cells);
    const fields = new Set(row.map(fieldOf));
    fields.delete(undefined);
    return isMore && fields.delete('title') && fields.size + optionColumns(row).size > 0;
  });
  return Math.max(0, head);
}

/** A table of these rows, of which the first may name the columns. */
export function tableOf(given: readonly (readonly string[])[]): Table {
  const rows = withOptionColumns(given);
  const [head = []] = rows;
  const options = optionColumns(head);
  const names = head.map((name, index) => (options.has(index) ? '' : name));
  const fields = fieldsOf(names);
  const right = options.size > 0 ? rightColumn(head) : -1;
  if (right !== -1 && fields[right] === undefined) {
    // What is called an answer beside it explains.
    const other = fields.indexOf('answer');
    if (other !== -1) fields[other] = undefined;
    fields[right] = 'answer';
  }
  const hasTitle = fields.includes('title');
  const isHead = hasTitle || isHeadOf(rows);
  const told = isHead ? rows.slice(1) : rows;
  const named = isHead ? { columns: fields, options, names: head } : undefined;
  const read = byContents(told, named) ?? {
    columns: hasTitle ? fields : usualFor(told, isHead),
    options: hasTitle ? options : new Map<number, string>(),
  };
  const answer = read.columns.indexOf('answer');
  const taken = new Set(
    [...read.columns.keys()].filter(index => read.columns[index] !== undefined),
  );
  for (const index of read.options.keys()) taken.add(index);
  const isQuiz = read.options.size > 0 || isTruth({ cells: told.map(row => row[answer] ?? '') });
  const why = names.findIndex(
    (name, index) => isHead && !taken.has(index) && knownNames.explanation.test(name.trim()),
  );
  const explanation = isQuiz ? (why === -1 ? explanationOf(told, taken) : why) : undefined;
  const others = isHead && answer !== -1 ? otherAnswers(names, read.columns) : [];
  const explanations = [
    ...new Set([...others, ...(explanation === undefined ? [] : [explanation])]),
  ];
  const table = { head: isHead ? head : undefined, rows: told, ...read };
  const firstOption = firstOptionOf({ ...table, explanations }, answer);
  return {
    ...table,
    ...(firstOption === undefined ? {} : { firstOption }),
    explanations,
    oddities: [],
  };
}

interface Named {
  readonly columns: Columns;
  readonly options: ReadonlyMap<number, string>;
}

/** What columns are by their cells, where their names do not say it. */
function byContents(
  rows: readonly (readonly string[])[],
  named?: Named & Pick<Known, 'names'>,
): Named | undefined {
  const fields = named?.columns ?? [];
  const place = (field: Field) => {
    const index = fields.indexOf(field);
    return index === -1 ? {} : { [field]: index };
  };
  const known: Known = {
    ...place('title'),
    ...place('answer'),
    ...place('category'),
    options: [...(named?.options.keys() ?? [])],
    ...(named?.names ? { names: named.names } : {}),
    maySay: true,
    others: new Set(
      fields.flatMap((field, index) => (field === 'id' || field === 'hint' ? [index] : [])),
    ),
  };
  const isNamed = known.title !== undefined && known.answer !== undefined;
  if (isNamed && known.options?.length !== 0) return undefined;
  const roles = rolesOf(rows, known);
  // Names that say all may leave out only what the options are.
  if (!roles || (isNamed && roles.options.length === 0)) return undefined;
  const { title, answer, category, options } = roles;
  const isUsual = title === 0 && answer === 1 && options.length === 0;
  if (!named && isUsual) return undefined;
  const columns: (Field | undefined)[] = [...fields];
  for (let at = 0; at <= Math.max(title, answer ?? 0, category ?? 0); at++)
    columns[at] ??= undefined;
  // What is called the answer beside options explains them.
  if (known.answer !== undefined && known.answer !== answer) columns[known.answer] = undefined;
  columns[title] = 'title';
  if (answer !== undefined) columns[answer] = 'answer';
  if (category !== undefined) columns[category] = 'category';
  const letters = options.map((index, at) => [index, letterOf(at)] as const);
  return {
    columns,
    options: letters.length > 0 ? new Map(letters) : (named?.options ?? new Map()),
  };
}

/** Maximum length of a column's name, in characters. */
const longestName = 40;

/** Whether the first row names the columns in words that are not known. */
function isHeadOf(rows: readonly (readonly string[])[]): boolean {
  const [head = [], ...rest] = rows;
  const names = head.map(name => name.trim());
  // What ends each line in a separator has one more column.
  while (names.at(-1) === '' && rest.every(row => (row[names.length - 1] ?? '').trim() === ''))
    names.pop();
  if (rest.length < leastRows || names.length < 2 || new Set(names).size < names.length)
    return false;
  if (!names.every(name => name.length <= longestName && !/^\d*$|[?？؟]$/.test(name))) return false;
  const sample = rest.slice(0, sampled);
  const share = (index: number, is: (cell: string) => boolean) =>
    sample.filter(row => is((row[index] ?? '').trim())).length / sample.length;
  // What comes again below is a value.
  if (names.some((name, index) => share(index, cell => cell === name) > 0)) return false;
  return names.some((name, index) => {
    if (share(index, cell => /^\d+$/.test(cell)) === 1) return true;
    // `example_en`, where no cell below is a program's name.
    if (codeName.test(name) && share(index, cell => codeName.test(cell)) === 0) return true;
    return (
      (names.length > 2 && fieldOf(name) !== undefined) ||
      (likeness(name, false) < surely &&
        share(index, cell => likeness(cell, false) >= surely) >= mostAsking)
    );
  });
}

const codeName = /^[a-z]{1,20}(?:_[a-z\d]{1,20}){1,4}$/i;

/** The share of cells that ask in a column below a name that does not. */
const mostAsking = 0.8;
/** As many rows tell whether there is a head. */
const sampled = 100;

/** A third column with a larger share of distinct values is not a category. */
const mostCategories = 0.5;

/**
 * Without names, a third and last column of a few values that come again is the category, if they
 * say nothing of the answer. Below names, a first column of numbers counts the questions, which come
 * next.
 */
function usualFor(rows: readonly (readonly string[])[], isHead = false): Columns {
  const isCount = (row: readonly string[]) => row.length > 1 && /^\s*\d+\s*$/.test(row[0] ?? '');
  if (isHead && rows.slice(0, sampled).every(isCount))
    return [undefined, ...usualFor(rows.map(row => row.slice(1)))];
  const third = rows.flatMap(row => (row.length === 3 ? [row[2]?.trim() ?? ''] : []));
  if (third.length > 0 && isTruth({ cells: third })) return ['title', 'answer'];
  if (rightByLetter(rows, 1, 2)) return ['title', 'answer'];
  const isCategory =
    third.length >= 4 &&
    third.length >= 0.8 * rows.length &&
    new Set(third).size <= mostCategories * third.length;
  return isCategory ? ['title', 'answer', 'category'] : usual;
}

/**
 * Without the spaces around quoted cells, as in `a, "b, c" ,d`, which a strict reader takes for
 * a cell that is not quoted. Looks at each character once.
 */
function withoutMargins(text: string): string {
  if (!/[,;|\t] +"|" +(?:[,;|\t\n]|$)/.test(text)) return text;
  const isEnd = (at: number) => at >= text.length || /[,;|\t\n]/.test(text.charAt(at));
  const pastSpaces = (at: number) => {
    while (text.charAt(at) === ' ') at++;
    return at;
  };
  const parts: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    // At the start of a cell.
    const open = pastSpaces(at);
    if (text.charAt(open) === '"') {
      let close = text.indexOf('"', open + 1);
      while (close !== -1 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
      if (close === -1) break;
      const after = pastSpaces(close + 1);
      if (isEnd(after)) {
        parts.push(text.slice(kept, at), text.slice(open, close + 1));
        kept = after;
      }
      at = after;
    }
    while (!isEnd(at)) at++;
    at++;
  }
  return parts.join('') + text.slice(kept);
}

/** The line (from 0) of the first field that opens a quote no field ends with. */
function strayLine(text: string): number {
  let open: number | undefined;
  let line = 0;
  for (const row of text.split('\n')) {
    const quotes = row.split('"').length - 1;
    if (quotes % 2 === 1) open = open === undefined ? line : undefined;
    line++;
  }
  return open ?? 0;
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

function nothingIn(row: readonly string[]): LeftOut {
  const text = row.join(', ').slice(0, 80);
  return { reason: 'empty', text: text.replace(/[, ]+$/, '') };
}

/**
 * Rows with the subject that only the first of each group has, as in merged cells, or that is alone in
 * the row above them; and what their columns are.
 */
function withSubjects({ head, rows }: Table, columns: Columns): Pick<Table, 'rows' | 'columns'> {
  const [title, answer] = [columns.indexOf('title'), columns.indexOf('answer')];
  const told = (row: readonly string[]) => row.filter(cell => cell.trim() !== '').length;
  const isAlone = (row: readonly string[]) =>
    told(row) === 1 && likeness((row[title] ?? '?').trim() || '?', false) < surely;
  let place = columns.indexOf('category');
  let subjects = rows.map(row => (row[place] ?? '').trim());
  const areAlone =
    answer !== -1 &&
    rows.every(row => isAlone(row) || (row[answer] ?? '').trim() !== '') &&
    rows.every((row, at) => !isAlone(row) || told(rows[at + 1] ?? []) > 1);
  if (place === -1 && areAlone) {
    subjects = rows.map(row => (isAlone(row) ? (row[title] ?? '').trim() : ''));
    place = Math.max(columns.length, ...rows.slice(0, sampled).map(({ length }) => length));
  }
  const own = subjects.filter(subject => subject !== '');
  // Each comes once; tags may be missing.
  const areGroups =
    subjects[0] !== '' &&
    own.length > 1 &&
    own.length * 2 <= rows.length &&
    new Set(own).size === own.length &&
    !/tag|label/i.test(head?.[place] ?? '');
  if (!areGroups) return { rows, columns };
  let subject = '';
  const all = rows.flatMap((row, at) => {
    if (subjects[at] !== '') subject = subjects[at] ?? '';
    const named = Array.from({ length: Math.max(row.length, place + 1) }, (_, index) =>
      index === place ? subject : (row[index] ?? ''),
    );
    return columns[place] === undefined && isAlone(row) ? [] : [named];
  });
  return {
    rows: all,
    columns: Object.assign([...columns], { [place]: 'category' }) as Columns,
  };
}

/** The questions of a table, its cells as plain text. */
export function* readingOfTable(table: Table, given: Columns): Steps<Reading> {
  const { head, oddities, above = [] } = table;
  const { rows, columns } = withSubjects(table, given);
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = above.map(row => nothingIn(row));
  const quizOf = quizReader(table, columns);
  for (const [index, row] of rows.entries()) {
    if (index % rowsInStep === 0) yield;
    const found: Partial<Record<Field, string>> = {};
    row.forEach((cell, index) => {
      const field = columns[index];
      if (field === undefined || (field === 'id' && isNumber(cell))) return;
      found[field] ??= field === 'id' ? cell : plainToMarkdown(cell);
    });
    const quiz = quizOf(row);
    const one = foundQuestion({
      ...found,
      ...(quiz === undefined ? {} : { answer: quiz }),
      title: (found.title ?? '').replace(/\\\n/g, ' '),
    });
    if (one.title === '') leftOut.push(nothingIn(row));
    else questions.push(one);
  }
  // A head that names the question column leaves no doubt.
  const certainty = head ? 1 : certaintyOf(questions);
  yield;
  const bare = withoutNumbers(questions);
  return { shape: 'columns', level: 0, questions: bare, leftOut, oddities, certainty };
}
