/**
 * The options of a question that an object holds: in a list, an object, fields of their own or one
 * text. Which of them are right is found in `rightOptions.ts`; options that are items of a Markdown
 * list are in `options.ts` and `ticks.ts`.
 */
import { isObject } from '../values';
import { fieldOf } from './names';
import {
  asides,
  explanationNames,
  indexName,
  optionNames,
  placeName,
  rightNames,
  scalars,
  wrongName,
  wrongNames,
} from './quizFields';

/** Maximum number of options of a question: each right answer is looked up among them. */
export const mostOptions = 50;

/** The fields of a question's object: its options as lists, and all that tells the right ones. */
export function quizFieldsOf(
  object: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  const given = Object.entries(object);
  const told = given.filter(([name]) => rightNames.test(name));
  const lists = given.map(([name, own]): [string, unknown] => {
    // What is called answers may be one.
    const isList = optionNames.test(name) && fieldOf(name) === undefined;
    const parts = isList && typeof own === 'string' ? partsOf(own, scalars(told[0]?.[1])[0]) : [];
    return [name, parts.length > 1 ? parts : own];
  });
  return withParts(withWrong(lists));
}

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

/** An option of a question. */
export interface Option {
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
const flagNames = /^(?:is_?)?(?:(?:correct|right)(?:_?(?:answer|option|choice))?|true|answer)$/i;
/** What an option is worth. */
const weightNames = /^(?:fraction|score|weight)$/i;

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

/** The text of an option that is an object, of whatever name; `undefined` if it has none. */
export function textOfOption(item: Readonly<Record<string, unknown>>): unknown {
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

/** Whether a flag is set, also as a text or a number. */
function isTrue(flag: unknown): boolean {
  return (
    flag === true || flag === 1 || (typeof flag === 'string' && /^(?:true|yes|1)$/i.test(flag))
  );
}

/** The letters of options that have some, as explanations name them: `B. ` by the option's text. */
export function lettersOf(entries: readonly (readonly [string, unknown])[]): Map<string, string> {
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
