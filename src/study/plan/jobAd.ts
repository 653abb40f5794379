/** Finds what a job ad asks for, without a model, and the matching questions. */
import { normalized } from '../normalized';
import type { QuestionId } from '../question';
import type { Steps } from '../steps';
import { jobTermKinds, jobTerms, type JobTerm } from './jobTerms';

/** The experience level of an ad. */
export type Seniority = 'junior' | 'middle' | 'senior';

/** A thing the ad names. */
export interface AdTerm {
  readonly term: JobTerm;
  /** How often, at least 1. */
  readonly count: number;
}

export interface JobAd {
  /** Within a kind, the most frequent comes first. */
  readonly terms: readonly AdTerm[];
  /** `undefined` if it names none, or several. */
  readonly seniority: Seniority | undefined;
  /** Its first line, usually the role. */
  readonly title: string;
}

/** Longer ads are read up to here, in UTF-16 units. */
const longestAd = 100_000;
const longestTitle = 60;
/** The title is taken from a line no longer than this, in UTF-16 units. */
const longestTitleLine = 500;

const seniorities: Readonly<Record<Seniority, RegExp>> = {
  junior:
    /(?<![\p{L}\p{N}])(?:junior|entry[- ]level|graduate|trainee|intern|berufseinsteiger(?:in)?|einsteiger)(?![\p{L}\p{N}])|应届|初级|实习/iu,
  middle:
    /(?<![\p{L}\p{N}])(?:mid[- ]?level|mid[- ]senior|intermediate|regular)(?![\p{L}\p{N}])|中级/iu,
  senior:
    /(?<![\p{L}\p{N}])(?:senior|lead|principal|staff engineer|expert|mehrjährige)(?![\p{L}\p{N}])|高级|资深|专家/iu,
};

/** Reads an ad in English, German or Chinese. Never throws. */
export function readJobAd(text: string): JobAd {
  const ad = normalized(text.slice(0, longestAd), 'NFKC').slice(0, longestAd);
  const lower = ad.toLowerCase();
  const found = jobTerms.flatMap((term): AdTerm[] => {
    const count = formsOf(term).reduce((sum, form) => sum + countOf(form, ad, lower), 0);
    return count > 0 ? [{ term, count }] : [];
  });
  const order = ({ term }: AdTerm) => jobTermKinds.indexOf(term.kind);
  const named = (Object.keys(seniorities) as Seniority[]).filter(name =>
    seniorities[name].test(ad.slice(0, 2000)),
  );
  const title =
    ad
      .split(/[\n\r\u2028\u2029]/, 50)
      .map(line => withoutMarks(line.slice(0, longestTitleLine)))
      .find(line => line !== '') ?? '';
  return {
    terms: found.sort((a, b) => order(a) - order(b) || b.count - a.count),
    seniority: named.length === 1 ? named[0] : undefined,
    title: title.length > longestTitle ? `${title.slice(0, longestTitle - 1).trimEnd()}…` : title,
  };
}

/** The first line without the marks around it. Trailing ones go one by one: it is faster. */
function withoutMarks(line: string): string {
  let end = line.length;
  while (end > 0 && /[\s*:]/.test(line.charAt(end - 1))) end--;
  return line.slice(0, end).replace(/^[\s#*>•–-]+/, '');
}

/**
 * A saved page as text: without scripts and styles, and a line break for each tag. Takes time in
 * proportion to its length.
 */
export function textOfPage(html: string): string {
  const parts: string[] = [];
  const opening = /<(script|style)\b/gi;
  const closings = new Map([
    ['script', /<\/script\s*>/gi],
    ['style', /<\/style\s*>/gi],
  ]);
  let at = 0;
  for (let found = opening.exec(html); found; found = opening.exec(html)) {
    const name = (found[1] ?? '').toLowerCase();
    const closing = closings.get(name);
    if (closing === undefined) continue;
    closing.lastIndex = opening.lastIndex;
    if (closing.exec(html) === null) {
      closings.delete(name); // later ones are unclosed too
      continue;
    }
    parts.push(html.slice(at, found.index), ' ');
    at = closing.lastIndex;
    opening.lastIndex = at;
  }
  parts.push(html.slice(at));
  return parts.join('').replace(/<[^<>]{0,2000}>/g, '\n');
}

/** The parts of a question used for ads. */
export interface AdQuestion {
  readonly id: QuestionId;
  /** Its category, wording and hint. */
  readonly title: string;
  /** Its answer. */
  readonly body: string;
}

/** A thing named by an ad, and the questions about it, the best first. */
export interface CoveredTerm extends AdTerm {
  readonly questions: readonly QuestionId[];
}

/** An answer is about a thing if it names it at least this often. */
const oftenInAnswer = 3;
/** If no question asks for a thing, this many answers that mention it most count. */
const mostByAnswer = 3;

/** UTF-16 units, times the forms looked for in them, between steps. */
const comparedInStep = 1_000_000;

/**
 * Finds questions about each term: those that ask for it, else those whose answers name it. In steps:
 * an ad may name all terms, and packs may have megabytes of answers.
 */
export function* questionsFor(
  terms: readonly AdTerm[],
  questions: readonly AdQuestion[],
): Steps<readonly CoveredTerm[]> {
  let length = 0;
  /** Whether it is time for a step, after looking for so many forms in a text. */
  const isStep = (text: string, forms: number) => {
    length += (text.length + 20) * forms;
    if (length < comparedInStep) return false;
    length = 0;
    return true;
  };
  const texts = [];
  for (const { id, title, body } of questions) {
    const titleLower = title.toLowerCase();
    texts.push({ id, title, titleLower, body, bodyLower: body.toLowerCase() });
    if (isStep(title + body, 5)) yield;
  }
  const covered: CoveredTerm[] = [];
  for (const each of terms) {
    const { term } = each;
    const names = [...new Set([...formsOf(term), ...term.about])];
    const asked: QuestionId[] = [];
    for (const { id, title, titleLower } of texts) {
      if (names.some(name => countOf(name, title, titleLower) > 0)) asked.push(id);
      if (isStep(title, names.length)) yield;
    }
    const spoken: { readonly id: QuestionId; readonly count: number }[] = [];
    for (const { id, body, bodyLower } of asked.length > 0 ? [] : texts) {
      const count = names.reduce((sum, name) => sum + countOf(name, body, bodyLower), 0);
      if (count >= oftenInAnswer) spoken.push({ id, count });
      if (isStep(body, names.length)) yield;
    }
    const best = spoken.sort((a, b) => b.count - a.count).slice(0, mostByAnswer);
    covered.push({ ...each, questions: asked.length > 0 ? asked : best.map(({ id }) => id) });
  }
  return covered;
}

/** The questions of these terms, those covering most of the ad first. */
export function inOrder(terms: readonly CoveredTerm[]): readonly QuestionId[] {
  const weights = new Map<QuestionId, number>();
  for (const { count, questions } of terms) {
    // A question about few things says more about each.
    const weight = Math.min(count, 5) / Math.sqrt(Math.max(1, questions.length));
    for (const id of questions) weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  return [...weights].sort(([, a], [, b]) => b - a).map(([id]) => id);
}

function formsOf({ name, forms }: JobTerm): readonly string[] {
  return [name, ...forms];
}

const wordCharacter = /[\p{L}\p{N}]/u;
const han = /\p{Script=Han}/u;

/** How often a form occurs in a text; `lower` is the text in lower case. */
function countOf(form: string, text: string, lower: string): number {
  const isExact = form.startsWith('=');
  const word = isExact ? form.slice(1) : form.toLowerCase();
  const within = isExact ? text : lower;
  const isFree = han.test(word);
  let count = 0;
  for (let at = within.indexOf(word); at >= 0; at = within.indexOf(word, at + word.length)) {
    if (isFree || isWhole(within, at, at + word.length)) count++;
  }
  return count;
}

/** Whether it is not part of a longer word; Chinese is written without spaces. */
function isWhole(text: string, from: number, to: number): boolean {
  const goesOn = (at: number) => {
    const character = text.charAt(at);
    return wordCharacter.test(character) && !han.test(character);
  };
  return !goesOn(from - 1) && !goesOn(to);
}
