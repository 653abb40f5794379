/** Tells what the columns of a table hold by their cells, where names do not. */
import { keysOf } from './rightOptions';
import { likeness, surely } from './titles';
import { addTo } from './grouping';

/** What the columns of a table are; those of `options` in order, often none. */
export interface Roles {
  readonly title: number;
  /** With options, the column that names the right one. */
  readonly answer: number | undefined;
  readonly category: number | undefined;
  readonly options: readonly number[];
}

/** What is known about columns by their names. */
export interface Known {
  readonly title?: number;
  readonly answer?: number;
  readonly category?: number;
  /** Columns of options. */
  readonly options?: readonly number[];
  /** Whether there are options elsewhere, so that a text need not look like a question. */
  readonly isQuiz?: boolean;
  /** Names of columns that may tell whether statements are true, if columns have names. */
  readonly names?: readonly string[];
  /**
   * Whether there may be such statements, or names with addresses; the options of a quiz are so, too.
   */
  readonly maySay?: boolean;
  /** Columns that are something else, such as hints. */
  readonly others?: ReadonlySet<number>;
}

/** This many rows and columns are looked at, and this many characters of a cell. */
const mostRows = 200;
const mostColumns = 40;
const mostCharacters = 300;

/** Minimum number of rows to tell columns by. */
export const leastRows = 3;

/** The shares of cells that make a column of questions, of texts that differ, of a few values. */
const leastAsking = 0.5;
const leastDistinct = 0.6;
const mostAlike = 0.5;
/** The least share of rows in which a column has a cell. */
const leastFilled = 0.6;
/** The least share of rows in which a cell names the right option. */
const leastRight = 0.8;
/** Maximum length of a category's values, in characters on average. */
const longestCategory = 60;
/** Minimum length of explanations, in characters on average. */
const leastExplanation = 30;

interface Column {
  readonly index: number;
  /** Trimmed, by row; some are empty. */
  readonly cells: readonly string[];
  /** The share of cells that are not empty. */
  readonly filled: number;
  /** The share of those that ask. */
  readonly asking: number;
  /** The share of those that differ. */
  readonly distinct: number;
  /** Their characters on average. */
  readonly length: number;
  /** Whether they are words: no numbers, codes or addresses. */
  readonly areWords: boolean;
}

/** What the columns hold; `undefined` if no column holds questions. */
export function rolesOf(
  rows: readonly (readonly string[])[],
  known: Known = {},
): Roles | undefined {
  const columns = columnsOf(rows);
  if (!columns) return undefined;
  const named = new Set([
    known.title,
    known.answer,
    known.category,
    ...(known.options ?? []),
    ...(known.others ?? []),
  ]);
  const free = columns.filter(({ index }) => !named.has(index));
  const asking = known.title ?? askingOf(free)?.index;
  // Texts beside a list of options are none.
  const hasList = known.isQuiz === true && known.options?.length === 0;
  const quiz = hasList ? undefined : quizOf(columns, known, asking);
  const taken = new Set<number | undefined>([quiz?.right, ...(quiz?.options ?? [])]);
  const rest = free.filter(({ index }) => !taken.has(index));
  const texts = rest.filter(isText);
  const isSaid = ({ index }: Column) =>
    known.names ? truthName.test(known.names[index] ?? '') : areStatements(texts);
  const truth =
    known.maySay && asking === undefined
      ? rest.find(one => isTruth(one) && isSaid(one))
      : undefined;
  // Problems to solve may be only named, and their addresses tell the rest.
  const links = known.maySay && texts.length === 1 ? rest.find(areAddresses) : undefined;
  const told = known.answer ?? (truth ?? links)?.index;
  // With options, or a column that is surely the answer, a text need not look like a question.
  const title =
    asking !== undefined && !taken.has(asking)
      ? asking
      : quiz || told !== undefined || known.isQuiz === true
        ? (askingOf(rest) ?? texts[0])?.index
        : undefined;
  if (title === undefined) return undefined;
  const untold =
    quiz || told !== undefined || !known.maySay ? [] : optionsBehind(title, columns, known);
  const said =
    quiz?.right ?? told ?? longestOf(texts.filter(({ index }) => index !== title))?.index;
  const category =
    known.category ??
    rest.find(one => one.index !== title && one.index !== said && isCategory(one) && !isTruth(one))
      ?.index;
  if (untold.length > 0) return { title, answer: undefined, category, options: untold };
  // Without names, an answer may be as short as a letter.
  const next = known.names ? undefined : rest.find(({ index }) => index === title + 1);
  const isNext = next && next.index !== category && isFilled(next);
  const answer = said ?? (isNext ? next.index : undefined);
  return { title, answer, category, options: quiz?.options ?? [] };
}

/** How many times as long as the shortest options the longest may be, on average. */
const mostLonger = 2;
/** Three may be an answer, a hint and a category. */
const leastUntold = 4;

/** Columns behind the question alike enough to be options, of which none is known to be right. */
function optionsBehind(title: number, columns: readonly Column[], known: Known): readonly number[] {
  const all = columns.slice(title + 1).filter(({ filled }) => filled > 0);
  const lengths = all.map(({ length }) => length);
  const areAlike =
    all.length >= leastUntold &&
    Math.max(...lengths) <= mostLonger * Math.min(...lengths) &&
    all.every(
      one =>
        mayBeOption(one, known, title) &&
        one.filled >= leastFilled &&
        one.distinct > mostAlike &&
        one.asking < leastAsking,
    );
  return areAlike ? all.map(({ index }) => index) : [];
}

/** The column that explains the answers: the longest text that is nothing else. */
export function explanationOf(
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<number | undefined>,
): number | undefined {
  return longestOf(
    (columnsOf(rows) ?? []).filter(
      one => !taken.has(one.index) && isText(one) && one.length >= leastExplanation,
    ),
  )?.index;
}

/** The columns of the first rows, unless there are too few. */
function columnsOf(rows: readonly (readonly string[])[]): readonly Column[] | undefined {
  const sample = rows.slice(0, mostRows).filter(row => row.some(cell => cell.trim() !== ''));
  if (sample.length < leastRows) return undefined;
  const width = Math.min(mostColumns, Math.max(...sample.map(({ length }) => length)));
  return Array.from({ length: width }, (_, index) => columnOf(sample, index));
}

function longestOf(columns: readonly Column[]): Column | undefined {
  return columns.reduce<Column | undefined>(
    (best, one) => (best && volume(best) >= volume(one) ? best : one),
    undefined,
  );
}

function columnOf(rows: readonly (readonly string[])[], index: number): Column {
  const cells = rows.map(row => (row[index] ?? '').slice(0, mostCharacters).trim());
  const told = cells.filter(cell => cell !== '');
  const share = (count: number) => count / Math.max(1, told.length);
  const count = (is: (cell: string) => boolean) => told.filter(is).length;
  return {
    index,
    cells,
    filled: told.length / rows.length,
    asking: share(count(cell => likeness(cell, false) >= surely)),
    distinct: share(new Set(told).size),
    length: share(told.reduce((sum, { length }) => sum + length, 0)),
    areWords: share(count(cell => /\p{L}{2}/u.test(cell) && !isCode(cell))) >= leastFilled,
  };
}

/** Whether a cell is a code, a date, a path or an address: `FC01`, `2024-01-05`, `images/a.png`. */
function isCode(cell: string): boolean {
  return /^\S*\d\S*$|^\S*[/\\]\S*$|^\S+\.\p{L}{2,4}$/u.test(cell);
}

function isText({ filled, distinct, areWords }: Column): boolean {
  return areWords && filled >= leastFilled && distinct >= leastDistinct;
}

function isCategory({ cells, filled, distinct, length, asking, areWords }: Column): boolean {
  return (
    cells.length > leastRows &&
    areWords &&
    filled >= leastFilled &&
    distinct <= mostAlike &&
    length <= longestCategory &&
    asking < leastAsking
  );
}

function isFilled({ cells, filled }: Column): boolean {
  return filled >= leastFilled && cells.some(cell => /\p{L}/u.test(cell) && !isCode(cell));
}

function areAddresses({ cells, filled }: Column): boolean {
  return filled >= leastFilled && cells.every(cell => /^(?:https?:\/\/\S+)?$/.test(cell));
}

/** Whether each cell tells whether a statement is true. */
export function isTruth({ cells }: Pick<Column, 'cells'>): boolean {
  return cells.every(cell => /^\s*(?:true|false)\s*$/i.test(cell));
}

/** Other columns of true and false are flags, such as `is_important`. */
const truthName = /answer|correct|true|false|truth|right|wahr|richtig|verdad/i;

/** Whether the first text is statements: sentences, if another text may be the answer. */
function areStatements([first, second]: readonly Column[]): boolean {
  const statement = second ? /^(?:\S+\s+){2}.*\.$|。$/ : /^(?:\S+\s+){2}\S|。$/;
  const { cells = [] } = first ?? {};
  return cells.filter(cell => statement.test(cell)).length > leastAsking * cells.length;
}

/** How much text a column has. */
function volume({ length, filled }: Column): number {
  return length * filled;
}

/** The column that asks most often, if most of its cells do. */
function askingOf(columns: readonly Column[]): Column | undefined {
  let best: Column | undefined;
  for (const one of columns) {
    if (!isText(one) || one.asking < leastAsking) continue;
    if (!best || one.asking > best.asking) best = one;
  }
  return best;
}

interface Quiz {
  readonly right: number;
  readonly options: readonly number[];
}

/** Columns of options next to one that names the right one: by its words, its number or letter. */
function quizOf(
  columns: readonly Column[],
  known: Known,
  title: number | undefined,
): Quiz | undefined {
  const { options = [] } = known;
  if (options.length > 0) {
    const texts = options.flatMap(index => columns[index] ?? []);
    const told = columns.filter(({ index }) => index === known.answer);
    const right = [...told, ...columns].find(
      one => !options.includes(one.index) && mayBeOption(one, known, title) && namesOne(one, texts),
    );
    return right && { right: right.index, options };
  }
  return (
    quizByWords(columns, known, title) ??
    columns
      .map(column => quizByKeys(column, columns, known, title))
      .find(quiz => quiz !== undefined)
  );
}

/** Whether most cells are the letter, the number or the words of an option. */
function namesOne({ cells }: Column, options: readonly Column[]): boolean {
  const naming = cells.filter(
    (cell, row) =>
      keysOf(cell).length > 0 || options.some(one => cell !== '' && one.cells[row] === cell),
  );
  return naming.length >= leastRight * cells.length && new Set(naming).size > 1;
}

/** Whether a column may be among the options. */
function mayBeOption({ index, filled }: Column, known: Known, title: number | undefined): boolean {
  const isNamed = index === known.category || index === title || known.others?.has(index) === true;
  return !isNamed && filled > 0;
}

function quizByWords(
  columns: readonly Column[],
  known: Known,
  title: number | undefined,
): Quiz | undefined {
  const rows = columns[0]?.cells.length ?? 0;
  /** For each column, the columns with the same cell, and in how many rows there is one. */
  const same = columns.map(() => ({ columns: new Set<number>(), rows: 0 }));
  for (let row = 0; row < rows; row++) {
    const byCell = new Map<string, number[]>();
    for (const column of columns) {
      const cell = column.cells[row] ?? '';
      if (cell === '' || !mayBeOption(column, known, title)) continue;
      addTo(byCell, cell, column.index);
    }
    for (const found of byCell.values()) {
      if (found.length !== 2) continue;
      for (const index of found) {
        const own = same[index];
        if (!own) continue;
        own.rows++;
        for (const other of found) if (other !== index) own.columns.add(other);
      }
    }
  }
  const right = same.findIndex(
    own => own.columns.size > 1 && own.rows >= Math.max(leastRows, leastRight * rows),
  );
  const hits = [...(same[right]?.columns ?? [])];
  if (right === -1) return undefined;
  // Between the outermost that are right at some time, and those next to them that are alike.
  const length = Math.max(...hits.map(index => columns[index]?.length ?? 0));
  const isAlike = (one: Column | undefined): boolean =>
    one !== undefined &&
    one.index !== right &&
    mayBeOption(one, known, title) &&
    one.distinct > mostAlike &&
    one.asking < leastAsking &&
    one.length <= 2 * length;
  let [first, last] = [Math.min(...hits), Math.max(...hits)];
  while (isAlike(columns[first - 1]) && (title !== undefined || first > 1)) first--;
  while (isAlike(columns[last + 1])) last++;
  const options = columns
    .slice(first, last + 1)
    .flatMap(one => (one.index !== right && mayBeOption(one, known, title) ? [one.index] : []));
  return { right, options };
}

/** The least number of columns that a number or a letter points at. */
const leastOptions = 3;

function quizByKeys(
  right: Column,
  columns: readonly Column[],
  known: Known,
  title: number | undefined,
): Quiz | undefined {
  const told = right.cells.filter(cell => cell !== '');
  if (right.filled < leastRight || new Set(told).size < 2) return undefined;
  const areNumbers = told.every(cell => /^\d$/.test(cell));
  if (!areNumbers && !told.every(cell => /^[a-h][.)]?$/i.test(cell))) return undefined;
  const places = told.map(cell =>
    areNumbers ? Number(cell) : cell.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0),
  );
  const first = areNumbers && !places.includes(0) ? 1 : 0;
  const needed = Math.max(...places) - first + 1;
  // 1, 2, 3 … counts the rows.
  if (places.every((place, at) => place === first + at)) return undefined;
  // The longest row of columns next to each other, without the question.
  let run: Column[] = [];
  let best: Column[] = [];
  for (const one of columns) {
    const isFit = one !== right && mayBeOption(one, known, title) && one.asking < leastAsking;
    run = isFit ? [...run, one] : [];
    if (run.length > best.length) best = run;
  }
  // An unnamed question is before its options.
  if (title === undefined && best[0]?.index === 0) best = best.slice(1);
  const options = best.slice(0, Math.max(needed, leastOptions));
  const length = options.reduce((sum, one) => sum + one.length, 0) / Math.max(1, options.length);
  for (const one of best.slice(options.length)) {
    // What is much longer explains.
    if (one.length > 2 * length || one.filled < leastFilled) break;
    options.push(one);
  }
  if (options.length < leastOptions || needed > options.length || needed < options.length - 1)
    return undefined;
  return { right: right.index, options: options.map(({ index }) => index) };
}
