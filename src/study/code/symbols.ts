/**
 * Extracts names from code that a question could be about: `select_related`, `post_save`,
 * `csrf_token`, `MIDDLEWARE`. Not a parser: code being written seldom parses.
 */

import { rolesOf } from './roles';

/** Kinds of code that are read differently. */
export type CodeKind = 'python' | 'template' | 'other';

/** A name in a piece of code. */
export interface CodeSymbol {
  readonly name: string;
  /** How often it occurs, at least 1. */
  readonly count: number;
  /** The line of its first occurrence, from 0. */
  readonly line: number;
  /** How much its role tells: 1 for a name that is used, 0 for the code's own. */
  readonly weight: number;
}

/** The longest piece of code that is read, in UTF-16 units; the rest is ignored. */
export const longestCode = 200_000;

/** Returns the names in `code` in order of appearance, each once. Includes comments and strings. */
export function symbolsOf(code: string, kind: CodeKind): readonly CodeSymbol[] {
  const found = new Map<string, { count: number; line: number }>();
  const text = code.slice(0, longestCode);
  const lines = text.split('\n');
  lines.forEach((row, line) => {
    const parts = kind === 'template' ? templateParts(row) : [row];
    for (const part of parts) {
      for (const [name] of part.matchAll(word)) {
        if (!isTelling(name, kind) && !(kind === 'python' && shortNames.has(name))) continue;
        const known = found.get(name);
        if (known) known.count += 1;
        else found.set(name, { count: 1, line });
      }
    }
  });
  const roles = kind === 'python' ? rolesOf(text) : undefined;
  return [...found].map(([name, { count, line }]) => ({
    name,
    count,
    line,
    weight: roles?.weigh(name) ?? 1,
  }));
}

const word = /[A-Za-z_][A-Za-z0-9_]*/g;

/** The Django parts of a template: the insides of tags, variables and filters, not the HTML. */
function templateParts(row: string): string[] {
  const parts: string[] = [];
  const ends = { '%': { at: 0, mark: '%}' }, '{': { at: 0, mark: '}}' } };
  for (let at = row.indexOf('{'); at !== -1; at = row.indexOf('{', at + 1)) {
    const kind = row.charAt(at + 1);
    if (kind !== '%' && kind !== '{') continue;
    const end = ends[kind];
    // Searched for once, however many openings have no end.
    if (end.at !== -1 && end.at < at + 2) end.at = row.indexOf(end.mark, at + 2);
    if (end.at === -1) continue;
    parts.push(row.slice(at + 2, end.at));
    at = end.at + 1;
  }
  return parts;
}

/** Django names that are short, or ordinary words elsewhere. */
const shortNames = new Set('F Q pd np'.split(' '));

/** Whether a name can tell what code is about: long enough, and not found everywhere. */
export function isTelling(name: string, kind: CodeKind = 'other'): boolean {
  if (name.length < 3 || /^_+$/.test(name)) return false;
  return !everywhere.has(kind === 'python' ? name : name.toLowerCase());
}

/** Python's keywords and names found in every file of a Django project. */
const everywhere = new Set(
  `add all and any app apps args assert async await bool break bytes class cls continue def del dict django elif else
  except false filter finally first float for form from get global import int kwargs lambda len list lower main name
  none nonlocal not object objects pass print raise range return self set save src str super test tests true try tuple
  type typing union upper url value values while with yield
  created data default instance sender receiver shop book books author order orders customer review end endblock endfor endif html http id item items key keys the this that and are
  False None True`.split(/\s+/),
);
