/** Reads questions from JSON and JSON Lines. */
import {
  foundQuestion,
  isNumber,
  longestCategory,
  type FoundQuestion,
  type LeftOut,
  type Reading,
} from './found';
import { leastRows } from './contents';
import { htmlToMarkdown } from './html';
import { inOneLanguage } from './languages';
import { fieldOf, isWeak } from './names';
import { plainToMarkdown } from './plainText';
import { answerIn } from './quiz';
import { indexName, knownNames, placeName, scalars, withLineEnds } from './quizFields';
import { mostOptions, optionsOf } from './quizOptions';
import { withoutNumbers } from './sharedMarks';
import { certaintyOf, likeness, surely } from './titles';
import { withUsualNames } from './usualNames';
import type { Steps } from '../steps';
import { isObject } from '../values';

/** The depth to which JSON is searched. */
const deepest = 8;

/** This many questions take a few milliseconds. */
const itemsInStep = 500;

/** Names of lists that say nothing about their contents. */
const plainNames =
  /^(?:questions?|items|cards|notes|categories|data|results|entries|list|fragen|题目|问题)$/i;

/** Names of what holds questions, too, but no texts that are some: a title above is their category. */
const partNames =
  /^(?:quiz|exam|test|survey|paragraphs|qas|sections|topics|units|parts|modules|lessons|chapters|pages|elements)$/i;

/** Reads the questions in a value of a JSON file. */
export function* readJson(original: unknown): Steps<Reading> {
  const questions: FoundQuestion[] = [];
  const leftOut: LeftOut[] = [];
  const inOne = inOneLanguage(original, knownNames, text =>
    leftOut.push({ reason: 'translation', text: text.slice(0, 80) }),
  );
  yield;
  const value = yield* withUsualNames(inOne, knownNames);
  yield;
  const related = new Set<FoundQuestion>();
  const found = { questions, leftOut, related, firstOption: firstOptionOf(value) };
  yield* collect(value, '', 0, found, true);
  if (questions.length === 0) {
    yield* collect(withProblems(value, 0), '', 0, found, true);
    // A few are an author and a licence.
    if (found.questions.length < leastRows) questions.length = 0;
  }
  const wordings = new Set<string>();
  for (const one of questions) if (!related.has(one)) wordings.add(one.title.toLowerCase());
  const own = questions.filter(one => {
    const isRepeated = related.has(one) && wordings.has(one.title.toLowerCase());
    if (isRepeated) leftOut.push({ reason: 'duplicate', text: one.title.slice(0, 80) });
    return !isRepeated;
  });
  yield;
  const bare = withoutNumbers(own);
  return { shape: 'json', level: 0, questions: bare, leftOut, certainty: certaintyOf(bare) };
}

/** The value with a name beside an address as a question: `{"name": "Two sum", "url": "https://…"}`. */
function withProblems(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withProblems(item, depth + 1));
  const all = Object.entries(value).map(([name, own]) => [name, withProblems(own, depth + 1)]);
  const object = Object.fromEntries(all) as Readonly<Record<string, unknown>>;
  const address = Object.values(object).find(
    own => typeof own === 'string' && /^https?:\/\/\S+$/.test(own),
  );
  return typeof object.name === 'string' && address !== undefined
    ? { ...object, question: object.name, answer: address }
    : object;
}

/**
 * The value of JSON text, or the list of those of one JSON value per line.
 *
 * @throws SyntaxError if it is neither
 */
export function parseJson(text: string): unknown {
  // Written as escapes, which are rare: what no pack can hold, as in other files (see `normalize`).
  const isOdd = /\\u(?:0000|d[89a-f])/i.test(text);
  const parse = (json: string) => JSON.parse(json, isOdd ? withoutOdd : undefined) as unknown;
  try {
    return parse(text);
  } catch (error) {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    if (lines.length < 2 || !lines.every(line => /^\s*[{[]/.test(line))) throw error;
    return lines.map(parse);
  }
}

/** A value of JSON without NUL and lone surrogates. */
function withoutOdd(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\0\p{Cs}]/gu, '\uFFFD') : value;
}

interface Found {
  readonly questions: FoundQuestion[];
  readonly leftOut: LeftOut[];
  /** Those without an answer in the lists of another: they may be references. */
  readonly related: Set<FoundQuestion>;
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
      .flatMap(([name, list]) =>
        knownNames.options.test(name) && Array.isArray(list) ? [list] : [],
      )
      .map(list => (list as unknown[]).slice(0, mostOptions))[0];
    // Not as a whole text: a list among them may be as long as the file.
    const texts = options?.map(option => (isObject(option) ? '' : (scalars(option)[0] ?? '')));
    const ids = options?.some(isObject) ? optionsOf(options).flatMap(({ own }) => own) : [];
    for (const [name, own] of entries) {
      look(own, depth + 1);
      if (!texts || !knownNames.right.test(name)) continue;
      for (const text of scalars(own)) {
        if (!/^\d{1,2}$/.test(text) || (!placeName.test(name) && texts.includes(text))) continue;
        if (ids.includes(text) && !indexName.test(name)) continue;
        if (Number(text) === 0) numbers.add('zero');
        if (Number(text) === texts.length) numbers.add('past the last');
      }
    }
  };
  look(value, 0);
  if (numbers.has('zero')) return 0;
  return numbers.has('past the last') ? 1 : undefined;
}

function* collect(
  value: unknown,
  category: string,
  depth: number,
  found: Found,
  isTop: boolean,
): Steps<void> {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  if (Array.isArray(value)) {
    yield* collectList(value as unknown[], category, depth, found, isTop);
    return;
  }
  const object = value as Readonly<Record<string, unknown>>;
  const question = toQuestion(object, category, found.firstOption);
  // A title above questions is their topic's, unless it has an answer.
  const isTopic =
    question !== undefined &&
    !isAnswered(object) &&
    (asksByName(object)
      ? hasQuestions(object) && likeness(question.title, false) < surely
      : hasQuestions(object) || asksIn(object, depth));
  // An object with a question is one, whatever lists it has; in them may be more.
  if (question && !isTopic) {
    if (question.title === '')
      found.leftOut.push({ reason: 'empty', text: question.answer.slice(0, 80) });
    else found.questions.push(question);
    const from = found.questions.length;
    // Parts of a task are about it.
    const isTask = question.answer === '' && categoryOf(object) === undefined;
    const topic = isTask ? cut(question.title) : question.category;
    for (const [name, content] of contentsOf(object))
      if (isListOf(content, item => asksByName(item) || (isAsked(item) && isAnswered(item))))
        yield* collect(content, topic, depth + 1, found, false);
      else if (areFollowUps(name, content))
        yield* collect(content, question.category, depth + 1, found, false);
    for (const one of found.questions.slice(from)) if (one.answer === '') found.related.add(one);
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
  const name = typeof object.name === 'string' && hasQuestions(object) ? object.name : category;
  const own = cut(textOf(object, 'category') ?? textOf(object, 'title') ?? name);
  const entries = Object.entries(object);
  // An object with a text and a single list is a topic, not a category called after the list.
  const lists = entries.filter(([, content]) => Array.isArray(content));
  const isOnly = lists.length === 1 && entries.some(([, content]) => typeof content === 'string');
  const areAsked = entries.some(([, content]) => isListOf(content, asksByName));
  const before = found.questions.length;
  for (const [name, content] of entries) {
    if (typeof content !== 'object' || content === null) continue;
    // Next to questions, a list of titles describes chapters and the like.
    if (areAsked && isListOf(content, isTitled)) continue;
    const isPlain =
      plainNames.test(name) ||
      (isOnly && Array.isArray(content) && isListOf(content, isAsked)) ||
      (/^\D{0,10}\d{1,6}$/.test(name) && isOne(content));
    // Texts in a list of categories are their names.
    const isTop = isPlain && fieldOf(name) !== 'category';
    const isUnnamed = isPlain || partNames.test(name);
    yield* collect(content, isUnnamed ? plainToMarkdown(own) : cut(name), depth + 1, found, isTop);
  }
  if (!question) return;
  if (found.questions.length === before) found.questions.push(question);
  else if (question.answer !== '')
    found.leftOut.push({ reason: 'empty', text: question.answer.slice(0, 80) });
}

/** Whether there are questions in an object, besides its hints: objects, or texts in their lists. */
function asksIn(value: object, depth: number, least = Infinity): boolean {
  return (
    depth <= deepest &&
    Object.entries(value).some(([name, own]: [string, unknown]) => {
      if (typeof own === 'string') return Array.isArray(value) && likeness(own, false) >= least;
      const field = fieldOf(name);
      if (typeof own !== 'object' || own === null || field === 'hint' || field === 'answer')
        return false;
      if (isObject(own) && (asksByName(own) || (isAsked(own) && isAnswered(own)))) return true;
      const ofTexts = field === 'title' ? 0 : plainNames.test(name) ? surely : least;
      return asksIn(own, depth + 1, Array.isArray(value) && isObject(own) ? Infinity : ofTexts);
    })
  );
}

/** Whether a value is a single question, so that a numbered key such as `q1` is not its category. */
function isOne(value: object): boolean {
  return isObject(value) && textOf(value, 'title') !== undefined && !hasQuestions(value);
}

/** Minimum share of keys that ask; a greeting may be among them. */
const leastAsking = 0.8;

/** Whether the names in an object ask, and their values are texts: `{"What is it?": "This."}`. */
function areAnswers(object: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(object);
  if (entries.length < 2 || !entries.every(([, content]) => typeof content === 'string'))
    return false;
  const others = entries.filter(
    ([name]) => !/[\s?？؟]/.test(name) || likeness(name, false) < surely,
  );
  return (
    entries.length - others.length >= leastAsking * entries.length &&
    others.every(([name]) => fieldOf(name) === undefined)
  );
}

function* collectList(
  list: readonly unknown[],
  category: string,
  depth: number,
  found: Found,
  isTop: boolean,
): Steps<void> {
  const texts = list.filter((item): item is string => typeof item === 'string');
  const asking = texts.filter(text => likeness(text, false) >= surely).length;
  // Tags, authors and links are lists of texts too.
  if (isTop || asking * 2 > texts.length) {
    for (const text of texts.filter(each => each.trim() !== ''))
      found.questions.push(foundQuestion({ title: plainToMarkdown(text), category }));
  }
  for (const [index, item] of list.entries()) {
    if (index % itemsInStep === itemsInStep - 1) yield;
    yield* collect(item, category, depth + 1, found, isTop);
  }
}

/** Whether a field of a question lists texts, and has neither an answer nor options in them. */
function areFollowUps(name: string, content: unknown): boolean {
  const { options, right, explanation } = knownNames;
  if (fieldOf(name) !== undefined || [options, right, explanation].some(one => one.test(name)))
    return false;
  return Array.isArray(content) && content.every(item => typeof item === 'string');
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
  return Object.entries(object).some(
    ([name, own]) => typeof own === 'string' && fieldOf(name) === 'title' && !titleNames.test(name),
  );
}

/** Whether a list is the options of a question, or what the answer of one by name consists of. */
function isOwn(isNamed: boolean, name: string, list: unknown): boolean {
  return (
    (fieldOf(name) === 'answer' || knownNames.options.test(name)) &&
    isListOf(
      list,
      item =>
        !asksByName(item) && (isNamed || Object.values(item).some(own => typeof own === 'boolean')),
    )
  );
}

/** What an object holds besides its own options and answers. */
function contentsOf(object: Readonly<Record<string, unknown>>): readonly [string, unknown][] {
  const isNamed = asksByName(object);
  return Object.entries(object).filter(([name, own]) => !isOwn(isNamed, name, own));
}

/** Whether an object has a title, and neither an answer nor anything that could be one. */
function isTitled(object: Readonly<Record<string, unknown>>): boolean {
  const isTold = ([name, content]: readonly [string, unknown]) =>
    typeof content !== 'object' && (fieldOf(name) !== 'answer' || descriptionNames.test(name));
  return !asksByName(object) && Object.entries(object).every(isTold);
}

const titleNames = /^(?:title|titel)$/i;
const descriptionNames = /^description$/i;

/** Whether an object has an answer: what only describes or explains may be about its questions. */
function isAnswered(object: Readonly<Record<string, unknown>>): boolean {
  const isNamed = asksByName(object);
  return Object.entries(object).some(
    ([name, content]) =>
      (fieldOf(name) === 'answer' || (knownNames.options.test(name) && Array.isArray(content))) &&
      !isWeak(name) &&
      (scalars(content).length > 0 ||
        isObject(content) ||
        isListOf(content, item => !isAsked(item)) ||
        isOwn(isNamed, name, content)),
  );
}

/** Whether lists in an object have their own questions, which makes it a category. */
function hasQuestions(object: Readonly<Record<string, unknown>>): boolean {
  return contentsOf(object).some(
    ([, content]) =>
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
    const own = field === 'title' && isObject(content) ? wordingIn(content) : content;
    if (typeof own === 'string' || typeof own === 'number') return withLineEnds(String(own));
  }
  // A text above its options.
  const { text } = object;
  const hasOptions = ([name, content]: readonly [string, unknown]) =>
    knownNames.options.test(name) && Array.isArray(content);
  return field === 'title' && typeof text === 'string' && Object.entries(object).some(hasOptions)
    ? withLineEnds(text)
    : undefined;
}

/** The text of `{"text": "A?", "format": "plain"}`; none if there is more of a question in it. */
function wordingIn(object: Readonly<Record<string, unknown>>): unknown {
  const isMore = ([name, own]: readonly [string, unknown]) =>
    typeof own === 'object' || fieldOf(name) === 'answer';
  return Object.entries(object).some(isMore) ? undefined : object.text;
}

function toQuestion(
  object: Readonly<Record<string, unknown>>,
  category: string,
  firstOption: 0 | 1 | undefined,
): FoundQuestion | undefined {
  const title = textOf(object, 'title');
  if (title === undefined) return undefined;
  const hint = textOf(object, 'hint');
  const toMarkdown = Object.hasOwn(object, 'incorrect_answers')
    ? triviaToMarkdown
    : plainToMarkdown;
  const id = Object.hasOwn(object, 'id') && typeof object.id === 'string' ? object.id : undefined;
  return foundQuestion({
    title: toMarkdown(title).replace(/\\\n/g, ' '),
    hint: plainToMarkdown(hint ?? ''),
    answer: answerIn(object, firstOption, toMarkdown),
    category: plainToMarkdown(cut(categoryOf(object) ?? category)),
    ...(id !== undefined && /^[\w.-]{1,100}$/.test(id) && !isNumber(id) ? { id } : {}),
  });
}

/** The Markdown of a text of Open Trivia, which has entities for marks: `&quot;` and `&#039;`. */
function triviaToMarkdown(text: string): string {
  const isEncoded = /&#?\w{2,8};/.test(text) && !text.includes('<');
  return isEncoded ? htmlToMarkdown(text).markdown : plainToMarkdown(text);
}

function cut(category: string): string {
  return category.slice(0, longestCategory);
}

function categoryOf(object: Readonly<Record<string, unknown>>): string | undefined {
  const fields = Object.entries(object).filter(
    ([name, own]) => fieldOf(name) === 'category' && scalars(own).length > 0,
  );
  const strong = fields.filter(([name]) => !isWeak(name));
  const own = strong.length > 0 ? strong : fields;
  const text = textOf(Object.fromEntries(own), 'category');
  if (text !== undefined) return text;
  const tags = own[0]?.[1];
  const [first] = Array.isArray(tags) ? (tags as unknown[]) : [];
  return typeof first === 'string' ? first : undefined;
}
