/** Ids and the order of names, made from what people write. */
import { fnv1a } from './hash';
import { normalized } from './normalized';

/** The longest slug; ids may be longer (100), which leaves room for a suffix such as `-2`. */
const maximumLength = 80;

/**
 * Gives the id that stands for a wording: lower-case ASCII letters, digits and hyphens, 1 to 80 of
 * them. Equal wordings give equal slugs. Where letters are lost (other scripts, very long wordings)
 * a hash of the wording keeps different wordings apart.
 */
export function slug(wording: string): string {
  // Without "+": a run of millions of characters can overflow the engine's stack.
  const folded = normalized(wording, 'NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded
    .split(/[^a-z0-9]/)
    .filter(Boolean)
    .join('-');
  const complete = words !== '' && !/[\u0080-\uffff]/.test(folded.replace(/[^\p{L}\p{N}]/gu, ''));
  if (complete && words.length <= maximumLength) return words;
  const short = words.slice(0, maximumLength - 8).replace(/-$/, '');
  return (short && `${short}-`) + (fnv1a(normalized(wording.trim(), 'NFC')) >>> 0).toString(36);
}

/** Compares names as a person sorts them: `2-b` before `10-a`. */
export function naturalCompare(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}

const collator = new Intl.Collator('en', { numeric: true });

/** `10-query-tuning.md` becomes `query-tuning`: a file's name without its place and kind. */
export function bareName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(\.questions)?\.(md|markdown)$/i, '');
  return name.replace(/^\d+[-_. ]+(?=.)/, '');
}

/** `query-tuning` becomes `Query tuning`: a title for what has none. */
export function titleFromName(path: string): string {
  const words = bareName(path).replace(/[-_]+/g, ' ').trim() || path;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
