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
  /^(?:(?:answer_?)?options|choices|alternatives|answers|(?:incorrect|wrong)(?:_?answers)?|distractors|optionen)$/i;
const wrongNames = /^(?:(?:incorrect|wrong)(?:_?answers)?|distractors)$/i;
/** A field with one wrong option: `distractor1`, `Wrong answer 2`. */
export const wrongName =
  /^(?:distractor|(?:incorrect|wrong|false)(?:[\s_-]?(?:answer|option|choice))?)[\s_-]?([0-8])$/i;
const rightNames =
  /^(?:correct_?ans(?:wers?)?|correct|right_?(?:answer|choice|option)s?|solution|answer|answer_?key|correct_?(?:choice|option|key|letter)s?|(?:right|correct)_?(?:answer_?|option_?|choice_?)?ids?|answer_?ids?|(?:answer|correct)_?(?:(?:answer|option|choice)_?)?(?:index|idx))$/i;
/** A field with the place or the id of the right option, even where options are numbers. */
export const placeName = /index|idx|ids?$/i;
/** One with the place, whatever ids options have. */
export const indexName = /index|idx/i;
const flagNames = /^(?:is_?)?(?:(?:correct|right)(?:_?(?:answer|option|choice))?|true|answer)$/i;
/** What an option is worth. */
const weightNames = /^(?:fraction|score|weight)$/i;
const codeNames = /^(?:code|snippet|code_?snippet)$/i;
/** Fields of an answer object that are not part of the answer's text. */
const asides = /^(?:_?id|author|user|lang(?:uage)?|type|format)$/i;
const explanationNames =
  /^(?:expla(?:in|nation)|reason(?:ing)?|rationale|feedback|justification|details|why|erklärung|begründung|解析)$/i;

/** The most options in a text: what divides more of them means something else. */
const mostInText = 8;
/** Maximum length of such a text, in characters. */
const longestText = 4000;

/** The options in a text, `A. Cat B. Dog`, if their letters, or other marks, count; else none. */
export function letteredIn(text: string, marks = ['abcdefgh']): readonly string[] {
  const [before = '', ...parts] = text.split(
    /(?<![\s;,|])[\s;,|]*(?<=^|[\s;,|])\(?([a-h1-8])[.):]\s+/i,
    2 * mostInText + 3,
  );
  const own = parts.filter((_, at) => at % 2 === 0).join('');
  const areCounted = own.length > 1 && marks.some(all => all.startsWith(own.toLowerCase()));
  return before.trim() === '' && areCounted ? parts.filter((_, at) => at % 2 === 1) : [];
}

/**
 * The options that a text lists: behind letters or numbers, in quotes, or divided by line ends, bars,
 * semicolons, or by commas where the answer is one of them; none if it lists pairs or too many.
 */
export function partsOf(list: string, answer = ''): readonly string[] {
  const text = list
    .slice(0, longestText)
    .replace(/<br\s?\/?>/gi, '\n')
    .trim();
  // `a:Cat|b:Dog;x:Paw|y:Tail;a:x|b:y` are pairs.
  if (list.length > longestText || /^\w+:[^|]*\|.*;/.test(text)) return [];
  const marked = letteredIn(text, ['abcdefgh', '12345678']);
  let parts = [text];
  if (marked.length > 0) parts = [...marked];
  else if (/^\[[^]*\]$/.test(text))
    parts = (
      text.match(/(?<!\\)(?:'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*")/g) ??
      text.slice(1, -1).split(',')
    ).map(own =>
      own
        .trim()
        .replace(/^(['"])([^]*)\1$/, '$2')
        .replace(/\\(['"])/g, '$1'),
    );
  else {
    const divider = ['\n', '|', ';', ','].find(each => text.includes(each)) ?? ',';
    const all = text.split(divider).map(own => own.trim());
    if (divider !== ',' || all.includes(answer.trim())) parts = all;
  }
  return parts.length > mostInText ? [] : parts;
}

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
  const given = Object.entries(object);
  const told = given.filter(([name]) => rightNames.test(name));
  const lists = given.map(([name, own]): [string, unknown] => {
    // What is called answers may be one.
    const isList = optionNames.test(name) && fieldOf(name) === undefined;
    const parts = isList && typeof own === 'string' ? partsOf(own, scalars(told[0]?.[1])[0]) : [];
    return [name, parts.length > 1 ? parts : own];
  });
  const entries = withParts(withWrong(lists));
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

/** Beside options, with what an object says of the right one as fields: which it is, and why. */
function withParts(entries: readonly [string, unknown][]): readonly [string, unknown][] {
  if (!entries.some(([name, list]) => optionNames.test(name) && typeof list === 'object'))
    return entries;
  return entries.flatMap(([name, content]) => {
    // `{"correct": "a", "incorrect": ["b", "c"]}`
    if (optionNames.test(name) && isObject(content)) {
      const own = Object.entries(content);
      if (own.some(([key]) => wrongNames.test(key))) return own;
    }
    // `{"text": ["a", "b"], "label": ["1", "2"]}`
    if (optionNames.test(name) && isObject(content) && Array.isArray(content.text)) {
      const labels: readonly unknown[] = Array.isArray(content.label) ? content.label : [];
      const texts: readonly unknown[] = content.text.slice(0, mostOptions);
      return [[name, texts.map((text, at) => ({ text, label: labels[at] }))]];
    }
    // `{"answer_a_correct": "false", "answer_b_correct": "true"}`
    if (rightNames.test(name) && isObject(content)) {
      const flags = Object.entries(content).slice(0, mostOptions);
      if (
        flags.every(
          ([, own]) =>
            own === null || [true, 'true', false, 'false'].includes(own as string | boolean),
        )
      ) {
        const keys = flags.flatMap(([key, own]) => (isTrue(own) ? [key] : []));
        return [[name, keys.map(key => key.replace(/_?correct$/i, ''))]];
      }
    }
    const all = (Array.isArray(content) ? (content as unknown[]) : [content]).slice(0, mostOptions);
    if (!rightNames.test(name) || !all.some(isObject)) return [[name, content]];
    return all.flatMap((item): [string, unknown][] => {
      if (!isObject(item)) return [[name, item]];
      const text = textOfOption(item);
      const others = Object.entries(item).filter(
        ([own, one]) => one !== text && typeof one !== 'boolean' && !asides.test(own),
      );
      const nameOf = (own: string) => {
        if (placeName.test(own)) return indexName.test(own) ? 'answer_index' : 'correct_id';
        return /^(?:letter|key)$/i.test(own) || rightNames.test(own) ? name : 'explanation';
      };
      return [[name, text], ...others.map(([own, one]): [string, unknown] => [nameOf(own), one])];
    });
  });
}

/** With the wrong options in fields of their own as a list. */
function withWrong(entries: readonly [string, unknown][]): readonly [string, unknown][] {
  const wrong = entries.filter(([name]) => wrongName.test(name)).flatMap(own => scalars(own[1]));
  return wrong.length > 0 ? [...entries, ['distractors', wrong]] : entries;
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

interface Option {
  /** Its letter or number, in lower case: what the file says, or by its place. */
  readonly key: string;
  /** Its index among all, of which some may be empty. */
  readonly at: number;
  readonly text: string;
  /** What else names it, in lower case: its id, its value. */
  readonly own: readonly string[];
  /** Whether it says itself that it is right: `{"text": "x", "isCorrect": true}`. */
  readonly isRight: boolean;
  /** Why it is right or wrong. */
  readonly note?: string | undefined;
}

/** Names of what names an option, if it is not its text. */
const ownNames =
  /^(?:_?id|identifier|key|label|letter|value|name|option|code|number|order|index)$/i;

/** Options with what names them. */
export function optionsOf(given: unknown): Option[] {
  // `[{"A": "a"}, {"B": "b"}]`
  const isLettered = (item: unknown) => isObject(item) && /^[a-h]$/i.test(Object.keys(item).join());
  const content: unknown =
    Array.isArray(given) &&
    given.length > 0 &&
    given.length <= mostOptions &&
    given.every(isLettered)
      ? Object.assign({}, ...(given as object[]))
      : given;
  const items: readonly (readonly [string, unknown])[] = Array.isArray(content)
    ? (content as unknown[])
        .slice(0, mostOptions)
        .map((item, at) => [String.fromCharCode(97 + (at % 26)), item])
    : isObject(content)
      ? Object.entries(content).slice(0, mostOptions)
      : [];
  const first = items.map(([, item]) => scalars(isObject(item) ? textOfOption(item) : item)[0]);
  // `{"label": "A", "value": "x"}`
  const areLetters = items.every(
    ([, item], at) => isObject(item) && /^[a-h]$/i.test(first[at]?.trim() ?? ''),
  );
  const second = items.map(([, item], at) => {
    if (!areLetters || !isObject(item)) return undefined;
    const { answer, label, content, value, description } = item;
    return scalars([answer, label, content, value, description, ...textsOf(item)]).find(
      own => own !== first[at],
    );
  });
  const texts = second.includes(undefined) ? first : second;
  const weights = items.map(([, item]) =>
    isObject(item)
      ? Number(Object.entries(item).find(([name]) => weightNames.test(name))?.[1] ?? 0)
      : 0,
  );
  const areWeighed = weights.some(weight => weight <= 0);
  return items.flatMap(([key, item], at): Option[] => {
    const text = texts[at];
    if (text === undefined) return [];
    if (!isObject(item) && Array.isArray(content))
      return [{ key, at, text, own: [], isRight: false }];
    const fields = isObject(item) ? Object.entries(item) : [];
    const own = fields
      .filter(([name]) => ownNames.test(name))
      .flatMap(([, named]) => scalars(named).slice(0, 1))
      .filter(named => named !== text)
      .map(named => named.trim().toLowerCase());
    const [, suffix] = /^(?:answer|option|choice)[_\s-]?([a-h]|\d)$/i.exec(key) ?? [];
    if (suffix !== undefined) own.push(suffix.toLowerCase(), key.toLowerCase());
    const letter = own.find(named => /^[a-z]$/.test(named));
    const isRight =
      Array.isArray(content) &&
      (fields.some(([name, is]) => flagNames.test(name) && isTrue(is)) ||
        (areWeighed && (weights[at] ?? 0) > 0));
    const note = fields.find(([name]) => explanationNames.test(name))?.[1];
    return [{ key: letter ?? key.toLowerCase(), at, text, own, isRight, note: scalars(note)[0] }];
  });
}

function textOfOption(item: Readonly<Record<string, unknown>>): unknown {
  const { text, option, answer, answerText, label, content, value, title } = item;
  const known =
    text ?? option ?? answerText ?? (typeof answer === 'string' ? answer : undefined) ?? content;
  const all = Object.entries(item);
  if (
    known !== undefined ||
    !all.some(
      ([name, own]) => typeof own === 'boolean' || flagNames.test(name) || weightNames.test(name),
    )
  )
    return known ?? label ?? value;
  // Beside a mark, a text is the option, whatever it is called; answers of a forum are texts, too.
  return title ?? textsOf(item)[0] ?? label ?? value ?? item.name ?? item.code;
}

/** The texts of an option's object that neither name nor explain it. */
function textsOf(item: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(item).flatMap(([name, own]) =>
    typeof own !== 'string' ||
    [ownNames, flagNames, explanationNames, asides].some(names => names.test(name))
      ? []
      : [own],
  );
}

/** The option that a text is but for its case, if there is one: `True` for `true`. */
function inOtherCase(text: string, options: readonly Option[]): string {
  const lower = (own: string) => own.trim().toLowerCase();
  const same = options.filter(option => lower(option.text) === lower(text));
  return same.length === 1 && keysOf(text.trim()).length === 0 ? (same[0]?.text ?? text) : text;
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

function isKey(text: string, options: readonly Option[]): boolean {
  return ([0, 1, undefined] as const).some(first => rightByKeys(text, options, first).length > 0);
}

function hasTexts(list: unknown): boolean {
  return Array.isArray(list) && list.some(item => typeof item === 'string');
}

/** What "B", "Option B", "b)", "2", "1,3" or "AC" names: letters in upper case, or numbers. */
export function keysOf(answer: string): readonly string[] {
  if (/^(?=..)A?B?C?D?E?F?G?H?$/.test(answer)) return answer.split('');
  const keys =
    /^(?:option|choice|选项)?s?\s*([a-h0-8](?:(?:\s?[,;&/、，]\s?|\s(?:and|und)\s)[a-h0-8]){0,7})\s*[).:]?$/i.exec(
      answer,
    )?.[1];
  return keys?.toUpperCase().split(/\s?[,;&/、，]\s?|\s\w+\s/) ?? [];
}

/** The options named by "B", "b)", a number or several of these; none if one has these words. */
function rightByKeys(
  text: string,
  options: readonly Option[],
  firstOption: 0 | 1 | undefined,
): readonly string[] {
  const words = text.trim();
  if (options.some(option => option.text.trim() === words)) return [];
  const one = atPlace(words, options, firstOption);
  if (one !== undefined) return [one];
  // "B) list" beside "list", or the other way round.
  const bare = (own: string) => own.trim().replace(/^\(?[a-h][).:]\s+/i, '');
  const same = options.filter(option => bare(option.text) === bare(words));
  if (same.length === 1) return same.map(option => option.text);
  // Words that are letters themselves may be meant, too.
  if (options.some(option => keysOf(option.text.trim()).length > 0)) return [];
  const all = keysOf(words).map(key => atPlace(key, options, firstOption));
  const known = all.filter(own => own !== undefined);
  return known.length === all.length ? known : [];
}

function atPlace(
  text: string,
  options: readonly Option[],
  firstOption: 0 | 1 | undefined,
): string | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[).:]$/, '');
  const isNumber = /^\d{1,2}$/.test(key);
  const owners = options.filter(({ own }) => own.includes(key));
  if (owners.length === 1 && !(isNumber && firstOption !== undefined)) return owners[0]?.text;
  return (
    options.find(option => option.key === key)?.text ??
    (isNumber && firstOption !== undefined
      ? options.find(({ at }) => at === Number(key) - firstOption)?.text
      : undefined)
  );
}
