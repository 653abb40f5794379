/**
 * The answer of a question that an object holds: its options, which of them are right, and why. JSON
 * has such objects, and tables with a column for each option are read as them.
 */
import { fieldOf, isWeak } from './names';
import { plainToMarkdown } from './plainText';
import { codeBlock } from '../pack/write';
import { isObject } from '../values';

/** Line ends written as escapes are normalised only once the JSON is parsed. */
export function withLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const optionNames =
  /^(?:(?:answer_?)?options|choices|alternatives|answers|incorrect_?answers|wrong_?answers|distractors|optionen)$/i;
const wrongNames = /^(?:incorrect_?answers|wrong_?answers|distractors)$/i;
/** A field with one wrong option: `distractor1`, `Wrong answer 2`. */
export const wrongName =
  /^(?:distractor|(?:incorrect|wrong|false)(?:[\s_-]?(?:answer|option|choice))?)[\s_-]?([1-8])$/i;
const rightNames =
  /^(?:correct_?ans(?:wers?)?|correct|right_?(?:answer|choice|option)s?|solution|answer|answer_?key|correct_?(?:choice|option|key|letter)s?|(?:answer|correct)_?(?:index|answer_?index|option_?index|choice_?index))$/i;
/** A field with the place of the right option, even where options are numbers. */
export const placeName = /index/i;
const flagNames = /^(?:is_?)?(?:correct|right|true|answer)$/i;
const codeNames = /^(?:code|snippet|code_?snippet)$/i;
/** Fields of an answer object that are not part of the answer's text. */
const asides = /^(?:_?id|author|user|lang(?:uage)?|type|format)$/i;
const explanationNames = /^(?:explanation|reason|rationale|details|erklärung|解析)$/i;

/** The names of a quiz's fields. */
export const knownNames = {
  options: optionNames,
  right: rightNames,
  explanation: explanationNames,
};

/**
 * The answer, with the code that is asked about, the options, the right ones, and why.
 *
 * @param toMarkdown converts a text
 */
export function answerIn(
  object: Readonly<Record<string, unknown>>,
  firstOption: 0 | 1 | undefined,
  toMarkdown = plainToMarkdown,
): string {
  const entries = withParts(withWrong(Object.entries(object)));
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
  const told = entries.filter(([name]) => rightNames.test(name));
  const isPlace = ([name, content]: readonly [string, unknown]) =>
    placeName.test(name) ||
    (typeof content === 'number' &&
      atPlace(String(content), options, firstOption) !== undefined &&
      entries.some(([name, list]) => optionNames.test(name) && hasTexts(list)));
  const places = told.filter(isPlace).flatMap(([, content]) => scalars(content));
  const right = [
    ...rightOfOptions(entries),
    ...told
      .filter(one => !isPlace(one))
      .flatMap(([, content]) => scalars(isObject(content) ? textOfOption(content) : content)),
  ].slice(0, mostOptions);
  // What is called the answer comes before what describes it.
  const answers = entries.filter(
    ([name]) => fieldOf(name) === 'answer' && !explanationNames.test(name),
  );
  const ordered = [
    ...answers.filter(([name]) => !isWeak(name)),
    ...answers.filter(([name]) => isWeak(name)),
  ];
  if (options.length > 1) {
    // Next to wrong options the right answer is a text; next to all of them it may be a letter.
    const named = !entries.some(([name]) => wrongNames.test(name));
    const texts = options.map(([, text]) => text);
    const own = new Set(texts.map(text => text.trim()));
    const keyed = named
      ? [
          ...right.map(one => rightByKey(one, options, firstOption)),
          ...places.slice(0, mostOptions).map(one => atPlace(one, options, firstOption)),
        ]
      : [];
    const isKnown = [...right, ...keyed].some(text => own.has(text?.trim() ?? ''));
    const others = right.filter(text => !own.has(text.trim()) && !(named && isKey(text, options)));
    // Beside the right option, or if it is long, a text says why it is right.
    const longest = Math.max(longestOther, ...texts.map(text => 2 * text.length));
    const isOther = (text: string, at: number) =>
      !isKnown && ((!named && at === 0) || text.length <= longest);
    const all = [...new Set([...others.filter(isOther), ...texts])];
    const rightTexts = new Set([...right, ...keyed].map(text => text?.trim()));
    const isRight = (text: string) => rightTexts.has(text.trim());
    const letters = lettersOf(entries);
    const lettered = (text: string) => `${letters.get(text) ?? ''}${text}`;
    parts.push(all.map(text => optionItem(lettered(text), isRight(text), toMarkdown)).join('\n'));
    // Which one its number means is not known.
    const untold = all.some(isRight) ? others : [...right, ...places];
    parts.push(...untold.filter(text => !all.includes(text)).map(toMarkdown));
    for (const [name, content] of ordered)
      if (!optionNames.test(name) && !rightNames.test(name))
        parts.push(...textsIn(content, toMarkdown));
  } else if (
    options[0] &&
    [...right, ...places].every(text => isKey(text, options)) &&
    right.length + places.length > 0
  ) {
    // The number of the only one.
    parts.push(toMarkdown(options[0][1]));
  } else {
    for (const [, content] of ordered) parts.push(...textsIn(content, toMarkdown));
  }
  for (const [name, content] of entries) {
    if (!explanationNames.test(name)) continue;
    parts.push(
      ...(isObject(content) ? textsIn(content, toMarkdown) : scalars(content).map(toMarkdown)),
    );
  }
  return parts.filter(part => part !== '').join('\n\n');
}

/** The Markdown of an answer: of a list of texts as items, of objects with all that they say. */
function textsIn(content: unknown, toMarkdown: typeof plainToMarkdown): string[] {
  const all = Array.isArray(content) ? (content as unknown[]).slice(0, 200) : [content];
  if (!all.some(isObject)) {
    const texts = scalars(content);
    return texts.length > 1
      ? [texts.map(text => `- ${inline(text, toMarkdown)}`).join('\n')]
      : texts.map(toMarkdown);
  }
  return all.flatMap(item =>
    isObject(item)
      ? Object.entries(item).flatMap(([name, own]) =>
          typeof own === 'string' && codeNames.test(name) && own.trim() !== ''
            ? [codeBlock(withLineEnds(own), '')]
            : (typeof own === 'string' && !asides.test(name)) || Array.isArray(own)
              ? scalars(own).map(toMarkdown)
              : [],
        )
      : scalars(item).map(toMarkdown),
  );
}

/** A longer text, in characters, is no further option, unless one is half as long. */
const longestOther = 60;

/** Beside options, with what an object says of the right one as fields: which it is, and why. */
function withParts(entries: readonly [string, unknown][]): readonly [string, unknown][] {
  if (!entries.some(([name, list]) => optionNames.test(name) && typeof list === 'object'))
    return entries;
  return entries.flatMap(([name, content]) => {
    const all = (Array.isArray(content) ? (content as unknown[]) : [content]).slice(0, mostOptions);
    if (!rightNames.test(name) || !all.some(isObject)) return [[name, content]];
    return all.flatMap((item): [string, unknown][] => {
      if (!isObject(item)) return [[name, item]];
      const text = textOfOption(item);
      const others = Object.entries(item).filter(
        ([own, one]) => one !== text && typeof one !== 'boolean' && !asides.test(own),
      );
      const nameOf = (own: string) => {
        if (placeName.test(own)) return 'answer_index';
        return /^(?:letter|key)$/i.test(own) || rightNames.test(own) ? name : 'explanation';
      };
      return [[name, text], ...others.map(([own, one]): [string, unknown] => [nameOf(own), one])];
    });
  });
}

/** With the wrong options in fields of their own as a list. */
function withWrong(entries: readonly [string, unknown][]): readonly [string, unknown][] {
  const wrong = entries.filter(([name]) => wrongName.test(name)).flatMap(own => scalars(own[1]));
  return wrong.length > 1 ? [...entries, ['distractors', wrong]] : entries;
}

/** An option as an item; one of several lines, such as code, stays as it is. */
function optionItem(text: string, isRight: boolean, toMarkdown: typeof plainToMarkdown): string {
  if (!text.trim().includes('\n') || isWrapped(text)) {
    const words = inline(text, toMarkdown);
    return isRight ? `- **${words}** ✓` : `- ${words}`;
  }
  const lines = toMarkdown(text).replace(/^/gm, '  ');
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

/** Maximum number of lines of a wrapped text, and of characters that are looked at in each. */
const mostWrapped = 8;
const longestWrapped = 200;

/** A text in an item: its own lines as one, and breaks that it is converted to below its start. */
function inline(text: string, toMarkdown: typeof plainToMarkdown): string {
  const markdown = toMarkdown(text);
  return text.includes('\n') ? markdown.replace(/\\?\n/g, ' ') : markdown.replaceAll('\n', '\n  ');
}

/** The texts of a value: itself, or those of a list. */
export function scalars(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [withLineEnds(value)];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return Array.isArray(value)
    ? (value as unknown[]).slice(0, 200).flatMap(item => (Array.isArray(item) ? [] : scalars(item)))
    : [];
}

/** Maximum number of options of a question: each right answer is looked up among them. */
export const mostOptions = 50;

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
  const { text, option, answer, answerText, label, content, value, title, body } = item;
  return (
    text ??
    option ??
    answerText ??
    (typeof answer === 'string' ? answer : undefined) ??
    label ??
    content ??
    value ??
    // Where others have their marks, answers of a forum are texts.
    (Object.keys(item).some(name => flagNames.test(name)) ? (title ?? body) : undefined)
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
              Object.entries(item).some(([key, own]) => flagNames.test(key) && isTrue(own)),
          )
          .flatMap(item => (isObject(item) ? scalars(textOfOption(item)).slice(0, 1) : []))
      : [],
  );
}

/** Also as a text or a number. */
function isTrue(flag: unknown): boolean {
  return (
    flag === true || flag === 1 || (typeof flag === 'string' && /^(?:true|yes|1)$/i.test(flag))
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

function hasTexts(list: unknown): boolean {
  return Array.isArray(list) && list.some(item => typeof item === 'string');
}

/** The option named by "B", "b)" or its number; none if one has these words. */
function rightByKey(
  text: string,
  options: readonly (readonly [string, string])[],
  firstOption: number | undefined,
): string | undefined {
  const words = text.trim();
  return options.some(([, option]) => option.trim() === words)
    ? undefined
    : atPlace(words, options, firstOption);
}

function atPlace(
  text: string,
  options: readonly (readonly [string, string])[],
  firstOption: number | undefined,
): string | undefined {
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
