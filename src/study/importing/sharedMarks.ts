/** Takes off what most of a list have and none needs: numbers and codes of titles, who asked, ids. */
import { lettersOf, likeness, surely } from './titles';
import { label, longestWording, undress } from './undress';

/** Who asked it, after a sentence: `*@name*` or `(@name)`. */
const asker = /(?<=[?？.!)]\s?)(?:\*@[\w-]{1,39}\*|_@[\w-]{1,39}_|\(@[\w-]{1,39}\))\s?$/;

/** Questions without who asked them, if most say it and one asked twice; else it is `(@property)`. */
export function withoutAskers<Q extends { readonly title: string }>(
  questions: readonly Q[],
): readonly Q[] {
  if (!questions.some(({ title }) => title.includes('@'))) return questions;
  const names = questions.flatMap(({ title }) =>
    title.includes('@') && title.length <= longestWording
      ? (asker.exec(title)?.[0].trim() ?? [])
      : [],
  );
  if (names.length * 2 <= questions.length || new Set(names).size === names.length)
    return questions;
  return questions.map(one => ({ ...one, title: one.title.replace(asker, '').trim() }));
}

/** The least share of wordings with a number before them for which it is taken off. */
const mostNumbered = 0.8;

/** Questions of a table or an object without the `Q1.` before each; if few have one, it is theirs. */
export function withoutNumbers<Q extends { readonly title: string }>(
  questions: readonly Q[],
): readonly Q[] {
  const bare = questions.map(({ title }) => {
    const found = title.length > longestWording ? undefined : label.exec(title)?.[0];
    if (found === undefined || /^\d+\.\d/.test(title)) return title;
    return title.slice(found.length).trim() || title;
  });
  const numbered = bare.filter((title, index) => title !== questions[index]?.title).length;
  if (numbered < 2 || numbered < mostNumbered * questions.length) return questions;
  return questions.map((question, index) => ({ ...question, title: bare[index] ?? '' }));
}

/** `DOC-001 — What is it?`, `Q-001: What is it?` */
const code = /^([A-Z]{1,6})[-_]?(\d{1,4})(?:\s?[:.)]|\s[-–—])\s+(?=\S)/;

/** The least share of wordings that no other is equal to once its code is off. */
const leastDistinct = 0.9;

/** Whether wordings without their codes tell what they ask: "PEP-8: What is it about?" does not. */
export function areDistinct(titles: readonly string[]): boolean {
  return new Set(titles).size >= leastDistinct * titles.length;
}

/** The least number of wordings with such a code, and of them that ask without it. */
const leastWithCode = 3;
const leastAskingOfThese = 0.5;

/** The letter before a number in a category, of which it is the first, as `B2` is for "Beginner". */
function isInitial(letters: string, category = ''): boolean {
  return lettersOf(category).startsWith(letters.toLowerCase());
}

/**
 * Questions without the code before each, if all have one of the same letters, its number rises and
 * most ask behind it, or each category has its own initial; the names of risks, such as "A01: Injection", are a part of theirs, as is what
 * alone tells two apart. Those with ids are as they were exported.
 */
export function withoutSharedCodes<
  Q extends { readonly title: string; readonly category?: string; readonly id?: string },
>(questions: readonly Q[]): readonly Q[] {
  if (questions.length < leastWithCode) return questions;
  const titles: string[] = [];
  let [letters, last, groups] = ['', -1, 0];
  const areInitials = questions.every(({ title, category }) =>
    isInitial(code.exec(title)?.[1] ?? '\n', category),
  );
  for (const { title, id } of questions) {
    const [whole, own = '', digits] = code.exec(title) ?? [];
    if (whole === undefined || id !== undefined) return questions;
    if (letters !== own) [last, groups] = [-1, groups + 1];
    if (Number(digits) <= last || (groups > 1 && !areInitials)) return questions;
    [letters, last] = [own, Number(digits)];
    titles.push(undress(title.slice(whole.length)).title || title);
  }
  const asking = titles.filter(title => likeness(title, false) >= surely).length;
  const isCounted = asking >= leastAskingOfThese * titles.length || groups > 1;
  return !isCounted || !areDistinct(titles)
    ? questions
    : questions.map((one, at) => ({ ...one, title: titles[at] ?? '' }));
}

/** `orm-basics-12`, `py-q3`, `b`: what is counted, and the number or letter. */
const count = /^(.*?)(?:(\d{1,5})|(?<!\p{L})([a-z]))$/u;

/**
 * Questions of data without their ids if these only count, from one for each of a few names: a list
 * in which one is inserted has the same for others, as if each were a number: see `isNumber`.
 */
export function withoutCounts<Q extends { readonly id?: string }>(
  questions: readonly Q[],
): readonly Q[] {
  const last = new Map<string, number>();
  let ids = 0;
  for (const { id } of questions) {
    if (id === undefined) continue;
    ids++;
    const [, name, digits, letter = ''] = count.exec(id) ?? [];
    if (name === undefined) return questions;
    const number = digits === undefined ? letter.charCodeAt(0) - 'a'.charCodeAt(0) : Number(digits);
    const before = last.get(name);
    if (before === undefined ? number > 1 : number <= before) return questions;
    last.set(name, number);
  }
  if (ids === 0 || last.size * 2 > ids) return questions;
  return questions.map(({ id: _id, ...one }) => one as Q);
}
