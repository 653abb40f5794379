/** Reads questions from text tables: CSV, TSV and similar. */
import { parseCells } from './cells';
import {
  foundQuestion,
  isNumber,
  type FoundQuestion,
  type LeftOut,
  type Oddity,
  type Reading,
} from './found';
import { fieldOf, fieldsOf, otherAnswers, type Field } from './names';
import { explanationOf, isTruth, leastRows, rolesOf, type Known } from './contents';
import { plainToMarkdown } from './plainText';
import { answerIn, keysOf, wrongName } from './quiz';
import { certaintyOf, likeness, surely, withoutNumbers } from './titles';
import type { Steps } from '../steps';

/** This many rows take a few milliseconds. */
const rowsInStep = 500;

/** The meaning of each column; a person may change it. */
export type Columns = readonly (Field | undefined)[];

/** Unnamed columns, in order: question, answer, hint, category. */
const usual: Columns = ['title', 'answer', 'hint', 'category'];

export interface Table {
  readonly head: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  /** The columns named in the head, or the usual ones. */
  readonly columns: Columns;
  /** The columns that hold the options of multiple choice, by their letters; often none. */
  readonly options: ReadonlyMap<number, string>;
  /** The number of the first option where the right one is named by its number, if it is known. */
  readonly firstOption?: 0 | 1;
  /** The columns that explain the answer, such as which option is right, or why a statement is. */
  readonly explanations: readonly number[];
  readonly oddities: readonly Oddity[];
  /** Rows above the head, such as the title of all. */
  readonly above?: readonly (readonly string[])[];
}

/** Parses a normalised text. `sep=;` on the first line, as Excel writes it, names the separator. */
export function readTable(text: string, tabs: boolean): Table {
  const named = /^sep=(.)\n/i.exec(text);
  const content = withoutMargins(named ? text.slice(named[0].length) : text);
  const delimiter = named?.[1] ?? (tabs ? '\t' : '');
  const { data, errors } = parseCells(content, { delimiter });
  const stray = errors.find(({ type }) => type === 'Quotes');
  let rows = data;
  let oddities: readonly Oddity[] = [];
  if (stray) {
    // An unclosed quote swallows the rest: without quotes every line is a row.
    const { data } = parseCells(content, { delimiter, quoteChar: '\0' });
    rows = data.map(cells => cells.map(unquoted));
    const line = (named ? 2 : 1) + strayLine(content);
    oddities = [{ kind: 'stray-quote', line }];
  }
  const head = headIn(rows);
  return { ...tableOf(rows.slice(head)), oddities, above: rows.slice(0, head) };
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

/** The most options in a cell: what divides more of them means something else. */
const mostInCell = 8;

/** Rows with the options that bars divide in one cell, `a|b|c`, in a column for each. */
function withOptions(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [head = [], ...told] = rows;
  const place = head.findIndex(name => /^(?:options|choices)$/i.test(name.trim()));
  if (place === -1 || optionColumns(head).size > 0) return rows;
  const parts = told.map(row => {
    const cell = row[place] ?? '';
    const texts = cell.split('|', mostInCell + 1);
    // `a:Cat|b:Dog;x:Paw|y:Tail;a:x|b:y` are pairs.
    return texts.length > mostInCell || /^\w+:[^|]*\|.*;/.test(cell) ? [] : texts;
  });
  const most = parts.reduce((most, { length }) => Math.max(most, length), 0);
  if (most < leastOptions) return rows;
  const columns = Array.from({ length: most }, (_, at) => at);
  const widened = (row: readonly string[], cells: readonly string[]) => [
    ...row.slice(0, place),
    ...cells,
    ...row.slice(place + 1),
  ];
  return [
    widened(
      head,
      columns.map(at => `Option ${String.fromCharCode('A'.charCodeAt(0) + at)}`),
    ),
    ...told.map((row, index) => {
      const own = parts[index] ?? [];
      // A cell that lists no options is kept in one piece.
      const texts = own.length > 0 ? own : [row[place] ?? ''];
      return widened(
        row,
        columns.map(at => texts[at] ?? ''),
      );
    }),
  ];
}

/** A table of these rows, of which the first may name the columns. */
export function tableOf(given: readonly (readonly string[])[]): Table {
  const rows = withOptions(given);
  const [head = []] = rows;
  const options = optionColumns(head);
  const names = head.map((name, index) => (options.has(index) ? '' : name));
  const fields = fieldsOf(names);
  const right = options.size > 0 ? head.findIndex(name => rightName.test(plainName(name))) : -1;
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
  const isNumbered = [...read.options.keys()].some(index =>
    /[1-8]$/.test(plainName(head[index] ?? '')),
  );
  const taken = new Set(
    [...read.columns.keys()].filter(index => read.columns[index] !== undefined),
  );
  for (const index of read.options.keys()) taken.add(index);
  const isQuiz = read.options.size > 0 || isTruth({ cells: told.map(row => row[answer] ?? '') });
  const explanation = isQuiz ? explanationOf(told, taken) : undefined;
  const others = isHead && answer !== -1 ? otherAnswers(names, read.columns) : [];
  const explanations = [
    ...new Set([...others, ...(explanation === undefined ? [] : [explanation])]),
  ];
  const firstOption =
    firstNumberOf(told, answer, [...read.options.keys()]) ??
    (isHead && isNumbered
      ? 1
      : explainedNumberOf(told, answer, [...read.options.keys()], explanations));
  return {
    head: isHead ? head : undefined,
    rows: told,
    ...read,
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
  const letters = options.map(
    (index, at) => [index, String.fromCharCode('A'.charCodeAt(0) + at)] as const,
  );
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

const rightName =
  /^(?:correct|right)(?:[\s_-]?(?:answer|option|choice|letter|index))?$|^answer[\s_-]?key$/i;

/** A name without a remark: "Answer 2 - max 75 characters", "Correct answer(s)". */
function plainName(name: string): string {
  const [plain = ''] = name.slice(0, mostOfName).split(/\s[-–—]\s/, 1);
  return plain.replaceAll('(s)', '').trim();
}

/** As much of a name with a remark, in characters, is looked at. */
const mostOfName = 60;

/** `a`, `Option B`, `choice_3`, `选项C`. */
const optionName =
  /^(?:(?:option|choice|opt|ans(?:wer)?|antwort|选项|選項)[\s_-]*)?([a-h]|[1-8])$/i;

/** The least number of columns for which single letters are options, and that of wrong ones. */
const leastOptions = 3;
const leastWrong = 2;

/** The columns of options by their letters, if these begin at the first and leave none out. */
export function optionColumns(head: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [index, name] of head.entries()) {
    const plain = plainName(name);
    const key = (optionName.exec(plain) ?? wrongName.exec(plain))?.[1]?.toLowerCase();
    if (key === undefined) continue;
    const place = /\d/.test(key) ? Number(key) - 1 : key.charCodeAt(0) - 'a'.charCodeAt(0);
    if (place === found.size) found.set(index, String.fromCharCode('A'.charCodeAt(0) + place));
  }
  const areWrong = [...found.keys()].every(index => wrongName.test(plainName(head[index] ?? '')));
  return found.size >= (areWrong ? leastWrong : leastOptions) ? found : new Map();
}

/** A third column with a larger share of distinct values is not a category. */
const mostCategories = 0.5;

/**
 * Without names, a third and last column of a few values that come again is the category. Below
 * names, a first column of numbers counts the questions, which come next.
 */
function usualFor(rows: readonly (readonly string[])[], isHead = false): Columns {
  const isCount = (row: readonly string[]) => row.length > 1 && /^\s*\d+\s*$/.test(row[0] ?? '');
  if (isHead && rows.slice(0, sampled).every(isCount))
    return [undefined, ...usualFor(rows.map(row => row.slice(1)))];
  const third = rows.flatMap(row => (row.length === 3 ? [row[2]?.trim() ?? ''] : []));
  if (third.length > 0 && isTruth({ cells: third })) return ['title', 'answer'];
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

/** The questions of a table, its cells as plain text. */
export function* readingOfTable(table: Table, columns: Columns): Steps<Reading> {
  const { head, rows, oddities, above = [] } = table;
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

/**
 * Reads the options of a row, the right one marked, and why it is, or whether a statement is true;
 * `undefined` if a row has none.
 * To be made once for all rows: there may be as many columns.
 *
 * @param toMarkdown converts a cell
 */
export function quizReader(
  { head, rows, options, firstOption, explanations }: Table,
  columns: Columns,
  toMarkdown = plainToMarkdown,
): (row: readonly string[]) => string | undefined {
  const answers = columns.indexOf('answer');
  const explained = (row: readonly string[], answer: string) =>
    [
      answer,
      ...explanations.map(index =>
        columns[index] === undefined && row[index] !== row[answers]
          ? toMarkdown(row[index] ?? '')
          : '',
      ),
    ]
      .filter(text => text.trim() !== '')
      .join('\n\n');
  if (options.size === 0)
    return row =>
      explanations.length === 0 ? undefined : explained(row, toMarkdown(row[answers] ?? ''));
  // Letters would count the wrong ones only.
  const areWrong = [...options.keys()].some(index =>
    wrongName.test(plainName(head?.[index] ?? '')),
  );
  const read = (row: readonly string[]) => {
    const choices = [...options].flatMap(([index, letter]) => {
      const text = columns[index] === undefined ? (row[index] ?? '').trim() : '';
      return text === '' ? [] : [[letter, text] as const];
    });
    const answer = row[answers]?.trim() ?? '';
    const isText = choices.some(([, text]) => text === answer);
    return {
      choices,
      answer,
      isText,
      named: areWrong ? [] : namedBy(answer, choices, firstOption),
    };
  };
  // Words may be letters or numbers themselves: the rows where they are not tell what all name.
  let [byKey, byText] = [0, 0];
  for (const { isText, named } of rows.slice(0, sampled).map(read)) {
    if (isText && named.length === 0) byText++;
    if (!isText && named.length > 0) byKey++;
  }
  return row => {
    const { choices, answer, isText, named } = read(row);
    if (choices.length < 2)
      return explanations.length === 0 ? undefined : explained(row, toMarkdown(answer));
    const isKey = named.length > 0 && (!isText || byKey > byText);
    const quiz = answerIn(
      areWrong
        ? { distractors: choices.map(([, text]) => text), answer }
        : { options: Object.fromEntries(choices), answer: isKey ? named : answer },
      undefined,
      toMarkdown,
    );
    return explained(row, quiz);
  };
}

/** The texts of the options that "B", "Option B", "b)" or "2" name, or "1,3", which names two. */
function namedBy(
  answer: string,
  choices: readonly (readonly [letter: string, text: string])[],
  firstOption: 0 | 1 | undefined,
): readonly string[] {
  const all = keysOf(answer);
  const texts = all.flatMap(key =>
    choices.flatMap(([letter, text]) => {
      // The letters tell the place where cells between are empty.
      const at = letter.charCodeAt(0) - 'A'.charCodeAt(0);
      const isNumber = firstOption !== undefined && key === String(at + firstOption);
      return key === letter || isNumber ? [text] : [];
    }),
  );
  return texts.length === all.length ? texts : [];
}

/**
 * The number of the first option where cells name the right one by its number: 0 if one does, 1 if
 * one is as great as the number of options, else unknown.
 */
function firstNumberOf(
  rows: readonly (readonly string[])[],
  right: number,
  options: readonly number[],
): 0 | 1 | undefined {
  let isPastLast = false;
  for (const row of rows) {
    const answer = (row[right] ?? '').trim();
    const texts = options.map(index => (row[index] ?? '').trim());
    if (texts.includes(answer)) continue;
    const keys = keysOf(answer);
    if (keys.includes('0')) return 0;
    isPastLast ||= keys.includes(String(texts.findLastIndex(text => text !== '') + 1));
  }
  return isPastLast ? 1 : undefined;
}

/** How often explanations must name the option meant, and how many times as often as the other. */
const leastNamed = 3;
const leastTimes = 3;

/** The number of the first option by what explains the right one: most of these texts name it. */
function explainedNumberOf(
  rows: readonly (readonly string[])[],
  right: number,
  options: readonly number[],
  explanations: readonly number[],
): 0 | 1 | undefined {
  const letters = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  let [byZero, byOne] = [0, 0];
  for (const row of options.length > 0 ? rows.slice(0, sampled) : []) {
    const place = Number((row[right] ?? '').trim() || NaN);
    const told = ` ${letters(explanations.map(index => row[index] ?? '').join(' '))} `;
    const isNamed = (at: number) => {
      const text = letters(row[options[at] ?? -1] ?? '');
      return text !== '' && told.includes(` ${text} `);
    };
    if (isNamed(place)) byZero++;
    if (isNamed(place - 1)) byOne++;
  }
  if (byZero >= Math.max(leastNamed, leastTimes * byOne)) return 0;
  return byOne >= Math.max(leastNamed, leastTimes * byZero) ? 1 : undefined;
}
