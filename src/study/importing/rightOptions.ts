/**
 * Which options of a question that an object holds are right: what marks them, or names them by
 * letter, number, id or words. Reading the options is in `quizOptions.ts`, the Markdown for them in
 * `quiz.ts`.
 */
import { isObject } from '../values';
import { indexName, optionNames, placeName, rightNames, scalars, wrongNames } from './quizFields';
import { mostOptions, optionsOf, textOfOption, type Option } from './quizOptions';

type Fields = readonly (readonly [string, unknown])[];

/** What an object says of its options. */
interface Quiz {
  /** All of them in order; empty if there are too few to choose from. */
  readonly options: readonly { readonly text: string; readonly isRight: boolean }[];
  /** The only one, if it is named as the right one. */
  readonly only?: string | undefined;
  /** Texts that belong below the options, or are the answer without any. */
  readonly beside: readonly string[];
}

/** In characters. A longer text becomes an option only if another option is at least half as long. */
const longestOther = 60;

/**
 * The options in an object's fields, and which are right.
 *
 * @param firstOption what the first option counts as; `undefined` if that is not known
 */
export function quizIn(entries: Fields, firstOption: 0 | 1 | undefined): Quiz {
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
  const { texts: told, places } = pointersIn(entries, options, firstOption);
  const right = areWrong ? told : told.map(text => inOtherCase(text, options));
  if (options.length < 2 && !(areWrong && options.length + right.length > 1)) {
    const pointers = [...right, ...places];
    const isNamed = pointers.length > 0 && pointers.every(text => isKey(text, options));
    return { options: [], only: isNamed ? options[0]?.text : undefined, beside: right };
  }
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
  // Which one its number means is not known.
  const untold = all.some(isRight) ? others : [...right, ...places];
  const notes = options.flatMap(({ text, note }) =>
    note === undefined ? [] : [`${text}: ${note}`],
  );
  return {
    options: all.map(text => ({ text, isRight: isRight(text) })),
    beside: [...untold.filter(text => !all.includes(text)), ...notes],
  };
}

/** What an object says of its right options: their texts, or what names them, and their places. */
function pointersIn(
  entries: Fields,
  options: readonly Option[],
  firstOption: 0 | 1 | undefined,
): { readonly texts: readonly string[]; readonly places: readonly string[] } {
  const pointers = entries.filter(([name]) => rightNames.test(name));
  const isPlace = ([name, content]: readonly [string, unknown]) =>
    placeName.test(name) ||
    (typeof content === 'number' &&
      atPlace(String(content), options, firstOption) !== undefined &&
      entries.some(([name, list]) => optionNames.test(name) && hasTexts(list)));
  const places = pointers.filter(isPlace).flatMap(([, content]) => scalars(content));
  const texts = [
    ...options.flatMap(({ text, isRight }) => (isRight ? [text] : [])),
    ...pointers
      .filter(one => !isPlace(one))
      .flatMap(([, content]) => scalars(isObject(content) ? textOfOption(content) : content)),
  ].slice(0, mostOptions);
  return { texts, places };
}

function hasTexts(list: unknown): boolean {
  return Array.isArray(list) && list.some(item => typeof item === 'string');
}

/** The option that a text is but for its case, if there is one: `True` for `true`. */
function inOtherCase(text: string, options: readonly Option[]): string {
  const lower = (own: string) => own.trim().toLowerCase();
  const same = options.filter(option => lower(option.text) === lower(text));
  return same.length === 1 && keysOf(text.trim()).length === 0 ? (same[0]?.text ?? text) : text;
}

/** Whether a text names options by letters or numbers, wherever these begin to count. */
function isKey(text: string, options: readonly Option[]): boolean {
  return ([0, 1, undefined] as const).some(first => rightByKeys(text, options, first).length > 0);
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

/**
 * The text of the option that a letter, a number or an id names.
 *
 * @param firstOption what the first option counts as; `undefined` if that is not known
 */
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
