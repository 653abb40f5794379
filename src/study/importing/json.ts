/** Reads questions from JSON and JSON Lines. */
import {
  foundQuestion,
  longestCategory,
  type FoundQuestion,
  type LeftOut,
  type Reading,
} from './found';
import { inOneLanguage } from './languages';
import { fieldOf } from './names';
import { plainToMarkdown } from './plainText';
import { certaintyOf, likeness, withoutNumbers } from './titles';
import { withUsualNames } from './usualNames';
import { codeBlock } from '../pack/write';
import { isObject } from '../values';

/** The depth to which JSON is searched. */
const deepest = 8;

/** Names of lists that say nothing about their contents. */
const plainNames =
  /^(?:questions?|items|cards|notes|categories|data|results|entries|list|fragen|题目|问题)$/i;

/** Reads the questions in a value of a JSON file. */
export function readJson(original: unknown): Reading {
  const value = withUsualNames(inOneLanguage(original, knownNames), knownNames);
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [];
  collect(value, '', 0, { questions, leftOut, firstOption: firstOptionOf(value) }, true);
  const bare = withoutNumbers(questions);
  return { shape: 'json', level: 0, questions: bare, leftOut, certainty: certaintyOf(bare) };
}

/**
 * The value of JSON text, or the list of those of one JSON value per line.
 *
 * @throws SyntaxError if it is neither
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    if (lines.length < 2 || !lines.every(line => /^\s*[{[]/.test(line))) throw error;
    return lines.map(line => JSON.parse(line) as unknown);
  }
}

interface Found {
  readonly questions: FoundQuestion[];
  readonly leftOut: LeftOut[];
  /** The number of the first option where the right one is named by its number, if it is known. */
  readonly firstOption: 0 | 1 | undefined;
}

/** Whether a file counts options from 0 or from 1: a single question does not always tell. */
function firstOptionOf(value: unknown): 0 | 1 | undefined {
  const numbers = new Set<'zero' | 'past the last'>();
  const look = (content: unknown, depth: number): void => {
    if (typeof content !== 'object' || content === null || depth > deepest) return;
    if (Array.isArray(content)) {
      for (const item of content as unknown[]) look(item, depth + 1);
      return;
    }
    const entries = Object.entries(content as Readonly<Record<string, unknown>>);
    const options = entries
      .flatMap(([name, list]) => (optionNames.test(name) && Array.isArray(list) ? [list] : []))
      .map(list => (list as unknown[]).slice(0, mostOptions))[0];
    // Not as a whole text: a list among them may be as long as the file.
    const texts = options?.map(option => (isObject(option) ? '' : (scalars(option)[0] ?? '')));
    for (const [name, own] of entries) {
      look(own, depth + 1);
      if (!texts || !rightNames.test(name)) continue;
      for (const text of scalars(own)) {
        if (!/^\d{1,2}$/.test(text) || texts.includes(text)) continue;
        if (Number(text) === 0) numbers.add('zero');
        if (Number(text) === texts.length) numbers.add('past the last');
      }
    }
  };
  look(value, 0);
  if (numbers.has('zero')) return 0;
  return numbers.has('past the last') ? 1 : undefined;
}

function collect(
  value: unknown,
  category: string,
  depth: number,
  found: Found,
  isTop: boolean,
): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  if (Array.isArray(value)) {
    collectList(value as unknown[], category, depth, found, isTop);
    return;
  }
  const object = value as Readonly<Record<string, unknown>>;
  const question = toQuestion(object, category, found.firstOption);
  // An object with a question is one, whatever lists it has.
  if (question && !hasQuestions(object)) {
    if (question.title === '')
      found.leftOut.push({ reason: 'empty', text: question.answer.slice(0, 80) });
    else found.questions.push(question);
    return;
  }
  if (areAnswers(object)) {
    for (const [title, answer] of Object.entries(object))
      found.questions.push(
        foundQuestion({
          title: plainToMarkdown(title).replace(/\\\n/g, ' '),
          answer: plainToMarkdown(withLineEnds(String(answer))),
          category,
        }),
      );
    return;
  }
  const own = cut(textOf(object, 'category') ?? textOf(object, 'title') ?? category);
  const entries = Object.entries(object);
  // Beside a text, a list is no category but what the text is about.
  const lists = entries.filter(([, content]) => Array.isArray(content));
  const isOnly = lists.length === 1 && entries.some(([, content]) => typeof content === 'string');
  const areAsked = entries.some(([, content]) => isListOf(content, asksByName));
  for (const [name, content] of entries) {
    if (typeof content !== 'object' || content === null) continue;
    // Next to questions, a list of titles describes chapters and the like.
    if (areAsked && isListOf(content, isTitled)) continue;
    const isPlain =
      plainNames.test(name) ||
      (isOnly && Array.isArray(content) && isListOf(content, isAsked)) ||
      (/^\D{0,10}\d{1,6}$/.test(name) && isOne(content));
    collect(content, isPlain ? plainToMarkdown(own) : cut(name), depth + 1, found, isPlain);
  }
}

/** Whether a value is one question: the number before it is no category. */
function isOne(value: object): boolean {
  return isObject(value) && textOf(value, 'title') !== undefined && !hasQuestions(value);
}

/** The least share of names that ask; a greeting may be among them. */
const leastAsking = 0.8;

/** Whether the names in an object ask, and their values are texts: `{"What is it?": "This."}`. */
function areAnswers(object: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(object);
  if (entries.length < 2 || !entries.every(([, content]) => typeof content === 'string'))
    return false;
  const others = entries.filter(([name]) => !/[\s?？؟]/.test(name) || likeness(name, false) < 0.8);
  return (
    entries.length - others.length >= leastAsking * entries.length &&
    others.every(([name]) => fieldOf(name) === undefined)
  );
}

function collectList(
  list: readonly unknown[],
  category: string,
  depth: number,
  found: Found,
  isTop: boolean,
): void {
  const texts = list.filter((item): item is string => typeof item === 'string');
  const asking = texts.filter(text => likeness(text, false) >= 0.8).length;
  // Tags, authors and links are lists of texts too.
  if (isTop || asking * 2 > texts.length) {
    for (const text of texts.filter(each => each.trim() !== ''))
      found.questions.push(foundQuestion({ title: plainToMarkdown(text), category }));
  }
  for (const item of list) collect(item, category, depth + 1, found, isTop);
}

/** Whether a value is a list of objects of which all are so. */
function isListOf(
  value: unknown,
  are: (object: Readonly<Record<string, unknown>>) => boolean,
): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every(item => isObject(item) && are(item))
  );
}

function isAsked(object: Readonly<Record<string, unknown>>): boolean {
  return textOf(object, 'title') !== undefined;
}

/** Whether an object has a question by name: a title may be a chapter's. */
function asksByName(object: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(object).some(name => fieldOf(name) === 'title' && !titleNames.test(name));
}

/** Whether an object has a title, and neither an answer nor anything that could be one. */
function isTitled(object: Readonly<Record<string, unknown>>): boolean {
  const isTold = ([name, content]: readonly [string, unknown]) =>
    typeof content !== 'object' && (fieldOf(name) !== 'answer' || descriptionNames.test(name));
  return !asksByName(object) && Object.entries(object).every(isTold);
}

const titleNames = /^(?:title|titel)$/i;
const descriptionNames = /^description$/i;

/** Whether lists in an object have their own questions, which makes it a category. */
function hasQuestions(object: Readonly<Record<string, unknown>>): boolean {
  return Object.values(object).some(
    content =>
      Array.isArray(content) &&
      content.some(
        item =>
          typeof item === 'object' &&
          item !== null &&
          !Array.isArray(item) &&
          textOf(item as Readonly<Record<string, unknown>>, 'title') !== undefined,
      ),
  );
}

/** A text under one of a field's names. */
function textOf(
  object: Readonly<Record<string, unknown>>,
  field: 'title' | 'hint' | 'category',
): string | undefined {
  for (const [name, content] of Object.entries(object)) {
    if (fieldOf(name) !== field) continue;
    if (typeof content === 'string' || typeof content === 'number')
      return withLineEnds(String(content));
  }
  // A text above its options.
  const { text } = object;
  const hasOptions = ([name, content]: readonly [string, unknown]) =>
    optionNames.test(name) && Array.isArray(content);
  return field === 'title' && typeof text === 'string' && Object.entries(object).some(hasOptions)
    ? withLineEnds(text)
    : undefined;
}

/** Line ends written as escapes are normalised only once the JSON is parsed. */
function withLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const optionNames =
  /^(?:(?:answer_?)?options|choices|alternatives|answers|incorrect_?answers|wrong_?answers|distractors|optionen)$/i;
const wrongNames = /^(?:incorrect_?answers|wrong_?answers|distractors)$/i;
const rightNames =
  /^(?:correct_?ans(?:wers?)?|correct|right_?(?:answer|choice|option)s?|solution|answer|answer_?key|correct_?(?:choice|option|key|letter)s?|(?:answer|correct)_?(?:index|answer_?index|option_?index|choice_?index))$/i;
const flagNames = /^(?:is_?)?(?:correct|right|true|answer)$/i;
const codeNames = /^(?:code|snippet|code_?snippet)$/i;
const explanationNames = /^(?:explanation|reason|rationale|details|erklärung|解析)$/i;

const knownNames = { options: optionNames, right: rightNames, explanation: explanationNames };

function toQuestion(
  object: Readonly<Record<string, unknown>>,
  category: string,
  firstOption: 0 | 1 | undefined,
): FoundQuestion | undefined {
  const title = textOf(object, 'title');
  if (title === undefined) return undefined;
  const hint = textOf(object, 'hint');
  const id = Object.hasOwn(object, 'id') && typeof object.id === 'string' ? object.id : undefined;
  return foundQuestion({
    title: plainToMarkdown(title).replace(/\\\n/g, ' '),
    hint: plainToMarkdown(hint ?? ''),
    answer: answerIn(object, firstOption),
    category: plainToMarkdown(cut(categoryOf(object) ?? category)),
    ...(id !== undefined && /^[\w.-]{1,100}$/.test(id) ? { id } : {}),
  });
}

/** The question that an object is, if it has one. */
export function questionOf(object: Readonly<Record<string, unknown>>): FoundQuestion | undefined {
  return toQuestion(object, '', undefined);
}

function cut(category: string): string {
  return category.slice(0, longestCategory);
}

function categoryOf(object: Readonly<Record<string, unknown>>): string | undefined {
  const text = textOf(object, 'category');
  if (text !== undefined) return text;
  const tags = Object.entries(object).find(([name]) => fieldOf(name) === 'category')?.[1];
  const [first] = Array.isArray(tags) ? (tags as unknown[]) : [];
  return typeof first === 'string' ? first : undefined;
}

/** The answer, with the code that is asked about, the options, the right ones, and why. */
function answerIn(
  object: Readonly<Record<string, unknown>>,
  firstOption: 0 | 1 | undefined,
): string {
  const entries = Object.entries(object);
  const options = entries
    .filter(
      ([name, content]) => optionNames.test(name) && (Array.isArray(content) || isObject(content)),
    )
    .flatMap(([, content]) => optionsOf(content))
    .slice(0, mostOptions);
  const parts = entries.flatMap(([name, content]) => {
    const isCode = codeNames.test(name) && typeof content === 'string' && content.trim() !== '';
    return isCode ? [codeBlock(withLineEnds(content).replace(/^\s*\n/, ''), '')] : [];
  });
  const right = [
    ...rightOfOptions(entries),
    ...entries.filter(([name]) => rightNames.test(name)).flatMap(([, content]) => scalars(content)),
  ].slice(0, mostOptions);
  if (options.length > 1) {
    // Next to wrong options the right answer is a text; next to all of them it may be a letter.
    const named = !entries.some(([name]) => wrongNames.test(name));
    const own = new Set(options.map(([, text]) => text));
    const all = [
      ...new Set([
        ...right.filter(text => !own.has(text) && !(named && isKey(text, options))),
        ...own,
      ]),
    ];
    const rightTexts = new Set([
      ...right,
      ...(named ? right.map(one => rightByKey(one, options, firstOption)) : []),
    ]);
    const isRight = (text: string) => rightTexts.has(text);
    const letters = lettersOf(entries);
    const lettered = (text: string) => `${letters.get(text) ?? ''}${text}`;
    parts.push(all.map(text => optionItem(lettered(text), isRight(text))).join('\n'));
    // Which one its number means is not known.
    if (!all.some(isRight)) parts.push(...right.map(plainToMarkdown));
  } else if (options[0] && right.every(text => isKey(text, options)) && right.length > 0) {
    // The number of the only one.
    parts.push(plainToMarkdown(options[0][1]));
  } else {
    for (const [name, content] of entries) {
      if (fieldOf(name) !== 'answer' || explanationNames.test(name)) continue;
      const texts = scalars(content);
      if (texts.length === 0) continue;
      parts.push(
        Array.isArray(content) && texts.length > 1
          ? texts.map(text => `- ${inline(text)}`).join('\n')
          : texts.map(plainToMarkdown).join('\n\n'),
      );
      break;
    }
  }
  for (const [name, content] of entries) {
    if (explanationNames.test(name)) parts.push(...scalars(content).map(plainToMarkdown));
  }
  return parts.filter(part => part !== '').join('\n\n');
}

/** An option as an item; one of several lines, such as code, stays as it is. */
function optionItem(text: string, isRight: boolean): string {
  if (!text.trim().includes('\n') || isWrapped(text))
    return isRight ? `- **${inline(text)}** ✓` : `- ${inline(text)}`;
  const lines = plainToMarkdown(text).replace(/^/gm, '  ');
  return `- ${isRight ? '**✓**' : '✗'}\n\n${lines}\n`;
}

/** Whether a text goes on where a line ends, as in narrow cells: `in the high\nroad`. */
function isWrapped(text: string): boolean {
  const lines = text.trim().split('\n', mostWrapped + 1);
  return (
    lines.length <= mostWrapped &&
    !/[=;{}<>`_]/.test(text) &&
    lines.every((line, index) => index === 0 || /^\s?\p{Ll}/u.test(line)) &&
    lines
      .slice(0, -1)
      .every(line => /\S\s\S+\s\S.*[\p{L}\d,]\s?$/u.test(line.slice(0, longestWrapped)))
  );
}

/** More and longer lines are no wrapped words. */
const mostWrapped = 8;
const longestWrapped = 200;

function inline(text: string): string {
  return plainToMarkdown(text).replace(/\\?\n/g, ' ');
}

function scalars(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [withLineEnds(value)];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return Array.isArray(value)
    ? (value as unknown[]).slice(0, 200).flatMap(item => (Array.isArray(item) ? [] : scalars(item)))
    : [];
}

/** No question has more options: each right answer is looked up among them. */
const mostOptions = 50;

/** Options with their letters or numbers. */
function optionsOf(content: unknown): (readonly [key: string, text: string])[] {
  if (Array.isArray(content)) {
    return (content as unknown[]).slice(0, mostOptions).flatMap((item, index) => {
      const text = isObject(item) ? scalars(textOfOption(item))[0] : scalars(item)[0];
      return text === undefined ? [] : [[String.fromCharCode(97 + (index % 26)), text] as const];
    });
  }
  return isObject(content)
    ? Object.entries(content)
        .slice(0, mostOptions)
        .flatMap(([key, item]) =>
          scalars(item)
            .slice(0, 1)
            .map(text => [key.toLowerCase(), text] as const),
        )
    : [];
}

function textOfOption(item: Readonly<Record<string, unknown>>): unknown {
  const { text, option, answer, answerText, label, content, value } = item;
  return (
    text ??
    option ??
    answerText ??
    (typeof answer === 'string' ? answer : undefined) ??
    label ??
    content ??
    value
  );
}

/** The texts of options that say themselves that they are right: `{"text": "x", "isCorrect": true}`. */
function rightOfOptions(entries: readonly (readonly [string, unknown])[]): string[] {
  return entries.flatMap(([name, list]) =>
    optionNames.test(name) && Array.isArray(list)
      ? (list as unknown[])
          .slice(0, mostOptions)
          .filter(
            item =>
              isObject(item) &&
              Object.entries(item).some(([key, own]) => flagNames.test(key) && own === true),
          )
          .flatMap(item => (isObject(item) ? scalars(textOfOption(item)).slice(0, 1) : []))
      : [],
  );
}

/** The letters of options that have some, as explanations name them: `B. ` by the option's text. */
function lettersOf(entries: readonly (readonly [string, unknown])[]): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [name, content] of entries) {
    if (!optionNames.test(name) || !isObject(content)) continue;
    for (const [letter, item] of Object.entries(content).slice(0, mostOptions)) {
      const [text] = scalars(item);
      if (text !== undefined && /^[a-z]$/i.test(letter)) letters.set(text, `${letter}. `);
    }
  }
  return letters;
}

function isKey(text: string, options: readonly (readonly [string, string])[]): boolean {
  return [0, 1].some(first => rightByKey(text, options, first) !== undefined);
}

/** The option named by "B", "b)" or its number. */
function rightByKey(
  text: string,
  options: readonly (readonly [string, string])[],
  firstOption: number | undefined,
): string | undefined {
  if (options.some(([, option]) => option === text)) return undefined;
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[).:]$/, '');
  return (
    options.find(([name]) => name === key)?.[1] ??
    (/^\d{1,2}$/.test(key) && firstOption !== undefined
      ? options[Number(key) - firstOption]?.[1]
      : undefined)
  );
}
