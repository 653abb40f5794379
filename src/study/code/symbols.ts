/**
 * The names a piece of code uses, as far as a question could be about them: `select_related`,
 * `post_save`, `csrf_token`, `MIDDLEWARE`. No parser: code that is being written seldom parses.
 */

import { rolesOf } from './roles';

/** Where code comes from, as far as reading it differs. */
export type CodeKind = 'python' | 'template' | 'other';

/** A name in a piece of code. */
export interface CodeSymbol {
  readonly name: string;
  /** How often it stands there, at least 1. */
  readonly count: number;
  /** The first line it stands on, from 0. */
  readonly line: number;
  /** How much it tells by what it does there: 1 for a name that is used, 0 for the code's own. */
  readonly weight: number;
}

/** The longest piece of code that is read, in UTF-16 units; what comes after is left out. */
export const longestCode = 200_000;

/** Gives the names in `code` in the order they first appear, each once. Comments count, strings too. */
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

/** What a template says to Django: the insides of its tags, variables and filters, not the HTML. */
function templateParts(row: string): string[] {
  const parts: string[] = [];
  const ends = { '%': { at: 0, mark: '%}' }, '{': { at: 0, mark: '}}' } };
  for (let at = row.indexOf('{'); at !== -1; at = row.indexOf('{', at + 1)) {
    const kind = row.charAt(at + 1);
    if (kind !== '%' && kind !== '{') continue;
    const end = ends[kind];
    // Looked for once, however often something begins that does not end.
    if (end.at !== -1 && end.at < at + 2) end.at = row.indexOf(end.mark, at + 2);
    if (end.at === -1) continue;
    parts.push(row.slice(at + 2, end.at));
    at = end.at + 1;
  }
  return parts;
}

/** Names of Django's that are short, or words elsewhere. */
const shortNames = new Set('F Q pd np'.split(' '));

/** Whether a name can tell what code is about: long enough, and not one that stands everywhere. */
export function isTelling(name: string, kind: CodeKind = 'other'): boolean {
  if (name.length < 3 || /^_+$/.test(name)) return false;
  return !everywhere.has(kind === 'python' ? name : name.toLowerCase());
}

/** Python's own words and the names that every file of a Django project has. */
const everywhere = new Set(
  `add all and any app apps args assert async await bool break bytes class cls continue def del dict django elif else
  except false filter finally first float for form from get global import int kwargs lambda len list lower main name
  none nonlocal not object objects pass print raise range return self set save src str super test tests true try tuple
  type typing union upper url value values while with yield
  created data default instance sender receiver shop book books author order orders customer review end endblock endfor endif html http id item items key keys the this that and are
  False None True`.split(/\s+/),
);
