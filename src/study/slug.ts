/** Makes ids and sort orders from names people write. */
import { fnv1a } from './hash';
import { normalized } from './normalized';

/** The longest slug; ids may be longer (100), which leaves room for a suffix such as `-2`. */
const maximumLength = 80;

/**
 * Returns the id for a wording: 1 to 80 lower-case ASCII letters, digits and hyphens. Equal
 * wordings give equal slugs. If letters are lost (other scripts, very long wordings) a hash of the
 * wording keeps different wordings apart.
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

/** Compares names in natural order: `2-b` before `10-a`. */
export function naturalCompare(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}

const collator = new Intl.Collator('en', { numeric: true });

/** `10-query-tuning.md` becomes `query-tuning`: a file's name without number and ending. */
export function bareName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(\.questions)?\.(md|markdown)$/i, '');
  return name.replace(/^\d+[-_. ]+(?=.)/, '');
}

/** `query-tuning` becomes `Query tuning`: a title for files without one. */
export function titleFromName(path: string): string {
  const words = bareName(path).replace(/[-_]+/g, ' ').trim() || path;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
