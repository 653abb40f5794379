/** Gives the fields of objects in JSON their usual names, if they have none that are known. */
import { explanationOf, rolesOf, type Known } from './contents';
import { fieldOf, type Field } from './names';
import { placeName, scalars, wrongName } from './quizFields';
import { mostOptions } from './quizOptions';
import { keysOf } from './rightOptions';
import { optionColumns } from './quizTable';
import { answerWords, longAnswerWords } from './sides';
import type { Steps } from '../steps';
import { isObject } from '../values';

type Item = Readonly<Record<string, unknown>>;
type UsualName = 'question' | 'options' | 'answer' | 'category' | 'explanation' | 'hint';

/** Names that are known as they are. */
export interface KnownNames {
  readonly options: RegExp;
  readonly right: RegExp;
  readonly explanation: RegExp;
}

/** What the fields of alike objects are. */
interface Names {
  readonly usual: ReadonlyMap<string, UsualName>;
  /** Fields with an option each. */
  readonly options: readonly string[];
}

/** Objects with more fields are no questions, and this many of a kind tell what they are. */
const mostFields = 40;
const mostItems = 200;
const mostKinds = 50;
/** The depth to which objects are looked at. */
const deepest = 9;
/** The least number of fields that are options. */
const leastOptions = 3;

/** This many objects take a few milliseconds. */
const itemsInStep = 1000;

/** The least share of objects in which a field holds what it is taken for. */
const leastShare = 0.8;

/**
 * The value with `question`, `options`, `answer` and so on for the names of fields that are not
 * known: the options are the list, the answer is one of them or points at it, the question is the
 * field that asks.
 */
export function* withUsualNames(value: unknown, known: KnownNames): Steps<unknown> {
  const kinds = new Map<string, Item[]>();
  gather(value, 0, kinds, known.options);
  yield;
  const names = new Map<string, Names>();
  for (const [kind, items] of kinds) {
    const found = namesOf(items, known);
    if (found) names.set(kind, found);
  }
  // Rare ones, with a picture or without options, are like the others.
  for (const [kind, [item]] of kinds) {
    if (names.has(kind) || !item) continue;
    const alike = [...names.values()].find(
      ({ usual, options }) =>
        usual.size > 1 &&
        [...usual.keys(), ...options].every(
          name => usual.get(name) === 'options' || Object.hasOwn(item, name),
        ),
    );
    if (alike) names.set(kind, alike);
  }
  yield;
  return yield* renamed(value, 0, names);
}

/** Objects with the same fields are of a kind; `undefined` for options, and what has no question. */
function kindOf(item: Item): string | undefined {
  const fields = Object.keys(item);
  const isOther = fields.length < 2 || fields.length > mostFields || textsOf(item).length > 1;
  return isOther ? undefined : JSON.stringify(fields.sort());
}

/** Gathers objects by their kinds, without the options of questions: their texts are no questions. */
function gather(value: unknown, depth: number, kinds: Map<string, Item[]>, options: RegExp): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  if (isObject(value)) {
    const kind = kindOf(value);
    if (kind !== undefined) {
      const items = kinds.get(kind);
      if (!items && kinds.size < mostKinds) kinds.set(kind, [value]);
      else if (items && items.length < mostItems) items.push(value);
    }
  }
  const isAsked =
    isObject(value) &&
    Object.keys(value).some(name => name === 'text' || fieldOf(name) === 'title');
  for (const [name, content] of Object.entries(value))
    if (!options.test(name) || !(isAsked || flagged(content) !== content))
      gather(content, depth + 1, kinds, options);
}

function* renamed(
  value: unknown,
  depth: number,
  names: ReadonlyMap<string, Names>,
): Steps<unknown> {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) {
    const all: unknown[] = [];
    for (const item of (tableIn(value) ?? value) as readonly unknown[]) {
      if (all.length % itemsInStep === itemsInStep - 1) yield;
      // A text needs no step of its own.
      all.push(typeof item === 'object' ? yield* renamed(item, depth + 1, names) : item);
    }
    return all;
  }
  const item = value as Item;
  const kind = kindOf(item);
  const found = kind === undefined ? undefined : names.get(kind);
  const entries = Object.entries(item);
  if (!found) {
    const all: [string, unknown][] = [];
    for (const [name, content] of entries)
      all.push([name, yield* renamed(content, depth + 1, names)]);
    return Object.fromEntries(all);
  }
  const { usual, options } = found;
  const texts = options.map(name => scalarsOf(item[name])[0] ?? '');
  const named = entries
    .filter(([name]) => !options.includes(name))
    .map(([name, content]): [string, unknown] => {
      const own = usual.get(name) ?? name;
      // A number behind the name of `option_0` names one, too.
      const prefix = /^(.+)0$/.exec(options[0] ?? '')?.[1] ?? '';
      const isOwn = isNumber(content) && (placeName.test(name) || !texts.includes(String(content)));
      const called = `${isOwn ? prefix : ''}${String(content)}`;
      const at = own === 'answer' ? options.findIndex(each => isSame(each, called)) : -1;
      if (at !== -1) return [own, String.fromCharCode('A'.charCodeAt(0) + at)];
      // What counts places does so where options are numbers, too.
      if (own === 'answer' && placeName.test(name) && options.length > 0 && isNumber(content))
        return ['answer_index', content];
      return [own, own === 'options' ? flagged(content) : content];
    });
  const letters = texts.flatMap((text, at): [string, unknown][] =>
    text === '' ? [] : [[String.fromCharCode('A'.charCodeAt(0) + at), text]],
  );
  if (letters.length === 0) return Object.fromEntries(named);
  // A number points into a list unless it is an option, and a letter at a letter.
  const isPlace = named.some(
    ([name, own]) =>
      name === 'answer_index' ||
      (name === 'answer' && isNumber(own) && !texts.includes(String(own))),
  );
  // Between others, one that is empty keeps its number.
  const last = texts.findLastIndex(text => text !== '');
  const all = isPlace ? texts.slice(0, last + 1) : Object.fromEntries(letters);
  return Object.fromEntries([...named, ['options', all]]);
}

function isNumber(value: unknown): boolean {
  return /^\d{1,2}$/.test(String(value));
}

/** Whether a text is a field's name, which is no letter: `optionB`, "Option B". */
function isSame(name: string, text: string): boolean {
  const plain = (own: string) => own.replace(/[\s_-]/g, '').toLowerCase();
  return name.length > 1 && text.length <= longestName && plain(text) === plain(name);
}

/** Lists of a few texts each are the rows of a table, if a column asks. */
function tableIn(list: readonly unknown[]): readonly unknown[] | undefined {
  const first = list[0];
  if (!Array.isArray(first) || first.length < 2 || first.length > mostFields) return undefined;
  const isRow = (item: unknown): item is readonly unknown[] =>
    Array.isArray(item) && item.length <= mostFields && item.every(own => typeof own !== 'object');
  if (!list.every(isRow)) return undefined;
  const rows = list.map(row => row.map(own => scalarsOf(own)[0] ?? ''));
  const roles = rolesOf(rows);
  if (!roles) return undefined;
  const { title, answer, category, options } = roles;
  return rows.map(row => ({
    question: row[title] ?? '',
    ...(category === undefined ? {} : { category: row[category] }),
    ...(options.length === 0 ? {} : { options: options.flatMap(index => row[index] ?? []) }),
    ...(answer === undefined ? {} : { answer: row[answer] }),
  }));
}

/** The texts of a value, as they are compared; a flag is none. */
function scalarsOf(value: unknown): string[] {
  return (typeof value === 'boolean' ? [] : scalars(value)).map(text => text.trim());
}

/** Options that say which of them is right: a text and a `true` or `false` in each. */
function flagged(options: unknown): unknown {
  if (!Array.isArray(options)) return options;
  const all = options.map((option: unknown) => {
    if (!isObject(option)) return undefined;
    const entries = Object.entries(option);
    const texts = entries.filter(([, own]) => typeof own === 'string');
    const flags = entries.filter(([, own]) => typeof own === 'boolean');
    return texts.length === 1 && flags.length === 1
      ? { text: texts[0]?.[1], correct: flags[0]?.[1] }
      : undefined;
  });
  return all.length > 1 && all.every(option => option !== undefined) ? all : options;
}

const answers = new RegExp(`^(?:${answerWords})$`, 'iu');

/** `real_answer`, `modelAnswer`, `reference_sql`; a wrong one or a learner's is no answer. */
function isAnswerByLastWord(name: string): boolean {
  if (name.length > longestName) return false;
  const words = name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').split(/[_\s-]+/);
  const [last = ''] = words.slice(-1);
  const isCode =
    /^(?:code|query|sql)$/i.test(last) &&
    words.some(word => longAnswers.test(word) || /^(?:reference|expected|model)$/i.test(word));
  return (
    words.length > 1 &&
    (isCode || longAnswers.test(last)) &&
    words.every(word => !notRight.test(word))
  );
}

/** What is under a title, where nothing is called its answer. */
const underTitles = /^(?:rubric|guidelines?)$/i;
const textUnderTitles =
  /^(?:contents?|text|contenu|contenido|conteúdo|contenuto|inhalt|内容|內容|내용)$/i;

const longestName = 60;
const longAnswers = new RegExp(`^(?:${longAnswerWords})$`, 'iu');
const notRight = /^(?:wrong|incorrect|false|bad|user|users|my|your|student|given|has|num|is)$/i;

/** The usual names of alike objects' fields; `undefined` if they have known ones or no questions. */
function namesOf(items: readonly Item[], known: KnownNames): Names | undefined {
  const fields = Object.keys(items[0] ?? {});
  const most = (is: (item: Item) => boolean) =>
    items.filter(is).length >= leastShare * items.length;
  const called = (field: Field) =>
    fields.find(name => fieldOf(name) === field && items.some(item => isTold(item[name])));
  const title = called('title');
  const category = called('category');
  const isFree = (name: string) => [undefined, 'answer', 'id'].includes(fieldOf(name));
  const lists = fields.filter(
    name => isFree(name) && !known.right.test(name) && most(item => isList(item[name])),
  );
  const usual = new Map<string, UsualName>();
  const options = fields.filter(
    name => known.options.test(name) && items.some(item => typeof item[name] === 'object'),
  );
  let right = fields.find(name => known.right.test(name) && !options.includes(name));
  if (options.length === 0 || right === undefined) {
    const quiz = quizOf(
      items,
      options.length > 0 ? options : lists,
      right === undefined ? fields.filter(isFree) : [right],
    );
    const flags = lists.find(name => most(item => flagged(item[name]) !== item[name]));
    if (quiz) {
      if (options.length === 0) usual.set(quiz.options, 'options');
      if (right === undefined) usual.set((right = quiz.right), 'answer');
    } else if (flags !== undefined && options.length === 0) usual.set(flags, 'options');
  }
  // What is called the answer is it, unless it is one of the options.
  const told = fields.find(name => answers.test(name) && !lists.includes(name));
  if (usual.size > 0 && told !== undefined && told !== right) return undefined;
  const isQuiz = usual.size > 0 || options.length > 0;
  // Beside a question, what is called its answer in more words is it.
  const isAnswered = right !== undefined || told !== undefined || called('answer') !== undefined;
  const byWord =
    isAnswered || isQuiz
      ? undefined
      : (fields.find(isAnswerByLastWord) ??
        fields.find(name => underTitles.test(name)) ??
        fields.find(name => textUnderTitles.test(name)));
  if (title !== undefined && byWord !== undefined) {
    usual.set(byWord, 'answer');
    // A text beside the answer says more of what is asked.
    const text = fields.find(name => name !== byWord && textUnderTitles.test(name));
    if (text !== undefined && called('hint') === undefined) usual.set(text, 'hint');
    return { usual, options: [] };
  }
  // With a known name the question may still have its options in fields of their own.
  if (title !== undefined && usual.size === 0 && options.length > 0) return undefined;
  // An object with lists of others is a category.
  if (!isQuiz && items.some(item => Object.values(item).some(hasObjects))) return undefined;
  const texts = fields.filter(name => !lists.includes(name) && !options.includes(name));
  const rows = items.map(item =>
    texts.map(name => {
      const [text = '', ...more] = scalarsOf(item[name]);
      return more.length > 0 ? '' : text;
    }),
  );
  const at = (key: keyof Known, name: string | undefined): Known =>
    name === undefined ? {} : { [key]: texts.indexOf(name) };
  // A wrong option is none that a letter or a number names.
  const isOther = (name: string) =>
    fieldOf(name) === 'hint' || fieldOf(name) === 'id' || wrongName.test(name);
  const others = new Set(texts.flatMap((name, index) => (isOther(name) ? [index] : [])));
  const lettered = texts.map(name => (wrongName.test(name) ? '' : name));
  const named = [...optionColumns(lettered).keys()].flatMap(index => texts[index] ?? []);
  const isPointed = (item: Item) =>
    scalarsOf(item[right ?? '']).some(
      text =>
        keysOf(text).length > 0 ||
        named.some(name => isSame(name, text) || scalarsOf(item[name])[0] === text),
    );
  if (!isQuiz && title !== undefined && right !== undefined && named.length > 0 && most(isPointed))
    return { usual: new Map([[right, 'answer']]), options: named };
  const roles = rolesOf(rows, {
    ...{ ...at('title', title), ...at('answer', right ?? told), ...at('category', category) },
    ...{ others, isQuiz, options: [...optionColumns(lettered).keys()] },
  });
  if (!roles) return title === undefined ? undefined : { usual, options: [] };
  if (title !== undefined && usual.size === 0) {
    const answer = texts[roles.answer ?? -1];
    const isOther = (right ?? told ?? called('answer') ?? answer) !== answer;
    if (roles.options.length < leastOptions || answer === undefined || isOther) return undefined;
    usual.set(answer, 'answer');
    return { usual, options: roles.options.flatMap(index => texts[index] ?? []) };
  }
  const set = (index: number | undefined, own: UsualName) => {
    const name = texts[index ?? -1];
    if (name !== undefined && !usual.has(name)) usual.set(name, own);
  };
  if (title === undefined) set(roles.title, 'question');
  if (category === undefined) set(roles.category, 'category');
  if (!isQuiz) set(roles.answer, 'answer');
  else if (!fields.some(name => known.explanation.test(name))) {
    const taken = [roles.title, roles.category, ...roles.options, ...others];
    set(
      explanationOf(rows, new Set([...taken, right === undefined ? -1 : texts.indexOf(right)])),
      'explanation',
    );
  }
  return { usual, options: roles.options.flatMap(index => texts[index] ?? []) };
}

function isTold(value: unknown): boolean {
  return scalarsOf(value).length > 0;
}

function hasObjects(value: unknown): boolean {
  return Array.isArray(value) && value.some(isObject);
}

/** Whether a value may be options: texts, by their letters or not, or texts with a flag each. */
function isList(value: unknown): boolean {
  if (Array.isArray(value)) return scalarsOf(value).length > 1 || flagged(value) !== value;
  return textsOf(value).length > 1;
}

/** The texts of options, with letters or without. */
function textsOf(value: unknown): string[] {
  if (!isObject(value)) return scalarsOf(value);
  const entries = Object.entries(value).slice(0, mostOptions);
  // A, B, C … or 1, 2, 3 …
  const first = entries[0]?.[0] ?? '';
  return /^[a01]$/i.test(first) &&
    entries.every(([key], at) => key.length === 1 && key.charCodeAt(0) === first.charCodeAt(0) + at)
    ? entries.flatMap(([, text]) => scalarsOf(text).slice(0, 1))
    : [];
}

interface Quiz {
  readonly options: string;
  readonly right: string;
}

/** The list and the field with one of its texts, else with the number or the letter of one. */
function quizOf(
  items: readonly Item[],
  lists: readonly string[],
  fields: readonly string[],
): Quiz | undefined {
  let byKey: Quiz | undefined;
  for (const options of lists) {
    for (const right of fields) {
      if (right === options) continue;
      let [texts, keys, told] = [0, 0, 0];
      const numbers: string[] = [];
      for (const item of items) {
        const own = scalarsOf(item[right]);
        if (own.length === 0) continue;
        told++;
        const all = textsOf(item[options]);
        if (own.every(text => all.includes(text))) texts++;
        else if (own.every(text => isKey(text, all.length))) keys++;
        numbers.push(own[0] ?? '');
      }
      if (told === 0 || told < leastShare * items.length) continue;
      if (texts >= leastShare * told) return { options, right };
      // 1, 2, 3 … counts the questions.
      const isCount = numbers.every((text, index) => Number(text) === Number(numbers[0]) + index);
      if (told > 1 && texts + keys === told && !isCount) byKey ??= { options, right };
    }
  }
  return byKey;
}

/** Whether a text may be the number, from 0 or 1, or the letter of one of some options. */
function isKey(text: string, options: number): boolean {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= options;
  return /^[a-z]$/i.test(text) && text.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) < options;
}
