/** Initial value of `fnv1a`. */
export const hashStart = 0x811c9dc5;

/**
 * FNV-1a of 32 bits over UTF-16 code units, signed: distinguishes texts and detects flipped bits,
 * not forgery. Source: Fowler, Noll and Vo, draft-eastlake-fnv.
 *
 * @param start the hash of the text before `text`
 */
export function fnv1a(text: string, start = hashStart): number {
  let sum = start;
  for (let index = 0; index < text.length; index++) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return sum;
}
