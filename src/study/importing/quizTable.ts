/**
 * A table as a quiz: which columns hold the options of multiple choice, which option is right, and
 * the answer of a row with its options.
 */
import { fieldsOf, type Columns } from './names';
import { plainToMarkdown } from './plainText';
import { answerIn } from './quiz';
import { indexName, wrongName } from './quizFields';
import { letteredIn, partsOf } from './quizOptions';
import { keysOf } from './rightOptions';

/** A table's cells, and what is known about its options. */
export interface QuizTable {
  readonly head: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  /** The columns that hold the options of multiple choice, by their letters; often none. */
  readonly options: ReadonlyMap<number, string>;
  /** The number of the first option where the right one is named by its number, if it is known. */
  readonly firstOption?: 0 | 1;
  /** The columns that explain the answer, such as which option is right, or why a statement is. */
  readonly explanations: readonly number[];
}

/** This many rows tell how all of them name the right option. */
const sampled = 100;

const rightName =
  /^(?:correct|right)(?:[\s_-]?(?:answer|option|choice|letter|index|number)){0,2}$|^answer[\s_-]?(?:key|letter|index|number)$/i;

/** A name without a remark: "Answer 2 - max 75 characters", "Answer 3 (Optional)". */
function plainName(name: string): string {
  const [plain = ''] = name.slice(0, mostOfName).split(/\s[-–—]\s/, 1);
  return plain.replace(/\([^()]*(?:\)|$)/g, '').trim();
}

/** As much of a name with a remark, in characters, is looked at. */
const mostOfName = 60;

/** The column that is called the right option; -1 if none is. */
export function rightColumn(head: readonly string[]): number {
  return head.findIndex(name => rightName.test(plainName(name)));
}

/** `a`, `Option B`, `choice_3`, `选项C`. */
const optionName =
  /^(?:(?:option|choice|opt|ans(?:wer)?|antwort|选项|選項)[\s_-]*)?([a-h]|[0-8])$/i;

/** The least number of columns for which single letters are options, and that of wrong ones. */
const leastOptions = 3;
const leastWrong = 2;

/** The letter of an option by its place, from 0. */
export function letterOf(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place);
}

/** The columns of options by letters, if these or numbers begin at the first and leave none out. */
export function optionColumns(head: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let least = 1;
  for (const [index, name] of head.entries()) {
    const plain = plainName(name);
    const key = (optionName.exec(plain) ?? wrongName.exec(plain))?.[1]?.toLowerCase();
    if (key === undefined) continue;
    // Options count from 0 only with a name, as in `option_0`: a column `0` is something else.
    if (found.size === 0) least = key === '0' && plain.length > 1 ? 0 : 1;
    const place = /\d/.test(key) ? Number(key) - least : key.charCodeAt(0) - 'a'.charCodeAt(0);
    if (place === found.size) found.set(index, letterOf(place));
  }
  const areWrong = [...found.keys()].every(index => wrongName.test(plainName(head[index] ?? '')));
  return found.size >= (areWrong ? leastWrong : leastOptions) ? found : new Map();
}

/** As many columns are looked at. */
const mostColumns = 40;

/** Rows with the options of one cell, `a|b|c`, in a column for each. */
export function withOptionColumns(
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const [head = [], ...told] = rows;
  const place = head.findIndex(name =>
    /^(?:(?:answer[\s_]?)?(?:options|choices)|alternatives)$/i.test(name.trim()),
  );
  if (place === -1 || optionColumns(head).size > 0) return rows;
  const right = rightColumn(head);
  const answers = right === -1 ? fieldsOf(head).indexOf('answer') : right;
  const parts = told.map(row => partsOf(row[place] ?? '', row[answers]));
  const most = parts.reduce((most, { length }) => Math.max(most, length), 0);
  if (most < leastOptions) return rows;
  const columns = Array.from({ length: most }, (_, at) => at);
  const widened = (row: readonly string[], cells: readonly string[]) =>
    row.length === 0 ? row : [...row.slice(0, place), ...cells, ...row.slice(place + 1)];
  return [
    widened(
      head,
      columns.map(at => `Option ${letterOf(at)}`),
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

/**
 * Reads the options of a row, the right one marked, and why it is, or whether a statement is true;
 * `undefined` if a row has none.
 * To be made once for all rows: there may be as many columns.
 *
 * @param toMarkdown converts a cell
 */
export function quizReader(
  { head, rows, options, firstOption, explanations }: QuizTable,
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
  if (options.size === 0) {
    const right = Array.from({ length: mostColumns }).findIndex(
      (_, index) =>
        columns[index] === undefined &&
        (!head || index === rightColumn(head)) &&
        rightByLetter(rows, answers, index),
    );
    return row => {
      const answer = row[answers] ?? '';
      const texts = right === -1 ? [] : letteredIn(answer);
      if (texts.length === 0)
        return explanations.length === 0 ? undefined : explained(row, toMarkdown(answer));
      const named = texts[placeOf((row[right] ?? '').trim())] ?? '';
      const options = Object.fromEntries(texts.map((text, at) => [letterOf(at), text]));
      return explained(row, answerIn({ options, answer: named }, undefined, toMarkdown));
    };
  }
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
    if (choices.length === 0 || (choices.length === 1 && !areWrong)) {
      // What fills a gap is the only option; pairs are none.
      const only = choices[0]?.[1].includes('|') === false ? choices[0][1] : answer;
      const own = answer === '' || named.length > 0 ? only : answer;
      return own === answer && explanations.length === 0
        ? undefined
        : explained(row, toMarkdown(own));
    }
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

/** The place, from 0, that a letter names; -1 for other texts. */
function placeOf(letter: string): number {
  return /^[a-h]$/i.test(letter) ? letter.toLowerCase().charCodeAt(0) - 97 : -1;
}

/**
 * Whether a column has the letter of the right option in each row whose answer is `A. Cat B. Dog`,
 * and nothing in the others.
 */
export function rightByLetter(
  rows: readonly (readonly string[])[],
  answers: number,
  letters: number,
): boolean {
  const named = rows.map(row => (row[letters] ?? '').trim());
  const isRight = (row: readonly string[], at: number) => {
    const count = letteredIn(row[answers] ?? '').length;
    const letter = named[at] ?? '';
    return letter === '' ? count === 0 : placeOf(letter) !== -1 && placeOf(letter) < count;
  };
  return new Set(named.filter(letter => placeOf(letter) !== -1)).size > 1 && rows.every(isRight);
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
 * The number of the first option where the right one is named by its number; `undefined` if nothing
 * tells it.
 *
 * @param right the column that names the right option
 */
export function firstOptionOf(
  { head, rows, options, explanations }: QuizTable,
  right: number,
): 0 | 1 | undefined {
  const columns = [...options.keys()];
  const counted = firstNumberOf(rows, right, columns);
  if (counted !== undefined) return counted;
  // "Option 1", unless an index counts them, or `option_0`
  const first = /[01]$/.exec(plainName(head?.[columns[0] ?? -1] ?? ''))?.[0];
  if (first === '0') return 0;
  if (first === '1' && !indexName.test(head?.[right] ?? '')) return 1;
  return explainedNumberOf(rows, right, columns, explanations);
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
