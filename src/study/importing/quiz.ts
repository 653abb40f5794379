/**
 * The answer of a question that an object holds: its options, the right ones marked, and why. JSON
 * has such objects, and tables with a column for each option are read as them. Reading options, and
 * what names the right ones, is in `quizOptions.ts`.
 */
import { codeBlock } from '../pack/write';
import { isObject } from '../values';
import { fieldOf, isWeak } from './names';
import { plainToMarkdown } from './plainText';
import {
  asides,
  codeNames,
  explanationNames,
  indexName,
  optionNames,
  placeName,
  rightNames,
  scalars,
  withLineEnds,
  wrongNames,
} from './quizFields';
import {
  atPlace,
  inOtherCase,
  isKey,
  keysOf,
  lettersOf,
  mostOptions,
  optionsOf,
  quizFieldsOf,
  rightByKeys,
  textOfOption,
} from './quizOptions';

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
  const entries = quizFieldsOf(object);
  const isIndexed = entries.some(([name]) => rightNames.test(name) && indexName.test(name));
  const found = entries
    .filter(
      ([name, content]) => optionNames.test(name) && (Array.isArray(content) || isObject(content)),
    )
    .flatMap(([, content]) => optionsOf(content))
    .slice(0, mostOptions);
  // An index counts places, whatever ids the options have.
  const options = isIndexed ? found.map(option => ({ ...option, own: [] })) : found;
  const areWrong = entries.some(([name]) => wrongNames.test(name));
  const parts = entries.flatMap(([name, content]) => {
    const isCode = codeNames.test(name) && typeof content === 'string' && content.trim() !== '';
    return isCode ? [codeBlock(withLineEnds(content).replace(/^\s*\n/, ''), '')] : [];
  });
  const pointers = entries.filter(([name]) => rightNames.test(name));
  const isPlace = ([name, content]: readonly [string, unknown]) =>
    placeName.test(name) ||
    (typeof content === 'number' &&
      atPlace(String(content), options, firstOption) !== undefined &&
      entries.some(([name, list]) => optionNames.test(name) && hasTexts(list)));
  const places = pointers.filter(isPlace).flatMap(([, content]) => scalars(content));
  const right = [
    ...options.flatMap(({ text, isRight }) => (isRight ? [text] : [])),
    ...pointers
      .filter(one => !isPlace(one))
      .flatMap(([, content]) => scalars(isObject(content) ? textOfOption(content) : content)),
  ]
    .slice(0, mostOptions)
    .map(text => (areWrong ? text : inOtherCase(text, options)));
  // What is called the answer comes before what describes it.
  const answers = entries.filter(
    ([name]) => fieldOf(name) === 'answer' && !explanationNames.test(name),
  );
  const ordered = [
    ...answers.filter(([name]) => !isWeak(name)),
    ...answers.filter(([name]) => isWeak(name)),
  ];
  if (options.length > 1 || (areWrong && options.length + right.length > 1)) {
    // Next to wrong options the right answer is a text; next to all of them it may be a letter.
    const named = !areWrong;
    const texts = options.map(({ text }) => text);
    const own = new Set(texts.map(text => text.trim()));
    const keyed = named
      ? [
          ...right.flatMap(one => rightByKeys(one, options, firstOption)),
          ...places.slice(0, mostOptions).map(one => atPlace(one, options, firstOption)),
        ]
      : [];
    const isKnown = [...right, ...keyed].some(text => own.has(text?.trim() ?? ''));
    const others = right.filter(text => !own.has(text.trim()) && !(named && isKey(text, options)));
    const isPointer = (text: string) =>
      named &&
      (/^\s*\d+\s*$/.test(text) || keysOf(text.trim()).length > 1) &&
      !texts.some(own => /^\d/.test(own) || keysOf(own).length > 0);
    // Beside the right option, or if it is long, a text says why it is right.
    const longest = Math.max(longestOther, ...texts.map(text => 2 * text.length));
    const isOther = (text: string, at: number) =>
      !isKnown && !isPointer(text) && ((!named && at === 0) || text.length <= longest);
    const all = [...new Set([...others.filter(isOther), ...texts])];
    const rightTexts = new Set([...right, ...keyed].map(text => text?.trim()));
    const isRight = (text: string) => rightTexts.has(text.trim());
    const letters = lettersOf(entries);
    const lettered = (text: string) => `${letters.get(text) ?? ''}${text}`;
    parts.push(all.map(text => optionItem(lettered(text), isRight(text), toMarkdown)).join('\n'));
    // Which one its number means is not known.
    const untold = all.some(isRight) ? others : [...right, ...places];
    parts.push(...untold.filter(text => !all.includes(text)).map(toMarkdown));
    for (const { text, note } of options)
      if (note !== undefined) parts.push(toMarkdown(`${text}: ${note}`));
    for (const [name, content] of ordered)
      if (!optionNames.test(name) && !rightNames.test(name))
        parts.push(...textsIn(content, toMarkdown));
  } else if (
    options[0] &&
    [...right, ...places].every(text => isKey(text, options)) &&
    right.length + places.length > 0
  ) {
    // The number of the only one.
    parts.push(toMarkdown(options[0].text));
  } else {
    for (const [, content] of ordered) parts.push(...textsIn(content, toMarkdown));
    if (parts.length === 0) parts.push(...right.map(toMarkdown));
  }
  for (const [name, content] of entries) {
    if (!explanationNames.test(name)) continue;
    parts.push(
      ...(isObject(content) ? textsIn(content, toMarkdown) : scalars(content).map(toMarkdown)),
    );
  }
  return parts.filter(part => part !== '').join('\n\n');
}

function hasTexts(list: unknown): boolean {
  return Array.isArray(list) && list.some(item => typeof item === 'string');
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

/** In characters. A longer text becomes an option only if another option is at least half as long. */
const longestOther = 60;

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
