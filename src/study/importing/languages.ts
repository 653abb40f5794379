/** Texts of a question in several languages: `question_kk`, `question_ru`, `answer_kk` … */
import { isObject } from '../values';
import { fieldOf } from './names';
import { scalars } from './quizFields';
import type { KnownNames } from './usualNames';
import { addTo } from './grouping';

/** The depth to which objects are looked at, and the most fields of one with languages. */
const deepest = 9;
const mostFields = 80;

/** `question_kk`, `question-kk`, `questionKk`. */
const suffixed = /^(\p{L}[\p{L}\d_ -]{0,38}?)(?:[_.\s-](\p{Ll}{2})|(?<=\p{Ll})(\p{Lu}\p{Ll}))$/u;

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether two letters are the code of a language. */
function isLanguage(code: string): boolean {
  return /^[a-z]{2}$/.test(code) && names.of(code) !== undefined;
}

/**
 * The value with one field for those of several languages: the first language's, except that all
 * say why an answer is right. A word and its translation alone are a card, and stay as they are.
 *
 * @param leaveOut gets each text that is in no field any more
 */
export function inOneLanguage(
  value: unknown,
  known: KnownNames,
  leaveOut: (text: string) => void,
  depth = 0,
): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value))
    return (value as readonly unknown[]).map(item =>
      inOneLanguage(item, known, leaveOut, depth + 1),
    );
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const groups = entries.length > mostFields ? undefined : groupsOf(entries, known);
  if (!groups)
    return Object.fromEntries(
      entries.map(([name, content]) => [name, inOneLanguage(content, known, leaveOut, depth + 1)]),
    );
  const contents = new Map(entries);
  const dropped = new Set([...groups.values()].flat());
  return Object.fromEntries([
    ...[...groups].map(([stem, own]): [string, unknown] => {
      const texts = own.map(name => contents.get(name));
      const areTexts = texts.every(text => typeof text === 'string');
      if (known.explanation.test(stem) && areTexts) return [stem, texts.join('\n\n')];
      for (const text of texts.slice(1)) leaveOut(typeof text === 'string' ? text : briefly(text));
      return [stem, texts[0]];
    }),
    ...entries.filter(([name]) => !dropped.has(name)),
  ]);
}

/** The texts in a list or an object, however deep others are in it. */
function briefly(value: unknown): string {
  return scalars(isObject(value) ? Object.values(value) : value).join(', ') || '…';
}

/** The fields in several languages, in order, by their common name; `undefined` if a question has none. */
function groupsOf(
  entries: readonly (readonly [string, unknown])[],
  known: KnownNames,
): ReadonlyMap<string, readonly string[]> | undefined {
  const isPart = (stem: string) =>
    [known.options, known.right, known.explanation].some(one => one.test(stem)) ||
    fieldOf(stem) === 'answer';
  const all = new Map<string, string[]>();
  for (const [name] of entries) {
    const found = suffixed.exec(name);
    const [, stem = '', code = found?.[3] ?? ''] = found ?? [];
    if (!isLanguage(code.toLowerCase()) || !(isPart(stem) || fieldOf(stem) !== undefined)) continue;
    addTo(all, stem, name);
  }
  const taken = new Set(entries.map(([name]) => name));
  const groups = new Map([...all].filter(([stem, own]) => own.length > 1 && !taken.has(stem)));
  const stems = [...groups.keys()];
  const others = entries.map(([name]) => name).filter(name => !suffixed.test(name));
  return stems.some(stem => fieldOf(stem) === 'title') && [...stems, ...others].some(isPart)
    ? groups
    : undefined;
}
